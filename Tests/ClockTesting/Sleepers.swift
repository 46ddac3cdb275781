internal import Synchronization

/// The time of a clock that tests move, and who sleeps until when. Milliseconds.
public final class Sleepers: Sendable {
    private struct Sleeper {
        var due: Int64
        var continuation: CheckedContinuation<Void, any Error>
    }

    private struct State {
        var elapsed: Int64 = 0
        var next = 0
        var sleepers: [Int: Sleeper] = [:]
    }

    private let state = Mutex(State())

    public init() {}

    /// Since the clock's start.
    public var elapsed: Int64 { state.withLock { $0.elapsed } }
    public var count: Int { state.withLock { $0.sleepers.count } }
    /// What each sleeper has left, shortest first.
    public var rests: [Int64] {
        state.withLock { state in state.sleepers.values.map { $0.due - state.elapsed }.sorted() }
    }

    /// Sleeps until the time is moved past the end of that.
    /// - Parameter begun: called once the sleeper is counted.
    /// - Throws: `CancellationError`.
    public func sleep(_ milliseconds: Int64, begun: () -> Void = {}) async throws {
        let key = state.withLock { state in
            state.next += 1
            return state.next
        }
        try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { (continuation: CheckedContinuation<Void, any Error>) in
                let isAwake = state.withLock { state in
                    guard !Task.isCancelled else { return true }
                    state.sleepers[key] = Sleeper(due: state.elapsed + milliseconds, continuation: continuation)
                    return false
                }
                if isAwake { continuation.resume(throwing: CancellationError()) } else { begun() }
            }
        } onCancel: {
            state.withLock { $0.sleepers.removeValue(forKey: key) }?.continuation.resume(throwing: CancellationError())
        }
    }

    /// Moves the time; who slept until then wakes up, in the order of their ends.
    /// - Parameter tell: hears the new time before anybody wakes up.
    public func advance(_ milliseconds: Int64, telling tell: (Int64) -> Void = { _ in }) {
        let due = state.withLock { state -> [Sleeper] in
            state.elapsed += milliseconds
            tell(state.elapsed)
            let elapsed = state.elapsed
            let due = state.sleepers.filter { $0.value.due <= elapsed }
            for key in due.keys { state.sleepers[key] = nil }
            return due.values.sorted { $0.due < $1.due }
        }
        for sleeper in due { sleeper.continuation.resume() }
    }

    /// Moves the time to the end of the shortest rest and wakes that one sleeper, if there is any.
    public func wakeNext() {
        let next = state.withLock { state -> Sleeper? in
            guard let first = state.sleepers.min(by: { $0.value.due < $1.value.due }) else { return nil }
            state.elapsed = max(state.elapsed, first.value.due)
            return state.sleepers.removeValue(forKey: first.key)
        }
        next?.continuation.resume()
    }
}
