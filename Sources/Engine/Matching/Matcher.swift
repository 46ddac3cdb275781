/// Finds members for a demand.
public protocol Matcher: Sendable {
    /// The best members for `query`, best first, at most `query.limit`; deterministic for the same members and query.
    func match(_ query: MatchQuery) async -> MatchResult
}

public struct MatchQuery: Sendable, Hashable {
    public var text: String
    /// Needs that the result should cover.
    public var needs: [String]
    public var keywords: [String]
    public var context: Understanding.Context
    public var preferredTime: Understanding.Timeline.PreferredTime?
    public var language: Language
    public var today: CalendarDate
    public var limit: Int
    /// Members to rank behind all others that fit.
    public var avoid: Set<String>
    /// Members who cannot be reached now: as if they were not there.
    public var absent: Set<String>

    public init(
        text: String, needs: [String], keywords: [String] = [], context: Understanding.Context = .init(),
        preferredTime: Understanding.Timeline.PreferredTime? = nil, language: Language, today: CalendarDate, limit: Int,
        avoid: Set<String> = [], absent: Set<String> = []
    ) {
        self.text = text
        self.needs = needs
        self.keywords = keywords
        self.context = context
        self.preferredTime = preferredTime
        self.language = language
        self.today = today
        self.limit = limit
        self.avoid = avoid
        self.absent = absent
    }
}

public struct Match: Sendable, Hashable {
    public var record: MemberRecord
    /// 0…100.
    public var score: Int
    /// Whether the member really fits; otherwise they are the closest there is.
    public var fits: Bool
    /// Names the matching words or needs, in the language of the query.
    public var reason: String
    /// The needs of the query that this member may serve.
    public var needs: [String]
    /// The member's capability that fits best.
    public var bestCapability: String?
    public var explanation: Explanation

    /// What the score was made from.
    public struct Explanation: Sendable, Hashable {
        /// Per need of the query how well the best capability serves it, 0…1; from 0.5 on it does.
        public var fits: [Double]
        /// BM25F of the words, of the concepts with what is near to them: 0 and up.
        public var words: Double
        public var concepts: Double
        /// Cosine in the latent space, −1…1; nil in pools too small for one.
        public var meaning: Double?
        /// Words of the demand that the profile has as well, or other words for the same.
        public var shared: [String]
        /// `here`, `elsewhere`, or `unknown` when demand or profile leave the place open.
        public var place: String
    }

    init(
        record: MemberRecord, score: Int, fits: Bool, reason: String, needs: [String], bestCapability: String?,
        explanation: Explanation
    ) {
        self.record = record
        self.score = score
        self.fits = fits
        self.reason = reason
        self.needs = needs
        self.bestCapability = bestCapability
        self.explanation = explanation
    }
}

public struct MatchResult: Sendable, Hashable {
    public enum Constraint: String, Sendable { case place, date, size }

    /// Empty only when there are no members or every one is excluded.
    public var matches: [Match]
    /// Members that fitted at all, before the limit.
    public var totalFound: Int
    /// Active members that can be reached.
    public var totalMembers: Int
    /// What excluded members, most frequent first; says why when `matches` is empty.
    public var exclusions: [Constraint]

    public init(matches: [Match], totalFound: Int, totalMembers: Int, exclusions: [Constraint]) {
        self.matches = matches
        self.totalFound = totalFound
        self.totalMembers = totalMembers
        self.exclusions = exclusions
    }
}

/// Where deciders and links find profiles.
public protocol MemberSource: Sendable {
    /// All active members, current version, sorted by id.
    func activeMembers() async -> [MemberRecord]
    /// A number that changes whenever `activeMembers` does.
    func generation() async -> UInt64
    /// Members that came, changed or were deactivated after `generation`; nil when that is not known any more.
    func changes(since generation: UInt64) async -> MemberChanges?
    /// One version of a member's profile, active or not.
    func member(_ id: String, version: Int) async throws -> Member?
}

/// What happened to the members up to a generation.
public struct MemberChanges: Sendable {
    /// Newest state of each member that changed; a deactivated one has `isActive` false.
    public var members: [MemberRecord]
    public var generation: UInt64

    public init(members: [MemberRecord], generation: UInt64) {
        self.members = members
        self.generation = generation
    }
}

extension MemberSource {
    public func changes(since generation: UInt64) async -> MemberChanges? { nil }
}
