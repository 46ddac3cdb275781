import Engine

/// What a demand's page and clients read: the fold of its log.
struct DemandRecord: Encodable {
    struct Channel: Encodable {
        var channelID: ChannelID
        var status: ChannelStatus
        var round: Int
        var maxRounds: Int
        var gapID: String?
        var proposal: Proposal?

        init(_ negotiation: Negotiation) {
            channelID = negotiation.id
            status = negotiation.status
            round = negotiation.round
            maxRounds = negotiation.limits.maxRounds
            gapID = negotiation.gapID
            proposal = negotiation.proposal
        }

        enum CodingKeys: String, CodingKey {
            case status, round, proposal
            case channelID = "channel_id"
            case maxRounds = "max_rounds"
            case gapID = "gap_id"
        }
    }

    struct SubDemand: Encodable {
        var subDemandID: String
        var surfaceDemand: String
        var gapID: String
        var channel: Channel?

        enum CodingKeys: String, CodingKey {
            case channel
            case subDemandID = "sub_demand_id"
            case surfaceDemand = "surface_demand"
            case gapID = "gap_id"
        }
    }

    var demandID: DemandID
    var channelID: ChannelID
    var rawInput: String
    var userID: String
    var language: Language
    var status: DemandStatus
    var outcome: DemandOutcome?
    var reason: String?
    var reasonCode: String?
    var understanding: Understanding?
    var channelStatus: ChannelStatus?
    var round: Int
    var maxRounds: Int?
    var proposal: Proposal?
    var compromise: Compromise?
    var gaps: [Gap]
    var subDemands: [SubDemand]
    var decidedBy: [String: Int]
    var fallbackReasons: [String: Int]
    var usage: Usage?
    var answerBy: Timestamp?
    var deadlineAt: Timestamp?
    var createdAt: Timestamp
    var completedAt: Timestamp?
    var lastEventID: String
    /// True or absent: a demonstration with simulated members.
    var isDemo: Bool?

    init(_ state: DemandState) {
        demandID = state.id
        channelID = state.rootChannelID
        rawInput = state.request.text
        userID = state.request.userID ?? "anonymous"
        language = state.language
        status = state.status
        outcome = state.outcome
        reason = state.completion?.reason
        reasonCode = state.completion?.reasonCode
        understanding = state.understanding
        channelStatus = state.channel?.status
        round = state.channel?.round ?? 0
        maxRounds = state.channel?.limits.maxRounds
        proposal = state.completion?.proposal ?? state.channel?.proposal
        compromise = state.compromise
        gaps = state.gaps
        subDemands = state.triggered.map { triggered in
            SubDemand(
                subDemandID: triggered.subDemandID, surfaceDemand: triggered.subDemand.surfaceDemand,
                gapID: triggered.gapID, channel: state.negotiation(triggered.subChannelID).map(Channel.init))
        }
        decidedBy = state.tally
        fallbackReasons = state.fallbackReasons
        usage = state.usage
        if case .clarifying(let until) = state.phase { answerBy = until }
        deadlineAt = state.deadline
        createdAt = state.submittedAt
        completedAt = state.completedAt
        lastEventID = state.id.eventID(state.head)
        isDemo = state.isDemo ? true : nil
    }

    enum CodingKeys: String, CodingKey {
        case language, status, outcome, reason, understanding, round, proposal, compromise, gaps, usage
        case demandID = "demand_id"
        case channelID = "channel_id"
        case rawInput = "raw_input"
        case userID = "user_id"
        case reasonCode = "reason_code"
        case channelStatus = "channel_status"
        case maxRounds = "max_rounds"
        case subDemands = "sub_demands"
        case decidedBy = "decided_by"
        case fallbackReasons = "fallback_reasons"
        case answerBy = "answer_by"
        case deadlineAt = "deadline_at"
        case createdAt = "created_at"
        case completedAt = "completed_at"
        case lastEventID = "last_event_id"
        case isDemo = "is_demo"
    }
}

/// The short form for polling.
struct DemandProgress: Encodable {
    var demandID: DemandID
    var status: DemandStatus
    var channelStatus: ChannelStatus?
    var currentRound: Int
    var maxRounds: Int?
    var lastEventID: String
    /// True or absent: a demonstration with simulated members.
    var isDemo: Bool?

    init(_ state: DemandState) {
        demandID = state.id
        status = state.status
        channelStatus = state.channel?.status
        currentRound = state.channel?.round ?? 0
        maxRounds = state.channel?.limits.maxRounds
        lastEventID = state.id.eventID(state.head)
        isDemo = state.isDemo ? true : nil
    }

    enum CodingKeys: String, CodingKey {
        case status
        case demandID = "demand_id"
        case channelStatus = "channel_status"
        case currentRound = "current_round"
        case maxRounds = "max_rounds"
        case lastEventID = "last_event_id"
        case isDemo = "is_demo"
    }
}
