public import Engine

extension InMemoryStore {
    /// The same owner may take its lease again; unknown demands have none.
    public func lease(
        _ id: DemandID, owner: String, durationMilliseconds: Int64, logFormat: Int
    ) async throws -> Lease? {
        try access { state in
            let now = clock.now()
            guard var demand = state.demands[id], demand.row.logFormat <= logFormat else { return nil }
            guard demand.leaseOwner == owner || demand.isFree(at: now) else { return nil }
            demand.leaseOwner = owner
            demand.leaseExpiresAt = now + durationMilliseconds
            demand.epoch += 1
            state.demands[id] = demand
            return Lease(epoch: demand.epoch, head: demand.row.head)
        }
    }

    public func renew(
        _ leases: [DemandID: Int], owner: String, durationMilliseconds: Int64
    ) async throws -> Set<DemandID> {
        try access { state in
            let expiresAt = clock.now() + durationMilliseconds
            var lost: Set<DemandID> = []
            for (id, epoch) in leases {
                if let demand = state.demands[id], demand.epoch == epoch, demand.leaseOwner == owner {
                    state.demands[id]?.leaseExpiresAt = expiresAt
                } else {
                    lost.insert(id)
                }
            }
            return lost
        }
    }

    public func release(_ leases: [DemandID: Int]) async throws {
        let isAnyReleased = try access { state in
            let held = leases.filter { id, epoch in
                state.demands[id].map { $0.epoch == epoch && $0.leaseOwner != nil } ?? false
            }
            for id in held.keys { state.demands[id]?.leaseOwner = nil }
            return !held.isEmpty
        }
        if isAnyReleased { feed.publish { $0.leases = true } }
    }

    public func abandonedDemands(logFormat: Int, limit: Int) async throws -> [DemandCursor] {
        try access { state in
            let now = clock.now()
            let abandoned = state.demands.values.lazy
                .filter { $0.row.completedAt == nil && $0.row.logFormat <= logFormat && $0.isFree(at: now) }
                .map { DemandCursor(submittedAt: $0.row.submittedAt, id: $0.row.id) }
            return Array(abandoned.sorted { $1.isAfter($0) }.prefix(max(0, limit)))
        }
    }
}

extension InMemoryStore.Demand {
    fileprivate func isFree(at now: Timestamp) -> Bool {
        leaseOwner == nil || leaseExpiresAt <= now
    }
}
