extension Migration {
    /// What several instances and retention need.
    ///
    /// `counters` goes on counting what retention deleted.
    static let group = Migration(
        name: "0004_group",
        sqlite: """
            ALTER TABLE inputs ADD COLUMN received_at INTEGER NOT NULL DEFAULT 0;
            CREATE INDEX inputs_pending ON inputs (demand) WHERE result IS NULL;

            DROP INDEX messages_open;
            CREATE INDEX messages_inbox ON messages (agent_id, due, message_id) WHERE answered_seq IS NULL;

            CREATE TABLE counters (
                name TEXT NOT NULL PRIMARY KEY,
                value INTEGER NOT NULL
            ) STRICT, WITHOUT ROWID;
            """,
        postgres: """
            ALTER TABLE inputs ADD COLUMN received_at bigint NOT NULL DEFAULT 0;
            CREATE INDEX inputs_pending ON inputs (demand) WHERE result IS NULL;

            DROP INDEX messages_open;
            CREATE INDEX messages_inbox ON messages (agent_id, due, message_id) WHERE answered_seq IS NULL;

            CREATE TABLE counters (
                name text COLLATE "C" NOT NULL PRIMARY KEY,
                value bigint NOT NULL
            );
            """)
}
