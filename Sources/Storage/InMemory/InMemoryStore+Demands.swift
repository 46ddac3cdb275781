public import Engine

extension InMemoryStore {
    public func create(_ demand: NewDemand) async throws -> CreateResult {
        guard demand.firstEvent.sequence == 1 else { throw StoreError.misnumbered }
        let result: CreateResult = try access { state in
            if let claim = demand.claim, let earlier = state.claims[claim.key], earlier.createdAt >= claim.validSince {
                return earlier.claim.bodyHash == claim.bodyHash ? .repeated(answer: earlier.claim.answer) : .keyReused
            }
            guard state.demands[demand.id] == nil else { throw StoreError.conflict }
            let row = DemandRow(
                id: demand.id, submittedAt: demand.submittedAt, ownerTokenHash: demand.ownerTokenHash, head: 1,
                status: .processing, outcome: nil, completedAt: nil, logFormat: demand.logFormat)
            state.newestNumber += 1
            state.demands[demand.id] = Demand(number: state.newestNumber, row: row, events: [demand.firstEvent])
            if let claim = demand.claim { state.claims[claim.key] = (claim, demand.id, demand.submittedAt) }
            return .created
        }
        if result == .created { feed.publish { $0.events = [demand.id] } }
        return result
    }

    public func demand(_ id: DemandID) async throws -> DemandRow? {
        try access { $0.demands[id]?.row }
    }

    public func unfinishedDemands(after cursor: DemandCursor?, limit: Int) async throws -> [DemandCursor] {
        try access { state in
            let unfinished = state.demands.values.lazy
                .filter { $0.row.completedAt == nil }
                .map { DemandCursor(submittedAt: $0.row.submittedAt, id: $0.row.id) }
                .filter { cursor.map($0.isAfter) ?? true }
            return Array(unfinished.sorted { $1.isAfter($0) }.prefix(max(0, limit)))
        }
    }

    public func heads(of ids: [DemandID]) async throws -> [DemandID: Int] {
        try access { state in
            Dictionary(
                ids.compactMap { id in state.demands[id].map { (id, $0.row.head) } }, uniquingKeysWith: { $1 })
        }
    }

    public func events(of id: DemandID, after sequence: Int, limit: Int) async throws -> [StoredEvent] {
        try access { state in
            Array(state.demands[id]?.events.dropFirst(max(0, sequence)).prefix(max(0, limit)) ?? [])
        }
    }

    public func append(_ batch: AppendBatch) async throws {
        guard batch.isNumberedWithoutHoles else { throw StoreError.misnumbered }
        try access { state in
            let head = state.demands[batch.demandID]?.row.head
            guard head == batch.expectedHead, state.demands[batch.demandID]?.epoch == batch.epoch else {
                throw StoreError.conflict
            }
            // In place: a copy out and back would copy the log with it.
            try state.demands[batch.demandID]?.append(batch, at: clock.now())
        }
        feed.publish(batch.changes)
    }
}

extension InMemoryStore.Demand {
    fileprivate mutating func append(_ batch: AppendBatch, at now: Timestamp) throws {
        for message in batch.messagesOpened where messages[message.messageID] != nil {
            throw StoreError.repeatedMessage
        }
        events += batch.events
        row.head += batch.events.count
        row.status = batch.status
        row.outcome = batch.outcome ?? row.outcome
        if batch.status.isFinal { row.completedAt = row.completedAt ?? batch.completedAt ?? now }
        for channel in batch.channels { channels[channel.channel] = channel }
        for deadline in batch.deadlinesCleared { deadlines[deadline.key] = nil }
        for deadline in batch.deadlinesSet { deadlines[deadline.key] = deadline.due }
        for message in batch.messagesOpened { messages[message.messageID] = .init(row: message) }
        for (messageID, sequence) in batch.messagesClosed { messages[messageID]?.answeredSequence = sequence }
        for input in batch.inputs {
            let key = InMemoryStore.InputKey(sender: input.sender, messageID: input.messageID)
            var row = inputs[key] ?? .init(body: input.body, result: nil, number: inputs.count)
            row.result = row.result ?? input.result
            inputs[key] = row
        }
    }
}

extension AppendBatch.DeadlineRow {
    fileprivate var key: InMemoryStore.DeadlineKey { .init(channel: channel, kind: kind, round: round) }
}

extension DemandCursor {
    func isAfter(_ other: DemandCursor) -> Bool {
        (submittedAt.milliseconds, id.rawValue) > (other.submittedAt.milliseconds, other.id.rawValue)
    }
}
