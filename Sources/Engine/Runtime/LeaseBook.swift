import Synchronization

/// The leases that this process believes to hold: demand → epoch. Runners and the coordinator share it.
final class LeaseBook: Sendable {
    private let leases = Mutex<[DemandID: Int]>([:])

    subscript(id: DemandID) -> Int? {
        get { leases.withLock { $0[id] } }
        set { leases.withLock { $0[id] = newValue } }
    }

    var all: [DemandID: Int] { leases.withLock { $0 } }
}
