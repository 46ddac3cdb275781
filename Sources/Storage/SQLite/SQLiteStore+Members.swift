public import Engine

extension SQLiteStore {
    public func upsert(members: [Member], isActive: Bool) async throws -> [MemberRecord] {
        let profiles = try members.map { try MemberJSON.encode($0) }
        defer { feed.publish { $0.members = true } }
        return try await write { connection in
            let now = try connection.now()
            return try zip(members, profiles).map { member, profile in
                let version = try SQLiteStore.store(
                    profile, of: member.id, isActive: isActive, at: now, on: connection)
                return MemberRecord(member: member, version: version, isActive: isActive)
            }
        }
    }

    public func deactivate(member id: String) async throws -> Bool {
        let isChanged = try await write { connection in
            try connection.run("UPDATE members SET active = 0 WHERE id = ? AND active = 1", .text(id))
            guard connection.changes > 0 else { return false }
            try SQLiteStore.revokeTokens(of: id, kind: TokenRow.memberKind, at: connection.now(), on: connection)
            return true
        }
        if isChanged { feed.publish { $0.members = true } }
        return isChanged
    }

    public func members(after cursor: String?, limit: Int, includeInactive: Bool) async throws -> [MemberRecord] {
        try await readers.read { connection in
            try connection.all(
                """
                SELECT profile, version, active FROM members
                WHERE is_current = 1 AND id > ? AND (active = 1 OR ?) ORDER BY id LIMIT ?
                """,
                .text(cursor ?? ""), .integer(includeInactive ? 1 : 0), .integer(max(0, limit)),
                read: SQLiteStore.record)
        }
    }

    public func member(_ id: String, version: Int?) async throws -> MemberRecord? {
        try await readers.read { connection in
            guard let version else {
                return try connection.first(
                    "SELECT profile, version, active FROM members WHERE id = ? AND is_current = 1", .text(id),
                    read: SQLiteStore.record)
            }
            return try connection.first(
                "SELECT profile, version, active FROM members WHERE id = ? AND version = ?", .text(id),
                .integer(version), read: SQLiteStore.record)
        }
    }

    /// - Returns: the version that has this profile now.
    static func store(
        _ profile: String, of id: String, isActive: Bool, at now: Timestamp, on connection: SQLiteConnection
    ) throws -> Int {
        let current = try connection.first(
            "SELECT version, profile = ?, active FROM members WHERE id = ? AND is_current = 1", .text(profile),
            .text(id)
        ) { (version: $0.int(0), isSame: $0.bool(1), isActive: $0.bool(2)) }
        let active = SQLiteValue.integer(isActive ? 1 : 0)
        if let current {
            if current.isActive != isActive {
                try connection.run("UPDATE members SET active = ? WHERE id = ?", active, .text(id))
            }
            if current.isSame { return current.version }
            try connection.run("UPDATE members SET is_current = 0 WHERE id = ? AND is_current = 1", .text(id))
        }
        let version = (current?.version ?? 0) + 1
        try connection.run(
            "INSERT INTO members (id, version, profile, is_current, active, created_at) VALUES (?, ?, ?, 1, ?, ?)",
            .text(id), .integer(version), .text(profile), active, .time(now))
        return version
    }

    static func record(_ row: SQLiteRow) throws -> MemberRecord {
        MemberRecord(member: try MemberJSON.decode(row.text(0)), version: row.int(1), isActive: row.bool(2))
    }
}
