public import Engine

extension InMemoryStore {
    public func put(input: PendingInput) async throws -> InputReceipt {
        let receipt: InputReceipt = try access { state in
            guard let demand = state.demands[input.demandID] else { return .unknownDemand }
            let key = InputKey(sender: input.sender, messageID: input.messageID)
            if let row = demand.inputs[key] { return row.receipt }
            state.demands[input.demandID]?.inputs[key] = Input(
                body: input.body, result: nil, number: demand.inputs.count)
            return .new
        }
        if receipt == .new { feed.publish { $0.inputs = [input.demandID] } }
        return receipt
    }

    public func pendingInputs(of ids: [DemandID], limit: Int) async throws -> [PendingInput] {
        try access { state in
            let rows = ids.flatMap { id in
                let pending = state.demands[id]?.inputs.filter { $0.value.result == nil } ?? [:]
                return pending.sorted { $0.value.number < $1.value.number }.map { key, row in
                    PendingInput(demandID: id, sender: key.sender, messageID: key.messageID, body: row.body)
                }
            }
            return Array(rows.prefix(max(0, limit)))
        }
    }

    public func input(_ messageID: String, from sender: String, to id: DemandID) async throws -> InputReceipt? {
        try access { state in
            state.demands[id]?.inputs[InputKey(sender: sender, messageID: messageID)]?.receipt
        }
    }

    public func openMessages(of id: DemandID) async throws -> [OpenMessage] {
        try access { state in
            (state.demands[id]?.openMessages ?? []).sorted { $1.cursor.isAfter($0.cursor) }
        }
    }

    public func openMessages(to agentID: String, after cursor: MessageCursor?, limit: Int) async throws
        -> [OpenMessage]
    {
        try access { state in
            let messages = state.demands.values.lazy
                .filter { $0.row.completedAt == nil }
                .flatMap(\.openMessages)
                .filter { message in
                    message.message.agentID == agentID && (cursor.map(message.cursor.isAfter) ?? true)
                }
            return Array(messages.sorted { $1.cursor.isAfter($0.cursor) }.prefix(max(0, limit)))
        }
    }
}

extension InMemoryStore.Input {
    fileprivate var receipt: InputReceipt { result.map { .handled(result: $0) } ?? .pending }
}

extension InMemoryStore.Demand {
    fileprivate var openMessages: [OpenMessage] {
        messages.values.filter { $0.answeredSequence == nil }.map { OpenMessage(demandID: row.id, message: $0.row) }
    }
}

extension MessageCursor {
    fileprivate func isAfter(_ other: MessageCursor) -> Bool {
        (due.milliseconds, messageID) > (other.due.milliseconds, other.messageID)
    }
}
