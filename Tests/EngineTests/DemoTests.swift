import Logging
import Metrics
import MetricsTesting
import Testing

@testable import Engine
@testable import Storage

@Suite("Demonstrations", .serialized, .timeLimit(.minutes(5)))
struct DemoTests {
    struct Case: Sendable, CustomTestStringConvertible {
        var origin: DemoOrigin
        var language: Language
        var testDescription: String {
            "\(origin.preset.rawValue) \(origin.scenario.rawValue) \(language.rawValue) \(origin.seed)"
        }

        /// Each preset in each language, with a few seeds.
        static func all(_ scenario: DemoScenario, seeds: [UInt32]) -> [Case] {
            DemoPreset.allCases.flatMap { preset in
                [Language.chinese, .english].flatMap { language in
                    seeds.map { seed in
                        Case(
                            origin: DemoOrigin(preset: preset, scenario: scenario, seed: seed), language: language)
                    }
                }
            }
        }
    }

    static let seeds: [UInt32] = [0, 1, 7, .max]

    // MARK: - what the scenarios promise

    @Test("a quick one agrees on its first plan", arguments: Case.all(.quick, seeds: seeds))
    func quick(_ example: Case) async throws {
        let (state, rows) = try await DemoEngine().run(example)
        let end = try #require(state.completion)
        #expect(end.outcome == .finalized)
        #expect(end.rounds == 1)
        #expect(end.openGaps.isEmpty)
        try check(rows, state, example)
    }

    @Test("a mild one takes another round, in which others step in", arguments: Case.all(.mild, seeds: seeds))
    func mild(_ example: Case) async throws {
        let (state, rows) = try await DemoEngine().run(example)
        let end = try #require(state.completion)
        #expect(end.outcome == .finalized)
        #expect((2...3).contains(end.rounds))
        #expect(end.openGaps.isEmpty)
        #expect(end.proposal?.adjustment?.changes.isEmpty == false)
        #expect(votes(rows).contains { !$0.contains(#""accept""#) })
        try check(rows, state, example)
    }

    @Test("a tough one never agrees at once, and somebody is left out", arguments: Case.all(.tough, seeds: seeds))
    func tough(_ example: Case) async throws {
        let (state, rows) = try await DemoEngine().run(example)
        let end = try #require(state.completion)
        #expect(end.outcome != .cancelled)
        #expect(end.rounds >= 2 || end.outcome == .failed)
        let refusals = rows.count { row in
            row.type == "towow.negotiation.failed"
                || row.type == "towow.gap.identified"
                    && !row.payload.contains(#""is_complete":true"#)
        }
        let declined = rows.count {
            $0.type.hasSuffix("offer.submitted") && $0.payload.contains(#""decision":"decline""#)
        }
        #expect(refusals + declined > 0)
        try check(rows, state, example)
    }

    @Test("tough ones end in different ways")
    func toughVariety() async throws {
        var outcomes: Set<String> = []
        for seed in UInt32(0)..<24 {
            let origin = DemoOrigin(preset: .project, scenario: .tough, seed: seed)
            let (state, rows) = try await DemoEngine().run(Case(origin: origin, language: .english))
            let end = try #require(state.completion)
            let hasSubnet = rows.contains { $0.type == "towow.subnet.triggered" }
            outcomes.insert("\(end.outcome.rawValue) \(end.rounds) \(hasSubnet)")
        }
        #expect(outcomes.count >= 3)
        #expect(outcomes.contains { $0.hasPrefix("failed") })
        #expect(outcomes.contains { $0.hasPrefix("finalized") })
        #expect(outcomes.contains { $0.hasSuffix("true") })
    }

    @Test("whatever the day, the promise holds", arguments: 0..<7)
    func everyWeekday(_ day: Int) async throws {
        let start = ManualClock.start + Int64(day) * 86_400_000
        for preset in DemoPreset.allCases {
            for (scenario, rounds) in [(DemoScenario.quick, 1...1), (.mild, 2...3)] {
                let example = Case(
                    origin: DemoOrigin(preset: preset, scenario: scenario, seed: UInt32(day)), language: .chinese)
                let (state, _) = try await DemoEngine(start: start).run(example)
                #expect(state.outcome == .finalized)
                #expect(state.completion.map { rounds.contains($0.rounds) } == true, "\(example.testDescription)")
            }
        }
    }

    /// What every log of a demonstration has to have.
    private func check(_ rows: [StoredEvent], _ state: DemandState, _ example: Case) throws {
        #expect(rows.map(\.sequence) == Array(1...rows.count))
        #expect(rows.count { $0.type == "towow.demand.completed" } == 1)
        #expect(rows.last?.type == "towow.demand.completed")
        #expect(state.isDemo)
        for row in rows where row.type == "towow.demand.submitted" || row.type.hasSuffix("channel.created") {
            #expect(row.payload.contains(#""is_demo":true"#))
        }
        let cast = Set(SimulatedCast(of: example.origin, example.language).participants.map(\.member.id))
        let seats = ([state.channel].compactMap(\.self) + state.children).flatMap(\.seats)
        #expect(seats.count >= 4)
        #expect(seats.allSatisfy { cast.contains($0.candidate.agentID) })
        #expect(!rows.contains { $0.type.hasSuffix("agent.no_answer") || $0.type.hasSuffix("agent.kicked") })
    }

    private func votes(_ rows: [StoredEvent]) -> [String] {
        rows.filter { $0.type == "towow.proposal.feedback" }.map(\.payload)
    }

    // MARK: - the seed

    @Test("the same seed gives the same events", arguments: DemoScenario.allCases)
    func sameSeed(_ scenario: DemoScenario) async throws {
        let example = Case(origin: DemoOrigin(preset: .travel, scenario: scenario, seed: 5), language: .chinese)
        let first = try await DemoEngine().run(example), second = try await DemoEngine().run(example)
        #expect(first.state.id != second.state.id)
        #expect(anonymous(first) == anonymous(second))
    }

    /// The events without the ids of their demand.
    private func anonymous(_ run: (state: DemandState, rows: [StoredEvent])) -> [String] {
        let own = String(run.state.id.rawValue.dropFirst(2))
        return run.rows.map { "\($0.sequence) \($0.type) \($0.payload.replacing(own, with: "…"))" }
    }

    @Test("another seed gives other members")
    func otherSeed() {
        let casts = (UInt32(0)..<50).map { seed in
            SimulatedCast(of: DemoOrigin(preset: .budget, scenario: .tough, seed: seed), .english)
        }
        #expect(Set(casts).count == 50)
    }

    @Test("a cast has the four roles three times, and ids that nobody else can have")
    func cast() throws {
        for preset in DemoPreset.allCases {
            for scenario in DemoScenario.allCases {
                for language in [Language.chinese, .english] {
                    let cast = SimulatedCast(
                        of: DemoOrigin(preset: preset, scenario: scenario, seed: 9), language)
                    #expect(cast.participants.count == 12)
                    #expect(Set(cast.participants.map(\.member.id)).count == 12)
                    #expect(cast.participants.map(\.member.id) == cast.participants.map(\.member.id).sorted())
                    #expect(Set(cast.participants.map(\.role)).count == 4)
                    for name in ["alice", "bob", "charlie", "diana"] {
                        #expect(cast.participants.contains { $0.member.id == "demo-" + name })
                    }
                    #expect(cast.participants.allSatisfy { $0.member.kind == .auto && !$0.personality.isEmpty })
                }
            }
        }
        let json = #"[{"id":"demo-alice","display_name":"Alice"}]"#
        let failure = #expect(throws: MemberImportFailure.self) { try MemberImport.parse(Array(json.utf8)) }
        #expect(failure?.faults.map(\.problem) == ["must not begin with demo-: those are simulated members"])
    }

    // MARK: - two worlds

    @Test("members of the network are never asked in a demonstration, and simulated ones nowhere else")
    func separation() async throws {
        // The network's own members would fit better than anybody.
        let real = SimulatedCast(of: DemoOrigin(preset: .project, scenario: .quick, seed: 1), .english)
            .participants.map { participant -> Member in
                var member = participant.member
                member.id = String(member.id.dropFirst(5))
                member.price = nil
                member.capabilities[0].level = .expert
                return member
            }
        let engine = try await DemoEngine(members: real)
        for (scenario, seed) in [(DemoScenario.quick, UInt32(1)), (.tough, 1), (.tough, 2), (.tough, 3)] {
            let example = Case(
                origin: DemoOrigin(preset: .project, scenario: scenario, seed: seed), language: .english)
            let demo = try await engine.run(example)
            try check(demo.rows, demo.state, example)
            // Not even as somebody who could be asked: the events are those of an empty network.
            let alone = try await DemoEngine().run(example)
            #expect(anonymous(demo) == anonymous(alone))
        }
        let plain = try await engine.run(
            DemandRequest(text: DemoPreset.project.words(.english).text, language: .english))
        #expect(plain.state.channel?.seats.isEmpty == false)
        #expect(plain.state.channel?.seats.contains { $0.candidate.agentID.hasPrefix("demo-") } == false)
        #expect(!plain.state.isDemo)
        #expect(!plain.rows.contains { $0.payload.contains("is_demo") })
        let directory = try await engine.coordinator.members(matching: nil, after: nil, limit: 100)
        #expect(directory.members.map(\.member.id) == real.map(\.id).sorted())
        #expect(try await engine.coordinator.member("demo-alice") == nil)
    }

    @Test("demonstrations are counted apart, and not in the metrics")
    func figures() async throws {
        let counts = Counts()
        let engine = try await DemoEngine(metrics: EngineMetrics(counts))
        _ = try await engine.run(
            Case(origin: DemoOrigin(preset: .travel, scenario: .quick, seed: 3), language: .english))
        #expect(counts.value("negotiations_total,outcome=finalized") == 0)
        #expect(counts.value("negotiation_duration_seconds") == 0)
        #expect(await engine.statistics { $0.demoOutcomes == [.finalized: 1] }.outcomes.isEmpty)
        _ = try await engine.run(DemandRequest(text: "a room", language: .english))
        #expect(await engine.statistics { $0.outcomes == [.failed: 1] }.demoOutcomes == [.finalized: 1])
        #expect(counts.value("negotiations_total,outcome=failed") == 1)
        #expect(counts.value("negotiation_duration_seconds") == 1)
    }

    // MARK: - recovery

    @Test("whoever takes a demonstration over asks the same simulated members")
    func takeover() async throws {
        let store = InMemoryStore(clock: ManualClock())
        let example = Case(origin: DemoOrigin(preset: .budget, scenario: .mild, seed: 11), language: .english)
        let first = try await DemoEngine(on: store, answers: false)
        let id = try await first.submit(example.request)
        try await first.until("demand.broadcast", in: id)
        await first.coordinator.stop()
        let second = try await DemoEngine(on: store)
        try await second.coordinator.recover()
        try await second.until("demand.completed", in: id)
        let rows = try await store.events(of: id, after: 0, limit: 1_000)
        let state = try #require(try await store.fold(id))
        try check(rows, state, example)
        // As if nothing had happened.
        let whole = try await DemoEngine().run(example)
        #expect(rows.map(\.type) == whole.rows.map(\.type))
        await second.coordinator.stop()
    }

    @Test("a cast of another version is nobody")
    func otherVersion() async throws {
        let cast = SimulatedCast(of: DemoOrigin(preset: .travel, scenario: .quick, seed: 1), .english)
        let members = DemandMembers.simulated(cast.records)
        #expect(try await members.member("demo-bob", version: SimulatedCast.version)?.displayName == "Bob")
        #expect(try await members.member("demo-bob", version: SimulatedCast.version + 1) == nil)
        #expect(try await members.member("bob", version: SimulatedCast.version) == nil)
    }
}

extension DemoTests.Case {
    var request: DemandRequest { DemandRequest(demo: origin, language: language) }
}

/// One process decided by rules, with a clock that stands still: nothing in a demonstration waits.
private struct DemoEngine {
    let store: any Store
    let hub = EventHub()
    let coordinator: Coordinator

    /// - Parameter answers: false: nobody is ever answered for.
    init(
        on base: (any Store)? = nil, members: [Member] = [], start: Timestamp = ManualClock.start, answers: Bool = true,
        metrics: EngineMetrics = EngineMetrics(NOOPMetricsHandler.instance)
    ) async throws {
        let clock = ManualClock(start: start)
        store = base ?? InMemoryStore(clock: clock)
        _ = try await store.upsert(members: members, isActive: true)
        let directory = MemberDirectory(store: store)
        try await directory.reload()
        let desk = DecisionDesk(
            model: nil, rules: RuleDecider(matcher: MemberMatcher(source: directory)), clock: clock)
        coordinator = Coordinator(
            environment: EngineEnvironment(
                store: store, hub: hub, desk: desk, members: directory,
                links: [.auto: answers ? AutoLink(desk: desk) : InboxLink()], clock: clock, limits: { Limits() },
                instanceID: answers ? "one" : "silent", logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() },
                metrics: metrics))
    }

    func submit(_ request: DemandRequest) async throws -> DemandID {
        try await coordinator.submit(request, idempotency: nil).demandID
    }

    func until(_ type: String, in id: DemandID) async throws {
        let watcher = LogWatcher(type: "towow." + type, count: 1)
        let subscription = hub.subscribe(to: id) { watcher.add($0) }
        watcher.add(try await store.events(of: id, after: 0, limit: 1_000))
        await watcher.wait()
        subscription.cancel()
        try Task.checkCancellation()
    }

    func run(_ example: DemoTests.Case) async throws -> (state: DemandState, rows: [StoredEvent]) {
        try await run(example.request)
    }

    func run(_ request: DemandRequest) async throws -> (state: DemandState, rows: [StoredEvent]) {
        let id = try await submit(request)
        try await until("demand.completed", in: id)
        let rows = try await store.events(of: id, after: 0, limit: 1_000)
        return (try #require(try await store.fold(id)), rows)
    }

    /// Waits for figures that follow a moment after the last event.
    func statistics(_ condition: (EngineStatistics) -> Bool) async -> EngineStatistics {
        while !Task.isCancelled {
            let statistics = await coordinator.statistics()
            if condition(statistics) { return statistics }
            await Task.yield()
        }
        return await coordinator.statistics()
    }
}
