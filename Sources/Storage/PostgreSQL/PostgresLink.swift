internal import Engine
internal import Logging

/// A worker's way to the database: connects when it has to, and goes on after what can be repeated.
final class PostgresLink {
    private let address: PostgresAddress
    private let health: PostgresHealth
    private let logger: Logger
    private var current: PostgresConnection?

    /// Transactions that were undone for the sake of another are repeated this often.
    private static let mostRepetitions = 8

    init(address: PostgresAddress, health: PostgresHealth, logger: Logger) {
        self.address = address
        self.health = health
        self.logger = logger
    }

    /// The open connection, or a new one unless the last failure is too recent. Blocks as long as connecting takes.
    /// - Throws: `StoreError.unavailable`, `PostgresStoreError.wrongEncoding`.
    func connection() throws -> PostgresConnection {
        if let current, current.isUsable() { return current }
        current = nil
        guard health.pause == 0 else { throw StoreError.unavailable }
        do {
            let connection = try connect()
            health.succeeded()
            current = connection
            return connection
        } catch let failure as PostgresFailure {
            health.failed(failure.reason.isEmpty ? "SQLSTATE \(failure.sqlState ?? "?")" : failure.reason)
            throw StoreError.unavailable
        }
    }

    /// A server that accepts and then hangs up, as one that restarts does, is asked once more.
    private func connect() throws -> PostgresConnection {
        do { return try PostgresConnection(address) } catch let failure as PostgresFailure where failure.reason.isEmpty
        {
            return try PostgresConnection(address)
        }
    }

    /// Closes the connection; the next use makes another.
    func drop() {
        current = nil
    }

    /// Runs `body`, again when another transaction was in its way, and once more when the connection turned out to be
    /// dead and `isRepeatable`.
    /// - Parameter isRepeatable: doing the work twice is as good as once.
    /// - Throws: `StoreError`, or what else `body` throws.
    func perform<Value>(isRepeatable: Bool, _ body: (PostgresConnection) throws -> Value) throws -> Value {
        var undone = 0
        var losses = 0
        while true {
            let connection = try connection()
            do {
                return try body(connection)
            } catch let failure as PostgresFailure {
                tidy(connection, after: failure)
                if failure.isTransient, undone < PostgresLink.mostRepetitions {
                    undone += 1
                    PostgresLink.yield(undone)
                    continue
                }
                if failure.isLost || failure.isStale, isRepeatable, losses == 0 {
                    losses += 1
                    continue
                }
                let error = StoreError(failure)
                logger.warning(
                    "a database call failed",
                    metadata: ["sqlstate": "\(failure.sqlState ?? "none")", "error": "\(error)"])
                throw error
            } catch {
                tidy(connection, after: nil)
                throw error
            }
        }
    }

    /// Leaves no transaction open and no connection that cannot be used.
    func tidy(_ connection: PostgresConnection, after failure: PostgresFailure?) {
        if failure?.isStale == true { return drop() }
        connection.rollBack()
        if connection.isLost { drop() }
    }

    /// Lets the other transaction finish: 1, 2, 4 … ms, half of it random.
    static func yield(_ repetition: Int) {
        let pause = Int64(1) << min(repetition, 8)
        MonotonicClock.sleep(milliseconds: pause / 2 + Int64.random(in: 0...pause / 2))
    }
}
