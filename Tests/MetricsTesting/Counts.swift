public import Metrics
import Synchronization

/// Counts what is counted, by name and labels.
public final class Counts: MetricsFactory {
    private final class Handler: CounterHandler, RecorderHandler, TimerHandler {
        let value = Atomic<Int64>(0)
        func increment(by amount: Int64) { value.add(amount, ordering: .relaxed) }
        func reset() {}
        func record(_ value: Int64) {}
        func record(_ value: Double) {}
        func recordNanoseconds(_ duration: Int64) { value.add(1, ordering: .relaxed) }
    }

    private let handlers = Mutex<[String: Handler]>([:])

    public init() {}

    private func handler(_ label: String, _ dimensions: [(String, String)]) -> Handler {
        let key = label + dimensions.map { ",\($0.0)=\($0.1)" }.joined()
        return handlers.withLock { handlers in
            let handler = handlers[key] ?? Handler()
            handlers[key] = handler
            return handler
        }
    }

    /// What was counted, or how often something was measured.
    /// - Parameter key: the name, with `,label=value` for each label.
    public func value(_ key: String) -> Int64? {
        handlers.withLock { $0[key]?.value.load(ordering: .relaxed) }
    }

    public func makeCounter(label: String, dimensions: [(String, String)]) -> any CounterHandler {
        handler(label, dimensions)
    }
    public func makeRecorder(label: String, dimensions: [(String, String)], aggregate: Bool) -> any RecorderHandler {
        handler(label, dimensions)
    }
    public func makeTimer(label: String, dimensions: [(String, String)]) -> any TimerHandler {
        handler(label, dimensions)
    }
    public func destroyCounter(_ handler: any CounterHandler) {}
    public func destroyRecorder(_ handler: any RecorderHandler) {}
    public func destroyTimer(_ handler: any TimerHandler) {}
}
