import Testing

@testable import Claude
@testable import Engine

/// What the operator sees of the model and does about it.
@Suite(.timeLimit(.minutes(3)))
struct OperationTests {
    private func decision(_ bench: Bench, _ kind: DecisionKind) async throws -> ModelReport.Decision {
        try #require(await bench.decider.report().decisions.first { $0.name == kind.rawValue })
    }

    // MARK: Models

    @Test("another model takes decisions from the next one on; health and report name it")
    func otherModel() async throws {
        let bench = try await Bench()
        #expect(try await bench.take(.vote).decidedBy == "claude-haiku-5-5")
        #expect(bench.decider.use(models: ["vote": "claude-opus-5"]))
        #expect(!bench.decider.use(models: ["vote": "claude-opus-5"]), "the same again is no change")
        #expect(try await bench.take(.vote, version: 2).decidedBy == "claude-opus-5")
        #expect(try await bench.take(.answer).decidedBy == "claude-haiku-5-5")
        let asked = try await bench.scope.log().requests.compactMap { $0.body?["model"]?.stringValue }
        #expect(asked == ["claude-haiku-5-5", "claude-opus-5", "claude-haiku-5-5"])
        #expect(await bench.decider.health().models.map(\.id).contains("claude-opus-5"))
        #expect(try await decision(bench, .vote).model == "claude-opus-5")
        bench.decider.use(models: ["": "claude-sonnet-5"])
        #expect(bench.decider.modelsInUse == ["claude-sonnet-5"])
        bench.decider.use(models: ["": "claude-nobody-knows"])
        #expect(bench.decider.modelsWithoutPrice == ["claude-nobody-knows"])
    }

    @Test("a decision ends with the model that it began with")
    func repairStays() async throws {
        let bench = try await Bench([.init("prose", .vote, times: 1)])
        try await bench.scope.latency(milliseconds: 500)
        let vote = Task { try await bench.take(.vote) }
        _ = try await bench.scope.log { $0.stats.running == 1 || !$0.requests.isEmpty }
        bench.decider.use(models: ["": "claude-opus-5"])
        #expect(try await vote.value.decidedBy == "claude-haiku-5-5")
        let asked = try await bench.scope.log().requests.compactMap { $0.body?["model"]?.stringValue }
        #expect(asked == ["claude-haiku-5-5", "claude-haiku-5-5"])
    }

    // MARK: Report

    @Test("decisions are counted by how they ended, calls by what they took; a reset begins anew")
    func counts() async throws {
        let bench = try await Bench([.init("prose", .answer), .init("refusal", .compose)])
        #expect(await bench.decider.report().decisions.map(\.name) == DecisionKind.allCases.map(\.rawValue))
        _ = try await bench.take(.vote)
        await #expect(throws: DecisionFailure.self) { _ = try await bench.take(.answer) }
        await #expect(throws: DecisionFailure.self) { _ = try await bench.take(.compose) }
        let log = try await bench.scope.log()
        let vote = try await decision(bench, .vote)
        #expect(vote.outcomes == [.success: 1] && vote.total == 1)
        #expect(try await decision(bench, .answer).outcomes == [.invalid: 1])
        #expect(try await decision(bench, .compose).outcomes == [.refused: 1])
        let all = await bench.decider.report().decisions
        #expect(all.reduce(0) { $0 + $1.inputTokens } == log.stats.inputTokens)
        #expect(all.reduce(0) { $0 + $1.outputTokens } == log.stats.outputTokens)
        #expect(abs(all.reduce(0) { $0 + $1.costUSD } - log.stats.costUSD) < 1e-9)
        #expect(abs(await bench.decider.report().spentUSD - log.stats.costUSD) < 1e-9)
        await bench.decider.resetStatistics()
        let after = await bench.decider.report()
        #expect(after.decisions.allSatisfy { $0.total == 0 && $0.inputTokens == 0 } && after.spentUSD > 0)
        #expect(after.since >= TestClock.start)
    }

    @Test("an answer that was paid for earlier is a decision and costs nothing now")
    func storedStep() async throws {
        let steps = InMemoryStepStore()
        let first = try await Bench(steps: steps)
        _ = try await first.take(.vote)
        let second = try await Bench(steps: steps, scope: first.scope)
        _ = try await second.take(.vote)
        let vote = try await decision(second, .vote)
        #expect(vote.outcomes == [.success: 1] && vote.inputTokens == 0 && vote.costUSD == 0)
    }

    @Test("a decision that was called off counts as nothing")
    func calledOff() async throws {
        let bench = try await Bench([.init("hang")])
        let task = Task { try await bench.take(.vote) }
        _ = try await bench.scope.log { $0.stats.running == 1 }
        task.cancel()
        await #expect(throws: DecisionFailure.self) { _ = try await task.value }
        #expect(try await decision(bench, .vote).total == 0)
    }

    // MARK: Breakers

    @Test("failures open the breaker: the report says since when and until when; a reset closes it")
    func breaker() async throws {
        let bench = try await Bench([.init("http_529", .vote)])
        await #expect(throws: DecisionFailure.self) { _ = try await bench.take(.vote) }
        let open = try #require(await bench.decider.report().breakers.first { $0.model == "claude-haiku-5-5" })
        #expect(open.state == .open)
        let last = try #require(open.lastFailureAt)
        #expect(open.retryAt == last + 30_000)
        await #expect(throws: DecisionFailure(.breaker)) { _ = try await bench.take(.vote) }
        #expect(try await decision(bench, .vote).outcomes == [.unavailable: 1, .breaker: 1])
        // It is shown also when nobody decides by this model any more.
        bench.decider.use(models: ["": "claude-opus-5"])
        #expect(await bench.decider.report().breakers.map(\.model) == ["claude-haiku-5-5", "claude-opus-5"])
        await bench.decider.resetBreakers()
        #expect(await bench.decider.report().breakers.map(\.state) == [.closed])
    }

    // MARK: Test call

    @Test("a test call takes the model that understands demands, or the one that is named, and counts as no decision")
    func testCall() async throws {
        let bench = try await Bench()
        let test = try await bench.decider.test(model: nil)
        #expect(test.model == "claude-sonnet-5-5" && test.inputTokens > 0 && test.outputTokens > 0 && test.costUSD > 0)
        #expect(try await bench.decider.test(model: "claude-opus-5").model == "claude-opus-5")
        let report = await bench.decider.report()
        #expect(report.decisions.allSatisfy { $0.total == 0 && $0.costUSD == 0 } && report.spentUSD > test.costUSD)
        let requests = try await bench.scope.log().requests
        #expect(requests.count == 2 && requests.allSatisfy { $0.fault == nil })
    }

    @Test("a service without output_config is tested by a tool call")
    func testByTool() async throws {
        let bench = try await Bench()
        try await bench.scope.refuseFormat()
        _ = try await bench.decider.test(model: nil)
        #expect(try await bench.scope.log().stats.calls == 2)
        _ = try await bench.decider.test(model: nil)
        #expect(try await bench.scope.log().stats.calls == 3, "what works is remembered")
    }

    static let failures: [(mode: String, code: TowowError.Code, reason: String)] = [
        ("http_401", .modelUnavailable, "model_key_refused"), ("http_402", .modelUnavailable, "model_not_paid"),
        ("http_404", .modelUnavailable, "model_unknown"), ("http_429", .modelUnavailable, "model_rate_limited"),
        ("http_500", .modelUnavailable, "model_in_trouble"), ("http_529", .modelUnavailable, "model_in_trouble"),
        ("http_504", .modelTimeout, "model_timeout"), ("http_413", .modelUnavailable, "model_call_refused"),
        ("reset", .modelUnavailable, "model_unreachable"), ("html_200", .modelUnavailable, "model_unreadable"),
    ]

    @Test("a test call that fails says why, at once and once", arguments: failures)
    func testFailure(failure: (mode: String, code: TowowError.Code, reason: String)) async throws {
        let bench = try await Bench([.init(failure.mode)])
        let error = await #expect(throws: TowowError.self) { _ = try await bench.decider.test(model: nil) }
        #expect(error?.code == failure.code && error?.reason == failure.reason)
        #expect(try await bench.scope.log().stats.calls == 1)
    }

    @Test("a test call is refused by an open breaker and by a used up budget, and ends in time")
    func testRefused() async throws {
        let broken = try await Bench([.init("http_529")]) { $0.failureThreshold = 1 }
        await #expect(throws: TowowError(.modelUnavailable, "model_in_trouble")) {
            _ = try await broken.decider.test(model: nil)
        }
        await #expect(throws: TowowError(.modelUnavailable, "model_breaker")) {
            _ = try await broken.decider.test(model: nil)
        }
        let poor = try await Bench { $0.budgetTotal = 0.000_001 }
        await #expect(throws: TowowError(.modelUnavailable, "model_budget")) {
            _ = try await poor.decider.test(model: nil)
        }
        let clock = TestClock()
        let silent = try await Bench([.init("hang")], clock: clock) { $0.attemptMilliseconds = 60_000 }
        let call = Task { try await silent.decider.test(model: nil) }
        _ = try await silent.scope.log { $0.stats.running == 1 }
        clock.advance(milliseconds: 60_000)
        await #expect(throws: TowowError(.modelTimeout, "model_timeout")) { _ = try await call.value }
        _ = try await silent.scope.log { $0.stats.aborted == 1 }
        #expect(await silent.decider.health().running == 0)
    }

    @Test("many test calls do not use up what one demand may cost")
    func testsDoNotAddUp() async throws {
        // Of this model, one call may cost nearly all of it.
        let bench = try await Bench { $0.budgetPerDemand = 0.055 }
        for _ in 0..<6 { _ = try await bench.decider.test(model: "claude-fable-5-1") }
        let most = 0.0512
        #expect(await bench.decider.report().spentUSD + most > 0.055, "as one demand they would have been refused")
    }
}
