public import Engine

extension PostgresStore {
    public func insert(member: Member, token: TokenRow) async throws -> MemberRecord? {
        let profile = try MemberJSON.encode(member)
        // Done twice, the second time would find its own member and call the id taken.
        let isNew = try await pool.run(isRepeatable: false) { connection in
            try connection.transaction {
                try connection.run("LOCK TABLE members IN SHARE ROW EXCLUSIVE MODE")
                let isKnown = try connection.run("SELECT 1 FROM members WHERE id = $1 LIMIT 1", .text(member.id))
                    .first { _ in true }
                guard isKnown == nil else { return false }
                try PostgresStore.put(token, on: connection)
                _ = try PostgresStore.store([profile], of: [member.id], isActive: true, on: connection)
                _ = try connection.run([.hint { $0.members = true }])
                return true
            }
        }
        guard isNew else { return nil }
        return MemberRecord(member: member, version: 1, isActive: true)
    }

    public func update(member: Member, from version: Int) async throws -> MemberRecord? {
        let profile = try MemberJSON.encode(member)
        let updated = try await pool.run(isRepeatable: false) { connection in
            try connection.transaction { () throws -> Int? in
                try connection.run("LOCK TABLE members IN SHARE ROW EXCLUSIVE MODE")
                let current = try connection.run(
                    "SELECT version, active FROM members WHERE id = $1 AND is_current = 1", .text(member.id)
                ).first { (version: try $0.int(0), isActive: try $0.int(1) == 1) }
                guard let current, current.isActive, current.version == version else { return nil }
                let updated = try PostgresStore.store([profile], of: [member.id], isActive: true, on: connection).first
                if updated != version { _ = try connection.run([.hint { $0.members = true }]) }
                return updated
            }
        }
        guard let updated else { return nil }
        return MemberRecord(member: member, version: updated, isActive: true)
    }

    public func replaceTokens(by token: TokenRow) async throws {
        try await pool.run(isRepeatable: false) { connection in
            try connection.transaction {
                // One after the other: two at once would not see each other's token.
                try connection.run("SELECT pg_advisory_xact_lock(hashtextextended($1, 0))", .text(token.subject))
                try connection.run(
                    """
                    UPDATE tokens SET revoked_at = $1
                    WHERE subject = $2 AND kind = $3 AND revoked_at IS NULL AND hash <> $4
                    """, .time(token.createdAt), .text(token.subject), .text(token.kind), .blob(token.hash))
                try PostgresStore.put(token, on: connection)
            }
        }
    }

    public func conversations(
        of agentID: String, after cursor: ConversationCursor?, limit: Int
    ) async throws -> [Conversation] {
        try await pool.run { connection in
            try connection.run(
                """
                SELECT DISTINCT demands.id, messages.demand, messages.channel COLLATE "C"
                FROM messages JOIN demands ON demands.number = messages.demand
                WHERE messages.agent_id = $1 AND (messages.demand, messages.channel COLLATE "C") < ($2, $3)
                ORDER BY messages.demand DESC, messages.channel COLLATE "C" DESC LIMIT $4
                """,
                .text(agentID), .integer(cursor?.demandNumber ?? Int.max), .text(cursor?.channel ?? ""),
                .integer(max(0, limit))
            ).all { row in
                Conversation(
                    demandID: try row.demandID(0), channel: try row.channelID(2),
                    cursor: ConversationCursor(demandNumber: try row.int(1), channel: row.text(2)))
            }
        }
    }

    public func askedMembers(in demands: [DemandID]) async throws -> [DemandID: Set<String>] {
        guard !demands.isEmpty else { return [:] }
        return try await pool.run { connection in
            let rows = try connection.run(
                """
                SELECT DISTINCT demands.id, messages.agent_id
                FROM messages JOIN demands ON demands.number = messages.demand WHERE demands.id = ANY ($1)
                """, .ids(demands)
            ).all { (try $0.demandID(0), $0.text(1)) }
            return Dictionary(grouping: rows, by: \.0).mapValues { Set($0.map(\.1)) }
        }
    }

    static func put(_ token: TokenRow, on connection: PostgresConnection) throws {
        let isNew =
            try connection.run(
                """
                INSERT INTO tokens (hash, kind, subject, created_at, revoked_at) VALUES ($1, $2, $3, $4, $5)
                ON CONFLICT DO NOTHING
                """,
                .blob(token.hash), .text(token.kind), .text(token.subject), .time(token.createdAt),
                .time(token.revokedAt)
            ).changes > 0
        guard isNew else { throw StoreError.conflict }
    }
}
