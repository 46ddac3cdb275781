/// Who took a decision, and how. Its fields stand flat in the payloads of decisions.
public struct Provenance: Sendable, Hashable, Codable {
    public enum FallbackReason: String, Sendable, Codable {
        case unavailable, timeout, invalid, refused, budget, breaker
    }

    /// `rules`, a model id, `member`, `remote`, `requester`, `operator` or `deadline`.
    public var decidedBy: String
    /// True when a model should have decided and the rules did.
    public var isFallback: Bool
    public var fallbackReason: FallbackReason?
    public var usage: Usage?

    public init(decidedBy: String, isFallback: Bool = false, fallbackReason: FallbackReason? = nil, usage: Usage? = nil)
    {
        self.decidedBy = decidedBy
        self.isFallback = isFallback
        self.fallbackReason = fallbackReason
        self.usage = usage
    }

    public static let rules = Provenance(decidedBy: "rules")
    public static let member = Provenance(decidedBy: "member")
    public static let remote = Provenance(decidedBy: "remote")
    public static let requester = Provenance(decidedBy: "requester")
    public static let `operator` = Provenance(decidedBy: "operator")
    public static let deadline = Provenance(decidedBy: "deadline")

    /// - Parameter usage: what the model's vain attempts took.
    public static func rules(insteadOfModelBecause reason: FallbackReason, usage: Usage? = nil) -> Provenance {
        Provenance(decidedBy: "rules", isFallback: true, fallbackReason: reason, usage: usage)
    }

    enum CodingKeys: String, CodingKey {
        case usage
        case decidedBy = "decided_by"
        case isFallback = "fallback"
        case fallbackReason = "fallback_reason"
    }
}

/// What model calls took.
public struct Usage: Sendable, Hashable, Codable {
    public var latencyMilliseconds: Int
    public var inputTokens: Int
    public var outputTokens: Int
    public var costUSD: Double
    public var attempts: Int

    public init(latencyMilliseconds: Int, inputTokens: Int, outputTokens: Int, costUSD: Double, attempts: Int) {
        self.latencyMilliseconds = latencyMilliseconds
        self.inputTokens = inputTokens
        self.outputTokens = outputTokens
        self.costUSD = costUSD
        self.attempts = attempts
    }

    public static let zero = Usage(latencyMilliseconds: 0, inputTokens: 0, outputTokens: 0, costUSD: 0, attempts: 0)

    public static func + (left: Usage, right: Usage) -> Usage {
        Usage(
            latencyMilliseconds: left.latencyMilliseconds + right.latencyMilliseconds,
            inputTokens: left.inputTokens + right.inputTokens, outputTokens: left.outputTokens + right.outputTokens,
            costUSD: left.costUSD + right.costUSD, attempts: left.attempts + right.attempts)
    }

    enum CodingKeys: String, CodingKey {
        case attempts
        case latencyMilliseconds = "latency_ms"
        case inputTokens = "input_tokens"
        case outputTokens = "output_tokens"
        case costUSD = "cost_usd"
    }
}

/// A decision with its provenance.
public struct Decided<Value: Sendable>: Sendable {
    public var value: Value
    public var by: Provenance

    public init(_ value: Value, by provenance: Provenance) {
        self.value = value
        by = provenance
    }
}

extension Decided: Equatable where Value: Equatable {}
