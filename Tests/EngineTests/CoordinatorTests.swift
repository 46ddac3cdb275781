import Synchronization
import Testing

@testable import Engine
@testable import Storage

@Suite("Coordinator and runner", .timeLimit(.minutes(5)))
struct CoordinatorTests {
    static let plainNegotiation = [
        "demand.submitted", "demand.understood", "filter.completed", "channel.created", "demand.broadcast",
        "offer.submitted",
        "offer.submitted", "aggregation.started", "proposal.distributed", "proposal.feedback", "proposal.feedback",
        "feedback.evaluated", "proposal.finalized", "gap.identified", "demand.completed",
    ]

    // §10: 60, 88, 89; §11: F1, F5, F67; wire F-02, F-14
    @Test("members who answer by hand bring a demand from submit to an agreed plan")
    func wholeNegotiation() async throws {
        let harness = try await EngineHarness()
        let id = try await harness.negotiating().demandID
        #expect(try await harness.coordinator.summary(of: id)?.status == .negotiating)
        for agent in ["a", "b"] { #expect(try await harness.vote(agent, in: id) == .accepted) }
        try await harness.until("demand.completed", in: id)
        #expect(try await harness.types(id) == Self.plainNegotiation)
        try await harness.checkLog(id)
        let summary = try #require(try await harness.coordinator.summary(of: id))
        #expect(summary.status == .completed && summary.outcome == .finalized && summary.head == 15)
        #expect(try await harness.coordinator.state(of: id)?.completion?.participants == ["a", "b"])
    }

    // §11: F4; wire F-01
    @Test("a model that is configured takes every decision, and every payload says so")
    func modelDecides() async throws {
        let model = ScriptedDecider(name: "model-x", candidates: ["x", "y"], kind: .auto)
        let harness = try await EngineHarness(model: model)
        let id = try await harness.submit().demandID
        try await harness.until("demand.completed", in: id)
        let decidedBy = try #require(try await harness.coordinator.state(of: id)?.completion?.decidedBy)
        // understand, choose, two offers, compose, two votes, gaps
        #expect(decidedBy["model-x"] == 8)
        #expect(decidedBy["fallback"] == nil)
    }

    // §10: 84, 86; every decision is paid for once
    @Test("in a plain negotiation every decision is asked exactly once, with what was understood before")
    func askedOnce() async throws {
        let calls = Mutex<[String]>([])
        var rules = ScriptedDecider(candidates: ["x", "y"], kind: .auto)
        rules.onUnderstand = { request in
            calls.withLock { $0.append("understand \(request.request.text)") }
            return Decided(ScriptedDecider.understanding(request), by: .rules)
        }
        rules.onChoose = { request in
            calls.withLock {
                $0.append("choose \(request.understanding.surfaceDemand) \(request.understanding.capabilityTags)")
            }
            return Decided(ScriptedDecider.choice(["x", "y"], kind: .auto), by: .rules)
        }
        rules.onAnswer = { request in
            calls.withLock { $0.append("answer \(request.member.id)") }
            return Decided(Offer(decision: .participate, contribution: "w", needs: ["need"]), by: .rules)
        }
        rules.onCompose = { request in
            calls.withLock { $0.append("compose \(request.participants.map(\.member.id))") }
            return Decided(ScriptedDecider.plan(["x", "y"]), by: .rules)
        }
        rules.onVote = { request in
            calls.withLock { $0.append("vote \(request.member.id)") }
            return Decided(Vote(kind: .accept), by: .rules)
        }
        let harness = try await EngineHarness(rules: rules)
        let id = try await harness.submit("a party").demandID
        try await harness.until("demand.completed", in: id)
        #expect(
            calls.withLock { $0 } == [
                "understand a party", "choose a party [\"need\"]", "answer x", "answer y", "compose [\"x\", \"y\"]",
                "vote x",
                "vote y",
            ])
    }

    // §10: 16
    @Test("a review carries the member's own part of the plan, an invitation the member's own profile")
    func contents() async throws {
        let harness = try await EngineHarness()
        let id = try await harness.submit().demandID
        await harness.outbox.until(2)
        for agent in ["a", "b"] { try await harness.offer(agent, in: id) }
        await harness.outbox.until(4)
        for message in harness.outbox.all {
            switch message.content {
            case .invitation(let request):
                #expect(request.member.id == message.question.agentID)
                #expect(request.candidate.agentID == message.question.agentID)
            case .review(let request):
                #expect(request.assignments.map(\.agentID) == [message.question.agentID])
                #expect(request.assignments.allSatisfy { !$0.role.isEmpty && !$0.responsibility.isEmpty })
                #expect(request.proposal.version == message.question.version && request.round == 1)
            }
        }
        #expect(harness.outbox.questions.map(\.kind) == [.invitation, .invitation, .review, .review])
    }

    // §11: F46; wire F-15
    @Test("who asked stays who asked")
    func userID() async throws {
        let harness = try await EngineHarness()
        let request = DemandRequest(text: "a meetup", userID: "user-7", language: .english, utcOffsetMinutes: 60)
        let id = try await harness.coordinator.submit(request, idempotency: nil).demandID
        #expect(try await harness.coordinator.state(of: id)?.request == request)
        #expect(try await harness.rows(id)[0].payload.contains("\"user_id\":\"user-7\""))
        await harness.coordinator.stop()
    }

    // a first answer must not stop the others' decisions
    @Test("a member's agent that thinks longer is not cut off by the first one's answer")
    func slowAgents() async throws {
        let gate = Gate()
        let model = ScriptedDecider(
            name: "model-x", candidates: ["x", "y", "z"], kind: .auto,
            onAnswer: { request in
                if request.member.id != "x" { await gate.pass() }
                try Task.checkCancellation()
                return Decided(
                    Offer(decision: .participate, contribution: request.member.id), by: Provenance(decidedBy: "model-x")
                )
            })
        let harness = try await EngineHarness(model: model)
        let id = try await harness.submit().demandID
        try await harness.until("offer.submitted", in: id)
        // The runner has dealt with the first offer once it answers again.
        _ = try await harness.coordinator.state(of: id)
        gate.open()
        try await harness.until("demand.completed", in: id)
        let offers = try await harness.rows(id).filter { $0.type == "towow.offer.submitted" }
        #expect(offers.count == 3)
        #expect(
            offers.allSatisfy {
                $0.payload.contains("\"decided_by\":\"model-x\"") && $0.payload.contains("\"fallback\":false")
            })
    }

    // engine §3, §6; §11: F15, F21
    @Test("the reminder and the deadlines come by the clock: invitation, then two silent rounds")
    func deadlinesByClock() async throws {
        let harness = try await EngineHarness()
        let id = try await harness.submit().demandID
        await harness.outbox.until(2)
        try await harness.offer("a", in: id)
        for rest: Int64 in [150_000, 300_000] { await harness.clock.untilSomebodySleeps(rest) }
        harness.clock.advance(milliseconds: 149_999)
        #expect(try await harness.types(id).contains("agent.reminded") == false)
        harness.clock.advance(milliseconds: 1)
        try await harness.until("agent.reminded", in: id)
        await harness.outbox.until(3)
        await harness.clock.untilSomebodySleeps(150_000)
        harness.clock.advance(milliseconds: 150_000)
        try await harness.until("proposal.distributed", in: id)
        await harness.outbox.until(4)
        await harness.clock.untilSomebodySleeps(120_000)
        harness.clock.advance(milliseconds: 120_000)
        try await harness.until("proposal.distributed", 2, in: id)
        await harness.outbox.until(5)
        await harness.clock.untilSomebodySleeps(120_000)
        harness.clock.advance(milliseconds: 120_000)
        try await harness.until("demand.completed", in: id)
        let completion = try await harness.coordinator.state(of: id)?.completion
        #expect(completion?.reasonCode == "no_feedback")
        let sent = harness.outbox.questions
        #expect(sent.filter { $0.agentID == "b" }.map(\.isReminder) == [false, true])
        #expect(Set(sent.filter { $0.agentID == "b" }.map(\.messageID)).count == 1)
        #expect(sent.filter { $0.kind == .review }.map(\.version) == [1, 2])
        try await harness.checkLog(id)
    }

    // engine §6
    @Test("the deadline of the whole demand ends it, by the clock")
    func demandDeadline() async throws {
        let harness = try await EngineHarness(limits: {
            Limits(responseTimeoutMilliseconds: 900_000, demandTimeoutMilliseconds: 60_000)
        })
        let id = try await harness.submit().demandID
        try await harness.until("demand.broadcast", in: id)
        await harness.clock.untilSomebodySleeps(60_000)
        harness.clock.advance(milliseconds: 60_000)
        try await harness.until("demand.completed", in: id)
        #expect(try await harness.coordinator.state(of: id)?.completion?.reasonCode == "timeout")
    }

    // engine §3, §5: E007, E008, E011, E010
    @Test("what cannot be taken is refused with its code")
    func refusals() async throws {
        let harness = try await EngineHarness()
        let id = try await harness.negotiating().demandID
        let nowhere = DemandID(randomBytes: Array(repeating: 7, count: 16))
        await expect(.unknownChannel) { try await harness.vote("a", in: nowhere) }
        await expect(.unknownChannel) {
            try await harness.say("a", .withdraw(reason: ""), in: ChannelID(id, child: 1))
        }
        await expect(.unknownChannel) { try await harness.coordinator.kick("a", from: ChannelID(nowhere), reason: "") }
        await expect(.unknownAgent) { try await harness.vote("stranger", in: id) }
        await expect(.unknownAgent) { try await harness.coordinator.kick("stranger", from: ChannelID(id), reason: "") }
        await expect(.notPossible) {
            try await harness.say("a", .offer(Offer(decision: .decline)), messageID: "n", in: ChannelID(id))
        }
        #expect(try await harness.vote("a", version: 7, in: id) == .notCounted)
        #expect(try await harness.vote("a", in: id) == .accepted)
        #expect(try await harness.vote("a", in: id) == .duplicate)
        #expect(try await harness.vote("b", in: id) == .accepted)
        try await harness.until("demand.completed", in: id)
        await expect(.notPossible) {
            try await harness.say("a", .withdraw(reason: ""), messageID: "late", in: ChannelID(id))
        }
        await expect(.unknownAgent) { try await harness.vote("stranger", in: id) }
        #expect(try await harness.vote("a", in: id) == .duplicate, "also after the end")
    }

    // §11: F25; wire F-35
    @Test("finished demands keep no runner, and the outcome is counted")
    func nothingIsKept() async throws {
        let harness = try await EngineHarness(rules: ScriptedDecider(candidates: ["x", "y"], kind: .auto))
        for _ in 0..<5 {
            let id = try await harness.submit().demandID
            try await harness.until("demand.completed", in: id)
        }
        let statistics = await harness.idle()
        #expect(statistics.active == 0 && statistics.waiting == 0)
        #expect(statistics.outcomes == [.finalized: 5])
        #expect(statistics.eventsTotal == 5 * Self.plainNegotiation.count)
        #expect(statistics.subscribers == 0)
    }

    // engine §1; wire F-26, F-27: watchers get exactly the committed events
    @Test("watchers get exactly the committed events, once, in order, also when commits fail between")
    func watchers() async throws {
        let harness = try await EngineHarness()
        let submission = try await harness.submit()
        let id = submission.demandID
        let heard = Mutex<[StoredEvent]>([])
        let subscription = harness.coordinator.subscribe(to: id) { rows in heard.withLock { $0 += rows } }
        try await harness.until("demand.broadcast", in: id)
        harness.store.fault(.fails(.unavailable))
        await expect(.overloaded) { try await harness.offer("a", in: id) }
        await harness.clock.untilSomebodySleeps(50)
        harness.clock.advance(milliseconds: 50)
        for agent in ["a", "b"] { try await harness.offer(agent, in: id) }
        try await harness.until("proposal.distributed", in: id)
        for agent in ["a", "b"] { try await harness.vote(agent, in: id) }
        try await harness.until("demand.completed", in: id)
        let rows = try await harness.rows(id)
        // The store has them before the hub.
        while heard.withLock({ $0.last != rows.last }) {
            try Task.checkCancellation()
            await Task.yield()
        }
        subscription.cancel()
        let got = heard.withLock { $0 }
        #expect(got == Array(rows.suffix(got.count)), "one run without holes, repeats or changes")
        #expect(got.count >= rows.count - 5, "at most what was committed before the subscription is missing")
    }

    // §11: F65; engine §1
    @Test("the same inputs twice give the same events except ids and times")
    func sameInputs() async throws {
        var logs: [[String]] = []
        for seed in [UInt8(1), 2] {
            let harness = try await EngineHarness(ids: CountingIDs(seed: seed))
            let id = try await harness.negotiating().demandID
            try await harness.vote("a", .negotiate, in: id)
            try await harness.vote("b", .accept, in: id)
            try await harness.until("proposal.distributed", 2, in: id)
            for agent in ["a", "b"] { try await harness.vote(agent, version: 2, in: id) }
            try await harness.until("demand.completed", in: id)
            logs.append(
                try await harness.rows(id).map {
                    $0.type + " " + $0.payload.split(separator: String(id.token)).joined(separator: "ID")
                })
        }
        #expect(logs[0] == logs[1])
    }

    // engine §1
    @Test("at most maxActive demands are worked on at once; the others wait and come in turn")
    func maxActive() async throws {
        let gate = Gate()
        let inside = Mutex((now: 0, most: 0))
        let rules = ScriptedDecider(
            candidates: ["x", "y"], kind: .auto,
            onUnderstand: { request in
                inside.withLock {
                    $0.now += 1
                    $0.most = max($0.most, $0.now)
                }
                await gate.pass()
                inside.withLock { $0.now -= 1 }
                return Decided(ScriptedDecider.understanding(request), by: .rules)
            })
        let harness = try await EngineHarness(rules: rules, maxActive: 4)
        let ids = try await withThrowingTaskGroup(of: DemandID.self) { group in
            for index in 0..<50 { group.addTask { try await harness.submit("demand \(index)").demandID } }
            var ids: [DemandID] = []
            for try await id in group { ids.append(id) }
            return ids
        }
        #expect(Set(ids).count == 50)
        let statistics = await harness.coordinator.statistics()
        #expect(statistics.active <= 4)
        #expect(statistics.active + statistics.waiting == 50)
        for id in ids { #expect(try await harness.rows(id).map(\.type) == ["towow.demand.submitted"]) }
        gate.open()
        for id in ids {
            try await harness.until("demand.completed", in: id)
            try await harness.checkLog(id)
        }
        #expect(inside.withLock { $0.most } <= 4)
        #expect(await harness.idle().outcomes == [.finalized: 50])
    }

    @Test("somebody's wish about a waiting demand is carried out at once")
    func waitingDemandCanBeCancelled() async throws {
        let harness = try await EngineHarness(maxActive: 1)
        let first = try await harness.submit("first")
        try await harness.until("demand.broadcast", in: first.demandID)
        let second = try await harness.submit("second")
        #expect(try await harness.coordinator.cancel(second.demandID, ownerToken: second.ownerToken) == .accepted)
        try await harness.until("demand.completed", in: second.demandID)
        #expect(try await harness.coordinator.summary(of: second.demandID)?.status == .cancelled)
        #expect(try await harness.coordinator.summary(of: first.demandID)?.status == .negotiating)
    }

    // engine §1: live settings
    @Test("a live change of settings concerns channels created after it")
    func liveLimits() async throws {
        let rounds = Mutex(2)
        let harness = try await EngineHarness(limits: { Limits(maxRounds: rounds.withLock { $0 }) })
        let first = try await harness.negotiating().demandID
        rounds.withLock { $0 = 7 }
        let second = try await harness.negotiating().demandID
        #expect(try await harness.coordinator.state(of: first)?.channel?.limits.maxRounds == 2)
        #expect(try await harness.coordinator.state(of: second)?.channel?.limits.maxRounds == 7)
    }

    // wire F-36
    @Test("a stopped coordinator takes nothing more in, and what is committed stays")
    func stop() async throws {
        let harness = try await EngineHarness()
        let id = try await harness.negotiating().demandID
        let before = try await harness.rows(id)
        await harness.coordinator.stop()
        await expect(.overloaded) { try await harness.vote("a", in: id) }
        #expect(try await harness.rows(id) == before)
    }

    // engine §3
    @Test("a member who is deactivated leaves the running channels")
    func deactivation() async throws {
        let harness = try await EngineHarness()
        let id = try await harness.negotiating().demandID
        _ = try await harness.base.deactivate(member: "b")
        try await harness.members.reload()
        await harness.coordinator.memberDeactivated("b")
        let state = try await harness.coordinator.state(of: id)
        #expect(state?.channel?.seat("b")?.removal == .kicked(reason: "member_deactivated", by: "system"))
    }

    // §11: F38 singleton; wire F-38, F-22: demands do not touch each other
    @Test("two demands with the same members are independent")
    func independence() async throws {
        let harness = try await EngineHarness()
        let one = try await harness.negotiating().demandID
        let two = try await harness.negotiating().demandID
        try await harness.say("a", .withdraw(reason: "no"), messageID: "w", in: ChannelID(one))
        for agent in ["a", "b"] { try await harness.vote(agent, in: two) }
        try await harness.until("demand.completed", in: two)
        #expect(try await harness.coordinator.state(of: two)?.completion?.participants == ["a", "b"])
        for row in try await harness.rows(two) { #expect(!row.payload.contains(one.token)) }
    }
}

/// Runs `body` and expects it to be refused with `code`.
func expect(
    _ code: TowowError.Code, sourceLocation: SourceLocation = #_sourceLocation, _ body: () async throws -> some Any
) async {
    do {
        _ = try await body()
        Issue.record("was not refused", sourceLocation: sourceLocation)
    } catch {
        #expect((error as? TowowError)?.code == code, sourceLocation: sourceLocation)
    }
}

/// Ids in order.
final class CountingIDs: IDSource {
    private let next: Mutex<UInt8>

    init(seed: UInt8) { next = Mutex(seed) }

    func randomBytes(_ count: Int) -> [UInt8] {
        let seed = next.withLock { value in
            value &+= 10
            return value
        }
        return (0..<count).map { UInt8(truncatingIfNeeded: $0) &+ seed }
    }
}

extension EngineHarness {
    /// The figures once no demand is worked on any more, or the test is cancelled because it takes too long.
    func idle() async -> EngineStatistics {
        while true {
            let statistics = await coordinator.statistics()
            if statistics.active == 0 && statistics.waiting == 0 || Task.isCancelled { return statistics }
            await Task.yield()
        }
    }
}
