internal import Engine
internal import Logging

/// Mail that is being handled: what one sender says is taken in the order in which it came.
struct Mailroom: Sendable {
    /// Messages in hand before the mail is fetched again.
    static let most = 1_000

    private var chains: [String: (number: Int, task: Task<Void, Never>)] = [:]
    private var started = 0
    private(set) var inHand = 0

    mutating func add(from sender: String, _ body: @Sendable @escaping (_ number: Int) async -> Void) {
        let before = chains[sender]?.task
        started += 1
        inHand += 1
        let number = started
        chains[sender] = (
            number,
            Task {
                await before?.value
                await body(number)
            }
        )
    }

    mutating func finish(_ number: Int, from sender: String) {
        inHand -= 1
        if chains[sender]?.number == number { chains[sender] = nil }
    }

    /// Waits for what is in hand now.
    func settle() async {
        for chain in chains.values { await chain.task.value }
    }
}

/// So many lines about refused messages in so much time: who sends nonsense does not fill the log. Metrics count all of it.
struct Sayings: Sendable {
    private static let most = 60
    private static let milliseconds: Int64 = 60_000

    private var since = Timestamp(milliseconds: 0)
    private var count = 0

    mutating func isAllowed(at now: Timestamp) -> Bool {
        if (since + Sayings.milliseconds).isDue(at: now, within: Sayings.milliseconds) { (since, count) = (now, 0) }
        count += 1
        return count <= Sayings.most
    }
}

extension OpenAgentsBridge {
    /// How often a message is tried that the engine cannot take for now, and how long to wait each time, milliseconds.
    private static let patience = (attempts: 10, pause: Int64(1_000))

    /// Takes the mail.
    func fetch() async throws(NetworkFailure) {
        guard let session else { return }
        let mail: [ArraySlice<UInt8>]
        do throws(NetworkFailure) {
            mail = try await client.poll(session.agentID, secret: session.secret)
        } catch {
            guard error == .tooLarge else { throw error }
            // What was in it is gone.
            metrics.received("other", .tooLarge)
            logger.warning("the mail of the OpenAgents network was longer than we take, and is lost")
            return outbox.askAllAgain(at: clock.now())
        }
        let group = trustedGroup
        for text in mail {
            do throws(IncomingMail.Refusal) {
                let mail = try IncomingMail(text, group: group)
                mailroom.add(from: mail.memberID) { number in
                    await self.take(mail)
                    await self.finish(number, from: mail.memberID)
                }
            } catch {
                metrics.received(error.type, error.outcome)
                if error.outcome != .ignored { say(error.type, error.outcome, from: error.agentID) }
            }
        }
        if mailroom.inHand > Mailroom.most { await mailroom.settle() }
    }

    private func finish(_ number: Int, from sender: String) {
        mailroom.finish(number, from: sender)
    }

    private func take(_ mail: IncomingMail) async {
        var detail = ""
        // Looked up now: once the engine has the answer the question is closed, and the loop may forget it before this goes on.
        let sentAt = mail.message.inReplyTo.flatMap { outbox.firstSentAt($0) }
        let outcome: MailOutcome
        do {
            outcome = MailOutcome(try await accept(mail))
        } catch let refusal as RemoteRefusal {
            outcome = MailOutcome(refusal)
            if case .invalid(let failure) = refusal {
                detail = failure.faults.prefix(5).map { "\($0.field): \($0.problem)" }.joined(separator: "; ")
            }
        } catch {
            outcome = .unavailable
            detail = "\(error)"
        }
        metrics.received(mail.type.rawValue, outcome)
        switch outcome {
        case .accepted, .duplicate, .late:
            if let messageID = mail.message.inReplyTo { outbox.drop(messageID) }
            if outcome == .accepted, let sentAt { metrics.answered(afterMilliseconds: clock.now() - sentAt) }
        default: say(mail.type.rawValue, outcome, from: mail.agentID, detail, mail.message.channel)
        }
    }

    private func accept(_ mail: IncomingMail) async throws -> Acknowledgement {
        guard let engine else { throw TowowError(.overloaded, "starting") }
        var attempt = 1
        while true {
            do {
                return try await engine.take(mail.message, from: mail.memberID)
            } catch let error as TowowError where error.code == .overloaded {
                guard attempt < OpenAgentsBridge.patience.attempts, !isLeaving else { throw error }
                attempt += 1
                try await clock.sleep(milliseconds: OpenAgentsBridge.patience.pause)
            }
        }
    }

    private func say(
        _ type: String, _ outcome: MailOutcome, from agentID: String?, _ detail: String = "",
        _ channel: ChannelID? = nil
    ) {
        guard sayings.isAllowed(at: clock.now()) else { return }
        var metadata: Logger.Metadata = ["type": "\(type)", "outcome": "\(outcome.rawValue)"]
        if let agentID { metadata["agent_id"] = "\(agentID)" }
        if let channel { metadata["demand_id"] = "\(channel.demandID)" }
        if !detail.isEmpty { metadata["detail"] = "\(detail)" }
        logger.info("a message from the OpenAgents network is not taken", metadata: metadata)
    }
}
