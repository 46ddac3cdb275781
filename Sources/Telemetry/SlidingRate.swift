import Synchronization

/// The share of successes over the last minutes, counted in slices so that it needs constant memory.
public final class SlidingRate: Sendable {
    private struct Slice {
        var number: Int64 = -1
        var successes: Int64 = 0
        var total: Int64 = 0
    }

    private static let sliceCount: Int64 = 60
    private let slices = Mutex([Slice](repeating: Slice(), count: Int(sliceCount)))
    private let sliceNanoseconds: Int64
    private let now: @Sendable () -> Int64

    /// - Parameters:
    ///   - window: how long an event counts; exact to a sixtieth of it.
    ///   - now: nanoseconds of a monotonic clock.
    public init(window: Duration = .seconds(300), now: @escaping @Sendable () -> Int64) {
        let parts = window.components
        let nanoseconds = parts.seconds * 1_000_000_000 + parts.attoseconds / 1_000_000_000
        sliceNanoseconds = max(1, nanoseconds / SlidingRate.sliceCount)
        self.now = now
    }

    public func record(success: Bool, count: Int64 = 1) {
        let number = now() / sliceNanoseconds
        slices.withLock { slices in
            let index = Int(number % SlidingRate.sliceCount)
            if slices[index].number != number { slices[index] = Slice(number: number) }
            slices[index].total += count
            if success { slices[index].successes += count }
        }
    }

    /// 0…1; nil while no event is in the window.
    public var value: Double? {
        let oldest = now() / sliceNanoseconds - SlidingRate.sliceCount
        return slices.withLock { slices in
            let counted = slices.filter { $0.number > oldest }
            let total = counted.reduce(0) { $0 + $1.total }
            guard total > 0 else { return nil }
            return Double(counted.reduce(0) { $0 + $1.successes }) / Double(total)
        }
    }
}
