internal import Engine
internal import Metrics
internal import Synchronization

/// What calls to the model are counted and measured by.
final class CallMetrics: Sendable {
    private struct Key: Hashable {
        var decision: String
        var outcome: String
    }

    private let factory: any MetricsFactory
    private let duration: Timer
    private let tokens: (input: Counter, output: Counter, cacheRead: Counter, cacheWrite: Counter)
    private let calls = Mutex<[Key: Counter]>([:])

    init(_ factory: any MetricsFactory) {
        self.factory = factory
        func tokens(_ kind: String) -> Counter {
            Counter(label: "llm_tokens_total", dimensions: [("kind", kind)], factory: factory)
        }
        duration = Timer(label: "llm_call_duration_seconds", factory: factory)
        self.tokens = (tokens("input"), tokens("output"), tokens("cache_read"), tokens("cache_write"))
    }

    /// One call was answered.
    func served(_ decision: DecisionKind, usage: TokenUsage, milliseconds: Int64) {
        count(decision, "ok", milliseconds)
        tokens.input.increment(by: usage.input)
        tokens.output.increment(by: usage.output)
        tokens.cacheRead.increment(by: usage.cacheRead)
        tokens.cacheWrite.increment(by: usage.cacheWrite)
    }

    /// One call that was made gave no answer.
    func failed(_ decision: DecisionKind, _ failure: CallFailure, milliseconds: Int64) {
        count(decision, failure.outcome, milliseconds)
    }

    private func count(_ decision: DecisionKind, _ outcome: String, _ milliseconds: Int64) {
        duration.recordMilliseconds(max(0, milliseconds))
        let key = Key(decision: decision.rawValue, outcome: outcome)
        let counter = calls.withLock { calls in
            if let known = calls[key] { return known }
            let made = Counter(
                label: "llm_calls_total", dimensions: [("decision", key.decision), ("outcome", key.outcome)],
                factory: factory)
            calls[key] = made
            return made
        }
        counter.increment()
    }
}

extension CallFailure {
    /// A few words for what happened, as a label.
    fileprivate var outcome: String {
        switch kind {
        case .connection: "connection"
        case .timeout: "timeout"
        case .cancelled: "cancelled"
        case .stream, .unreadable: "unreadable"
        case .status:
            switch status ?? 0 {
            case 429: "rate_limited"
            case 529: "overloaded"
            case 408, 504: "timeout"
            case 500...: "server_error"
            default: "client_error"
            }
        }
    }
}
