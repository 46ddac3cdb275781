import Synchronization

/// States of running demands that other instances own, so that many who look at the same ones read only what is new in each log.
final class FoldCache: Sendable {
    private static let limit = 512
    private static let page = 500
    private let states = Mutex<[DemandID: DemandState]>([:])

    /// The demand as its log in the store has it now; nil when there is none.
    func state(of id: DemandID, in store: any Store) async throws -> DemandState? {
        if var known = states.withLock({ $0[id] }) {
            let rows = try await store.events(of: id, after: known.head, limit: FoldCache.page)
            if rows.count < FoldCache.page {
                let coding = EventCoding()
                for row in rows { known.apply(try coding.event(row), at: row.timestamp) }
                keep(known)
                return known
            }
        }
        guard let state = try await store.fold(id) else { return nil }
        keep(state)
        return state
    }

    private func keep(_ state: DemandState) {
        states.withLock { states in
            guard !state.isCompleted else {
                states[state.id] = nil
                return
            }
            if let known = states[state.id], known.head >= state.head { return }
            if states.count >= FoldCache.limit { states.removeAll() }
            states[state.id] = state
        }
    }
}
