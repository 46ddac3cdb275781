/// What a person asked for, as they sent it.
public struct DemandRequest: Sendable, Hashable {
    /// The text as typed, trimmed, 1…8,000 Unicode scalar values.
    public var text: String
    public var userID: String?
    /// The person's choice; nil: found out from the text.
    public var language: Language?
    /// Whether to wait for answers to clarifying questions.
    public var clarify: Bool
    /// Minutes east of UTC, −840…840; nil: 480 for Chinese, 0 otherwise.
    public var utcOffsetMinutes: Int?
    /// The id of the HTTP request, for log lines; it stands in no published event.
    public var requestID: String?
    /// Set for a demonstration: who takes part is simulated.
    public var demo: DemoOrigin?

    public init(
        text: String, userID: String? = nil, language: Language? = nil, clarify: Bool = false,
        utcOffsetMinutes: Int? = nil, requestID: String? = nil
    ) {
        self.requestID = requestID
        self.text = text
        self.userID = userID
        self.language = language
        self.clarify = clarify
        self.utcOffsetMinutes = utcOffsetMinutes
    }
}

/// The languages that ToWow speaks to people.
public enum Language: String, Sendable, Codable {
    case chinese = "zh"
    case english = "en"
}

public enum Level: String, Sendable, Codable {
    case high, medium, low
}

/// What the network made of a demand. Unknown stays nil.
public struct Understanding: Sendable, Hashable, Codable {
    public struct Scale: Sendable, Hashable, Codable {
        public enum Size: String, Sendable, Codable { case small, medium, large }
        public var peopleCount: Int
        /// small ≤ 10 < medium ≤ 50 < large.
        public var level: Size

        public init(peopleCount: Int) {
            self.peopleCount = peopleCount
            level = peopleCount <= 10 ? .small : peopleCount <= 50 ? .medium : .large
        }

        enum CodingKeys: String, CodingKey { case peopleCount = "people_count", level }
    }

    public struct Timeline: Sendable, Hashable, Codable {
        public enum PreferredTime: String, Sendable, Codable { case weekend, weekday, evening }
        public var urgency: Level
        public var preferredTime: PreferredTime?

        public init(urgency: Level, preferredTime: PreferredTime? = nil) {
            self.urgency = urgency
            self.preferredTime = preferredTime
        }

        enum CodingKeys: String, CodingKey { case urgency, preferredTime = "preferred_time" }
    }

    public struct Depth: Sendable, Hashable, Codable {
        public var motivation: String
        /// event, design, development, sharing, general or sub_demand.
        public var type: String
        public var keywords: [String]
        public var location: String?
        public var scale: Scale?
        public var timeline: Timeline
        public var resourceRequirements: [String]

        public init(
            motivation: String, type: String, keywords: [String], location: String? = nil, scale: Scale? = nil,
            timeline: Timeline,
            resourceRequirements: [String]
        ) {
            self.motivation = motivation
            self.type = type
            self.keywords = keywords
            self.location = location
            self.scale = scale
            self.timeline = timeline
            self.resourceRequirements = resourceRequirements
        }

        enum CodingKeys: String, CodingKey {
            case motivation, type, keywords, location, scale, timeline
            case resourceRequirements = "resource_requirements"
        }
    }

    /// Hard constraints that the text names.
    public struct Context: Sendable, Hashable, Codable {
        public var location: String?
        public var expectedAttendees: Int?
        public var date: CalendarDate?
        public var dateEnd: CalendarDate?
        public var budget: Money?
        public var remote: Bool?

        public init(
            location: String? = nil, expectedAttendees: Int? = nil, date: CalendarDate? = nil,
            dateEnd: CalendarDate? = nil,
            budget: Money? = nil, remote: Bool? = nil
        ) {
            self.location = location
            self.expectedAttendees = expectedAttendees
            self.date = date
            self.dateEnd = dateEnd
            self.budget = budget
            self.remote = remote
        }

        enum CodingKeys: String, CodingKey {
            case location, date, budget, remote
            case expectedAttendees = "expected_attendees"
            case dateEnd = "date_end"
        }
    }

    public struct Question: Sendable, Hashable, Codable {
        /// `q1`, `q2`, `q3`.
        public var id: String
        public var text: String

        public init(id: String, text: String) {
            self.id = id
            self.text = text
        }
    }

    public var surfaceDemand: String
    public var depth: Depth
    /// The needs: what somebody has to be able to do, in the language of the demand.
    public var capabilityTags: [String]
    public var context: Context
    public var uncertainties: [String]
    /// At most three.
    public var questions: [Question]
    public var confidence: Level
    public var language: Language

    public init(
        surfaceDemand: String, depth: Depth, capabilityTags: [String], context: Context, uncertainties: [String],
        questions: [Question], confidence: Level, language: Language
    ) {
        self.surfaceDemand = surfaceDemand
        self.depth = depth
        self.capabilityTags = capabilityTags
        self.context = context
        self.uncertainties = uncertainties
        self.questions = questions
        self.confidence = confidence
        self.language = language
    }

    enum CodingKeys: String, CodingKey {
        case context, uncertainties, questions, confidence, language
        case surfaceDemand = "surface_demand"
        case depth = "deep_understanding"
        case capabilityTags = "capability_tags"
    }
}

/// An answer to a clarifying question.
public struct ClarifyingAnswer: Sendable, Hashable, Codable {
    public var id: String
    public var text: String

    public init(id: String, text: String) {
        self.id = id
        self.text = text
    }
}

/// A member who is asked to contribute.
public struct Candidate: Sendable, Hashable, Codable {
    public var agentID: String
    public var displayName: String
    public var reason: String
    /// 0…100.
    public var relevanceScore: Int
    public var expectedRole: String
    /// Names of the member's capabilities.
    public var capabilities: [String]
    /// The needs of the demand that this member may serve.
    public var needs: [String]
    /// True when nobody fitted well and this is the best there was.
    public var isFallback: Bool
    public var kind: Member.Kind
    public var memberVersion: Int

    public init(
        agentID: String, displayName: String, reason: String, relevanceScore: Int, expectedRole: String,
        capabilities: [String], needs: [String], isFallback: Bool, kind: Member.Kind, memberVersion: Int
    ) {
        self.agentID = agentID
        self.displayName = displayName
        self.reason = reason
        self.relevanceScore = relevanceScore
        self.expectedRole = expectedRole
        self.capabilities = capabilities
        self.needs = needs
        self.isFallback = isFallback
        self.kind = kind
        self.memberVersion = memberVersion
    }

    enum CodingKeys: String, CodingKey {
        case reason, capabilities, needs, kind
        case agentID = "agent_id"
        case displayName = "display_name"
        case relevanceScore = "relevance_score"
        case expectedRole = "expected_role"
        case isFallback = "is_fallback"
        case memberVersion = "member_version"
    }
}

public struct Coverage: Sendable, Hashable, Codable {
    public var covered: [String]
    public var uncovered: [String]

    public init(covered: [String], uncovered: [String]) {
        self.covered = covered
        self.uncovered = uncovered
    }
}

/// How the network understood whom to ask.
public enum CandidateChoice: Sendable, Hashable {
    public struct Chosen: Sendable, Hashable {
        /// 1…`maxCandidates`, best first.
        public var candidates: [Candidate]
        /// Members that fitted at all.
        public var totalFound: Int
        public var coverage: Coverage

        public init(candidates: [Candidate], totalFound: Int, coverage: Coverage) {
            self.candidates = candidates
            self.totalFound = totalFound
            self.coverage = coverage
        }
    }

    public enum Nobody: String, Sendable, Codable {
        case noMembers = "no_members"
        case allExcluded = "all_excluded"
    }

    case chosen(Chosen)
    /// `constraint` says in the language of the demand what excluded everybody.
    case nobody(Nobody, constraint: String?)
}
