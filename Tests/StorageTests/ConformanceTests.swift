import PostgresTesting
import StoreConformance
import Testing

@testable import Storage

@Suite("Every store keeps the rules of the port", .timeLimit(.minutes(2)))
struct ConformanceTests {
    @Test("in memory", arguments: storeConformance)
    func inMemory(_ check: StoreCheck) async throws {
        let store = InMemoryStore()
        try await store.migrate()
        try await check.run(on: store)
    }

    @Test("SQLite on the disk", arguments: storeConformance)
    func sqlite(_ check: StoreCheck) async throws {
        try await withTemporaryDirectory { directory in
            let store = try SQLiteStore(path: directory + "/data/towow.db")
            try await store.migrate()
            try await check.run(on: store)
            await store.close()
        }
    }

    @Test(
        "PostgreSQL", .enabled(if: PostgresServer.isInstalled, "needs PostgreSQL: make deps"),
        arguments: storeConformance)
    func postgres(_ check: StoreCheck) async throws {
        try await withPostgresStore { store, _ in try await check.run(on: store) }
    }
}
