public import Engine

extension PostgresStore {
    public func demands(
        before number: Int?, statuses: Set<DemandStatus>?, limit: Int, window: Int
    ) async throws -> DemandListing {
        let below = PostgresValue.integer(number ?? Int.max)
        let (limit, window) = (max(0, limit), max(1, window))
        let wanted = PostgresValue.texts((statuses ?? []).map(\.rawValue).sorted())
        let isUnfinished = statuses?.isSubset(of: DemandStatus.unfinished) ?? false
        return try await pool.run { connection in
            guard !isUnfinished else {
                let rows = try connection.run(
                    """
                    WITH open AS MATERIALIZED (
                        SELECT number, id, submitted_at, owner_token_hash, head, status, outcome, completed_at,
                            log_format
                        FROM demands WHERE completed_at IS NULL
                    ), found AS MATERIALIZED (
                        SELECT * FROM open WHERE number < $1 AND (cardinality($2::text[]) = 0 OR status = ANY ($2))
                        ORDER BY number DESC LIMIT $3
                    )
                    SELECT found.*, events.payload
                    FROM found JOIN events ON events.demand = found.number AND events.seq = 1
                    ORDER BY found.number DESC
                    """, below, wanted, .integer(limit)
                ).all(PostgresStore.listedDemand)
                return DemandListing(rows: rows, next: rows.count < limit ? nil : rows.last?.number)
            }
            let rows = try connection.run(
                """
                WITH looked AS MATERIALIZED (
                    SELECT number, id, submitted_at, owner_token_hash, head, status, outcome, completed_at,
                        log_format
                    FROM demands WHERE number < $1 ORDER BY number DESC LIMIT $2
                ), found AS MATERIALIZED (
                    SELECT * FROM looked WHERE (cardinality($3::text[]) = 0 OR status = ANY ($3))
                    ORDER BY number DESC LIMIT $4
                )
                SELECT found.*, events.payload
                FROM found JOIN events ON events.demand = found.number AND events.seq = 1
                ORDER BY found.number DESC
                """, below, .integer(window), wanted, .integer(limit)
            ).all(PostgresStore.listedDemand)
            guard rows.count < limit else { return DemandListing(rows: rows, next: rows.last?.number) }
            let end = try connection.run(
                """
                SELECT count(*), coalesce(min(number), 0)
                FROM (SELECT number FROM demands WHERE number < $1 ORDER BY number DESC LIMIT $2) AS looked
                """, below, .integer(window)
            ).first { (count: try $0.int(0), number: try $0.int(1)) }
            return DemandListing(rows: rows, next: end.flatMap { $0.count < window ? nil : $0.number })
        }
    }

    public func demandCounts() async throws -> [DemandStatus: Int] {
        try await pool.run { connection in
            let rows = try connection.run(
                """
                SELECT status, count(*) FROM demands WHERE completed_at IS NULL GROUP BY status
                UNION ALL SELECT 'completed', coalesce(sum(completed), 0)::bigint FROM finished
                UNION ALL SELECT 'failed', coalesce(sum(failed), 0)::bigint FROM finished
                UNION ALL SELECT 'cancelled', coalesce(sum(cancelled), 0)::bigint FROM finished
                """
            ).all { ($0.text(0), try $0.int(1)) }
            return Dictionary(demandCounts: rows)
        }
    }

    public func members(_ ids: [String]) async throws -> [String: MemberRecord] {
        guard !ids.isEmpty else { return [:] }
        return try await pool.run { connection in
            let records = try connection.run(
                "SELECT profile, version, active FROM members WHERE id = ANY ($1) AND is_current = 1", .texts(ids)
            ).all(PostgresStore.record)
            return Dictionary(records.map { ($0.member.id, $0) }) { first, _ in first }
        }
    }

    public func activate(member id: String) async throws -> Bool {
        try await pool.run(isRepeatable: false) { connection in
            try connection.transaction {
                let found = try connection.run("UPDATE members SET active = 1 WHERE id = $1 AND active = 0", .text(id))
                guard found.changes > 0 else { return false }
                _ = try connection.run([.hint { $0.members = true }])
                return true
            }
        }
    }

    private static func listedDemand(_ row: PostgresRow) throws -> DemandListing.Row {
        guard let status = DemandStatus(rawValue: row.text(5)) else { throw StoreError.unexpectedResult }
        return DemandListing.Row(
            number: try row.int(0),
            demand: DemandRow(
                id: try row.demandID(1), submittedAt: try row.time(2), ownerTokenHash: row.blob(3),
                head: try row.int(4),
                status: status, outcome: row.optionalText(6).flatMap(DemandOutcome.init),
                completedAt: try row.optionalTime(7), logFormat: try row.int(8)),
            submitted: row.text(9))
    }
}
