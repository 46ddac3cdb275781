public import Engine

/// Names one paid call of a model. The same key never has to be paid for twice.
public struct StepKey: Sendable, Hashable {
    public var demandID: DemandID
    public var channelID: ChannelID
    public var round: Int
    /// The version of the plan that was decided about; 0 without one.
    public var proposalVersion: Int
    /// The member who is spoken for, or the gap; empty when it is the channel itself.
    public var member: String
    /// `understand`, `choose`, `answer`, `compose`, `vote`, `adjust`, `gaps`, `subnetwork`, `compromise`.
    public var decision: String
    /// 0, or 1 for the repair of an unusable answer.
    public var attempt: Int

    public init(
        demandID: DemandID, channelID: ChannelID, round: Int, proposalVersion: Int, member: String, decision: String,
        attempt: Int
    ) {
        self.demandID = demandID
        self.channelID = channelID
        self.round = round
        self.proposalVersion = proposalVersion
        self.member = member
        self.decision = decision
        self.attempt = attempt
    }
}

/// Keeps what was paid for: a result is stored before it is used, so that a crash does not buy it again.
public protocol StepStore: Sendable {
    /// Nil when nothing is stored under `key`.
    func stored(_ key: StepKey) async throws -> String?
    /// Replaces what is stored under `key`. Returns after it is durable.
    func store(_ key: StepKey, body: String) async throws
}

/// Keeps results for the life of the process.
public actor InMemoryStepStore: StepStore {
    private var bodies: [StepKey: String] = [:]
    private var order: [StepKey] = []
    private let limit: Int

    /// - Parameter limit: results kept; the oldest go first.
    public init(limit: Int = 1_000) {
        self.limit = max(1, limit)
    }

    public func stored(_ key: StepKey) -> String? { bodies[key] }

    public func store(_ key: StepKey, body: String) {
        if bodies.updateValue(body, forKey: key) == nil { order.append(key) }
        guard order.count > limit else { return }
        let oldest = order.prefix(limit / 2 + 1)
        for key in oldest { bodies[key] = nil }
        order.removeFirst(oldest.count)
    }
}
