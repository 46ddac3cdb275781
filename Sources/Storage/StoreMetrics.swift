internal import Engine
internal import Metrics

/// What a store counts and measures.
final class StoreMetrics: Sendable {
    private let duration: Timer
    private let depth: Meter
    private let unavailable: Counter
    private let diskFull: Counter
    private let readOnly: Counter
    private let broken: Counter

    init(_ factory: any MetricsFactory) {
        func errors(_ kind: String) -> Counter {
            Counter(label: "store_errors_total", dimensions: [("kind", kind)], factory: factory)
        }
        duration = Timer(label: "store_commit_seconds", factory: factory)
        depth = Meter(label: "store_queue_depth", factory: factory)
        unavailable = errors("unavailable")
        diskFull = errors("disk_full")
        readOnly = errors("read_only")
        broken = errors("broken")
        depth.set(0)
    }

    /// A change waits for its transaction.
    func queued() { depth.increment() }
    func taken(_ count: Int) { depth.decrement(by: Double(count)) }

    /// Measures one transaction, whatever becomes of it.
    func transaction<Value>(_ body: () throws -> Value) rethrows -> Value {
        let began = MonotonicClock.nanoseconds()
        defer { duration.recordNanoseconds(MonotonicClock.nanoseconds() - began) }
        return try body()
    }

    /// Counts a call that failed. A conflict is an answer, not a failure.
    func failed(_ error: any Error) {
        switch error {
        case StoreError.conflict: break
        case StoreError.diskFull: diskFull.increment()
        case StoreError.readOnly: readOnly.increment()
        case StoreError.unavailable: unavailable.increment()
        case StoreError.broken: broken.increment()
        default: break
        }
    }
}
