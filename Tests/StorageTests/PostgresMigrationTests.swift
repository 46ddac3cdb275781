import Engine
import PostgresTesting
import Testing

@testable import Storage

@Suite(
    "PostgreSQL: migrations", .enabled(if: PostgresServer.isInstalled, "needs PostgreSQL: make deps"),
    .timeLimit(.minutes(5)))
struct PostgresMigrationTests {
    @Test("both databases have the same names, tables and columns")
    func sameNames() async throws {
        try await withPostgresStore { _, url in
            try await withStore { sqlite in
                let session = try PostgresSession(url)
                let names = try session.run("SELECT name FROM schema_migrations ORDER BY name").map { $0[0] }
                #expect(names == Migration.all.map(\.name))
                let columns = try session.run(
                    """
                    SELECT table_name || '.' || column_name || ' ' || is_nullable FROM information_schema.columns
                    WHERE table_schema = 'public'
                    """
                ).map { $0[0] }.sorted()
                let sqliteColumns = try await sqlite.readers.read { connection in
                    let names = try connection.all("SELECT name FROM schema_migrations ORDER BY name") { $0.text(0) }
                    #expect(names == Migration.all.map(\.name))
                    return try connection.all(
                        """
                        SELECT m.name || '.' || c.name || iif(c."notnull" OR c.pk, ' NO', ' YES')
                        FROM sqlite_schema AS m, pragma_table_info(m.name) AS c
                        WHERE m.type = 'table' AND m.name NOT LIKE 'sqlite%'
                        """
                    ) { $0.text(0) }.sorted()
                }
                #expect(columns == sqliteColumns)
            }
        }
    }

    @Test("of several migrators at once, one works and the others find nothing to do")
    func manyMigrators() async throws {
        let server = try PostgresServer.shared.get()
        let url = server.url(database: try server.createDatabase())
        try await withThrowingTaskGroup(of: Void.self) { group in
            for _ in 0..<4 {
                group.addTask {
                    let store = try PostgresStore(url: url)
                    try await store.migrate()
                    try await store.ping()
                    await store.close()
                }
            }
            try await group.waitForAll()
        }
        let names = try PostgresSession(url).run("SELECT name FROM schema_migrations ORDER BY name").map { $0[0] }
        #expect(names == Migration.all.map(\.name))
    }

    @Test("a migration that fails leaves the schema as it was")
    func failedMigration() async throws {
        try await withPostgresStore { store, url in
            let broken = Migration(
                name: "9000_broken", sqlite: "",
                postgres: "CREATE TABLE half (id bigint); CREATE TABLE half (id bigint)")
            await #expect(throws: StoreError.self) {
                try await store.pool.run { try PostgresMigrator.apply(Migration.all + [broken], to: $0) }
            }
            #expect(try PostgresSession(url).run("SELECT to_regclass('half') IS NULL")[0] == ["t"])
            try await store.ping()
        }
    }

    @Test("a newer schema is refused only when it says so")
    func newerSchema() async throws {
        try await withPostgresStore { store, _ in
            let additive = Migration(name: "9000_more", sqlite: "", postgres: "CREATE TABLE more (id bigint)")
            let breaking = Migration(
                name: "9001_other", sqlite: "", postgres: "CREATE TABLE other (id bigint)",
                locksOutOlderVersions: true)
            try await store.pool.run { try PostgresMigrator.apply(Migration.all + [additive], to: $0) }
            try await store.migrate()
            try await store.pool.run { try PostgresMigrator.apply(Migration.all + [additive, breaking], to: $0) }
            await #expect(throws: PostgresStoreError.schemaTooNew(migration: "9001_other")) {
                try await store.migrate()
            }
        }
    }

    @Test("a reader says that the schema is too old for it, and changes nothing")
    func olderSchema() async throws {
        let server = try PostgresServer.shared.get()
        let url = server.url(database: try server.createDatabase())
        let reader = try PostgresStore(url: url, readOnly: true)
        let first = try #require(Migration.all.first)
        await #expect(throws: PostgresStoreError.schemaTooOld(migration: first.name)) { try await reader.migrate() }
        let writer = try PostgresStore(url: url)
        try await writer.migrate()
        try await reader.migrate()
        await writer.close()
        await reader.close()
    }
}
