import Engine
import FoundationEssentials
import Web

/// What the store's settings say about demonstrations.
struct DemoTable: Sendable {
    static let modeKey = "demo.mode"
    /// The id of the session that was opened last, by whichever instance: who opens one looks whether it still is.
    static let newestKey = "demo.newest"
    private static let sessionPrefix = "demo.session."

    struct Mode: Sendable, Hashable, Codable {
        var enabled = false
        var scenario = DemoScenario.quick

        var text: String { DemoTable.text(self) }
    }

    struct Row: Sendable, Hashable, Codable {
        var id: String
        var origin: DemoOrigin
        var language: Language
        var startTime: Timestamp
        var expiresAt: Timestamp
        var demandID: String?

        var key: String { DemoTable.key(of: id) }
        var text: String { DemoTable.text(self) }

        func session(status: DemoSession.Status, result: DemandOutcome? = nil) -> DemoSession {
            DemoSession(
                id: id, origin: origin, language: language, status: status,
                demandID: demandID.flatMap(DemandID.init(rawValue:)), result: result, startTime: startTime,
                expiresAt: expiresAt)
        }
    }

    var mode = Mode()
    /// Nil: none was ever opened.
    var newest: String?
    /// Newest first.
    var sessions: [Row] = []
    /// Keys of sessions that are to be forgotten.
    var expired: [String] = []

    /// What cannot be read, of a newer version say, is left out and left alone.
    init(_ settings: [String: String], at now: Timestamp) {
        if let text = settings[DemoTable.modeKey], let mode = DemoTable.value(Mode.self, text) { self.mode = mode }
        newest = settings[DemoTable.newestKey]
        for (key, text) in settings where key.hasPrefix(DemoTable.sessionPrefix) {
            guard let row = DemoTable.value(Row.self, text) else { continue }
            if row.expiresAt <= now { expired.append(key) } else { sessions.append(row) }
        }
        sessions.sort { ($1.startTime, $1.id) < ($0.startTime, $0.id) }
    }

    static func key(of id: String) -> String { sessionPrefix + id }

    private static func text(_ value: some Encodable) -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys]
        // Only strings, numbers and flags are in there.
        return (try? encoder.encode(value)).map { String(decoding: $0, as: UTF8.self) } ?? "{}"
    }

    private static func value<Value: Decodable>(_ type: Value.Type, _ text: String) -> Value? {
        try? JSONDecoder().decode(type, from: Data(text.utf8))
    }
}
