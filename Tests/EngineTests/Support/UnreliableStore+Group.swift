@testable import Engine

/// What fails only with the process: every call goes through until it is dead.
extension UnreliableStore {
    func now() async throws -> Timestamp {
        try await checkRead()
        return try await base.now()
    }

    func renew(
        _ leases: [DemandID: Int], owner: String, durationMilliseconds: Int64
    ) async throws -> Set<DemandID> {
        try await check()
        countRenewal()
        return try await base.renew(leases, owner: owner, durationMilliseconds: durationMilliseconds)
    }

    func release(_ leases: [DemandID: Int]) async throws {
        try await check()
        try await base.release(leases)
    }

    func abandonedDemands(logFormat: Int, limit: Int) async throws -> [DemandCursor] {
        try await checkRead()
        let found = try await base.abandonedDemands(logFormat: logFormat, limit: limit)
        await delayed(.look)
        return found
    }

    func heads(of ids: [DemandID]) async throws -> [DemandID: Int] {
        try await checkRead()
        return try await base.heads(of: ids)
    }

    func changes() -> AsyncStream<StoreChanges> { base.changes() }

    func put(input: PendingInput) async throws -> InputReceipt {
        try await check()
        countInput()
        return try await base.put(input: input)
    }

    func pendingInputs(of ids: [DemandID], limit: Int) async throws -> [PendingInput] {
        try await checkRead()
        let pending = try await base.pendingInputs(of: ids, limit: limit)
        await delayed(.inputs)
        return pending
    }

    func input(_ messageID: String, from sender: String, to id: DemandID) async throws -> InputReceipt? {
        try await checkRead()
        return try await base.input(messageID, from: sender, to: id)
    }

    func openMessages(of id: DemandID) async throws -> [OpenMessage] {
        try await checkRead()
        return try await base.openMessages(of: id)
    }

    func openMessages(to agentID: String, after cursor: MessageCursor?, limit: Int) async throws -> [OpenMessage] {
        try await checkRead()
        return try await base.openMessages(to: agentID, after: cursor, limit: limit)
    }

    func put(step: StepKey, body: String) async throws -> String {
        try await check()
        return try await base.put(step: step, body: body)
    }

    func step(_ key: StepKey) async throws -> String? {
        try await checkRead()
        return try await base.step(key)
    }

    func put(token: TokenRow) async throws {
        try await check()
        try await base.put(token: token)
    }

    func token(hash: [UInt8]) async throws -> TokenRow? {
        try await checkRead()
        return try await base.token(hash: hash)
    }

    func revoke(tokenHash: [UInt8], at moment: Timestamp) async throws -> Bool {
        try await check()
        return try await base.revoke(tokenHash: tokenHash, at: moment)
    }

    func deleteFinished(completedBefore moment: Timestamp, limit: Int) async throws -> Int {
        try await check()
        return try await base.deleteFinished(completedBefore: moment, limit: limit)
    }

    func deleteSteps(completedBefore moment: Timestamp, limit: Int) async throws -> Int {
        try await check()
        return try await base.deleteSteps(completedBefore: moment, limit: limit)
    }

    func audit(before number: Int?, limit: Int) async throws -> [AuditRecord] {
        try await checkRead()
        return try await base.audit(before: number, limit: limit)
    }
}
