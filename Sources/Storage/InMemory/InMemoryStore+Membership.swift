public import Engine

extension InMemoryStore {
    public func insert(member: Member, token: TokenRow) async throws -> MemberRecord? {
        let record = try access { state -> MemberRecord? in
            guard state.tokens[token.hash] == nil else { throw StoreError.conflict }
            guard state.members[member.id] == nil else { return nil }
            state.members[member.id] = MemberVersions(versions: [member], isActive: true)
            state.tokens[token.hash] = token
            return MemberRecord(member: member, version: 1, isActive: true)
        }
        if record != nil { feed.publish { $0.members = true } }
        return record
    }

    public func update(member: Member, from version: Int) async throws -> MemberRecord? {
        let record = try access { state -> MemberRecord? in
            guard var entry = state.members[member.id], entry.isActive, entry.versions.count == version else {
                return nil
            }
            if entry.versions.last != member { entry.versions.append(member) }
            state.members[member.id] = entry
            return entry.record(version: nil)
        }
        if let record, record.version != version { feed.publish { $0.members = true } }
        return record
    }

    public func replaceTokens(by token: TokenRow) async throws {
        try access { state in
            guard state.tokens[token.hash] == nil else { throw StoreError.conflict }
            state.revokeTokens(of: token.subject, kind: token.kind, at: token.createdAt)
            state.tokens[token.hash] = token
        }
    }

    public func conversations(
        of agentID: String, after cursor: ConversationCursor?, limit: Int
    ) async throws -> [Conversation] {
        try access { state in
            var found: [Conversation] = []
            for (id, demand) in state.demands {
                let channels = Set(demand.messages.values.filter { $0.row.agentID == agentID }.map(\.row.channel))
                for channel in channels.compactMap(ChannelID.init(rawValue:)) {
                    found.append(
                        Conversation(
                            demandID: id, channel: channel,
                            cursor: .init(demandNumber: demand.number, channel: channel.rawValue)))
                }
            }
            func place(_ cursor: ConversationCursor) -> (Int, String) { (cursor.demandNumber, cursor.channel) }
            let below = found.filter { entry in cursor.map { place(entry.cursor) < place($0) } ?? true }
            return Array(below.sorted { place($0.cursor) > place($1.cursor) }.prefix(max(0, limit)))
        }
    }

    public func askedMembers(in demands: [DemandID]) async throws -> [DemandID: Set<String>] {
        try access { state in
            var asked: [DemandID: Set<String>] = [:]
            for id in demands {
                let members = Set(state.demands[id]?.messages.values.map(\.row.agentID) ?? [])
                if !members.isEmpty { asked[id] = members }
            }
            return asked
        }
    }
}

extension InMemoryStore.State {
    mutating func revokeTokens(of subject: String, kind: String = TokenRow.memberKind, at moment: Timestamp) {
        for (hash, token) in tokens where token.kind == kind && token.subject == subject && token.revokedAt == nil {
            tokens[hash]?.revokedAt = moment
        }
    }
}
