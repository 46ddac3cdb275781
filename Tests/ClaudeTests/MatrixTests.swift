import Testing

@testable import Claude
@testable import Engine

/// Every way to fail × every decision: each negotiation ends, says truthfully who decided, and nobody agrees because a model failed.
@Suite(.timeLimit(.minutes(5)), .serialized)
struct MatrixTests {
    struct Mode: Sendable, CustomTestStringConvertible {
        var step: FakeClaude.Step
        var reason: Provenance.FallbackReason
        var streams = false
        /// The service does not answer: the attempt's own time ends it.
        var isSilent = false

        init(
            _ mode: String, _ reason: Provenance.FallbackReason, retryAfter: Double? = nil, streams: Bool = false,
            isSilent: Bool = false
        ) {
            step = FakeClaude.Step(mode, retryAfter: retryAfter)
            self.reason = reason
            self.streams = streams
            self.isSilent = isSilent
        }

        var testDescription: String {
            step.mode + (streams ? " (stream)" : "") + (step.retryAfter == nil ? "" : " later")
        }
    }

    static let modes = [
        Mode("http_400", .unavailable), Mode("http_401", .unavailable), Mode("http_402", .unavailable),
        Mode("http_403", .unavailable), Mode("http_404", .unavailable), Mode("http_408", .timeout),
        Mode("http_409", .unavailable), Mode("http_413", .unavailable), Mode("http_429", .unavailable),
        Mode("http_429", .unavailable, retryAfter: 1), Mode("http_500", .unavailable),
        Mode("http_500_no_retry", .unavailable), Mode("http_503", .unavailable), Mode("http_504", .timeout),
        Mode("http_529", .unavailable), Mode("http_502_html", .unavailable), Mode("html_200", .unavailable),
        Mode("huge", .unavailable), Mode("reset", .unavailable), Mode("truncated", .unavailable),
        Mode("refusal", .refused), Mode("max_tokens", .invalid), Mode("prose", .invalid), Mode("empty", .invalid),
        Mode("tool_not_called", .invalid), Mode("enum_violation", .invalid),
        Mode("stream_error", .unavailable, streams: true), Mode("stream_cut", .unavailable, streams: true),
        Mode("hang", .timeout, isSilent: true), Mode("drip", .timeout, isSilent: true),
    ]

    @Test("each negotiation ends truthfully marked, whichever decision fails in whichever way", arguments: modes)
    func ends(_ mode: Mode) async throws {
        try await withThrowingTaskGroup(of: Void.self) { group in
            for kind in DecisionKind.allCases { group.addTask { try await negotiate(mode, failing: kind) } }
            try await group.waitForAll()
        }
    }

    private func negotiate(_ mode: Mode, failing kind: DecisionKind) async throws {
        var failure = mode.step
        failure.decision = kind
        // Pauses between attempts pass at once, the limit of a decision must not.
        let clock = TestClock(longest: 1_500)
        let bench = try await Bench(Scenario.leading(to: kind) + [failure], clock: clock) {
            $0.streams = mode.streams
            $0.attemptMilliseconds = mode.isSilent ? 1_000 : 20_000
            // The breaker has tests of its own; here every failure shall show itself.
            $0.failureThreshold = 1_000
        }
        let log = try await Negotiating(bench).run(Samples.demands[.chinese] ?? "", language: .chinese)
        let note = Comment(rawValue: "\(mode.testDescription) × \(kind.rawValue)")
        #expect(log.count { $0.type == "demand.completed" } == 1, note)
        #expect(log.last?.type == "demand.completed", note)
        let decisions = Self.decisions(kind, in: log)
        #expect(!decisions.isEmpty, note)
        for decision in decisions {
            #expect(decision["decided_by"]?.stringValue == "rules", note)
            #expect(decision["fallback"] == .bool(true), note)
            #expect(decision["fallback_reason"]?.stringValue == mode.reason.rawValue, note)
        }
        Self.expectConsent(log, note)
        let text = log.map { "\($0.payload)" }.joined()
        #expect(!text.contains("mallory-9"), note)
        #expect(!text.contains("I would rather talk") && !text.contains("I am afraid"), note)
    }

    /// The parts of a log that a decision is told by.
    private static func decisions(_ kind: DecisionKind, in log: [Negotiating.Logged]) -> [JSONValue] {
        func all(_ type: String) -> [JSONValue] { log.filter { $0.type == type }.map(\.payload) }
        switch kind {
        case .understand: return all("demand.understood")
        case .choose: return all("filter.completed")
        case .answer: return all("offer.submitted")
        case .compose: return all("proposal.distributed")
        case .vote: return all("proposal.feedback")
        case .adjust: return Array(all("proposal.distributed").dropFirst())
        case .gaps: return all("gap.identified")
        case .subnetwork: return all("subnet.triggered")
        case .compromise: return all("compromise.proposed")
        }
    }

    /// Whoever is confirmed has accepted in an event of their own.
    private static func expectConsent(_ log: [Negotiating.Logged], _ note: Comment) {
        guard let outcome = log.first(where: { $0.payload["confirmed_participants"] != nil })?.payload,
            case .array(let confirmed)? = outcome["confirmed_participants"]
        else { return }
        let accepted = log.filter {
            $0.type == "proposal.feedback" && $0.payload["feedback_type"]?.stringValue == "accept"
        }.compactMap { $0.payload["agent_id"]?.stringValue }
        for id in confirmed.compactMap(\.stringValue) { #expect(accepted.contains(id), note) }
    }

    @Test("a failing vote never says yes where the rules' own test says no", arguments: modes)
    func noConsent(_ mode: Mode) async throws {
        let bench = try await Bench([mode.step], clock: TestClock(longest: 1_500)) {
            $0.streams = mode.streams
            $0.attemptMilliseconds = mode.isSilent ? 1_000 : 20_000
        }
        let desk = DecisionDesk(model: bench.decider, rules: bench.rules, clock: bench.clock)
        var plan = Samples.plan(.chinese)
        // The condition of the venue is not met any more.
        plan.assignments[0].notes = ""
        let request = Samples.voting(
            .chinese, plan: plan, context: Samples.context(due: bench.clock.now() + 600_000, version: 1))
        let decided = try #require(
            await desk.decide(due: bench.clock.now() + 600_000, check: DecisionChecks.vote) {
                try await $0.vote(request)
            })
        #expect(decided.value?.kind == .negotiate)
        #expect(decided.by.decidedBy == "rules" && decided.by.isFallback)
        #expect(decided.by.fallbackReason == mode.reason)
    }
}
