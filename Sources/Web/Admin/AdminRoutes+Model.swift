import Engine
import NIOHTTP1

/// The language model: what became of its decisions, its circuit breakers, a test call.
extension AdminRoutes {
    func addModel(to routes: inout RouteTable.Builder) {
        routes.on(.GET, AdminRoutes.base + "/llm", guarded { try .snakeCased(await modelReport($0)) })
        routes.on(.POST, AdminRoutes.base + "/llm/reset-stats", guarded(resetModelStatistics))
        routes.on(.POST, AdminRoutes.base + "/llm/test", guarded(testModel))
        routes.on(.GET, AdminRoutes.base + "/circuit-breaker", guarded { _ in try .snakeCased(await breakers()) })
        routes.on(.POST, AdminRoutes.base + "/circuit-breaker/reset", guarded(resetBreakers))
    }

    func modelReport(_ call: Call) async -> LLMReport {
        LLMReport(await administration.model?.report(), in: call.request.language)
    }

    @Sendable private func resetModelStatistics(_ call: Call) async throws -> Answer {
        await administration.model?.resetStatistics()
        try await note("llm.reset_stats", "", call)
        let message = call.request.language.pick(("决策计数已清零", "Counts of decisions are zero"))
        return try .snakeCased(AdminReset(message: message, status: await modelReport(call)))
    }

    // MARK: Circuit breakers

    private func breakers() async -> BreakerReport { BreakerReport(await administration.model?.report()) }

    @Sendable private func resetBreakers(_ call: Call) async throws -> Answer {
        await administration.model?.resetBreakers()
        try await note("circuit_breaker.reset", "", call)
        let message = call.request.language.pick(("所有熔断器均已闭合", "All circuit breakers are closed"))
        return try .snakeCased(AdminReset(message: message, status: await breakers()))
    }

    // MARK: Test

    private struct TestBody: Decodable {
        var model: String?
    }

    private struct Tested: Encodable {
        var ok = true
        var model: String
        var latencyMs: Int64
        var inputTokens: Int
        var outputTokens: Int
        var costUSD: Double
    }

    @Sendable private func testModel(_ call: Call) async throws -> Answer {
        let name = try call.request.optionalBody(TestBody.self)?.model
        if let name, !AdminRoutes.isModelID(name) { throw WebError.field("model", "bad_model") }
        guard let model = administration.model else { throw TowowError(.modelUnavailable, "model_no_key") }
        let test: ModelTest
        do throws(TowowError) { test = try await model.test(model: name) } catch {
            try await note("llm.test", "\(name ?? "model in use"): \(error.reason)", call)
            throw error
        }
        try await note("llm.test", "\(test.model): answered in \(test.latencyMilliseconds) ms", call)
        return try .snakeCased(
            Tested(
                model: test.model, latencyMs: test.latencyMilliseconds, inputTokens: test.inputTokens,
                outputTokens: test.outputTokens, costUSD: test.costUSD))
    }

    private static func isModelID(_ text: String) -> Bool {
        (1...80).contains(text.utf8.count)
            && text.utf8.allSatisfy { (0x21...0x7E).contains($0) && $0 != UInt8(ascii: ",") && $0 != UInt8(ascii: "=") }
    }
}

/// What the operator reads of the model; all zeros without a key.
struct LLMReport: Encodable {
    struct Model: Encodable {
        var model: String
        var breaker: BreakerReport.Model
    }

    struct Decision: Encodable {
        var decision: String
        /// What the decision is called, in the caller's language.
        var title: String
        var model: String
        var calls: Int
        var outcomes: [String: Int]
        var inputTokens: Int
        var outputTokens: Int
        var costUSD: Double
        var averageMs: Int64

        init(_ decision: ModelReport.Decision, in language: Language) {
            self.decision = decision.name
            title = AdminTexts.decision(decision.name, in: language)
            model = decision.model
            calls = decision.total
            outcomes = Dictionary(
                ModelReport.Decision.Outcome.allCases.map { ($0.rawValue, decision.outcomes[$0] ?? 0) }
            ) { first, _ in first }
            inputTokens = decision.inputTokens
            outputTokens = decision.outputTokens
            costUSD = decision.costUSD
            averageMs = calls == 0 ? 0 : decision.milliseconds / Int64(calls)
        }
    }

    struct Counts: Encodable {
        var totalCalls = 0
        var successCount = 0
        var failureCount = 0
        /// Decisions that the rules took in the model's place.
        var fallbackCount = 0
        var timeoutCount = 0
        var circuitOpenCount = 0
    }

    var llmConfigured: Bool
    var baseURL: Nullable<String>
    var running: Int
    var waiting: Int
    var spentUSD: Double
    var models: [Model]
    var decisions: [Decision]
    var stats: Counts
    var since: Nullable<Timestamp>

    init(_ report: ModelReport?, in language: Language) {
        llmConfigured = report != nil
        baseURL = Nullable(report?.baseURL)
        running = report?.running ?? 0
        waiting = report?.waiting ?? 0
        spentUSD = report?.spentUSD ?? 0
        models = report?.breakers.map { Model(model: $0.model, breaker: .init($0)) } ?? []
        decisions = report?.decisions.map { Decision($0, in: language) } ?? []
        stats = Counts()
        for decision in report?.decisions ?? [] {
            stats.totalCalls += decision.total
            stats.successCount += decision.outcomes[.success] ?? 0
            stats.timeoutCount += decision.outcomes[.timeout] ?? 0
            stats.circuitOpenCount += decision.outcomes[.breaker] ?? 0
        }
        stats.failureCount = stats.totalCalls - stats.successCount
        stats.fallbackCount = stats.failureCount
        since = Nullable(report?.since)
    }
}

/// The circuit breakers; on top the worst of them.
struct BreakerReport: Encodable {
    struct Model: Encodable {
        var model: String
        var state: String
        var failureCount: Int
        var lastFailureTime: Nullable<Timestamp>
        var retryAt: Nullable<Timestamp>

        init(_ breaker: ModelReport.Breaker) {
            model = breaker.model
            state = breaker.state.name
            failureCount = breaker.failures
            lastFailureTime = Nullable(breaker.lastFailureAt)
            retryAt = Nullable(breaker.retryAt)
        }
    }

    var state: String
    var failureCount: Int
    var failureThreshold: Nullable<Int>
    var lastFailureTime: Nullable<Timestamp>
    var recoveryTimeout: Nullable<Double>
    var models: [Model]

    init(_ report: ModelReport?) {
        let breakers = report?.breakers ?? []
        state = report == nil ? "not_initialized" : (breakers.map(\.state).max { $0.rank < $1.rank } ?? .closed).name
        failureCount = breakers.map(\.failures).max() ?? 0
        failureThreshold = Nullable(report?.failureThreshold)
        lastFailureTime = Nullable(breakers.compactMap(\.lastFailureAt).max())
        recoveryTimeout = Nullable(report.map { Double($0.recoveryMilliseconds) / 1000 })
        models = breakers.map(Model.init)
    }
}

extension ModelHealth.Breaker {
    fileprivate var rank: Int {
        switch self {
        case .closed: 0
        case .probing: 1
        case .open: 2
        }
    }

    fileprivate var name: String { self == .probing ? "half_open" : rawValue }
}
