public import Engine

extension SQLiteStore {
    /// The same owner may take its lease again; unknown demands have none.
    public func lease(
        _ id: DemandID, owner: String, durationMilliseconds: Int64, logFormat: Int
    ) async throws -> Lease? {
        try await write { connection in
            let now = try connection.now()
            return try connection.first(
                """
                UPDATE demands SET lease_owner = ?1, lease_expires_at = ?2, lease_epoch = lease_epoch + 1
                WHERE id = ?3 AND (lease_owner IS NULL OR lease_owner = ?1 OR lease_expires_at <= ?4)
                AND log_format <= ?5
                RETURNING lease_epoch, head
                """,
                .text(owner), .time(now + durationMilliseconds), .text(id.rawValue), .time(now), .integer(logFormat)
            ) { Lease(epoch: $0.int(0), head: $0.int(1)) }
        }
    }

    public func renew(
        _ leases: [DemandID: Int], owner: String, durationMilliseconds: Int64
    ) async throws -> Set<DemandID> {
        guard !leases.isEmpty else { return [] }
        return try await write(isUrgent: true) { connection in
            let expiresAt = try connection.now() + durationMilliseconds
            return try Set(
                leases.filter { id, epoch in
                    try connection.run(
                        "UPDATE demands SET lease_expires_at = ? WHERE id = ? AND lease_epoch = ? AND lease_owner = ?",
                        .time(expiresAt), .text(id.rawValue), .integer(epoch), .text(owner))
                    return connection.changes == 0
                }.keys)
        }
    }

    public func release(_ leases: [DemandID: Int]) async throws {
        guard !leases.isEmpty else { return }
        let released = try await write { connection in
            try leases.reduce(0) { released, lease in
                try connection.run(
                    """
                    UPDATE demands SET lease_owner = NULL, lease_expires_at = 0
                    WHERE id = ? AND lease_epoch = ? AND lease_owner IS NOT NULL
                    """,
                    .text(lease.key.rawValue), .integer(lease.value))
                return released + connection.changes
            }
        }
        if released > 0 { feed.publish { $0.leases = true } }
    }

    public func abandonedDemands(logFormat: Int, limit: Int) async throws -> [DemandCursor] {
        try await readers.read { connection in
            try connection.all(
                """
                SELECT submitted_at, id FROM demands
                WHERE completed_at IS NULL AND (lease_owner IS NULL OR lease_expires_at <= ?) AND log_format <= ?
                ORDER BY submitted_at, id LIMIT ?
                """,
                .time(try connection.now()), .integer(logFormat), .integer(max(0, limit))
            ) { DemandCursor(submittedAt: $0.time(0), id: try $0.demandID(1)) }
        }
    }
}
