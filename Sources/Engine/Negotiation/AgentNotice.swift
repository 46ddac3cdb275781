/// Something that a member is told and that needs no answer: what became of their part in a negotiation.
public struct AgentNotice: Sendable, Hashable {
    public enum Kind: String, Sendable {
        /// The plan goes without them so far.
        case notSelected = "not_selected"
        /// The invitation is no longer open, and was not answered.
        case questionWithdrawn = "question_withdrawn"
        /// They were taken out, with whatever was open to them.
        case removed
        /// How the negotiation ended for a participant; a review that was open then is withdrawn.
        case outcome
    }

    /// The same for every repetition.
    public var messageID: String
    public var kind: Kind
    public var agentID: String
    public var memberVersion: Int
    public var memberKind: Member.Kind
    /// The negotiation as an inbox of this member shows it.
    public var standing: Inbox.Channel
}

extension DemandState {
    /// What members of these kinds have to have been told by now, channel by channel in candidate order. Derived from the state
    /// alone, as inboxes are, so that a restart derives the same.
    func notices(to kinds: Set<Member.Kind>) -> [AgentNotice] {
        ([channel].compactMap(\.self) + children).flatMap { channel in
            channel.seats.compactMap { seat in
                let candidate = seat.candidate
                guard kinds.contains(candidate.kind), let (kind, mark) = channel.notice(to: seat),
                    let standing = Inbox.Channel(self, channel.id, of: candidate.agentID)
                else { return nil }
                return AgentNotice(
                    messageID: "msg-\(channel.id.rawValue.dropFirst(7))-\(mark)-\(candidate.agentID)", kind: kind,
                    agentID: candidate.agentID, memberVersion: candidate.memberVersion, memberKind: candidate.kind,
                    standing: standing)
            }
        }
    }
}

extension Negotiation {
    /// The newest notice that a member is owed, and its mark in the message id.
    fileprivate func notice(to seat: Seat) -> (AgentNotice.Kind, mark: String)? {
        switch seat.removal {
        case .kicked: return (.removed, "k")
        // They said so themselves.
        case .withdrew: return nil
        case nil: break
        }
        guard let offer = seat.offer else {
            // While answers are collected, who is known to be silent may still answer.
            return status.isTerminal || (seat.isSilent && status != .collecting) ? (.questionWithdrawn, "w") : nil
        }
        guard offer.isParticipating else { return nil }
        if status.isTerminal { return (.outcome, "o") }
        return leftOutSince[seat.candidate.agentID].map { (.notSelected, "n\($0)") }
    }
}
