import Testing

@testable import Claude
@testable import Engine

/// Whole negotiations by Claude, against the fake.
@Suite(.timeLimit(.minutes(5)))
struct NegotiationTests {
    @Test(
        "a demand goes from its text to an agreed plan by the model alone, in its own language",
        arguments: [Language.chinese, .english])
    func whole(_ language: Language) async throws {
        let bench = try await Bench()
        let log = try await Negotiating(bench).run(Samples.demands[language] ?? "", language: language)
        #expect(
            log.map(\.type) == [
                "demand.submitted", "demand.understood", "filter.completed", "channel.created", "demand.broadcast",
                "offer.submitted", "offer.submitted", "aggregation.started", "proposal.distributed",
                "proposal.feedback", "proposal.feedback", "feedback.evaluated", "proposal.finalized", "gap.identified",
                "demand.completed",
            ])
        let decisions = [
            "demand.understood": DecisionKind.understand, "filter.completed": .choose, "offer.submitted": .answer,
            "proposal.distributed": .compose, "proposal.feedback": .vote, "gap.identified": .gaps,
        ]
        for line in log {
            guard let kind = decisions[line.type] else { continue }
            #expect(line.decidedBy == kind.defaultModel, "\(line.type)")
            #expect(!line.isFallback)
            #expect(line.payload["usage"]?["attempts"] == .integer(1))
        }
        let plan = try #require(log.first { $0.type == "proposal.finalized" }?.payload["final_proposal"])
        let hasHan = (plan["summary"]?.stringValue ?? "").unicodeScalars.contains {
            (0x4E00...0x9FFF).contains($0.value)
        }
        #expect(hasHan == (language == .chinese))
        try await expectCost(log, bench)
    }

    /// What the log says a demand has cost is what the fake has counted.
    private func expectCost(_ log: [Negotiating.Logged], _ bench: Bench) async throws {
        let stats = try await bench.scope.log().stats
        let usage = try #require(log.last?.payload["usage"])
        guard case .number(let cost)? = usage["cost_usd"] else { return #expect(Bool(false), "no cost") }
        #expect(abs(cost - stats.costUSD) <= 0.01 * stats.costUSD)
        #expect(usage["input_tokens"] == .integer(Int64(stats.inputTokens)))
        #expect(usage["output_tokens"] == .integer(Int64(stats.outputTokens)))
        #expect(usage["attempts"] == .integer(Int64(stats.calls)))
    }

    @Test(
        "a second round: the plan is adjusted by the model to what members asked for",
        arguments: [Language.chinese, .english])
    func secondRound(_ language: Language) async throws {
        let bench = try await Bench([Scenario.objecting])
        let log = try await Negotiating(bench).run(Samples.demands[language] ?? "", language: language)
        let plans = log.filter { $0.type == "proposal.distributed" }
        #expect(plans.count == 2)
        #expect(plans.last?.decidedBy == "claude-sonnet-5-5")
        #expect(log.last?.payload["outcome"]?.stringValue == "finalized")
        let text = try await bench.scope.log().requests.last { $0.decision == "adjust" }?.text
        #expect(text?.contains("a later start") == true)
        try await expectCost(log, bench)
    }

    @Test("a gap that somebody else can close opens a sub-network, also by the model")
    func subnetwork() async throws {
        let bench = try await Bench([Scenario.venueOnly])
        let log = try await Negotiating(bench).run(Samples.demands[.chinese] ?? "", language: .chinese)
        #expect(log.contains { $0.type == "subnet.triggered" })
        #expect(log.first { $0.type == "subnet.offer.submitted" }?.decidedBy == "claude-haiku-5-5")
        #expect(log.contains { $0.type == "subnet.completed" })
        #expect(log.last?.payload["success"] == .bool(true))
        try await expectCost(log, bench)
    }

    @Test("when nobody agrees the model says what can be done now")
    func compromise() async throws {
        let bench = try await Bench([Scenario.rejecting])
        let log = try await Negotiating(bench).run(Samples.demands[.english] ?? "", language: .english)
        #expect(log.first { $0.type == "compromise.proposed" }?.decidedBy == "claude-sonnet-5-5")
        #expect(log.last?.payload["outcome"]?.stringValue == "failed")
        try await expectCost(log, bench)
    }

    @Test("what failed attempts cost is in the demand's bill")
    func paidForNothing() async throws {
        let bench = try await Bench([.init("prose", .compose)])
        let log = try await Negotiating(bench).run(Samples.demands[.english] ?? "", language: .english)
        let plan = log.first { $0.type == "proposal.distributed" }
        #expect(plan?.decidedBy == "rules")
        #expect(plan?.payload["usage"]?["attempts"] == .integer(2))
        try await expectCost(log, bench)
    }

    @Test(
        "what was paid for a member's agent that then has nothing to say is in the bill, and the log says why",
        arguments: [(DecisionKind.answer, "invitation"), (.vote, "review")])
    func paidForSilence(_ kind: DecisionKind, _ phase: String) async throws {
        let bench = try await Bench([.init("prose", kind)])
        let log = try await Negotiating(bench, rules: Wordless(rules: bench.rules)).run(
            Samples.demands[.english] ?? "", language: .english)
        let silent = log.filter { $0.type == "agent.no_answer" && $0.decidedBy != nil }
        // Two members, who are asked again after a silent round.
        #expect(silent.count == (kind == .vote ? 4 : 2))
        for line in silent {
            #expect(line.payload["phase"]?.stringValue == phase)
            #expect(line.payload["reason"]?.stringValue == "decider_failed")
            #expect(line.decidedBy == "rules" && line.fallbackReason == "invalid")
            #expect(line.payload["usage"]?["attempts"] == .integer(2))
        }
        try await expectCost(log, bench)
    }

    @Test("an opinion against a sub-network is in the bill, although it has no event of its own")
    func paidForNo() async throws {
        let no = OrderedJSON.object(["met": .bool(false), "analysis": "x"])
        let bench = try await Bench([
            Scenario.venueOnly, .init("merge", .subnetwork, answer: .object(["gain": no])),
        ])
        let log = try await Negotiating(bench).run(Samples.demands[.chinese] ?? "", language: .chinese)
        #expect(!log.contains { $0.type == "subnet.triggered" })
        #expect(try await bench.scope.log().requests.contains { $0.decision == "subnetwork" })
        try await expectCost(log, bench)
    }

    @Test("a budget ends calls in the middle; the rules go on, visibly")
    func budget() async throws {
        let bench = try await Bench { $0.budgetPerDemand = 0.05 }
        let log = try await Negotiating(bench).run(Samples.demands[.english] ?? "", language: .english)
        let plan = log.first { $0.type == "proposal.distributed" }
        #expect(plan?.fallbackReason == "budget")
        #expect(log.first?.type == "demand.submitted")
        #expect(log.first { $0.type == "demand.understood" }?.isFallback == false)
        #expect(log.last?.payload["success"] == .bool(true))
        #expect(try await bench.scope.log().stats.costUSD < 0.05)
    }

    @Test("many negotiations at once: within the limit of calls, every one finished, none starved")
    func many() async throws {
        let bench = try await Bench { $0.maxConcurrent = 6 }
        try await bench.scope.latency(milliseconds: 10)
        let engine = try await Negotiating(bench)
        try await withThrowingTaskGroup(of: [Negotiating.Logged].self) { group in
            for number in 0..<40 {
                let language: Language = number % 2 == 0 ? .chinese : .english
                group.addTask { try await engine.run(Samples.demands[language] ?? "", language: language) }
            }
            for try await log in group {
                #expect(log.last?.payload["outcome"]?.stringValue == "finalized")
                #expect(!log.contains { $0.isFallback })
            }
        }
        #expect(try await bench.scope.log().stats.maxConcurrent <= 6)
    }
}

/// Rules that speak for no member.
private struct Wordless: Decider {
    let rules: any Decider

    func understand(_ request: UnderstandRequest) async throws -> Decided<Understanding> {
        try await rules.understand(request)
    }
    func choose(_ request: ChooseRequest) async throws -> Decided<CandidateChoice> { try await rules.choose(request) }
    func answer(_ request: InvitationRequest) async throws -> Decided<Offer?> { Decided(nil, by: .rules) }
    func compose(_ request: ComposeRequest) async throws -> Decided<Proposal> { try await rules.compose(request) }
    func vote(_ request: VoteRequest) async throws -> Decided<Vote?> { Decided(nil, by: .rules) }
    func adjust(_ request: AdjustRequest) async throws -> Decided<Proposal> { try await rules.adjust(request) }
    func findGaps(_ request: GapRequest) async throws -> Decided<GapAnalysis> { try await rules.findGaps(request) }
    func considerSubnetwork(_ request: RecursionRequest) async throws -> Decided<RecursionVerdict> {
        try await rules.considerSubnetwork(request)
    }
    func compromise(_ request: CompromiseRequest) async throws -> Decided<Compromise> {
        try await rules.compromise(request)
    }
}

/// How the fake makes a negotiation take a certain way.
enum Scenario {
    /// Both members want a change in the first round.
    static let objecting = FakeClaude.Step(
        "merge", .vote, times: 2,
        answer: .object([
            "vote": "negotiate", "asks_for": "a later start", "points": .array([]), "unmet_conditions": .array([]),
        ]))
    static let rejecting = FakeClaude.Step(
        "merge", .vote, answer: .object(["vote": "reject", "points": .array([]), "unmet_conditions": .array([])]))
    /// Only the venue is asked at first, so that nobody speaks.
    static let venueOnly = FakeClaude.Step(
        "merge", .choose, times: 1,
        answer: .object([
            "members": .array([
                .object([
                    "id": "venue-bj", "needs": .strings(["场地"]), "score": 80, "reason": "能提供场地", "role": "场地",
                ])
            ])
        ]))

    /// What leads to a decision, and the events that it is told by.
    static func leading(to kind: DecisionKind) -> [FakeClaude.Step] {
        switch kind {
        case .adjust: [objecting]
        case .subnetwork: [venueOnly]
        case .compromise: [rejecting]
        default: []
        }
    }
}
