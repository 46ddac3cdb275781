import Synchronization

/// The leases that this process believes to hold. Runners and the coordinator share it.
final class LeaseBook: Sendable {
    private struct Entry {
        var epoch: Int
        /// By this host's clock: when the store was last asked for it, or to lengthen it, and did.
        var confirmedAt: Timestamp
    }

    private let entries = Mutex<[DemandID: Entry]>([:])

    /// The epoch; nil without a lease.
    subscript(id: DemandID) -> Int? { entries.withLock { $0[id]?.epoch } }

    /// Demand → epoch.
    var all: [DemandID: Int] { entries.withLock { $0.mapValues(\.epoch) } }

    func add(_ id: DemandID, epoch: Int, askedAt moment: Timestamp) {
        entries.withLock { $0[id] = Entry(epoch: epoch, confirmedAt: moment) }
    }

    func remove(_ id: DemandID) {
        entries.withLock { $0[id] = nil }
    }

    /// The store has lengthened these leases (demand → epoch); those that have another epoch by now are left alone.
    func confirm(_ leases: [DemandID: Int], askedAt moment: Timestamp) {
        entries.withLock { entries in
            for (id, epoch) in leases where entries[id]?.epoch == epoch { entries[id]?.confirmedAt = moment }
        }
    }

    /// Whether another process may have taken it: it was not lengthened in time, as after a pause of this process.
    func isDoubtful(_ id: DemandID, at now: Timestamp) -> Bool {
        entries.withLock { entries in
            entries[id].map { now - $0.confirmedAt >= EngineEnvironment.leaseMilliseconds } ?? true
        }
    }
}
