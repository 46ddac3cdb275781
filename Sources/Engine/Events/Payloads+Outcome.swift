/// `proposal.finalized` and `negotiation.force_finalized`
public struct ProposalFinalized: Sendable, Hashable, Codable {
    public var status: DemandOutcome
    public var proposal: Proposal
    public var totalRounds: Int
    public var maxRounds: Int
    public var declinedCount: Int
    public var withdrawnCount: Int
    /// Everybody in the plan, confirmed or optional.
    public var participants: [String]
    public var confirmed: [String]
    public var optional: [String]
    public var declined: [String]
    public var withdrawn: [String]
    public var summary: String
    public var at: Timestamp
    public var deadlineAt: Timestamp?

    init(
        status: DemandOutcome, proposal: Proposal, totalRounds: Int, maxRounds: Int, declinedCount: Int,
        withdrawnCount: Int,
        participants: [String], confirmed: [String], optional: [String], declined: [String], withdrawn: [String],
        summary: String, at: Timestamp, deadlineAt: Timestamp?
    ) {
        self.status = status
        self.proposal = proposal
        self.totalRounds = totalRounds
        self.maxRounds = maxRounds
        self.declinedCount = declinedCount
        self.withdrawnCount = withdrawnCount
        self.participants = participants
        self.confirmed = confirmed
        self.optional = optional
        self.declined = declined
        self.withdrawn = withdrawn
        self.summary = summary
        self.at = at
        self.deadlineAt = deadlineAt
    }

    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        let text = try container.decode(String.self, forKey: .status)
        status = text == "success" ? .finalized : .forceFinalized
        proposal = try container.decode(Proposal.self, forKey: .proposal)
        totalRounds = try container.decode(Int.self, forKey: .totalRounds)
        maxRounds = try container.decode(Int.self, forKey: .maxRounds)
        declinedCount = try container.decode(Int.self, forKey: .declinedCount)
        withdrawnCount = try container.decode(Int.self, forKey: .withdrawnCount)
        participants = try container.decode([String].self, forKey: .participants)
        confirmed = try container.decode([String].self, forKey: .confirmed)
        optional = try container.decode([String].self, forKey: .optional)
        declined = try container.decode([String].self, forKey: .declined)
        withdrawn = try container.decode([String].self, forKey: .withdrawn)
        summary = try container.decode(String.self, forKey: .summary)
        at = try container.decode(Timestamp.self, forKey: status == .finalized ? .finalizedAt : .forceFinalizedAt)
        deadlineAt = try container.decodeIfPresent(Timestamp.self, forKey: .deadlineAt)
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(status == .finalized ? "success" : "force_finalized", forKey: .status)
        try container.encode(proposal, forKey: .proposal)
        try container.encode(proposal, forKey: .finalProposal)
        try container.encode(totalRounds, forKey: .totalRounds)
        try container.encode(maxRounds, forKey: .maxRounds)
        try container.encode(participants.count, forKey: .participantsCount)
        try container.encode(declinedCount, forKey: .declinedCount)
        try container.encode(withdrawnCount, forKey: .withdrawnCount)
        try container.encode(participants, forKey: .participants)
        try container.encode(confirmed, forKey: .confirmed)
        try container.encode(optional, forKey: .optional)
        try container.encode(declined, forKey: .declined)
        try container.encode(withdrawn, forKey: .withdrawn)
        try container.encode(confirmed, forKey: .acceptedBy)
        try container.encode(summary, forKey: .summary)
        try container.encodeIfPresent(deadlineAt, forKey: .deadlineAt)
        if status == .finalized {
            try container.encode(at, forKey: .finalizedAt)
        } else {
            try container.encode(at, forKey: .forceFinalizedAt)
            try container.encode(confirmed, forKey: .acceptedAgents)
            try container.encode(optional, forKey: .pendingAgents)
            try container.encode(proposal, forKey: .compromiseProposal)
        }
    }

    enum CodingKeys: String, CodingKey {
        case status, proposal, participants, summary
        case finalProposal = "final_proposal"
        case totalRounds = "total_rounds"
        case maxRounds = "max_rounds"
        case participantsCount = "participants_count"
        case declinedCount = "declined_count"
        case withdrawnCount = "withdrawn_count"
        case confirmed = "confirmed_participants"
        case optional = "optional_participants"
        case declined = "declined_agents"
        case withdrawn = "withdrawn_agents"
        case acceptedBy = "accepted_by"
        case acceptedAgents = "accepted_agents"
        case pendingAgents = "pending_agents"
        case compromiseProposal = "compromise_proposal"
        case finalizedAt = "finalized_at"
        case forceFinalizedAt = "force_finalized_at"
        case deadlineAt = "deadline_at"
    }
}

/// Why a negotiation ended without a plan.
public enum FailureCode: String, Sendable, Codable {
    case timeout, cancelled
    case noParticipants = "no_participants"
    case allWithdrawn = "all_participants_withdrawn"
    case allRemoved = "all_participants_removed"
    case noFeedback = "no_feedback"
    case majorityReject = "majority_reject"
    case noConsensus = "no_consensus"
}

/// `negotiation.failed`
public struct NegotiationFailed: Sendable, Hashable, Codable {
    public struct Asked: Sendable, Hashable, Codable {
        public var agentID: String
        public var displayName: String
        /// `participate`, `conditional`, `decline`, `silent`, `withdrew`, `removed`.
        public var answer: CompromiseRequest.Answer

        enum CodingKeys: String, CodingKey { case agentID = "agent_id", displayName = "display_name", answer }
    }

    public var status = "failed"
    public var reason: String
    public var reasonCode: FailureCode
    public var totalRounds: Int
    public var maxRounds: Int
    public var finalAcceptCount: Int
    public var finalRejectCount: Int
    public var responsesReceived: Int
    public var asked: [Asked]
    public var unservedNeeds: [String]
    public var failedAt: Timestamp
    public var deadlineAt: Timestamp?

    enum CodingKeys: String, CodingKey {
        case status, reason, asked
        case reasonCode = "reason_code"
        case totalRounds = "total_rounds"
        case maxRounds = "max_rounds"
        case finalAcceptCount = "final_accept_count"
        case finalRejectCount = "final_reject_count"
        case responsesReceived = "responses_received"
        case unservedNeeds = "unserved_needs"
        case failedAt = "failed_at"
        case deadlineAt = "deadline_at"
    }
}

/// `gap.identified`
public struct GapIdentified: Sendable, Hashable, Codable {
    public var isComplete: Bool
    public var totalGaps: Int
    /// Critical and high.
    public var criticalGaps: Int
    public var gaps: [Gap]
    public var analysis: String
    public var subnetRecommended: Bool
    public var deadlineAt: Timestamp?

    enum CodingKeys: String, CodingKey {
        case gaps, analysis
        case isComplete = "is_complete"
        case totalGaps = "total_gaps"
        case criticalGaps = "critical_gaps"
        case subnetRecommended = "subnet_recommended"
        case deadlineAt = "deadline_at"
    }
}

/// `subnet.triggered`
public struct SubnetTriggered: Sendable, Hashable, Codable {
    public struct SubDemand: Sendable, Hashable, Codable {
        public struct Depth: Sendable, Hashable, Codable {
            public var type = "sub_demand"
            public var motivation: String
            public var parentGapType: Gap.Kind
            public var requirement: String

            enum CodingKeys: String, CodingKey { case type, motivation, parentGapType = "parent_gap_type", requirement }
        }

        public var surfaceDemand: String
        public var depth: Depth
        public var capabilityTags: [String]
        public var metadata: [String: String]

        enum CodingKeys: String, CodingKey {
            case metadata
            case surfaceDemand = "surface_demand"
            case depth = "deep_understanding"
            case capabilityTags = "capability_tags"
        }
    }

    public struct Conditions: Sendable, Hashable, Codable {
        public var gain: RecursionVerdict.Test
        public var support: RecursionVerdict.Test
        public var cost: RecursionVerdict.Test
    }

    public var gapID: String
    public var gapType: Gap.Kind
    public var gapSeverity: Gap.Severity
    public var gapDescription: String
    public var subChannelID: ChannelID
    public var subDemandID: String
    public var subDemand: SubDemand
    public var recursionDepth = 1
    public var reason: String
    public var conditions: Conditions
    public var childDeadlineAt: Timestamp
    public var deadlineAt: Timestamp

    enum CodingKeys: String, CodingKey {
        case reason, conditions
        case gapID = "gap_id"
        case gapType = "gap_type"
        case gapSeverity = "gap_severity"
        case gapDescription = "gap_description"
        case subChannelID = "sub_channel_id"
        case subDemandID = "sub_demand_id"
        case subDemand = "sub_demand"
        case recursionDepth = "recursion_depth"
        case childDeadlineAt = "child_deadline_at"
        case deadlineAt = "deadline_at"
    }
}

/// `subnet.completed`
public struct SubnetCompleted: Sendable, Hashable, Codable {
    public var gapID: String
    public var subChannelID: ChannelID
    public var closed: Bool
    public var outcome: DemandOutcome
    /// Who accepted in the sub-network.
    public var participants: [String]
    public var deadlineAt: Timestamp?

    enum CodingKeys: String, CodingKey {
        case closed, outcome, participants
        case gapID = "gap_id"
        case subChannelID = "sub_channel_id"
        case deadlineAt = "deadline_at"
    }
}

/// `subnet.failed`
public struct SubnetFailed: Sendable, Hashable, Codable {
    public var gapID: String
    public var subChannelID: ChannelID
    public var reason: String
    public var reasonCode: String
    public var advice: String
    public var deadlineAt: Timestamp?

    enum CodingKeys: String, CodingKey {
        case reason, advice
        case gapID = "gap_id"
        case subChannelID = "sub_channel_id"
        case reasonCode = "reason_code"
        case deadlineAt = "deadline_at"
    }
}

/// `proposal.updated`
public struct ProposalUpdated: Sendable, Hashable, Codable {
    public var proposal: Proposal
    public var proposalID: String
    public var version: Int
    public var gapID: String
    public var added: [String]
    public var note: String

    enum CodingKeys: String, CodingKey {
        case proposal, version, added, note
        case proposalID = "proposal_id"
        case gapID = "gap_id"
    }
}
