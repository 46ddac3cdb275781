import Engine

@testable import Web

/// An operator's side that answers nothing: for what is decided before it is asked.
struct ScriptedAdministration: Administration {
    struct Unexpected: Error {}

    func settings() async -> SettingsReport {
        SettingsReport(
            instanceID: "test", file: nil, fileFaults: [], storedFaults: [], pending: [], lastReload: nil, settings: [])
    }

    func change(settings changes: [String: JSONValue], by actor: String) async throws -> SettingsReport {
        throw Unexpected()
    }
}
