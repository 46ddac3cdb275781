import Logging

/// What members are told. Nothing of it concerns members who look into their inbox or for whom the decider speaks.
extension DemandRunner {
    /// Tells what the state says and nobody has told yet.
    func tellMembers() {
        let kinds = environment.toldKinds
        guard !kinds.isEmpty else { return }
        let due = state.notices(to: kinds).filter { told.insert($0.messageID).inserted }
        guard !due.isEmpty else { return }
        let before = telling
        telling = Task {
            await before?.value
            await tell(due)
        }
    }

    private func tell(_ notices: [AgentNotice]) async {
        var due = notices
        if asksWhatWasTold { due = await environment.store.untold(notices, of: id, logger) }
        let head = state.head
        let delivered = await environment.handOver(due)
        for notice in due where !delivered.contains(notice.messageID) { told.remove(notice.messageID) }
        await remember(told: due.map(\.messageID).filter(delivered.contains))
        // What changed meanwhile was no occasion to tell it again: it counted as told.
        if delivered.count < due.count, state.head > head, !isStopped || state.isCompleted { tellMembers() }
    }
}

extension EngineEnvironment {
    /// - Returns: the ids of those that were handed over.
    func handOver(_ notices: [AgentNotice]) async -> Set<String> {
        var delivered: Set<String> = []
        for (kind, group) in Dictionary(grouping: notices, by: \.memberKind) {
            guard let handovers = await links[kind]?.tell(group) else { continue }
            for (notice, handover) in zip(group, handovers) where handover == .handedOver {
                delivered.insert(notice.messageID)
            }
        }
        return delivered
    }
}

extension Store {
    /// Those of a demand's notices that the table of inputs does not know to be handed over.
    func untold(_ notices: [AgentNotice], of id: DemandID, _ logger: Logger) async -> [AgentNotice] {
        var untold: [AgentNotice] = []
        for notice in notices {
            do {
                let key = InputRecord(told: notice.messageID).key
                if try await input(key.messageID, from: key.sender, to: id) == nil { untold.append(notice) }
            } catch {
                // Better twice, by the same id, than never.
                logger.warning("what members were told could not be read", metadata: ["error": "\(error)"])
                untold.append(notice)
            }
        }
        return untold
    }
}
