import Logging

/// Brings events that other instances committed to the watchers in this process.
///
/// There is no position in the whole store that could be followed: a commit may become visible after a later one. So the store is
/// asked demand by demand for what lies above the number that the watchers have.
struct Follower: Sendable {
    let store: any Store
    let hub: EventHub
    let logger: Logger

    private static let page = 500
    /// Reads under way at once: a busy demand must not hold up the others.
    private static let width = 4

    /// Reads on for those of `demands` that somebody watches here.
    func catchUp(_ demands: Set<DemandID>) async {
        let behind = demands.filter { hub.lag(of: $0) != nil }
        guard behind.count > 1 else {
            if let demand = behind.first { await catchUp(demand) }
            return
        }
        await withTaskGroup(of: Void.self) { group in
            var rest = behind.makeIterator()
            for _ in 0..<Follower.width {
                guard let demand = rest.next() else { break }
                group.addTask { await catchUp(demand) }
            }
            while await group.next() != nil {
                if let demand = rest.next() { group.addTask { await catchUp(demand) } }
            }
        }
    }

    /// Finds what no hint told of: compares the heads of the watched demands with what their watchers have.
    func compare() async {
        let followed = hub.followed
        guard !followed.isEmpty else { return }
        do {
            let heads = try await store.heads(of: Array(followed.keys))
            await catchUp(Set(followed.filter { heads[$0.key, default: 0] > $0.value }.keys))
        } catch {
            logger.warning("the heads of watched demands could not be read", metadata: ["error": "\(error)"])
        }
    }

    private func catchUp(_ demand: DemandID) async {
        while let position = hub.lag(of: demand) {
            do {
                let events = try await store.events(of: demand, after: position, limit: Follower.page)
                let isMore = hub.follow(events, of: demand)
                guard !events.isEmpty, isMore || events.count == Follower.page else { return }
            } catch {
                // The next hint, or the next comparison, tries again.
                logger.warning(
                    "events of a watched demand could not be read",
                    metadata: ["demand_id": "\(demand)", "error": "\(error)"])
                return
            }
        }
    }
}
