import Logging

/// Several processes on one store.
///
/// Who holds a demand's lease works on it. Leases are renewed together; what is not renewed in time may be taken by others, who fold
/// the log and go on. Hints of the store say where to look, and whatever they say is looked for now and then without them, too.
extension Coordinator {
    /// How often leases are renewed: twice may fail before one runs out.
    static let renewalMilliseconds: Int64 = 10_000
    /// How often what hints should have told is looked for.
    static let comparisonMilliseconds: Int64 = 5_000
    /// How often demands without an owner are looked for; at random, so that processes do not all look at once.
    static let takeoverMilliseconds: ClosedRange<Int64> = 2_000...4_000
    /// How often watched inboxes are looked at without a hint.
    static let inboxMilliseconds: Int64 = 25_000
    /// Inputs that are read at once.
    static let inputPage = 500

    func startGroupWork() {
        guard groupWork.isEmpty, !isStopped else { return }
        let changes = environment.store.changes()
        groupWork = [
            Task(priority: .high) { [weak self] in
                for await change in changes {
                    guard let self else { return }
                    await self.look(at: change)
                }
            },
            // Not behind other work: a late renewal costs all leases.
            again(priority: .high) { await $0.renewLeases() ? Coordinator.renewalMilliseconds : 1_000 },
            again { coordinator in
                await coordinator.compare()
                return Coordinator.comparisonMilliseconds
            },
            again { coordinator in
                coordinator.inboxes.signalAll()
                return Coordinator.inboxMilliseconds
            },
            again { coordinator in
                await coordinator.takeOver()
                return Int64.random(in: Coordinator.takeoverMilliseconds)
            },
        ]
    }

    /// Does `body` again and again, each time after as many milliseconds as it said.
    private func again(
        priority: TaskPriority? = nil, _ body: @Sendable @escaping (Coordinator) async -> Int64
    ) -> Task<Void, Never> {
        let clock = environment.clock
        return Task(priority: priority) { [weak self] in
            while let pause = await self?.once(body) {
                do { try await clock.sleep(milliseconds: pause) } catch { return }
            }
        }
    }

    private nonisolated func once(_ body: (Coordinator) async -> Int64) async -> Int64 { await body(self) }

    // MARK: Leases

    /// Renews all leases in one call, and lets go of what is lost.
    /// - Returns: false when the store did not answer.
    @discardableResult
    func renewLeases() async -> Bool {
        let held = leases.all
        guard !held.isEmpty, !isStopped else { return true }
        let askedAt = environment.clock.now()
        do {
            let lost = try await environment.store.renew(
                held, owner: environment.instanceID, durationMilliseconds: EngineEnvironment.leaseMilliseconds)
            // One with another epoch by now was taken again meanwhile.
            for id in lost where leases[id] == held[id] { await runners[id]?.lose() }
            leases.confirm(held.filter { !lost.contains($0.key) }, askedAt: askedAt)
            return true
        } catch {
            logger.warning("leases could not be renewed", metadata: ["error": "\(error)"])
            return false
        }
    }

    // MARK: Hints

    /// Not on the coordinator's turn: most hints concern watchers alone.
    nonisolated func look(at changes: StoreChanges) async {
        if changes.everything {
            board.signalAll()
            // After a lost connection, or a pause of the whole process, the leases may be gone.
            await renewLeases()
            await compare()
            // Their turn may come without another word about the calls that wait for them.
            await hear(waitingDemands)
        } else {
            // The end of a demand answers what came too late for its owner.
            board.signal(changes.inputs.union(changes.events))
            if !changes.inputs.isEmpty { await hear(changes.inputs) }
            await follower.catchUp(changes.events)
        }
        await tellInboxes(changes)
        if changes.leases || changes.everything { await takeOver() }
        if changes.members || changes.everything { await refreshMembers() }
        if changes.settings || changes.everything { await environment.settingsChanged() }
    }

    /// Looks for what no hint told of.
    func compare() async {
        await follower.compare()
        await hear(Set(runners.keys))
    }

    /// Fetches calls that other instances have put into the store for demands of this one.
    func hear(_ demands: Set<DemandID>) async {
        let owned = demands.filter { runners[$0] != nil }
        for id in demands.subtracting(owned) where isWaiting(id) { calledEarly.insert(id) }
        guard !owned.isEmpty else { return }
        do {
            let pending = try await environment.store.pendingInputs(
                of: Array(owned), limit: Coordinator.inputPage)
            for (id, inputs) in Dictionary(grouping: pending, by: \.demandID) { await runners[id]?.take(inputs) }
        } catch {
            logger.warning("inputs could not be read", metadata: ["error": "\(error)"])
        }
    }

    // MARK: Members

    /// Reads the members again, once more when they change meanwhile.
    private func refreshMembers() {
        hasToRefreshMembers = true
        guard !isRefreshingMembers else { return }
        isRefreshingMembers = true
        Task {
            while hasToRefreshMembers, !isStopped {
                hasToRefreshMembers = false
                do {
                    for agentID in try await environment.members.refresh() { await memberDeactivated(agentID) }
                } catch {
                    logger.warning("members could not be read again", metadata: ["error": "\(error)"])
                    hasToRefreshMembers = true
                    do { try await environment.clock.sleep(milliseconds: 1_000) } catch { break }
                }
            }
            isRefreshingMembers = false
        }
    }
}
