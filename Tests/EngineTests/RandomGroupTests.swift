import Glibc
import Synchronization
import Testing

@testable import Engine
@testable import Storage

@Suite("Random negotiations of two instances", .timeLimit(.minutes(5)))
struct RandomGroupTests {
    /// `TOWOW_TEST_GROUPS` asks for more.
    private static let count = getenv("TOWOW_TEST_GROUPS").flatMap { Int(String(cString: $0)) } ?? 500
    private static let parts = 4

    @Test(
        "instances die and stand still at any moment: one outcome, nothing twice, every viewer sees the log",
        arguments: 0..<parts)
    func everyNegotiationEndsOnce(part: Int) async throws {
        var outcomes: [DemandOutcome: Int] = [:]
        var owners = 0
        for seed in stride(from: part, to: Self.count, by: Self.parts) {
            let run = try await RandomGroup(seed: UInt64(seed))
            let result = try await run.run()
            for fault in result.faults { Issue.record("seed \(seed): \(fault)") }
            if let outcome = result.outcome { outcomes[outcome, default: 0] += 1 }
            owners += result.writers
        }
        // The runs would show nothing if they never came this way.
        #expect(outcomes.count >= 3, "outcomes: \(outcomes)")
        #expect(owners * Self.parts > Self.count * 11 / 10, "demands change hands: \(owners)")
    }
}

/// One demand that two instances work on in turn, because each of them dies or stands still now and then.
private final class RandomGroup {
    private var random: SeededGenerator
    private let seed: UInt64
    private let clock = ManualClock()
    private let base: InMemoryStore
    private let rules: ScriptedDecider
    private var instances: [EngineHarness] = []
    private var gone: [EngineHarness] = []
    private var paused: Set<Int> = []
    private var viewers: [Viewer] = []
    private var calls: [Task<Void, Never>] = []
    private var births = 0

    init(seed: UInt64) async throws {
        self.seed = seed
        random = SeededGenerator(seed: seed)
        // Hints are instant here: what viewers must have seen at the end needs no waiting.
        base = InMemoryStore(clock: clock)
        rules = RandomGroup.rules(seed: seed)
        for _ in 0..<2 { instances.append(try await birth()) }
    }

    private func birth() async throws -> EngineHarness {
        births += 1
        let harness = try await EngineHarness(on: base, clock: clock, name: "instance \(births)", rules: rules)
        try await harness.coordinator.recover()
        return harness
    }

    func run(steps: Int = 60) async throws -> (faults: [String], outcome: DemandOutcome?, writers: Int) {
        let submission = try await instances[0].submit(clarify: random.chance(20))
        let id = submission.demandID
        viewers = [try await Viewer(of: id, at: instances[0]), try await Viewer(of: id, at: instances[1])]
        for _ in 0..<steps {
            if try await isOver(id) { break }
            try await step(submission)
            for _ in 0..<Int.random(in: 0...20, using: &random) { await Task.yield() }
        }
        // From here on nothing goes wrong any more.
        for index in instances.indices { instances[index].store.resume() }
        // A busy machine may let the instances wait; only a demand that never ends is a fault.
        let patience = ContinuousClock.now + .seconds(120)
        while try await !isOver(id), ContinuousClock.now < patience {
            clock.advance(milliseconds: 1_000)
            for _ in 0..<10 { await Task.yield() }
        }
        for call in calls { call.cancel() }
        let log = try await base.events(of: id, after: 0, limit: 10_000)
        var faults = try RandomGroup.faults(of: id, log)
        if try await !isOver(id) { faults.append("it does not end") }
        faults += try await viewerFaults(log)
        let writers = (instances + gone).count { !$0.store.batches.isEmpty }
        for instance in instances + gone {
            instance.store.resume()
            await instance.coordinator.stop()
        }
        return (faults, try await base.demand(id)?.outcome, writers)
    }

    private func isOver(_ id: DemandID) async throws -> Bool { try await base.demand(id)?.status.isFinal ?? true }

    private func step(_ submission: Submission) async throws {
        let id = submission.demandID
        let place = Int.random(in: 0..<2, using: &random)
        switch Int.random(in: 0..<100, using: &random) {
        case 0..<45: try await talk(id, at: instances[place])
        case 45..<55:
            // An instance dies at one of its next commits, or at once, and another one starts in its place.
            if random.chance(60) {
                instances[place].store.fault(
                    random.chance(50) ? .diesAfterCommit : .diesBeforeCommit,
                    atAppend: Int.random(in: 1...3, using: &random))
                for _ in 0..<20 { await Task.yield() }
            }
            instances[place].store.kill()
            instances[place].store.resume()
            paused.remove(place)
            gone.append(instances[place])
            instances[place] = try await birth()
            viewers[place] = try await Viewer(of: id, at: instances[place])
        case 55..<63:
            if paused.insert(place).inserted { instances[place].store.pause() }
        case 63..<75:
            if paused.remove(place) != nil { instances[place].store.resume() }
        case 75..<77:
            let harness = instances[place]
            calls.append(Task { _ = try? await harness.coordinator.cancel(id, ownerToken: submission.ownerToken) })
        case 77..<80:
            let harness = instances[place]
            calls.append(
                Task {
                    _ = try? await harness.coordinator.clarify(id, ownerToken: submission.ownerToken, answers: [])
                })
        default: clock.advance(milliseconds: Int64.random(in: 500...31_000, using: &random))
        }
    }

    /// A member who answers by hand says something, often twice, often at both instances.
    private func talk(_ id: DemandID, at harness: EngineHarness) async throws {
        guard let state = try await base.fold(id) else { return }
        let questions = state.openQuestions.filter { $0.memberKind == .manual }
        guard let question = questions.randomElement(using: &random) else {
            clock.advance(milliseconds: 500)
            return
        }
        let dice = Int.random(in: 0..<100, using: &random)
        let content: MemberMessage.Content =
            switch question.kind {
            case .invitation where dice < 80:
                .offer(Offer(decision: .participate, contribution: "work", needs: ["need"]))
            case .invitation: .offer(Offer(decision: .decline, contribution: ""))
            case .review where dice < 70: .vote(Vote(kind: .accept), version: question.version)
            case .review where dice < 85: .vote(Vote(kind: .negotiate), version: question.version)
            case .review where dice < 95: .vote(Vote(kind: .reject), version: question.version)
            case .review: .withdraw(reason: "busy")
            }
        let message = MemberMessage(
            messageID: "m-" + question.messageID, channel: question.channel, agentID: question.agentID,
            content: content, by: .member)
        let places = random.chance(50) ? instances : [harness]
        for place in places {
            calls.append(Task { _ = try? await place.coordinator.receive(message) })
        }
    }

    // MARK: Faults

    private func viewerFaults(_ log: [StoredEvent]) async throws -> [String] {
        var faults: [String] = []
        for viewer in viewers {
            // As with the demand's end.
            let patience = ContinuousClock.now + .seconds(120)
            while viewer.rows.count < log.count, ContinuousClock.now < patience {
                clock.advance(milliseconds: 1_000)
                for _ in 0..<20 { await Task.yield() }
            }
            if viewer.rows != log { faults.append("a viewer saw \(viewer.rows.map(\.sequence)) of \(log.count)") }
            faults += viewer.faults.map { "a viewer saw \($0)" }
        }
        return faults
    }

    private static func faults(of id: DemandID, _ rows: [StoredEvent]) throws -> [String] {
        let coding = EventCoding()
        let log = try rows.map { (event: try coding.event($0), at: $0.timestamp) }
        var faults = LogFaults.find(in: log, rows: rows, knownIDs: ["a", "b", "c", "x", "y", "z"])
        // What is decided once stands there once.
        let once: Set<String> = [
            "filter.completed", "channel.created", "demand.broadcast", "aggregation.started", "gap.identified",
            "compromise.proposed", "agent.reminded", "subnet.triggered",
        ]
        var seen: Set<String> = []
        for (event, _) in log where once.contains(event.body.name) {
            if !seen.insert("\(event.channel) \(event.body.name)").inserted {
                faults.append("\(event.body.name) twice in \(event.channel)")
            }
        }
        if log.count(where: { $0.event.body.name == "demand.understood" }) > 2 { faults.append("understood again") }
        return faults
    }

    // MARK: Decisions

    /// A decider whose answers are random, and the same whoever asks.
    private static func rules(seed: UInt64) -> ScriptedDecider {
        @Sendable func dice(_ text: String) -> Int {
            var hash = seed &* 0x9E37_79B9_7F4A_7C15 ^ 0xCBF2_9CE4_8422_2325
            for byte in text.utf8 { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
            return Int((hash >> 33) % 100)
        }
        var rules = ScriptedDecider()
        rules.onChoose = { request in
            guard dice("nobody \(request.isSubnet)") >= 4 else {
                return Decided(.nobody(.allExcluded, constraint: "date"), by: .rules)
            }
            let agents = ["a", "b", "c", "x", "y", "z"].filter { dice("choose \(request.isSubnet) \($0)") < 55 }
            let candidates = (agents.isEmpty ? ["x"] : agents).map { agent in
                Candidate(
                    agentID: agent, displayName: agent, reason: "fits", relevanceScore: 90, expectedRole: "helper",
                    capabilities: ["work"], needs: ["need"], isFallback: false, kind: agent < "m" ? .manual : .auto,
                    memberVersion: 1)
            }
            return Decided(
                .chosen(
                    .init(
                        candidates: candidates, totalFound: candidates.count,
                        coverage: .init(covered: ["need"], uncovered: []))), by: .rules)
        }
        rules.onAnswer = { request in
            let value = dice("answer \(request.member.id)")
            if value < 5 { return Decided(nil, by: .rules) }
            return Decided(
                Offer(
                    decision: value < 80 ? .participate : .decline, contribution: value < 80 ? "work" : "",
                    needs: ["need"]), by: .rules)
        }
        rules.onVote = { request in
            let value = dice("vote \(request.member.id) \(request.round)")
            if value < 5 { return Decided(nil, by: .rules) }
            return Decided(
                Vote(kind: value < 65 ? .accept : value < 85 ? .negotiate : value < 95 ? .reject : .withdraw),
                by: .rules)
        }
        rules.onGaps = { _ in
            guard dice("gap") < 40 else { return Decided(GapAnalysis(gaps: [], analysis: "none"), by: .rules) }
            let gap = Gap(
                kind: .resource, severity: .high, importance: 80, description: "gap", requirement: "thing",
                suggestedSubDemand: "find a thing", suggestedTags: ["need"])
            return Decided(GapAnalysis(gaps: [gap], analysis: "one"), by: .rules)
        }
        return rules
    }
}
