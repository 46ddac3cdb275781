internal import Engine
internal import Synchronization

/// Counts what one decision takes, and how much of its time is left.
final class Meter: Sendable {
    private let total = Mutex(Usage.zero)
    private let allowance: Int64
    private let spent = Mutex<Int64>(0)

    /// - Parameter allowance: milliseconds of calls and of pauses between them; waiting for a turn is not counted.
    init(allowance: Int64) {
        self.allowance = allowance
    }

    /// Milliseconds.
    var left: Int64 { max(0, allowance - spent.withLock { $0 }) }

    func spend(milliseconds: Int64) { spent.withLock { $0 += max(0, milliseconds) } }

    func begin() { total.withLock { $0.attempts += 1 } }

    func add(_ step: PaidStep) {
        total.withLock { total in
            total.inputTokens += step.usage.totalInput
            total.outputTokens += step.usage.output
            total.costUSD += step.costUSD
            // A stored step was bought by an attempt of an earlier process.
            total.attempts = max(1, total.attempts)
        }
    }

    func usage(latency: Int64) -> Usage {
        var usage = total.withLock { $0 }
        usage.latencyMilliseconds = Int(max(0, latency))
        return usage
    }
}
