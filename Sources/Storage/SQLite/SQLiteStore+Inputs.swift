public import Engine

extension SQLiteStore {
    public func put(input: PendingInput) async throws -> InputReceipt {
        let receipt: InputReceipt = try await write(isUrgent: true) { connection in
            try connection.run(
                """
                INSERT INTO inputs (demand, sender, message_id, body, received_at)
                SELECT number, ?, ?, ?, ? FROM demands WHERE id = ? ON CONFLICT DO NOTHING
                """,
                .text(input.sender), .text(input.messageID), .text(input.body), .time(try connection.now()),
                .text(input.demandID.rawValue))
            if connection.changes > 0 { return .new }
            return try SQLiteStore.receipt(input.messageID, from: input.sender, to: input.demandID, on: connection)
                ?? .unknownDemand
        }
        if receipt == .new { feed.publish { $0.inputs = [input.demandID] } }
        return receipt
    }

    public func pendingInputs(of ids: [DemandID], limit: Int) async throws -> [PendingInput] {
        try await readers.read { connection in
            var rows: [PendingInput] = []
            for id in ids where rows.count < limit {
                rows += try connection.all(
                    """
                    SELECT sender, message_id, body FROM inputs
                    WHERE demand = (SELECT number FROM demands WHERE id = ?) AND result IS NULL
                    ORDER BY received_at, sender, message_id LIMIT ?
                    """,
                    .text(id.rawValue), .integer(limit - rows.count)
                ) { PendingInput(demandID: id, sender: $0.text(0), messageID: $0.text(1), body: $0.text(2)) }
            }
            return rows
        }
    }

    public func input(_ messageID: String, from sender: String, to id: DemandID) async throws -> InputReceipt? {
        try await readers.read { try SQLiteStore.receipt(messageID, from: sender, to: id, on: $0) }
    }

    public func openMessages(of id: DemandID) async throws -> [OpenMessage] {
        try await readers.read { connection in
            try connection.all(
                """
                SELECT ?1, message_id, channel, agent_id, kind, round, version, due FROM messages
                WHERE demand = (SELECT number FROM demands WHERE id = ?1) AND answered_seq IS NULL
                ORDER BY due, message_id
                """,
                .text(id.rawValue), read: SQLiteStore.openMessage)
        }
    }

    public func openMessages(to agentID: String, after cursor: MessageCursor?, limit: Int) async throws
        -> [OpenMessage]
    {
        try await readers.read { connection in
            try connection.all(
                """
                SELECT id, message_id, channel, agent_id, kind, round, version, due
                FROM messages JOIN demands ON number = demand
                WHERE agent_id = ? AND answered_seq IS NULL AND (due, message_id) > (?, ?) AND completed_at IS NULL
                ORDER BY due, message_id LIMIT ?
                """,
                .text(agentID), .integer(cursor?.due.milliseconds ?? Int64.min), .text(cursor?.messageID ?? ""),
                .integer(max(0, limit)), read: SQLiteStore.openMessage)
        }
    }

    private static func receipt(
        _ messageID: String, from sender: String, to id: DemandID, on connection: SQLiteConnection
    ) throws -> InputReceipt? {
        try connection.first(
            """
            SELECT result FROM inputs
            WHERE demand = (SELECT number FROM demands WHERE id = ?) AND sender = ? AND message_id = ?
            """,
            .text(id.rawValue), .text(sender), .text(messageID)
        ) { row in row.optionalText(0).map { .handled(result: $0) } ?? .pending }
    }

    private static func openMessage(_ row: SQLiteRow) throws -> OpenMessage {
        OpenMessage(
            demandID: try row.demandID(0),
            message: .init(
                messageID: row.text(1), channel: row.text(2), agentID: row.text(3), kind: row.text(4),
                round: row.int(5), version: row.int(6), due: row.time(7)))
    }
}
