public import Engine

extension PostgresStore {
    public func upsert(members: [Member], isActive: Bool) async throws -> [MemberRecord] {
        let profiles = try members.map { try MemberJSON.encode($0) }
        let versions = try await pool.run { connection in
            try connection.transaction {
                // One import at a time: the next version is one more than the last.
                try connection.run("LOCK TABLE members IN SHARE ROW EXCLUSIVE MODE")
                let versions = try PostgresStore.store(
                    profiles, of: members.map(\.id), isActive: isActive, on: connection)
                _ = try connection.run([.hint { $0.members = true }])
                return versions
            }
        }
        return zip(members, versions).map { MemberRecord(member: $0, version: $1, isActive: isActive) }
    }

    public func deactivate(member id: String) async throws -> Bool {
        try await pool.run { connection in
            try connection.transaction {
                let changes = try connection.run(
                    "UPDATE members SET active = 0 WHERE id = $1 AND active = 1", .text(id)
                ).changes
                guard changes > 0 else { return false }
                try connection.run(
                    """
                    UPDATE tokens SET revoked_at = floor(extract(epoch FROM clock_timestamp()) * 1000)::bigint
                    WHERE subject = $1 AND kind = $2 AND revoked_at IS NULL
                    """, .text(id), .text(TokenRow.memberKind))
                _ = try connection.run([.hint { $0.members = true }])
                return true
            }
        }
    }

    public func members(after cursor: String?, limit: Int, includeInactive: Bool) async throws -> [MemberRecord] {
        try await pool.run { connection in
            try connection.run(
                """
                SELECT profile, version, active FROM members
                WHERE is_current = 1 AND id > $1 AND (active = 1 OR $2 = 1) ORDER BY id LIMIT $3
                """,
                .text(cursor ?? ""), .integer(includeInactive ? 1 : 0), .integer(max(0, limit))
            ).all(PostgresStore.record)
        }
    }

    public func member(_ id: String, version: Int?) async throws -> MemberRecord? {
        try await pool.run { connection in
            guard let version else {
                return try connection.run(
                    "SELECT profile, version, active FROM members WHERE id = $1 AND is_current = 1", .text(id)
                ).first(PostgresStore.record)
            }
            return try connection.run(
                "SELECT profile, version, active FROM members WHERE id = $1 AND version = $2", .text(id),
                .integer(version)
            ).first(PostgresStore.record)
        }
    }

    /// - Returns: for each profile the version that has it now.
    static func store(
        _ profiles: [String], of ids: [String], isActive: Bool, on connection: PostgresConnection
    ) throws -> [Int] {
        let rows = try connection.run(
            "SELECT id, version, profile FROM members WHERE id = ANY ($1) AND is_current = 1", .texts(ids)
        ).all { ($0.text(0), (version: try $0.int(1), profile: $0.text(2))) }
        var current = Dictionary(rows) { first, _ in first }
        var added: [(id: String, version: Int, profile: String)] = []
        let versions = zip(ids, profiles).map { id, profile in
            if let known = current[id], known.profile == profile { return known.version }
            let version = (current[id]?.version ?? 0) + 1
            current[id] = (version, profile)
            added.append((id, version, profile))
            return version
        }
        let active = PostgresValue.integer(isActive ? 1 : 0)
        try connection.run("UPDATE members SET active = $1 WHERE id = ANY ($2) AND active <> $1", active, .texts(ids))
        guard !added.isEmpty else { return versions }
        try connection.run(
            "UPDATE members SET is_current = 0 WHERE id = ANY ($1) AND is_current = 1", .texts(added.map(\.id)))
        try connection.run(
            """
            INSERT INTO members (id, version, profile, is_current, active, created_at)
            SELECT id, version, profile, is_current, $5, floor(extract(epoch FROM clock_timestamp()) * 1000)::bigint
            FROM unnest($1::text[], $2::bigint[], $3::text[], $4::bigint[]) AS m (id, version, profile, is_current)
            """,
            .texts(added.map(\.id)), .integers(added.map(\.version)), .texts(added.map(\.profile)),
            .integers(added.map { $0.version == current[$0.id]?.version ? 1 : 0 }), active)
        return versions
    }

    static func record(_ row: PostgresRow) throws -> MemberRecord {
        MemberRecord(
            member: try MemberJSON.decode(row.text(0)), version: try row.int(1), isActive: try row.int(2) == 1)
    }
}
