/// How Claude is reached and what it may cost.
public struct ClaudeSettings: Sendable {
    /// The API key; written to no log.
    public var key: String
    /// `https://host`, with any path in front of `/v1/messages`.
    public var baseURL: String
    /// Model ids by decision class (`understand`, `choose`, `answer`, `compose`, `vote`, `adjust`, `gaps`, `compromise`); `""` is for
    /// all others, missing ones have defaults.
    public var models: [String: String]
    /// The time of one attempt; a decision with retries and repair has twice that. 100….
    public var attemptMilliseconds: Int64
    /// Calls at once, 1….
    public var maxConcurrent: Int
    /// Failures in a row that open a model's circuit breaker, 1….
    public var failureThreshold: Int
    public var recoveryMilliseconds: Int64
    /// US dollars; nil: no limit.
    public var budgetPerDemand: Double?
    public var budgetTotal: Double?
    public var prices: PriceTable
    /// Whether answers are streamed: for proxies that end silent connections.
    public var streams: Bool

    public init(
        key: String, baseURL: String = "https://api.anthropic.com", models: [String: String] = [:],
        attemptMilliseconds: Int64 = 30_000, maxConcurrent: Int = 8, failureThreshold: Int = 3,
        recoveryMilliseconds: Int64 = 30_000, budgetPerDemand: Double? = nil, budgetTotal: Double? = nil,
        prices: PriceTable = .standard, streams: Bool = false
    ) {
        self.key = key
        self.baseURL = baseURL
        self.models = models
        self.attemptMilliseconds = attemptMilliseconds
        self.maxConcurrent = maxConcurrent
        self.failureThreshold = failureThreshold
        self.recoveryMilliseconds = recoveryMilliseconds
        self.budgetPerDemand = budgetPerDemand
        self.budgetTotal = budgetTotal
        self.prices = prices
        self.streams = streams
    }
}
