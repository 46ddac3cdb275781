import Engine

extension UnreliableStore {
    func insert(member: Member, token: TokenRow) async throws -> MemberRecord? {
        try await base.insert(member: member, token: token)
    }

    func update(member: Member, from version: Int) async throws -> MemberRecord? {
        try await base.update(member: member, from: version)
    }

    func replaceTokens(by token: TokenRow) async throws { try await base.replaceTokens(by: token) }

    func conversations(of agentID: String, after cursor: ConversationCursor?, limit: Int) async throws -> [Conversation]
    {
        try await checkRead()
        return try await base.conversations(of: agentID, after: cursor, limit: limit)
    }

    func askedMembers(in demands: [DemandID]) async throws -> [DemandID: Set<String>] {
        try await checkRead()
        return try await base.askedMembers(in: demands)
    }
}
