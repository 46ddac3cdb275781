import Synchronization

/// Tells whoever watches a demand in this process what has just been committed.
///
/// The hub keeps nothing: the log in the store is the truth, and a watcher that needs history reads it there. A watcher registers
/// first, then notes the head of the log, reads up to it, and goes on with what the hub says above it.
public final class EventHub: Sendable {
    /// Called with committed events of one demand, in order, on the committing task. Must return at once.
    public typealias Handler = @Sendable (_ events: [StoredEvent]) -> Void

    private struct Watchers {
        var next: UInt64 = 0
        var byDemand: [DemandID: [UInt64: Handler]] = [:]
        var count = 0
    }

    private let watchers = Mutex(Watchers())
    private let published = Atomic<Int>(0)

    public init() {}

    /// Ends with `cancel()` or when the value is released.
    public final class Subscription: Sendable {
        private let hub: EventHub
        private let demand: DemandID
        private let key: UInt64

        fileprivate init(hub: EventHub, demand: DemandID, key: UInt64) {
            self.hub = hub
            self.demand = demand
            self.key = key
        }

        deinit { cancel() }

        /// After it returns no further call of the handler begins.
        public func cancel() {
            hub.remove(key, of: demand)
        }
    }

    public func subscribe(to demand: DemandID, _ handler: @escaping Handler) -> Subscription {
        let key = watchers.withLock { state in
            state.next += 1
            state.byDemand[demand, default: [:]][state.next] = handler
            state.count += 1
            return state.next
        }
        return Subscription(hub: self, demand: demand, key: key)
    }

    /// Hands committed events to the watchers of `demand`, in the order of registration.
    public func publish(_ events: [StoredEvent], of demand: DemandID) {
        guard !events.isEmpty else { return }
        published.add(events.count, ordering: .relaxed)
        let handlers = watchers.withLock { state in
            state.byDemand[demand].map { $0.sorted { $0.key < $1.key }.map(\.value) } ?? []
        }
        for handler in handlers { handler(events) }
    }

    /// Watchers in this process.
    public var subscriberCount: Int { watchers.withLock { $0.count } }

    /// Events published since the start of this process.
    public var publishedCount: Int { published.load(ordering: .relaxed) }

    private func remove(_ key: UInt64, of demand: DemandID) {
        watchers.withLock { state in
            guard state.byDemand[demand]?.removeValue(forKey: key) != nil else { return }
            state.count -= 1
            if state.byDemand[demand]?.isEmpty == true { state.byDemand[demand] = nil }
        }
    }
}
