import Logging

/// How log lines look and which ones are written.
struct LogOptions: Sendable, Hashable {
    enum Format: String, Sendable {
        /// For people: time, level, message, metadata.
        case text
        /// JSON Lines: `{"time":…,"level":…,"message":…, metadata}`.
        case json
    }

    var format: Format
    var level: Logger.Level
}
