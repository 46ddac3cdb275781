public import Engine

/// What the operator may ask of the server beyond its public API.
public protocol Administration: Sendable {
    // Settings
    func settings() async -> SettingsReport
    /// Changes live settings by their live names, all or none; `null` returns one to its static value.
    /// - Throws: `AdminFaults`.
    func change(settings changes: [String: JSONValue], by actor: String) async throws -> SettingsReport
}
