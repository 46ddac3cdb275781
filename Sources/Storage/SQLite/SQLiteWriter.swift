internal import Engine
internal import Logging
internal import Synchronization

/// The one thread that writes, with group commit: every wake-up takes the jobs that queued up meanwhile into one
/// transaction.
///
/// A caller is resumed only after COMMIT, so with `synchronous = FULL` its effects are on the disk. The cost of a sync
/// is shared by all callers of a group; the slower the disk, the larger the groups become.
final class SQLiteWriter: Sendable {
    struct Job: Sendable {
        /// Does the work inside the transaction and returns what tells the caller of the commit.
        var run: @Sendable (SQLiteConnection) throws -> @Sendable () -> Void
        var fail: @Sendable (any Error) -> Void
    }

    /// Bounds how long a submit that arrives now waits for the group before its own.
    private static let largestGroup = 256

    private let queue: JobQueue<Job>
    private let metrics: StoreMetrics
    private let ended = Latch(count: 1)
    /// When a full disk refused a change, in monotonic milliseconds; 0: changes can be made as far as is known.
    private let refusedAt = Atomic<Int64>(0)

    /// - Parameter lock: held until the connection is closed.
    init(
        connection: sending SQLiteConnection, lock: DirectoryLock, metrics: StoreMetrics, logger: Logger
    ) throws {
        let queue = JobQueue<Job>(metrics: metrics)
        self.queue = queue
        self.metrics = metrics
        let ended = ended
        try WorkerThread.start(name: "towow-writer") {
            SQLiteWriter.serve(queue, connection, metrics: metrics, logger: logger)
            // Before anybody is told: who waited for the end may open the file at once.
            connection.close()
            lock.release()
            ended.arrive()
        }
    }

    deinit {
        queue.close()
    }

    /// Runs `body` in a transaction; returns after it is committed.
    /// - Parameter isUrgent: goes before other jobs (submits and inputs from outside).
    /// - Throws: what `body` throws (then nothing it wrote remains), `StoreError.unavailable` after `close()`.
    func write<Value: Sendable>(
        isUrgent: Bool = false, _ body: @escaping @Sendable (SQLiteConnection) throws -> Value
    ) async throws -> Value {
        try await withCheckedThrowingContinuation { continuation in
            let job = Job(
                run: { connection in
                    let value = try body(connection)
                    return { continuation.resume(returning: value) }
                },
                fail: { [self] error in
                    metrics.failed(error)
                    if error as? StoreError == .diskFull {
                        refusedAt.store(MonotonicClock.now(), ordering: .relaxed)
                    }
                    continuation.resume(throwing: error)
                })
            if !queue.add(job, isUrgent: isUrgent) { continuation.resume(throwing: StoreError.unavailable) }
        }
    }

    /// While a refusal is this fresh, a single page that still finds room proves nothing.
    static let freshRefusal: Int64 = 2_000

    /// Whether changes can be made. Costs no sync unless one was refused: then a page is written as it is.
    func ping() async throws {
        let refused = refusedAt.load(ordering: .relaxed)
        guard refused != 0 else { return try await write { _ in } }
        guard MonotonicClock.now() - refused >= SQLiteWriter.freshRefusal else {
            throw StoreError.diskFull
        }
        try await write { connection in
            let version = try connection.first("PRAGMA user_version") { $0.int(0) } ?? 0
            try connection.execute("PRAGMA user_version = \(version)")
        }
        _ = refusedAt.compareExchange(expected: refused, desired: 0, ordering: .relaxed)
    }

    /// Finishes what was queued, moves the write-ahead log into the database file and closes it.
    func close() async {
        queue.close()
        await ended.wait()
    }

    private static func serve(
        _ queue: JobQueue<Job>, _ connection: SQLiteConnection, metrics: StoreMetrics, logger: Logger
    ) {
        while let jobs = queue.take(largestGroup) {
            metrics.transaction { commit(jobs, on: connection, logger: logger) }
        }
        do {
            try connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        } catch {
            logger.warning("checkpoint at close failed", metadata: ["error": "\(error)"])
        }
    }

    private static func commit(_ jobs: [Job], on connection: SQLiteConnection, logger: Logger) {
        var committed: [@Sendable () -> Void] = []
        var failed: [(Job, any Error)] = []
        do {
            try connection.run("BEGIN IMMEDIATE")
            for job in jobs {
                do {
                    committed.append(try inSavepoint(job, on: connection))
                } catch let lost as LostTransaction {
                    throw lost
                } catch {
                    failed.append((job, error))
                    // A full disk can take the whole transaction with it, and with it the jobs before this one.
                    guard !connection.isAutocommit else { throw LostTransaction(cause: error) }
                }
            }
            try connection.run("COMMIT")
        } catch let lost as LostTransaction where jobs.count > 1 {
            if !connection.isAutocommit { try? connection.run("ROLLBACK") }
            logger.warning("transaction lost, jobs are repeated one by one", metadata: ["error": "\(lost.cause)"])
            for job in jobs { commit([job], on: connection, logger: logger) }
            return
        } catch {
            let cause = (error as? LostTransaction)?.cause ?? error
            logger.error("commit failed", metadata: ["error": "\(cause)", "jobs": "\(jobs.count)"])
            if !connection.isAutocommit { try? connection.run("ROLLBACK") }
            for job in jobs { job.fail(cause) }
            return
        }
        for resume in committed { resume() }
        for (job, error) in failed { job.fail(error) }
    }

    private static func inSavepoint(_ job: Job, on connection: SQLiteConnection) throws -> @Sendable () -> Void {
        try connection.run("SAVEPOINT job")
        do {
            let committed = try job.run(connection)
            try connection.run("RELEASE job")
            return committed
        } catch {
            if !connection.isAutocommit {
                do {
                    try connection.run("ROLLBACK TO job")
                    try connection.run("RELEASE job")
                } catch {
                    // Half of the job may still be there: nothing of this transaction may be committed.
                    throw LostTransaction(cause: error)
                }
            }
            throw error
        }
    }

    private struct LostTransaction: Error {
        var cause: any Error
    }
}
