/// The durable side of the engine: one event log per demand, members, settings.
///
/// Every call returns after its effects are committed and durable, and throws `StoreError` otherwise. Calls may come from any task;
/// an implementation never blocks the cooperative pool.
public protocol Store: MemberStore, OperatorStore {
    /// Brings the schema up to date. Safe to call from several processes at once.
    func migrate() async throws
    /// Cheap proof that the store answers. Throws when it does not.
    func ping() async throws
    /// The store's own clock, which all instances share. Leases expire by it.
    func now() async throws -> Timestamp
    func close() async

    // Demands
    /// Writes a new demand with its first event. With a claim whose key is taken, nothing is written.
    func create(_ demand: NewDemand) async throws -> CreateResult
    /// The row of a demand; nil when there is none.
    func demand(_ id: DemandID) async throws -> DemandRow?
    /// Ids of unfinished demands in order of submission, after `cursor`, at most `limit`.
    func unfinishedDemands(after cursor: DemandCursor?, limit: Int) async throws -> [DemandCursor]
    /// Appends events and everything that stands or falls with them in one transaction.
    /// - Throws: `StoreError.conflict` when head or epoch are not as expected: nothing was written.
    func append(_ batch: AppendBatch) async throws

    // Leases
    /// Takes the demand's lease for `owner` (fencing: raises the epoch). Nil when another owner's lease is valid by the
    /// store's clock, or when the demand's log has a newer format than `logFormat`.
    func lease(_ id: DemandID, owner: String, durationMilliseconds: Int64, logFormat: Int) async throws -> Lease?
    /// Lengthens leases (demand → epoch), from now on by the store's clock. An expired one that nobody took counts.
    /// - Returns: the demands whose lease is lost: taken by somebody else, or gone with its demand.
    func renew(_ leases: [DemandID: Int], owner: String, durationMilliseconds: Int64) async throws -> Set<DemandID>
    /// Gives leases (demand → epoch) back, so that others may take them at once. Those that are lost already are left
    /// alone.
    func release(_ leases: [DemandID: Int]) async throws
    /// Unfinished demands that nobody works on (lease expired by the store's clock, or none) and whose format is at
    /// most `logFormat`, in order of submission, at most `limit`.
    func abandonedDemands(logFormat: Int, limit: Int) async throws -> [DemandCursor]

    // Events
    /// Events with a sequence number above `sequence`, in order, at most `limit`.
    func events(of id: DemandID, after sequence: Int, limit: Int) async throws -> [StoredEvent]
    /// The number of the newest event of each demand; demands that do not exist are left out.
    func heads(of ids: [DemandID]) async throws -> [DemandID: Int]
    /// Hints about what anybody, this process included, has committed. The tables are the truth: hints may come twice,
    /// late or for nothing. Each call gives a stream of its own.
    ///
    /// A stream begins with `StoreChanges.everything` as soon as nothing can be missed, says it again when something may
    /// have been, and ends when the store closes. Changes that nobody takes are merged, so a slow reader costs no memory.
    func changes() -> AsyncStream<StoreChanges>
    func statistics() async throws -> StoreStatistics

    // Inputs
    /// Stores a call from outside for the owner of its demand. What was stored first under sender and message id counts.
    func put(input: PendingInput) async throws -> InputReceipt
    /// Inputs without a result, in order of arrival, at most `limit`.
    func pendingInputs(of ids: [DemandID], limit: Int) async throws -> [PendingInput]
    /// How far an input is; nil when there is none. `append` writes the result.
    func input(_ messageID: String, from sender: String, to id: DemandID) async throws -> InputReceipt?

    // Questions to members
    /// Open questions of a demand, by due time and message id.
    func openMessages(of id: DemandID) async throws -> [OpenMessage]
    /// Open questions to a member in unfinished demands, by due time and message id, after `cursor`, at most `limit`.
    func openMessages(to agentID: String, after cursor: MessageCursor?, limit: Int) async throws -> [OpenMessage]

    // Results of paid decisions
    /// Stores a result unless there is one.
    /// - Returns: what is stored now.
    /// - Throws: `StoreError.conflict` when there is no such demand.
    func put(step: StepKey, body: String) async throws -> String
    func step(_ key: StepKey) async throws -> String?

    // Tokens
    /// Stores a token. One with this hash must not exist (`StoreError.conflict`).
    func put(token: TokenRow) async throws
    /// The token with this SHA-256, revoked ones too.
    func token(hash: [UInt8]) async throws -> TokenRow?
    /// - Returns: false when there is no such token or it was revoked before.
    func revoke(tokenHash: [UInt8], at moment: Timestamp) async throws -> Bool

    // Retention
    /// Deletes demands completed before `moment` with everything that carries their id, oldest first, at most `limit`.
    /// Statistics go on counting them; audit stays.
    /// - Returns: how many.
    func deleteFinished(completedBefore moment: Timestamp, limit: Int) async throws -> Int
    /// Deletes the stored decisions of at most `limit` demands completed before `moment`.
    /// - Returns: of how many demands.
    func deleteSteps(completedBefore moment: Timestamp, limit: Int) async throws -> Int

    // Members
    /// Inserts or replaces members, all or nothing. An unchanged profile keeps its version, a changed one gets the next.
    func upsert(members: [Member], isActive: Bool) async throws -> [MemberRecord]
    /// Makes a member inactive and revokes the tokens that speak for them.
    /// - Returns: false when there is no such member or it was inactive already.
    func deactivate(member id: String) async throws -> Bool
    /// Current versions, sorted by id, ids above `cursor`.
    func members(after cursor: String?, limit: Int, includeInactive: Bool) async throws -> [MemberRecord]
    func member(_ id: String, version: Int?) async throws -> MemberRecord?

    // Settings and audit
    func settings() async throws -> [String: String]
    func put(settings: [String: String?], audit: AuditEntry?) async throws
    /// Changes one setting if nobody else has, and with it `others` (nil removes one), which must not name it; nil: there
    /// is none.
    /// - Returns: false when its value is not `old`; then nothing was written.
    func replace(
        setting key: String, from old: String?, by new: String, with others: [String: String?], audit: AuditEntry?
    ) async throws -> Bool
    /// Newest first, entries with a number below `number`, at most `limit`.
    func audit(before number: Int?, limit: Int) async throws -> [AuditRecord]
}

extension Store {
    /// Takes a lease for a process that understands the log as this version does.
    public func lease(_ id: DemandID, owner: String, durationMilliseconds: Int64) async throws -> Lease? {
        try await lease(
            id, owner: owner, durationMilliseconds: durationMilliseconds, logFormat: EngineEnvironment.logFormat)
    }
}

extension Store {
    /// Changes one setting if nobody else has; nil: there is none.
    /// - Returns: false when its value is not `old`; then nothing was written.
    public func replace(setting key: String, from old: String?, by new: String) async throws -> Bool {
        try await replace(setting: key, from: old, by: new, with: [:], audit: nil)
    }
}

public enum StoreError: Error, Sendable, Hashable {
    /// Head or epoch differ from what the writer expected.
    case conflict
    /// The store is gone, closing, or not reachable; trying again later may help.
    case unavailable
    case diskFull
    case readOnly
    /// The data violates the schema or cannot be read. The code is the database's own, for logs.
    case broken(code: Int)
}
