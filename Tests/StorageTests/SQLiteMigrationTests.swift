import Engine
import Testing

@testable import Storage

@Suite("SQLite: migrations and backup")
struct SQLiteMigrationTests {
    @Test("of two migrators at once, one works and the other finds nothing to do")
    func twoMigrators() async throws {
        try await withTemporaryDirectory { directory in
            let path = directory + "/towow.db"
            try DataDirectory.createFile(path)
            _ = try SQLiteConnection(path: path, mode: .readWrite)
            try await withThrowingTaskGroup(of: Void.self) { group in
                for _ in 0..<2 {
                    group.addTask {
                        let connection = try SQLiteConnection(path: path, mode: .readWrite)
                        try connection.execute("BEGIN IMMEDIATE")
                        try SQLiteMigrator.apply(to: connection)
                        try connection.execute("COMMIT")
                    }
                }
                try await group.waitForAll()
            }
            let connection = try SQLiteConnection(path: path, mode: .readOnly)
            let names = try connection.all("SELECT name FROM schema_migrations ORDER BY name") { $0.text(0) }
            #expect(names == Migration.all.map(\.name))
        }
    }

    @Test("names are ordered and unique")
    func names() {
        let names = Migration.all.map(\.name)
        #expect(names == Set(names).sorted())
    }

    @Test("a migration that fails leaves the schema as it was")
    func failedMigration() async throws {
        try await withStore { store in
            let broken = Migration(
                name: "9000_broken", sqlite: "CREATE TABLE half (id INTEGER); CREATE TABLE half (id);", postgres: "")
            await #expect(throws: StoreError.self) {
                try await store.write { try SQLiteMigrator.apply(Migration.all + [broken], to: $0) }
            }
            let hasTable = try await store.readers.read { try SQLiteMigrator.hasTable("half", on: $0) }
            #expect(!hasTable)
            try await store.ping()
        }
    }

    @Test("a newer schema is refused only when it says so")
    func newerSchema() async throws {
        try await withStore { store in
            let additive = Migration(name: "9000_more", sqlite: "CREATE TABLE more (id INTEGER);", postgres: "")
            let breaking = Migration(
                name: "9001_other", sqlite: "CREATE TABLE other (id INTEGER);", postgres: "",
                locksOutOlderVersions: true)
            try await store.write { try SQLiteMigrator.apply(Migration.all + [additive], to: $0) }
            try await store.migrate()
            try await store.write { try SQLiteMigrator.apply(Migration.all + [additive, breaking], to: $0) }
            await #expect(throws: SQLiteStoreError.schemaTooNew(migration: "9001_other")) { try await store.migrate() }
            try await store.write { try SQLiteMigrator.apply(Migration.all + [additive, breaking], to: $0) }
        }
    }

    @Test("a reader says that the schema is too old for it")
    func olderSchema() async throws {
        try await withTemporaryDirectory { directory in
            let path = directory + "/towow.db"
            let writer = try SQLiteStore(path: path)
            let reader = try SQLiteStore(path: path, readOnly: true)
            let first = try #require(Migration.all.first)
            await #expect(throws: SQLiteStoreError.schemaTooOld(migration: first.name)) { try await reader.migrate() }
            try await writer.migrate()
            try await reader.migrate()
            await reader.close()
            await writer.close()
        }
    }

    @Test("a backup made amid writes is one whole file that opens, and holds all that was there before")
    func backup() async throws {
        try await withTemporaryDirectory { directory in
            let store = try await openStore(directory + "/data/towow.db")
            let demands = try await withThrowingTaskGroup(of: (DemandID, Int).self) { group in
                for _ in 0..<20 { group.addTask { try await leasedDemand(store) } }
                return try await group.reduce(into: []) { $0.append($1) }
            }
            let copy = directory + "/copy/towow.db"
            try DataDirectory.create(directory + "/copy")
            try await withThrowingTaskGroup(of: Void.self) { group in
                for (id, epoch) in demands {
                    group.addTask {
                        for head in 1...20 { try await store.append(newBatch(id, head: head, epoch: epoch, count: 1)) }
                    }
                }
                group.addTask { try await store.backup(to: copy) }
                try await group.waitForAll()
            }
            #expect(DataDirectory.size(of: copy + ".partial") == 0 && DataDirectory.size(of: copy + "-wal") == 0)
            let restored = try await openStore(copy)
            for (id, _) in demands {
                let head = try #require(try await restored.demand(id)).head
                #expect(try await restored.events(of: id, after: 0, limit: 99).map(\.sequence) == Array(1...head))
            }
            await restored.close()
            await store.close()
        }
    }

    @Test("a backup that can not be written says so and leaves nothing")
    func backupFails() async throws {
        try await withTemporaryDirectory { directory in
            let store = try await openStore(directory + "/towow.db")
            await #expect(throws: SystemError.self) { try await store.backup(to: directory + "/none/copy.db") }
            try await store.backup(to: directory + "/copy.db")
            try await store.put(settings: ["a": "1"], audit: nil)
            try await store.backup(to: directory + "/copy.db")
            let copy = try SQLiteStore(path: directory + "/copy.db", readOnly: true)
            #expect(try await copy.settings() == ["a": "1"])
            await copy.close()
            await store.close()
        }
    }
}
