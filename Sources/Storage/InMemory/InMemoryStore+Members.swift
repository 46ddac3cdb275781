public import Engine

extension InMemoryStore {
    public func upsert(members: [Member], isActive: Bool) async throws -> [MemberRecord] {
        defer { feed.publish { $0.members = true } }
        return try access { state in
            members.map { member in
                var entry = state.members[member.id] ?? MemberVersions(versions: [], isActive: isActive)
                entry.isActive = isActive
                if entry.versions.last != member { entry.versions.append(member) }
                state.members[member.id] = entry
                return MemberRecord(member: member, version: entry.versions.count, isActive: isActive)
            }
        }
    }

    public func deactivate(member id: String) async throws -> Bool {
        let now = try await now()
        let isChanged = try access { state in
            guard state.members[id]?.isActive == true else { return false }
            state.members[id]?.isActive = false
            state.revokeTokens(of: id, at: now)
            return true
        }
        if isChanged { feed.publish { $0.members = true } }
        return isChanged
    }

    public func members(after cursor: String?, limit: Int, includeInactive: Bool) async throws -> [MemberRecord] {
        try access { state in
            let ids = state.members
                .filter { id, entry in id > (cursor ?? "") && (includeInactive || entry.isActive) }
                .keys.sorted().prefix(max(0, limit))
            return ids.compactMap { state.members[$0]?.record(version: nil) }
        }
    }

    public func member(_ id: String, version: Int?) async throws -> MemberRecord? {
        try access { $0.members[id]?.record(version: version) }
    }
}

extension InMemoryStore.MemberVersions {
    func record(version: Int?) -> MemberRecord? {
        let version = version ?? versions.count
        guard versions.indices.contains(version - 1) else { return nil }
        return MemberRecord(member: versions[version - 1], version: version, isActive: isActive)
    }
}
