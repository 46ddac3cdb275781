internal import Engine
internal import Metrics
internal import Synchronization

/// What calls to the model are counted and measured by.
final class CallMetrics: Sendable {
    private let duration: Timer
    private let tokens: (input: Counter, output: Counter, cacheRead: Counter, cacheWrite: Counter)
    private let calls: CounterFamily

    init(_ factory: any MetricsFactory) {
        func tokens(_ kind: String) -> Counter {
            Counter(label: "llm_tokens_total", dimensions: [("kind", kind)], factory: factory)
        }
        calls = CounterFamily("llm_calls_total", labels: ["decision", "outcome"], factory: factory)
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
        calls.increment(decision.rawValue, outcome)
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
