extension Migration {
    /// Profiles with all their versions. `active` belongs to the member, so every version of it has the same value.
    static let members = Migration(
        name: "0002_members",
        sqlite: """
            CREATE TABLE members (
                id TEXT NOT NULL,
                version INTEGER NOT NULL,
                profile TEXT NOT NULL,
                is_current INTEGER NOT NULL,
                active INTEGER NOT NULL,
                created_at INTEGER NOT NULL,
                PRIMARY KEY (id, version)
            ) STRICT;
            CREATE UNIQUE INDEX members_current ON members (id) WHERE is_current = 1;
            """,
        postgres: """
            CREATE TABLE members (
                id text COLLATE "C" NOT NULL,
                version bigint NOT NULL,
                profile text NOT NULL,
                is_current bigint NOT NULL,
                active bigint NOT NULL,
                created_at bigint NOT NULL,
                PRIMARY KEY (id, version)
            );
            CREATE UNIQUE INDEX members_current ON members (id) WHERE is_current = 1;
            """)
}
