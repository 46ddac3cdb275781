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
        try await write { try SQLiteStore.put(settings, audit, on: $0) }
        if !settings.isEmpty { feed.publish { $0.settings = true } }
    }

    public func replace(
        setting key: String, from old: String?, by new: String, with others: [String: String?], audit: AuditEntry?
    ) async throws -> Bool {
        let isChanged = try await write { connection in
            if let old {
                try connection.run(
                    "UPDATE settings SET value = ? WHERE key = ? AND value = ?", .text(new), .text(key), .text(old))
            } else {
                try connection.run(
                    "INSERT OR IGNORE INTO settings (key, value) VALUES (?, ?)", .text(key), .text(new))
            }
            guard connection.changes > 0 else { return false }
            try SQLiteStore.put(others, audit, on: connection)
            return true
        }
        if isChanged { feed.publish { $0.settings = true } }
        return isChanged
    }

    private static func put(
        _ settings: [String: String?], _ audit: AuditEntry?, on connection: SQLiteConnection
    ) throws {
        for (key, value) in settings {
            if let value {
                try connection.run(
                    "INSERT OR REPLACE INTO settings (key, value) VALUES (?, ?)", .text(key), .text(value))
            } else {
                try connection.run("DELETE FROM settings WHERE key = ?", .text(key))
            }
        }
        guard let audit else { return }
        try connection.run(
            "INSERT INTO audit (at, actor, action, detail) VALUES (?, ?, ?, ?)",
            .time(audit.at), .text(audit.actor), .text(audit.action), .text(audit.detail))
    }

    public func audit(before number: Int?, limit: Int) async throws -> [AuditRecord] {
        try await readers.read { connection in
            try connection.all(
                "SELECT id, at, actor, action, detail FROM audit WHERE id < ? ORDER BY id DESC LIMIT ?",
                .integer(number ?? Int.max), .integer(max(0, limit))
            ) { row in
                AuditRecord(
                    number: row.int(0),
                    entry: AuditEntry(at: row.time(1), actor: row.text(2), action: row.text(3), detail: row.text(4)))
            }
        }
    }

    public func put(token: TokenRow) async throws {
        try await write { try SQLiteStore.put(token, on: $0) }
    }

    public func token(hash: [UInt8]) async throws -> TokenRow? {
        try await readers.read { connection in
            try connection.first(
                "SELECT kind, subject, created_at, revoked_at FROM tokens WHERE hash = ?", .blob(hash)
            ) { row in
                TokenRow(
                    hash: hash, kind: row.text(0), subject: row.text(1), createdAt: row.time(2),
                    revokedAt: row.optionalTime(3))
            }
        }
    }

    public func revoke(tokenHash: [UInt8], at moment: Timestamp) async throws -> Bool {
        try await write { connection in
            try connection.run(
                "UPDATE tokens SET revoked_at = ? WHERE hash = ? AND revoked_at IS NULL",
                .time(moment), .blob(tokenHash))
            return connection.changes > 0
        }
    }
}
