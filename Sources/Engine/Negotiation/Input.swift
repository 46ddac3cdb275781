/// Something that may change a demand. Time comes with it; stale inputs are recognised by what they carry.
public enum Input: Sendable, Hashable {
    /// Decision 1, revision 1 or 2; `startedAt` is when the work on the demand began.
    case understood(Decision<Understanding>, revision: Int, startedAt: Timestamp)
    /// The requester's answers; empty to go on without.
    case clarified([ClarifyingAnswer])
    /// Decision 2 for the demand's channel or a child.
    case chosen(Decision<CandidateChoice>, channel: ChannelID)
    /// Decision 4.
    case composed(Decision<Proposal>, channel: ChannelID)
    /// Decision 6.
    case adjusted(Decision<Proposal>, channel: ChannelID, round: Int)
    /// Decision 7.
    case gapsFound(Decision<GapAnalysis>)
    /// Decision 8, asked gap by gap until the first yes.
    case subnetsConsidered([GapVerdict])
    /// Decision 9.
    case compromised(Decision<Compromise>)
    case message(MemberMessage)
    case kicked(agentID: String, channel: ChannelID, reason: String, by: Provenance)
    /// The member is no longer active: leaves every running channel.
    case memberDeactivated(agentID: String)
    /// By the requester.
    case cancelled
    case cancelledByOperator
    case deadline(DeadlineKey)

    /// A decision that can be compared.
    public struct Decision<Value: Sendable & Hashable>: Sendable, Hashable {
        public var value: Value
        public var by: Provenance

        public init(_ decided: Decided<Value>) {
            value = decided.value
            by = decided.by
        }
    }

    public struct GapVerdict: Sendable, Hashable {
        public var gapID: String
        public var verdict: RecursionVerdict
        public var by: Provenance

        public init(gapID: String, verdict: RecursionVerdict, by provenance: Provenance) {
            self.gapID = gapID
            self.verdict = verdict
            by = provenance
        }
    }
}

/// Names one wait. A deadline whose key no longer fits the state is ignored.
public struct DeadlineKey: Sendable, Hashable {
    public enum Kind: String, Sendable { case clarify, invitation, reminder, feedback, child, demand }

    public var channel: ChannelID
    public var kind: Kind
    public var round: Int

    public init(channel: ChannelID, kind: Kind, round: Int) {
        self.channel = channel
        self.kind = kind
        self.round = round
    }
}

/// What `handle` decides.
public struct Reaction: Sendable {
    public enum Reply: Sendable, Hashable {
        case accepted
        case duplicate
        /// A vote on another version: answered politely, not counted.
        case notCounted
        /// The state has moved on; nothing to tell anybody.
        case stale
        /// The result cannot be used with the state as it is now; ask again.
        case askAgain
        case refused(TowowError)
    }

    /// To be committed together, in order.
    public var events: [Event]
    public var reply: Reply
    /// The state once the events are applied.
    public var next: DemandState
}
