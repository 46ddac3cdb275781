internal import Engine
internal import Logging

/// The threads that append, with group commit: every wake-up takes the batches that queued up meanwhile into one
/// transaction of a few statements, whatever their number. There are several, so that who comes while groups are being
/// synced need not wait for them: PostgreSQL syncs what commits at the same time together.
///
/// A caller is resumed only after COMMIT. When the connection breaks before its answer has come, the log itself is asked
/// whether the batch is there before anybody is told anything.
final class PostgresWriter: Sendable {
    struct Job: Sendable {
        var batch: AppendBatch
        /// On the monotonic clock: who waited longer is told that the store is not available.
        var deadline: Int64
        var finish: @Sendable (Result<Void, any Error>) -> Void
    }

    /// Bounds the time that a batch waits for the others of its group.
    private static let largestGroup = 128
    /// Milliseconds that the outcome of a COMMIT is looked for. Later than that a batch counts as not written; if it was,
    /// the head has moved on and the next append is refused.
    private static let longestSearch: Int64 = 8_000

    private static let threadCount = 4

    private let queue: JobQueue<Job>
    private let metrics: StoreMetrics
    private let ended = Latch(count: PostgresWriter.threadCount)

    init(
        address: PostgresAddress, health: PostgresHealth, notifier: PostgresNotifier, metrics: StoreMetrics,
        logger: Logger
    ) throws {
        self.metrics = metrics
        queue = JobQueue(metrics: metrics)
        for index in 1...PostgresWriter.threadCount {
            let queue = queue
            let ended = ended
            try WorkerThread.start(name: "towow-pg-app-\(index)") {
                let link = PostgresLink(address: address, health: health, logger: logger)
                let worker = Worker(link: link, health: health, notifier: notifier, logger: logger)
                var later: [Job] = []
                while let jobs = later.isEmpty ? queue.take(PostgresWriter.largestGroup) : later {
                    later = metrics.transaction { worker.serve(jobs) }
                }
                link.drop()
                ended.arrive()
            }
        }
    }

    deinit {
        queue.close()
    }

    /// - Throws: `StoreError`; then nothing of the batch was written.
    func append(_ batch: AppendBatch) async throws {
        try await withCheckedThrowingContinuation { continuation in
            let job = Job(
                batch: batch, deadline: MonotonicClock.now() + PostgresPool.patience,
                finish: { [metrics] result in
                    if case .failure(let error) = result { metrics.failed(error) }
                    continuation.resume(with: result)
                })
            if !queue.add(job, isUrgent: !batch.inputs.isEmpty) {
                continuation.resume(throwing: StoreError.unavailable)
            }
        }
    }

    /// Finishes what was called before.
    func close() async {
        queue.close()
        await ended.wait()
    }

    /// What the thread works with.
    private struct Worker {
        let link: PostgresLink
        let health: PostgresHealth
        let notifier: PostgresNotifier
        let logger: Logger

        /// Commits one batch of each demand.
        /// - Returns: further batches of these demands, for the next transaction.
        func serve(_ jobs: [Job]) -> [Job] {
            var group: [DemandID: Job] = [:]
            var later: [Job] = []
            let now = MonotonicClock.now()
            for job in jobs {
                if job.deadline < now {
                    job.finish(.failure(StoreError.unavailable))
                } else if group[job.batch.demandID] == nil {
                    group[job.batch.demandID] = job
                } else {
                    later.append(job)
                }
            }
            // Rows are locked in one order everywhere.
            commit(group.values.sorted { $0.batch.demandID.rawValue < $1.batch.demandID.rawValue })
            return later
        }

        private func commit(_ jobs: [Job], repetition: Int = 0) {
            guard !jobs.isEmpty else { return }
            let connection: PostgresConnection
            do { connection = try link.connection() } catch { return fail(jobs, error) }
            var append = PostgresAppend(jobs.map(\.batch))
            do {
                let written = try append.run(on: connection)
                var changes = StoreChanges()
                for job in jobs where written.contains(job.batch.demandID) { changes.merge(job.batch.changes) }
                for job in jobs {
                    let isWritten = written.contains(job.batch.demandID)
                    job.finish(isWritten ? .success(()) : .failure(StoreError.conflict))
                }
                notifier.tell(changes)
            } catch let failure as PostgresFailure {
                link.tidy(connection, after: failure)
                if failure.isLost, append.mayBeCommitted { return search(jobs, repetition: repetition) }
                repeatOrFail(jobs, failure, repetition: repetition)
            } catch {
                link.tidy(connection, after: nil)
                fail(jobs, error)
            }
        }

        /// After a failure that left nothing behind.
        private func repeatOrFail(_ jobs: [Job], _ failure: PostgresFailure, repetition: Int) {
            if failure.isTransient, repetition < 8 {
                PostgresLink.yield(repetition)
                return commit(jobs, repetition: repetition + 1)
            }
            // A connection that broke while nobody looked; a new one is no worse than a refusal.
            if failure.isLost || failure.isStale, repetition == 0 { return commit(jobs, repetition: 8) }
            let error = StoreError(failure)
            switch error {
            case .broken, .diskFull:
                guard jobs.count > 1 else { break }
                // One batch must not take the others with it.
                logger.warning("batches are repeated one by one", metadata: ["error": "\(error)"])
                for job in jobs { commit([job]) }
                return
            default: break
            }
            logger.warning(
                "an append failed",
                metadata: ["sqlstate": "\(failure.sqlState ?? "none")", "batches": .stringConvertible(jobs.count)])
            fail(jobs, error)
        }

        /// Finds out what became of batches whose COMMIT was not answered.
        private func search(_ jobs: [Job], repetition: Int) {
            logger.warning("a commit was not answered", metadata: ["batches": .stringConvertible(jobs.count)])
            let end = MonotonicClock.now() + PostgresWriter.longestSearch
            while MonotonicClock.now() < end {
                do {
                    let connection = try link.connection()
                    do {
                        let written = try connection.transaction {
                            try jobs.map { try PostgresAppend.isWritten($0.batch, on: connection) }
                        }
                        var lost: [Job] = []
                        for (job, isWritten) in zip(jobs, written) {
                            if isWritten {
                                job.finish(.success(()))
                                notifier.tell(job.batch.changes)
                            } else {
                                lost.append(job)
                            }
                        }
                        guard repetition < 8 else { return fail(lost, StoreError.unavailable) }
                        return commit(lost, repetition: repetition + 1)
                    } catch {
                        link.tidy(connection, after: error as? PostgresFailure)
                    }
                } catch {}
                MonotonicClock.sleep(milliseconds: max(50, health.pause))
            }
            logger.error("the outcome of a commit is not known", metadata: ["batches": .stringConvertible(jobs.count)])
            fail(jobs, StoreError.unavailable)
        }

        private func fail(_ jobs: [Job], _ error: any Error) {
            for job in jobs { job.finish(.failure(error)) }
        }
    }
}
