public import Engine

extension SQLiteStore {
    public func insert(member: Member, token: TokenRow) async throws -> MemberRecord? {
        let profile = try MemberJSON.encode(member)
        let isNew = try await write { connection in
            let isKnown = try connection.first("SELECT 1 FROM members WHERE id = ? LIMIT 1", .text(member.id)) { _ in
                true
            }
            guard isKnown == nil else { return false }
            try SQLiteStore.put(token, on: connection)
            _ = try SQLiteStore.store(profile, of: member.id, isActive: true, at: connection.now(), on: connection)
            return true
        }
        guard isNew else { return nil }
        feed.publish { $0.members = true }
        return MemberRecord(member: member, version: 1, isActive: true)
    }

    public func update(member: Member, from version: Int) async throws -> MemberRecord? {
        let profile = try MemberJSON.encode(member)
        let updated = try await write { connection -> Int? in
            let current = try connection.first(
                "SELECT version, active FROM members WHERE id = ? AND is_current = 1", .text(member.id)
            ) { (version: $0.int(0), isActive: $0.bool(1)) }
            guard let current, current.isActive, current.version == version else { return nil }
            return try SQLiteStore.store(profile, of: member.id, isActive: true, at: connection.now(), on: connection)
        }
        guard let updated else { return nil }
        if updated != version { feed.publish { $0.members = true } }
        return MemberRecord(member: member, version: updated, isActive: true)
    }

    public func replaceTokens(by token: TokenRow) async throws {
        try await write { connection in
            try SQLiteStore.revokeTokens(of: token.subject, kind: token.kind, at: token.createdAt, on: connection)
            try SQLiteStore.put(token, on: connection)
        }
    }

    public func conversations(
        of agentID: String, after cursor: ConversationCursor?, limit: Int
    ) async throws -> [Conversation] {
        try await readers.read { connection in
            try connection.all(
                """
                SELECT DISTINCT demands.id, messages.demand, messages.channel
                FROM messages JOIN demands ON demands.number = messages.demand
                WHERE messages.agent_id = ? AND (messages.demand, messages.channel) < (?, ?)
                ORDER BY messages.demand DESC, messages.channel DESC LIMIT ?
                """,
                .text(agentID), .integer(cursor?.demandNumber ?? Int.max), .text(cursor?.channel ?? ""),
                .integer(max(0, limit))
            ) { row in
                Conversation(
                    demandID: try row.demandID(0), channel: try row.channelID(2),
                    cursor: ConversationCursor(demandNumber: row.int(1), channel: row.text(2)))
            }
        }
    }

    public func askedMembers(in demands: [DemandID]) async throws -> [DemandID: Set<String>] {
        try await readers.read { connection in
            var asked: [DemandID: Set<String>] = [:]
            for id in demands {
                let members = try connection.all(
                    """
                    SELECT DISTINCT agent_id FROM messages
                    WHERE demand = (SELECT number FROM demands WHERE id = ?)
                    """, .text(id.rawValue)
                ) { $0.text(0) }
                if !members.isEmpty { asked[id] = Set(members) }
            }
            return asked
        }
    }

    static func put(_ token: TokenRow, on connection: SQLiteConnection) throws {
        try connection.run(
            """
            INSERT INTO tokens (hash, kind, subject, created_at, revoked_at) VALUES (?, ?, ?, ?, ?)
            ON CONFLICT DO NOTHING
            """,
            .blob(token.hash), .text(token.kind), .text(token.subject), .time(token.createdAt), .time(token.revokedAt))
        guard connection.changes > 0 else { throw StoreError.conflict }
    }

    static func revokeTokens(
        of subject: String, kind: String, at moment: Timestamp, on connection: SQLiteConnection
    ) throws {
        try connection.run(
            "UPDATE tokens SET revoked_at = ? WHERE subject = ? AND kind = ? AND revoked_at IS NULL", .time(moment),
            .text(subject), .text(kind))
    }
}
