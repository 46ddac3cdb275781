public import Engine

extension InMemoryStore {
    public func put(step: StepKey, body: String) async throws -> String {
        try access { state in
            guard let demand = state.demands[step.demandID] else { throw StoreError.conflict }
            if let stored = demand.steps[step] { return stored }
            state.demands[step.demandID]?.steps[step] = body
            return body
        }
    }

    public func step(_ key: StepKey) async throws -> String? {
        try access { $0.demands[key.demandID]?.steps[key] }
    }

    public func deleteFinished(completedBefore moment: Timestamp, limit: Int) async throws -> Int {
        try access { state in
            let old = state.demands.values.filter { $0.row.completedAt.map { $0 < moment } ?? false }
                .sorted { ($0.row.completedAt ?? moment) < ($1.row.completedAt ?? moment) }
                .prefix(max(0, limit)).map(\.row)
            let ids = Set(old.map(\.id))
            for row in old { state.demands[row.id] = nil }
            state.claims = state.claims.filter { !ids.contains($0.value.demandID) }
            state.deletedDemands += old.count
            state.deletedEvents += old.reduce(0) { $0 + $1.head }
            return old.count
        }
    }

    public func deleteSteps(completedBefore moment: Timestamp, limit: Int) async throws -> Int {
        try access { state in
            let old = state.demands.values
                .filter { demand in !demand.steps.isEmpty && demand.row.completedAt.map { $0 < moment } ?? false }
                .prefix(max(0, limit)).map(\.row.id)
            for id in old { state.demands[id]?.steps = [:] }
            return old.count
        }
    }
}
