extension Migration {
    /// A demand with everything that carries its id.
    ///
    /// Elsewhere `demand` is the demand's `number`, which never leaves the store. Numbers grow, so the rows of demands
    /// that are worked on now lie side by side and share pages; under the random ids every batch would rewrite pages of
    /// its own. Retention deletes by number in every table here, in one transaction.
    ///
    /// There are no foreign keys: a batch updates the demand's own row first, so a child cannot miss its parent, and a
    /// check for each row would cost. Small rows with a key of several columns live in the key's tree (WITHOUT ROWID);
    /// events do not, since there a row over 1 KB takes a page of its own. Times are milliseconds since 1970.
    static let demands = Migration(
        name: "0001_demands",
        sqlite: """
            CREATE TABLE demands (
                number INTEGER NOT NULL PRIMARY KEY,
                id TEXT NOT NULL UNIQUE,
                submitted_at INTEGER NOT NULL,
                owner_token_hash BLOB NOT NULL,
                head INTEGER NOT NULL,
                status TEXT NOT NULL,
                outcome TEXT,
                completed_at INTEGER,
                lease_owner TEXT,
                lease_expires_at INTEGER NOT NULL DEFAULT 0,
                lease_epoch INTEGER NOT NULL DEFAULT 0,
                log_format INTEGER NOT NULL
            ) STRICT;
            CREATE INDEX demands_unfinished ON demands (submitted_at, id) WHERE completed_at IS NULL;
            CREATE INDEX demands_completed ON demands (completed_at) WHERE completed_at IS NOT NULL;

            CREATE TABLE events (
                demand INTEGER NOT NULL,
                seq INTEGER NOT NULL,
                type TEXT NOT NULL,
                time INTEGER NOT NULL,
                payload TEXT NOT NULL,
                private TEXT,
                PRIMARY KEY (demand, seq)
            ) STRICT;

            CREATE TABLE channels (
                demand INTEGER NOT NULL,
                channel TEXT NOT NULL,
                status TEXT NOT NULL,
                round INTEGER NOT NULL,
                version INTEGER NOT NULL,
                PRIMARY KEY (demand, channel)
            ) STRICT, WITHOUT ROWID;

            CREATE TABLE messages (
                demand INTEGER NOT NULL,
                message_id TEXT NOT NULL,
                channel TEXT NOT NULL,
                agent_id TEXT NOT NULL,
                kind TEXT NOT NULL,
                round INTEGER NOT NULL,
                version INTEGER NOT NULL,
                due INTEGER NOT NULL,
                answered_seq INTEGER,
                PRIMARY KEY (demand, message_id)
            ) STRICT, WITHOUT ROWID;
            CREATE INDEX messages_open ON messages (agent_id) WHERE answered_seq IS NULL;

            CREATE TABLE inputs (
                demand INTEGER NOT NULL,
                sender TEXT NOT NULL,
                message_id TEXT NOT NULL,
                body TEXT NOT NULL,
                result TEXT,
                PRIMARY KEY (demand, sender, message_id)
            ) STRICT, WITHOUT ROWID;

            CREATE TABLE deadlines (
                demand INTEGER NOT NULL,
                channel TEXT NOT NULL,
                kind TEXT NOT NULL,
                round INTEGER NOT NULL,
                due INTEGER NOT NULL,
                PRIMARY KEY (demand, channel, kind, round)
            ) STRICT, WITHOUT ROWID;

            CREATE TABLE steps (
                demand INTEGER NOT NULL,
                channel TEXT NOT NULL,
                decision TEXT NOT NULL,
                key TEXT NOT NULL,
                body TEXT NOT NULL,
                created_at INTEGER NOT NULL,
                PRIMARY KEY (demand, channel, decision, key)
            ) STRICT, WITHOUT ROWID;

            CREATE TABLE idempotency (
                key TEXT NOT NULL PRIMARY KEY,
                demand INTEGER NOT NULL,
                body_hash BLOB NOT NULL,
                answer TEXT NOT NULL,
                created_at INTEGER NOT NULL
            ) STRICT, WITHOUT ROWID;
            CREATE INDEX idempotency_demand ON idempotency (demand);
            """)
}
