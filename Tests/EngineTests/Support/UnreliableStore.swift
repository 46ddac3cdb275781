import Synchronization

@testable import Engine

/// One process's way to a store that others use too: calls can be made to fail, and the process can be killed.
final class UnreliableStore: Store {
    enum Fault: Sendable {
        /// Nothing is written.
        case fails(StoreError)
        /// The rows are committed, and nobody hears of it: the process is dead from here on.
        case diesAfterCommit
        /// The process is dead before anything is written.
        case diesBeforeCommit
        /// The rows are committed, and the process hears of it when the gate opens.
        case returnsLate(Gate)
    }

    /// A call whose result may come late.
    enum Call: Sendable { case create, lease, look, members, inputs }

    private struct State {
        /// Of each kind the next call.
        var delays: [Call: Gate] = [:]
        var delayed = 0
        var isDead = false
        var pause: Gate?
        var appends = 0
        var renewals = 0
        var inputsPut = 0
        var faults: [Int: Fault] = [:]
        var leaseRefusals = 0
        var leaseFailures = 0
        var readsFail = false
        var onMembersRead: (@Sendable () -> Void)?
        var created: [NewDemand] = []
        var lateCreate: Gate?
        var batchesBegun = 0
        /// By the order in which they came.
        var written: [Int: AppendBatch] = [:]
        var deathWaiters: [CheckedContinuation<Void, Never>] = []
    }

    let base: any Store
    private let state = Mutex(State())

    init(_ base: any Store) {
        self.base = base
    }

    // MARK: Faults

    /// The nth append from now on (1, 2 …) has this fault.
    func fault(_ fault: Fault, atAppend number: Int = 1) {
        state.withLock { $0.faults[$0.appends + number] = fault }
    }

    /// The next leases are another owner's.
    func refuseLeases(_ count: Int) { state.withLock { $0.leaseRefusals = count } }
    func failLeases(_ count: Int) { state.withLock { $0.leaseFailures = count } }
    /// New demands are committed, and the process hears of it when the gate opens.
    func returnCreatesLate(_ gate: Gate) { state.withLock { $0.lateCreate = gate } }
    func failReads(_ fail: Bool) { state.withLock { $0.readsFail = fail } }
    /// The next such call is done, and its result is there when the gate opens.
    func delay(_ call: Call, until gate: Gate) { state.withLock { $0.delays[call] = gate } }
    /// Waits until so many calls were done whose result comes late.
    func untilDelayed(_ count: Int = 1) async throws {
        while state.withLock({ $0.delayed }) < count {
            try Task.checkCancellation()
            await Task.yield()
        }
    }

    func delayed(_ call: Call) async {
        let gate = state.withLock { state in
            let gate = state.delays.removeValue(forKey: call)
            if gate != nil { state.delayed += 1 }
            return gate
        }
        await gate?.pass()
    }

    /// What happens between the next reading of members and the moment its result is there.
    func onMembersRead(_ action: @escaping @Sendable () -> Void) { state.withLock { $0.onMembersRead = action } }

    var appends: Int { state.withLock { $0.appends } }
    var renewals: Int { state.withLock { $0.renewals } }
    var inputsPut: Int { state.withLock { $0.inputsPut } }
    func countInput() { state.withLock { $0.inputsPut += 1 } }
    func countRenewal() { state.withLock { $0.renewals += 1 } }
    var created: [NewDemand] { state.withLock { $0.created } }
    var batches: [AppendBatch] {
        state.withLock { state in state.written.sorted { $0.key < $1.key }.map(\.value) }
    }
    var isDead: Bool { state.withLock { $0.isDead } }

    func untilDead() async {
        await withCheckedContinuation { continuation in
            let isDead = state.withLock { state in
                if !state.isDead { state.deathWaiters.append(continuation) }
                return state.isDead
            }
            if isDead { continuation.resume() }
        }
    }

    func kill() {
        let waiters = state.withLock { state in
            state.isDead = true
            defer { state.deathWaiters = [] }
            return state.deathWaiters
        }
        for waiter in waiters { waiter.resume() }
    }

    /// The process stands still in its next call of the store until it is woken.
    func pause() { state.withLock { $0.pause = $0.pause ?? Gate() } }

    func resume() {
        let gate = state.withLock { state in
            defer { state.pause = nil }
            return state.pause
        }
        gate?.open()
    }

    func check() async throws {
        await state.withLock { $0.pause }?.pass()
        if isDead { throw StoreError.unavailable }
    }

    func checkRead() async throws {
        await state.withLock { $0.pause }?.pass()
        if state.withLock({ $0.isDead || $0.readsFail }) { throw StoreError.unavailable }
    }

    /// Commits a batch. Whoever sees it in the store sees it in `batches`.
    private func commit(_ batch: AppendBatch) async throws {
        let place = state.withLock { state in
            state.batchesBegun += 1
            state.written[state.batchesBegun] = batch
            return state.batchesBegun
        }
        do { try await base.append(batch) } catch {
            state.withLock { $0.written[place] = nil }
            throw error
        }
    }

    // MARK: Store

    func append(_ batch: AppendBatch) async throws {
        try await check()
        let fault = state.withLock { state in
            state.appends += 1
            return state.faults.removeValue(forKey: state.appends)
        }
        switch fault {
        case .fails(let error): throw error
        case .diesBeforeCommit:
            kill()
            throw StoreError.unavailable
        case .diesAfterCommit:
            try await commit(batch)
            kill()
            throw StoreError.unavailable
        case .returnsLate(let gate):
            try await commit(batch)
            await gate.pass()
        case nil: try await commit(batch)
        }
    }

    func create(_ demand: NewDemand) async throws -> CreateResult {
        try await check()
        state.withLock { $0.created.append(demand) }
        let result = try await base.create(demand)
        await delayed(.create)
        await state.withLock { $0.lateCreate }?.pass()
        return result
    }

    func lease(
        _ id: DemandID, owner: String, durationMilliseconds: Int64, logFormat: Int
    ) async throws -> Lease? {
        try await check()
        enum Answer { case refuse, fail, ask }
        let answer: Answer = state.withLock { state in
            if state.leaseRefusals > 0 {
                state.leaseRefusals -= 1
                return .refuse
            }
            if state.leaseFailures > 0 {
                state.leaseFailures -= 1
                return .fail
            }
            return .ask
        }
        switch answer {
        case .refuse: return nil
        case .fail: throw StoreError.unavailable
        case .ask:
            let lease = try await base.lease(
                id, owner: owner, durationMilliseconds: durationMilliseconds, logFormat: logFormat)
            await delayed(.lease)
            return lease
        }
    }

    func migrate() async throws { try await base.migrate() }
    func close() async {}

    func ping() async throws {
        try await checkRead()
        try await base.ping()
    }

    func demand(_ id: DemandID) async throws -> DemandRow? {
        try await checkRead()
        return try await base.demand(id)
    }

    func unfinishedDemands(after cursor: DemandCursor?, limit: Int) async throws -> [DemandCursor] {
        try await checkRead()
        return try await base.unfinishedDemands(after: cursor, limit: limit)
    }

    func events(of id: DemandID, after sequence: Int, limit: Int) async throws -> [StoredEvent] {
        try await checkRead()
        return try await base.events(of: id, after: sequence, limit: limit)
    }

    func statistics() async throws -> StoreStatistics { try await base.statistics() }

    func upsert(members: [Member], isActive: Bool) async throws -> [MemberRecord] {
        try await base.upsert(members: members, isActive: isActive)
    }

    func deactivate(member id: String) async throws -> Bool { try await base.deactivate(member: id) }

    func members(after cursor: String?, limit: Int, includeInactive: Bool) async throws -> [MemberRecord] {
        let records = try await base.members(after: cursor, limit: limit, includeInactive: includeInactive)
        let action = state.withLock { state in
            defer { state.onMembersRead = nil }
            return state.onMembersRead
        }
        action?()
        await delayed(.members)
        return records
    }

    func member(_ id: String, version: Int?) async throws -> MemberRecord? {
        try await checkRead()
        return try await base.member(id, version: version)
    }

    func settings() async throws -> [String: String] { try await base.settings() }

    func put(settings: [String: String?], audit: AuditEntry?) async throws {
        try await base.put(settings: settings, audit: audit)
    }

    func replace(
        setting key: String, from old: String?, by new: String, with others: [String: String?], audit: AuditEntry?
    ) async throws -> Bool {
        try await base.replace(setting: key, from: old, by: new, with: others, audit: audit)
    }
}
