/// Takes the nine decisions of a negotiation (`docs/events.md`, "Who decided").
///
/// Two kinds exist: `RuleDecider`, deterministic and never failing, and deciders that ask a model. A decider that cannot
/// answer throws `DecisionFailure`; the engine then asks the rules and marks the result as fallback.
public protocol Decider: Sendable {
    /// 1: what a demand means.
    func understand(_ request: UnderstandRequest) async throws -> Decided<Understanding>
    /// 2: whom to ask.
    func choose(_ request: ChooseRequest) async throws -> Decided<CandidateChoice>
    /// 3: what a member's agent answers to an invitation. Nil: the profile gives nothing to answer with.
    func answer(_ request: InvitationRequest) async throws -> Decided<Offer?>
    /// 4: one plan out of the offers.
    func compose(_ request: ComposeRequest) async throws -> Decided<Proposal>
    /// 5: what a member's agent says to a plan. Nil: no vote.
    func vote(_ request: VoteRequest) async throws -> Decided<Vote?>
    /// 6: the next version of a plan.
    func adjust(_ request: AdjustRequest) async throws -> Decided<Proposal>
    /// 7: what an agreed plan lacks.
    func findGaps(_ request: GapRequest) async throws -> Decided<GapAnalysis>
    /// 8: whether to open a sub-network for one gap.
    func considerSubnetwork(_ request: RecursionRequest) async throws -> Decided<RecursionVerdict>
    /// 9: what can be done although nothing was agreed.
    func compromise(_ request: CompromiseRequest) async throws -> Decided<Compromise>
}

/// Why a decider gave no usable answer.
public struct DecisionFailure: Error, Sendable, Hashable {
    public var reason: Provenance.FallbackReason
    /// What was paid for nothing.
    public var usage: Usage?

    public init(_ reason: Provenance.FallbackReason, usage: Usage? = nil) {
        self.reason = reason
        self.usage = usage
    }
}

public struct UnderstandRequest: Sendable, Hashable {
    public var request: DemandRequest
    /// When the demand was submitted: "today" of the text.
    public var submittedAt: Timestamp
    /// The first understanding and the answers to its questions, when this is revision 2.
    public var previous: Understanding?
    public var answers: [ClarifyingAnswer]
    public var context: DecisionContext?

    public init(
        request: DemandRequest, submittedAt: Timestamp, previous: Understanding? = nil,
        answers: [ClarifyingAnswer] = [], context: DecisionContext? = nil
    ) {
        self.request = request
        self.submittedAt = submittedAt
        self.previous = previous
        self.answers = answers
        self.context = context
    }
}

public struct ChooseRequest: Sendable, Hashable {
    public var understanding: Understanding
    /// The raw text (or the sub-demand of a gap).
    public var text: String
    /// Today for the requester.
    public var today: CalendarDate
    /// 1…10.
    public var maxCandidates: Int
    /// Members to ask only if nobody else fits (those already in the parent).
    public var avoid: Set<String>
    /// Members who cannot be reached now.
    public var absent: Set<String> = []
    public var isSubnet: Bool
    /// Who may be asked, sorted by id; nil: the members of the network.
    public var pool: [MemberRecord]?
    public var context: DecisionContext?
}

/// Everything that member-side decisions may know: nothing of other members.
public struct InvitationRequest: Sendable, Hashable {
    public var member: Member
    public var understanding: Understanding
    public var candidate: Candidate
    public var today: CalendarDate
    public var context: DecisionContext?
}

/// A participant with their profile and offer, as the channel's side sees them.
public struct Participant: Sendable, Hashable {
    public var candidate: Candidate
    public var member: Member
    public var offer: Offer
}

public struct ComposeRequest: Sendable, Hashable {
    public var understanding: Understanding
    public var today: CalendarDate
    /// In candidate order (score, then id).
    public var participants: [Participant]
    /// Needs that no candidate was found for.
    public var uncovered: [String]
    public var context: DecisionContext?
}

public struct VoteRequest: Sendable, Hashable {
    public var member: Member
    public var understanding: Understanding
    public var today: CalendarDate
    public var offer: Offer
    public var proposal: Proposal
    /// This member's own assignments in the proposal; at least one.
    public var assignments: [Proposal.Assignment]
    /// This member's vote on the version before.
    public var previousVote: Vote?
    public var round: Int
    public var maxRounds: Int
    public var context: DecisionContext?
}

public struct AdjustRequest: Sendable, Hashable {
    public struct Ballot: Sendable, Hashable {
        public var agentID: String
        public var vote: Vote
    }

    public var understanding: Understanding
    public var today: CalendarDate
    public var proposal: Proposal
    /// Who can take part in the next version, in candidate order.
    public var participants: [Participant]
    public var ballots: [Ballot]
    public var bargains: [Bargain]
    public var counterProposals: [CounterProposal]
    /// Agents that left since the last version.
    public var removed: [String]
    /// The round of the new version.
    public var round: Int
    public var context: DecisionContext?
}

public struct GapRequest: Sendable, Hashable {
    public var understanding: Understanding
    public var today: CalendarDate
    /// With the final standing of every assignment.
    public var proposal: Proposal
    public var participants: [Participant]
    public var confirmed: [String]
    public var uncovered: [String]
    public var context: DecisionContext?
}

public struct RecursionRequest: Sendable, Hashable {
    public var gap: Gap
    public var understanding: Understanding
    public var today: CalendarDate
    public var proposal: Proposal
    /// Time until the demand's deadline.
    public var remainingMilliseconds: Int64
    public var alreadyAsked: Set<String>
    /// Members who cannot be reached now.
    public var absent: Set<String> = []
    /// Who may be asked, sorted by id; nil: the members of the network.
    public var pool: [MemberRecord]?
    public var context: DecisionContext?
}

public struct CompromiseRequest: Sendable, Hashable {
    /// What somebody answered, as a fact.
    public enum Answer: String, Sendable, Codable {
        case participate, conditional, decline, silent, withdrew, removed
        case unasked = "not_asked"
    }

    public struct Asked: Sendable, Hashable {
        public var candidate: Candidate
        public var answer: Answer
        public var offer: Offer?
        public var vote: Vote?
    }

    public var understanding: Understanding
    public var today: CalendarDate
    /// `no_candidates` or the reason code of the failed negotiation.
    public var reasonCode: String
    /// What excluded everybody, when nobody could be asked.
    public var constraint: String?
    public var asked: [Asked]
    public var unservedNeeds: [String]
    public var lastProposal: Proposal?
    public var context: DecisionContext?
}
