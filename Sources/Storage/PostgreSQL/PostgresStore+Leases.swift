public import Engine

extension PostgresStore {
    /// The same owner may take its lease again; unknown demands have none.
    public func lease(
        _ id: DemandID, owner: String, durationMilliseconds: Int64, logFormat: Int
    ) async throws -> Lease? {
        try await pool.run { connection in
            try connection.run(
                """
                UPDATE demands SET lease_owner = $1, lease_epoch = lease_epoch + 1,
                    lease_expires_at = floor(extract(epoch FROM clock_timestamp()) * 1000)::bigint + $2
                WHERE id = $3 AND log_format <= $4 AND (lease_owner IS NULL OR lease_owner = $1
                    OR lease_expires_at <= floor(extract(epoch FROM clock_timestamp()) * 1000)::bigint)
                RETURNING lease_epoch, head
                """,
                .text(owner), .integer(durationMilliseconds), .text(id.rawValue), .integer(logFormat)
            ).first { Lease(epoch: try $0.int(0), head: try $0.int(1)) }
        }
    }

    public func renew(
        _ leases: [DemandID: Int], owner: String, durationMilliseconds: Int64
    ) async throws -> Set<DemandID> {
        guard !leases.isEmpty else { return [] }
        // Rows are locked in one order everywhere.
        let sorted = leases.sorted { $0.key.rawValue < $1.key.rawValue }
        let renewed = try await pool.run(isUrgent: true) { connection in
            try connection.run(
                """
                UPDATE demands AS d
                SET lease_expires_at = floor(extract(epoch FROM clock_timestamp()) * 1000)::bigint + $1
                FROM unnest($2::text[], $3::bigint[]) AS l (id, epoch)
                WHERE d.id = l.id AND d.lease_epoch = l.epoch AND d.lease_owner = $4 RETURNING d.id
                """,
                .integer(durationMilliseconds), .ids(sorted.map(\.key)), .integers(sorted.map(\.value)),
                .text(owner)
            ).all { try $0.demandID(0) }
        }
        return Set(leases.keys).subtracting(renewed)
    }

    public func release(_ leases: [DemandID: Int]) async throws {
        guard !leases.isEmpty else { return }
        let sorted = leases.sorted { $0.key.rawValue < $1.key.rawValue }
        let released = try await pool.run { connection in
            try connection.run(
                """
                UPDATE demands AS d SET lease_owner = NULL, lease_expires_at = 0
                FROM unnest($1::text[], $2::bigint[]) AS l (id, epoch)
                WHERE d.id = l.id AND d.lease_epoch = l.epoch AND d.lease_owner IS NOT NULL
                """,
                .ids(sorted.map(\.key)), .integers(sorted.map(\.value))
            ).changes
        }
        if released > 0 { notifier.tell { $0.leases = true } }
    }

    public func abandonedDemands(logFormat: Int, limit: Int) async throws -> [DemandCursor] {
        try await pool.run { connection in
            try connection.run(
                """
                SELECT submitted_at, id FROM demands
                WHERE completed_at IS NULL AND log_format <= $1 AND (lease_owner IS NULL
                    OR lease_expires_at <= floor(extract(epoch FROM clock_timestamp()) * 1000)::bigint)
                ORDER BY submitted_at, id LIMIT $2
                """,
                .integer(logFormat), .integer(max(0, limit))
            ).all { DemandCursor(submittedAt: try $0.time(0), id: try $0.demandID(1)) }
        }
    }
}
