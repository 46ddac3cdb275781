internal import Engine
internal import Logging

/// The threads that create demands, with group commit: the submits that queued up meanwhile are sent in one round trip
/// and are one transaction. Two, so that one group is put together while another is synced.
final class PostgresSubmitter: Sendable {
    private struct Job: Sendable {
        var demand: NewDemand
        /// On the monotonic clock: who waited longer is told that the store is not available.
        var deadline: Int64
        var finish: @Sendable (Result<CreateResult, any Error>) -> Void
    }

    private static let largestGroup = 64
    private static let threadCount = 2

    private let queue: JobQueue<Job>
    private let metrics: StoreMetrics
    private let ended = Latch(count: PostgresSubmitter.threadCount)

    init(
        address: PostgresAddress, health: PostgresHealth, notifier: PostgresNotifier, metrics: StoreMetrics,
        logger: Logger
    ) throws {
        self.metrics = metrics
        queue = JobQueue(metrics: metrics)
        for index in 1...PostgresSubmitter.threadCount {
            let queue = queue
            let ended = ended
            try WorkerThread.start(name: "towow-pg-sub-\(index)") {
                let link = PostgresLink(address: address, health: health, logger: logger)
                while let jobs = queue.take(PostgresSubmitter.largestGroup) {
                    metrics.transaction { PostgresSubmitter.serve(jobs, link, notifier) }
                }
                link.drop()
                ended.arrive()
            }
        }
    }

    deinit {
        queue.close()
    }

    func create(_ demand: NewDemand) async throws -> CreateResult {
        try await withCheckedThrowingContinuation { continuation in
            let job = Job(
                demand: demand, deadline: MonotonicClock.now() + PostgresPool.patience,
                finish: { [metrics] result in
                    if case .failure(let error) = result { metrics.failed(error) }
                    continuation.resume(with: result)
                })
            if !queue.add(job) { continuation.resume(throwing: StoreError.unavailable) }
        }
    }

    /// Finishes what was called before.
    func close() async {
        queue.close()
        await ended.wait()
    }

    private static func serve(_ jobs: [Job], _ link: PostgresLink, _ notifier: PostgresNotifier) {
        let now = MonotonicClock.now()
        for job in jobs where job.deadline < now { job.finish(.failure(StoreError.unavailable)) }
        let jobs = jobs.filter { $0.deadline >= now }
        guard !jobs.isEmpty else { return }
        var changes = StoreChanges()
        var alone: [Job] = []
        var mayBeThere = false
        do {
            let connection = try link.connection()
            do {
                let results = try connection.run(jobs.map { PostgresCreate.query($0.demand) })
                for (job, result) in zip(jobs, results) {
                    if result.changes > 0 {
                        changes.events.insert(job.demand.id)
                        job.finish(.success(.created))
                    } else {
                        // Its key is taken; by whom is looked up after this transaction.
                        alone.append(job)
                    }
                }
            } catch let failure as PostgresFailure {
                // One that can not be stored must not take the others with it.
                link.tidy(connection, after: failure)
                mayBeThere = failure.isLost
                alone = jobs
            }
        } catch {
            for job in jobs { job.finish(.failure(error)) }
        }
        for job in alone {
            let result = Result { try PostgresCreate.run(job.demand, mayBeThere: mayBeThere, on: link) }
            if case .success(.created) = result { changes.events.insert(job.demand.id) }
            job.finish(result)
        }
        notifier.tell(changes)
    }
}

/// Writes one new demand.
enum PostgresCreate {
    /// - Parameter mayBeThere: an earlier attempt was not answered, so its commit may have been done. Ids are random: one
    ///   that is there is ours.
    static func run(_ demand: NewDemand, mayBeThere: Bool, on link: PostgresLink) throws -> CreateResult {
        var mayBeThere = mayBeThere
        for isLast in [false, true] {
            do {
                if mayBeThere, try isThere(demand.id, on: link) { return .created }
                return try link.perform(isRepeatable: false) { try run(demand, on: $0) }
            } catch StoreError.conflict where mayBeThere {
                return .created
            } catch StoreError.unavailable where !isLast {
                mayBeThere = true
            }
        }
        throw StoreError.unavailable
    }

    private static func isThere(_ id: DemandID, on link: PostgresLink) throws -> Bool {
        try link.perform(isRepeatable: true) { connection in
            try connection.run("SELECT 1::bigint FROM demands WHERE id = $1", .text(id.rawValue)).count > 0
        }
    }

    private static func run(_ demand: NewDemand, on connection: PostgresConnection) throws -> CreateResult {
        while true {
            do {
                if try connection.run([query(demand)])[0].changes > 0 { return .created }
            } catch let failure as PostgresFailure where failure.isUniqueViolation {
                throw StoreError.conflict
            }
            guard let claim = demand.claim else { throw StoreError.unexpectedResult }
            if let result = try earlierResult(of: claim, on: connection) { return result }
            // Retention removed the row between the two statements: the key is free.
        }
    }

    /// Changes no row when the demand's key is taken.
    static func query(_ demand: NewDemand) -> PostgresConnection.Query {
        if let claim = demand.claim { return query(demand, claim: claim) }
        return .init(
            """
            WITH demand AS (
                INSERT INTO demands (id, submitted_at, owner_token_hash, head, status, log_format)
                VALUES ($1, $2, $3, 1, 'processing', $4) RETURNING number)
            INSERT INTO events (demand, seq, type, time, payload, private)
            SELECT number, 1, $5, $6, $7, $8 FROM demand
            """,
            .text(demand.id.rawValue), .time(demand.submittedAt), .blob(demand.ownerTokenHash),
            .integer(demand.logFormat), .text(demand.firstEvent.type), .time(demand.firstEvent.timestamp),
            .text(demand.firstEvent.payload), .text(demand.firstEvent.privatePart))
    }

    /// Takes the key first: a second call with it waits there until this one is committed, and then gets nothing.
    private static func query(_ demand: NewDemand, claim: IdempotencyClaim) -> PostgresConnection.Query {
        .init(
            """
            WITH claim AS (
                INSERT INTO idempotency (key, demand, body_hash, answer, created_at)
                VALUES ($9, nextval(pg_get_serial_sequence('demands', 'number')), $10, $11, $2)
                ON CONFLICT (key) DO UPDATE SET demand = excluded.demand, body_hash = excluded.body_hash,
                    answer = excluded.answer, created_at = excluded.created_at
                WHERE idempotency.created_at < $12 RETURNING demand),
            demand AS (
                INSERT INTO demands (number, id, submitted_at, owner_token_hash, head, status, log_format)
                SELECT demand, $1, $2, $3, 1, 'processing', $4 FROM claim RETURNING number)
            INSERT INTO events (demand, seq, type, time, payload, private)
            SELECT number, 1, $5, $6, $7, $8 FROM demand
            """,
            .text(demand.id.rawValue), .time(demand.submittedAt), .blob(demand.ownerTokenHash),
            .integer(demand.logFormat), .text(demand.firstEvent.type), .time(demand.firstEvent.timestamp),
            .text(demand.firstEvent.payload), .text(demand.firstEvent.privatePart), .text(claim.key),
            .blob(claim.bodyHash), .text(claim.answer), .time(claim.validSince))
    }

    /// What a call with this claim gets instead of a new demand; nil when the key is free or its use too long ago.
    private static func earlierResult(
        of claim: IdempotencyClaim, on connection: PostgresConnection
    ) throws -> CreateResult? {
        try connection.run(
            "SELECT body_hash, answer FROM idempotency WHERE key = $1 AND created_at >= $2",
            .text(claim.key), .time(claim.validSince)
        ).first { row in row.blob(0) == claim.bodyHash ? .repeated(answer: row.text(1)) : .keyReused }
    }
}
