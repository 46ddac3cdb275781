extension Migration {
    /// What the operator sets and sees.
    ///
    /// `tokens` holds SHA-256 hashes of secrets; `subject` is whom the secret speaks for (a member's id; `admin`).
    static let operation = Migration(
        name: "0003_operation",
        sqlite: """
            CREATE TABLE settings (
                key TEXT NOT NULL PRIMARY KEY,
                value TEXT NOT NULL
            ) STRICT, WITHOUT ROWID;

            CREATE TABLE audit (
                id INTEGER PRIMARY KEY,
                at INTEGER NOT NULL,
                actor TEXT NOT NULL,
                action TEXT NOT NULL,
                detail TEXT NOT NULL
            ) STRICT;

            CREATE TABLE tokens (
                hash BLOB NOT NULL PRIMARY KEY,
                kind TEXT NOT NULL,
                subject TEXT NOT NULL,
                created_at INTEGER NOT NULL,
                revoked_at INTEGER
            ) STRICT, WITHOUT ROWID;
            CREATE INDEX tokens_subject ON tokens (subject);
            """)
}
