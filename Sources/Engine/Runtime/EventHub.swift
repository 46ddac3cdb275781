import Synchronization

/// Tells whoever watches a demand in this process what has been committed, here or by another instance.
///
/// The hub keeps nothing: the log in the store is the truth, and a watcher that needs history reads it there. A watcher registers
/// first, then notes the head of the log, reads up to it, and goes on with what the hub says above it.
///
/// Events come from the runner of the demand when this process owns it, else from the store (`Follower`). Both may speak about the
/// same demand while its lease changes hands: the hub hands every event out once and in order, and leaves out what would make a
/// hole, until the follower has read what is missing.
public final class EventHub: Sendable {
    /// Called with committed events of one demand, in order, on the committing task. Must return at once.
    public typealias Handler = @Sendable (_ events: [StoredEvent]) -> Void

    private struct Watched {
        /// Tells this watch from a later one of the same demand.
        let number: UInt64
        var handlers: [UInt64: Handler] = [:]
        /// The number of the last event that was handed out or did not need to be; nil while nothing is known.
        var position: Int?
        /// The highest number that was left out because it would have made a hole.
        var refused = 0
        /// Taken but not handed out yet.
        var queue: [[StoredEvent]] = []
        /// Somebody hands the queue out: with one at a time the order holds.
        var isDelivering = false
    }

    private struct State {
        var next: UInt64 = 0
        var watched: [DemandID: Watched] = [:]
        /// Demands whose log this process writes, with the number of the newest event.
        var owned: [DemandID: Int] = [:]
        var count = 0

        /// - Returns: whether the caller has to hand the queue out.
        mutating func accept(_ events: [StoredEvent], of demand: DemandID) -> Bool {
            guard let watch = watched[demand], let first = events.first, let last = events.last else { return false }
            let position = watch.position ?? first.sequence - 1
            guard first.sequence <= position + 1 else {
                watched[demand]?.refused = max(watch.refused, last.sequence)
                return false
            }
            guard last.sequence > position else { return false }
            watched[demand]?.queue.append(Array(events.drop { $0.sequence <= position }))
            watched[demand]?.position = last.sequence
            watched[demand]?.isDelivering = true
            return !watch.isDelivering
        }

        /// Where to read on for the watchers of a demand; nil when nobody watches or the owner's own word is enough.
        func lag(of demand: DemandID) -> Int? {
            guard let watch = watched[demand] else { return nil }
            if let head = owned[demand], watch.position == head { return nil }
            return watch.position ?? 0
        }
    }

    private let state = Mutex(State())
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
        let key = state.withLock { state in
            state.next += 1
            // What the owner committed so far the watcher reads itself.
            state.watched[demand, default: Watched(number: state.next, position: state.owned[demand])]
                .handlers[state.next] = handler
            state.count += 1
            return state.next
        }
        return Subscription(hub: self, demand: demand, key: key)
    }

    /// Hands events that this process committed to the watchers of `demand`, in the order of registration.
    public func publish(_ events: [StoredEvent], of demand: DemandID) {
        guard let last = events.last else { return }
        published.add(events.count, ordering: .relaxed)
        let isMyTurn = state.withLock { state in
            if state.owned[demand] != nil { state.owned[demand] = last.sequence }
            return state.accept(events, of: demand)
        }
        if isMyTurn { deliver(demand) }
    }

    /// Watchers in this process.
    public var subscriberCount: Int { state.withLock { $0.count } }

    /// Events published since the start of this process.
    public var publishedCount: Int { published.load(ordering: .relaxed) }

    // MARK: Owned and followed demands

    /// From now on this process writes the demand's log, which has `head` events.
    /// - Parameter isNew: nobody else has written it, and these events were committed before anybody could watch.
    func begin(_ demand: DemandID, head: Int, isNew: Bool = false) {
        state.withLock { state in
            state.owned[demand] = head
            guard let watch = state.watched[demand], watch.position == nil else { return }
            // Watchers may have missed what an owner before wrote.
            state.watched[demand]?.position = isNew ? head : 0
        }
    }

    /// This process does not write the log any more.
    func end(_ demand: DemandID) {
        state.withLock { $0.owned[demand] = nil }
    }

    /// Watched demands for which the store has to be asked, with the number of the last event that their watchers have.
    var followed: [DemandID: Int] {
        state.withLock { state in
            var followed: [DemandID: Int] = [:]
            for demand in state.watched.keys { followed[demand] = state.lag(of: demand) }
            return followed
        }
    }

    /// The number after which the store has to be read for the watchers of `demand`; nil when it need not be.
    func lag(of demand: DemandID) -> Int? {
        state.withLock { $0.lag(of: demand) }
    }

    /// Hands events that were read in the store to the watchers of `demand`; those they have are left out.
    /// - Returns: whether the store has more already: events above these were left out meanwhile.
    func follow(_ events: [StoredEvent], of demand: DemandID) -> Bool {
        let (isMyTurn, isMore) = state.withLock { state in
            let isMyTurn = state.accept(events, of: demand)
            let watch = state.watched[demand]
            return (isMyTurn, watch.map { $0.refused > $0.position ?? 0 } ?? false)
        }
        if isMyTurn { deliver(demand) }
        return isMore
    }

    // MARK: Handing out

    private func deliver(_ demand: DemandID) {
        var watch: UInt64?
        while true {
            let next = state.withLock { state -> (events: [StoredEvent], handlers: [Handler])? in
                guard let watched = state.watched[demand], watch == nil || watch == watched.number else { return nil }
                watch = watched.number
                guard let events = watched.queue.first else {
                    state.watched[demand]?.isDelivering = false
                    return nil
                }
                state.watched[demand]?.queue.removeFirst()
                return (events, watched.handlers.sorted { $0.key < $1.key }.map(\.value))
            }
            guard let next else { return }
            for handler in next.handlers { handler(next.events) }
        }
    }

    private func remove(_ key: UInt64, of demand: DemandID) {
        state.withLock { state in
            guard state.watched[demand]?.handlers.removeValue(forKey: key) != nil else { return }
            state.count -= 1
            if state.watched[demand]?.handlers.isEmpty == true { state.watched[demand] = nil }
        }
    }
}
