import Synchronization

@testable import Engine

/// A clock on which pauses pass at once and long waits never end unless they are cancelled or the test moves it.
final class TestClock: EngineClock {
    private struct Sleeper {
        var due: Int64
        var continuation: CheckedContinuation<Void, any Error>
    }

    private struct State {
        var elapsed: Int64 = 0
        var next = 0
        var sleepers: [Int: Sleeper] = [:]
        var pauses: [Int64] = []
    }

    static let start = Timestamp(milliseconds: 1_795_572_000_000)
    private let longest: Int64
    private let state = Mutex(State())

    /// - Parameter longest: pauses up to this length pass at once.
    init(longest: Int64 = 10_000) {
        self.longest = longest
    }

    /// Pauses that have passed, in order.
    var pauses: [Int64] { state.withLock { $0.pauses } }

    func now() -> Timestamp { state.withLock { TestClock.start + $0.elapsed } }

    func sleep(milliseconds: Int64) async throws {
        try Task.checkCancellation()
        if milliseconds <= longest {
            state.withLock { $0.pauses.append(milliseconds) }
            return advance(milliseconds: milliseconds)
        }
        let key = state.withLock { state in
            state.next += 1
            return state.next
        }
        try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { (continuation: CheckedContinuation<Void, any Error>) in
                let isCancelled = state.withLock { state in
                    guard !Task.isCancelled else { return true }
                    state.sleepers[key] = Sleeper(due: state.elapsed + milliseconds, continuation: continuation)
                    return false
                }
                if isCancelled { continuation.resume(throwing: CancellationError()) }
            }
        } onCancel: {
            state.withLock { $0.sleepers.removeValue(forKey: key) }?.continuation.resume(throwing: CancellationError())
        }
    }

    func advance(milliseconds: Int64) {
        let due = state.withLock { state -> [Sleeper] in
            state.elapsed += milliseconds
            let elapsed = state.elapsed
            let due = state.sleepers.filter { $0.value.due <= elapsed }
            for key in due.keys { state.sleepers[key] = nil }
            return due.values.sorted { $0.due < $1.due }
        }
        for sleeper in due { sleeper.continuation.resume() }
    }
}
