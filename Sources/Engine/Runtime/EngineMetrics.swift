public import Metrics

/// What the engine counts and measures.
public final class EngineMetrics: Sendable {
    private let outcomes: [DemandOutcome: Counter]
    private let duration: Timer

    public init(_ factory: any MetricsFactory = MetricsSystem.factory) {
        outcomes = Dictionary(
            uniqueKeysWithValues: DemandOutcome.allCases.map { outcome in
                let label = ("outcome", outcome.rawValue)
                return (outcome, Counter(label: "negotiations_total", dimensions: [label], factory: factory))
            })
        duration = Timer(label: "negotiation_duration_seconds", factory: factory)
    }

    /// A negotiation of this process has ended. Demonstrations say nothing about the network and are not counted.
    func ended(_ state: DemandState) {
        guard !state.isDemo, let outcome = state.outcome, let end = state.completedAt else { return }
        outcomes[outcome]?.increment()
        duration.recordMilliseconds(max(0, end - state.submittedAt))
    }
}
