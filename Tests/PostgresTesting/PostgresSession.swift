import CLibpq

/// A plain blocking connection, for what tests do behind a store's back.
public final class PostgresSession {
    public struct Failure: Error, CustomStringConvertible {
        public var description: String
    }

    private let handle: OpaquePointer

    public init(_ url: String) throws {
        guard let handle = PQconnectdb(url) else { throw Failure(description: "no memory") }
        self.handle = handle
        guard PQstatus(handle) == CONNECTION_OK else {
            throw Failure(description: String(cString: PQerrorMessage(handle)))
        }
        PQsetNoticeProcessor(handle, { _, _ in }, nil)
    }

    deinit {
        PQfinish(handle)
    }

    /// The rows as text; NULL is an empty text.
    @discardableResult
    public func run(_ sql: String) throws -> [[String]] {
        let result = PQexec(handle, sql)
        defer { PQclear(result) }
        guard PQresultStatus(result) == PGRES_TUPLES_OK || PQresultStatus(result) == PGRES_COMMAND_OK else {
            throw Failure(description: String(cString: PQresultErrorMessage(result)))
        }
        return (0..<PQntuples(result)).map { row in
            (0..<PQnfields(result)).map { String(cString: PQgetvalue(result, row, $0)) }
        }
    }

    /// Runs `sql` until its first value is `value`: for what another session is about to do.
    /// Not inside a transaction, where the server's views of its sessions stand still.
    nonisolated(nonsending) public func wait(for value: String, _ sql: String) async throws {
        while try run(sql).first?.first != value { try await Task.sleep(for: .milliseconds(5)) }
    }
}
