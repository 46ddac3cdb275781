/// Something the agreed plan still lacks.
public struct Gap: Sendable, Hashable, Codable {
    public enum Kind: String, Sendable, Codable { case capability, resource, participant, coverage, condition }
    public enum Severity: String, Sendable, Codable { case critical, high, medium, low }

    /// Set by the engine: unique within the demand.
    public var gapID: String
    public var kind: Kind
    public var severity: Severity
    /// 0…100: how much it matters for the requester's acceptance; 60 and more may open a sub-network.
    public var importance: Int
    public var description: String
    public var requirement: String
    public var suggestedSubDemand: String?
    public var suggestedTags: [String]
    public var affectedAspects: [String]
    public var potentialSolutions: [String]
    public var isClosed: Bool

    public init(
        kind: Kind, severity: Severity, importance: Int, description: String, requirement: String,
        suggestedSubDemand: String? = nil, suggestedTags: [String] = [], affectedAspects: [String] = [],
        potentialSolutions: [String] = []
    ) {
        gapID = ""
        self.kind = kind
        self.severity = severity
        self.importance = importance
        self.description = description
        self.requirement = requirement
        self.suggestedSubDemand = suggestedSubDemand
        self.suggestedTags = suggestedTags
        self.affectedAspects = affectedAspects
        self.potentialSolutions = potentialSolutions
        isClosed = false
    }

    enum CodingKeys: String, CodingKey {
        case severity, importance, description, requirement
        case gapID = "gap_id"
        case kind = "gap_type"
        case suggestedSubDemand = "suggested_sub_demand"
        case suggestedTags = "suggested_capability_tags"
        case affectedAspects = "affected_aspects"
        case potentialSolutions = "potential_solutions"
        case isClosed = "closed"
    }
}

public struct GapAnalysis: Sendable, Hashable {
    public var gaps: [Gap]
    public var analysis: String

    public init(gaps: [Gap], analysis: String) {
        self.gaps = gaps
        self.analysis = analysis
    }
}

/// Whether a sub-network is worth it for one gap. All three conditions must hold.
public struct RecursionVerdict: Sendable, Hashable, Codable {
    public struct Test: Sendable, Hashable, Codable {
        public var met: Bool
        public var analysis: String

        public init(met: Bool, analysis: String) {
            self.met = met
            self.analysis = analysis
        }
    }

    /// The requester gains enough.
    public var gain: Test
    /// Somebody can serve it and nobody in the plan is against it.
    public var support: Test
    /// Time and effort stay small beside the main negotiation.
    public var cost: Test
    public var reason: String

    public init(gain: Test, support: Test, cost: Test, reason: String) {
        self.gain = gain
        self.support = support
        self.cost = cost
        self.reason = reason
    }

    public var shouldRecurse: Bool { gain.met && support.met && cost.met }
}

/// What can be done now although no plan was agreed.
public struct Compromise: Sendable, Hashable, Codable {
    public struct Possible: Sendable, Hashable, Codable {
        public var agentID: String
        public var displayName: String
        public var contribution: String
        public var conditions: [String]

        public init(agentID: String, displayName: String, contribution: String, conditions: [String] = []) {
            self.agentID = agentID
            self.displayName = displayName
            self.contribution = contribution
            self.conditions = conditions
        }

        enum CodingKeys: String, CodingKey {
            case agentID = "agent_id", displayName = "display_name", contribution, conditions
        }
    }

    public var type = "compromise"
    public var summary: String
    public var possibleNow: [Possible]
    public var unresolved: [String]
    public var alternatives: [String]
    public var nextSteps: [String]
    public var confidence: Level

    public init(
        summary: String, possibleNow: [Possible], unresolved: [String], alternatives: [String], nextSteps: [String],
        confidence: Level
    ) {
        self.summary = summary
        self.possibleNow = possibleNow
        self.unresolved = unresolved
        self.alternatives = alternatives
        self.nextSteps = nextSteps
        self.confidence = confidence
    }

    enum CodingKeys: String, CodingKey {
        case type, summary, unresolved, alternatives, confidence
        case possibleNow = "possible_now"
        case nextSteps = "next_steps"
    }
}
