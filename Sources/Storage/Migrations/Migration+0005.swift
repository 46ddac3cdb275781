extension Migration {
    /// What members who act themselves need: finding their negotiations, and news for agents elsewhere until they are handed over.
    static let membership = Migration(
        name: "0005_membership",
        sqlite: """
            CREATE INDEX messages_member ON messages (agent_id, demand, channel);

            CREATE TABLE notices (
                demand INTEGER NOT NULL,
                notice_id TEXT NOT NULL,
                member_kind TEXT NOT NULL,
                body TEXT NOT NULL,
                due INTEGER NOT NULL,
                PRIMARY KEY (demand, notice_id)
            ) STRICT, WITHOUT ROWID;
            CREATE INDEX notices_due ON notices (due);
            """,
        postgres: """
            CREATE INDEX messages_member ON messages (agent_id, demand, channel COLLATE "C");

            CREATE TABLE notices (
                demand bigint NOT NULL,
                notice_id text COLLATE "C" NOT NULL,
                member_kind text NOT NULL,
                body text NOT NULL,
                due bigint NOT NULL,
                PRIMARY KEY (demand, notice_id)
            );
            CREATE INDEX notices_due ON notices (due);
            """)
}
