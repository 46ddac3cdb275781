import Synchronization

/// Long waits that cost nothing once they are cancelled.
///
/// `Task.sleep` leaves its timer and its task behind until the time is over, even when it is cancelled at once. A negotiation that
/// ends in milliseconds has armed deadlines of half an hour; these must not be kept. So one task looks through the waits ten times
/// a second as long as there are any, and a wait may end up to a tenth of a second late.
final class LongSleeps: Sendable {
    private struct Wait {
        var due: ContinuousClock.Instant
        var continuation: CheckedContinuation<Void, any Error>
    }

    private struct State {
        var next: UInt64 = 0
        var waits: [UInt64: Wait] = [:]
        /// Cancelled before they began to wait.
        var cancelled: Set<UInt64> = []
        var isWatched = false
    }

    private enum Start { case waiting, first, cancelled }

    static let tick = Duration.milliseconds(100)

    private let state = Mutex(State())

    /// How many wait now.
    var count: Int { state.withLock { $0.waits.count } }

    /// Returns after `duration`; throws `CancellationError` as soon as the task is cancelled.
    func sleep(_ duration: Duration) async throws {
        let key = state.withLock { state in
            state.next += 1
            return state.next
        }
        defer { state.withLock { _ = $0.cancelled.remove(key) } }
        try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { continuation in
                let start = state.withLock { state -> Start in
                    if state.cancelled.contains(key) { return .cancelled }
                    state.waits[key] = Wait(due: .now + duration, continuation: continuation)
                    if state.isWatched { return .waiting }
                    state.isWatched = true
                    return .first
                }
                switch start {
                case .waiting: break
                case .first: Task { await self.watch() }
                case .cancelled: continuation.resume(throwing: CancellationError())
                }
            }
        } onCancel: {
            let wait = state.withLock { state in
                let wait = state.waits.removeValue(forKey: key)
                if wait == nil { state.cancelled.insert(key) }
                return wait
            }
            wait?.continuation.resume(throwing: CancellationError())
        }
    }

    private func watch() async {
        while true {
            let now = ContinuousClock.now
            let (due, isDone) = state.withLock { state -> ([Wait], Bool) in
                let keys = state.waits.filter { $0.value.due <= now }.map(\.key)
                let due = keys.compactMap { state.waits.removeValue(forKey: $0) }
                if state.waits.isEmpty { state.isWatched = false }
                return (due, state.waits.isEmpty)
            }
            for wait in due { wait.continuation.resume() }
            if isDone { return }
            try? await Task.sleep(for: LongSleeps.tick)
        }
    }
}
