/// How calls to the model are going, for readiness and operators.
public struct ModelHealth: Sendable, Hashable {
    /// What a model's circuit breaker does with calls.
    public enum Breaker: String, Sendable, Hashable {
        case closed, open
        /// The pause is over, or one call is on its way to find out.
        case probing
    }

    public struct Model: Sendable, Hashable {
        public var id: String
        public var breaker: Breaker

        public init(id: String, breaker: Breaker) {
            self.id = id
            self.breaker = breaker
        }
    }

    /// Calls under way, and calls that wait for their turn.
    public var running: Int
    public var waiting: Int
    /// The models that decisions are given to, by id.
    public var models: [Model]
    /// US dollars since the start of the process.
    public var spentUSD: Double

    public init(running: Int, waiting: Int, models: [Model], spentUSD: Double) {
        self.running = running
        self.waiting = waiting
        self.models = models
        self.spentUSD = spentUSD
    }

    /// Whether every model may be asked.
    public var isHealthy: Bool { models.allSatisfy { $0.breaker == .closed } }
}
