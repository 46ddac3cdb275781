public import Engine

extension SQLiteStore {
    public func append(_ batch: AppendBatch) async throws {
        guard batch.isNumberedWithoutHoles else { throw StoreError.misnumbered }
        try await write(isUrgent: !batch.inputs.isEmpty) { connection in
            let demand = SQLiteValue.integer(try SQLiteStore.advance(batch, on: connection))
            try SQLiteStore.insert(batch.events, of: demand, on: connection)
            try SQLiteStore.writeChannels(batch, of: demand, on: connection)
            try SQLiteStore.writeDeadlines(batch, of: demand, on: connection)
            try SQLiteStore.writeMessages(batch, of: demand, on: connection)
            try SQLiteStore.writeInputs(batch, of: demand, on: connection)
        }
        feed.publish(batch.changes)
    }

    /// Compares and sets: the fence against writers that lost their lease.
    /// - Returns: the demand's number.
    private static func advance(_ batch: AppendBatch, on connection: SQLiteConnection) throws -> Int64 {
        let head = SQLiteValue.integer(batch.expectedHead + batch.events.count)
        let status = SQLiteValue.text(batch.status.rawValue)
        let id = SQLiteValue.text(batch.demandID.rawValue)
        let number: Int64?
        if batch.outcome == nil, !batch.status.isFinal {
            // Naming `completed_at` would make SQLite rewrite two index entries each time.
            number = try connection.first(
                """
                UPDATE demands SET head = ?, status = ? WHERE id = ? AND head = ? AND lease_epoch = ? RETURNING number
                """,
                head, status, id, .integer(batch.expectedHead), .integer(batch.epoch)
            ) { $0.int64(0) }
        } else {
            let completedAt = try batch.status.isFinal ? batch.completedAt ?? connection.now() : nil
            number = try connection.first(
                """
                UPDATE demands SET head = ?, status = ?, outcome = coalesce(?, outcome),
                    completed_at = coalesce(completed_at, ?)
                WHERE id = ? AND head = ? AND lease_epoch = ? RETURNING number
                """,
                head, status, .text(batch.outcome?.rawValue), .time(completedAt), id,
                .integer(batch.expectedHead), .integer(batch.epoch)
            ) { $0.int64(0) }
        }
        guard let number else { throw StoreError.conflict }
        return number
    }

    static func insert(_ events: [StoredEvent], of demand: SQLiteValue, on connection: SQLiteConnection) throws {
        guard !events.isEmpty else { return }
        let insert = try connection.statement(
            "INSERT INTO events (demand, seq, type, time, payload, private) VALUES (?, ?, ?, ?, ?, ?)")
        for event in events {
            try insert.run([
                demand, .integer(event.sequence), .text(event.type), .time(event.timestamp),
                .text(event.payload), .text(event.privatePart),
            ])
        }
    }

    private static func writeChannels(
        _ batch: AppendBatch, of demand: SQLiteValue, on connection: SQLiteConnection
    ) throws {
        for channel in batch.channels {
            try connection.run(
                "INSERT OR REPLACE INTO channels (demand, channel, status, round, version) VALUES (?, ?, ?, ?, ?)",
                demand, .text(channel.channel), .text(channel.status),
                .integer(channel.round), .integer(channel.version))
        }
    }

    private static func writeDeadlines(
        _ batch: AppendBatch, of demand: SQLiteValue, on connection: SQLiteConnection
    ) throws {
        for deadline in batch.deadlinesCleared {
            try connection.run(
                "DELETE FROM deadlines WHERE demand = ? AND channel = ? AND kind = ? AND round = ?",
                demand, .text(deadline.channel), .text(deadline.kind), .integer(deadline.round))
        }
        for deadline in batch.deadlinesSet {
            try connection.run(
                "INSERT OR REPLACE INTO deadlines (demand, channel, kind, round, due) VALUES (?, ?, ?, ?, ?)",
                demand, .text(deadline.channel), .text(deadline.kind), .integer(deadline.round),
                .time(deadline.due))
        }
    }

    private static func writeMessages(
        _ batch: AppendBatch, of demand: SQLiteValue, on connection: SQLiteConnection
    ) throws {
        for message in batch.messagesOpened {
            try connection.run(
                """
                INSERT INTO messages (demand, message_id, channel, agent_id, kind, round, version, due, answered_seq)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
                """,
                demand, .text(message.messageID), .text(message.channel),
                .text(message.agentID), .text(message.kind), .integer(message.round), .integer(message.version),
                .time(message.due), batch.messagesClosed[message.messageID].map { .integer($0) } ?? .null)
        }
        let opened = Set(batch.messagesOpened.map(\.messageID))
        for (messageID, sequence) in batch.messagesClosed where !opened.contains(messageID) {
            try connection.run(
                "UPDATE messages SET answered_seq = ? WHERE demand = ? AND message_id = ?",
                .integer(sequence), demand, .text(messageID))
        }
    }

    /// An input is recorded once; a row that another instance left without a result gets it, a result that is there
    /// stays.
    private static func writeInputs(
        _ batch: AppendBatch, of demand: SQLiteValue, on connection: SQLiteConnection
    ) throws {
        for input in batch.inputs {
            try connection.run(
                """
                INSERT INTO inputs (demand, sender, message_id, body, result, received_at) VALUES (?, ?, ?, ?, ?, ?)
                ON CONFLICT DO UPDATE SET result = excluded.result WHERE result IS NULL
                """,
                demand, .text(input.sender), .text(input.messageID), .text(input.body),
                .text(input.result), .time(try connection.now()))
        }
    }
}
