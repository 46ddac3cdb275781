internal import Logging
internal import Synchronization

/// Whether the database can be reached, as all connections of a store have found out, and when to try again.
final class PostgresHealth: Sendable {
    private struct State {
        var failures = 0
        /// On the monotonic clock.
        var nextAttempt: Int64 = 0
        var reason: String?
    }

    /// Milliseconds between attempts.
    private static let firstPause: Int64 = 100
    private static let longestPause: Int64 = 2_000

    private let state = Mutex(State())
    private let logger: Logger

    init(logger: Logger) {
        self.logger = logger
    }

    /// Milliseconds until the next attempt to connect is due; 0 now.
    var pause: Int64 {
        state.withLock { max(0, $0.nextAttempt - MonotonicClock.now()) }
    }

    /// Why the last attempt failed; nil when it did not.
    var reason: String? { state.withLock(\.reason) }

    /// The pause doubles with each failure, and half of it is random: instances do not come back all at once.
    func failed(_ reason: String) {
        let isFirst = state.withLock { state in
            // Connections that were attempted at the same time fail together, and that is one failure.
            guard state.nextAttempt <= MonotonicClock.now() else { return false }
            let doubled = PostgresHealth.firstPause << min(state.failures, 10)
            let pause = min(doubled, PostgresHealth.longestPause)
            state.nextAttempt = MonotonicClock.now() + pause / 2 + Int64.random(in: 0...pause / 2)
            state.failures += 1
            state.reason = reason
            return state.failures == 1
        }
        if isFirst { logger.warning("no connection to the database", metadata: ["reason": "\(reason)"]) }
    }

    func succeeded() {
        let failures = state.withLock { state in
            defer { state = State() }
            return state.failures
        }
        if failures > 0 {
            logger.notice("connected to the database again", metadata: ["attempts": .stringConvertible(failures + 1)])
        }
    }
}
