internal import Engine
internal import Logging

/// A few threads, each with a connection of its own, that run what is short. Tasks wait for them without holding a thread.
final class PostgresPool: Sendable {
    private struct Job: Sendable {
        /// On the monotonic clock: who waited longer is told that the store is not available.
        var deadline: Int64
        var run: @Sendable (PostgresLink) -> Void
        var fail: @Sendable (any Error) -> Void
    }

    /// More only take turns on two cores, and every instance takes this many of the server's connections.
    static let size = 3
    /// Milliseconds that a call waits for a thread.
    static let patience: Int64 = 10_000

    private let queue = JobQueue<Job>()
    private let metrics: StoreMetrics
    private let ended = Latch(count: PostgresPool.size)

    init(address: PostgresAddress, health: PostgresHealth, metrics: StoreMetrics, logger: Logger) throws {
        self.metrics = metrics
        for index in 1...PostgresPool.size {
            let queue = queue
            let ended = ended
            try WorkerThread.start(name: "towow-pg-\(index)") {
                let link = PostgresLink(address: address, health: health, logger: logger)
                PostgresPool.serve(queue, link)
                link.drop()
                ended.arrive()
            }
        }
    }

    deinit {
        queue.close()
    }

    /// Runs `body` on one of the threads.
    /// - Parameters:
    ///   - isUrgent: goes before other calls (submits and inputs from outside).
    ///   - isRepeatable: doing the work twice is as good as once; then a connection that broke meanwhile is no failure.
    func run<Value: Sendable>(
        isUrgent: Bool = false, isRepeatable: Bool = true,
        _ body: @escaping @Sendable (PostgresConnection) throws -> Value
    ) async throws -> Value {
        try await withCheckedThrowingContinuation { continuation in
            let job = Job(
                deadline: MonotonicClock.now() + PostgresPool.patience,
                run: { [metrics] link in
                    let result = Result { try link.perform(isRepeatable: isRepeatable, body) }
                    if case .failure(let error) = result { metrics.failed(error) }
                    continuation.resume(with: result)
                },
                fail: { [metrics] error in
                    metrics.failed(error)
                    continuation.resume(throwing: error)
                })
            if !queue.add(job, isUrgent: isUrgent) { continuation.resume(throwing: StoreError.unavailable) }
        }
    }

    /// Runs `body` on one of the threads; nobody waits for it.
    func post(_ body: @escaping @Sendable (PostgresLink) -> Void) {
        _ = queue.add(Job(deadline: .max, run: body, fail: { _ in }))
    }

    /// Finishes what was called before.
    func close() async {
        queue.close()
        await ended.wait()
    }

    private static func serve(_ queue: JobQueue<Job>, _ link: PostgresLink) {
        while let jobs = queue.take(1) {
            for job in jobs {
                if job.deadline < MonotonicClock.now() {
                    job.fail(StoreError.unavailable)
                } else {
                    job.run(link)
                }
            }
        }
    }
}
