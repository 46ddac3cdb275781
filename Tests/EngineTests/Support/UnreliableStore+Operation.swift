import Engine

extension UnreliableStore {
    func demands(
        before number: Int?, statuses: Set<DemandStatus>?, limit: Int, window: Int
    ) async throws -> DemandListing {
        try await checkRead()
        return try await base.demands(before: number, statuses: statuses, limit: limit, window: window)
    }

    func demandCounts() async throws -> [DemandStatus: Int] {
        try await checkRead()
        return try await base.demandCounts()
    }

    func members(_ ids: [String]) async throws -> [String: MemberRecord] {
        try await checkRead()
        return try await base.members(ids)
    }

    func activate(member id: String) async throws -> Bool { try await base.activate(member: id) }
}
