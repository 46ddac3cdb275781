import Synchronization
import Testing

@testable import Engine
@testable import Storage

/// What goes wrong only when two things come in an order in which they seldom come.
@Suite("Races between instances and within one", .timeLimit(.minutes(5)))
struct GroupRaceTests {
    /// Long enough for what does not wait.
    private func pass() async {
        for _ in 0..<1_000 { await Task.yield() }
    }

    // MARK: Beginning

    @Test("a demand that a look finds before its submit has heard of the commit is worked on once")
    func foundBeforeEnqueued() async throws {
        let understood = Mutex(0)
        let (created, thinking) = (Gate(), Gate())
        var rules = ScriptedDecider(candidates: ["x", "y"], kind: .auto)
        rules.onUnderstand = { request in
            understood.withLock { $0 += 1 }
            await thinking.pass()
            return Decided(ScriptedDecider.understanding(request), by: .rules)
        }
        let harness = try await EngineHarness(rules: rules)
        harness.store.delay(.create, until: created)
        let submit = Task { try await harness.submit().demandID }
        try await harness.store.untilDelayed()
        await harness.coordinator.takeOver()
        try await harness.untilActive(1)
        created.open()
        let id = try await submit.value
        // Whatever waits for its turn has had it.
        while await harness.coordinator.statistics().waiting > 0 {
            try Task.checkCancellation()
            await Task.yield()
        }
        thinking.open()
        try await harness.until("demand.completed", in: id)
        let statistics = await harness.idle()
        #expect(understood.withLock { $0 } == 1)
        #expect(statistics.outcomes == [.finalized: 1])
        try await harness.checkLog(id)
    }

    @Test("demands that are given back while an instance looks for such are found by it")
    func givenBackWhileLooking() async throws {
        let one = try await EngineHarness()
        let id = try await one.negotiating().demandID
        let two = try await EngineHarness(on: one.base, clock: one.clock, name: "two")
        let gate = Gate()
        two.store.delay(.look, until: gate)
        let look = Task { await two.coordinator.takeOver() }
        try await two.store.untilDelayed()
        await one.coordinator.stop()
        // What the hint leads to.
        await two.coordinator.takeOver()
        gate.open()
        await look.value
        let isBegun = await two.coordinator.runner(id) != nil
        let isWaiting = await two.coordinator.isWaiting(id)
        #expect(isBegun || isWaiting)
        try await two.untilOwner(of: id)
        await two.coordinator.stop()
    }

    // MARK: Stopping

    @Test("a lease that comes while the process stops is given back before its store closes", arguments: [true, false])
    func leaseWhileStopping(again: Bool) async throws {
        let one = try await EngineHarness()
        let gate = Gate()
        let id: DemandID
        var call: Task<Acknowledgement, any Error>?
        if again {
            // A conflict makes the runner ask for its lease again.
            id = try await one.negotiating().demandID
            one.store.fault(.fails(.conflict))
            one.store.delay(.lease, until: gate)
            call = Task { try await one.vote("a", in: id) }
        } else {
            one.store.delay(.lease, until: gate)
            id = try await one.submit().demandID
        }
        try await one.store.untilDelayed()
        let stop = Task {
            await one.coordinator.stop()
            one.store.kill()
        }
        while await !one.coordinator.isStopped {
            try Task.checkCancellation()
            await Task.yield()
        }
        await pass()
        gate.open()
        await stop.value
        #expect(try await one.base.lease(id, owner: "two", durationMilliseconds: 30_000) != nil)
        if let call { await expect(.overloaded) { try await call.value } }
    }

    // MARK: Leases

    @Test("a renewal that was under way when a lease was taken again does not cost it")
    func renewedWhileLeasedAgain() async throws {
        let harness = try await EngineHarness()
        let id = try await harness.negotiating().demandID
        let runner = try #require(await harness.coordinator.runner(id))
        let gate = Gate()
        harness.store.fault(.fails(.conflict))
        harness.store.delay(.lease, until: gate)
        let call = Task { try await harness.vote("a", in: id) }
        try await harness.store.untilDelayed()
        #expect(await harness.coordinator.renewLeases())
        gate.open()
        #expect(try await call.value == .accepted)
        #expect(await harness.coordinator.runner(id) === runner)
        #expect(await runner.isStopped == false)
        // It is renewed from now on.
        harness.clock.advance(milliseconds: EngineEnvironment.leaseMilliseconds - 1)
        #expect(await harness.coordinator.renewLeases())
        harness.clock.advance(milliseconds: EngineEnvironment.leaseMilliseconds - 1)
        #expect(try await harness.base.lease(id, owner: "two", durationMilliseconds: 1) == nil)
        await harness.coordinator.stop()
    }

    @Test("after a long pause nothing is refused, and nothing shown, by a state that another owner left behind")
    func outdatedOwner() async throws {
        let one = try await EngineHarness()
        let id = try await one.negotiating().demandID
        // It stands still; its timers and the hints for it come later than the first calls.
        one.clock.advance(milliseconds: EngineEnvironment.leaseMilliseconds)
        let two = try await EngineHarness(on: one.base, clock: one.clock, name: "two")
        try await two.coordinator.recover()
        try await two.untilOwner(of: id)
        try await two.vote("a", .negotiate, in: id)
        try await two.vote("b", in: id)
        try await two.until("proposal.distributed", 2, in: id)
        let head = try await two.rows(id).count
        #expect(try await one.coordinator.state(of: id)?.head == head)
        let call = Task { try await one.vote("a", version: 2, in: id) }
        try await two.until("proposal.feedback", 3, in: id)
        let isAnswered = Mutex(false)
        let answer = Task {
            defer { isAnswered.withLock { $0 = true } }
            return try await call.value
        }
        var changes = StoreChanges()
        changes.inputs = [id]
        while !isAnswered.withLock({ $0 }) {
            await one.coordinator.look(at: changes)
            await Task.yield()
        }
        #expect(try await answer.value == .accepted)
        #expect(await one.idle().active == 0)
        await one.coordinator.stop()
        await two.coordinator.stop()
    }

    @Test("after a long pause in which nobody took its lease an instance answers as before")
    func undisturbedOwner() async throws {
        let harness = try await EngineHarness()
        let id = try await harness.negotiating().demandID
        harness.clock.advance(milliseconds: EngineEnvironment.leaseMilliseconds)
        #expect(try await harness.vote("a", version: 7, in: id) == .notCounted)
        #expect(harness.store.renewals == 1)
        #expect(try await harness.vote("a", version: 8, in: id) == .notCounted)
        #expect(harness.store.renewals == 1, "it has the word of the store now")
        #expect(try await harness.coordinator.state(of: id)?.status == .negotiating)
        await harness.coordinator.stop()
    }

    // MARK: Between a commit and who hears of it

    @Test("who asks for a demand's state finds what is committed, though its owner has not heard of it")
    func stateDuringCommit() async throws {
        let harness = try await EngineHarness()
        let gate = Gate()
        let id = try await harness.committedUnheard(until: gate)
        let state = Task { try await harness.coordinator.state(of: id) }
        await pass()
        gate.open()
        #expect(try await state.value?.channel != nil)
        await harness.coordinator.stop()
    }

    @Test("a call that was read before its commit and handed over after it is not handled again")
    func handledMeanwhile() async throws {
        let group = try await Group(isInTouch: false)
        let id = try await group.one.submit().demandID
        try await group.one.until("demand.broadcast", in: id)
        let runner = try #require(await group.one.coordinator.runner(id))
        let call = Task { try await group.two.offer("a", in: id) }
        await group.clock.untilSomebodySleeps(Coordinator.answerMilliseconds)
        // Both of two hints lead to a reading before the call is handled.
        let gate = Gate()
        group.one.store.delay(.inputs, until: gate)
        let late = Task { await group.one.coordinator.hear([id]) }
        try await group.one.store.untilDelayed()
        await group.one.coordinator.hear([id])
        try await group.one.until("offer.submitted", in: id)
        _ = await runner.settledState()
        gate.open()
        await late.value
        try await group.one.offer("b", in: id)
        group.clock.advance(milliseconds: Coordinator.answerMilliseconds)
        #expect(try await call.value == .accepted)
        #expect(group.one.store.batches.filter { !$0.inputs.isEmpty }.allSatisfy { !$0.events.isEmpty })
        await group.stop()
    }

    // MARK: Members

    @Test("more changes of members than are remembered, while they are read again, cost nobody their place")
    func manyChangesWhileRead() async throws {
        let store = UnreliableStore(InMemoryStore())
        let directory = MemberDirectory(store: store)
        try await directory.reload()
        let gate = Gate()
        store.delay(.members, until: gate)
        let refresh = Task { try await directory.refresh() }
        try await store.untilDelayed()
        let members = (0..<10_000).map { ScriptedDecider.member("m\($0)", kind: .auto) }
        directory.apply(try await store.upsert(members: members, isActive: true))
        gate.open()
        #expect(try await refresh.value == [])
        #expect(directory.count == 10_000)
    }
}
