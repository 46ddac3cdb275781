/// What the operator sees of calls to the model and may do about them.
public protocol ModelOperation: Sendable {
    func report() async -> ModelReport
    /// Sets the counts of decisions to zero; what calls have cost stays for the budgets.
    func resetStatistics() async
    /// Closes the circuit breakers.
    func resetBreakers() async
    /// Makes one short call, within budgets and behind the breaker like any other.
    /// - Parameter model: nil: the one that understands demands.
    /// - Throws: `TowowError` modelUnavailable, modelTimeout; the reason says why.
    func test(model: String?) async throws(TowowError) -> ModelTest
}

/// How decisions by the model are going in this process.
public struct ModelReport: Sendable, Hashable {
    public struct Breaker: Sendable, Hashable {
        public var model: String
        public var state: ModelHealth.Breaker
        /// In a row; 0 once the breaker is open.
        public var failures: Int
        public var lastFailureAt: Timestamp?
        /// When an open breaker lets one call through.
        public var retryAt: Timestamp?

        public init(
            model: String, state: ModelHealth.Breaker, failures: Int, lastFailureAt: Timestamp?, retryAt: Timestamp?
        ) {
            self.model = model
            self.state = state
            self.failures = failures
            self.lastFailureAt = lastFailureAt
            self.retryAt = retryAt
        }
    }

    /// One of the nine decisions.
    public struct Decision: Sendable, Hashable {
        public enum Outcome: String, Sendable, CaseIterable {
            case success, invalid, timeout, unavailable, refused, budget, breaker
        }

        public var name: String
        /// Who is asked from now on.
        public var model: String
        /// How decisions ended that were asked of a model, since the start or the last reset.
        public var outcomes: [Outcome: Int] = [:]
        /// Of calls that were answered, likewise.
        public var inputTokens = 0
        public var outputTokens = 0
        public var costUSD = 0.0
        /// From question to answer, waiting included, of all decisions together.
        public var milliseconds: Int64 = 0

        public var total: Int { outcomes.values.reduce(0, +) }

        public init(name: String, model: String) {
            self.name = name
            self.model = model
        }
    }

    public var baseURL: String
    public var running: Int
    public var waiting: Int
    /// US dollars since the start of the process.
    public var spentUSD: Double
    /// Failures in a row that open a breaker, and for how long.
    public var failureThreshold: Int
    public var recoveryMilliseconds: Int64
    /// Models in use and others whose breaker is not closed, by id.
    public var breakers: [Breaker]
    /// In the order in which a negotiation takes them.
    public var decisions: [Decision]
    /// Counting began then.
    public var since: Timestamp

    public init(
        baseURL: String, running: Int, waiting: Int, spentUSD: Double, failureThreshold: Int,
        recoveryMilliseconds: Int64, breakers: [Breaker], decisions: [Decision], since: Timestamp
    ) {
        self.baseURL = baseURL
        self.running = running
        self.waiting = waiting
        self.spentUSD = spentUSD
        self.failureThreshold = failureThreshold
        self.recoveryMilliseconds = recoveryMilliseconds
        self.breakers = breakers
        self.decisions = decisions
        self.since = since
    }
}

/// A test call that was answered.
public struct ModelTest: Sendable, Hashable {
    /// As the service named it.
    public var model: String
    public var latencyMilliseconds: Int64
    public var inputTokens: Int
    public var outputTokens: Int
    public var costUSD: Double

    public init(model: String, latencyMilliseconds: Int64, inputTokens: Int, outputTokens: Int, costUSD: Double) {
        self.model = model
        self.latencyMilliseconds = latencyMilliseconds
        self.inputTokens = inputTokens
        self.outputTokens = outputTokens
        self.costUSD = costUSD
    }
}
