public import Engine

extension ClaudeDecider: ModelOperation {
    /// How calls are going, for readiness and operators.
    public func health() async -> ModelHealth {
        await caller.scheduler.health(of: caller.choice.inUse)
    }

    /// Gives decisions to other models, from the next one on.
    /// - Parameter models: ids by decision class, as in `ClaudeSettings.models`.
    /// - Returns: false when nothing has changed.
    @discardableResult
    public func use(models: [String: String]) -> Bool { caller.choice.use(models) }

    /// The models that decisions are given to now, sorted.
    public var modelsInUse: [String] { caller.choice.inUse }

    /// Those of them for which the dearest price is reckoned with.
    public var modelsWithoutPrice: [String] { modelsInUse.filter { !caller.settings.prices.knows($0) } }

    public func report() async -> ModelReport {
        let (decisions, since) = caller.statistics.report(caller.choice)
        return await caller.scheduler.report(of: caller.choice.inUse) { health, breakers in
            ModelReport(
                baseURL: caller.settings.baseURL, running: health.running, waiting: health.waiting,
                spentUSD: health.spentUSD, failureThreshold: caller.settings.failureThreshold,
                recoveryMilliseconds: caller.settings.recoveryMilliseconds, breakers: breakers, decisions: decisions,
                since: since)
        }
    }

    public func resetStatistics() async { caller.statistics.reset(at: caller.clock.now()) }

    public func resetBreakers() async { await caller.scheduler.resetBreakers() }

    public func test(model: String?) async throws(TowowError) -> ModelTest {
        try await caller.test(model ?? caller.choice.model(for: .understand))
    }
}
