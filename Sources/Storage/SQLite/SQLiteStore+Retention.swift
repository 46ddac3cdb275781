public import Engine

extension SQLiteStore {
    public func statistics() async throws -> StoreStatistics {
        let path = path
        return try await readers.read { connection in
            let (demands, events) =
                try connection.first(
                    """
                    SELECT sum(demands), sum(events) FROM (
                        SELECT demands, events FROM finished
                        UNION ALL SELECT count(*), coalesce(sum(head), 0) FROM demands WHERE completed_at IS NULL)
                    """
                ) { ($0.int(0), $0.int(1)) } ?? (0, 0)
            let members = try connection.first("SELECT count(*) FROM members WHERE is_current = 1") { $0.int(0) }
            let deleted = try connection.all("SELECT name, value FROM counters") { ($0.text(0), $0.int(1)) }
            let deletedCount = Dictionary(deleted, uniquingKeysWith: +)
            let bytes = DataDirectory.size(of: path) + DataDirectory.size(of: path + "-wal")
            return StoreStatistics(
                demands: demands + deletedCount["deleted_demands", default: 0],
                events: events + deletedCount["deleted_events", default: 0], members: members ?? 0, bytes: bytes)
        }
    }

    public func put(step: StepKey, body: String) async throws -> String {
        try await write { connection in
            let stored = try connection.first(
                """
                INSERT INTO steps (demand, channel, decision, key, body, created_at)
                SELECT number, ?, ?, ?, ?, ? FROM demands WHERE id = ?
                ON CONFLICT DO UPDATE SET body = body RETURNING body
                """,
                .text(step.channel), .text(step.decision), .text(step.key), .text(body), .time(try connection.now()),
                .text(step.demandID.rawValue)
            ) { $0.text(0) }
            guard let stored else { throw StoreError.conflict }
            return stored
        }
    }

    public func step(_ key: StepKey) async throws -> String? {
        try await readers.read { connection in
            try connection.first(
                """
                SELECT body FROM steps WHERE demand = (SELECT number FROM demands WHERE id = ?)
                AND channel = ? AND decision = ? AND key = ?
                """,
                .text(key.demandID.rawValue), .text(key.channel), .text(key.decision), .text(key.key)
            ) { $0.text(0) }
        }
    }

    public func deleteFinished(completedBefore moment: Timestamp, limit: Int) async throws -> Int {
        try await write { connection in
            let old = try connection.all(
                "SELECT number, head FROM demands WHERE completed_at < ? ORDER BY completed_at LIMIT ?",
                .time(moment), .integer(max(0, limit))
            ) { (number: $0.int64(0), head: $0.int(1)) }
            for demand in old { try SQLiteStore.delete(.integer(demand.number), on: connection) }
            guard !old.isEmpty else { return 0 }
            try connection.run(
                """
                INSERT INTO counters (name, value) VALUES ('deleted_demands', ?), ('deleted_events', ?)
                ON CONFLICT DO UPDATE SET value = value + excluded.value
                """,
                .integer(old.count), .integer(old.reduce(0) { $0 + $1.head }))
            return old.count
        }
    }

    public func deleteSteps(completedBefore moment: Timestamp, limit: Int) async throws -> Int {
        try await write { connection in
            let old = try connection.all(
                """
                SELECT DISTINCT demand FROM steps JOIN demands ON number = demand WHERE completed_at < ? LIMIT ?
                """,
                .time(moment), .integer(max(0, limit))
            ) { SQLiteValue.integer($0.int64(0)) }
            for demand in old { try connection.run("DELETE FROM steps WHERE demand = ?", demand) }
            return old.count
        }
    }

    private static func delete(_ demand: SQLiteValue, on connection: SQLiteConnection) throws {
        try connection.run("DELETE FROM events WHERE demand = ?", demand)
        try connection.run("DELETE FROM channels WHERE demand = ?", demand)
        try connection.run("DELETE FROM messages WHERE demand = ?", demand)
        try connection.run("DELETE FROM inputs WHERE demand = ?", demand)
        try connection.run("DELETE FROM deadlines WHERE demand = ?", demand)
        try connection.run("DELETE FROM steps WHERE demand = ?", demand)
        try connection.run("DELETE FROM idempotency WHERE demand = ?", demand)
        try connection.run("DELETE FROM demands WHERE number = ?", demand)
    }
}
