import ClockTesting
import Synchronization

@testable import Engine

/// A clock that stands still until a test moves it; sleepers wake when it passes the end of their sleep.
final class ManualClock: EngineClock {
    private struct State {
        var observers: [@Sendable (Timestamp) -> Void] = []
        var waiters: [(milliseconds: Int64, continuation: CheckedContinuation<Void, Never>)] = []
    }

    static let start = Timestamp(milliseconds: 1_790_000_000_000)
    private let begin: Timestamp
    private let table = Sleepers()
    private let state = Mutex(State())

    init(start: Timestamp = ManualClock.start) {
        begin = start
    }

    var sleepers: Int { table.count }

    func now() -> Timestamp { begin + table.elapsed }

    func sleep(milliseconds: Int64) async throws {
        try Task.checkCancellation()
        // Waiting for a turn is no passing of time.
        guard milliseconds > 5 else { return await Task.yield() }
        try await table.sleep(milliseconds) {
            let met = state.withLock { state in
                let rests = table.rests
                defer { state.waiters.removeAll { rests.contains($0.milliseconds) } }
                return state.waiters.filter { rests.contains($0.milliseconds) }
            }
            for waiter in met { waiter.continuation.resume() }
        }
    }

    /// `tell` hears every new time before those who slept until then wake up.
    func observe(_ tell: @escaping @Sendable (Timestamp) -> Void) {
        state.withLock { $0.observers.append(tell) }
    }

    func advance(milliseconds: Int64) {
        let observers = state.withLock { $0.observers }
        table.advance(milliseconds) { elapsed in
            for tell in observers { tell(begin + elapsed) }
        }
    }

    /// Returns once somebody sleeps who has exactly this much left, or when the test is cancelled because it takes too long.
    func untilSomebodySleeps(_ milliseconds: Int64) async {
        await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                let isMet = state.withLock { state in
                    let isMet = table.rests.contains(milliseconds) || Task.isCancelled
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
