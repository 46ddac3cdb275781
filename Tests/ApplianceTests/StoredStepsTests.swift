import Claude
import Engine
import Logging
import Storage
import Synchronization
import Testing

@testable import Appliance

/// Paid answers in the store, also when it fails.
@Suite(.timeLimit(.minutes(3)))
struct StoredStepsTests {
    /// A clock on which pauses pass at once.
    private final class QuickClock: EngineClock {
        private let elapsed = Mutex<Int64>(0)

        func now() -> Timestamp { Timestamp(milliseconds: 1_795_572_000_000) + elapsed.withLock { $0 } }

        func sleep(milliseconds: Int64) async throws {
            try Task.checkCancellation()
            elapsed.withLock { $0 += milliseconds }
        }
    }

    /// Rows that fail as often as told.
    private actor Rows {
        var bodies: [StepKey: String] = [:]
        var failures: [StoreError]
        private var gate: CheckedContinuation<Void, Never>?
        private var isClosed: Bool

        init(failures: [StoreError] = [], closed: Bool = false) {
            self.failures = failures
            isClosed = closed
        }

        func write(_ key: StepKey, _ body: String) async throws -> String {
            if isClosed { await withCheckedContinuation { gate = $0 } }
            if !failures.isEmpty { throw failures.removeFirst() }
            if let known = bodies[key] { return known }
            bodies[key] = body
            return body
        }

        func read(_ key: StepKey) throws -> String? { bodies[key] }

        func open() {
            isClosed = false
            gate?.resume()
            gate = nil
        }

        func fail(_ more: [StoreError]) { failures = more }
    }

    private let key = PaidStepKey(
        demandID: DemandID(randomBytes: [UInt8](repeating: 7, count: 16)),
        channelID: ChannelID(DemandID(randomBytes: [UInt8](repeating: 7, count: 16))), round: 2, proposalVersion: 1,
        member: "ada", decision: "vote", attempt: 0, question: "abc")

    private func steps(_ rows: Rows) -> StoredSteps {
        StoredSteps(
            rows: .init(read: { try await rows.read($0) }, write: { try await rows.write($0, $1) }),
            clock: QuickClock(), logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() })
    }

    @Test("the store's key tells demand, channel, decision and circumstances apart")
    func keys() {
        #expect(
            StepKey(key)
                == StepKey(
                    demandID: key.demandID, channel: key.channelID.rawValue, decision: "vote", key: "2/1/0/abc/ada"))
        var other = key
        other.member = "bob"
        #expect(StepKey(other) != StepKey(key))
    }

    @Test("an answer is stored in the store of the demand and found again; the first one holds")
    func stores() async throws {
        let store = InMemoryStore()
        try await store.migrate()
        let event = StoredEvent(
            sequence: 1, type: "towow.demand.submitted", timestamp: try await store.now(), payload: "{}")
        _ = try await store.create(
            NewDemand(
                id: key.demandID, submittedAt: event.timestamp, ownerTokenHash: [1], firstEvent: event, claim: nil,
                logFormat: 1))
        let logger = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
        let first = StoredSteps(store: store, clock: QuickClock(), logger: logger)
        #expect(try await first.stored(key) == nil)
        #expect(try await first.store(key, body: "one") == "one")
        // The next process.
        let second = StoredSteps(store: store, clock: QuickClock(), logger: logger)
        #expect(try await second.stored(key) == "one")
        #expect(try await second.store(key, body: "two") == "one")
    }

    @Test("a store that fails for a while loses nothing: the answer is written again until it is there")
    func retries() async throws {
        let rows = Rows(failures: [.unavailable, .diskFull, .readOnly, .broken(code: 10)])
        #expect(try await steps(rows).store(key, body: "paid") == "paid")
        #expect(await rows.bodies == [StepKey(key): "paid"])
    }

    @Test("an answer that could not be written in all the time is kept, and is there for the next who asks")
    func keeps() async throws {
        let rows = Rows(failures: Array(repeating: .unavailable, count: 1_000))
        let steps = steps(rows)
        await #expect(throws: StoreError.unavailable) { _ = try await steps.store(key, body: "paid") }
        await rows.fail([])
        #expect(try await steps.stored(key) == "paid")
        #expect(await rows.bodies == [StepKey(key): "paid"])
    }

    @Test("a decision that is stopped does not wait for the store; its answer is stored all the same")
    func stopped() async throws {
        let rows = Rows(closed: true)
        let steps = steps(rows)
        let key = key
        let decision = Task { try await steps.store(key, body: "paid") }
        decision.cancel()
        await #expect(throws: CancellationError.self) { _ = try await decision.value }
        await rows.open()
        #expect(try await steps.stored(key) == "paid")
    }

    @Test("an answer for a demand that is gone is given up at once")
    func gone() async throws {
        let rows = Rows(failures: [.conflict])
        let steps = steps(rows)
        await #expect(throws: StoreError.conflict) { _ = try await steps.store(key, body: "paid") }
        #expect(try await steps.stored(key) == nil)
    }
}
