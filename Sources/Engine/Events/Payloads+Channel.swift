/// `channel.created`
public struct ChannelCreated: Sendable, Hashable, Codable {
    public var candidatesCount: Int
    public var isSubnet: Bool
    public var gapID: String?
    public var limits: Limits
    /// True or absent: all who are asked are simulated.
    public var isDemo: Bool?

    enum CodingKeys: String, CodingKey {
        case limits
        case isDemo = "is_demo"
        case candidatesCount = "candidates_count"
        case isSubnet = "is_subnet"
        case gapID = "gap_id"
    }
}

/// `demand.broadcast`
public struct DemandBroadcast: Sendable, Hashable, Codable {
    public var candidates: [String]
    public var round: Int
    public var deadlineAt: Timestamp
    /// When silent candidates are invited once more.
    public var remindAt: Timestamp

    enum CodingKeys: String, CodingKey {
        case candidates, round
        case deadlineAt = "deadline_at"
        case remindAt = "remind_at"
    }
}

/// `offer.submitted`
public struct OfferSubmitted: Sendable, Hashable, Codable {
    public var agentID: String
    public var displayName: String
    public var offer: Offer
    public var capabilities: [String]
    public var round: Int
    public var timestamp: Timestamp

    init(agentID: String, displayName: String, offer: Offer, capabilities: [String], round: Int, timestamp: Timestamp) {
        self.agentID = agentID
        self.displayName = displayName
        self.offer = offer
        self.capabilities = capabilities
        self.round = round
        self.timestamp = timestamp
    }

    public init(from decoder: any Decoder) throws {
        offer = try Offer(from: decoder)
        let container = try decoder.container(keyedBy: CodingKeys.self)
        agentID = try container.decode(String.self, forKey: .agentID)
        displayName = try container.decode(String.self, forKey: .displayName)
        capabilities = try container.decode([String].self, forKey: .capabilities)
        round = try container.decode(Int.self, forKey: .round)
        timestamp = try container.decode(Timestamp.self, forKey: .timestamp)
    }

    public func encode(to encoder: any Encoder) throws {
        try offer.encode(to: encoder)
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(agentID, forKey: .agentID)
        try container.encode(displayName, forKey: .displayName)
        try container.encode(offer.conditions.map(\.text), forKey: .conditions)
        try container.encodeIfPresent(offer.negotiationSummary, forKey: .negotiationSummary)
        try container.encode(capabilities, forKey: .capabilities)
        try container.encode(round, forKey: .round)
        try container.encode(timestamp, forKey: .timestamp)
    }

    enum CodingKeys: String, CodingKey {
        case conditions, capabilities, round, timestamp
        case agentID = "agent_id"
        case displayName = "display_name"
        case negotiationSummary = "negotiation_summary"
    }
}

/// `aggregation.started`
public struct AggregationStarted: Sendable, Hashable, Codable {
    public var offersCount: Int
    public var negotiationsCount: Int
    public var declinesCount: Int
    public var noAnswerCount: Int
    public var participantsCount: Int
    public var round: Int
    public var deadlineAt: Timestamp

    enum CodingKeys: String, CodingKey {
        case round
        case offersCount = "offers_count"
        case negotiationsCount = "negotiations_count"
        case declinesCount = "declines_count"
        case noAnswerCount = "no_answer_count"
        case participantsCount = "participants_count"
        case deadlineAt = "deadline_at"
    }
}

/// `proposal.distributed`
public struct ProposalDistributed: Sendable, Hashable, Codable {
    public var proposalID: String
    public var proposal: Proposal
    public var summary: String
    /// Who votes.
    public var participants: [String]
    public var participantsCount: Int
    public var hasGaps: Bool
    public var version: Int
    public var round: Int
    public var maxRounds: Int
    public var timestamp: Timestamp
    public var deadlineAt: Timestamp

    enum CodingKeys: String, CodingKey {
        case proposal, summary, participants, version, round, timestamp
        case proposalID = "proposal_id"
        case participantsCount = "participants_count"
        case hasGaps = "has_gaps"
        case maxRounds = "max_rounds"
        case deadlineAt = "deadline_at"
    }
}

/// `proposal.feedback`
public struct ProposalFeedback: Sendable, Hashable, Codable {
    public var agentID: String
    public var displayName: String
    public var vote: Vote
    public var proposalID: String
    public var version: Int
    public var round: Int

    init(agentID: String, displayName: String, vote: Vote, proposalID: String, version: Int, round: Int) {
        self.agentID = agentID
        self.displayName = displayName
        self.vote = vote
        self.proposalID = proposalID
        self.version = version
        self.round = round
    }

    public init(from decoder: any Decoder) throws {
        vote = try Vote(from: decoder)
        let container = try decoder.container(keyedBy: CodingKeys.self)
        agentID = try container.decode(String.self, forKey: .agentID)
        displayName = try container.decode(String.self, forKey: .displayName)
        proposalID = try container.decode(String.self, forKey: .proposalID)
        version = try container.decode(Int.self, forKey: .version)
        round = try container.decode(Int.self, forKey: .round)
    }

    public func encode(to encoder: any Encoder) throws {
        try vote.encode(to: encoder)
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(agentID, forKey: .agentID)
        try container.encode(displayName, forKey: .displayName)
        try container.encode(vote.kind == .negotiate ? "counter" : vote.kind.rawValue, forKey: .feedback)
        try container.encode(vote.reasoning, forKey: .reason)
        try container.encode(proposalID, forKey: .proposalID)
        try container.encode(version, forKey: .version)
        try container.encode(round, forKey: .round)
    }

    enum CodingKeys: String, CodingKey {
        case feedback, reason, version, round
        case agentID = "agent_id"
        case displayName = "display_name"
        case proposalID = "proposal_id"
    }
}

/// `feedback.evaluated`
public struct FeedbackEvaluated: Sendable, Hashable, Codable {
    public enum Decision: String, Sendable, Codable {
        case finalized, failed
        case forceFinalized = "force_finalized"
        case nextRound = "next_round"
    }

    public var accepts: Int
    public var rejects: Int
    public var withdraws: Int
    public var negotiates: Int
    /// Votes of this round.
    public var total: Int
    /// The denominator: who could vote on this version, less those kicked.
    public var eligible: Int
    public var acceptRate: Double
    public var rejectRate: Double
    public var decision: Decision
    public var round: Int
    public var maxRounds: Int
    public var thresholdHigh: Double
    public var thresholdLow: Double
    public var version: Int
    public var proposalID: String

    enum CodingKeys: String, CodingKey {
        case accepts, rejects, withdraws, negotiates, total, eligible, decision, round, version
        case acceptRate = "accept_rate"
        case rejectRate = "reject_rate"
        case maxRounds = "max_rounds"
        case thresholdHigh = "threshold_high"
        case thresholdLow = "threshold_low"
        case proposalID = "proposal_id"
    }
}

/// `negotiation.round_started`
public struct RoundStarted: Sendable, Hashable, Codable {
    public struct Summary: Sendable, Hashable, Codable {
        public var accepts: Int
        /// With withdrawals.
        public var rejects: Int
        public var negotiates: Int
    }

    public var round: Int
    public var maxRounds: Int
    public var participants: [String]
    public var previousFeedback: Summary
    /// Set when decision 6 is asked; absent when the plan goes out unchanged after a silent round.
    public var deadlineAt: Timestamp?

    enum CodingKeys: String, CodingKey {
        case round, participants
        case maxRounds = "max_rounds"
        case previousFeedback = "previous_feedback_summary"
        case deadlineAt = "deadline_at"
    }
}

/// `negotiation.bargain`
public struct BargainMade: Sendable, Hashable, Codable {
    public var displayName: String
    public var bargain: Bargain
    public var round: Int
    public var timestamp: Timestamp

    init(displayName: String, bargain: Bargain, round: Int, timestamp: Timestamp) {
        self.displayName = displayName
        self.bargain = bargain
        self.round = round
        self.timestamp = timestamp
    }

    public init(from decoder: any Decoder) throws {
        bargain = try Bargain(from: decoder)
        let container = try decoder.container(keyedBy: CodingKeys.self)
        displayName = try container.decode(String.self, forKey: .displayName)
        round = try container.decode(Int.self, forKey: .round)
        timestamp = try container.decode(Timestamp.self, forKey: .timestamp)
    }

    public func encode(to encoder: any Encoder) throws {
        try bargain.encode(to: encoder)
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(displayName, forKey: .displayName)
        try container.encode(round, forKey: .round)
        try container.encode(timestamp, forKey: .timestamp)
    }

    enum CodingKeys: String, CodingKey { case displayName = "display_name", round, timestamp }
}

/// `negotiation.counter_proposal`
public struct CounterProposalMade: Sendable, Hashable, Codable {
    public var displayName: String
    public var counterProposal: CounterProposal
    public var round: Int
    public var timestamp: Timestamp

    init(displayName: String, counterProposal: CounterProposal, round: Int, timestamp: Timestamp) {
        self.displayName = displayName
        self.counterProposal = counterProposal
        self.round = round
        self.timestamp = timestamp
    }

    public init(from decoder: any Decoder) throws {
        counterProposal = try CounterProposal(from: decoder)
        let container = try decoder.container(keyedBy: CodingKeys.self)
        displayName = try container.decode(String.self, forKey: .displayName)
        round = try container.decode(Int.self, forKey: .round)
        timestamp = try container.decode(Timestamp.self, forKey: .timestamp)
    }

    public func encode(to encoder: any Encoder) throws {
        try counterProposal.encode(to: encoder)
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(displayName, forKey: .displayName)
        try container.encode(round, forKey: .round)
        try container.encode(timestamp, forKey: .timestamp)
    }

    enum CodingKeys: String, CodingKey { case displayName = "display_name", round, timestamp }
}

/// `agent.withdrawn`
public struct AgentWithdrawn: Sendable, Hashable, Codable {
    public var agentID: String
    public var displayName: String
    public var reason: String
    public var round: Int
    public var timestamp: Timestamp

    enum CodingKeys: String, CodingKey {
        case reason, round, timestamp
        case agentID = "agent_id"
        case displayName = "display_name"
    }
}

/// `agent.kicked`
public struct AgentKicked: Sendable, Hashable, Codable {
    public var agentID: String
    public var displayName: String
    public var reason: String
    /// `operator` or `system`.
    public var kickedBy: String
    public var round: Int
    public var timestamp: Timestamp

    enum CodingKeys: String, CodingKey {
        case reason, round, timestamp
        case agentID = "agent_id"
        case displayName = "display_name"
        case kickedBy = "kicked_by"
    }
}

/// `agent.reminded`
public struct AgentReminded: Sendable, Hashable, Codable {
    public var agentIDs: [String]
    public var round: Int

    enum CodingKeys: String, CodingKey { case agentIDs = "agent_ids", round }
}

/// `agent.no_answer`
public struct AgentNoAnswer: Sendable, Hashable, Codable {
    public enum Phase: String, Sendable, Codable { case invitation, review }
    public enum Reason: String, Sendable, Codable {
        case unreachable, timeout
        case deciderFailed = "decider_failed"
    }

    public var agentID: String
    public var displayName: String
    public var phase: Phase
    public var reason: Reason
    public var round: Int

    enum CodingKeys: String, CodingKey {
        case phase, reason, round
        case agentID = "agent_id"
        case displayName = "display_name"
    }
}
