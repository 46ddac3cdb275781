internal import Engine

/// Threads that read, each with a connection of its own. In WAL mode they neither wait for the writer nor hold it up.
final class SQLiteReaders: Sendable {
    private typealias Job = @Sendable (SQLiteConnection) -> Void

    private let queue = JobQueue<Job>()
    private let ended: Latch

    init(path: String, count: Int) throws {
        ended = Latch(count: count)
        for index in 1...count {
            let queue = queue
            let ended = ended
            let connection = try SQLiteConnection(path: path, mode: .readOnly, cacheKibibytes: 1024)
            try WorkerThread.start(name: "towow-reader-\(index)") {
                SQLiteReaders.serve(queue, connection)
                connection.close()
                ended.arrive()
            }
        }
    }

    deinit {
        queue.close()
    }

    /// - Throws: what `body` throws, `StoreError.unavailable` after `close()`.
    func read<Value: Sendable>(_ body: @escaping @Sendable (SQLiteConnection) throws -> Value) async throws -> Value {
        try await withCheckedThrowingContinuation { continuation in
            let isTaken = queue.add { connection in
                continuation.resume(with: Result { try body(connection) })
            }
            if !isTaken { continuation.resume(throwing: StoreError.unavailable) }
        }
    }

    func close() async {
        queue.close()
        await ended.wait()
    }

    private static func serve(_ queue: JobQueue<Job>, _ connection: SQLiteConnection) {
        while let jobs = queue.take(1) {
            for job in jobs { job(connection) }
        }
    }
}
