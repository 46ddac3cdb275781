/// The settings of one negotiation, copied into `channel.created` and fixed for the life of the channel.
public struct Limits: Sendable, Hashable, Codable {
    /// 1…20.
    public var maxRounds: Int
    /// 0 < low < high ≤ 1.
    public var acceptThresholdHigh: Double
    public var acceptThresholdLow: Double
    /// How long members may take to answer an invitation.
    public var responseTimeoutMilliseconds: Int64
    /// How long members may take to vote on one version.
    public var feedbackTimeoutMilliseconds: Int64
    /// 1…10.
    public var maxCandidates: Int
    /// 0…3.
    public var maxSubnets: Int
    /// How long the whole demand may take.
    public var demandTimeoutMilliseconds: Int64
    /// Twice the limit of one model attempt; after it the rules decide.
    public var decisionTimeoutMilliseconds: Int64
    /// `rules` or `claude`.
    public var decider: String

    public init(
        maxRounds: Int = 3, acceptThresholdHigh: Double = 0.8, acceptThresholdLow: Double = 0.5,
        responseTimeoutMilliseconds: Int64 = 300_000, feedbackTimeoutMilliseconds: Int64 = 120_000,
        maxCandidates: Int = 10,
        maxSubnets: Int = 1, demandTimeoutMilliseconds: Int64 = 1_800_000, decisionTimeoutMilliseconds: Int64 = 60_000,
        decider: String = "rules"
    ) {
        self.maxRounds = maxRounds
        self.acceptThresholdHigh = acceptThresholdHigh
        self.acceptThresholdLow = acceptThresholdLow
        self.responseTimeoutMilliseconds = responseTimeoutMilliseconds
        self.feedbackTimeoutMilliseconds = feedbackTimeoutMilliseconds
        self.maxCandidates = maxCandidates
        self.maxSubnets = maxSubnets
        self.demandTimeoutMilliseconds = demandTimeoutMilliseconds
        self.decisionTimeoutMilliseconds = decisionTimeoutMilliseconds
        self.decider = decider
    }

    /// How long a requester may take to answer clarifying questions.
    public static let clarifyTimeoutMilliseconds: Int64 = 120_000
    /// How long a sub-network may take.
    public static let childTimeoutMilliseconds: Int64 = 180_000

    /// The smaller limits of a sub-network.
    public var forChild: Limits {
        var limits = self
        limits.maxRounds = min(maxRounds, 2)
        limits.responseTimeoutMilliseconds = min(responseTimeoutMilliseconds, 60_000)
        limits.feedbackTimeoutMilliseconds = min(feedbackTimeoutMilliseconds, 30_000)
        limits.maxSubnets = 0
        return limits
    }

    enum CodingKeys: String, CodingKey {
        case decider
        case maxRounds = "max_rounds"
        case acceptThresholdHigh = "accept_threshold_high"
        case acceptThresholdLow = "accept_threshold_low"
        case responseTimeoutMilliseconds = "response_timeout_ms"
        case feedbackTimeoutMilliseconds = "feedback_timeout_ms"
        case maxCandidates = "max_candidates"
        case maxSubnets = "max_subnets"
        case demandTimeoutMilliseconds = "demand_timeout_ms"
        case decisionTimeoutMilliseconds = "decision_timeout_ms"
    }
}
