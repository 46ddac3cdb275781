extension Migration {
    /// What members who act themselves need: finding their negotiations.
    static let membership = Migration(
        name: "0005_membership",
        sqlite: """
            CREATE INDEX messages_member ON messages (agent_id, demand, channel);
            """,
        postgres: """
            CREATE INDEX messages_member ON messages (agent_id, demand, channel COLLATE "C");
            """)
}
