import Engine
import Web

/// The operator's side of the server.
struct Administrator: Administration {
    let live: LiveSettings
    let server: ServerIdentity
    let model: (any ModelOperation)?

    func settings(in language: Language) async -> SettingsReport { live.report(in: language) }

    func change(
        settings changes: [String: JSONValue], by actor: String, in language: Language
    ) async throws -> SettingsReport {
        let changed = try await live.change(changes, by: actor, language: language)
        return live.report(in: language, changed: changed)
    }
}

extension ServerIdentity {
    init(_ configuration: Configuration, instanceID: String) {
        let storeKind = if case .postgres = configuration.database { "postgresql" } else { "sqlite" }
        self.init(
            version: Version.number, instanceID: instanceID, startedAt: SystemClock().now(), storeKind: storeKind)
    }
}
