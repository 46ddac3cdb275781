internal import CSQLite
internal import Engine

/// Brings a database up to date, inside a transaction that has the write lock: a second migrator waits for it and then
/// finds nothing left to do.
///
/// `schema_migrations` has the names of the steps that ran. `meta` has `min_reader`: the newest step that a binary must
/// know to use this database at all. Steps that a binary does not know and that are no `min_reader` do not bother it.
enum SQLiteMigrator {
    /// - Throws: `SQLiteStoreError.schemaTooNew` when a step that locks out older versions is not among `migrations`.
    static func apply(_ migrations: [Migration] = Migration.all, to connection: SQLiteConnection) throws {
        try connection.execute(
            """
            CREATE TABLE IF NOT EXISTS meta (
                key TEXT NOT NULL PRIMARY KEY,
                value TEXT NOT NULL
            ) STRICT, WITHOUT ROWID;
            CREATE TABLE IF NOT EXISTS schema_migrations (
                name TEXT NOT NULL PRIMARY KEY,
                applied_at INTEGER NOT NULL
            ) STRICT, WITHOUT ROWID;
            """)
        for migration in try pending(migrations, on: connection) {
            try connection.execute(migration.sqlite)
            try connection.run(
                "INSERT INTO schema_migrations (name, applied_at) VALUES (?, ?)",
                .text(migration.name), .time(try connection.now()))
            guard migration.locksOutOlderVersions else { continue }
            try connection.run(
                "INSERT OR REPLACE INTO meta (key, value) VALUES ('min_reader', ?)", .text(migration.name))
        }
    }

    /// For a reader, which can not change the schema: whether it is one that this binary understands.
    static func check(_ migrations: [Migration] = Migration.all, on connection: SQLiteConnection) throws {
        guard try hasTable("schema_migrations", on: connection) else {
            throw SQLiteStoreError.schemaTooOld(migration: migrations.first?.name ?? "")
        }
        if let missing = try pending(migrations, on: connection).first {
            throw SQLiteStoreError.schemaTooOld(migration: missing.name)
        }
    }

    static func hasTable(_ name: String, on connection: SQLiteConnection) throws -> Bool {
        try connection.first("SELECT 1 FROM sqlite_schema WHERE type = 'table' AND name = ?", .text(name)) { _ in true }
            ?? false
    }

    private static func pending(_ migrations: [Migration], on connection: SQLiteConnection) throws -> [Migration] {
        let minimum = try connection.first("SELECT value FROM meta WHERE key = 'min_reader'") { $0.text(0) }
        if let minimum, !migrations.contains(where: { $0.name == minimum }) {
            throw SQLiteStoreError.schemaTooNew(migration: minimum)
        }
        let applied = Set(try connection.all("SELECT name FROM schema_migrations") { $0.text(0) })
        return migrations.filter { !applied.contains($0.name) }
    }
}

extension SQLiteConnection {
    /// The database's clock. SQLite 3.40 has no `unixepoch('subsec')`; a Julian day in a double is exact to 0.04 ms.
    func now() throws -> Timestamp {
        let now = try first("SELECT CAST(round((julianday('now') - 2440587.5) * 86400000) AS INTEGER)") { $0.time(0) }
        guard let now else { throw StoreError(sqliteCode: SQLITE_ERROR) }
        return now
    }
}
