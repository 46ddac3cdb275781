import Engine
import Web

/// The operator's side of the server.
struct Administrator: Administration {
    let live: LiveSettings

    func settings() async -> SettingsReport { live.report() }

    func change(settings changes: [String: JSONValue], by actor: String) async throws -> SettingsReport {
        let changed = try await live.change(changes, by: actor)
        return live.report(changed: changed)
    }
}
