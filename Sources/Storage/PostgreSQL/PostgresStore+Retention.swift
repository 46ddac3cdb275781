public import Engine

extension PostgresStore {
    public func statistics() async throws -> StoreStatistics {
        try await pool.run { connection in
            let row = try connection.run(
                """
                SELECT sum(demands)::bigint
                        + coalesce((SELECT value FROM counters WHERE name = 'deleted_demands'), 0),
                    sum(events)::bigint + coalesce((SELECT value FROM counters WHERE name = 'deleted_events'), 0),
                    (SELECT count(*) FROM members WHERE is_current = 1), pg_database_size(current_database())
                FROM (
                    SELECT demands, events FROM finished
                    UNION ALL SELECT count(*), coalesce(sum(head), 0)::bigint FROM demands WHERE completed_at IS NULL
                ) AS parts
                """
            ).first { row in
                StoreStatistics(
                    demands: try row.int(0), events: try row.int(1), members: try row.int(2),
                    bytes: try row.int64(3))
            }
            guard let row else { throw StoreError.unexpectedResult }
            return row
        }
    }

    public func put(step: StepKey, body: String) async throws -> String {
        try await pool.run { connection in
            let stored = try connection.run(
                """
                INSERT INTO steps (demand, channel, decision, key, body, created_at)
                SELECT number, $1, $2, $3, $4, floor(extract(epoch FROM clock_timestamp()) * 1000)::bigint
                FROM demands WHERE id = $5
                ON CONFLICT (demand, channel, decision, key) DO UPDATE SET body = steps.body RETURNING body
                """,
                .text(step.channel), .text(step.decision), .text(step.key), .text(body),
                .text(step.demandID.rawValue)
            ).first { $0.text(0) }
            guard let stored else { throw StoreError.conflict }
            return stored
        }
    }

    public func step(_ key: StepKey) async throws -> String? {
        try await pool.run { connection in
            try connection.run(
                """
                SELECT body FROM steps WHERE demand = (SELECT number FROM demands WHERE id = $1)
                AND channel = $2 AND decision = $3 AND key = $4
                """,
                .text(key.demandID.rawValue), .text(key.channel), .text(key.decision), .text(key.key)
            ).first { $0.text(0) }
        }
    }

    /// Several instances may delete at once: each takes demands that no other has its hands on.
    public func deleteFinished(completedBefore moment: Timestamp, limit: Int) async throws -> Int {
        try await pool.run(isRepeatable: false) { connection in
            try connection.transaction {
                let old = try connection.run(
                    """
                    SELECT number, head FROM demands WHERE completed_at < $1
                    ORDER BY completed_at LIMIT $2 FOR UPDATE SKIP LOCKED
                    """,
                    .time(moment), .integer(max(0, limit))
                ).all { (number: try $0.int64(0), head: try $0.int(1)) }
                guard !old.isEmpty else { return 0 }
                try PostgresStore.delete(.integers(old.map(\.number)), on: connection)
                try connection.run(
                    """
                    INSERT INTO counters AS c (name, value) VALUES ('deleted_demands', $1), ('deleted_events', $2)
                    ON CONFLICT (name) DO UPDATE SET value = c.value + excluded.value
                    """,
                    .integer(old.count), .integer(old.reduce(0) { $0 + $1.head }))
                return old.count
            }
        }
    }

    public func deleteSteps(completedBefore moment: Timestamp, limit: Int) async throws -> Int {
        try await pool.run { connection in
            let old = try connection.run(
                """
                SELECT DISTINCT demand FROM steps JOIN demands ON number = demand WHERE completed_at < $1 LIMIT $2
                """,
                .time(moment), .integer(max(0, limit))
            ).all { try $0.int64(0) }
            try connection.run("DELETE FROM steps WHERE demand = ANY ($1)", .integers(old))
            return old.count
        }
    }

    private static func delete(_ demands: PostgresValue, on connection: PostgresConnection) throws {
        _ = try connection.run([
            .init("DELETE FROM events WHERE demand = ANY ($1)", demands),
            .init("DELETE FROM channels WHERE demand = ANY ($1)", demands),
            .init("DELETE FROM messages WHERE demand = ANY ($1)", demands),
            .init("DELETE FROM inputs WHERE demand = ANY ($1)", demands),
            .init("DELETE FROM deadlines WHERE demand = ANY ($1)", demands),
            .init("DELETE FROM steps WHERE demand = ANY ($1)", demands),
            .init("DELETE FROM idempotency WHERE demand = ANY ($1)", demands),
            .init("DELETE FROM demands WHERE number = ANY ($1)", demands),
        ])
    }
}
