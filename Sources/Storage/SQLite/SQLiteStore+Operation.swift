internal import CSQLite
public import Engine

extension SQLiteStore {
    public func demands(
        before number: Int?, statuses: Set<DemandStatus>?, limit: Int, window: Int
    ) async throws -> DemandListing {
        let below = SQLiteValue.integer(number ?? Int.max)
        let (limit, window) = (max(0, limit), max(1, window))
        let names = statuses.map { $0.map(\.rawValue).sorted().joined(separator: " ") }
        let wanted = SQLiteValue.text(names.map { " \($0) " } ?? "")
        let isUnfinished = statuses?.isSubset(of: DemandStatus.unfinished) ?? false
        return try await readers.read { connection in
            guard !isUnfinished else {
                let rows = try connection.all(
                    """
                    WITH open AS MATERIALIZED (
                        SELECT number, id, submitted_at, owner_token_hash, head, status, outcome, completed_at,
                            log_format
                        FROM demands WHERE completed_at IS NULL
                    ), found AS MATERIALIZED (
                        SELECT * FROM open WHERE number < ?1 AND (?2 = '' OR instr(?2, ' ' || status || ' ') > 0)
                        ORDER BY number DESC LIMIT ?3
                    )
                    SELECT found.*, events.payload
                    FROM found JOIN events ON events.demand = found.number AND events.seq = 1
                    ORDER BY found.number DESC
                    """, below, wanted, .integer(limit), read: SQLiteStore.listedDemand)
                return DemandListing(rows: rows, next: rows.count < limit ? nil : rows.last?.number)
            }
            let rows = try connection.all(
                """
                WITH looked AS MATERIALIZED (
                    SELECT number, id, submitted_at, owner_token_hash, head, status, outcome, completed_at,
                        log_format
                    FROM demands WHERE number < ?1 ORDER BY number DESC LIMIT ?2
                ), found AS MATERIALIZED (
                    SELECT * FROM looked WHERE (?3 = '' OR instr(?3, ' ' || status || ' ') > 0)
                    ORDER BY number DESC LIMIT ?4
                )
                SELECT found.*, events.payload
                FROM found JOIN events ON events.demand = found.number AND events.seq = 1
                ORDER BY found.number DESC
                """, below, .integer(window), wanted, .integer(limit), read: SQLiteStore.listedDemand)
            guard rows.count < limit else { return DemandListing(rows: rows, next: rows.last?.number) }
            let end = try connection.first(
                """
                SELECT count(*), coalesce(min(number), 0)
                FROM (SELECT number FROM demands WHERE number < ?1 ORDER BY number DESC LIMIT ?2)
                """, below, .integer(window)
            ) { (count: $0.int(0), number: $0.int(1)) }
            return DemandListing(rows: rows, next: end.flatMap { $0.count < window ? nil : $0.number })
        }
    }

    public func demandCounts() async throws -> [DemandStatus: Int] {
        try await readers.read { connection in
            let rows = try connection.all(
                """
                SELECT status, count(*) FROM demands WHERE completed_at IS NULL GROUP BY status
                UNION ALL SELECT 'completed', completed FROM finished
                UNION ALL SELECT 'failed', failed FROM finished
                UNION ALL SELECT 'cancelled', cancelled FROM finished
                """
            ) { ($0.text(0), $0.int(1)) }
            return Dictionary(demandCounts: rows)
        }
    }

    public func members(_ ids: [String]) async throws -> [String: MemberRecord] {
        try await readers.read { connection in
            var records: [String: MemberRecord] = [:]
            for id in ids {
                records[id] = try connection.first(
                    "SELECT profile, version, active FROM members WHERE id = ? AND is_current = 1", .text(id),
                    read: SQLiteStore.record)
            }
            return records
        }
    }

    public func activate(member id: String) async throws -> Bool {
        let isChanged = try await write { connection in
            try connection.run("UPDATE members SET active = 1 WHERE id = ? AND active = 0", .text(id))
            return connection.changes > 0
        }
        if isChanged { feed.publish { $0.members = true } }
        return isChanged
    }

    private static func listedDemand(_ row: SQLiteRow) throws -> DemandListing.Row {
        guard let status = DemandStatus(rawValue: row.text(5)) else { throw StoreError(sqliteCode: SQLITE_CORRUPT) }
        return DemandListing.Row(
            number: row.int(0),
            demand: DemandRow(
                id: try row.demandID(1), submittedAt: row.time(2), ownerTokenHash: row.blob(3), head: row.int(4),
                status: status, outcome: row.optionalText(6).flatMap(DemandOutcome.init),
                completedAt: row.optionalTime(7), logFormat: row.int(8)),
            submitted: row.text(9))
    }
}
