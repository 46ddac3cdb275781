import Testing

@testable import Engine
@testable import Storage

@Suite("Several instances", .timeLimit(.minutes(5)))
struct GroupTests {
    // MARK: Leases and take-over

    @Test("a dead owner's demand goes on elsewhere when its lease has run out, with the questions that are open")
    func takeOver() async throws {
        let group = try await Group(isInTouch: false)
        let id = try await group.one.negotiating().demandID
        try await group.one.vote("a", in: id)
        // It has asked everybody for their vote.
        await group.one.outbox.until(4)
        group.one.store.kill()
        await group.two.coordinator.takeOver()
        #expect(await group.two.idle().active == 0, "the lease is valid")
        group.leasesRunOut()
        await group.two.coordinator.takeOver()
        await group.two.outbox.until(1)
        #expect(group.two.outbox.questions.map(\.agentID) == ["b"])
        #expect(Set(group.one.outbox.ids).isSuperset(of: group.two.outbox.ids), "under the same ids")
        #expect(try await group.two.vote("a", in: id) == .duplicate)
        #expect(try await group.two.vote("b", in: id) == .accepted)
        try await group.two.until("demand.completed", in: id)
        try await group.two.checkLog(id)
        #expect(try await group.two.types(id) == CoordinatorTests.plainNegotiation)
        await group.stop()
    }

    @Test("leases that are renewed stay, and one call renews all")
    func renewal() async throws {
        let group = try await Group(isInTouch: false)
        var ids: [DemandID] = []
        for _ in 0..<3 { ids.append(try await group.one.submit().demandID) }
        for id in ids { try await group.one.until("demand.broadcast", in: id) }
        for _ in 0..<4 {
            group.clock.advance(milliseconds: Coordinator.renewalMilliseconds)
            #expect(await group.one.coordinator.renewLeases())
            await group.two.coordinator.takeOver()
        }
        #expect(await group.two.idle().active == 0)
        #expect(await group.one.coordinator.statistics().active == 3)
        #expect(group.one.store.renewals == 4)
        await group.stop()
    }

    @Test("a paused owner that continues finds that it has lost everything, and adds nothing")
    func pausedOwner() async throws {
        let group = try await Group()
        let ids = [try await group.one.negotiating().demandID, try await group.one.negotiating().demandID]
        await group.one.outbox.until(8)
        group.one.store.pause()
        let late = Task { try await group.one.vote("b", in: ids[0]) }
        group.leasesRunOut()
        for id in ids { try await group.two.untilOwner(of: id) }
        #expect(try await group.two.vote("a", in: ids[0]) == .accepted)
        let written = group.one.store.batches.count
        let sent = group.one.outbox.all.count
        group.one.store.resume()
        #expect(await group.one.idle().active == 0)
        #expect(try await late.value == .accepted, "the vote that it was about to take went to the owner")
        try await group.two.until("demand.completed", in: ids[0])
        for agent in ["a", "b"] { #expect(try await group.one.vote(agent, in: ids[1]) == .accepted) }
        try await group.two.until("demand.completed", in: ids[1])
        for id in ids {
            try await group.two.checkLog(id)
            #expect(try await group.two.types(id) == CoordinatorTests.plainNegotiation)
        }
        #expect(group.one.store.batches.count == written)
        #expect(group.one.outbox.all.count == sent)
        await group.stop()
    }

    // engine §6: deadlines fire once in the group
    @Test("a deadline fires once, whoever waits for it", arguments: [true, false])
    func deadlineOnce(ownerComesBack: Bool) async throws {
        let group = try await Group(isInTouch: false)
        let id = try await group.one.submit().demandID
        try await group.one.until("demand.broadcast", in: id)
        for rest: Int64 in [150_000, 300_000] { await group.clock.untilSomebodySleeps(rest) }
        group.clock.advance(milliseconds: 295_000)
        try await group.one.until("agent.reminded", in: id)
        // It is busy with the reminder's commit no more.
        await group.one.outbox.until(4)
        group.one.store.pause()
        await group.two.coordinator.takeOver()
        await group.clock.untilSomebodySleeps(30_000)
        if !ownerComesBack { group.one.store.kill() }
        // Past the deadline as it was published: the old owner's timer goes off.
        group.clock.advance(milliseconds: 10_000)
        group.one.store.resume()
        #expect(await group.one.coordinator.renewLeases() == ownerComesBack)
        if ownerComesBack { #expect(await group.one.idle().active == 0) }
        #expect(try await group.two.types(id).last == "agent.reminded", "members have half a minute")
        group.clock.advance(milliseconds: 20_000)
        try await group.two.until("demand.completed", in: id)
        try await group.two.checkLog(id)
        #expect(try await group.two.types(id).count { $0 == "agent.no_answer" } == 2)
        #expect(try await group.two.types(id).count { $0 == "negotiation.failed" } == 1)
        await group.stop()
    }

    @Test("what is left of a wait after a take-over is reckoned by the store's clock")
    func storeClock() async throws {
        let first = try await EngineHarness()
        let id = try await first.submit().demandID
        try await first.until("demand.broadcast", in: id)
        first.clock.advance(milliseconds: 60_000)
        first.store.kill()
        // This host's clock is a minute behind.
        let second = try await EngineHarness(on: first.base, name: "two")
        await second.coordinator.takeOver()
        await second.clock.untilSomebodySleeps(240_000)
        await first.coordinator.stop()
        await second.coordinator.stop()
    }

    // operations: drain
    @Test("an instance that stops in order hands its demands over at once")
    func drain() async throws {
        let group = try await Group()
        let ids = [try await group.one.negotiating().demandID, try await group.one.submit(clarify: true).demandID]
        try await group.one.until("demand.understood", in: ids[1])
        let before = group.clock.now()
        await group.one.coordinator.stop()
        for id in ids { try await group.two.untilOwner(of: id) }
        #expect(group.clock.now() == before, "no lease had to run out")
        #expect(await group.one.coordinator.statistics().active == 0)
        for agent in ["a", "b"] { #expect(try await group.two.vote(agent, in: ids[0]) == .accepted) }
        try await group.two.until("demand.completed", in: ids[0])
        try await group.two.checkLog(ids[0])
        await expect(.overloaded) { try await group.one.offer("a", in: ids[1]) }
        await group.stop()
    }

    @Test("two instances that start on the same backlog: each demand has one owner")
    func sameBacklog() async throws {
        let rules = ScriptedDecider(candidates: ["x", "y"], kind: .auto)
        let clock = ManualClock()
        let store = try await StoreChoice.make(clock: clock)
        let dead = try await EngineHarness(on: store, clock: clock, name: "dead", rules: rules)
        dead.store.failLeases(.max)
        var ids: [DemandID] = []
        for _ in 0..<60 { ids.append(try await dead.submit().demandID) }
        dead.store.kill()
        let members = [
            try await EngineHarness(on: store, clock: clock, name: "one", rules: rules, maxActive: 7),
            try await EngineHarness(on: store, clock: clock, name: "two", rules: rules, maxActive: 7),
        ]
        await withTaskGroup(of: Void.self) { group in
            for member in members { group.addTask { try? await member.coordinator.recover() } }
        }
        // What both left to each other is found by the next scan; its timer stands still with this clock.
        for id in ids {
            while try await store.demand(id)?.status.isFinal == false {
                try Task.checkCancellation()
                for member in members { await member.coordinator.takeOver() }
                await Task.yield()
            }
        }
        let owners = members.map { Set($0.store.batches.map(\.demandID)) }
        #expect(owners[0].isDisjoint(with: owners[1]))
        #expect(owners[0].union(owners[1]) == Set(ids))
        for id in ids { try await members[0].checkLog(id) }
        for member in members + [dead] { await member.coordinator.stop() }
    }

    @Test("a take-over takes the oldest, and no more than there is room for")
    func room() async throws {
        let group = try await Group(maxActive: 3, isInTouch: false)
        group.one.store.failLeases(.max)
        var ids: [DemandID] = []
        for _ in 0..<5 {
            ids.append(try await group.one.submit().demandID)
            group.clock.advance(milliseconds: 1)
        }
        group.one.store.kill()
        await group.two.coordinator.takeOver()
        try await group.two.untilActive(3)
        for id in ids.prefix(3) { try await group.two.untilOwner(of: id) }
        await group.two.coordinator.takeOver()
        #expect(await group.two.coordinator.statistics().waiting == 0)
        #expect(await group.two.coordinator.statistics().active == 3)
        await group.stop()
    }

    // architecture: a lease is taken only by an instance whose log format is at least the demand's
    @Test("a demand of a newer version is left to those who know it")
    func newerFormat() async throws {
        let group = try await Group(isInTouch: false)
        let id = DemandID(randomBytes: Array(repeating: 3, count: 16))
        let row = try EventCoding().row(
            Event(channel: ChannelID(id), body: .demandSubmitted(.init(DemandRequest(text: "x")))), sequence: 1,
            at: group.clock.now())
        _ = try await group.base.create(
            NewDemand(
                id: id, submittedAt: group.clock.now(), ownerTokenHash: [], firstEvent: row, claim: nil,
                logFormat: EngineEnvironment.logFormat + 1))
        await group.two.coordinator.takeOver()
        await group.two.coordinator.adopt(id)
        #expect(await group.two.idle().active == 0)
        #expect(try await group.two.types(id) == ["demand.submitted"])
        await group.stop()
    }
}
