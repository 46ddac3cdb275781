import Testing

@testable import Claude
@testable import Engine

/// The nine decisions when all goes well, and what holds for each of them.
@Suite(.timeLimit(.minutes(5)))
struct DeciderTests {
    @Test(
        "every decision is taken by its model, in one call that the API accepts, with what it took",
        arguments: DecisionKind.allCases, [Language.chinese, .english])
    func takes(_ kind: DecisionKind, _ language: Language) async throws {
        let bench = try await Bench()
        let by = try await bench.take(kind, language)
        #expect(by.decidedBy == kind.defaultModel)
        #expect(!by.isFallback)
        let log = try await bench.scope.log()
        #expect(log.requests.count == 1)
        #expect(log.requests[0].fault == nil)
        #expect(log.requests[0].decision == kind.rawValue)
        let usage = try #require(by.usage)
        #expect(usage.attempts == 1)
        #expect(usage.inputTokens == log.stats.inputTokens)
        #expect(usage.outputTokens == log.stats.outputTokens)
        #expect(abs(usage.costUSD - log.stats.costUSD) <= 0.01 * log.stats.costUSD)
        #expect(await bench.decider.health().spentUSD == usage.costUSD)
    }

    @Test("answers by a strict tool do as well, and the way that works is remembered")
    func toolFallback() async throws {
        let bench = try await Bench()
        try await bench.scope.refuseFormat()
        for _ in 0..<2 { #expect(try await bench.take(.gaps).decidedBy == "claude-sonnet-5-5") }
        #expect(try await bench.take(.vote).decidedBy == "claude-haiku-5-5")
        let log = try await bench.scope.log()
        // Refused once a model, then never tried again. The second decision was stored.
        #expect(log.requests.map { $0.fault == nil } == [false, true, false, true])
    }

    @Test("a tool that is not called is no answer")
    func toolNotCalled() async throws {
        let bench = try await Bench([.init("tool_not_called")])
        try await bench.scope.refuseFormat()
        let failure = await #expect(throws: DecisionFailure.self) { _ = try await bench.take(.vote) }
        #expect(failure?.reason == .invalid)
        #expect(failure?.usage?.attempts == 3)
    }

    @Test("streamed answers do as well", arguments: DecisionKind.allCases)
    func streams(_ kind: DecisionKind) async throws {
        let bench = try await Bench([.init("unknown_block")]) { $0.streams = true }
        #expect(try await bench.take(kind).decidedBy == kind.defaultModel)
    }

    @Test("models are chosen by class; decision 8 belongs to gaps")
    func models() async throws {
        let bench = try await Bench {
            $0.models = ["": "claude-opus-5-5", "vote": "claude-sonnet-5", "gaps": "claude-fable-5-1"]
        }
        #expect(try await bench.take(.vote).decidedBy == "claude-sonnet-5")
        #expect(try await bench.take(.subnetwork).decidedBy == "claude-fable-5-1")
        #expect(try await bench.take(.compose).decidedBy == "claude-opus-5-5")
        #expect(
            bench.decider.modelsInUse == ["claude-fable-5-1", "claude-opus-5-5", "claude-sonnet-5"])
    }

    @Test("an unusable answer is repaired once: the model is told what was wrong, and both attempts are paid")
    func repair() async throws {
        let bench = try await Bench([.init("enum_violation", times: 1)])
        let by = try await bench.take(.choose)
        #expect(by.decidedBy == "claude-haiku-5-5")
        #expect(by.usage?.attempts == 2)
        let log = try await bench.scope.log()
        #expect(log.requests.count == 2)
        #expect(log.requests[1].text.contains("is not one of those given"))
        #expect(log.requests[1].text.contains("mallory-9"))
        #expect(by.usage?.inputTokens == log.stats.inputTokens)
    }

    @Test("answers to clarifying questions are read, and nothing more is asked")
    func revision() async throws {
        let bench = try await Bench()
        let context = Samples.context(due: bench.clock.now() + 60_000)
        var request = Samples.understanding(.chinese, context: context)
        request.request.text = "办一场分享会，需要场地"
        let first = try await bench.decider.understand(request).value
        #expect(first.questions.map(\.id) == ["q1"])
        request.previous = first
        request.answers = [ClarifyingAnswer(id: "q1", text: "2026-12-20")]
        request.context?.round = 2
        let second = try await bench.decider.understand(request).value
        #expect(second.context.date == CalendarDate(year: 2026, month: 12, day: 20))
        #expect(second.questions.isEmpty)
        #expect(second.language == .chinese)
    }

    @Test("words and a fence around the answer are no fault")
    func fenced() async throws {
        let bench = try await Bench([.init("fenced")])
        #expect(try await bench.take(.compose).usage?.attempts == 1)
    }

    @Test("passing faults are tried again: three attempts, pauses as the service wants them")
    func retries() async throws {
        let clock = TestClock()
        let bench = try await Bench(
            [.init("http_529", times: 1), .init("http_429", times: 1, retryAfter: 2)], clock: clock)
        let by = try await bench.take(.vote)
        #expect(by.decidedBy == "claude-haiku-5-5")
        #expect(by.usage?.attempts == 3)
        #expect(clock.pauses.first.map { (375...500).contains($0) } == true)
        #expect(clock.pauses.contains(2_000))
        let counts = try await bench.scope.log().requests.map { $0.headers["x-stainless-retry-count"] }
        #expect(counts == ["0", "1", "2"])
    }

    @Test("no retry goes past the time of the decision")
    func deadline() async throws {
        let clock = TestClock()
        let bench = try await Bench([.init("http_529", retryAfter: 61)], clock: clock)
        let failure = await #expect(throws: DecisionFailure.self) { _ = try await bench.take(.vote) }
        #expect(failure?.reason == .unavailable)
        #expect(clock.pauses.isEmpty)
        #expect(try await bench.scope.log().requests.count == 1)
    }

    @Test("what was stored is used, not bought again; a changed question is a new one")
    func steps() async throws {
        let steps = InMemoryStepStore()
        let first = try await Bench(steps: steps)
        let bought = try await first.take(.vote)
        let second = try await Bench(steps: steps, scope: first.scope)
        let found = try await second.take(.vote)
        #expect(found.decidedBy == bought.decidedBy)
        #expect(found.usage?.costUSD == bought.usage?.costUSD)
        #expect(try await first.scope.log().stats.calls == 1)
        _ = try await second.take(.vote, .english)
        #expect(try await first.scope.log().stats.calls == 2)
    }

    @Test("a step store that does not answer means no decision, and no call if it cannot say what was paid")
    func stepsFail() async throws {
        struct Broken: StepStore {
            var reads = false
            func stored(_ key: PaidStepKey) throws -> String? {
                if reads { return nil }
                throw StoreError.unavailable
            }
            func store(_ key: PaidStepKey, body: String) throws -> String { throw StoreError.unavailable }
        }
        for (reads, calls) in [(false, 0), (true, 1)] {
            let bench = try await Bench(steps: Broken(reads: reads))
            let failure = await #expect(throws: DecisionFailure.self) { _ = try await bench.take(.vote) }
            #expect(failure?.reason == .unavailable)
            #expect(try await bench.scope.log().stats.calls == calls)
        }
    }

    @Test("when another instance was faster its stored result holds, and ours is paid all the same")
    func fasterInstance() async throws {
        actor Shared: StepStore {
            var body: String?
            func stored(_ key: PaidStepKey) -> String? { nil }
            func store(_ key: PaidStepKey, body: String) -> String {
                if let known = self.body { return known }
                self.body = body
                return body
            }
        }
        let shared = Shared()
        let first = try await Bench([.init("merge", answer: .object(["satisfaction": 11]))], steps: shared)
        let second = try await Bench([.init("merge", answer: .object(["satisfaction": 99]))], steps: shared)
        for bench in [first, second] {
            let request = Samples.voting(
                .chinese, context: Samples.context(due: bench.clock.now() + 60_000, version: 1))
            let decided = try await bench.decider.vote(request)
            #expect(decided.value?.satisfaction == 11)
            #expect(decided.by.usage?.costUSD ?? 0 > 0)
        }
    }

    @Test("the budget of a demand ends calls with the reason that it was the budget")
    func budget() async throws {
        let bench = try await Bench { $0.budgetPerDemand = 0.001 }
        let failure = await #expect(throws: DecisionFailure.self) { _ = try await bench.take(.compose) }
        #expect(failure?.reason == .budget)
        #expect(failure?.usage == nil)
        #expect(try await bench.scope.log().stats.calls == 0)
    }

    @Test("the breaker opens after three failures, refuses without a call, probes after half a minute, and closes")
    func breaker() async throws {
        let clock = TestClock()
        let bench = try await Bench([.init("http_500_no_retry", times: 3)], clock: clock)
        for version in 1...3 {
            let failure = await #expect(throws: DecisionFailure.self) {
                _ = try await bench.take(.vote, version: version)
            }
            #expect(failure?.reason == .unavailable)
        }
        let refused = await #expect(throws: DecisionFailure.self) { _ = try await bench.take(.vote, version: 4) }
        #expect(refused?.reason == .breaker)
        let open = await bench.decider.health()
        #expect(open.models.filter { $0.breaker != .closed } == [.init(id: "claude-haiku-5-5", breaker: .open)])
        #expect(!open.isHealthy)
        #expect(try await bench.scope.log().stats.calls == 3)
        #expect(try await bench.take(.compose).decidedBy == "claude-sonnet-5-5")
        clock.advance(milliseconds: 30_000)
        #expect(try await bench.take(.vote, version: 5).decidedBy == "claude-haiku-5-5")
        #expect(await bench.decider.health().isHealthy)
    }

    @Test("calls at once stay within the limit, and every one gets its answer")
    func concurrency() async throws {
        let bench = try await Bench { $0.maxConcurrent = 3 }
        try await bench.scope.latency(milliseconds: 30)
        try await withThrowingTaskGroup(of: Provenance.self) { group in
            for version in 1...24 { group.addTask { try await bench.take(.vote, version: version) } }
            for try await by in group { #expect(by.decidedBy == "claude-haiku-5-5") }
        }
        let stats = try await bench.scope.log().stats
        #expect(stats.calls == 24)
        #expect(stats.maxConcurrent <= 3)
    }

    @Test("nothing to speak from, nobody to ask, nobody left for a gap: rules say so, and nothing is paid")
    func free() async throws {
        let bench = try await Bench(members: [])
        var silent = Samples.invitation(.chinese)
        silent.member.capabilities = []
        silent.member.summary = ""
        let answer = try await bench.decider.answer(silent)
        #expect(answer.value == nil && answer.by == .rules)
        guard case .nobody(.noMembers, _) = try await bench.decider.choose(Samples.choosing(.chinese)).value else {
            return #expect(Bool(false))
        }
        let verdict = try await bench.decider.considerSubnetwork(Samples.subnetwork(.chinese))
        #expect(!verdict.value.shouldRecurse && verdict.by == .rules)
        #expect(try await bench.scope.log().stats.calls == 0)
    }

    @Test("a decision ends at twice the time of an attempt, and never later than the engine waits")
    func timeBound() async throws {
        let bench = try await Bench([.init("hang")], clock: SystemClock()) { $0.attemptMilliseconds = 400 }
        let began = ContinuousClock.now
        let failure = await #expect(throws: DecisionFailure.self) { _ = try await bench.take(.vote) }
        #expect(failure?.reason == .timeout)
        #expect(failure?.usage.map { (1...2).contains($0.attempts) } == true)
        var request = Samples.invitation(.chinese)
        request.context = Samples.context(due: bench.clock.now() + 100)
        let hurried = await #expect(throws: DecisionFailure.self) { _ = try await bench.decider.answer(request) }
        #expect(hurried?.reason == .timeout)
        // Far from what a decision may take when nothing else is set, 60 s.
        #expect(ContinuousClock.now - began < .seconds(50))
    }

    @Test("the wait for a turn is no time of the decision; it ends when nobody waits for the answer any more")
    func turn() async throws {
        let clock = TestClock()
        let bench = try await Bench([.init("hang", .compose)], clock: clock) { $0.maxConcurrent = 1 }
        let first = Task { try await bench.take(.compose) }
        _ = try await bench.scope.log { $0.stats.running == 1 }
        // Behind the first in the line: one whose turn comes in time, one for which it comes too late.
        let patient = Task { try await bench.take(.vote) }
        let context = Samples.context(due: clock.now() + 100_000)
        let hurried = Task { try await bench.decider.answer(Samples.invitation(.chinese, context: context)) }
        while await bench.decider.health().waiting < 2 { await Task.yield() }
        clock.advance(milliseconds: 200_000)
        let failure = await #expect(throws: DecisionFailure.self) { _ = try await hurried.value }
        #expect(failure == DecisionFailure(.timeout))
        first.cancel()
        _ = try? await first.value
        let by = try await patient.value
        #expect(by.decidedBy == "claude-haiku-5-5")
        #expect(by.usage.map { $0.latencyMilliseconds >= 200_000 && $0.attempts == 1 } == true)
    }

    @Test("a gap that somebody has agreed to close is none, whatever the model says")
    func inventedGap() async throws {
        let gap = OrderedJSON.object([
            "type": "capability", "severity": "critical", "importance": 99, "description": "没有场地", "requirement": "场地",
            "sub_demand": "找场地", "tags": .strings(["场地"]), "affects": .array([]), "solutions": .array([]),
        ])
        let bench = try await Bench([.init("merge", answer: .object(["gaps": .array([gap])]))])
        #expect(try await bench.decider.findGaps(Samples.gaps(.chinese)).value.gaps.isEmpty)
    }

    @Test("a cancelled decision closes its call")
    func cancel() async throws {
        let bench = try await Bench([.init("hang")])
        let task = Task { try await bench.take(.vote) }
        _ = try await bench.scope.log { $0.stats.running == 1 }
        task.cancel()
        await #expect(throws: DecisionFailure.self) { _ = try await task.value }
        _ = try await bench.scope.log { $0.stats.aborted == 1 }
        #expect(await bench.decider.health().running == 0)
    }
}
