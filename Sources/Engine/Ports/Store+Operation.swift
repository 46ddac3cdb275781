/// What the operator's lists and figures are made of.
public protocol OperatorStore: Sendable {
    /// Demands with a number below `number`, newest first, at most `limit`.
    ///
    /// Unfinished ones are found by their index. For all others the newest `window` demands below `number` are looked at, so that no
    /// call reads the whole table; the page then says where to go on.
    /// - Parameters:
    ///   - statuses: nil: any.
    ///   - window: 1….
    func demands(
        before number: Int?, statuses: Set<DemandStatus>?, limit: Int, window: Int
    ) async throws -> DemandListing
    /// How many demands are stored, by status; those without any are left out. Reads every demand's row.
    func demandCounts() async throws -> [DemandStatus: Int]
    /// The current profiles of these members, also of those who left; unknown ids are left out.
    func members(_ ids: [String]) async throws -> [String: MemberRecord]
    /// Takes a member who left back into the directory. Tokens that were revoked stay so.
    /// - Returns: false when there is no such member or it is active already.
    func activate(member id: String) async throws -> Bool
}

/// A page of demands.
public struct DemandListing: Sendable, Hashable {
    public struct Row: Sendable, Hashable {
        /// The store's own number of the demand; it grows with each demand.
        public var number: Int
        public var demand: DemandRow
        /// The payload of the demand's first event.
        public var submitted: String

        public init(number: Int, demand: DemandRow, submitted: String) {
            self.number = number
            self.demand = demand
            self.submitted = submitted
        }
    }

    public var rows: [Row]
    /// Below which number the next page begins; nil at the end.
    public var next: Int?

    public init(rows: [Row], next: Int?) {
        self.rows = rows
        self.next = next
    }
}

extension DemandStatus {
    public static let unfinished: Set<DemandStatus> = [.processing, .filtering, .negotiating]
}
