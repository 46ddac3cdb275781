public import Engine

/// What the operator may ask of the server beyond its engine.
public protocol Administration: Sendable {
    var server: ServerIdentity { get }
    /// The operator's side of the model; nil when rules decide.
    var model: (any ModelOperation)? { get }

    // Settings
    /// - Parameter language: of the texts for people.
    func settings(in language: Language) async -> SettingsReport
    /// Changes live settings by their live names, all or none; `null` returns one to its static value.
    /// - Parameter language: of the texts for people, the faults included.
    /// - Throws: `AdminFaults`.
    func change(
        settings changes: [String: JSONValue], by actor: String, in language: Language
    ) async throws -> SettingsReport
}

/// Which process this is.
public struct ServerIdentity: Sendable, Hashable {
    public var version: String
    public var instanceID: String
    public var startedAt: Timestamp
    /// `sqlite` or `postgresql`.
    public var storeKind: String

    public init(version: String, instanceID: String, startedAt: Timestamp, storeKind: String) {
        self.version = version
        self.instanceID = instanceID
        self.startedAt = startedAt
        self.storeKind = storeKind
    }
}
