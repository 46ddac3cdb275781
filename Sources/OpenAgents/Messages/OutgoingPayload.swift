internal import Engine
internal import FoundationEssentials

/// What stands in every message.
struct Envelope: Encodable, Sendable {
    var type: MessageType
    /// The same for every transmission.
    var messageID: String
    var channel: ChannelID
    var round: Int
    /// Whom it is for: their id in the network, and in plans.
    var agentID: String
    var memberID: String
    var replyBy: Timestamp?

    enum CodingKeys: String, CodingKey {
        case v, type, round
        case messageID = "message_id"
        case channelID = "channel_id"
        case demandID = "demand_id"
        case agentID = "agent_id"
        case memberID = "member_id"
        case replyBy = "reply_by"
    }

    func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(MessageType.version, forKey: .v)
        try container.encode(type.rawValue, forKey: .type)
        try container.encode(messageID, forKey: .messageID)
        try container.encode(channel, forKey: .channelID)
        try container.encode(channel.demandID, forKey: .demandID)
        try container.encode(round, forKey: .round)
        try container.encode(agentID, forKey: .agentID)
        try container.encode(memberID, forKey: .memberID)
        try container.encodeIfPresent(replyBy, forKey: .replyBy)
    }
}

/// An envelope with what is in it, in one flat object.
struct OutgoingPayload<Body: Encodable>: Encodable {
    var envelope: Envelope
    var body: Body

    func encode(to encoder: any Encoder) throws {
        try body.encode(to: encoder)
        try envelope.encode(to: encoder)
    }

    /// JSON.
    func text() throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return String(decoding: try encoder.encode(self), as: UTF8.self)
    }
}

/// What a member is told about a demand: what all members are told.
struct DemandText: Encodable {
    var surfaceDemand: String
    var motivation: String
    var language: Language
    var needs: [String]
    var location: String?
    var expectedAttendees: Int?
    var date: CalendarDate?
    var dateEnd: CalendarDate?
    var budget: Money?
    var remote: Bool?
    var uncertainties: [String]
    var today: CalendarDate
    var isSubnet: Bool

    init(_ understanding: Understanding, today: CalendarDate, channel: ChannelID) {
        surfaceDemand = understanding.surfaceDemand
        motivation = understanding.depth.motivation
        language = understanding.language
        needs = understanding.capabilityTags
        location = understanding.context.location ?? understanding.depth.location
        expectedAttendees = understanding.context.expectedAttendees ?? understanding.depth.scale?.peopleCount
        date = understanding.context.date
        dateEnd = understanding.context.dateEnd
        budget = understanding.context.budget
        remote = understanding.context.remote
        uncertainties = understanding.uncertainties
        self.today = today
        isSubnet = channel.isChild
    }

    enum CodingKeys: String, CodingKey {
        case motivation, language, needs, location, date, budget, remote, uncertainties, today
        case surfaceDemand = "surface_demand"
        case expectedAttendees = "expected_attendees"
        case dateEnd = "date_end"
        case isSubnet = "is_subnet"
    }
}

/// `demand_offer`: an invitation.
struct DemandOfferBody: Encodable {
    var demand: DemandText
    /// Why this member is asked.
    var filterReason: String
    /// 0…100.
    var matchScore: Int
    var expectedRole: String
    /// The needs that this member may serve.
    var needs: [String]
    var isFallback: Bool
    var isReminder: Bool

    enum CodingKeys: String, CodingKey {
        case demand, needs
        case filterReason = "filter_reason"
        case matchScore = "match_score"
        case expectedRole = "expected_role"
        case isFallback = "is_fallback"
        case isReminder = "is_reminder"
    }
}

/// `proposal_review`: a vote is asked for.
struct ProposalReviewBody: Encodable {
    var demand: DemandText
    var proposal: Proposal
    var version: Int
    var maxRounds: Int
    var ownAssignments: [Proposal.Assignment]
    var ownOffer: Offer
    var ownPreviousVote: Vote?

    enum CodingKeys: String, CodingKey {
        case demand, proposal, version
        case maxRounds = "max_rounds"
        case ownAssignments = "own_assignments"
        case ownOffer = "own_offer"
        case ownPreviousVote = "own_previous_vote"
    }
}

/// `negotiation_completed`, `question_withdrawn`, `not_selected`: how the member's part stands; nothing is to be answered.
struct StandingBody: Encodable {
    struct Plan: Encodable {
        var version: Int
        var summary: String?
        var assignments: [Proposal.Assignment]
    }

    var success: Bool
    var status: ChannelStatus
    var participation: Inbox.Channel.Participation
    var reason: String?
    var reasonCode: String?
    /// The member's own part of what was agreed.
    var proposal: Plan?
    /// `invitation` or `review`: the question that is no longer open.
    var withdrawnQuestion: String?

    init(_ standing: Inbox.Channel) {
        success = standing.status.isSuccess
        status = standing.status
        participation = standing.participation
        reason = standing.reason
        reasonCode = standing.reasonCode
        withdrawnQuestion = standing.withdrawnQuestion
        if standing.status.isSuccess {
            proposal = Plan(
                version: standing.version, summary: standing.summary, assignments: standing.ownAssignments)
        }
    }

    enum CodingKeys: String, CodingKey {
        case success, status, participation, reason, proposal
        case reasonCode = "reason_code"
        case withdrawnQuestion = "withdrawn_question"
    }
}

extension AgentMessage {
    var type: MessageType {
        switch content {
        case .invitation: .demandOffer
        case .review: .proposalReview
        }
    }

    /// - Parameter agentID: of the member's agent in the network.
    func payload(to agentID: String) throws -> String {
        let envelope = Envelope(
            type: type, messageID: question.messageID, channel: question.channel, round: question.round,
            agentID: agentID, memberID: question.agentID, replyBy: question.due)
        switch content {
        case .invitation(let request):
            let candidate = request.candidate
            return try OutgoingPayload(
                envelope: envelope,
                body: DemandOfferBody(
                    demand: DemandText(request.understanding, today: request.today, channel: question.channel),
                    filterReason: candidate.reason, matchScore: candidate.relevanceScore,
                    expectedRole: candidate.expectedRole, needs: candidate.needs, isFallback: candidate.isFallback,
                    isReminder: question.isReminder)
            ).text()
        case .review(let request):
            return try OutgoingPayload(
                envelope: envelope,
                body: ProposalReviewBody(
                    demand: DemandText(request.understanding, today: request.today, channel: question.channel),
                    proposal: request.proposal, version: question.version, maxRounds: request.maxRounds,
                    ownAssignments: request.assignments, ownOffer: request.offer,
                    ownPreviousVote: request.previousVote)
            ).text()
        }
    }
}

extension AgentNotice {
    var type: MessageType {
        switch kind {
        case .notSelected: .notSelected
        case .questionWithdrawn, .removed: .questionWithdrawn
        case .outcome: .negotiationCompleted
        }
    }

    /// - Parameter agentID: of the member's agent in the network.
    func payload(to agentID: String) throws -> String {
        try OutgoingPayload(
            envelope: Envelope(
                type: type, messageID: messageID, channel: standing.channelID, round: standing.round,
                agentID: agentID, memberID: self.agentID),
            body: StandingBody(standing)
        ).text()
    }
}
