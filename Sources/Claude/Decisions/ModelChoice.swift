internal import Synchronization

/// Which model takes which decision; may change at any time and holds from the next decision on.
final class ModelChoice: Sendable {
    private let models: Mutex<[String: String]>

    /// - Parameter models: ids by decision class, as in `ClaudeSettings.models`.
    init(_ models: [String: String]) {
        self.models = Mutex(models)
    }

    /// - Returns: false when nothing has changed.
    func use(_ new: [String: String]) -> Bool {
        models.withLock { models in
            defer { models = new }
            return models != new
        }
    }

    func model(for kind: DecisionKind) -> String {
        models.withLock { $0[kind.modelClass] ?? $0[""] } ?? kind.defaultModel
    }

    /// The models that decisions are given to, each once, sorted.
    var inUse: [String] { Set(DecisionKind.allCases.map(model)).sorted() }
}
