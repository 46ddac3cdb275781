/// Something that has to happen outside the state. Derived from the state alone, so that a restart derives the same.
public enum Effect: Sendable, Hashable {
    case understand(revision: Int)
    case choose(ChannelID, due: Timestamp)
    case compose(ChannelID, due: Timestamp)
    case adjust(ChannelID, round: Int, due: Timestamp)
    case findGaps(due: Timestamp)
    case considerSubnets(due: Timestamp, tried: Int)
    case compromise(due: Timestamp)
    /// An open question to a member.
    case ask(OpenQuestion)
    case wake(DeadlineKey, at: Timestamp)
}

/// A question that waits for a member's answer.
public struct OpenQuestion: Sendable, Hashable {
    public enum Kind: String, Sendable { case invitation, review }

    /// Fixed before it is first sent; the same for every repetition.
    public var messageID: String
    public var channel: ChannelID
    public var agentID: String
    public var memberVersion: Int
    public var memberKind: Member.Kind
    public var kind: Kind
    public var round: Int
    /// The version of the proposal that is reviewed; 0 for an invitation.
    public var version: Int
    public var due: Timestamp
    /// The second sending, at half the time.
    public var isReminder: Bool

    /// The id of a question, which follows from what it asks of whom.
    /// - Parameter version: of the plan that is reviewed; 0 for an invitation.
    static func messageID(_ channel: ChannelID, _ kind: Kind, version: Int, to agentID: String) -> String {
        "msg-\(channel.rawValue.dropFirst(7))-\(kind == .invitation ? "i" : "v\(version)")-\(agentID)"
    }
}

extension DemandState {
    /// Everything that should be under way now, in a fixed order.
    public var effects: [Effect] {
        var effects = decisionEffects
        for channel in [channel].compactMap(\.self) + children {
            effects += channel.openQuestions.map(Effect.ask)
            effects += channel.wakes
        }
        if case .clarifying(let until) = phase {
            effects.append(.wake(DeadlineKey(channel: rootChannelID, kind: .clarify, round: revision), at: until))
        }
        if let number = activeChildNumber, let child = triggered.last {
            let key = DeadlineKey(channel: ChannelID(id, child: max(1, number)), kind: .child, round: 1)
            effects.append(.wake(key, at: child.childDeadlineAt))
        }
        if let deadline, isDemandDeadlineArmed {
            effects.append(.wake(DeadlineKey(channel: rootChannelID, kind: .demand, round: 1), at: deadline))
        }
        return effects
    }

    private var isDemandDeadlineArmed: Bool {
        switch phase {
        case .findingGaps, .compromising, .completed: false
        default: true
        }
    }

    private var decisionEffects: [Effect] {
        switch phase {
        case .understanding(let revision): [.understand(revision: revision)]
        case .filtering(let due): [.choose(rootChannelID, due: due)]
        case .negotiating: channel?.decisionEffect.map { [$0] } ?? []
        case .findingGaps(let due): [.findGaps(due: due)]
        case .consideringSubnets(let due): [.considerSubnets(due: due, tried: triggered.count)]
        case .filteringSubnet(let due): [.choose(ChannelID(id, child: max(1, triggered.count)), due: due)]
        case .negotiatingSubnet: children.last?.decisionEffect.map { [$0] } ?? []
        case .compromising(let due): [.compromise(due: due)]
        case .clarifying, .completed: []
        }
    }

    /// What members are being asked at the moment.
    public var openQuestions: [OpenQuestion] {
        ([channel].compactMap(\.self) + children).flatMap(\.openQuestions)
    }
}

extension Negotiation {
    fileprivate var decisionEffect: Effect? {
        guard let due = decisionDeadline else { return nil }
        switch status {
        case .aggregating: return .compose(id, due: due)
        case .proposalSent: return .adjust(id, round: round, due: due)
        default: return nil
        }
    }

    fileprivate var wakes: [Effect] {
        switch status {
        case .collecting:
            guard let invitationDeadline, let remindAt else { return [] }
            var wakes = [Effect.wake(DeadlineKey(channel: id, kind: .invitation, round: round), at: invitationDeadline)]
            if seats.contains(where: { !$0.isSettled && !$0.wasReminded }) {
                wakes.append(.wake(DeadlineKey(channel: id, kind: .reminder, round: round), at: remindAt))
            }
            return wakes
        case .negotiating:
            guard let feedbackDeadline else { return [] }
            return [.wake(DeadlineKey(channel: id, kind: .feedback, round: round), at: feedbackDeadline)]
        default: return []
        }
    }

    /// In candidate order.
    public var openQuestions: [OpenQuestion] {
        switch status {
        case .collecting:
            guard let due = invitationDeadline else { return [] }
            return seats.filter { !$0.isSettled }.map { seat in
                question(seat.candidate, .invitation, version: 0, due: due, isReminder: seat.wasReminded)
            }
        case .negotiating:
            guard let due = feedbackDeadline else { return [] }
            return activeVoters.filter { ballots[$0] == nil && !silentVoters.contains($0) }.compactMap { agentID in
                seat(agentID).map { question($0.candidate, .review, version: version, due: due, isReminder: false) }
            }
        default: return []
        }
    }

    private func question(
        _ candidate: Candidate, _ kind: OpenQuestion.Kind, version: Int, due: Timestamp, isReminder: Bool
    ) -> OpenQuestion {
        OpenQuestion(
            messageID: OpenQuestion.messageID(id, kind, version: version, to: candidate.agentID), channel: id,
            agentID: candidate.agentID, memberVersion: candidate.memberVersion, memberKind: candidate.kind, kind: kind,
            round: round, version: version, due: due, isReminder: isReminder)
    }
}
