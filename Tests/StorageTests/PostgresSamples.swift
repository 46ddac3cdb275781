import Engine
import PostgresTesting
import Testing

@testable import Storage

/// Runs `body` with a migrated store on a new database of the server that the tests share.
func withPostgresStore(_ body: (_ store: PostgresStore, _ url: String) async throws -> Void) async throws {
    let server = try PostgresServer.shared.get()
    try await withPostgresStore(on: server, body)
}

func withPostgresStore(
    on server: PostgresServer, _ body: (_ store: PostgresStore, _ url: String) async throws -> Void
) async throws {
    let url = server.url(database: try server.createDatabase())
    let store = try PostgresStore(url: url)
    do {
        try await store.migrate()
        try await body(store, url)
    } catch {
        await store.close()
        throw error
    }
    await store.close()
}

func leasedDemand(_ store: any Store, owner: String = "me") async throws -> (id: DemandID, epoch: Int) {
    let id = newDemandID()
    _ = try await store.create(newDemand(id))
    let lease = try #require(try await store.lease(id, owner: owner, durationMilliseconds: 60_000))
    return (id, lease.epoch)
}
