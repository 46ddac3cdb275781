public import Engine

extension SQLiteStore {
    public func settings() async throws -> [String: String] {
        try await readers.read { connection in
            let rows = try connection.all("SELECT key, value FROM settings") { ($0.text(0), $0.text(1)) }
            return Dictionary(rows) { first, _ in first }
        }
    }

    /// Settings and the audit entry about them are written together. Nil removes a setting.
    public func put(settings: [String: String?], audit: AuditEntry?) async throws {
        try await write { connection in
            for (key, value) in settings {
                if let value {
                    try connection.run(
                        "INSERT OR REPLACE INTO settings (key, value) VALUES (?, ?)", .text(key), .text(value))
                } else {
                    try connection.run("DELETE FROM settings WHERE key = ?", .text(key))
                }
            }
            if let audit {
                try connection.run(
                    "INSERT INTO audit (at, actor, action, detail) VALUES (?, ?, ?, ?)",
                    .time(audit.at), .text(audit.actor), .text(audit.action), .text(audit.detail))
            }
        }
    }
}
