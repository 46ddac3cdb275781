import Synchronization
import Testing

@testable import Engine
@testable import Storage

@Suite("Deciders that fail", .timeLimit(.minutes(5)))
struct DecisionDeskTests {
    static let by = Provenance(decidedBy: "model-x")

    /// A model all of whose answers fail.
    static func failing(_ error: any Error) -> ScriptedDecider {
        ScriptedDecider(
            name: "model-x", candidates: ["x", "y"], kind: .auto, onUnderstand: { _ in throw error },
            onChoose: { _ in throw error },
            onAnswer: { _ in throw error }, onCompose: { _ in throw error }, onVote: { _ in throw error },
            onAdjust: { _ in throw error },
            onGaps: { _ in throw error }, onSubnet: { _ in throw error }, onCompromise: { _ in throw error })
    }

    static let rules = ScriptedDecider(candidates: ["x", "y"], kind: .auto)

    // engine §2; §11: F26, F28, F60
    @Test(
        "whatever the reason, the rules answer in the model's place and every payload says why",
        arguments: [Provenance.FallbackReason.unavailable, .timeout, .invalid, .refused, .budget, .breaker])
    func everyReason(reason: Provenance.FallbackReason) async throws {
        let harness = try await EngineHarness(rules: Self.rules, model: Self.failing(DecisionFailure(reason)))
        let id = try await harness.submit().demandID
        try await harness.until("demand.completed", in: id)
        #expect(try await harness.types(id) == CoordinatorTests.plainNegotiation)
        let decisions = [
            "demand.understood", "filter.completed", "offer.submitted", "proposal.distributed", "proposal.feedback",
            "gap.identified",
        ]
        for row in try await harness.rows(id) where decisions.contains(String(row.type.dropFirst(6))) {
            #expect(row.payload.contains("\"decided_by\":\"rules\""), "\(row.type)")
            #expect(row.payload.contains("\"fallback\":true"), "\(row.type)")
            #expect(row.payload.contains("\"fallback_reason\":\"\(reason.rawValue)\""), "\(row.type)")
        }
        let decidedBy = try #require(try await harness.coordinator.state(of: id)?.completion?.decidedBy)
        #expect(decidedBy["fallback"] == 8 && decidedBy["model-x"] == nil)
    }

    @Test("an error of an unknown kind counts as unavailable")
    func unknownError() async throws {
        struct Broken: Error {}
        let harness = try await EngineHarness(rules: Self.rules, model: Self.failing(Broken()))
        let id = try await harness.submit().demandID
        try await harness.until("demand.completed", in: id)
        #expect(try await harness.rows(id)[1].payload.contains("\"fallback_reason\":\"unavailable\""))
    }

    // §11: F28; product: by rules is no fallback when there is no model
    @Test("without a model nothing is marked as fallback")
    func noModel() async throws {
        let harness = try await EngineHarness(rules: Self.rules)
        let id = try await harness.submit().demandID
        try await harness.until("demand.completed", in: id)
        #expect(try await harness.rows(id).allSatisfy { !$0.payload.contains("\"fallback\":true") })
    }

    /// Which decision hangs, after which event it is asked, and how long it may take.
    static let hanging: [(type: String, after: String, model: ScriptedDecider, limit: Int64)] = {
        func never<Request, Value: Sendable>(_ value: Value.Type = Value.self) -> ScriptedDecider.Script<Request, Value>
        {
            { _ in
                try await Task.sleep(for: .seconds(3600))
                throw DecisionFailure(.unavailable)
            }
        }
        func model(_ change: (inout ScriptedDecider) -> Void) -> ScriptedDecider {
            var decider = ScriptedDecider(name: "model-x", candidates: ["x", "y"], kind: .auto)
            change(&decider)
            return decider
        }
        return [
            ("demand.understood", "demand.submitted", model { $0.onUnderstand = never() }, 60_000),
            ("filter.completed", "demand.understood", model { $0.onChoose = never() }, 60_000),
            ("proposal.distributed", "aggregation.started", model { $0.onCompose = never() }, 60_000),
            ("gap.identified", "proposal.finalized", model { $0.onGaps = never() }, 60_000),
            ("proposal.feedback", "proposal.distributed", model { $0.onVote = never() }, 120_000),
        ]
    }()

    // engine §6; §11: F61
    @Test("a decider that hangs is given up at its deadline, and the rules answer", arguments: hanging.indices)
    func hangs(index: Int) async throws {
        let (type, after, model, limit) = Self.hanging[index]
        let harness = try await EngineHarness(rules: Self.rules, model: model)
        let id = try await harness.submit().demandID
        try await harness.until(after, in: id)
        await harness.clock.untilSomebodySleeps(limit)
        harness.clock.advance(milliseconds: limit)
        // A vote's own time is over at the same moment: the round is evaluated, with or without the rules' vote.
        try await harness.until(type == "proposal.feedback" ? "feedback.evaluated" : type, in: id)
        if type != "proposal.feedback" {
            let payload = try #require(try await harness.rows(id).first { $0.type == "towow." + type }).payload
            #expect(payload.contains("\"fallback\":true") && payload.contains("\"fallback_reason\":\"timeout\""))
            try await harness.until("demand.completed", in: id)
            try await harness.checkLog(id)
        }
        await harness.coordinator.stop()
    }

    // §11: F26, F29, F43; engine §2
    @Test("a model's plan without any participant is not used: the rules make one, marked as fallback")
    func nonsensePlan() async throws {
        var model = Self.rules
        model.name = "model-x"
        model.onCompose = { _ in Decided(ScriptedDecider.plan(["ghost", "phantom"]), by: Self.by) }
        let harness = try await EngineHarness(rules: Self.rules, model: model)
        let id = try await harness.submit().demandID
        try await harness.until("demand.completed", in: id)
        let row = try #require(try await harness.rows(id).first { $0.type == "towow.proposal.distributed" })
        #expect(
            row.payload.contains("\"decided_by\":\"rules\"") && row.payload.contains("\"fallback_reason\":\"invalid\""))
        #expect(!row.payload.contains("ghost"))
    }

    @Test(
        "even the rules give nonsense: everybody does what they offered, and the negotiation ends",
        arguments: [true, false])
    func nonsenseTwice(withModel: Bool) async throws {
        var model = Self.rules
        model.name = "model-x"
        model.onCompose = { _ in Decided(ScriptedDecider.plan(["ghost"]), by: Self.by) }
        var rules = model
        rules.name = "rules"
        let harness = try await EngineHarness(rules: rules, model: withModel ? model : nil)
        let id = try await harness.submit().demandID
        try await harness.until("demand.completed", in: id)
        let state = try #require(try await harness.coordinator.state(of: id))
        #expect(state.outcome == .finalized && state.channel?.outcome?.confirmed == ["x", "y"])
        let plan = try #require(state.channel?.proposal)
        #expect(plan.confidence == .low && plan.timeline.milestones.count >= 1 && plan.successCriteria.count >= 2)
        #expect(plan.assignments.map(\.responsibility) == ["work of x", "work of y"])
        #expect(plan.assignments.allSatisfy { !$0.role.isEmpty })
        let row = try #require(try await harness.rows(id).first { $0.type == "towow.proposal.distributed" })
        #expect(row.payload.contains("\"fallback\":true") == withModel)
    }

    @Test("a plan that does not fit any more, because who was in it has left, is paid all the same")
    func paidForNothing() async throws {
        let leaving = Mutex<(@Sendable (ChannelID) async throws -> Void)?>(nil)
        var model = Self.rules
        model.name = "model-x"
        model.onCompose = { request in
            let leave = leaving.withLock { $0 }
            if let leave, let channel = request.context?.channelID { try await leave(channel) }
            let usage = Usage(
                latencyMilliseconds: 900, inputTokens: 100, outputTokens: 20, costUSD: 0.25, attempts: 1)
            return Decided(ScriptedDecider.plan(["y"]), by: Provenance(decidedBy: "model-x", usage: usage))
        }
        let harness = try await EngineHarness(rules: Self.rules, model: model)
        let coordinator = harness.coordinator
        leaving.withLock { $0 = { _ = try await coordinator.kick("y", from: $0, reason: "left") } }
        let id = try await harness.submit().demandID
        try await harness.until("demand.completed", in: id)
        let state = try #require(try await coordinator.state(of: id))
        #expect(state.channel?.proposal?.assignments.map(\.agentID) == ["x"])
        #expect(state.fallbackReasons == ["invalid": 1])
        #expect(state.completion?.usage?.costUSD == 0.25)
    }

    // §11: F33, F34, F43
    @Test("a choice of members that do not exist is no choice")
    func inventedCandidates() async throws {
        var model = Self.rules
        model.name = "model-x"
        model.candidates = ["ghost"]
        let harness = try await EngineHarness(rules: Self.rules, model: model)
        let id = try await harness.submit().demandID
        try await harness.until("demand.completed", in: id)
        let row = try #require(try await harness.rows(id).first { $0.type == "towow.filter.completed" })
        #expect(row.payload.contains("\"fallback_reason\":\"invalid\"") && !row.payload.contains("ghost"))
    }

    // product: never invent; engine §2, §3; §11: F27, F28
    @Test("a decider that has nothing to say for a member gives no answer: no refusal, no consent")
    func nothingToSay() async throws {
        var rules = Self.rules
        rules.candidates = ["x", "y", "z"]
        rules.onAnswer = { request in
            Decided(
                request.member.id == "z" ? nil : Offer(decision: .participate, contribution: "work", needs: ["need"]),
                by: .rules)
        }
        rules.onVote = { request in Decided(request.member.id == "y" ? nil : Vote(kind: .accept), by: .rules) }
        let harness = try await EngineHarness(rules: rules, limits: { Limits(maxRounds: 1) })
        let id = try await harness.submit().demandID
        try await harness.until("demand.completed", in: id)
        let state = try #require(try await harness.coordinator.state(of: id))
        #expect(state.channel?.seat("z")?.answer == .silent)
        #expect(state.outcome == .forceFinalized)
        #expect(state.channel?.outcome?.confirmed == ["x"] && state.channel?.outcome?.optional == ["y"])
        #expect(try await harness.types(id).count { $0 == "agent.no_answer" } == 2)
    }

    // engine §2: only what they may know; §11: F37
    @Test("a member's decisions read the profile version of their candidacy, whatever changes meanwhile")
    func profileVersion() async throws {
        let seen = Mutex<[String]>([])
        let gate = Gate()
        var rules = Self.rules
        rules.candidates = ["x"]
        rules.onCompose = { request in
            await gate.pass()
            return Decided(ScriptedDecider.plan(request.participants.map(\.candidate.agentID)), by: .rules)
        }
        rules.onVote = { request in
            seen.withLock { $0.append(request.member.summary) }
            return Decided(Vote(kind: .accept), by: .rules)
        }
        let harness = try await EngineHarness(rules: rules)
        let id = try await harness.submit().demandID
        try await harness.until("aggregation.started", in: id)
        var changed = ScriptedDecider.member("x", kind: .auto)
        changed.summary = "changed"
        _ = try await harness.base.upsert(members: [changed], isActive: true)
        gate.open()
        try await harness.until("demand.completed", in: id)
        #expect(seen.withLock { $0 } == ["works"])
    }

    // engine §7: running decisions are stopped
    @Test("a cancel stops the running decision, and what it says afterwards is not used")
    func cancelStopsDecision() async throws {
        let begun = Gate()
        let release = Gate()
        let cancelled = Mutex(false)
        var rules = Self.rules
        rules.onCompose = { request in
            begun.open()
            await withTaskCancellationHandler {
                await release.pass()
            } onCancel: {
                cancelled.withLock { $0 = true }
                release.open()
            }
            return Decided(ScriptedDecider.plan(request.participants.map(\.candidate.agentID)), by: .rules)
        }
        let harness = try await EngineHarness(rules: rules)
        let submission = try await harness.submit()
        await begun.pass()
        #expect(
            try await harness.coordinator.cancel(submission.demandID, ownerToken: submission.ownerToken) == .accepted)
        await release.pass()
        #expect(cancelled.withLock { $0 })
        #expect(await harness.idle().outcomes == [.cancelled: 1])
        #expect(try await harness.types(submission.demandID).suffix(2) == ["negotiation.failed", "demand.completed"])
    }

    // engine §7; wire F-13; §11: F5, F48
    @Test("a gap opens a sub-network that runs by itself and is merged")
    func subnetwork() async throws {
        var rules = Self.rules
        rules.onChoose = { request in
            Decided(ScriptedDecider.choice(request.isSubnet ? ["z"] : ["x", "y"], kind: .auto), by: .rules)
        }
        rules.onGaps = { _ in
            Decided(GapAnalysis(gaps: [NegotiationScenario.gap("room", tags: ["need"])], analysis: "a"), by: .rules)
        }
        let harness = try await EngineHarness(rules: rules)
        let id = try await harness.submit().demandID
        try await harness.until("demand.completed", in: id)
        try await harness.checkLog(id)
        let types = try await harness.types(id)
        #expect(types.count { $0 == "subnet.proposal.finalized" } == 1 && types.count { $0 == "proposal.updated" } == 1)
        #expect(try await harness.coordinator.state(of: id)?.completion?.participants == ["x", "y", "z"])
    }

    // §11: F45; engine §2
    @Test("nobody to ask still ends with a compromise")
    func nobodyToAsk() async throws {
        var rules = Self.rules
        rules.onChoose = { _ in Decided(.nobody(.noMembers, constraint: nil), by: .rules) }
        let harness = try await EngineHarness(rules: rules)
        let id = try await harness.submit().demandID
        try await harness.until("demand.completed", in: id)
        #expect(try await harness.types(id).suffix(3) == ["filter.failed", "compromise.proposed", "demand.completed"])
    }
}
