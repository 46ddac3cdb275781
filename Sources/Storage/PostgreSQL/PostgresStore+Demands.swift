public import Engine

extension PostgresStore {
    public func create(_ demand: NewDemand) async throws -> CreateResult {
        guard demand.firstEvent.sequence == 1 else { throw StoreError.misnumbered }
        let result = try await pool.runOnLink(isUrgent: true) { link in
            do {
                return try link.perform(isRepeatable: false) { try PostgresStore.create(demand, on: $0) }
            } catch StoreError.unavailable {
                // The commit may have been done before the connection broke. Ids are random, so one that is there is ours.
                let isThere = try link.perform(isRepeatable: true) { connection in
                    try connection.run("SELECT 1::bigint FROM demands WHERE id = $1", .text(demand.id.rawValue)).count
                }
                if isThere > 0 { return .created }
                do {
                    return try link.perform(isRepeatable: false) { try PostgresStore.create(demand, on: $0) }
                } catch StoreError.conflict {
                    return .created
                }
            }
        }
        if result == .created { notifier.tell { $0.events = [demand.id] } }
        return result
    }

    private static func create(_ demand: NewDemand, on connection: PostgresConnection) throws -> CreateResult {
        while true {
            do {
                let isWritten =
                    try demand.claim.map { try insert(demand, claim: $0, on: connection) }
                    ?? insert(demand, on: connection)
                if isWritten { return .created }
            } catch let failure as PostgresFailure where failure.isUniqueViolation {
                throw StoreError.conflict
            }
            guard let claim = demand.claim else { throw StoreError.unexpectedResult }
            if let result = try earlierResult(of: claim, on: connection) { return result }
            // Retention removed the row between the two statements: the key is free.
        }
    }

    private static func insert(_ demand: NewDemand, on connection: PostgresConnection) throws -> Bool {
        try connection.run(
            """
            WITH demand AS (
                INSERT INTO demands (id, submitted_at, owner_token_hash, head, status, log_format)
                VALUES ($1, $2, $3, 1, 'processing', $4) RETURNING number)
            INSERT INTO events (demand, seq, type, time, payload, private)
            SELECT number, 1, $5, $6, $7, $8 FROM demand
            """,
            .text(demand.id.rawValue), .time(demand.submittedAt), .blob(demand.ownerTokenHash),
            .integer(demand.logFormat), .text(demand.firstEvent.type), .time(demand.firstEvent.timestamp),
            .text(demand.firstEvent.payload), .text(demand.firstEvent.privatePart)
        ).changes > 0
    }

    /// Takes the key first: a second call with it waits there until this one is committed, and then gets nothing.
    private static func insert(
        _ demand: NewDemand, claim: IdempotencyClaim, on connection: PostgresConnection
    ) throws -> Bool {
        try connection.run(
            """
            WITH claim AS (
                INSERT INTO idempotency (key, demand, body_hash, answer, created_at)
                VALUES ($9, nextval(pg_get_serial_sequence('demands', 'number')), $10, $11, $2)
                ON CONFLICT (key) DO UPDATE SET demand = excluded.demand, body_hash = excluded.body_hash,
                    answer = excluded.answer, created_at = excluded.created_at
                WHERE idempotency.created_at < $12 RETURNING demand),
            demand AS (
                INSERT INTO demands (number, id, submitted_at, owner_token_hash, head, status, log_format)
                SELECT demand, $1, $2, $3, 1, 'processing', $4 FROM claim RETURNING number)
            INSERT INTO events (demand, seq, type, time, payload, private)
            SELECT number, 1, $5, $6, $7, $8 FROM demand
            """,
            .text(demand.id.rawValue), .time(demand.submittedAt), .blob(demand.ownerTokenHash),
            .integer(demand.logFormat), .text(demand.firstEvent.type), .time(demand.firstEvent.timestamp),
            .text(demand.firstEvent.payload), .text(demand.firstEvent.privatePart), .text(claim.key),
            .blob(claim.bodyHash), .text(claim.answer), .time(claim.validSince)
        ).changes > 0
    }

    /// What a call with this claim gets instead of a new demand; nil when the key is free or its use too long ago.
    private static func earlierResult(
        of claim: IdempotencyClaim, on connection: PostgresConnection
    ) throws -> CreateResult? {
        try connection.run(
            "SELECT body_hash, answer FROM idempotency WHERE key = $1 AND created_at >= $2",
            .text(claim.key), .time(claim.validSince)
        ).first { row in row.blob(0) == claim.bodyHash ? .repeated(answer: row.text(1)) : .keyReused }
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
