import Metrics
import Synchronization

/// One combination of label values. Recording costs one atomic operation, of a histogram one uncontended lock.
enum MetricSeries: Sendable {
    case counter(CounterSeries)
    case gauge(GaugeSeries)
    case histogram(HistogramSeries)
}

final class CounterSeries: CounterHandler, FloatingPointCounterHandler {
    /// The bits of a `Double`: exact for whole numbers up to 2^53.
    private let bits = Atomic<UInt64>(0)
    private let rate: SlidingRate?
    private let isSuccess: Bool

    init(rate: SlidingRate? = nil, isSuccess: Bool = false) {
        self.rate = rate
        self.isSuccess = isSuccess
    }

    var value: Double { Double(bitPattern: bits.load(ordering: .relaxed)) }

    func increment(by amount: Int64) {
        increment(by: Double(amount))
        rate?.record(success: isSuccess, count: max(0, amount))
    }

    /// A counter never falls.
    func increment(by amount: Double) {
        if amount > 0 { bits.add(amount) }
    }

    func reset() { bits.store(0, ordering: .relaxed) }
}

final class GaugeSeries: RecorderHandler, MeterHandler {
    private let bits = Atomic<UInt64>(Double.nan.bitPattern)

    /// Nil before the first value, and after NaN was set.
    var value: Double? {
        let value = Double(bitPattern: bits.load(ordering: .relaxed))
        return value.isNaN ? nil : value
    }

    func record(_ value: Int64) { set(Double(value)) }
    func record(_ value: Double) { set(value) }
    func set(_ value: Int64) { set(Double(value)) }
    func set(_ value: Double) { bits.store(value.bitPattern, ordering: .relaxed) }
    func increment(by amount: Double) { bits.add(amount) }
    func decrement(by amount: Double) { bits.add(-amount) }
}

final class HistogramSeries: RecorderHandler, TimerHandler {
    struct Snapshot: Sendable {
        /// One a bound, then those above the last; not cumulative.
        var counts: [UInt64]
        var sum = 0.0
    }

    let bounds: [Double]
    /// A lock, not atomics: count and sum that are scraped belong together.
    private let state: Mutex<Snapshot>

    init(bounds: [Double]) {
        self.bounds = bounds
        state = Mutex(Snapshot(counts: Array(repeating: 0, count: bounds.count + 1)))
    }

    var snapshot: Snapshot { state.withLock { $0 } }

    func record(_ value: Int64) { record(Double(value)) }

    func record(_ value: Double) {
        guard value.isFinite else { return }
        let index = bounds.firstIndex { value <= $0 } ?? bounds.count
        state.withLock { state in
            state.counts[index] += 1
            state.sum += value
        }
    }

    func recordNanoseconds(_ duration: Int64) { record(Double(max(0, duration)) / 1e9) }
}

extension Atomic where Value == UInt64 {
    /// Adds to the `Double` whose bits these are; no value (NaN) counts as 0.
    fileprivate borrowing func add(_ amount: Double) {
        var current = load(ordering: .relaxed)
        while true {
            let value = Double(bitPattern: current)
            let next = ((value.isNaN ? 0 : value) + amount).bitPattern
            let (exchanged, original) = weakCompareExchange(expected: current, desired: next, ordering: .relaxed)
            if exchanged { return }
            current = original
        }
    }
}
