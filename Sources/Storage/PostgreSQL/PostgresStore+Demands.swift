public import Engine

extension PostgresStore {
    public func create(_ demand: NewDemand) async throws -> CreateResult {
        guard demand.firstEvent.sequence == 1 else { throw StoreError.misnumbered }
        return try await submitter.create(demand)
    }

    // MARK: Reading

    public func demand(_ id: DemandID) async throws -> DemandRow? {
        try await pool.run { connection in
            try connection.run(
                """
                SELECT submitted_at, owner_token_hash, head, status, outcome, completed_at, log_format
                FROM demands WHERE id = $1
                """, .text(id.rawValue)
            ).first { row in
                guard let status = DemandStatus(rawValue: row.text(3)) else { throw StoreError.unexpectedResult }
                return DemandRow(
                    id: id, submittedAt: try row.time(0), ownerTokenHash: row.blob(1), head: try row.int(2),
                    status: status, outcome: row.optionalText(4).flatMap(DemandOutcome.init),
                    completedAt: try row.optionalTime(5), logFormat: try row.int(6))
            }
        }
    }

    public func unfinishedDemands(after cursor: DemandCursor?, limit: Int) async throws -> [DemandCursor] {
        try await pool.run { connection in
            try connection.run(
                """
                SELECT submitted_at, id FROM demands
                WHERE completed_at IS NULL AND (submitted_at, id) > ($1, $2)
                ORDER BY submitted_at, id LIMIT $3
                """,
                .integer(cursor?.submittedAt.milliseconds ?? Int64.min), .text(cursor?.id.rawValue ?? ""),
                .integer(max(0, limit))
            ).all { DemandCursor(submittedAt: try $0.time(0), id: try $0.demandID(1)) }
        }
    }

    public func heads(of ids: [DemandID]) async throws -> [DemandID: Int] {
        guard !ids.isEmpty else {
            try await ping()
            return [:]
        }
        return try await pool.run { connection in
            let rows = try connection.run("SELECT id, head FROM demands WHERE id = ANY ($1)", .ids(ids)).all {
                (try $0.demandID(0), try $0.int(1))
            }
            return Dictionary(rows) { first, _ in first }
        }
    }

    public func events(of id: DemandID, after sequence: Int, limit: Int) async throws -> [StoredEvent] {
        try await pool.run { connection in
            try connection.run(
                """
                SELECT seq, type, time, payload, private FROM events
                WHERE demand = (SELECT number FROM demands WHERE id = $1) AND seq > $2 ORDER BY seq LIMIT $3
                """,
                .text(id.rawValue), .integer(sequence), .integer(max(0, limit))
            ).all { row in
                StoredEvent(
                    sequence: try row.int(0), type: row.text(1), timestamp: try row.time(2), payload: row.text(3),
                    privatePart: row.optionalText(4))
            }
        }
    }
}
