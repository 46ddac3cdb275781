public import Engine

extension PostgresStore {
    public func put(input: PendingInput) async throws -> InputReceipt {
        let receipt: InputReceipt = try await pool.run(isUrgent: true) { connection in
            let isNew =
                try connection.run(
                    """
                    INSERT INTO inputs (demand, sender, message_id, body, received_at)
                    SELECT number, $1, $2, $3, floor(extract(epoch FROM clock_timestamp()) * 1000)::bigint
                    FROM demands WHERE id = $4 ON CONFLICT DO NOTHING
                    """,
                    .text(input.sender), .text(input.messageID), .text(input.body), .text(input.demandID.rawValue)
                ).changes > 0
            if isNew { return .new }
            return try PostgresStore.receipt(input.messageID, from: input.sender, to: input.demandID, on: connection)
                ?? .unknownDemand
        }
        // One that was put before may be this very call, repeated after a lost connection: nobody has told of it yet.
        if receipt == .new || receipt == .pending { notifier.tell { $0.inputs = [input.demandID] } }
        return receipt
    }

    public func pendingInputs(of ids: [DemandID], limit: Int) async throws -> [PendingInput] {
        try await pool.run { connection in
            try connection.run(
                """
                SELECT id, sender, message_id, body FROM inputs JOIN demands ON number = demand
                WHERE id = ANY ($1) AND result IS NULL ORDER BY received_at, sender, message_id LIMIT $2
                """,
                .ids(ids), .integer(max(0, limit))
            ).all { row in
                PendingInput(
                    demandID: try row.demandID(0), sender: row.text(1), messageID: row.text(2), body: row.text(3))
            }
        }
    }

    public func input(_ messageID: String, from sender: String, to id: DemandID) async throws -> InputReceipt? {
        try await pool.run { try PostgresStore.receipt(messageID, from: sender, to: id, on: $0) }
    }

    public func openMessages(of id: DemandID) async throws -> [OpenMessage] {
        try await pool.run { connection in
            try connection.run(
                """
                SELECT id, message_id, channel, agent_id, kind, round, version, due
                FROM messages JOIN demands ON number = demand
                WHERE id = $1 AND answered_seq IS NULL ORDER BY due, message_id
                """, .text(id.rawValue)
            ).all(PostgresStore.openMessage)
        }
    }

    public func openMessages(to agentID: String, after cursor: MessageCursor?, limit: Int) async throws
        -> [OpenMessage]
    {
        try await pool.run { connection in
            try connection.run(
                """
                SELECT id, message_id, channel, agent_id, kind, round, version, due
                FROM messages JOIN demands ON number = demand
                WHERE agent_id = $1 AND answered_seq IS NULL AND (due, message_id) > ($2, $3)
                    AND completed_at IS NULL
                ORDER BY due, message_id LIMIT $4
                """,
                .text(agentID), .integer(cursor?.due.milliseconds ?? Int64.min), .text(cursor?.messageID ?? ""),
                .integer(max(0, limit))
            ).all(PostgresStore.openMessage)
        }
    }

    private static func receipt(
        _ messageID: String, from sender: String, to id: DemandID, on connection: PostgresConnection
    ) throws -> InputReceipt? {
        try connection.run(
            """
            SELECT result FROM inputs
            WHERE demand = (SELECT number FROM demands WHERE id = $1) AND sender = $2 AND message_id = $3
            """,
            .text(id.rawValue), .text(sender), .text(messageID)
        ).first { row in row.optionalText(0).map { .handled(result: $0) } ?? .pending }
    }

    private static func openMessage(_ row: PostgresRow) throws -> OpenMessage {
        OpenMessage(
            demandID: try row.demandID(0),
            message: .init(
                messageID: row.text(1), channel: row.text(2), agentID: row.text(3), kind: row.text(4),
                round: try row.int(5), version: try row.int(6), due: try row.time(7)))
    }
}
