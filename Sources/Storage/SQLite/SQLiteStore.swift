public import Engine
public import Logging
public import Metrics

/// The store of a single instance: one SQLite file, one writer thread with group commit, two reader threads.
///
/// Opening for writing takes the lock of the data directory, so there is one writing process. A lease that an earlier
/// process left behind is therefore void, and opening ends it: a restarted instance goes on at once and need not wait
/// for the expiry.
///
/// A change is durable when its call returns (WAL, `synchronous = FULL`). Text is stored as given, U+0000 included; it
/// is refused at the edge because PostgreSQL can not hold it.
public final class SQLiteStore: Store {
    let path: String
    let readers: SQLiteReaders
    let feed = ChangeFeed(isComplete: true)
    private let writer: SQLiteWriter?

    /// More would only take turns on two cores.
    private static let readerCount = 2

    /// Opens the database, creating file and directory (modes 0600, 0700) unless reading only. Blocks for a few
    /// milliseconds.
    ///
    /// The schema is not touched: call `migrate()` before anything else.
    /// - Parameters:
    ///   - path: the database file; its directory is the data directory, where the lock `towow.lock` lies.
    ///   - readOnly: takes no lock, so that it works beside a running server; every change then throws
    /// `StoreError.readOnly`.
    /// - Throws: `SQLiteStoreError.locked`, `SystemError`, `StoreError`.
    public init(
        path: String, readOnly: Bool = false, metrics: any MetricsFactory = MetricsSystem.factory,
        logger: Logger = Logger(label: "towow.storage")
    ) throws {
        self.path = path
        guard !readOnly else {
            readers = try SQLiteReaders(path: path, count: SQLiteStore.readerCount)
            writer = nil
            return
        }
        let directory = DataDirectory.parent(of: path)
        try DataDirectory.create(directory)
        let lock = try DirectoryLock(directory: directory)
        try DataDirectory.createFile(path)
        let connection = try SQLiteConnection(path: path, mode: .readWrite, cacheKibibytes: 4096)
        try SQLiteStore.endOldLeases(connection)
        readers = try SQLiteReaders(path: path, count: SQLiteStore.readerCount)
        writer = try SQLiteWriter(
            connection: connection, lock: lock, metrics: StoreMetrics(metrics), logger: logger)
    }

    /// Read-only stores check that they understand the schema instead.
    /// - Throws: `SQLiteStoreError.schemaTooNew`; `.schemaTooOld` for a read-only store.
    public func migrate() async throws {
        guard let writer else { return try await readers.read { try SQLiteMigrator.check(on: $0) } }
        try await writer.write { try SQLiteMigrator.apply(to: $0) }
    }

    public func ping() async throws {
        try await readers.read { connection in
            _ = try connection.first("SELECT count(*) FROM sqlite_schema") { $0.int(0) }
        }
        // Shows that the writer thread is not stuck, too.
        try await writer?.ping()
    }

    /// Finishes what was called before, moves the write-ahead log into the file, gives the directory lock back. Later
    /// calls throw `StoreError.unavailable`.
    public func close() async {
        await readers.close()
        await writer?.close()
        feed.close()
    }

    public func now() async throws -> Timestamp {
        try await readers.read { try $0.now() }
    }

    /// Only what this store itself writes: there is no other writer.
    public func changes() -> AsyncStream<StoreChanges> {
        feed.stream()
    }

    func write<Value: Sendable>(
        isUrgent: Bool = false, _ body: @escaping @Sendable (SQLiteConnection) throws -> Value
    ) async throws -> Value {
        guard let writer else { throw StoreError.readOnly }
        return try await writer.write(isUrgent: isUrgent, body)
    }

    private static func endOldLeases(_ connection: SQLiteConnection) throws {
        guard try SQLiteMigrator.hasTable("demands", on: connection) else { return }
        try connection.run(
            "UPDATE demands SET lease_expires_at = 0 WHERE completed_at IS NULL AND lease_expires_at > 0")
    }
}
