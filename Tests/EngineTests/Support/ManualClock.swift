import Synchronization

@testable import Engine

/// A clock that stands still until a test moves it; sleepers wake when it passes the end of their sleep.
final class ManualClock: EngineClock {
    private struct Sleeper {
        var due: Int64
        var continuation: CheckedContinuation<Void, any Error>
    }

    private struct State {
        var elapsed: Int64 = 0
        var next = 0
        var sleepers: [Int: Sleeper] = [:]
        var observers: [@Sendable (Timestamp) -> Void] = []
        var waiters: [(milliseconds: Int64, continuation: CheckedContinuation<Void, Never>)] = []

        /// What each sleeper has left, shortest first.
        var rests: [Int64] { sleepers.values.map { $0.due - elapsed }.sorted() }

        mutating func metWaiters() -> [CheckedContinuation<Void, Never>] {
            let rests = rests
            let met = waiters.filter { rests.contains($0.milliseconds) }.map(\.continuation)
            waiters.removeAll { rests.contains($0.milliseconds) }
            return met
        }
    }

    static let start = Timestamp(milliseconds: 1_790_000_000_000)
    private let begin: Timestamp
    private let state = Mutex(State())

    init(start: Timestamp = ManualClock.start) {
        begin = start
    }

    var sleepers: Int { state.withLock { $0.sleepers.count } }

    func now() -> Timestamp { state.withLock { begin + $0.elapsed } }

    func sleep(milliseconds: Int64) async throws {
        try Task.checkCancellation()
        // Waiting for a turn is no passing of time.
        guard milliseconds > 5 else { return await Task.yield() }
        let key = state.withLock { state in
            state.next += 1
            return state.next
        }
        try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { (continuation: CheckedContinuation<Void, any Error>) in
                let waiters = state.withLock { state -> [CheckedContinuation<Void, Never>] in
                    guard !Task.isCancelled else {
                        continuation.resume(throwing: CancellationError())
                        return []
                    }
                    state.sleepers[key] = Sleeper(due: state.elapsed + milliseconds, continuation: continuation)
                    return state.metWaiters()
                }
                for waiter in waiters { waiter.resume() }
            }
        } onCancel: {
            state.withLock { $0.sleepers.removeValue(forKey: key) }?.continuation.resume(throwing: CancellationError())
        }
    }

    /// `tell` hears every new time before those who slept until then wake up.
    func observe(_ tell: @escaping @Sendable (Timestamp) -> Void) {
        state.withLock { $0.observers.append(tell) }
    }

    func advance(milliseconds: Int64) {
        let due = state.withLock { state -> [Sleeper] in
            state.elapsed += milliseconds
            for tell in state.observers { tell(begin + state.elapsed) }
            let elapsed = state.elapsed
            let due = state.sleepers.filter { $0.value.due <= elapsed }
            for key in due.keys { state.sleepers[key] = nil }
            return due.values.sorted { $0.due < $1.due }
        }
        for sleeper in due { sleeper.continuation.resume() }
    }

    /// Returns once somebody sleeps who has exactly this much left, or when the test is cancelled because it takes too long.
    func untilSomebodySleeps(_ milliseconds: Int64) async {
        await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                let isMet = state.withLock { state in
                    let isMet = state.rests.contains(milliseconds) || Task.isCancelled
                    if !isMet { state.waiters.append((milliseconds, continuation)) }
                    return isMet
                }
                if isMet { continuation.resume() }
            }
        } onCancel: {
            let waiters = state.withLock { state in
                defer { state.waiters = [] }
                return state.waiters
            }
            for waiter in waiters { waiter.continuation.resume() }
        }
    }
}
