import Synchronization

/// Places for writes that run at the same time, and a queue, first in, first out, for those that have to wait.
///
/// A place goes from one writer straight to the next in the queue, so nobody can slip in between; a waiter that gives up leaves
/// the queue under the same lock, so a place is neither lost nor given twice.
final class RunningWrites: Sendable {
    enum Refusal: Error, Equatable {
        /// The queue is full.
        case full
        /// No place became free in time.
        case tooLate
    }

    private struct Waiter: Sendable {
        var number: UInt64
        var continuation: CheckedContinuation<Refusal?, Never>
        /// Gives up when the wait has been long enough.
        var clock: Task<Void, Never>

        func admit() {
            clock.cancel()
            continuation.resume(returning: nil)
        }
    }

    private struct State {
        var running = 0
        /// Waiters by number, in order, with a moving head.
        var queue: [Waiter] = []
        var head = 0
        var next: UInt64 = 0
        /// Nanoseconds that a write takes, smoothed (weight 1/16); 0 before the first.
        var duration: Double = 0

        var waiting: Int { queue.count - head }

        mutating func popFirst() -> Waiter? {
            guard head < queue.count else { return nil }
            let first = queue[head]
            head += 1
            if head == queue.count || head > 256, head * 2 >= queue.count {
                queue.removeFirst(head)
                head = 0
            }
            return first
        }

        /// - Returns: nil when it is not in the queue any more.
        mutating func remove(_ number: UInt64) -> Waiter? {
            guard let index = queue[head...].firstIndex(where: { $0.number == number }) else { return nil }
            return queue.remove(at: index)
        }
    }

    private let state = Mutex(State())

    var runningCount: Int { state.withLock { $0.running } }
    var waitingCount: Int { state.withLock { $0.waiting } }

    /// Takes a place, waiting for it if it must.
    /// - Parameters:
    ///   - limit: 1… places, as they are now.
    ///   - queueLimit: 0… writers that may wait.
    ///   - patience: ends when the wait has been long enough.
    ///   - onWait: called when this writer has to wait.
    func enter(
        limit: Int, queueLimit: Int, patience: @escaping @Sendable () async -> Void, onWait: () -> Void
    ) async throws(Refusal) {
        let isIn = state.withLock { state in
            guard state.running < limit, state.waiting == 0 else { return false }
            state.running += 1
            return true
        }
        if isIn { return }
        let refusal: Refusal? = await withCheckedContinuation { continuation in
            let answer: Refusal?? = state.withLock { state in
                // A place may have become free since.
                if state.running < limit, state.waiting == 0 {
                    state.running += 1
                    return .some(nil)
                }
                guard state.waiting < queueLimit else { return .full }
                state.next += 1
                let number = state.next
                let clock = Task {
                    await patience()
                    giveUp(number)
                }
                state.queue.append(Waiter(number: number, continuation: continuation, clock: clock))
                onWait()
                return nil
            }
            if let answer { continuation.resume(returning: answer) }
        }
        if let refusal { throw refusal }
    }

    private func giveUp(_ number: UInt64) {
        state.withLock { $0.remove(number) }?.continuation.resume(returning: .tooLate)
    }

    /// Gives a place back; it goes to who waits longest.
    /// - Parameter limit: 1… places, as they are now: when there are fewer than before, the place is not handed on.
    func leave(after nanoseconds: Int64, limit: Int) {
        let next: [Waiter] = state.withLock { state in
            let sample = Double(max(0, nanoseconds))
            state.duration = state.duration == 0 ? sample : state.duration + (sample - state.duration) / 16
            state.running -= 1
            return RunningWrites.admit(&state, limit: limit)
        }
        for waiter in next { waiter.admit() }
    }

    /// There may be more places than before.
    func limitChanged(_ limit: Int) {
        let next = state.withLock { RunningWrites.admit(&$0, limit: limit) }
        for waiter in next { waiter.admit() }
    }

    private static func admit(_ state: inout State, limit: Int) -> [Waiter] {
        var admitted: [Waiter] = []
        while state.running < limit, let waiter = state.popFirst() {
            state.running += 1
            admitted.append(waiter)
        }
        return admitted
    }

    /// Nanoseconds until there is likely room for one more, from how long writes take.
    func expectedWait(limit: Int) -> Int64 {
        state.withLock { Int64($0.duration * Double($0.waiting + 1) / Double(max(1, limit))) }
    }
}
