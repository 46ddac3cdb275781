import Claude
import Engine
import Logging
import Metrics

extension Appliance {
    /// The decider that asks Claude; nil without a key, or when only rules are wanted.
    /// - Parameters:
    ///   - rules: answer what needs no model.
    ///   - matcher: finds those among whom the model chooses.
    ///   - steps: keeps what was paid for.
    /// - Throws: `StartFault` when the price file is wrong or the host cannot make calls.
    static func claude(
        _ configuration: Configuration, rulesOnly: Bool, rules: RuleDecider, matcher: MemberMatcher,
        steps: any StepStore, clock: any EngineClock, metrics: any MetricsFactory = NOOPMetricsHandler.instance,
        log: LogOutput
    ) throws -> ClaudeDecider? {
        guard !rulesOnly, let settings = try claudeSettings(configuration) else { return nil }
        let logger = log.logger("towow.claude")
        do {
            let decider = try ClaudeDecider(
                settings: settings, rules: rules, matcher: matcher, steps: steps, clock: clock,
                metrics: metrics, logger: logger)
            logger.info(
                "decisions are taken by Claude",
                metadata: ["models": "\(decider.modelsInUse.joined(separator: " "))", "url": "\(settings.baseURL)"])
            warnOfUnknownPrices(decider, logger)
            return decider
        } catch {
            throw StartFault("cannot make calls to Claude: \(error)")
        }
    }

    /// Follows `LLM_MODEL` while the server runs.
    static func follow(_ settings: LiveSettings, _ decider: ClaudeDecider, logger: Logger) {
        settings.onChange { configuration in
            guard decider.use(models: configuration.model.ids) else { return }
            logger.notice(
                "decisions go to other models", metadata: ["models": "\(decider.modelsInUse.joined(separator: " "))"])
            warnOfUnknownPrices(decider, logger)
        }
    }

    private static func warnOfUnknownPrices(_ decider: ClaudeDecider, _ logger: Logger) {
        for model in decider.modelsWithoutPrice {
            logger.warning(
                "no price is known for a model: it counts as the dearest (LLM_PRICES_FILE)",
                metadata: ["model": "\(model)"])
        }
    }

    /// Nil: rules decide.
    static func claudeSettings(_ configuration: Configuration) throws -> ClaudeSettings? {
        let model = configuration.model
        guard let key = model.apiKey else { return nil }
        return ClaudeSettings(
            key: key, baseURL: model.baseURL, models: model.ids, attemptMilliseconds: model.timeoutMilliseconds,
            maxConcurrent: model.maxConcurrent, failureThreshold: model.failureThreshold,
            recoveryMilliseconds: model.recoveryMilliseconds, budgetPerDemand: model.budgetPerDemand,
            budgetTotal: model.budgetTotal, prices: try prices(model.pricesFile))
    }

    private static func prices(_ path: String?) throws -> PriceTable {
        guard let path else { return .standard }
        let text: String
        do throws(ConfigurationSources.FileFault) {
            text = try ConfigurationSources.contents(of: path, limit: 1 << 20)
        } catch {
            throw StartFault("LLM_PRICES_FILE: \(path) \(error.text)")
        }
        do throws(PriceTable.Fault) {
            return try PriceTable(json: Array(text.utf8))
        } catch {
            throw StartFault("LLM_PRICES_FILE: \(path) \(error)")
        }
    }
}

extension Limits {
    /// The same limits, naming who decides.
    func decided(byModel isModel: Bool) -> Limits {
        var limits = self
        limits.decider = isModel ? "claude" : "rules"
        return limits
    }
}
