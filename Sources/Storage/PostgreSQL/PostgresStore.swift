public import Engine
public import Logging
public import Metrics

/// The store of a group of instances: one PostgreSQL database (13 or newer), reached by at most ten connections of
/// each instance: three for short calls, four that append, two that create demands, one that listens.
///
/// A change is durable when its call returns. U+0000 in a text is refused (`StoreError.broken`): PostgreSQL can not hold
/// it.
public final class PostgresStore: Store {
    let pool: PostgresPool
    let notifier: PostgresNotifier
    let address: PostgresAddress
    private let health: PostgresHealth
    private let writer: PostgresWriter
    let submitter: PostgresSubmitter
    private let feed: ChangeFeed
    private let listener: PostgresListener
    private let isReadOnly: Bool

    /// Looks whether a store could be opened at `url`, without connecting.
    /// - Returns: what is wrong with it, as far as can be told from here; nil when nothing is.
    public static func fault(inURL url: String) -> PostgresURLFault? {
        do throws(PostgresURLFault) {
            _ = try PostgresAddress(url: url)
            return nil
        } catch {
            return error
        }
    }

    /// Starts the threads; connections are made when they are needed, and again when they broke.
    ///
    /// The schema is not touched: call `migrate()` before anything else.
    /// - Parameters:
    ///   - url: `postgresql://user:password@host:port/database?parameters`, also with the scheme `postgres` or
    ///     `postgresql+asyncpg`. The parameters are libpq's (`sslmode`, `sslrootcert`, `connect_timeout` …).
    ///   - readOnly: `migrate()` checks the schema and changes nothing.
    /// - Throws: `PostgresStoreError.wrongAddress`, `SystemError`.
    public init(
        url: String, readOnly: Bool = false, metrics: any MetricsFactory = MetricsSystem.factory,
        logger: Logger = Logger(label: "towow.storage")
    ) throws {
        let metrics = StoreMetrics(metrics)
        do throws(PostgresURLFault) {
            address = try PostgresAddress(url: url)
        } catch {
            throw PostgresStoreError.wrongAddress(error)
        }
        isReadOnly = readOnly
        health = PostgresHealth(logger: logger)
        pool = try PostgresPool(address: address, health: health, metrics: metrics, logger: logger)
        notifier = PostgresNotifier(pool: pool)
        writer = try PostgresWriter(
            address: address, health: health, notifier: notifier, metrics: metrics, logger: logger)
        submitter = try PostgresSubmitter(
            address: address, health: health, notifier: notifier, metrics: metrics, logger: logger)
        feed = ChangeFeed(isComplete: false)
        listener = PostgresListener(address: address, feed: feed, logger: logger)
    }

    /// Of several processes at once, one migrates and the others wait for it. Read-only stores check that they understand
    /// the schema instead.
    /// - Throws: `PostgresStoreError`: `.unreachable` says why there is no connection.
    public func migrate() async throws {
        let isReadOnly = isReadOnly
        try await explained {
            try await pool.run { connection in
                guard !isReadOnly else { return try PostgresMigrator.check(on: connection) }
                try PostgresMigrator.apply(to: connection)
            }
        }
    }

    public func ping() async throws {
        let takesChanges = try await pool.run { connection in
            try connection.run("SELECT current_setting('transaction_read_only')").first { $0.text(0) == "off" }
        }
        // A standby, or an operator's hand: calls that change something would be refused.
        guard takesChanges == true || isReadOnly else { throw StoreError.readOnly }
    }

    public func now() async throws -> Timestamp {
        let now = try await pool.run { connection in
            try connection.run("SELECT floor(extract(epoch FROM clock_timestamp()) * 1000)::bigint")
                .first { try $0.time(0) }
        }
        guard let now else { throw StoreError.unexpectedResult }
        return now
    }

    /// What all instances write, this one included.
    public func changes() -> AsyncStream<StoreChanges> {
        listener.start()
        return feed.stream()
    }

    /// Finishes what was called before. Later calls throw `StoreError.unavailable`.
    public func close() async {
        await submitter.close()
        await writer.close()
        await pool.close()
        await listener.close()
        feed.close()
    }

    public func append(_ batch: AppendBatch) async throws {
        guard batch.isNumberedWithoutHoles else { throw StoreError.misnumbered }
        try await writer.append(batch)
    }

    /// Runs `body`; says why there is no connection when that is the reason of its failure.
    func explained<Value>(_ body: () async throws -> Value) async throws -> Value {
        do {
            return try await body()
        } catch StoreError.unavailable {
            guard let reason = health.reason else { throw StoreError.unavailable }
            throw PostgresStoreError.unreachable(reason: reason)
        }
    }
}
