import Testing

@testable import Engine

@Suite("Evaluation of a round")
struct EvaluationTests {
    /// How many of each vote; silent voters miss the deadline.
    struct Case: Sendable, CustomTestStringConvertible {
        var accept = 0
        var negotiate = 0
        var reject = 0
        var withdraw = 0
        var silent = 0
        var round = 1
        var maxRounds = 3
        var decision: FeedbackEvaluated.Decision
        var failure: FailureCode?
        var note = ""

        var voters: Int { accept + negotiate + reject + withdraw + silent }
        var testDescription: String {
            "\(accept) accept, \(negotiate) negotiate, \(reject) reject, \(withdraw) withdraw, \(silent) silent, "
                + "round \(round) of \(maxRounds): \(decision) \(note)"
        }
    }

    static let table: [Case] = [
        // §10: 28…40, with the denominator of engine §5
        .init(accept: 5, decision: .finalized, note: "§10: 28"),
        .init(accept: 4, negotiate: 1, decision: .finalized, note: "§10: 29"),
        .init(accept: 4, reject: 1, decision: .finalized, note: "§10: 30, rule 1 before rule 2"),
        .init(accept: 7, negotiate: 3, decision: .nextRound, note: "§10: 31"),
        .init(accept: 6, negotiate: 4, decision: .nextRound, note: "§10: 32"),
        .init(accept: 5, negotiate: 5, decision: .nextRound, note: "§10: 33"),
        .init(accept: 5, reject: 5, decision: .failed, failure: .majorityReject, note: "§10: 34, exactly one half"),
        .init(accept: 4, reject: 6, decision: .failed, failure: .majorityReject, note: "§10: 35"),
        .init(accept: 6, reject: 4, decision: .nextRound, note: "§10: 36"),
        .init(accept: 3, reject: 3, withdraw: 4, decision: .failed, failure: .majorityReject, note: "§10: 37"),
        .init(accept: 1, reject: 1, withdraw: 1, decision: .failed, failure: .majorityReject, note: "§10: 38"),
        .init(reject: 2, withdraw: 2, decision: .failed, failure: .majorityReject, note: "§10: 39"),
        .init(accept: 1, decision: .finalized, note: "§10: 40"),
        .init(accept: 2, negotiate: 1, decision: .nextRound, note: "§10: 41"),
        .init(accept: 1, negotiate: 1, decision: .nextRound, note: "§10: 42"),
        // the last round: §10: 43, 44; 45 and 46 by engine §5 rule 3 (§11: F30; wire F-09)
        .init(accept: 3, negotiate: 2, round: 3, decision: .forceFinalized, note: "§10: 43"),
        .init(accept: 2, negotiate: 1, round: 5, maxRounds: 5, decision: .forceFinalized, note: "§10: 44"),
        .init(
            accept: 1, reject: 2, round: 5, maxRounds: 5, decision: .failed, failure: .majorityReject, note: "§10: 45"),
        .init(negotiate: 4, round: 3, decision: .failed, failure: .noConsensus, note: "§10: 46 overruled, F30"),
        .init(accept: 1, negotiate: 9, round: 3, decision: .forceFinalized, note: "one yes is enough"),
        // silence is neither yes nor no: §11: F27, F31; wire F-08
        .init(accept: 1, silent: 4, decision: .nextRound, note: "F31"),
        .init(accept: 1, silent: 9, decision: .nextRound, note: "F-08"),
        .init(accept: 4, silent: 1, decision: .finalized, note: "the silent one counts in the denominator"),
        .init(accept: 3, silent: 1, decision: .nextRound, note: "three quarters are not enough"),
        .init(reject: 1, silent: 1, decision: .failed, failure: .majorityReject),
        .init(reject: 1, silent: 2, decision: .nextRound),
        .init(accept: 1, silent: 4, round: 3, decision: .forceFinalized),
        .init(negotiate: 1, silent: 4, round: 3, decision: .failed, failure: .noConsensus),
        // rule 0
        .init(silent: 3, decision: .nextRound, note: "the first silent round"),
        .init(silent: 3, round: 3, decision: .failed, failure: .noFeedback),
        .init(silent: 1, maxRounds: 1, decision: .failed, failure: .noFeedback, note: "one round only"),
        // rule 2: a withdrawal alone never fails a plan that somebody accepted
        .init(accept: 1, withdraw: 1, decision: .nextRound),
        .init(accept: 1, withdraw: 9, decision: .nextRound),
        .init(accept: 1, withdraw: 1, round: 3, decision: .forceFinalized),
        .init(negotiate: 1, withdraw: 1, decision: .failed, failure: .majorityReject, note: "nobody accepted"),
        .init(negotiate: 2, withdraw: 1, decision: .nextRound),
    ]

    @Test("the votes of a round decide what follows", arguments: table)
    func evaluation(row: Case) throws {
        let agents = NegotiationScenario.agents(row.voters)
        var scenario = NegotiationScenario.negotiating(agents, limits: Limits(maxRounds: row.maxRounds))
        while scenario.channel?.round ?? 0 < row.round {
            for agent in agents { scenario.vote(agent, .negotiate) }
            scenario.adjust()
        }
        let kinds: [(Vote.Kind, Int)] = [
            (.accept, row.accept), (.negotiate, row.negotiate), (.reject, row.reject), (.withdraw, row.withdraw),
        ]
        let votes = kinds.flatMap { kind, count in Array(repeating: kind, count: count) }
        for (agent, kind) in zip(agents, votes) { scenario.vote(agent, kind) }
        if row.silent > 0 { scenario.deadline(.feedback) }

        let evaluation = try #require(scenario.evaluations.last)
        #expect(evaluation.decision == row.decision)
        #expect(evaluation.round == row.round)
        #expect(evaluation.accepts == row.accept && evaluation.rejects == row.reject)
        #expect(evaluation.withdraws == row.withdraw && evaluation.negotiates == row.negotiate)
        #expect(evaluation.total == row.voters - row.silent)
        #expect(evaluation.eligible == row.voters)
        #expect(evaluation.acceptRate == Double(row.accept) / Double(row.voters))
        #expect(evaluation.rejectRate == Double(row.reject + row.withdraw) / Double(row.voters))
        #expect(scenario.failure?.reasonCode == row.failure)
        #expect((scenario.outcome != nil) == (row.decision == .finalized || row.decision == .forceFinalized))
        #expect(scenario.count("feedback.evaluated") == row.round, "every round is evaluated, also a silent one")
    }

    // §10: 41
    @Test("the accept rate is exact")
    func exactRate() {
        var scenario = NegotiationScenario.negotiating(["a", "b", "c"])
        scenario.votes([("a", .accept), ("b", .accept), ("c", .negotiate)])
        #expect(scenario.evaluations.last?.acceptRate == 2.0 / 3.0)
        #expect(scenario.evaluations.last?.accepts == 2 && scenario.evaluations.last?.negotiates == 1)
    }

    @Test(
        "a threshold is reached by the exact share, whatever its binary rounding",
        arguments: [
            (0.7, 7, 10, true), (0.7, 6, 10, false), (0.6, 3, 5, true), (0.3, 3, 10, true), (1.0, 10, 10, true),
            (1.0, 9, 10, false),
        ])
    func exactEdges(high: Double, accepts: Int, of voters: Int, reached: Bool) {
        let agents = NegotiationScenario.agents(voters)
        let limits = Limits(acceptThresholdHigh: high, acceptThresholdLow: 0.1)
        var scenario = NegotiationScenario.negotiating(agents, limits: limits)
        for (index, agent) in agents.enumerated() { scenario.vote(agent, index < accepts ? .accept : .negotiate) }
        #expect((scenario.outcome != nil) == reached)
    }

    @Test(
        "the refusal share is one minus the low threshold, exactly",
        arguments: [
            (0.9, 1, 10, true), (0.7, 3, 10, true), (0.7, 2, 10, false), (0.4, 6, 10, true), (0.4, 5, 10, false),
        ])
    func exactLowEdges(low: Double, rejects: Int, of voters: Int, fails: Bool) {
        let agents = NegotiationScenario.agents(voters)
        let limits = Limits(acceptThresholdHigh: 0.95, acceptThresholdLow: low)
        var scenario = NegotiationScenario.negotiating(agents, limits: limits)
        for (index, agent) in agents.enumerated() { scenario.vote(agent, index < rejects ? .reject : .accept) }
        #expect((scenario.failure?.reasonCode == .majorityReject) == fails)
    }

    // §10: 43
    @Test("60 per cent in every round ends by force at the limit", arguments: [3, 5])
    func sixtyPercent(rounds: Int) {
        var scenario = NegotiationScenario.negotiating(NegotiationScenario.agents(5), limits: Limits(maxRounds: rounds))
        for round in 1...rounds {
            scenario.votes([("a", .accept), ("b", .accept), ("c", .accept), ("d", .negotiate), ("e", .negotiate)])
            if round < rounds { scenario.adjust() }
        }
        #expect(scenario.outcome?.status == .forceFinalized)
        #expect(scenario.outcome?.totalRounds == rounds)
        #expect(scenario.count("negotiation.force_finalized") == 1)
    }

    // §10: 47, 48
    @Test("60 per cent, then everybody: finalized in round 2")
    func secondRound() {
        var scenario = NegotiationScenario.negotiating(NegotiationScenario.agents(5))
        scenario.votes([("a", .accept), ("b", .accept), ("c", .accept), ("d", .negotiate), ("e", .negotiate)])
        scenario.adjust()
        for agent in NegotiationScenario.agents(5) { scenario.vote(agent, .accept) }
        #expect(scenario.outcome?.status == .finalized)
        #expect(scenario.outcome?.totalRounds == 2)
    }

    // engine §5 rule 0
    @Test("two silent rounds in a row end it; a vote in between starts the count anew")
    func twoSilentRounds() {
        var scenario = NegotiationScenario.negotiating(["a", "b"], limits: Limits(maxRounds: 9))
        scenario.deadline(.feedback)
        scenario.vote("a", .negotiate)
        scenario.deadline(.feedback)
        scenario.adjust()
        scenario.deadline(.feedback)
        #expect(scenario.channel?.status == .negotiating)
        scenario.deadline(.feedback)
        #expect(scenario.failure?.reasonCode == .noFeedback)
        #expect(scenario.evaluations.map(\.total) == [0, 1, 0, 0])
    }

    // engine §5: bargain and counter-proposal; §11: F38
    @Test(
        "a bargain or counter-proposal counts as negotiate if no vote follows, and does not end the wait",
        arguments: [true, false])
    func bargainCounts(counter: Bool) {
        var scenario = NegotiationScenario.negotiating(["a", "b"])
        if counter { scenario.counter("b") } else { scenario.bargain("b") }
        scenario.vote("a", .accept)
        #expect(scenario.channel?.status == .negotiating)
        #expect(scenario.evaluations.isEmpty)
        scenario.deadline(.feedback)
        #expect(scenario.evaluations.last?.negotiates == 1)
        #expect(scenario.evaluations.last?.total == 2)
        #expect(scenario.evaluations.last?.decision == .nextRound)
    }

    @Test("a member's vote weighs more than their bargain")
    func voteAfterBargain() {
        var scenario = NegotiationScenario.negotiating(["a", "b"])
        scenario.bargain("b")
        scenario.votes([("a", .accept), ("b", .accept)])
        #expect(scenario.evaluations.last?.negotiates == 0)
        #expect(scenario.outcome?.confirmed == ["a", "b"])
    }

    @Test("a bargain about an earlier version is no opinion about this one")
    func oldBargain() {
        var scenario = NegotiationScenario.negotiating(["a", "b"])
        scenario.bargain("b")
        scenario.votes([("a", .negotiate), ("b", .negotiate)])
        scenario.adjust()
        scenario.vote("a", .accept)
        scenario.deadline(.feedback)
        #expect(scenario.evaluations.last?.negotiates == 0)
        #expect(scenario.evaluations.last?.total == 1)
    }

    // engine §2: thresholds are rules
    @Test("the evaluation says that the rules took it")
    func provenance() throws {
        var scenario = NegotiationScenario.negotiating(["a"])
        scenario.vote("a", .accept)
        #expect(try scenario.payload("feedback.evaluated")["decided_by"] == .string("rules"))
        #expect(try scenario.payload("proposal.feedback")["decided_by"] == .string("member"))
    }
}
