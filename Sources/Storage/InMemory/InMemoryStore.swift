public import Engine
internal import Synchronization

/// A store that forgets everything with the process: for negotiations in the terminal and for tests. Same rules as
/// `SQLiteStore`.
public final class InMemoryStore: Store {
    struct Demand {
        /// 1, 2, 3 … in order of creation.
        var number: Int
        var row: DemandRow
        var events: [StoredEvent]
        var leaseOwner: String?
        var leaseExpiresAt = Timestamp(milliseconds: 0)
        var epoch = 0
        var channels: [String: AppendBatch.ChannelRow] = [:]
        var deadlines: [DeadlineKey: Timestamp] = [:]
        var messages: [String: Message] = [:]
        var inputs: [InputKey: Input] = [:]
        var steps: [StepKey: String] = [:]
    }

    struct Input {
        var body: String
        var result: String?
        /// In order of arrival.
        var number: Int
    }

    struct Message {
        var row: AppendBatch.MessageRow
        var answeredSequence: Int?
    }

    struct DeadlineKey: Hashable {
        var channel: String
        var kind: String
        var round: Int
    }

    struct InputKey: Hashable {
        var sender: String
        var messageID: String
    }

    struct MemberVersions {
        /// Index 0 is version 1; the last one is current.
        var versions: [Member]
        var isActive: Bool
    }

    struct State {
        var isClosed = false
        var demands: [DemandID: Demand] = [:]
        var newestNumber = 0
        var claims: [String: (claim: IdempotencyClaim, demandID: DemandID, createdAt: Timestamp)] = [:]
        var members: [String: MemberVersions] = [:]
        var settings: [String: String] = [:]
        var audit: [AuditEntry] = []
        var tokens: [[UInt8]: TokenRow] = [:]
        /// What retention deleted.
        var deletedDemands = 0
        var deletedEvents = 0

        mutating func put(_ changes: [String: String?], _ entry: AuditEntry?) {
            for (key, value) in changes { settings[key] = value }
            if let entry { audit.append(entry) }
        }
    }

    private let state = Mutex(State())
    let feed = ChangeFeed(isComplete: true)
    let clock: any EngineClock

    /// - Parameter clock: what leases expire by.
    public init(clock: any EngineClock = SystemClock()) {
        self.clock = clock
    }

    public func migrate() async throws {
        try access { _ in }
    }

    public func ping() async throws {
        try access { _ in }
    }

    /// Later calls throw `StoreError.unavailable`.
    public func close() async {
        state.withLock { $0.isClosed = true }
        feed.close()
    }

    public func now() async throws -> Timestamp {
        try access { _ in clock.now() }
    }

    public func changes() -> AsyncStream<StoreChanges> {
        feed.stream()
    }

    public func statistics() async throws -> StoreStatistics {
        try access { state in
            StoreStatistics(
                demands: state.deletedDemands + state.demands.count,
                events: state.demands.values.reduce(state.deletedEvents) { $0 + $1.row.head },
                members: state.members.count, bytes: 0)
        }
    }

    func access<Value: Sendable>(_ body: (inout sending State) throws -> Value) throws -> Value {
        try state.withLock { state in
            guard !state.isClosed else { throw StoreError.unavailable }
            return try body(&state)
        }
    }
}
