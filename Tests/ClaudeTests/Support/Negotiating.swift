import FoundationEssentials
import Logging
import Synchronization

@testable import Claude
@testable import Engine
@testable import Storage

/// A whole engine in memory whose decisions a `Bench` takes.
struct Negotiating {
    let bench: Bench
    let store = InMemoryStore()
    let coordinator: Coordinator
    private let hub = EventHub()

    struct Logged: Sendable {
        var type: String
        var payload: JSONValue

        var decidedBy: String? { payload["decided_by"]?.stringValue }
        var fallbackReason: String? { payload["fallback_reason"]?.stringValue }

        var isFallback: Bool { payload["fallback"] == .bool(true) }
    }

    /// - Parameter rules: what decides when the model fails.
    init(
        _ bench: Bench, rules: (any Decider)? = nil, members: [Member] = Samples.all, limits: Limits = Limits()
    ) async throws {
        self.bench = bench
        try await store.migrate()
        _ = try await store.upsert(members: members, isActive: true)
        let directory = MemberDirectory(store: store)
        try await directory.reload()
        let desk = DecisionDesk(model: bench.decider, rules: rules ?? bench.rules, clock: bench.clock)
        coordinator = Coordinator(
            environment: EngineEnvironment(
                store: store, hub: hub, desk: desk, members: directory, links: [.auto: AutoLink(desk: desk)],
                clock: bench.clock, limits: { limits }, instanceID: "one", logger: bench.book.logger))
    }

    /// Runs a demand to its end and reads its log.
    func run(_ text: String, language: Language) async throws -> [Logged] {
        let submission = try await coordinator.submit(DemandRequest(text: text, language: language), idempotency: nil)
        return try await end(of: submission.demandID)
    }

    func end(of id: DemandID) async throws -> [Logged] {
        let (stream, continuation) = AsyncStream.makeStream(of: Void.self)
        let subscription = hub.subscribe(to: id) { rows in
            if rows.contains(where: { $0.type == "towow.demand.completed" }) { continuation.finish() }
        }
        defer { subscription.cancel() }
        let rows = try await store.events(of: id, after: 0, limit: 10_000)
        if rows.last?.type != "towow.demand.completed" { for await _ in stream {} }
        return try await store.events(of: id, after: 0, limit: 10_000).map { row in
            Logged(
                type: String(row.type.dropFirst("towow.".count)),
                payload: try JSONDecoder().decode(JSONValue.self, from: Data(row.payload.utf8)))
        }
    }
}
