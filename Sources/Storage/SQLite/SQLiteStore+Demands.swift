internal import CSQLite
public import Engine

extension SQLiteStore {
    public func create(_ demand: NewDemand) async throws -> CreateResult {
        guard demand.firstEvent.sequence == 1 else { throw StoreError.misnumbered }
        let result: CreateResult = try await write(isUrgent: true) { connection in
            if let claim = demand.claim, let result = try SQLiteStore.earlierResult(of: claim, on: connection) {
                return result
            }
            let number = try connection.first(
                """
                INSERT INTO demands (id, submitted_at, owner_token_hash, head, status, log_format)
                VALUES (?, ?, ?, 1, ?, ?) ON CONFLICT DO NOTHING RETURNING number
                """,
                .text(demand.id.rawValue), .time(demand.submittedAt), .blob(demand.ownerTokenHash),
                .text(DemandStatus.processing.rawValue), .integer(demand.logFormat)
            ) { $0.int64(0) }
            guard let number else { throw StoreError.conflict }
            try SQLiteStore.insert([demand.firstEvent], of: .integer(number), on: connection)
            if let claim = demand.claim {
                try connection.run(
                    """
                    INSERT OR REPLACE INTO idempotency (key, demand, body_hash, answer, created_at)
                    VALUES (?, ?, ?, ?, ?)
                    """,
                    .text(claim.key), .integer(number), .blob(claim.bodyHash), .text(claim.answer),
                    .time(demand.submittedAt))
            }
            return .created
        }
        if result == .created { feed.publish { $0.events = [demand.id] } }
        return result
    }

    public func demand(_ id: DemandID) async throws -> DemandRow? {
        try await readers.read { connection in
            try connection.first(
                """
                SELECT submitted_at, owner_token_hash, head, status, outcome, completed_at, log_format
                FROM demands WHERE id = ?
                """, .text(id.rawValue)
            ) { row in
                guard let status = DemandStatus(rawValue: row.text(3)) else {
                    throw StoreError(sqliteCode: SQLITE_CORRUPT)
                }
                return DemandRow(
                    id: id, submittedAt: row.time(0), ownerTokenHash: row.blob(1), head: row.int(2), status: status,
                    outcome: row.optionalText(4).flatMap(DemandOutcome.init), completedAt: row.optionalTime(5),
                    logFormat: row.int(6))
            }
        }
    }

    public func unfinishedDemands(after cursor: DemandCursor?, limit: Int) async throws -> [DemandCursor] {
        try await readers.read { connection in
            try connection.all(
                """
                SELECT submitted_at, id FROM demands
                WHERE completed_at IS NULL AND (submitted_at, id) > (?, ?)
                ORDER BY submitted_at, id LIMIT ?
                """,
                .integer(cursor?.submittedAt.milliseconds ?? Int64.min), .text(cursor?.id.rawValue ?? ""),
                .integer(max(0, limit))
            ) { row in
                DemandCursor(submittedAt: row.time(0), id: try row.demandID(1))
            }
        }
    }

    public func heads(of ids: [DemandID]) async throws -> [DemandID: Int] {
        try await readers.read { connection in
            var heads: [DemandID: Int] = [:]
            for id in ids {
                heads[id] = try connection.first("SELECT head FROM demands WHERE id = ?", .text(id.rawValue)) {
                    $0.int(0)
                }
            }
            return heads
        }
    }

    public func events(of id: DemandID, after sequence: Int, limit: Int) async throws -> [StoredEvent] {
        try await readers.read { connection in
            try connection.all(
                """
                SELECT seq, type, time, payload, private FROM events
                WHERE demand = (SELECT number FROM demands WHERE id = ?) AND seq > ? ORDER BY seq LIMIT ?
                """,
                .text(id.rawValue), .integer(sequence), .integer(max(0, limit))
            ) { row in
                StoredEvent(
                    sequence: row.int(0), type: row.text(1), timestamp: row.time(2), payload: row.text(3),
                    privatePart: row.optionalText(4))
            }
        }
    }

    /// What a call with this claim gets instead of a new demand; nil when the key is free or its use too long ago.
    private static func earlierResult(
        of claim: IdempotencyClaim, on connection: SQLiteConnection
    ) throws -> CreateResult? {
        try connection.first(
            "SELECT body_hash, answer FROM idempotency WHERE key = ? AND created_at >= ?",
            .text(claim.key), .time(claim.validSince)
        ) { row in
            row.blob(0) == claim.bodyHash ? .repeated(answer: row.text(1)) : .keyReused
        }
    }
}

extension SQLiteRow {
    func channelID(_ column: Int32) throws -> ChannelID {
        guard let id = ChannelID(rawValue: text(column)) else { throw StoreError(sqliteCode: SQLITE_CORRUPT) }
        return id
    }

    func demandID(_ column: Int32) throws -> DemandID {
        guard let id = DemandID(rawValue: text(column)) else { throw StoreError(sqliteCode: SQLITE_CORRUPT) }
        return id
    }
}
