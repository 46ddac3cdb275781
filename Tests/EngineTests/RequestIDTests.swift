import MetricsTesting
import Testing

@testable import Engine
@testable import Storage

@Suite("Request ids and figures of negotiations", .timeLimit(.minutes(5)))
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
