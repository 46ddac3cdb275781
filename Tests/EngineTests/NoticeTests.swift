import Synchronization
import Testing

@testable import Engine
@testable import Storage

@Suite("What members are told over their link", .timeLimit(.minutes(5)))
struct NoticeTests {
    /// A link to agents elsewhere that remembers what it was handed.
    private final class RemoteLink: AgentLink {
        private struct State {
            var told: [AgentNotice] = []
            var attempts = 0
            var isAway = false
            var gate: Gate?
        }

        private let state = Mutex(State())
        let isTold = true

        func send(_ messages: [AgentMessage], answersTo receiver: any AnswerReceiver) async -> [Handover] {
            messages.map { _ in .handedOver }
        }

        func tell(_ notices: [AgentNotice]) async -> [Handover] {
            let (isAway, gate) = state.withLock { state in
                state.attempts += 1
                if !state.isAway { state.told += notices }
                return (state.isAway, state.gate)
            }
            await gate?.pass()
            return notices.map { _ in isAway ? .unreachable : .handedOver }
        }

        func isAway(_ isAway: Bool) { state.withLock { $0.isAway = isAway } }
        func hold(_ gate: Gate?) { state.withLock { $0.gate = gate } }
        var told: [AgentNotice] { state.withLock { $0.told } }

        /// Each notice as `member kind participation`, sorted.
        var summary: [String] {
            told.map { "\($0.agentID) \($0.kind.rawValue) \($0.standing.participation.rawValue)" }.sorted()
        }

        func until(attempts: Int) async throws {
            while state.withLock({ $0.attempts }) < attempts {
                try Task.checkCancellation()
                await Task.yield()
            }
        }

        func until(_ count: Int) async throws {
            while told.count < count {
                try Task.checkCancellation()
                await Task.yield()
            }
        }
    }

    private func harness(
        _ link: RemoteLink, on store: (any Store)? = nil, clock: ManualClock = ManualClock(), name: String = "one",
        candidates: [String] = ["r", "s"], plan: [String]? = nil,
        onGaps: (@Sendable () async -> Void)? = nil
    ) async throws -> EngineHarness {
        var rules = ScriptedDecider(candidates: candidates, kind: .openagents)
        if let onGaps {
            rules.onGaps = { _ in
                await onGaps()
                return Decided(GapAnalysis(gaps: [], analysis: "nothing is missing"), by: .rules)
            }
        }
        if let plan { rules.onCompose = { _ in Decided(ScriptedDecider.plan(plan), by: .rules) } }
        let harness = try await EngineHarness(
            on: store, clock: clock, name: name, rules: rules, links: [.openagents: link])
        _ = try await harness.base.upsert(
            members: candidates.map { ScriptedDecider.member($0, kind: .openagents) }, isActive: true)
        try await harness.members.reload()
        return harness
    }

    /// Waits until the table of inputs says that these notices were handed over.
    private func untilRemembered(_ notices: [AgentNotice], of id: DemandID, in store: any Store) async throws {
        for notice in notices {
            while try await store.input(notice.messageID, from: "coordinator", to: id) == nil {
                try Task.checkCancellation()
                await Task.yield()
            }
        }
    }

    // MARK: Derived from the state

    private func summary(_ scenario: NegotiationScenario) -> [String] {
        scenario.state.notices(to: [.manual]).map {
            "\($0.agentID) \($0.kind.rawValue) \($0.standing.participation.rawValue)"
        }
    }

    @Test("nobody is told anything while all goes on, and afterwards every participant how it ended")
    func outcome() {
        var scenario = NegotiationScenario.negotiating(["a", "b"])
        #expect(summary(scenario).isEmpty)
        scenario.votes([("a", .accept), ("b", .accept)])
        #expect(summary(scenario) == ["a outcome confirmed", "b outcome confirmed"])
        #expect(scenario.state.notices(to: [.auto, .openagents]).isEmpty)
    }

    @Test("who has no part in the plan is told once, also when the next version leaves them out again")
    func notSelected() {
        var scenario = NegotiationScenario.negotiating(["a", "b"], assigning: ["a"])
        let first = scenario.state.notices(to: [.manual])
        #expect(summary(scenario) == ["b not_selected not_selected"])
        scenario.vote("a", .negotiate)
        scenario.adjust(assigning: ["a"])
        #expect(scenario.state.notices(to: [.manual]).map(\.messageID) == first.map(\.messageID))
        scenario.vote("a", .negotiate)
        scenario.adjust(assigning: ["a", "b"])
        #expect(summary(scenario).isEmpty)
        #expect(scenario.channel?.openQuestions.map(\.agentID) == ["a", "b"])
    }

    @Test("who gets a part and loses it again is told again, by another id")
    func notSelectedAgain() {
        var scenario = NegotiationScenario.negotiating(["a", "b"], assigning: ["a"])
        let first = scenario.state.notices(to: [.manual]).map(\.messageID)
        scenario.vote("a", .negotiate)
        scenario.adjust(assigning: ["a", "b"])
        scenario.votes([("a", .negotiate), ("b", .negotiate)])
        scenario.adjust(assigning: ["a"])
        let second = scenario.state.notices(to: [.manual]).map(\.messageID)
        #expect(first.count == 1 && second.count == 1 && first != second)
    }

    @Test("an invitation that ends unanswered is withdrawn: by a cancel, by its deadline; a declined one is not")
    func withdrawnQuestions() throws {
        var cancelled = NegotiationScenario.collecting(["a", "b", "c"])
        cancelled.offer("a")
        cancelled.offer("b", .decline)
        cancelled.take(.cancelled)
        #expect(summary(cancelled) == ["a outcome released", "c question_withdrawn question_withdrawn"])
        var late = NegotiationScenario.collecting(["a", "b"])
        late.offer("a")
        late.noAnswer("b", .invitation)
        #expect(summary(late) == ["b question_withdrawn no_answer"], "everybody is settled, so collecting is over")
        var waiting = NegotiationScenario.collecting(["a", "b"])
        waiting.noAnswer("b", .invitation)
        #expect(summary(waiting).isEmpty, "a real answer may still come")
    }

    @Test("a review that is open at the end is named in the outcome")
    func openReview() {
        var scenario = NegotiationScenario.negotiating(["a", "b"])
        scenario.vote("a", .accept)
        scenario.take(.cancelled)
        let notices = scenario.state.notices(to: [.manual])
        #expect(notices.map(\.kind) == [.outcome, .outcome])
        #expect(notices.map(\.standing.withdrawnQuestion) == [nil, "review"])
        #expect(notices.map(\.standing.reasonCode) == ["cancelled", "cancelled"])
    }

    @Test("who was kicked or has left the network is told so; who withdrew knows")
    func removed() {
        var scenario = NegotiationScenario.negotiating(["a", "b", "c"])
        scenario.kick("a")
        scenario.withdraw("b")
        #expect(summary(scenario) == ["a removed removed"])
        scenario.take(.memberDeactivated(agentID: "c"))
        #expect(summary(scenario) == ["a removed removed", "c removed removed"])
    }

    @Test("what a link is told is what an inbox shows")
    func oneTruth() throws {
        var scenario = NegotiationScenario.negotiating(["a", "b", "c"], assigning: ["a", "b"])
        scenario.votes([("a", .accept), ("b", .reject)])
        try scenario.restart()
        for notice in scenario.state.notices(to: [.manual]) {
            #expect(notice.standing == Inbox.Channel(scenario.state, scenario.root, of: notice.agentID))
        }
    }

    // MARK: Over the link

    @Test("remote members hear of the outcome once, and it is remembered without an event")
    func toldOnce() async throws {
        let link = RemoteLink()
        let harness = try await harness(link)
        let id = try await harness.offered(by: ["r", "s"]).demandID
        try await harness.until("proposal.distributed", in: id)
        for agent in ["r", "s"] { try await harness.vote(agent, in: id) }
        try await harness.until("demand.completed", in: id)
        try await link.until(2)
        try await untilRemembered(link.told, of: id, in: harness.base)
        #expect(link.summary == ["r outcome confirmed", "s outcome confirmed"])
        #expect(try await harness.types(id) == CoordinatorTests.plainNegotiation)
        await harness.coordinator.stop()

        // The next process does not tell it again.
        let next = try await self.harness(link, on: harness.base, clock: harness.clock, name: "two")
        harness.clock.advance(milliseconds: EngineEnvironment.leaseMilliseconds)
        #expect(await next.coordinator.tellWhatWasLeft(to: [.openagents]).isEmpty)
        #expect(link.told.count == 2)
        await next.coordinator.stop()
    }

    @Test("killed before anything was told: the next process tells it, also of a demand that is over")
    func killed() async throws {
        let link = RemoteLink()
        link.isAway(true)
        let harness = try await harness(link)
        let submission = try await harness.submit()
        let id = submission.demandID
        try await harness.until("demand.broadcast", in: id)
        try await harness.offer("r", in: id)
        _ = try await harness.coordinator.cancel(id, ownerToken: submission.ownerToken)
        try await link.until(attempts: 1)
        harness.store.kill()
        let heir = RemoteLink()
        let next = try await self.harness(heir, on: harness.base, clock: harness.clock, name: "two")
        try await next.coordinator.recover()
        // The killed process holds the lease for a while.
        await harness.clock.untilSomebodySleeps(EngineEnvironment.leaseMilliseconds)
        #expect(heir.told.isEmpty)
        harness.clock.advance(milliseconds: EngineEnvironment.leaseMilliseconds)
        try await heir.until(2)
        try await untilRemembered(heir.told, of: id, in: harness.base)
        #expect(heir.summary == ["r outcome released", "s question_withdrawn question_withdrawn"])
        #expect(link.told.isEmpty)
        try await next.checkLog(id)
        await next.coordinator.stop()
    }

    @Test("a demand that goes on after a crash tells what is new, and not what was told before")
    func goesOn() async throws {
        let link = RemoteLink()
        let harness = try await harness(link, plan: ["r"])
        let id = try await harness.offered(by: ["r", "s"]).demandID
        try await link.until(1)
        #expect(link.summary == ["s not_selected not_selected"])
        try await untilRemembered(link.told, of: id, in: harness.base)
        harness.store.kill()
        harness.clock.advance(milliseconds: EngineEnvironment.leaseMilliseconds)
        let next = try await self.harness(link, on: harness.base, clock: harness.clock, name: "two")
        try await next.coordinator.recover()
        try await next.untilOwner(of: id)
        try await next.vote("r", in: id)
        try await next.until("demand.completed", in: id)
        try await link.until(3)
        #expect(
            link.summary == [
                "r outcome confirmed", "s not_selected not_selected", "s outcome not_selected",
            ])
        await next.coordinator.stop()
    }

    @Test("who cannot be reached is told with the next change")
    func unreachable() async throws {
        let link = RemoteLink()
        let harness = try await harness(link, candidates: ["r", "s", "t"], plan: ["r", "t"])
        let id = try await harness.submit().demandID
        try await harness.until("demand.broadcast", in: id)
        link.isAway(true)
        for agent in ["r", "s", "t"] { try await harness.offer(agent, in: id) }
        try await link.until(attempts: 1)
        #expect(link.told.isEmpty)
        link.isAway(false)
        try await harness.vote("r", in: id)
        try await link.until(1)
        #expect(link.summary == ["s not_selected not_selected"])
        await harness.coordinator.stop()
    }

    @Test("who could not be reached while something changed is told at once")
    func unreachableMeanwhile() async throws {
        let link = RemoteLink()
        let gate = Gate()
        link.isAway(true)
        link.hold(gate)
        let harness = try await harness(link, candidates: ["r", "s", "t"], plan: ["r", "t"])
        let id = try await harness.offered(by: ["r", "s", "t"]).demandID
        try await link.until(attempts: 1)
        link.isAway(false)
        try await harness.vote("r", in: id)
        #expect(link.told.isEmpty)
        gate.open()
        try await link.until(1)
        #expect(link.summary == ["s not_selected not_selected"])
        await harness.coordinator.stop()
    }

    @Test("what members were told is remembered through a conflict, too")
    func conflict() async throws {
        let link = RemoteLink()
        let gate = Gate()
        link.hold(gate)
        let harness = try await harness(link, plan: ["r"])
        let id = try await harness.offered(by: ["r", "s"]).demandID
        try await link.until(attempts: 1)
        let runner = try #require(await harness.coordinator.runner(id))
        _ = await runner.settledState()
        harness.store.fault(.fails(.conflict))
        gate.open()
        try await link.until(1)
        try await untilRemembered(link.told, of: id, in: harness.base)
        await harness.coordinator.stop()
    }

    @Test("a link that is slow to take a notice holds nothing up")
    func slow() async throws {
        let link = RemoteLink()
        let gate = Gate()
        link.hold(gate)
        let harness = try await harness(link, plan: ["r"])
        let id = try await harness.offered(by: ["r", "s"]).demandID
        try await link.until(attempts: 1)
        try await harness.vote("r", in: id)
        try await harness.until("demand.completed", in: id)
        #expect(link.summary == ["s not_selected not_selected"])
        gate.open()
        try await link.until(3)
        await harness.coordinator.stop()
    }

    @Test("what is handed over while the last commit is under way is remembered, too")
    func duringLastCommit() async throws {
        let link = RemoteLink()
        let (gate, gaps) = (Gate(), Gate())
        link.hold(gate)
        let harness = try await harness(link, plan: ["r"]) { await gaps.pass() }
        let id = try await harness.offered(by: ["r", "s"]).demandID
        try await link.until(attempts: 1)
        try await harness.vote("r", in: id)
        try await harness.until("proposal.finalized", in: id)
        let runner = try #require(await harness.coordinator.runner(id))
        harness.store.pause()
        gaps.open()
        while await !runner.isCommitting {
            try Task.checkCancellation()
            await Task.yield()
        }
        gate.open()
        // The second is told when the first has been noted.
        try await link.until(attempts: 2)
        harness.store.resume()
        try await harness.until("demand.completed", in: id)
        try await link.until(3)
        try await untilRemembered(link.told, of: id, in: harness.base)
        await harness.coordinator.stop()
    }

    @Test("members by rule or by hand cost no commit and no call")
    func hotPath() async throws {
        let link = RemoteLink()
        let harness = try await EngineHarness(
            rules: ScriptedDecider(candidates: ["x", "y"], kind: .auto), links: [.openagents: link])
        let id = try await harness.submit().demandID
        try await harness.until("demand.completed", in: id)
        #expect(harness.store.batches.allSatisfy { $0.inputs.isEmpty && !$0.events.isEmpty })
        #expect(link.told.isEmpty)
    }
}
