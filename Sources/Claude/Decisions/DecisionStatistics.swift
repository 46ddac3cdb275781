internal import Engine
internal import Synchronization

/// What became of decisions that a model was asked for, since the start or the last reset.
final class DecisionStatistics: Sendable {
    private struct Contents {
        var decisions: [DecisionKind: ModelReport.Decision] = [:]
        var since: Timestamp
    }

    private let contents: Mutex<Contents>

    init(since: Timestamp) {
        contents = Mutex(Contents(since: since))
    }

    func reset(at now: Timestamp) { contents.withLock { $0 = Contents(since: now) } }

    /// A decision has ended.
    /// - Parameter failure: why the rules answered instead; nil when the model's answer was used.
    func ended(_ kind: DecisionKind, failure: Provenance.FallbackReason?, milliseconds: Int64) {
        let outcome = failure.map(ModelReport.Decision.Outcome.init) ?? .success
        change(kind) { decision in
            decision.outcomes[outcome, default: 0] += 1
            decision.milliseconds += max(0, milliseconds)
        }
    }

    /// A call was answered and has to be paid.
    func paid(_ kind: DecisionKind, usage: TokenUsage, costUSD: Double) {
        change(kind) { decision in
            decision.inputTokens += usage.totalInput
            decision.outputTokens += usage.output
            decision.costUSD += costUSD
        }
    }

    private func change(_ kind: DecisionKind, _ body: (inout ModelReport.Decision) -> Void) {
        contents.withLock { body(&$0.decisions[kind, default: .init(name: kind.rawValue, model: "")]) }
    }

    /// All nine, with who is asked now.
    func report(_ choice: ModelChoice) -> (decisions: [ModelReport.Decision], since: Timestamp) {
        let contents = contents.withLock { $0 }
        let decisions = DecisionKind.allCases.map { kind in
            var decision = contents.decisions[kind] ?? .init(name: kind.rawValue, model: "")
            decision.model = choice.model(for: kind)
            return decision
        }
        return (decisions, contents.since)
    }
}

extension ModelReport.Decision.Outcome {
    fileprivate init(_ reason: Provenance.FallbackReason) {
        self =
            switch reason {
            case .unavailable: .unavailable
            case .timeout: .timeout
            case .invalid: .invalid
            case .refused: .refused
            case .budget: .budget
            case .breaker: .breaker
            }
    }
}
