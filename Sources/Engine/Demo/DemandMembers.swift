/// Whom a demand may ask: the members of the network, or the simulated members of a demonstration, never both.
enum DemandMembers {
    case network(MemberDirectory)
    case simulated([MemberRecord])

    /// One version of a member's profile; nil when there is no such member.
    /// - Throws: when the store does not answer.
    func member(_ id: String, version: Int) async throws -> Member? {
        switch self {
        case .network(let directory): try await directory.member(id, version: version)
        case .simulated: current(id).flatMap { $0.version == version ? $0.member : nil }
        }
    }

    /// A member who can be asked now.
    func current(_ id: String) -> MemberRecord? {
        switch self {
        case .network(let directory): directory.current(id)
        case .simulated(let records): records.first { $0.member.id == id }
        }
    }

    /// All there are, unless it is the whole network.
    var pool: [MemberRecord]? {
        if case .simulated(let records) = self { records } else { nil }
    }
}

extension EngineEnvironment {
    func members(of state: DemandState) -> DemandMembers {
        state.request.demo.map { .simulated(SimulatedCast(of: $0, state.language).records) } ?? .network(members)
    }
}

extension ChooseRequest {
    /// Searches the pool of the request, else the network.
    /// - Parameter network: knows all members of the network.
    public func matcher(_ network: any Matcher) -> any Matcher { FixedMembers.matcher(pool) ?? network }
}

extension RecursionRequest {
    /// Searches the pool of the request, else the network.
    func matcher(_ network: any Matcher) -> any Matcher { FixedMembers.matcher(pool) ?? network }
}

/// Members who do not change.
private struct FixedMembers: MemberSource {
    /// Sorted by id.
    let records: [MemberRecord]

    static func matcher(_ pool: [MemberRecord]?) -> MemberMatcher? {
        pool.map { MemberMatcher(source: FixedMembers(records: $0)) }
    }

    func activeMembers() async -> [MemberRecord] { records }
    func generation() async -> UInt64 { 1 }

    func member(_ id: String, version: Int) async throws -> Member? {
        records.first { $0.member.id == id && $0.version == version }?.member
    }
}
