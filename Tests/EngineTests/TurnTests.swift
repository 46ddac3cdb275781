import Synchronization
import Testing

@testable import Engine
@testable import Storage

/// What comes between two steps that usually follow each other at once.
@Suite("Turns", .timeLimit(.minutes(5)))
struct TurnTests {
    @Test("a demand that is found without an owner before its submit has heard of its commit gets one runner")
    func foundBeforeItsTurn() async throws {
        let harness = try await EngineHarness()
        let gate = Gate()
        harness.store.returnCreatesLate(gate)
        let submit = Task { try await harness.submit() }
        while try await harness.base.abandonedDemands(logFormat: EngineEnvironment.logFormat, limit: 1).isEmpty {
            try Task.checkCancellation()
            await Task.yield()
        }
        await harness.coordinator.takeOver()
        let id = try #require(harness.store.created.first?.id)
        try await harness.until("demand.broadcast", in: id)
        gate.open()
        #expect(try await submit.value.demandID == id)
        #expect(await harness.coordinator.statistics().active == 1)
        for agent in ["a", "b"] { #expect(try await harness.offer(agent, in: id) == .accepted) }
        try await harness.until("proposal.distributed", in: id)
        for agent in ["a", "b"] { #expect(try await harness.vote(agent, in: id) == .accepted) }
        try await harness.until("demand.completed", in: id)
        try await harness.checkLog(id)
        #expect(Set(harness.store.batches.map(\.epoch)) == [1], "the lease was taken once")
        #expect(harness.outbox.all.count == 4, "each question was asked once")
        await harness.coordinator.stop()
    }

    @Test("a call about a demand that waits for its turn is refused in time when the store is gone")
    func waitingWithoutStore() async throws {
        let harness = try await EngineHarness(maxActive: 1)
        let first = try await harness.submit().demandID
        try await harness.until("demand.broadcast", in: first)
        let second = try await harness.submit().demandID
        #expect(await harness.coordinator.isWaiting(second))
        harness.store.failLeases(.max)
        harness.store.failReads(true)
        let isOver = Mutex(false)
        let call = Task {
            await expect(.overloaded) {
                try await harness.coordinator.kick("a", from: ChannelID(second), reason: "check")
            }
            isOver.withLock { $0 = true }
        }
        while !isOver.withLock({ $0 }) {
            try Task.checkCancellation()
            harness.clock.advance(milliseconds: 2)
            await Task.yield()
        }
        await call.value
        harness.store.failLeases(0)
        harness.store.failReads(false)
        await harness.coordinator.stop()
    }

    @Test("who leaves between the choice and its commit is not asked")
    func leavesBeforeTheInvitation() async throws {
        let gate = Gate()
        var rules = ScriptedDecider()
        rules.onChoose = { [rules] request in
            await gate.pass()
            return try await rules.choose(request)
        }
        let harness = try await EngineHarness(rules: rules)
        let id = try await harness.submit().demandID
        try await harness.until("demand.understood", in: id)
        #expect(try await harness.coordinator.deactivate("b"))
        // What was chosen and checked before: nobody can be removed from a channel that does not exist yet.
        let chosen = Decided(ScriptedDecider.choice(["a", "b"], kind: .manual), by: .rules)
        let runner = try #require(await harness.coordinator.runner(id))
        let input = Input.chosen(.init(chosen), channel: ChannelID(id))
        #expect(try await runner.submit(input) == .accepted)
        try await harness.until("agent.kicked", in: id)
        #expect(Set(harness.outbox.questions.map(\.agentID)).isSubset(of: ["a"]))
        #expect(try await harness.offer("a", in: id) == .accepted)
        try await harness.until("proposal.distributed", in: id)
        gate.open()
        await harness.coordinator.stop()
    }
}
