/// How a message reaches a member.
///
/// The answer never comes back through the call: answers of every kind go through `AnswerReceiver`, are checked against the open
/// question, and count once. A channel does not know which kind of link it talks to.
public protocol AgentLink: Sendable {
    /// Hands over messages that became due together, in candidate order.
    /// - Returns: for each message, in the same order, whether it was handed over.
    func send(_ messages: [AgentMessage], answersTo receiver: any AnswerReceiver) async -> [Handover]

    /// Whether what becomes of a member's part has to be told. Not where members look for themselves, or have no memory.
    var isTold: Bool { get }
    /// Hands over notices, each of which is told once; one that was unreachable is told again later, by the same id.
    ///
    /// A process that is killed while it tells may tell the same again after its restart: the id is the same then, too.
    /// - Returns: for each notice, in the same order, whether it was handed over.
    func tell(_ notices: [AgentNotice]) async -> [Handover]
}

extension AgentLink {
    public var isTold: Bool { false }
    public func tell(_ notices: [AgentNotice]) async -> [Handover] { notices.map { _ in .unreachable } }
}

public enum Handover: Sendable, Hashable {
    case handedOver
    case unreachable
}

/// A question to a member, with all that the member may know.
public struct AgentMessage: Sendable, Hashable {
    public enum Content: Sendable, Hashable {
        case invitation(InvitationRequest)
        case review(VoteRequest)
    }

    public var question: OpenQuestion
    public var content: Content
}

/// Takes members' answers. `Coordinator` and its runners are the implementation.
public protocol AnswerReceiver: Sendable {
    /// Queues answers without waiting until they are committed.
    func post(_ messages: [MemberMessage]) async
}

/// Members for whom the decider speaks, in this process, from their profile.
public struct AutoLink: AgentLink {
    private let desk: DecisionDesk

    public init(desk: DecisionDesk) {
        self.desk = desk
    }

    public func send(_ messages: [AgentMessage], answersTo receiver: any AnswerReceiver) async -> [Handover] {
        if desk.isImmediate {
            // Computed in candidate order and handed in together, so that they may share one transaction.
            var answers: [MemberMessage] = []
            for message in messages {
                if let answer = await answer(message) { answers.append(answer) }
            }
            await receiver.post(answers)
        } else {
            await withTaskGroup(of: Void.self) { group in
                for message in messages {
                    group.addTask {
                        if let answer = await answer(message) { await receiver.post([answer]) }
                    }
                }
            }
        }
        return messages.map { _ in .handedOver }
    }

    /// Nil when the work was stopped: a question that is not asked any more is not answered.
    private func answer(_ message: AgentMessage) async -> MemberMessage? {
        let question = message.question
        func reply(_ content: MemberMessage.Content, by provenance: Provenance) -> MemberMessage {
            MemberMessage(
                messageID: "re-" + question.messageID, channel: question.channel, agentID: question.agentID,
                content: content, by: provenance)
        }
        switch message.content {
        case .invitation(let request):
            let decided = await desk.decide(due: question.due, check: DecisionChecks.offer) { decider in
                try await decider.answer(request)
            }
            guard !Task.isCancelled else { return nil }
            guard let decided, let offer = decided.value else {
                // What a model was paid for nothing is in the bill all the same.
                return reply(.noAnswer(.invitation, .deciderFailed, version: 0), by: decided?.by ?? .rules)
            }
            return reply(.offer(offer), by: decided.by)
        case .review(let request):
            let decided = await desk.decide(due: question.due, check: DecisionChecks.vote) { decider in
                try await decider.vote(request)
            }
            guard !Task.isCancelled else { return nil }
            guard let decided, let vote = decided.value else {
                return reply(.noAnswer(.review, .deciderFailed, version: question.version), by: decided?.by ?? .rules)
            }
            return reply(.vote(vote, version: question.version), by: decided.by)
        }
    }
}

/// Members who answer themselves: open questions, and what became of their part, stand in their inbox.
public struct InboxLink: AgentLink {
    public init() {}

    public func send(_ messages: [AgentMessage], answersTo receiver: any AnswerReceiver) async -> [Handover] {
        messages.map { _ in .handedOver }
    }
}
