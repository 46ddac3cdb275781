internal import CSQLite
internal import Engine

/// One connection to a database file with its prepared statements. Used by one thread at a time.
///
/// Statements are keyed by where their text lies in the binary: SQL is never put together at run time.
final class SQLiteConnection {
    enum Mode {
        case readWrite, readOnly
    }

    private let handle: OpaquePointer
    private var statements: [UnsafePointer<UInt8>: SQLiteStatement] = [:]
    private var isClosed = false

    /// - Parameter cacheKibibytes: the most memory that this connection's page cache takes.
    init(path: String, mode: Mode, cacheKibibytes: Int = 2048) throws {
        let flags = (mode == .readWrite ? SQLITE_OPEN_READWRITE : SQLITE_OPEN_READONLY) | SQLITE_OPEN_NOMUTEX
        var opened: OpaquePointer?
        let code = sqlite3_open_v2(path, &opened, flags, nil)
        guard let opened else { throw StoreError(sqliteCode: SQLITE_NOMEM) }
        handle = opened
        guard code == SQLITE_OK else { throw StoreError(sqliteCode: code) }
        sqlite3_extended_result_codes(handle, 1)
        sqlite3_busy_timeout(handle, 5000)
        _ = towow_sqlite_set_defensive(handle)
        try execute("PRAGMA trusted_schema = OFF; PRAGMA cache_size = -\(cacheKibibytes)")
        guard mode == .readWrite else { return }
        try execute(
            """
            PRAGMA journal_mode = WAL;
            PRAGMA synchronous = FULL;
            PRAGMA foreign_keys = ON;
            PRAGMA wal_autocheckpoint = 1000;
            PRAGMA journal_size_limit = 16777216;
            """)
    }

    deinit {
        close()
    }

    /// Frees the file at once; the connection can not be used any more.
    func close() {
        guard !isClosed else { return }
        isClosed = true
        for statement in statements.values { statement.finalize() }
        statements = [:]
        sqlite3_close_v2(handle)
    }

    /// False when the connection is in a transaction.
    var isAutocommit: Bool { sqlite3_get_autocommit(handle) != 0 }

    /// Rows that the last statement inserted, changed or removed.
    var changes: Int { Int(sqlite3_changes(handle)) }

    /// Runs SQL that needs no values and gives no rows; several statements are allowed.
    func execute(_ sql: String) throws {
        let code = sqlite3_exec(handle, sql, nil, nil, nil)
        guard code == SQLITE_OK else { throw StoreError(sqliteCode: code) }
    }

    /// The prepared statement for `sql`, compiled at its first use.
    func statement(_ sql: StaticString) throws -> SQLiteStatement {
        if let statement = statements[sql.utf8Start] { return statement }
        var prepared: OpaquePointer?
        let code = sql.utf8Start.withMemoryRebound(to: CChar.self, capacity: sql.utf8CodeUnitCount) {
            sqlite3_prepare_v3(
                handle, $0, Int32(sql.utf8CodeUnitCount), UInt32(SQLITE_PREPARE_PERSISTENT), &prepared, nil)
        }
        guard code == SQLITE_OK, let prepared else { throw StoreError(sqliteCode: code) }
        let statement = SQLiteStatement(prepared)
        statements[sql.utf8Start] = statement
        return statement
    }

    /// Runs one statement that gives no rows.
    func run(_ sql: StaticString, _ values: SQLiteValue...) throws {
        try statement(sql).run(values)
    }

    /// The first row of a query; nil when there is none.
    func first<Value>(
        _ sql: StaticString, _ values: SQLiteValue..., read: (SQLiteRow) throws -> Value
    ) throws -> Value? {
        try statement(sql).first(values, read: read)
    }

    /// Every row of a query.
    func all<Value>(
        _ sql: StaticString, _ values: SQLiteValue..., read: (SQLiteRow) throws -> Value
    ) throws -> [Value] {
        try statement(sql).all(values, read: read)
    }

    /// Copies this database into `destination` in one step, under one read transaction: writers go on meanwhile.
    func copy(into destination: SQLiteConnection) throws {
        guard let backup = sqlite3_backup_init(destination.handle, "main", handle, "main") else {
            throw StoreError(sqliteCode: sqlite3_extended_errcode(destination.handle))
        }
        let stepCode = sqlite3_backup_step(backup, -1)
        let code = sqlite3_backup_finish(backup)
        guard code == SQLITE_OK, stepCode == SQLITE_DONE else {
            throw StoreError(sqliteCode: code == SQLITE_OK ? stepCode : code)
        }
    }
}
