/// What happened, without where and when. Names and fields: `docs/events.md`.
public enum EventBody: Sendable, Hashable {
    case demandSubmitted(DemandSubmitted)
    case demandUnderstood(DemandUnderstood)
    case demandClarified(DemandClarified)
    case filterCompleted(FilterCompleted)
    case filterFailed(FilterFailed)
    case channelCreated(ChannelCreated)
    case demandBroadcast(DemandBroadcast)
    case offerSubmitted(OfferSubmitted)
    case aggregationStarted(AggregationStarted)
    case proposalDistributed(ProposalDistributed)
    case proposalFeedback(ProposalFeedback)
    case feedbackEvaluated(FeedbackEvaluated)
    case roundStarted(RoundStarted)
    case bargain(BargainMade)
    case counterProposal(CounterProposalMade)
    case agentWithdrawn(AgentWithdrawn)
    case agentKicked(AgentKicked)
    case agentReminded(AgentReminded)
    case agentNoAnswer(AgentNoAnswer)
    case proposalFinalized(ProposalFinalized)
    case forceFinalized(ProposalFinalized)
    case negotiationFailed(NegotiationFailed)
    case compromiseProposed(CompromiseProposed)
    case gapIdentified(GapIdentified)
    case subnetTriggered(SubnetTriggered)
    case subnetCompleted(SubnetCompleted)
    case subnetFailed(SubnetFailed)
    case proposalUpdated(ProposalUpdated)
    case demandCompleted(DemandCompleted)
    /// Written by a newer version; passed on to viewers and ignored by the fold.
    case unknown(name: String)

    /// The event's name after `towow.` (and, in a child channel, `subnet.`).
    public var name: String {
        switch self {
        case .demandSubmitted: "demand.submitted"
        case .demandUnderstood: "demand.understood"
        case .demandClarified: "demand.clarified"
        case .filterCompleted: "filter.completed"
        case .filterFailed: "filter.failed"
        case .channelCreated: "channel.created"
        case .demandBroadcast: "demand.broadcast"
        case .offerSubmitted: "offer.submitted"
        case .aggregationStarted: "aggregation.started"
        case .proposalDistributed: "proposal.distributed"
        case .proposalFeedback: "proposal.feedback"
        case .feedbackEvaluated: "feedback.evaluated"
        case .roundStarted: "negotiation.round_started"
        case .bargain: "negotiation.bargain"
        case .counterProposal: "negotiation.counter_proposal"
        case .agentWithdrawn: "agent.withdrawn"
        case .agentKicked: "agent.kicked"
        case .agentReminded: "agent.reminded"
        case .agentNoAnswer: "agent.no_answer"
        case .proposalFinalized: "proposal.finalized"
        case .forceFinalized: "negotiation.force_finalized"
        case .negotiationFailed: "negotiation.failed"
        case .compromiseProposed: "compromise.proposed"
        case .gapIdentified: "gap.identified"
        case .subnetTriggered: "subnet.triggered"
        case .subnetCompleted: "subnet.completed"
        case .subnetFailed: "subnet.failed"
        case .proposalUpdated: "proposal.updated"
        case .demandCompleted: "demand.completed"
        case .unknown(let name): name
        }
    }

    /// The payload's own fields.
    var fields: any Encodable {
        switch self {
        case .demandSubmitted(let fields): fields
        case .demandUnderstood(let fields): fields
        case .demandClarified(let fields): fields
        case .filterCompleted(let fields): fields
        case .filterFailed(let fields): fields
        case .channelCreated(let fields): fields
        case .demandBroadcast(let fields): fields
        case .offerSubmitted(let fields): fields
        case .aggregationStarted(let fields): fields
        case .proposalDistributed(let fields): fields
        case .proposalFeedback(let fields): fields
        case .feedbackEvaluated(let fields): fields
        case .roundStarted(let fields): fields
        case .bargain(let fields): fields
        case .counterProposal(let fields): fields
        case .agentWithdrawn(let fields): fields
        case .agentKicked(let fields): fields
        case .agentReminded(let fields): fields
        case .agentNoAnswer(let fields): fields
        case .proposalFinalized(let fields), .forceFinalized(let fields): fields
        case .negotiationFailed(let fields): fields
        case .compromiseProposed(let fields): fields
        case .gapIdentified(let fields): fields
        case .subnetTriggered(let fields): fields
        case .subnetCompleted(let fields): fields
        case .subnetFailed(let fields): fields
        case .proposalUpdated(let fields): fields
        case .demandCompleted(let fields): fields
        case .unknown: NoFields()
        }
    }

    /// Reads the fields of an event called `name`.
    init(name: String, from decoder: any Decoder) throws {
        switch name {
        case "demand.submitted": self = .demandSubmitted(try .init(from: decoder))
        case "demand.understood": self = .demandUnderstood(try .init(from: decoder))
        case "demand.clarified": self = .demandClarified(try .init(from: decoder))
        case "filter.completed": self = .filterCompleted(try .init(from: decoder))
        case "filter.failed": self = .filterFailed(try .init(from: decoder))
        case "channel.created": self = .channelCreated(try .init(from: decoder))
        case "demand.broadcast": self = .demandBroadcast(try .init(from: decoder))
        case "offer.submitted": self = .offerSubmitted(try .init(from: decoder))
        case "aggregation.started": self = .aggregationStarted(try .init(from: decoder))
        case "proposal.distributed": self = .proposalDistributed(try .init(from: decoder))
        case "proposal.feedback": self = .proposalFeedback(try .init(from: decoder))
        case "feedback.evaluated": self = .feedbackEvaluated(try .init(from: decoder))
        case "negotiation.round_started": self = .roundStarted(try .init(from: decoder))
        case "negotiation.bargain": self = .bargain(try .init(from: decoder))
        case "negotiation.counter_proposal": self = .counterProposal(try .init(from: decoder))
        case "agent.withdrawn": self = .agentWithdrawn(try .init(from: decoder))
        case "agent.kicked": self = .agentKicked(try .init(from: decoder))
        case "agent.reminded": self = .agentReminded(try .init(from: decoder))
        case "agent.no_answer": self = .agentNoAnswer(try .init(from: decoder))
        case "proposal.finalized": self = .proposalFinalized(try .init(from: decoder))
        case "negotiation.force_finalized": self = .forceFinalized(try .init(from: decoder))
        case "negotiation.failed": self = .negotiationFailed(try .init(from: decoder))
        case "compromise.proposed": self = .compromiseProposed(try .init(from: decoder))
        case "gap.identified": self = .gapIdentified(try .init(from: decoder))
        case "subnet.triggered": self = .subnetTriggered(try .init(from: decoder))
        case "subnet.completed": self = .subnetCompleted(try .init(from: decoder))
        case "subnet.failed": self = .subnetFailed(try .init(from: decoder))
        case "proposal.updated": self = .proposalUpdated(try .init(from: decoder))
        case "demand.completed": self = .demandCompleted(try .init(from: decoder))
        default: self = .unknown(name: name)
        }
    }

    private struct NoFields: Encodable {}
}
