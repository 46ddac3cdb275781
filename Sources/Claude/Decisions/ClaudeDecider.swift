public import Engine
internal import HTTPClient
public import Logging
public import Metrics

/// Takes the nine decisions by Claude.
///
/// What a model says is used only after it was checked against what it was given; nothing of an unusable answer is. Every failure is
/// a `DecisionFailure`: the engine then asks the rules and says so.
public struct ClaudeDecider: Decider {
    let caller: ModelCaller
    let rules: any Decider
    let matcher: any Matcher

    /// - Parameters:
    ///   - rules: says what can be computed (language, gaps, whether anybody is there), so that no model is paid for it.
    ///   - matcher: finds the members that a model then chooses from.
    ///   - steps: keeps what was paid for.
    /// - Throws: `ClaudeUnavailable` when the host gives no thread or libcurl does not start.
    public init(
        settings: ClaudeSettings, rules: any Decider, matcher: any Matcher, steps: any StepStore,
        clock: any EngineClock, metrics: any MetricsFactory = MetricsSystem.factory, logger: Logger
    ) throws {
        let transport: CurlTransport
        do {
            transport = try CurlTransport()
        } catch {
            throw ClaudeUnavailable(description: "\(error)")
        }
        self.init(
            settings: settings, transport: transport, rules: rules, matcher: matcher, steps: steps, clock: clock,
            metrics: metrics, logger: logger)
    }

    init(
        settings: ClaudeSettings, transport: any HTTPTransport, rules: any Decider, matcher: any Matcher,
        steps: any StepStore, clock: any EngineClock, metrics: any MetricsFactory = MetricsSystem.factory,
        logger: Logger
    ) {
        let schedule = CallSchedule(
            maxConcurrent: settings.maxConcurrent, threshold: settings.failureThreshold,
            recoveryMilliseconds: settings.recoveryMilliseconds,
            ledger: Ledger(perDemand: settings.budgetPerDemand, total: settings.budgetTotal))
        caller = ModelCaller(
            client: MessagesClient(
                transport: transport, baseURL: settings.baseURL, key: settings.key, clock: clock, logger: logger),
            scheduler: CallScheduler(schedule, clock: clock), steps: steps, settings: settings, clock: clock,
            metrics: CallMetrics(metrics), logger: logger)
        self.rules = rules
        self.matcher = matcher
    }
}

/// The host cannot make calls at all.
public struct ClaudeUnavailable: Error, Sendable, Hashable, CustomStringConvertible {
    public var description: String
}
