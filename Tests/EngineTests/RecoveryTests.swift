import Testing

@testable import Engine
@testable import Storage

@Suite("Failing stores and crashes", .timeLimit(.minutes(5)))
struct RecoveryTests {
    // product: an HTTP 2xx means committed to disk
    @Test(
        "while the store fails callers hear E030, nothing is half done, and the repeated call is taken",
        arguments: [StoreError.unavailable, .diskFull, .readOnly, .broken(code: 11)])
    func failingStore(error: StoreError) async throws {
        let harness = try await EngineHarness()
        let id = try await harness.submit().demandID
        try await harness.until("demand.broadcast", in: id)
        let before = try await harness.rows(id)
        harness.store.fault(.fails(error))
        await expect(.overloaded) { try await harness.offer("a", in: id) }
        #expect(try await harness.rows(id) == before)
        await harness.clock.untilSomebodySleeps(50)
        harness.clock.advance(milliseconds: 50)
        #expect(try await harness.offer("a", in: id) == .accepted)
        #expect(try await harness.offer("b", in: id) == .accepted)
        try await harness.until("proposal.distributed", in: id)
        for agent in ["a", "b"] { try await harness.vote(agent, in: id) }
        try await harness.until("demand.completed", in: id)
        try await harness.checkLog(id)
        #expect(try await harness.types(id) == CoordinatorTests.plainNegotiation)
    }

    // architecture: no row updated, nothing is written; with the lease the runner reads again and goes on
    @Test("a conflict costs a call nothing but time")
    func conflict() async throws {
        let harness = try await EngineHarness()
        let id = try await harness.submit().demandID
        try await harness.until("demand.broadcast", in: id)
        harness.store.fault(.fails(.conflict))
        #expect(try await harness.offer("a", in: id) == .accepted)
        #expect(try await harness.offer("b", in: id) == .accepted)
        try await harness.until("proposal.distributed", in: id)
        #expect(try await harness.types(id).count { $0 == "offer.submitted" } == 2)
    }

    @Test(
        "the engine's own work survives a failing commit, wherever it fails", arguments: 1...8,
        [StoreError.unavailable, .conflict])
    func ownWorkSurvives(at append: Int, error: StoreError) async throws {
        let harness = try await EngineHarness(rules: ScriptedDecider(candidates: ["x", "y"], kind: .auto))
        harness.store.fault(.fails(error), atAppend: append)
        let id = try await harness.submit().demandID
        if error == .unavailable, append <= 6 {
            await harness.clock.untilSomebodySleeps(50)
            harness.clock.advance(milliseconds: 50)
        }
        try await harness.until("demand.completed", in: id)
        try await harness.checkLog(id)
        #expect(try await harness.types(id) == CoordinatorTests.plainNegotiation)
        #expect(try await harness.rows(id).allSatisfy { !$0.payload.contains("\"fallback\":true") })
    }

    // architecture: fencing
    @Test("somebody else raised the epoch: the runner reads again and goes on, with a model without any fallback")
    func overtaken() async throws {
        let begun = Gate()
        let gate = Gate()
        let model = ScriptedDecider(
            name: "model-x", candidates: ["x", "y"], kind: .auto,
            onUnderstand: { request in
                begun.open()
                await gate.pass()
                return Decided(ScriptedDecider.understanding(request), by: Provenance(decidedBy: "model-x"))
            })
        let harness = try await EngineHarness(model: model)
        let id = try await harness.submit().demandID
        await begun.pass()
        _ = try await harness.base.lease(id, owner: "one", durationMilliseconds: 30_000)
        gate.open()
        try await harness.until("demand.completed", in: id)
        try await harness.checkLog(id)
        #expect(try await harness.rows(id).allSatisfy { !$0.payload.contains("\"fallback\":true") })
    }

    @Test("a conflict while the store is gone: the runner waits for it and goes on")
    func conflictDuringOutage() async throws {
        let harness = try await EngineHarness()
        let id = try await harness.submit().demandID
        try await harness.until("demand.broadcast", in: id)
        harness.store.fault(.fails(.conflict))
        harness.store.failLeases(2)
        let offer = Task { try await harness.offer("a", in: id) }
        await harness.clock.untilSomebodySleeps(50)
        harness.clock.advance(milliseconds: 50)
        await harness.clock.untilSomebodySleeps(100)
        harness.clock.advance(milliseconds: 100)
        #expect(try await offer.value == .accepted)
        #expect(try await harness.offer("b", in: id) == .accepted)
        try await harness.until("proposal.distributed", in: id)
    }

    @Test("a conflict and another owner: the runner lets go, and nobody waits for ever")
    func lostLease() async throws {
        let harness = try await EngineHarness()
        let id = try await harness.submit().demandID
        try await harness.until("demand.broadcast", in: id)
        harness.store.fault(.fails(.conflict))
        harness.store.refuseLeases(2)
        let offer = Task { try await harness.offer("a", in: id) }
        await harness.clock.untilSomebodySleeps(Coordinator.answerMilliseconds)
        #expect(await harness.idle().active == 0)
        harness.clock.advance(milliseconds: Coordinator.answerMilliseconds)
        await expect(.overloaded) { try await offer.value }
        await harness.coordinator.adopt(id)
        #expect(try await harness.offer("a", in: id) == .duplicate, "it was kept for the next owner")
    }

    @Test("a submit that the store does not take is refused, and there is no demand")
    func submitDuringOutage() async throws {
        let harness = try await EngineHarness()
        harness.store.kill()
        await expect(.overloaded) { try await harness.submit() }
        #expect(try await harness.base.statistics().demands == 0)
        #expect(await harness.coordinator.statistics().waiting == 0)
    }

    // MARK: Crashes (product 3; §11: F25; wire F-34)

    @Test(
        "killed at any commit, before or after it, the negotiation goes on in the next process as if nothing had been",
        arguments: 1...6, [true, false])
    func crash(at append: Int, afterCommit: Bool) async throws {
        let rules = ScriptedDecider(candidates: ["x", "y"], kind: .auto)
        let first = try await EngineHarness(rules: rules)
        first.store.fault(afterCommit ? .diesAfterCommit : .diesBeforeCommit, atAppend: append)
        let id = try await first.submit().demandID
        await first.store.untilDead()
        let survived = try await first.rows(id)
        first.clock.advance(milliseconds: EngineEnvironment.leaseMilliseconds)

        let second = try await EngineHarness(on: first.base, name: "two", rules: rules)
        try await second.coordinator.recover()
        try await second.until("demand.completed", in: id)
        try await second.checkLog(id)
        #expect(try await second.types(id) == CoordinatorTests.plainNegotiation)
        #expect(Array(try await second.rows(id).prefix(survived.count)) == survived)
        await first.coordinator.stop()
        #expect(try await second.types(id) == CoordinatorTests.plainNegotiation, "the dead process adds nothing")
    }

    @Test("after a restart open questions are sent again under the same ids, and answered ones are not")
    func questionsAfterRestart() async throws {
        let first = try await EngineHarness()
        let id = try await first.submit().demandID
        await first.outbox.until(2)
        try await first.offer("a", in: id)
        first.store.kill()
        first.clock.advance(milliseconds: EngineEnvironment.leaseMilliseconds)

        let second = try await EngineHarness(on: first.base, name: "two")
        try await second.coordinator.recover()
        await second.outbox.until(1)
        try await second.offer("b", in: id)
        try await second.until("proposal.distributed", in: id)
        let invited = second.outbox.questions.filter { $0.kind == .invitation }
        #expect(invited.map(\.agentID) == ["b"])
        #expect(Set(first.outbox.ids).isSuperset(of: invited.map(\.messageID)))
        #expect(try await second.offer("a", in: id) == .duplicate, "taken before the crash")
        for agent in ["a", "b"] { try await second.vote(agent, in: id) }
        try await second.until("demand.completed", in: id)
        try await second.checkLog(id)
        await first.coordinator.stop()
    }

    // engine §6: at take-over
    @Test("after a restart members have what is left of their time, and at least half a minute")
    func graceAfterRestart() async throws {
        let first = try await EngineHarness()
        let id = try await first.submit().demandID
        try await first.until("demand.broadcast", in: id)
        for rest: Int64 in [150_000, 300_000] { await first.clock.untilSomebodySleeps(rest) }
        first.clock.advance(milliseconds: 295_000)
        try await first.until("agent.reminded", in: id)
        first.store.kill()

        // The same clock: no time passed between the two processes.
        let second = try await EngineHarness(on: first.base, clock: first.clock)
        let due = try #require(try await first.coordinator.state(of: id)?.channel?.invitationDeadline)
        await first.coordinator.stop()
        try await second.coordinator.recover()
        await second.clock.untilSomebodySleeps(30_000)
        #expect(
            try await second.coordinator.state(of: id)?.channel?.invitationDeadline == due, "what is published stays")
        second.clock.advance(milliseconds: 30_000)
        try await second.until("negotiation.failed", in: id)
    }

    @Test("the demand's own deadline does not move with a restart")
    func demandDeadlineAfterRestart() async throws {
        let limits = Limits(responseTimeoutMilliseconds: 900_000, demandTimeoutMilliseconds: 100_000)
        let first = try await EngineHarness(limits: { limits })
        let id = try await first.submit().demandID
        try await first.until("demand.broadcast", in: id)
        await first.clock.untilSomebodySleeps(100_000)
        first.clock.advance(milliseconds: 94_000)
        first.store.kill()
        await first.coordinator.stop()
        let second = try await EngineHarness(on: first.base, clock: first.clock, limits: { limits })
        try await second.coordinator.recover()
        await second.clock.untilSomebodySleeps(6_000)
        second.clock.advance(milliseconds: 6_000)
        try await second.until("demand.completed", in: id)
        #expect(try await second.coordinator.state(of: id)?.completion?.reasonCode == "timeout")
    }

    @Test("the demand's own deadline that passed while nobody worked on it counts at once")
    func demandDeadlineMeanwhile() async throws {
        let limits = Limits(responseTimeoutMilliseconds: 900_000, demandTimeoutMilliseconds: 100_000)
        let first = try await EngineHarness(limits: { limits })
        let id = try await first.submit().demandID
        try await first.until("demand.broadcast", in: id)
        first.store.kill()
        await first.coordinator.stop()
        first.clock.advance(milliseconds: 200_000)
        let second = try await EngineHarness(on: first.base, clock: first.clock, limits: { limits })
        try await second.coordinator.recover()
        try await second.until("demand.completed", in: id)
        #expect(try await second.coordinator.state(of: id)?.completion?.reasonCode == "timeout")
    }

    @Test("a killed process's lease still runs: the demand is taken up when it has run out")
    func leaseOfTheDead() async throws {
        let rules = ScriptedDecider(candidates: ["x", "y"], kind: .auto)
        let first = try await EngineHarness(rules: rules)
        first.store.fault(.diesAfterCommit, atAppend: 1)
        let id = try await first.submit().demandID
        await first.store.untilDead()
        let second = try await EngineHarness(on: first.base, name: "two", rules: rules)
        try await second.coordinator.recover()
        #expect(await second.coordinator.statistics().active == 0)
        first.clock.advance(milliseconds: EngineEnvironment.leaseMilliseconds)
        await second.coordinator.takeOver()
        try await second.until("demand.completed", in: id)
        try await second.checkLog(id)
        await first.coordinator.stop()
    }

    // engine §6: clarify is one of the waits
    @Test("a demand that waited for answers waits on after a restart, and takes them")
    func clarifyAfterRestart() async throws {
        let first = try await EngineHarness()
        let submission = try await first.submit(clarify: true)
        let id = submission.demandID
        try await first.until("demand.understood", in: id)
        first.store.kill()
        await first.coordinator.stop()
        first.clock.advance(milliseconds: EngineEnvironment.leaseMilliseconds)
        let second = try await EngineHarness(on: first.base, name: "two")
        try await second.coordinator.recover()
        let answers = [ClarifyingAnswer(id: "q1", text: "Beijing")]
        #expect(
            try await second.coordinator.clarify(id, ownerToken: submission.ownerToken, answers: answers) == .accepted)
        try await second.until("demand.broadcast", in: id)
        #expect(
            try await second.types(id).prefix(4) == [
                "demand.submitted", "demand.understood", "demand.clarified", "demand.understood",
            ])
    }

    @Test("a finished demand is not taken up again")
    func finishedStaysFinished() async throws {
        let rules = ScriptedDecider(candidates: ["x", "y"], kind: .auto)
        let first = try await EngineHarness(rules: rules)
        let id = try await first.submit().demandID
        try await first.until("demand.completed", in: id)
        let rows = try await first.rows(id)
        let second = try await EngineHarness(on: first.base, rules: rules)
        try await second.coordinator.recover()
        #expect(await second.idle().active == 0)
        #expect(try await second.rows(id) == rows)
    }

    // architecture: rows beside the log
    @Test("the rows beside the log are those of the state: open questions, deadlines, channels")
    func rowsBesideTheLog() async throws {
        let harness = try await EngineHarness()
        let id = try await harness.negotiating().demandID
        try await harness.vote("a", in: id)
        let opened = harness.store.batches.flatMap(\.messagesOpened).map(\.messageID)
        let closed = Set(harness.store.batches.flatMap(\.messagesClosed.keys))
        #expect(Set(opened).count == opened.count, "each question is opened once")
        let state = try #require(try await harness.coordinator.state(of: id))
        #expect(Set(opened).subtracting(closed) == Set(state.openQuestions.map(\.messageID)))
        try await harness.vote("b", in: id)
        try await harness.until("demand.completed", in: id)
        let all = harness.store.batches
        #expect(Set(all.flatMap(\.messagesOpened).map(\.messageID)) == Set(all.flatMap(\.messagesClosed.keys)))
        #expect(Set(all.flatMap(\.deadlinesSet)) == Set(all.flatMap(\.deadlinesCleared)), "no deadline is left")
        #expect(all.flatMap(\.channels).last?.status == "finalized")
        #expect(all.last?.status == .completed && all.last?.outcome == .finalized && all.last?.completedAt != nil)
    }
}
