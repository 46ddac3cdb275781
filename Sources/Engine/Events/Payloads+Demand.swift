/// `demand.submitted`
public struct DemandSubmitted: Sendable, Hashable, Codable {
    public var text: String
    public var status = "processing"
    public var userID: String?
    public var language: Language?
    public var clarify: Bool
    public var utcOffsetMinutes: Int?
    /// True or absent.
    public var isDemo: Bool?
    public var demo: DemoOrigin?

    public init(_ request: DemandRequest) {
        text = request.text
        userID = request.userID
        language = request.language
        clarify = request.clarify
        utcOffsetMinutes = request.utcOffsetMinutes
        isDemo = request.demo == nil ? nil : true
        demo = request.demo
    }

    public var request: DemandRequest {
        var request = DemandRequest(
            text: text, userID: userID, language: language, clarify: clarify, utcOffsetMinutes: utcOffsetMinutes)
        request.demo = demo
        return request
    }

    enum CodingKeys: String, CodingKey {
        case status, language, clarify, demo
        case isDemo = "is_demo"
        case text = "surface_demand"
        case userID = "user_id"
        case utcOffsetMinutes = "utc_offset_minutes"
    }
}

/// `demand.understood`
public struct DemandUnderstood: Sendable, Hashable, Codable {
    public var understanding: Understanding
    public var revision: Int
    /// Set when the demand waits for answers.
    public var answerBy: Timestamp?
    /// Set when decision 2 follows.
    public var deadlineAt: Timestamp?
    public var demandDeadlineAt: Timestamp

    init(
        understanding: Understanding, revision: Int, answerBy: Timestamp?, deadlineAt: Timestamp?,
        demandDeadlineAt: Timestamp
    ) {
        self.understanding = understanding
        self.revision = revision
        self.answerBy = answerBy
        self.deadlineAt = deadlineAt
        self.demandDeadlineAt = demandDeadlineAt
    }

    public init(from decoder: any Decoder) throws {
        understanding = try Understanding(from: decoder)
        let container = try decoder.container(keyedBy: CodingKeys.self)
        revision = try container.decode(Int.self, forKey: .revision)
        answerBy = try container.decodeIfPresent(Timestamp.self, forKey: .answerBy)
        deadlineAt = try container.decodeIfPresent(Timestamp.self, forKey: .deadlineAt)
        demandDeadlineAt = try container.decode(Timestamp.self, forKey: .demandDeadlineAt)
    }

    public func encode(to encoder: any Encoder) throws {
        try understanding.encode(to: encoder)
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(understanding.questions.map(\.text), forKey: .clarifyingQuestions)
        try container.encode(revision, forKey: .revision)
        try container.encodeIfPresent(answerBy, forKey: .answerBy)
        try container.encodeIfPresent(deadlineAt, forKey: .deadlineAt)
        try container.encode(demandDeadlineAt, forKey: .demandDeadlineAt)
    }

    enum CodingKeys: String, CodingKey {
        case revision
        case clarifyingQuestions = "clarifying_questions"
        case answerBy = "answer_by"
        case deadlineAt = "deadline_at"
        case demandDeadlineAt = "demand_deadline_at"
    }
}

/// `demand.clarified`: the wait for answers is over.
public struct DemandClarified: Sendable, Hashable, Codable {
    public var answers: [ClarifyingAnswer]
    public var deadlineAt: Timestamp

    enum CodingKeys: String, CodingKey { case answers, deadlineAt = "deadline_at" }
}

/// `filter.completed`
public struct FilterCompleted: Sendable, Hashable, Codable {
    public var candidates: [Candidate]
    public var totalCandidates: Int
    public var totalFound: Int
    public var coverage: Coverage

    enum CodingKeys: String, CodingKey {
        case candidates, coverage
        case totalCandidates = "total_candidates"
        case totalFound = "total_found"
    }
}

/// `filter.failed`
public struct FilterFailed: Sendable, Hashable, Codable {
    public var reason = "no_candidates"
    public var reasonCode: CandidateChoice.Nobody
    public var constraint: String?
    public var message: String
    public var deadlineAt: Timestamp?

    enum CodingKeys: String, CodingKey {
        case reason, constraint, message
        case reasonCode = "reason_code"
        case deadlineAt = "deadline_at"
    }
}

/// `compromise.proposed`
public struct CompromiseProposed: Sendable, Hashable, Codable {
    public var compromise: Compromise
}

/// `demand.completed`: the last event of every demand.
public struct DemandCompleted: Sendable, Hashable, Codable {
    public var outcome: DemandOutcome
    public var success: Bool
    public var reasonCode: String?
    public var reason: String?
    public var proposal: Proposal?
    public var compromise: Compromise?
    public var rounds: Int
    /// Who agreed.
    public var participants: [String]
    public var openGaps: [Gap]
    public var recursion: [RecordedVerdict]?
    /// Who decided how often; `fallback` counts those of them that a model should have taken.
    public var decidedBy: [String: Int]
    public var usage: Usage?
    public var completedAt: Timestamp

    enum CodingKeys: String, CodingKey {
        case outcome, success, reason, proposal, compromise, rounds, participants, recursion, usage
        case reasonCode = "reason_code"
        case openGaps = "open_gaps"
        case decidedBy = "decided_by"
        case completedAt = "completed_at"
    }
}
