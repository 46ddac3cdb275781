import Metrics
import Synchronization
import Testing

@testable import Engine
@testable import Storage

/// Counts what is counted, by name and labels.
private final class Counts: MetricsFactory {
    final class Handler: CounterHandler, RecorderHandler, TimerHandler {
        let value = Atomic<Int64>(0)
        func increment(by amount: Int64) { value.add(amount, ordering: .relaxed) }
        func reset() {}
        func record(_ value: Int64) {}
        func record(_ value: Double) {}
        func recordNanoseconds(_ duration: Int64) { value.add(1, ordering: .relaxed) }
    }

    private let handlers = Mutex<[String: Handler]>([:])

    private func handler(_ label: String, _ dimensions: [(String, String)]) -> Handler {
        let key = label + dimensions.map { ",\($0.0)=\($0.1)" }.joined()
        return handlers.withLock { handlers in
            let handler = handlers[key] ?? Handler()
            handlers[key] = handler
            return handler
        }
    }

    func value(_ key: String) -> Int64? {
        handlers.withLock { $0[key]?.value.load(ordering: .relaxed) }
    }

    func makeCounter(label: String, dimensions: [(String, String)]) -> any CounterHandler {
        handler(label, dimensions)
    }
    func makeRecorder(label: String, dimensions: [(String, String)], aggregate: Bool) -> any RecorderHandler {
        handler(label, dimensions)
    }
    func makeTimer(label: String, dimensions: [(String, String)]) -> any TimerHandler { handler(label, dimensions) }
    func destroyCounter(_ handler: any CounterHandler) {}
    func destroyRecorder(_ handler: any RecorderHandler) {}
    func destroyTimer(_ handler: any TimerHandler) {}
}

@Suite("Request ids and figures of negotiations", .timeLimit(.minutes(1)))
struct RequestIDTests {
    @Test("the id of the submit's request is kept in the log, survives a restart and is published nowhere")
    func survives() async throws {
        let harness = try await EngineHarness()
        let id = try await harness.coordinator.submit(
            DemandRequest(text: "a meetup", language: .english, requestID: "request-1"), idempotency: nil
        ).demandID
        try await harness.until("demand.broadcast", in: id)
        await harness.coordinator.stop()
        let folded = try #require(try await harness.base.fold(id))
        #expect(folded.request.requestID == "request-1")
        #expect(
            folded.context(ChannelID(id), round: 1, due: Timestamp(milliseconds: 0)).requestID == "request-1",
            "calls to a model name it, too")
        for row in try await harness.rows(id) {
            #expect(!EventCoding.envelope(row, of: id).contains("request-1"))
        }
    }

    @Test("each ended negotiation counts once, by outcome, with its duration")
    func counted() async throws {
        let counts = Counts()
        let harness = try await EngineHarness(
            rules: ScriptedDecider(candidates: ["x", "y"], kind: .auto), metrics: EngineMetrics(counts))
        for _ in 0..<3 {
            let id = try await harness.submit().demandID
            try await harness.until("demand.completed", in: id)
        }
        await harness.coordinator.stop()
        #expect(counts.value("negotiations_total,outcome=finalized") == 3)
        #expect(counts.value("negotiations_total,outcome=failed") == 0)
        #expect(counts.value("negotiation_duration_seconds") == 3)
    }
}
