/// A plan, versioned. Published copies never change.
public struct Proposal: Sendable, Hashable, Codable {
    public struct Assignment: Sendable, Hashable, Codable {
        public enum Standing: String, Sendable, Codable { case confirmed, optional, declined, withdrawn }

        public var agentID: String
        public var displayName: String
        public var role: String
        public var responsibility: String
        public var needs: [String]
        /// Agents whose work has to be there first.
        public var dependencies: [String]
        /// Ids of the member's conditions that this plan meets.
        public var conditionsAddressed: [String]
        public var isConfirmed: Bool?
        public var notes: String
        public var price: Price?
        public var standing: Standing?
        /// `subnet` when a sub-network brought this person in.
        public var source: String?
        public var gapID: String?

        public init(
            agentID: String, displayName: String, role: String, responsibility: String, needs: [String] = [],
            dependencies: [String] = [], conditionsAddressed: [String] = [], notes: String = "", price: Price? = nil
        ) {
            self.agentID = agentID
            self.displayName = displayName
            self.role = role
            self.responsibility = responsibility
            self.needs = needs
            self.dependencies = dependencies
            self.conditionsAddressed = conditionsAddressed
            self.notes = notes
            self.price = price
        }

        enum CodingKeys: String, CodingKey {
            case role, responsibility, needs, dependencies, notes, price, source
            case agentID = "agent_id"
            case displayName = "display_name"
            case conditionsAddressed = "conditions_addressed"
            case isConfirmed = "is_confirmed"
            case standing = "participation_status"
            case gapID = "gap_id"
        }
    }

    public struct Milestone: Sendable, Hashable, Codable {
        public var name: String
        public var date: String
        public var deliverable: String

        public init(name: String, date: String, deliverable: String) {
            self.name = name
            self.date = date
            self.deliverable = deliverable
        }
    }

    public struct Timeline: Sendable, Hashable, Codable {
        /// `YYYY-MM-DD`, or empty when the demand leaves it open.
        public var startDate: String
        public var endDate: String
        /// At least one.
        public var milestones: [Milestone]

        public init(startDate: String, endDate: String, milestones: [Milestone]) {
            self.startDate = startDate
            self.endDate = endDate
            self.milestones = milestones
        }

        enum CodingKeys: String, CodingKey {
            case milestones
            case startDate = "start_date"
            case endDate = "end_date"
        }
    }

    public struct CollaborationModel: Sendable, Hashable, Codable {
        public var communicationChannel: String
        public var meetingFrequency: String
        public var decisionMechanism: String

        public init(communicationChannel: String, meetingFrequency: String, decisionMechanism: String) {
            self.communicationChannel = communicationChannel
            self.meetingFrequency = meetingFrequency
            self.decisionMechanism = decisionMechanism
        }

        enum CodingKeys: String, CodingKey {
            case communicationChannel = "communication_channel"
            case meetingFrequency = "meeting_frequency"
            case decisionMechanism = "decision_mechanism"
        }
    }

    public struct Risk: Sendable, Hashable, Codable {
        public var risk: String
        public var probability: Level
        public var mitigation: String

        public init(risk: String, probability: Level, mitigation: String) {
            self.risk = risk
            self.probability = probability
            self.mitigation = mitigation
        }
    }

    public struct NegotiationHandling: Sendable, Hashable, Codable {
        public struct Addressed: Sendable, Hashable, Codable {
            public var agentID: String
            public var aspect: String
            public var resolution: String

            public init(agentID: String, aspect: String, resolution: String) {
                self.agentID = agentID
                self.aspect = aspect
                self.resolution = resolution
            }

            enum CodingKeys: String, CodingKey { case agentID = "agent_id", aspect, resolution }
        }

        public struct Declined: Sendable, Hashable, Codable {
            public var agentID: String
            public var aspect: String
            public var reason: String

            public init(agentID: String, aspect: String, reason: String) {
                self.agentID = agentID
                self.aspect = aspect
                self.reason = reason
            }

            enum CodingKeys: String, CodingKey { case agentID = "agent_id", aspect, reason }
        }

        public var addressed: [Addressed]
        public var declined: [Declined]

        public init(addressed: [Addressed] = [], declined: [Declined] = []) {
            self.addressed = addressed
            self.declined = declined
        }
    }

    /// A participant who has no part in this plan, and why.
    public struct NotSelected: Sendable, Hashable, Codable {
        public var agentID: String
        public var displayName: String
        public var reason: String

        public init(agentID: String, displayName: String, reason: String) {
            self.agentID = agentID
            self.displayName = displayName
            self.reason = reason
        }

        enum CodingKeys: String, CodingKey { case agentID = "agent_id", displayName = "display_name", reason }
    }

    /// What a new version changed, granted and declined.
    public struct Adjustment: Sendable, Hashable, Codable {
        public struct Change: Sendable, Hashable, Codable {
            public var aspect: String
            public var before: String
            public var after: String
            public var reason: String

            public init(aspect: String, before: String, after: String, reason: String) {
                self.aspect = aspect
                self.before = before
                self.after = after
                self.reason = reason
            }
        }

        public struct Refusal: Sendable, Hashable, Codable {
            public var request: String
            public var reason: String

            public init(request: String, reason: String) {
                self.request = request
                self.reason = reason
            }
        }

        public var round: Int
        public var changes: [Change]
        public var requestsAddressed: [String]
        public var requestsDeclined: [Refusal]

        public init(
            round: Int, changes: [Change] = [], requestsAddressed: [String] = [], requestsDeclined: [Refusal] = []
        ) {
            self.round = round
            self.changes = changes
            self.requestsAddressed = requestsAddressed
            self.requestsDeclined = requestsDeclined
        }

        enum CodingKeys: String, CodingKey {
            case round
            case changes = "changes_made"
            case requestsAddressed = "requests_addressed"
            case requestsDeclined = "requests_declined"
        }
    }

    /// Unique per version; set by the engine, whatever a decider says.
    public var proposalID: String
    public var version: Int
    public var round: Int
    public var summary: String
    public var objective: String
    public var assignments: [Assignment]
    public var timeline: Timeline
    public var collaborationModel: CollaborationModel
    /// At least two.
    public var successCriteria: [String]
    public var risks: [Risk]
    public var rationale: String
    public var negotiationHandling: NegotiationHandling
    public var openNeeds: [String]
    public var notSelected: [NotSelected]
    public var confidence: Level
    public var adjustment: Adjustment?

    public init(
        summary: String, objective: String, assignments: [Assignment], timeline: Timeline,
        collaborationModel: CollaborationModel, successCriteria: [String], risks: [Risk] = [], rationale: String = "",
        negotiationHandling: NegotiationHandling = .init(), openNeeds: [String] = [], notSelected: [NotSelected] = [],
        confidence: Level = .medium, adjustment: Adjustment? = nil
    ) {
        proposalID = ""
        version = 0
        round = 0
        self.summary = summary
        self.objective = objective
        self.assignments = assignments
        self.timeline = timeline
        self.collaborationModel = collaborationModel
        self.successCriteria = successCriteria
        self.risks = risks
        self.rationale = rationale
        self.negotiationHandling = negotiationHandling
        self.openNeeds = openNeeds
        self.notSelected = notSelected
        self.confidence = confidence
        self.adjustment = adjustment
    }

    enum CodingKeys: String, CodingKey {
        case version, round, summary, objective, assignments, timeline, risks, rationale, confidence
        case proposalID = "proposal_id"
        case collaborationModel = "collaboration_model"
        case successCriteria = "success_criteria"
        case negotiationHandling = "negotiation_handling"
        case openNeeds = "open_needs"
        case notSelected = "not_selected"
        case adjustment = "adjustment_summary"
    }
}
