import Synchronization

/// Wakes calls that wait until another instance has answered an input.
final class ResultBoard: Sendable {
    private struct State {
        var next = 0
        var waiting: [DemandID: [Int: AsyncStream<Void>.Continuation]] = [:]
    }

    private let state = Mutex(State())

    /// Looks at once, then whenever something happened to the inputs of `demand`, and once more when the time is up.
    /// - Parameters:
    ///   - milliseconds: how long to wait.
    ///   - look: nil as long as there is no answer.
    /// - Returns: nil when there was no answer in time.
    func wait<Answer: Sendable>(
        for demand: DemandID, milliseconds: Int64, clock: any EngineClock, _ look: () async throws -> Answer?
    ) async throws -> Answer? {
        let (signals, continuation) = AsyncStream.makeStream(of: Void.self, bufferingPolicy: .bufferingNewest(1))
        continuation.yield()
        let key = state.withLock { state in
            state.next += 1
            state.waiting[demand, default: [:]][state.next] = continuation
            return state.next
        }
        let timer = Task {
            try? await clock.sleep(milliseconds: milliseconds)
            continuation.finish()
        }
        defer {
            timer.cancel()
            state.withLock { state in
                state.waiting[demand]?[key] = nil
                if state.waiting[demand]?.isEmpty == true { state.waiting[demand] = nil }
            }
        }
        for await _ in signals {
            if let answer = try await look() { return answer }
        }
        try Task.checkCancellation()
        return try await look()
    }

    /// Something happened to the inputs of these demands.
    func signal(_ demands: Set<DemandID>) {
        let woken = state.withLock { state in
            state.waiting.filter { demands.contains($0.key) }.flatMap(\.value.values)
        }
        for continuation in woken { continuation.yield() }
    }

    func signalAll() {
        for continuation in state.withLock({ $0.waiting.values.flatMap(\.values) }) { continuation.yield() }
    }
}
