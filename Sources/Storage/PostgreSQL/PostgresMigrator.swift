internal import Engine

/// Brings a database up to date, as `SQLiteMigrator` does. An advisory lock makes a second migrator wait; it then finds
/// nothing left to do.
enum PostgresMigrator {
    /// Holds the bytes of "towow" and nothing else in the database.
    private static let lock: Int64 = 0x74_6F_77_6F_77

    /// - Throws: `PostgresStoreError.schemaTooNew` when a step that locks out older versions is not among `migrations`.
    static func apply(_ migrations: [Migration] = Migration.all, to connection: PostgresConnection) throws {
        // A schema that is up to date asks for no rights to change it.
        if try hasTables(on: connection), try pending(migrations, on: connection).isEmpty { return }
        let timeLimit = connection.timeLimit
        connection.timeLimit = PostgresConnection.TimeLimit.none
        defer { connection.timeLimit = timeLimit }
        try connection.transaction {
            try connection.execute("SET LOCAL statement_timeout = 0; SET LOCAL idle_in_transaction_session_timeout = 0")
            try connection.run("SELECT pg_advisory_xact_lock($1)", .integer(lock))
            try connection.execute(
                """
                CREATE TABLE IF NOT EXISTS meta (
                    key text NOT NULL PRIMARY KEY,
                    value text NOT NULL
                );
                CREATE TABLE IF NOT EXISTS schema_migrations (
                    name text COLLATE "C" NOT NULL PRIMARY KEY,
                    applied_at bigint NOT NULL
                );
                """)
            for migration in try pending(migrations, on: connection) {
                try connection.execute(migration.postgres)
                try connection.run(
                    """
                    INSERT INTO schema_migrations (name, applied_at)
                    VALUES ($1, floor(extract(epoch FROM clock_timestamp()) * 1000)::bigint)
                    """, .text(migration.name))
                guard migration.locksOutOlderVersions else { continue }
                try connection.run(
                    """
                    INSERT INTO meta (key, value) VALUES ('min_reader', $1)
                    ON CONFLICT (key) DO UPDATE SET value = excluded.value
                    """, .text(migration.name))
            }
        }
    }

    /// For a reader, which does not change the schema: whether it is one that this binary understands.
    static func check(_ migrations: [Migration] = Migration.all, on connection: PostgresConnection) throws {
        guard try hasTables(on: connection) else {
            throw PostgresStoreError.schemaTooOld(migration: migrations.first?.name ?? "")
        }
        if let missing = try pending(migrations, on: connection).first {
            throw PostgresStoreError.schemaTooOld(migration: missing.name)
        }
    }

    static func applied(on connection: PostgresConnection) throws -> [String: Timestamp] {
        guard try hasTables(on: connection) else { return [:] }
        let rows = try connection.run("SELECT name, applied_at FROM schema_migrations").all {
            ($0.text(0), try $0.time(1))
        }
        return Dictionary(rows) { first, _ in first }
    }

    private static func hasTables(on connection: PostgresConnection) throws -> Bool {
        try connection.run("SELECT 1::bigint WHERE to_regclass('schema_migrations') IS NOT NULL").count > 0
    }

    private static func pending(
        _ migrations: [Migration], on connection: PostgresConnection
    ) throws -> [Migration] {
        let minimum = try connection.run("SELECT value FROM meta WHERE key = 'min_reader'").first { $0.text(0) }
        if let minimum, !migrations.contains(where: { $0.name == minimum }) {
            throw PostgresStoreError.schemaTooNew(migration: minimum)
        }
        let applied = try applied(on: connection)
        return migrations.filter { applied[$0.name] == nil }
    }
}
