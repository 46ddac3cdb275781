/// Where one negotiation stands (§1 of the engine's design). Only `Negotiation.apply` writes it.
public enum ChannelStatus: String, Sendable, Codable {
    case created, broadcasting, collecting, aggregating, negotiating, finalized, failed
    case proposalSent = "proposal_sent"
    case forceFinalized = "force_finalized"

    /// Nothing but gaps, sub-networks and completion may follow.
    public var isTerminal: Bool { self == .finalized || self == .forceFinalized || self == .failed }

    public var isSuccess: Bool { self == .finalized || self == .forceFinalized }

    /// The moves that exist; everything else is refused.
    public func mayBecome(_ next: ChannelStatus) -> Bool {
        switch (self, next) {
        case (.created, .broadcasting), (.broadcasting, .collecting), (.collecting, .aggregating),
            (.aggregating, .proposalSent), (.proposalSent, .negotiating), (.negotiating, .proposalSent),
            (.negotiating, .finalized), (.negotiating, .forceFinalized), (.proposalSent, .forceFinalized):
            true
        case (_, .failed): !isTerminal
        default: false
        }
    }
}

/// One negotiation: the fold of one channel's events.
public struct Negotiation: Sendable, Hashable {
    /// How somebody left.
    public enum Removal: Sendable, Hashable {
        case withdrew(reason: String)
        case kicked(reason: String, by: String)
    }

    /// What is known of one candidate.
    public struct Seat: Sendable, Hashable {
        public var candidate: Candidate
        public var offer: Offer?
        public var offerBy: Provenance?
        /// Known to give no answer to the invitation.
        public var isSilent = false
        public var wasReminded = false
        public var removal: Removal?

        /// Answered, known to be silent, or gone.
        public var isSettled: Bool { offer != nil || isSilent || removal != nil }

        /// Answered yes, perhaps with conditions, and is still in.
        public var isParticipant: Bool { removal == nil && offer?.isParticipating == true }
    }

    public struct Ballot: Sendable, Hashable {
        public var vote: Vote
        public var by: Provenance
    }

    public let id: ChannelID
    public var gapID: String?
    public var limits: Limits
    public var status: ChannelStatus = .created
    /// In candidate order: score, then id.
    public var seats: [Seat]
    public var round = 1
    public var invitationDeadline: Timestamp?
    public var remindAt: Timestamp?
    public var feedbackDeadline: Timestamp?
    public var decisionDeadline: Timestamp?
    /// The newest distributed version.
    public var proposal: Proposal?
    /// Who could vote on that version when it was sent.
    public var voters: [String] = []
    /// Votes on that version; the first one of a member stays.
    public var ballots: [String: Ballot] = [:]
    public var silentVoters: Set<String> = []
    /// Participants without a part in the newest version, with the version since which it is so.
    public private(set) var leftOutSince: [String: Int] = [:]
    /// The votes on the version before, for decision 6 and for members' own memory.
    public var previousBallots: [String: Ballot] = [:]
    public var bargains: [Bargain] = []
    public var counterProposals: [CounterProposal] = []
    /// How many of these the decision about the next version was asked with; what is said meanwhile waits for the one after.
    private var bargainsHeard = 0
    private var counterProposalsHeard = 0
    /// The newest evaluation; nil after a round that ended without one.
    public var evaluation: FeedbackEvaluated?
    public var previousRoundWasSilent = false
    public var outcome: ProposalFinalized?
    public var failure: NegotiationFailed?
    /// Messages already taken, as `sender/message id`.
    public var seenMessages: Set<String> = []

    init(id: ChannelID, gapID: String?, limits: Limits, candidates: [Candidate]) {
        self.id = id
        self.gapID = gapID
        self.limits = limits
        seats = candidates.map { Seat(candidate: $0) }
    }

    public func seat(_ agentID: String) -> Seat? {
        seats.first { $0.candidate.agentID == agentID }
    }

    /// Still in, in candidate order.
    public var participants: [Seat] { seats.filter(\.isParticipant) }

    public var version: Int { proposal?.version ?? 0 }

    /// Voters of the current version that are still in, in candidate order.
    var activeVoters: [String] {
        voters.filter { seat($0)?.removal == nil }
    }

    /// The denominator of the evaluation: voters at the start, less those kicked.
    var eligibleVoters: [String] {
        voters.filter { id in
            if case .kicked = seat(id)?.removal { false } else { true }
        }
    }

    /// Everybody who could vote has, is known not to, or is gone.
    var isVotingSettled: Bool {
        activeVoters.allSatisfy { ballots[$0] != nil || silentVoters.contains($0) }
    }

    var isCollectingSettled: Bool { seats.allSatisfy(\.isSettled) }

    /// Who accepted the current version and is still in, in candidate order.
    var acceptors: [String] {
        activeVoters.filter { ballots[$0]?.vote.kind == .accept }
    }

    var displayNames: [String: String] {
        Dictionary(
            seats.map { ($0.candidate.agentID, $0.candidate.displayName) }, uniquingKeysWith: { first, _ in first })
    }
}

// MARK: - Fold

extension Negotiation {
    /// The only writer of `status`. A move that does not exist is a fault in the log and changes nothing.
    private mutating func move(to next: ChannelStatus) {
        guard status != next, status.mayBecome(next) else { return }
        status = next
    }

    private mutating func update(_ agentID: String, _ change: (inout Seat) -> Void) {
        guard let index = seats.firstIndex(where: { $0.candidate.agentID == agentID }) else { return }
        change(&seats[index])
    }

    /// Changes the state by one committed event. Cannot fail.
    mutating func apply(_ event: Event) {
        if let message = event.hidden.messageID { seenMessages.insert(message) }
        switch event.body {
        case .demandBroadcast(let body):
            move(to: .broadcasting)
            move(to: .collecting)
            invitationDeadline = body.deadlineAt
            remindAt = body.remindAt
        case .offerSubmitted(let body):
            update(body.agentID) { seat in
                seat.offer = body.offer
                seat.offerBy = event.by
                seat.isSilent = false
            }
        case .aggregationStarted(let body):
            move(to: .aggregating)
            decisionDeadline = body.deadlineAt
        case .proposalDistributed(let body):
            move(to: .proposalSent)
            move(to: .negotiating)
            proposal = body.proposal
            voters = body.participants
            ballots = [:]
            silentVoters = []
            let leftOut = participants.map(\.candidate.agentID).filter { !voters.contains($0) }
            leftOutSince = leftOut.reduce(into: [:]) { $0[$1] = leftOutSince[$1] ?? body.proposal.version }
            bargains.removeFirst(bargainsHeard)
            counterProposals.removeFirst(counterProposalsHeard)
            bargainsHeard = 0
            counterProposalsHeard = 0
            feedbackDeadline = body.deadlineAt
        case .proposalFeedback(let body):
            ballots[body.agentID] = Ballot(vote: body.vote, by: event.by ?? .rules)
            silentVoters.remove(body.agentID)
        case .feedbackEvaluated(let body): evaluation = body
        case .roundStarted(let body):
            move(to: .proposalSent)
            previousRoundWasSilent = evaluation?.total == 0
            evaluation = nil
            previousBallots = ballots
            ballots = [:]
            silentVoters = []
            round = body.round
            decisionDeadline = body.deadlineAt
            if body.deadlineAt != nil {
                bargainsHeard = bargains.count
                counterProposalsHeard = counterProposals.count
            }
        case .bargain(let body): bargains.append(body.bargain)
        case .counterProposal(let body): counterProposals.append(body.counterProposal)
        case .agentWithdrawn(let body): update(body.agentID) { $0.removal = .withdrew(reason: body.reason) }
        case .agentKicked(let body):
            update(body.agentID) { $0.removal = .kicked(reason: body.reason, by: body.kickedBy) }
        case .agentReminded(let body):
            for id in body.agentIDs { update(id) { $0.wasReminded = true } }
        case .agentNoAnswer(let body):
            switch body.phase {
            case .invitation: update(body.agentID) { $0.isSilent = true }
            case .review: silentVoters.insert(body.agentID)
            }
        case .proposalFinalized(let body):
            move(to: .finalized)
            outcome = body
        case .forceFinalized(let body):
            move(to: .forceFinalized)
            outcome = body
        case .negotiationFailed(let body):
            move(to: .failed)
            failure = body
        case .proposalUpdated(let body): proposal = body.proposal
        default: break
        }
    }
}
