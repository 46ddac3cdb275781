public import Engine

extension InMemoryStore {
    public func demands(
        before number: Int?, statuses: Set<DemandStatus>?, limit: Int, window: Int
    ) async throws -> DemandListing {
        try access { state in
            let isWindowed = !(statuses?.isSubset(of: DemandStatus.unfinished) ?? false)
            var looked = state.demands.values.filter { demand in
                demand.number < number ?? .max && (isWindowed || demand.row.completedAt == nil)
            }.sorted { $0.number > $1.number }
            if isWindowed { looked = Array(looked.prefix(max(1, window))) }
            let found = looked.filter { statuses?.contains($0.row.status) ?? true }.prefix(max(0, limit))
            let rows = found.map { demand in
                DemandListing.Row(
                    number: demand.number, demand: demand.row, submitted: demand.events.first?.payload ?? "")
            }
            guard rows.count < limit else { return DemandListing(rows: rows, next: rows.last?.number) }
            let isCut = isWindowed && looked.count >= window
            return DemandListing(rows: rows, next: isCut ? looked.last?.number : nil)
        }
    }

    public func demandCounts() async throws -> [DemandStatus: Int] {
        try access { state in
            state.demands.values.reduce(into: [:]) { $0[$1.row.status, default: 0] += 1 }
        }
    }

    public func members(_ ids: [String]) async throws -> [String: MemberRecord] {
        try access { state in
            ids.reduce(into: [:]) { records, id in
                if let record = state.members[id]?.record(version: nil) { records[id] = record }
            }
        }
    }

    public func activate(member id: String) async throws -> Bool {
        let isChanged = try access { state in
            guard let member = state.members[id], !member.isActive else { return false }
            state.members[id]?.isActive = true
            return true
        }
        if isChanged { feed.publish { $0.members = true } }
        return isChanged
    }
}
