import PostgresTesting
import StoreConformance
import Testing

@testable import Storage

/// One check after the other where each has threads and connections of its own: hundreds that connect at once wait for each other longer
/// than a connection may take.
@Suite("Every store keeps the rules of the port", .timeLimit(.minutes(5)))
struct ConformanceTests {
    @Test("in memory", arguments: storeConformance)
    func inMemory(_ check: StoreCheck) async throws {
        let store = InMemoryStore()
        try await store.migrate()
        try await check.run(on: store)
    }

    @Test("SQLite on the disk", .serialized, arguments: storeConformance)
    func sqlite(_ check: StoreCheck) async throws {
        try await withTemporaryDirectory { directory in
            let store = try SQLiteStore(path: directory + "/data/towow.db")
            try await store.migrate()
            try await check.run(on: store)
            await store.close()
        }
    }

    @Test(
        "PostgreSQL", .serialized, .enabled(if: PostgresServer.isInstalled, "needs PostgreSQL: make deps"),
        arguments: storeConformance)
    func postgres(_ check: StoreCheck) async throws {
        try await withPostgresStore { store, _ in try await check.run(on: store) }
    }
}
