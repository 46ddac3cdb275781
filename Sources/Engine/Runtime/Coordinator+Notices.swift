import Logging

/// What a process that was killed right after a demand's last commit had still to tell its members.
extension Coordinator {
    /// How long after the end of a demand its members are told.
    static let noticeMilliseconds: Int64 = 24 * 3_600_000
    /// The negotiations of a member that are looked at.
    private static let noticePage = 100
    /// A lease of the killed process runs out meanwhile.
    private static let noticeAttempts = 3

    /// Demands that go on are told of by their runners; this is for those that are over.
    func tellWhatWasLeft() {
        let kinds = environment.toldKinds
        guard !kinds.isEmpty else { return }
        groupWork.append(
            Task { [weak self, clock = environment.clock] in
                var held: Set<DemandID>?
                for _ in 0..<Coordinator.noticeAttempts {
                    held = await self?.tellWhatWasLeft(to: kinds, of: held)
                    guard let held, !held.isEmpty else { return }
                    do { try await clock.sleep(milliseconds: EngineEnvironment.leaseMilliseconds) } catch { return }
                }
            })
    }

    /// - Parameter demands: nil for all that members of these kinds were asked in.
    /// - Returns: those that another process holds the lease of.
    nonisolated func tellWhatWasLeft(
        to kinds: Set<Member.Kind>, of demands: Set<DemandID>? = nil
    ) async -> Set<DemandID> {
        let store = environment.store
        var held: Set<DemandID> = []
        do {
            var found = demands ?? []
            if demands == nil {
                for record in await environment.members.activeMembers() where kinds.contains(record.member.kind) {
                    found.formUnion(
                        try await store.conversations(
                            of: record.member.id, after: nil, limit: Coordinator.noticePage
                        ).map(\.demandID))
                }
            }
            let since = environment.clock.now() + -Coordinator.noticeMilliseconds
            for id in found.sorted(by: { $0.rawValue < $1.rawValue }) {
                guard let ended = try await store.demand(id)?.completedAt, ended >= since else { continue }
                if try await !tellWhatWasLeft(to: kinds, of: id) { held.insert(id) }
            }
        } catch {
            logger.warning("what members were not told could not be read", metadata: ["error": "\(error)"])
        }
        return held
    }

    /// - Returns: false when another process holds the lease.
    private nonisolated func tellWhatWasLeft(to kinds: Set<Member.Kind>, of id: DemandID) async throws -> Bool {
        let store = environment.store
        guard let state = try await store.fold(id) else { return true }
        let untold = await store.untold(state.notices(to: kinds), of: id, logger)
        guard !untold.isEmpty else { return true }
        guard
            let lease = try await store.lease(
                id, owner: environment.instanceID, durationMilliseconds: EngineEnvironment.leaseMilliseconds)
        else { return false }
        let delivered = await environment.handOver(untold)
        var batch = AppendBatch(
            demandID: id, expectedHead: state.head, epoch: lease.epoch, events: [], status: state.status,
            outcome: state.outcome, completedAt: state.completedAt)
        batch.inputs = untold.map(\.messageID).filter(delivered.contains).map {
            InputRecord(told: $0).row(.accepted)
        }
        if !batch.inputs.isEmpty { try await store.append(batch) }
        try await store.release([id: lease.epoch])
        return true
    }
}
