/// What is said between ToWow and agents elsewhere. The name of an event follows from it.
enum MessageType: String, CaseIterable, Sendable {
    // To members.
    case demandOffer = "demand_offer"
    case proposalReview = "proposal_review"
    case negotiationCompleted = "negotiation_completed"
    case questionWithdrawn = "question_withdrawn"
    case notSelected = "not_selected"
    // From members.
    case offerResponse = "offer_response"
    case proposalFeedback = "proposal_feedback"
    case agentWithdrawn = "agent_withdrawn"
    case bargain
    case counterProposal = "counter_proposal"

    static let prefix = "towow.msg."
    /// The version of the envelope.
    static let version = 1

    var eventName: String { MessageType.prefix + rawValue }

    /// Nil for events that are none of ours.
    init?(eventName: String) {
        guard eventName.hasPrefix(MessageType.prefix) else { return nil }
        self.init(rawValue: String(eventName.dropFirst(MessageType.prefix.count)))
    }
}
