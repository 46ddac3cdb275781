/// Something a member wants changed.
public struct NegotiationPoint: Sendable, Hashable, Codable {
    /// `time`, `role`, `scope`, `price`, `place`, `size` or a word of the member's own.
    public var aspect: String
    public var currentValue: String
    public var desiredValue: String
    public var reason: String

    public init(aspect: String, currentValue: String, desiredValue: String, reason: String) {
        self.aspect = aspect
        self.currentValue = currentValue
        self.desiredValue = desiredValue
        self.reason = reason
    }

    enum CodingKeys: String, CodingKey {
        case aspect, reason
        case currentValue = "current_value"
        case desiredValue = "desired_value"
    }
}

/// A member's answer to an invitation (contract net: propose or refuse).
public struct Offer: Sendable, Hashable, Codable {
    public enum Decision: String, Sendable, Codable { case participate, conditional, decline }
    public enum ResponseType: String, Sendable, Codable { case offer, negotiate }

    public var decision: Decision
    public var responseType: ResponseType
    public var contribution: String
    public var conditions: [Condition]
    public var negotiationPoints: [NegotiationPoint]
    public var reasoning: String
    public var declineReason: String
    /// 0…100.
    public var confidence: Int
    public var enthusiasm: Level
    public var suggestedRole: String
    public var availabilityNote: String
    /// The needs of the demand that this offer serves.
    public var needs: [String]
    public var price: Price?

    public init(
        decision: Decision, responseType: ResponseType = .offer, contribution: String = "",
        conditions: [Condition] = [],
        negotiationPoints: [NegotiationPoint] = [], reasoning: String = "", declineReason: String = "",
        confidence: Int = 50,
        enthusiasm: Level = .medium, suggestedRole: String = "", availabilityNote: String = "", needs: [String] = [],
        price: Price? = nil
    ) {
        self.decision = decision
        self.responseType = responseType
        self.contribution = contribution
        self.conditions = conditions
        self.negotiationPoints = negotiationPoints
        self.reasoning = reasoning
        self.declineReason = declineReason
        self.confidence = confidence
        self.enthusiasm = enthusiasm
        self.suggestedRole = suggestedRole
        self.availabilityNote = availabilityNote
        self.needs = needs
        self.price = price
    }

    public var isParticipating: Bool { decision != .decline }

    /// The points on one line, `aspect: desired value`; nil when there are none.
    public var negotiationSummary: String? {
        guard responseType == .negotiate, !negotiationPoints.isEmpty else { return nil }
        return negotiationPoints.map { "\($0.aspect): \($0.desiredValue)" }.joined(separator: "; ")
    }

    enum CodingKeys: String, CodingKey {
        case decision, contribution, reasoning, confidence, needs, price
        case responseType = "response_type"
        case conditions = "condition_details"
        case negotiationPoints = "negotiation_points"
        case declineReason = "decline_reason"
        case enthusiasm = "enthusiasm_level"
        case suggestedRole = "suggested_role"
        case availabilityNote = "availability_note"
    }
}

/// A member's opinion on one version of a proposal.
public struct Vote: Sendable, Hashable, Codable {
    public enum Kind: String, Sendable, Codable { case accept, negotiate, reject, withdraw }

    public var kind: Kind
    public var adjustmentRequest: String
    public var concerns: [String]
    public var negotiationPoints: [NegotiationPoint]
    public var reasoning: String
    /// 0…100.
    public var satisfaction: Int

    public init(
        kind: Kind, adjustmentRequest: String = "", concerns: [String] = [], negotiationPoints: [NegotiationPoint] = [],
        reasoning: String = "", satisfaction: Int = 50
    ) {
        self.kind = kind
        self.adjustmentRequest = adjustmentRequest
        self.concerns = concerns
        self.negotiationPoints = negotiationPoints
        self.reasoning = reasoning
        self.satisfaction = satisfaction
    }

    enum CodingKeys: String, CodingKey {
        case concerns, reasoning
        case kind = "feedback_type"
        case adjustmentRequest = "adjustment_request"
        case negotiationPoints = "negotiation_points"
        case satisfaction = "satisfaction_score"
    }
}

/// A suggestion between votes that does not end the wait.
public struct Bargain: Sendable, Hashable, Codable {
    public var agentID: String
    public var bargainType: String
    public var content: String
    public var offer: String
    public var originalTerms: [String: JSONValue]
    public var newTerms: [String: JSONValue]

    public init(
        agentID: String, bargainType: String, content: String, offer: String, originalTerms: [String: JSONValue] = [:],
        newTerms: [String: JSONValue] = [:]
    ) {
        self.agentID = agentID
        self.bargainType = bargainType
        self.content = content
        self.offer = offer
        self.originalTerms = originalTerms
        self.newTerms = newTerms
    }

    enum CodingKeys: String, CodingKey {
        case content, offer
        case agentID = "agent_id"
        case bargainType = "bargain_type"
        case originalTerms = "original_terms"
        case newTerms = "new_terms"
    }
}

/// A plan that a member would like better.
public struct CounterProposal: Sendable, Hashable, Codable {
    public var agentID: String
    public var counterProposal: [String: JSONValue]
    public var reason: String

    public init(agentID: String, counterProposal: [String: JSONValue], reason: String) {
        self.agentID = agentID
        self.counterProposal = counterProposal
        self.reason = reason
    }

    enum CodingKeys: String, CodingKey {
        case reason
        case agentID = "agent_id"
        case counterProposal = "counter_proposal"
    }
}
