import Synchronization

@testable import Engine

/// A clock on which a pause passes as soon as a test waits for something, and never else: on a busy machine the bridge does not run
/// away while the test is between two lines.
final class SteppedClock: EngineClock {
    private struct Sleeper {
        var due: Int64
        var continuation: CheckedContinuation<Void, any Error>
    }

    private struct State {
        var elapsed: Int64 = 0
        var next = 0
        var sleepers: [Int: Sleeper] = [:]
    }

    static let start = Timestamp(milliseconds: 1_790_000_000_000)
    private let state = Mutex(State())

    func now() -> Timestamp { state.withLock { SteppedClock.start + $0.elapsed } }

    func sleep(milliseconds: Int64) async throws {
        let key = state.withLock { state in
            state.next += 1
            return state.next
        }
        try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { (continuation: CheckedContinuation<Void, any Error>) in
                state.withLock { state in
                    guard !Task.isCancelled else { return continuation.resume(throwing: CancellationError()) }
                    state.sleepers[key] = Sleeper(due: state.elapsed + milliseconds, continuation: continuation)
                }
            }
        } onCancel: {
            state.withLock { $0.sleepers.removeValue(forKey: key) }?.continuation.resume(throwing: CancellationError())
        }
    }

    func advance(milliseconds: Int64) {
        state.withLock { $0.elapsed += milliseconds }
    }

    /// Waits until something is so; who sleeps meanwhile wakes up, one after the other. The time limit of the test ends it.
    func until(_ condition: () async throws -> Bool) async throws {
        while try await !condition() {
            try Task.checkCancellation()
            let next = state.withLock { state -> Sleeper? in
                guard let first = state.sleepers.min(by: { $0.value.due < $1.value.due }) else { return nil }
                state.elapsed = max(state.elapsed, first.value.due)
                return state.sleepers.removeValue(forKey: first.key)
            }
            next?.continuation.resume()
            await Task.yield()
        }
    }
}
