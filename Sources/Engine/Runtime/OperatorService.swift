/// What the operator may ask of the engine. `Coordinator` is the implementation.
///
/// Who calls was checked before. Calls that change something are written down by the caller of this protocol (`note`), so that each
/// way in says who it was.
public protocol OperatorService: Sendable {
    /// Figures of the store; at most a few seconds old.
    func storeFigures() async throws -> StoreFigures

    /// Demands, newest first.
    func demands(_ query: DemandQuery) async throws -> DemandPage
    /// Ends a demand whoever owns it, at whatever instance it is worked on.
    /// - Throws: `TowowError` unknownDemand, notPossible, overloaded.
    func cancel(_ id: DemandID) async throws -> Acknowledgement

    /// Members by id, with those who left. A page may hold fewer than `limit` and still have a successor.
    func allMembers(matching text: String?, after cursor: String?, limit: Int) async throws -> MemberListing
    /// Takes members in, all of them or none: new ones, changed profiles, and those who had left.
    /// - Parameter isTrial: says what would happen and changes nothing.
    /// - Throws: `RemoteProfileFault`, `TowowError` overloaded.
    func take(members: [Member], isTrial: Bool) async throws -> MemberIntake
    /// Takes a member who left back into the directory.
    /// - Returns: false when they are active already.
    /// - Throws: `TowowError` unknownAgent, overloaded.
    @discardableResult
    func activate(_ id: String) async throws -> Bool

    /// Writes down what the operator did.
    func note(_ action: String, _ detail: String, by actor: String) async throws
    /// What was written down, newest first, numbers below `number`.
    func audit(before number: Int?, limit: Int) async throws -> [AuditRecord]
}

public struct StoreFigures: Sendable, Hashable {
    public var statistics: StoreStatistics
    /// Demands that are stored, by status.
    public var demands: [DemandStatus: Int]
}

public struct DemandQuery: Sendable, Hashable {
    /// Nil: any.
    public var statuses: Set<DemandStatus>?
    /// Words that all stand in the demand's text or id, whatever their case.
    public var words: [String]
    /// From the page before.
    public var cursor: Int?
    /// 1….
    public var limit: Int

    public init(statuses: Set<DemandStatus>? = nil, words: [String] = [], cursor: Int? = nil, limit: Int) {
        self.statuses = statuses
        self.words = words
        self.cursor = cursor
        self.limit = limit
    }
}

public struct DemandPage: Sendable, Hashable {
    public struct Entry: Sendable, Hashable {
        public var demand: DemandRow
        public var text: String
        /// Whether members and demand are simulated.
        public var isDemo: Bool
    }

    public var entries: [Entry]
    /// Nil at the end. A page may hold fewer entries than asked for and still have a successor: a search looks at so many demands and
    /// no more.
    public var next: Int?
}

public struct MemberListing: Sendable, Hashable {
    public var members: [MemberRecord]
    public var next: String?
}

/// What taking members in changed, or would change.
public struct MemberIntake: Sendable, Hashable {
    /// Ids in the order of the text.
    public var agentIDs: [String]
    public var created: Int
    /// Another profile, or back after having left.
    public var updated: Int
    public var unchanged: Int
}
