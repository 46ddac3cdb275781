public import Engine

extension PostgresStore {
    public func settings() async throws -> [String: String] {
        try await pool.run { connection in
            let rows = try connection.run("SELECT key, value FROM settings").all { ($0.text(0), $0.text(1)) }
            return Dictionary(rows) { first, _ in first }
        }
    }

    /// Settings and the audit entry about them are written together. Nil removes a setting.
    public func put(settings: [String: String?], audit: AuditEntry?) async throws {
        // Doing it twice would tell of it twice.
        try await pool.run(isRepeatable: audit == nil) { connection in
            var queries = PostgresStore.queries(settings, audit)
            if !settings.isEmpty { queries.append(.hint { $0.settings = true }) }
            _ = try connection.run(queries)
        }
    }

    public func replace(
        setting key: String, from old: String?, by new: String, with others: [String: String?], audit: AuditEntry?
    ) async throws -> Bool {
        // Done twice, the second would find what the first wrote.
        try await pool.run(isRepeatable: false) { connection in
            try connection.transaction {
                let found =
                    if let old {
                        try connection.run(
                            "UPDATE settings SET value = $1 WHERE key = $2 AND value = $3", .text(new), .text(key),
                            .text(old))
                    } else {
                        try connection.run(
                            "INSERT INTO settings (key, value) VALUES ($1, $2) ON CONFLICT (key) DO NOTHING",
                            .text(key), .text(new))
                    }
                guard found.changes > 0 else { return false }
                if !others.isEmpty || audit != nil { _ = try connection.run(PostgresStore.queries(others, audit)) }
                _ = try connection.run([.hint { $0.settings = true }])
                return true
            }
        }
    }

    private static func queries(_ settings: [String: String?], _ audit: AuditEntry?) -> [PostgresConnection.Query] {
        let removed = settings.filter { $0.value == nil }.keys.sorted()
        let kept = settings.compactMapValues(\.self).sorted { $0.key < $1.key }
        var queries: [PostgresConnection.Query] = [
            .init("DELETE FROM settings WHERE key = ANY ($1)", .texts(removed)),
            .init(
                """
                INSERT INTO settings (key, value) SELECT * FROM unnest($1::text[], $2::text[])
                ON CONFLICT (key) DO UPDATE SET value = excluded.value
                """, .texts(kept.map(\.key)), .texts(kept.map(\.value))),
        ]
        if let audit {
            queries.append(
                .init(
                    "INSERT INTO audit (at, actor, action, detail) VALUES ($1, $2, $3, $4)",
                    .time(audit.at), .text(audit.actor), .text(audit.action), .text(audit.detail)))
        }
        return queries
    }

    public func audit(before number: Int?, limit: Int) async throws -> [AuditRecord] {
        try await pool.run { connection in
            try connection.run(
                "SELECT id, at, actor, action, detail FROM audit WHERE id < $1 ORDER BY id DESC LIMIT $2",
                .integer(number ?? Int.max), .integer(max(0, limit))
            ).all { row in
                AuditRecord(
                    number: try row.int(0),
                    entry: AuditEntry(
                        at: try row.time(1), actor: row.text(2), action: row.text(3), detail: row.text(4)))
            }
        }
    }

    public func put(token: TokenRow) async throws {
        try await pool.run { try PostgresStore.put(token, on: $0) }
    }

    public func token(hash: [UInt8]) async throws -> TokenRow? {
        try await pool.run { connection in
            try connection.run(
                "SELECT kind, subject, created_at, revoked_at FROM tokens WHERE hash = $1", .blob(hash)
            ).first { row in
                TokenRow(
                    hash: hash, kind: row.text(0), subject: row.text(1), createdAt: try row.time(2),
                    revokedAt: try row.optionalTime(3))
            }
        }
    }

    public func revoke(tokenHash: [UInt8], at moment: Timestamp) async throws -> Bool {
        try await pool.run { connection in
            try connection.run(
                "UPDATE tokens SET revoked_at = $1 WHERE hash = $2 AND revoked_at IS NULL",
                .time(moment), .blob(tokenHash)
            ).changes > 0
        }
    }
}
