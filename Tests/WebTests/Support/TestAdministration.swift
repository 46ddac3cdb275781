import Synchronization

@testable import Engine
@testable import Web

/// What an operator finds beyond the engine, as a test wants it.
final class TestAdministration: Administration {
    let server = ServerIdentity(
        version: "9.8.7", instanceID: "instance", startedAt: Timestamp(milliseconds: 0), storeKind: "sqlite")
    let model: (any ModelOperation)?
    private let values = Mutex<[String: JSONValue]>([:])

    init(model: (any ModelOperation)? = nil) {
        self.model = model
    }

    func settings(in language: Language) async -> SettingsReport { report(in: language, changed: nil) }

    func change(
        settings changes: [String: JSONValue], by actor: String, in language: Language
    ) async throws -> SettingsReport {
        let said = language == .chinese ? "：没有这个设置" : ": unknown setting"
        let faults = changes.keys.sorted().filter { $0 != "max_candidates" }.map { $0 + said }
        guard faults.isEmpty else { throw AdminFaults(faults) }
        values.withLock { $0.merge(changes) { $1 } }
        return report(in: language, changed: changes.keys.sorted())
    }

    private func report(in language: Language, changed: [String]?) -> SettingsReport {
        let value = values.withLock { $0["max_candidates"] } ?? .integer(10)
        return SettingsReport(
            instanceID: "instance", file: nil, fileFaults: [], storedFaults: [], pending: [], lastReload: nil,
            settings: [
                .init(
                    name: "TOWOW_MAX_CANDIDATES", key: "max_candidates", section: "Negotiation",
                    help: language == .chinese ? "最多邀请多少位成员" : "Members to invite", kind: "integer", choices: nil,
                    minimum: 1, maximum: 10, value: value, source: "default", place: nil,
                    staticValue: .integer(10), staticSource: "default", staticPlace: nil, pendingValue: .null,
                    isSecret: false, isSet: true)
            ], changed: changed)
    }
}

/// A model that reports what a test gives it.
final class TestModel: ModelOperation {
    private struct State {
        var resets = 0
        var isOpen = true
        var failure: TowowError?
    }

    private let state = Mutex(State())

    func fail(_ error: TowowError?) { state.withLock { $0.failure = error } }

    func report() async -> ModelReport {
        let state = state.withLock { $0 }
        var decision = ModelReport.Decision(name: "understand", model: "model-a")
        if state.resets == 0 {
            decision.outcomes = [.success: 3, .timeout: 1]
            decision.inputTokens = 40
            decision.outputTokens = 5
            decision.costUSD = 0.5
            decision.milliseconds = 400
        }
        return ModelReport(
            baseURL: "https://model.example", running: 1, waiting: 2, spentUSD: 0.5, failureThreshold: 3,
            recoveryMilliseconds: 30_000,
            breakers: [
                .init(
                    model: "model-a", state: state.isOpen ? .open : .closed, failures: 0,
                    lastFailureAt: Timestamp(milliseconds: 1_000),
                    retryAt: state.isOpen ? Timestamp(milliseconds: 31_000) : nil),
                .init(model: "model-b", state: .closed, failures: 1, lastFailureAt: nil, retryAt: nil),
            ], decisions: [decision], since: Timestamp(milliseconds: 0))
    }

    func resetStatistics() async { state.withLock { $0.resets += 1 } }
    func resetBreakers() async { state.withLock { $0.isOpen = false } }

    func test(model: String?) async throws(TowowError) -> ModelTest {
        if let failure = state.withLock({ $0.failure }) { throw failure }
        return ModelTest(
            model: model ?? "model-a", latencyMilliseconds: 12, inputTokens: 20, outputTokens: 3, costUSD: 0.001)
    }
}
