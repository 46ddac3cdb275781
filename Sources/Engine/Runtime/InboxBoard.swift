import Synchronization

/// Wakes who watches a member's inbox in this process.
final class InboxBoard: Sendable {
    private struct State {
        var next = 0
        var watching: [String: [Int: AsyncStream<Void>.Continuation]] = [:]
    }

    private let state = Mutex(State())

    /// Tells at once, and whenever the inbox of `agentID` may have changed. What is not taken yet is told once.
    func signals(of agentID: String) -> AsyncStream<Void> {
        let (signals, continuation) = AsyncStream.makeStream(of: Void.self, bufferingPolicy: .bufferingNewest(1))
        let key = state.withLock { state in
            state.next += 1
            state.watching[agentID, default: [:]][state.next] = continuation
            return state.next
        }
        continuation.onTermination = { [weak self] _ in self?.remove(key, of: agentID) }
        continuation.yield()
        return signals
    }

    private func remove(_ key: Int, of agentID: String) {
        state.withLock { state in
            state.watching[agentID]?[key] = nil
            if state.watching[agentID]?.isEmpty == true { state.watching[agentID] = nil }
        }
    }

    var isWatched: Bool { state.withLock { !$0.watching.isEmpty } }

    func signal(_ members: Set<String>) {
        let woken = state.withLock { state in
            members.flatMap { state.watching[$0].map { Array($0.values) } ?? [] }
        }
        for continuation in woken { continuation.yield() }
    }

    func signalAll() {
        for continuation in state.withLock({ $0.watching.values.flatMap(\.values) }) { continuation.yield() }
    }
}
