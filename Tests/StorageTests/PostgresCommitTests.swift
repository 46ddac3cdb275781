import Engine
import PostgresTesting
import Testing

@testable import Storage

@Suite(
    "PostgreSQL: a commit that is not answered",
    .enabled(if: PostgresServer.isInstalled, "needs PostgreSQL: make deps"),
    .timeLimit(.minutes(5)))
struct PostgresCommitTests {
    @Test("is looked for, and told of once, as it came out", arguments: [CuttingProxy.Cut.before, .afterAnswer])
    func append(_ cut: CuttingProxy.Cut) async throws {
        try await withProxiedStore { store, proxy in
            let (id, epoch) = try await leasedDemand(store)
            let (other, otherEpoch) = try await leasedDemand(store)
            try await store.append(newBatch(id, head: 1, epoch: epoch, count: 1))
            var batch = newBatch(id, head: 2, epoch: epoch, count: 2)
            batch.events[0].payload = #"{"cut":"here"}"#
            batch.inputs = [.init(sender: "anna", messageID: "m", body: "{}", result: "{}")]
            batch.messagesOpened = [
                .init(
                    messageID: "q", channel: "c", agentID: "anna", kind: "review", round: 1, version: 1,
                    due: Timestamp(milliseconds: 1))
            ]
            proxy.cut(cut, at: #"{"cut":"here"}"#)
            try await store.append(batch)
            #expect(!proxy.isArmed)
            #expect(try await store.events(of: id, after: 0, limit: 9).map(\.sequence) == [1, 2, 3, 4])
            #expect(try await store.openMessages(of: id).count == 1)
            try await store.append(newBatch(id, head: 4, epoch: epoch, count: 1))
            try await store.append(newBatch(other, head: 1, epoch: otherEpoch, count: 1))
        }
    }

    @Test("of a batch without events is done again", arguments: [CuttingProxy.Cut.before, .afterAnswer])
    func appendWithoutEvents(_ cut: CuttingProxy.Cut) async throws {
        try await withProxiedStore { store, proxy in
            let (id, epoch) = try await leasedDemand(store)
            var batch = newBatch(id, head: 1, epoch: epoch, count: 0)
            batch.inputs = [.init(sender: "anna", messageID: "cut-here", body: "{}", result: "{}")]
            proxy.cut(cut, at: "cut-here")
            try await store.append(batch)
            #expect(!proxy.isArmed)
            #expect(try await store.input("cut-here", from: "anna", to: id) == .handled(result: "{}"))
        }
    }

    @Test("of a submit is looked for", arguments: [CuttingProxy.Cut.before, .afterAnswer])
    func create(_ cut: CuttingProxy.Cut) async throws {
        try await withProxiedStore { store, proxy in
            let id = newDemandID()
            let demand = NewDemand(
                id: id, submittedAt: Timestamp(milliseconds: 1), ownerTokenHash: [7], firstEvent: newEvent(1),
                claim: .init(key: "k", bodyHash: [1], answer: "{}", validSince: Timestamp(milliseconds: 0)),
                logFormat: 1)
            proxy.cut(cut, at: id.rawValue)
            let result = try await store.create(demand)
            #expect(result == .created)
            #expect(try await store.create(demand) == .repeated(answer: "{}"))
            #expect(!proxy.isArmed)
            #expect(try await store.statistics().demands == 1)
        }
    }
}

/// Runs `body` with a store that reaches its database through a proxy.
private func withProxiedStore(_ body: (PostgresStore, CuttingProxy) async throws -> Void) async throws {
    let server = try PostgresServer.shared.get()
    let proxy = try CuttingProxy(server: server.directory)
    defer { proxy.stop() }
    let database = try server.createDatabase()
    let store = try PostgresStore(url: server.url(database: database, socketDirectory: proxy.directory))
    try await store.migrate()
    try await body(store, proxy)
    await store.close()
}
