internal import Engine

/// One transaction that appends batches of different demands.
///
/// Two round trips: the heads are compared and set first, and what lost is left out of the second, which writes all rows
/// of a table in one statement and commits.
struct PostgresAppend {
    private let batches: [AppendBatch]
    /// COMMIT has been sent: from here on a lost connection leaves the outcome open.
    private(set) var mayBeCommitted = false

    init(_ batches: [AppendBatch]) {
        self.batches = batches
    }

    /// - Returns: the demands whose batch is committed; the others' head or epoch was not as expected.
    mutating func run(on connection: PostgresConnection) throws -> Set<DemandID> {
        let numbers = try advance(on: connection)
        guard !numbers.isEmpty else {
            try connection.run("ROLLBACK")
            return []
        }
        let rows = PostgresAppendRows(
            batches.compactMap { batch in numbers[batch.demandID].map { (number: $0, batch: batch) } })
        let queries = rows.queries
        mayBeCommitted = true
        do {
            _ = try connection.run(queries + [.init("COMMIT")])
        } catch let failure as PostgresFailure {
            // A statement that failed undoes the transaction; its COMMIT was passed over.
            if !failure.isLost { mayBeCommitted = false }
            throw failure
        }
        return Set(numbers.keys)
    }

    /// Compares and sets: the fence against writers that lost their lease.
    /// - Returns: the numbers of the demands that were as expected.
    private func advance(on connection: PostgresConnection) throws -> [DemandID: Int64] {
        let results = try connection.run([
            .init("BEGIN"),
            .init(
                """
                UPDATE demands AS d SET head = b.new_head, status = b.status, outcome = coalesce(b.outcome, d.outcome),
                    completed_at = CASE WHEN b.is_final = 1 THEN coalesce(d.completed_at, b.completed_at,
                        floor(extract(epoch FROM clock_timestamp()) * 1000)::bigint) ELSE d.completed_at END
                FROM unnest($1::text[], $2::bigint[], $3::bigint[], $4::bigint[], $5::text[], $6::text[], $7::bigint[],
                    $8::bigint[]) AS b (id, head, epoch, new_head, status, outcome, is_final, completed_at)
                WHERE d.id = b.id AND d.head = b.head AND d.lease_epoch = b.epoch RETURNING d.id, d.number
                """,
                .ids(batches.map(\.demandID)), .integers(batches.map(\.expectedHead)),
                .integers(batches.map(\.epoch)), .integers(batches.map { $0.expectedHead + $0.events.count }),
                .texts(batches.map(\.status.rawValue)), .texts(batches.map { $0.outcome?.rawValue }),
                .integers(batches.map { $0.status.isFinal ? 1 : 0 }),
                .integers(batches.map { $0.completedAt?.milliseconds })),
        ])
        let rows = try results[1].all { (try $0.demandID(0), try $0.int64(1)) }
        return Dictionary(rows) { first, _ in first }
    }

    /// Whether a batch is in the log. Waits for a transaction that still holds the demand.
    ///
    /// A batch without events never is: writing it again does no harm.
    static func isWritten(_ batch: AppendBatch, on connection: PostgresConnection) throws -> Bool {
        guard let first = batch.events.first else { return false }
        let id = PostgresValue.text(batch.demandID.rawValue)
        try connection.run("SELECT head FROM demands WHERE id = $1 FOR UPDATE", id)
        let stored = try connection.run(
            """
            SELECT type, time, payload FROM events
            WHERE demand = (SELECT number FROM demands WHERE id = $1) AND seq = $2
            """, id, .integer(first.sequence)
        ).first { ($0.text(0), try $0.time(1), $0.text(2)) }
        return stored.map { $0 == (first.type, first.timestamp, first.payload) } ?? false
    }
}

/// The rows of batches, table by table and column by column.
private struct PostgresAppendRows {
    private let batches: [(number: Int64, batch: AppendBatch)]

    init(_ batches: [(number: Int64, batch: AppendBatch)]) {
        self.batches = batches
    }

    /// One statement for each table that has something to write.
    var queries: [PostgresConnection.Query] {
        [events, channels, clearedDeadlines, deadlines, messages, answers, inputs].compactMap(\.self)
    }

    /// Each demand's rows with its number, those of a key that comes again once.
    private func rows<Row, Key: Hashable>(
        _ rows: (AppendBatch) -> [Row], keepsFirst: Bool = false, key: (Row) -> Key
    ) -> [(number: Int64, row: Row)] {
        batches.flatMap { number, batch in
            var byKey: [Key: Int] = [:]
            var kept: [Row] = []
            for row in rows(batch) {
                if let index = byKey[key(row)] {
                    if !keepsFirst { kept[index] = row }
                } else {
                    byKey[key(row)] = kept.count
                    kept.append(row)
                }
            }
            return kept.map { (number, $0) }
        }
    }

    private var events: PostgresConnection.Query? {
        let rows = batches.flatMap { number, batch in batch.events.map { (number: number, row: $0) } }
        guard !rows.isEmpty else { return nil }
        return .init(
            """
            INSERT INTO events (demand, seq, type, time, payload, private)
            SELECT * FROM unnest($1::bigint[], $2::bigint[], $3::text[], $4::bigint[], $5::text[], $6::text[])
            """,
            .integers(rows.map(\.number)), .integers(rows.map(\.row.sequence)), .texts(rows.map(\.row.type)),
            .integers(rows.map(\.row.timestamp.milliseconds)), .texts(rows.map(\.row.payload)),
            .texts(rows.map(\.row.privatePart)))
    }

    private var channels: PostgresConnection.Query? {
        let rows = rows(\.channels, key: \.channel)
        guard !rows.isEmpty else { return nil }
        return .init(
            """
            INSERT INTO channels (demand, channel, status, round, version)
            SELECT * FROM unnest($1::bigint[], $2::text[], $3::text[], $4::bigint[], $5::bigint[])
            ON CONFLICT (demand, channel) DO UPDATE
            SET status = excluded.status, round = excluded.round, version = excluded.version
            """,
            .integers(rows.map(\.number)), .texts(rows.map(\.row.channel)), .texts(rows.map(\.row.status)),
            .integers(rows.map(\.row.round)), .integers(rows.map(\.row.version)))
    }

    private var clearedDeadlines: PostgresConnection.Query? {
        let rows = rows(
            { batch in
                let set = Set(batch.deadlinesSet.map(\.key))
                return batch.deadlinesCleared.filter { !set.contains($0.key) }
            }, key: \.key)
        guard !rows.isEmpty else { return nil }
        return .init(
            """
            DELETE FROM deadlines AS d USING unnest($1::bigint[], $2::text[], $3::text[], $4::bigint[])
                AS c (demand, channel, kind, round)
            WHERE d.demand = c.demand AND d.channel = c.channel AND d.kind = c.kind AND d.round = c.round
            """,
            .integers(rows.map(\.number)), .texts(rows.map(\.row.channel)), .texts(rows.map(\.row.kind)),
            .integers(rows.map(\.row.round)))
    }

    private var deadlines: PostgresConnection.Query? {
        let rows = rows(\.deadlinesSet, key: \.key)
        guard !rows.isEmpty else { return nil }
        return .init(
            """
            INSERT INTO deadlines (demand, channel, kind, round, due)
            SELECT * FROM unnest($1::bigint[], $2::text[], $3::text[], $4::bigint[], $5::bigint[])
            ON CONFLICT (demand, channel, kind, round) DO UPDATE SET due = excluded.due
            """,
            .integers(rows.map(\.number)), .texts(rows.map(\.row.channel)), .texts(rows.map(\.row.kind)),
            .integers(rows.map(\.row.round)), .integers(rows.map(\.row.due.milliseconds)))
    }

    private var messages: PostgresConnection.Query? {
        let rows = batches.flatMap { number, batch in
            batch.messagesOpened.map { (number: number, row: $0, answer: batch.messagesClosed[$0.messageID]) }
        }
        guard !rows.isEmpty else { return nil }
        return .init(
            """
            INSERT INTO messages (demand, message_id, channel, agent_id, kind, round, version, due, answered_seq)
            SELECT * FROM unnest($1::bigint[], $2::text[], $3::text[], $4::text[], $5::text[], $6::bigint[],
                $7::bigint[], $8::bigint[], $9::bigint[])
            """,
            .integers(rows.map(\.number)), .texts(rows.map(\.row.messageID)), .texts(rows.map(\.row.channel)),
            .texts(rows.map(\.row.agentID)), .texts(rows.map(\.row.kind)), .integers(rows.map(\.row.round)),
            .integers(rows.map(\.row.version)), .integers(rows.map(\.row.due.milliseconds)),
            .integers(rows.map { $0.answer.map { Int64($0) } }))
    }

    private var answers: PostgresConnection.Query? {
        let rows = batches.flatMap { number, batch in
            let opened = Set(batch.messagesOpened.map(\.messageID))
            return batch.messagesClosed.filter { !opened.contains($0.key) }
                .map { (number: number, messageID: $0.key, sequence: $0.value) }
        }
        guard !rows.isEmpty else { return nil }
        return .init(
            """
            UPDATE messages AS m SET answered_seq = a.seq
            FROM unnest($1::bigint[], $2::text[], $3::bigint[]) AS a (demand, message_id, seq)
            WHERE m.demand = a.demand AND m.message_id = a.message_id
            """,
            .integers(rows.map(\.number)), .texts(rows.map(\.messageID)), .integers(rows.map(\.sequence)))
    }

    /// An input is recorded once; a row that another instance left without a result gets it, a result that is there
    /// stays.
    private var inputs: PostgresConnection.Query? {
        let rows = rows(\.inputs, keepsFirst: true) { [$0.sender, $0.messageID] }
        guard !rows.isEmpty else { return nil }
        return .init(
            """
            INSERT INTO inputs (demand, sender, message_id, body, result, received_at)
            SELECT demand, sender, message_id, body, result,
                floor(extract(epoch FROM clock_timestamp()) * 1000)::bigint
            FROM unnest($1::bigint[], $2::text[], $3::text[], $4::text[], $5::text[])
                AS i (demand, sender, message_id, body, result)
            ON CONFLICT (demand, sender, message_id) DO UPDATE SET result = excluded.result
            WHERE inputs.result IS NULL
            """,
            .integers(rows.map(\.number)), .texts(rows.map(\.row.sender)), .texts(rows.map(\.row.messageID)),
            .texts(rows.map(\.row.body)), .texts(rows.map(\.row.result)))
    }
}

extension AppendBatch.DeadlineRow {
    fileprivate var key: [String] { [channel, kind, String(round)] }
}
