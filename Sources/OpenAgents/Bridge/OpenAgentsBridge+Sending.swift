internal import Engine
internal import Logging

/// What goes out.
extension OpenAgentsBridge {
    /// Messages of one batch: then the mail is fetched again.
    private static let batch = 256
    /// Calls at once.
    private static let calls = 8

    /// Takes questions to send. Those to agents that are away wait until they are seen.
    func ask(_ messages: [AgentMessage]) -> [Handover] {
        let now = clock.now()
        let handovers = messages.map { message -> Handover in
            let question = message.question
            guard let agentID = AgentName.agentID(of: question.agentID) else { return .unreachable }
            // That somebody is away is said at the reminder; until then they may come.
            if question.isReminder, isKnownToBeAway(agentID, now) {
                outbox.drop(question.messageID)
                return .unreachable
            }
            do {
                outbox.ask(
                    Outbox.Question(
                        question: question, type: message.type, agentID: agentID,
                        payload: try message.payload(to: agentID), nextAt: now))
                return .handedOver
            } catch {
                // Cannot happen with values that passed the checks.
                logger.error("a question could not be encoded", metadata: ["error": "\(error)"])
                return .unreachable
            }
        }
        wake()
        return handovers
    }

    private func isKnownToBeAway(_ agentID: String, _ now: Timestamp) -> Bool {
        // Just started, or just lost: nobody knows.
        if let awaySince { return now - awaySince >= Int64(NetworkHealth.patience * 1_000) }
        return nextLook != nil && !online.contains(agentID)
    }

    /// Hands notices over, if the network knows whom they are for; its queue keeps them for a while.
    func tell(_ notices: [AgentNotice]) async -> [Handover] {
        let letters = notices.map { notice -> Outbox.Notice? in
            guard let agentID = AgentName.agentID(of: notice.agentID), let payload = try? notice.payload(to: agentID)
            else { return nil }
            return Outbox.Notice(notice: notice, agentID: agentID, payload: payload)
        }
        return await withCheckedContinuation { continuation in
            outbox.tell(Outbox.Round(notices: letters) { continuation.resume(returning: $0) })
            if session == nil { outbox.failNotices() } else { wake() }
        }
    }

    /// Sends what is due, and makes the secret worthless that everybody has seen who received it.
    func deliver() async throws(NetworkFailure) {
        guard let session else { return }
        let questions = await stillOpen(outbox.due(at: clock.now(), online: online, limit: OpenAgentsBridge.batch))
        // Before the first look nobody can say whom the network knows.
        let rounds = nextLook == nil ? [] : outbox.takeNotices()
        let letters = rounds.flatMap(\.notices).compactMap(\.self).filter { listed.contains($0.agentID) }
        guard !questions.isEmpty || !letters.isEmpty else {
            for round in rounds { settle(round, delivered: []) }
            return
        }
        let results = await send(
            questions.map { ($0.type, $0.agentID, $0.payload) }
                + letters.map { ($0.notice.type, $0.agentID, $0.payload) }, session)
        let now = clock.now()
        for (question, failure) in zip(questions, results) { note(question, failure, at: now) }
        var delivered: Set<String> = []
        for (letter, failure) in zip(letters, results.dropFirst(questions.count)) {
            metrics.sent(letter.notice.type, failure == nil ? .sent : .failed)
            if failure == nil { delivered.insert(letter.notice.messageID) }
        }
        for round in rounds { settle(round, delivered: delivered) }
        // A lost connection leaves the secret with whoever received what went before it; the next registration ends that, too.
        if let failure = results.lazy.compactMap(\.self).first(where: { $0.endsSession }) { throw failure }
        try await renewSecret()
    }

    private func note(_ question: Outbox.Question, _ failure: NetworkFailure?, at now: Timestamp) {
        let messageID = question.question.messageID
        switch failure {
        case nil:
            metrics.sent(question.type, question.firstSentAt == nil ? .sent : .repeated)
            outbox.sent(messageID, at: now)
        case .refused:
            metrics.sent(question.type, .refused)
            outbox.drop(messageID)
            logger.error(
                "the OpenAgents network will not take a question",
                metadata: ["demand_id": "\(question.question.channel.demandID)", "agent_id": "\(question.agentID)"])
        default:
            metrics.sent(question.type, .failed)
            outbox.postpone(messageID, at: now)
        }
    }

    private func settle(_ round: Outbox.Round, delivered: Set<String>) {
        round.finish(
            round.notices.map { notice in
                guard let notice else { return .unreachable }
                if delivered.contains(notice.notice.messageID) { return .handedOver }
                outbox.remember(untold: notice)
                return .unreachable
            })
    }

    /// Leaves out, and forgets, what has been answered or closed, or belongs to another instance by now.
    private func stillOpen(_ questions: [Outbox.Question]) async -> [Outbox.Question] {
        guard let engine, !questions.isEmpty else { return [] }
        var open: [Outbox.Question] = []
        for (id, group) in Dictionary(grouping: questions, by: \.question.channel.demandID) {
            let asked = Set(await engine.openQuestions(of: id)?.map(\.messageID) ?? [])
            for question in group {
                if asked.contains(question.question.messageID) {
                    open.append(question)
                } else {
                    outbox.drop(question.question.messageID)
                }
            }
        }
        return open
    }

    /// Forgets questions that nobody waits for any more, also to agents that are away.
    func sweep() async {
        _ = await stillOpen(outbox.waiting)
    }

    private func send(
        _ messages: [(type: MessageType, agentID: String, payload: String)], _ session: Session
    ) async -> [NetworkFailure?] {
        let client = client
        return await withTaskGroup(of: (Int, NetworkFailure?).self) { group in
            // What is not sent in the end was not sent.
            var failures = [NetworkFailure?](repeating: .unreachable, count: messages.count)
            var next = 0
            func add() {
                guard next < messages.count else { return }
                let (number, message) = (next, messages[next])
                next += 1
                group.addTask {
                    do throws(NetworkFailure) {
                        try await client.send(
                            message.type.eventName, to: message.agentID, payload: message.payload,
                            from: session.agentID, secret: session.secret)
                        return (number, nil)
                    } catch {
                        return (number, error)
                    }
                }
            }
            for _ in 0..<OpenAgentsBridge.calls { add() }
            while let (number, failure) = await group.next() {
                failures[number] = failure
                // Where one fails for want of a network, the others would, too.
                if failure?.endsSession != true { add() }
            }
            return failures
        }
    }
}

extension NetworkFailure {
    /// Whether we have to connect or register again.
    var endsSession: Bool {
        switch self {
        case .unreachable, .lost, .cancelled, .foreign, .secretInvalid, .notRegistered, .credentials: true
        case .tooLarge, .refused, .troubled: false
        }
    }
}
