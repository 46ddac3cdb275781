internal import Engine
internal import Glibc

extension SQLiteStore: MovableStore {
    public func export(to place: TransferPlace) async throws -> TransferSummary {
        let path = path
        return try await WorkerThread.run(name: "towow-export") {
            let connection = try SQLiteConnection(path: path, mode: .readOnly)
            // One moment for all tables.
            try connection.execute("BEGIN")
            return try place.write { try ExportWriter(descriptor: $0).write(all: connection) }
        }
    }

    public func `import`(from place: TransferPlace) async throws -> TransferSummary {
        let summary = try await write { connection in
            try connection.checkIsEmpty()
            return try place.read { try ImportReader(descriptor: $0).fill(connection) }
        }
        feed.publish(.all)
        return summary
    }

    public func migrations() async throws -> [MigrationState] {
        try await readers.read { connection in
            guard try SQLiteMigrator.hasTable("schema_migrations", on: connection) else {
                return MigrationState.all(applied: [:])
            }
            let rows = try connection.all("SELECT name, applied_at FROM schema_migrations") { ($0.text(0), $0.time(1)) }
            return MigrationState.all(applied: Dictionary(rows) { first, _ in first })
        }
    }

    /// Puts a backup (a SQLite database or an export) in the place of the database at `path`, which nobody may use
    /// meanwhile. What was there is kept beside it as `PATH.before-restore`.
    ///
    /// The backup is copied and checked first; until then nothing is changed.
    /// - Throws: `SQLiteStoreError.locked` while a server runs, `.damagedCopy`, `.schemaTooNew`, `TransferError`.
    public static func restore(from backup: String, to path: String) async throws {
        try await WorkerThread.run(name: "towow-restore") {
            let directory = DataDirectory.parent(of: path)
            try DataDirectory.create(directory)
            let lock = try DirectoryLock(directory: directory)
            defer { lock.release() }
            let restored = path + ".restoring"
            removeDatabase(restored)
            defer { removeDatabase(restored) }
            try DataDirectory.createFile(restored)
            try fill(restored, from: backup)
            try DataDirectory.synchronize(restored)
            try putAside(path)
            guard rename(restored, path) == 0 else {
                throw SystemError(operation: "rename", path: path, code: errno)
            }
            try DataDirectory.synchronize(directory)
        }
    }

    private static func fill(_ restored: String, from backup: String) throws {
        let copy = try SQLiteConnection(path: restored, mode: .readWrite)
        if try TransferFile.isSQLite(backup) {
            try SQLiteConnection(path: backup, mode: .readOnly).copy(into: copy)
        } else {
            try copy.execute("BEGIN IMMEDIATE")
            try SQLiteMigrator.apply(to: copy)
            _ = try TransferFile.read(backup) { try ImportReader(descriptor: $0).fill(copy) }
            try copy.execute("COMMIT")
        }
        let findings = try copy.all("PRAGMA integrity_check(1)") { $0.text(0) }
        guard findings == ["ok"] else { throw SQLiteStoreError.damagedCopy(findings.first ?? "no answer") }
        // An old one is brought up to date when it is next opened; a newer one is refused here.
        try copy.execute("BEGIN IMMEDIATE")
        try SQLiteMigrator.apply(to: copy)
        try copy.execute("ROLLBACK")
        try copy.execute("PRAGMA journal_mode = DELETE")
        copy.close()
    }

    private static func putAside(_ path: String) throws {
        guard access(path, F_OK) == 0 else { return }
        // Moves what the write-ahead log has into the file. A database that is damaged is moved as it is.
        if let old = try? SQLiteConnection(path: path, mode: .readWrite) {
            try? old.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            old.close()
        }
        let aside = path + ".before-restore"
        removeDatabase(aside)
        for suffix in ["-wal", ""] where access(path + suffix, F_OK) == 0 {
            guard rename(path + suffix, aside + suffix) == 0 else {
                throw SystemError(operation: "rename", path: path + suffix, code: errno)
            }
        }
        unlink(path + "-shm")
    }

    private static func removeDatabase(_ path: String) {
        for suffix in ["", "-wal", "-shm", "-journal"] { unlink(path + suffix) }
    }
}

extension SQLiteConnection: TransferTarget {
    func rows(of table: TransferTable, _ body: ([TransferValue]) throws -> Void) throws {
        try statement(table.select).each([]) { row in
            try body(
                table.columns.indices.map { index in
                    let column = Int32(index)
                    if row.isNull(column) { return .null }
                    switch table.columns[index].kind {
                    case .integer: return .integer(row.int64(column))
                    case .text: return .text(row.text(column))
                    case .blob: return .blob(row.blob(column))
                    }
                })
        }
    }

    func insert(_ rows: [[TransferValue]], into table: TransferTable) throws {
        let insert = try statement(table.sqliteInsert)
        for row in rows { try insert.run(row.map(SQLiteValue.init)) }
    }

    /// Numbers follow the largest one anyway.
    func finishImport() throws {}
}

extension SQLiteValue {
    fileprivate init(_ value: TransferValue) {
        switch value {
        case .null: self = .null
        case .integer(let value): self = .integer(value)
        case .text(let text): self = .text(text)
        case .blob(let bytes): self = .blob(bytes)
        }
    }
}
