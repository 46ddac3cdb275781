public import Engine

/// Names one paid call of a model. The same key never has to be paid for twice.
public struct PaidStepKey: Sendable, Hashable {
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
    /// SHA-256 of what was asked, in hexadecimal: another question is another step.
    public var question: String

    public init(
        demandID: DemandID, channelID: ChannelID, round: Int, proposalVersion: Int, member: String, decision: String,
        attempt: Int, question: String
    ) {
        self.demandID = demandID
        self.channelID = channelID
        self.round = round
        self.proposalVersion = proposalVersion
        self.member = member
        self.decision = decision
        self.attempt = attempt
        self.question = question
    }

    /// All of the key besides demand, channel and decision, as one text.
    public var circumstances: String { "\(round)/\(proposalVersion)/\(attempt)/\(question)/\(member)" }
}

/// Keeps what was paid for: a result is stored before it is used, so that a crash does not buy it again.
public protocol StepStore: Sendable {
    /// Nil when nothing is stored under `key`.
    func stored(_ key: PaidStepKey) async throws -> String?
    /// Stores a result unless there is one; returns after it is durable.
    /// - Returns: what is stored now. Another instance may have been faster; then its result holds.
    func store(_ key: PaidStepKey, body: String) async throws -> String
}

/// Keeps results for the life of the process.
public actor InMemoryStepStore: StepStore {
    private var bodies: [PaidStepKey: String] = [:]
    private var order: [PaidStepKey] = []
    private let limit: Int

    /// - Parameter limit: results kept; the oldest go first.
    public init(limit: Int = 1_000) {
        self.limit = max(1, limit)
    }

    public func stored(_ key: PaidStepKey) -> String? { bodies[key] }

    public func store(_ key: PaidStepKey, body: String) -> String {
        if let known = bodies[key] { return known }
        bodies[key] = body
        order.append(key)
        guard order.count > limit else { return body }
        let oldest = order.prefix(limit / 2 + 1)
        for key in oldest { bodies[key] = nil }
        order.removeFirst(oldest.count)
        return body
    }
}
