extension TransferTable {
    static let members = TransferTable(
        name: "members", demand: .none,
        columns: [
            .init(name: "id"), .init(name: "version", kind: .integer), .init(name: "profile"),
            .init(name: "is_current", kind: .integer), .init(name: "active", kind: .integer),
            .init(name: "created_at", kind: .integer),
        ],
        select: """
            SELECT id, version, profile, is_current, active, created_at
            FROM members ORDER BY id, version
            """,
        sqliteInsert: """
            INSERT INTO members (id, version, profile, is_current, active, created_at)
            VALUES (?, ?, ?, ?, ?, ?)
            """,
        postgresInsert: """
            INSERT INTO members (id, version, profile, is_current, active, created_at)
            SELECT * FROM unnest($1::text[], $2::bigint[], $3::text[], $4::bigint[], $5::bigint[],
                $6::bigint[])
            """)

    static let settings = TransferTable(
        name: "settings", demand: .none,
        columns: [.init(name: "key"), .init(name: "value")],
        select: """
            SELECT key, value
            FROM settings ORDER BY key
            """,
        sqliteInsert: """
            INSERT INTO settings (key, value)
            VALUES (?, ?)
            """,
        postgresInsert: """
            INSERT INTO settings (key, value)
            SELECT * FROM unnest($1::text[], $2::text[])
            """)

    static let tokens = TransferTable(
        name: "tokens", demand: .none,
        columns: [
            .init(name: "hash", kind: .blob), .init(name: "kind"), .init(name: "subject"),
            .init(name: "created_at", kind: .integer), .init(name: "revoked_at", kind: .integer, isOptional: true),
        ],
        select: """
            SELECT hash, kind, subject, created_at, revoked_at
            FROM tokens ORDER BY hash
            """,
        sqliteInsert: """
            INSERT INTO tokens (hash, kind, subject, created_at, revoked_at)
            VALUES (?, ?, ?, ?, ?)
            """,
        postgresInsert: """
            INSERT INTO tokens (hash, kind, subject, created_at, revoked_at)
            SELECT * FROM unnest($1::bytea[], $2::text[], $3::text[], $4::bigint[], $5::bigint[])
            """)

    static let audit = TransferTable(
        name: "audit", demand: .none,
        columns: [
            .init(name: "id", kind: .integer), .init(name: "at", kind: .integer), .init(name: "actor"),
            .init(name: "action"), .init(name: "detail"),
        ],
        select: """
            SELECT id, at, actor, action, detail
            FROM audit ORDER BY id
            """,
        sqliteInsert: """
            INSERT INTO audit (id, at, actor, action, detail)
            VALUES (?, ?, ?, ?, ?)
            """,
        postgresInsert: """
            INSERT INTO audit (id, at, actor, action, detail)
            SELECT * FROM unnest($1::bigint[], $2::bigint[], $3::text[], $4::text[], $5::text[])
            """)

    static let counters = TransferTable(
        name: "counters", demand: .none,
        columns: [.init(name: "name"), .init(name: "value", kind: .integer)],
        select: """
            SELECT name, value
            FROM counters ORDER BY name
            """,
        sqliteInsert: """
            INSERT INTO counters (name, value)
            VALUES (?, ?)
            """,
        postgresInsert: """
            INSERT INTO counters (name, value)
            SELECT * FROM unnest($1::text[], $2::bigint[])
            """)
}
