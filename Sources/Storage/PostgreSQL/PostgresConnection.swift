internal import CLibpq
internal import Engine
internal import Glibc

/// One connection with its prepared statements. Used by one thread at a time.
///
/// Every call has a time limit of its own on this side: `statement_timeout` alone would wait for ever for a server that
/// is frozen or cut off.
final class PostgresConnection {
    /// Milliseconds that a statement may take.
    enum TimeLimit {
        /// The server gives up first, so that it is told why.
        static let server: Int64 = 15_000
        static let client: Int64 = 20_000
        /// For work as long as the data: the next word of the server may take this long.
        static let none: Int64 = .max
    }

    private let handle: OpaquePointer
    /// Statements are keyed by where their text lies in the binary: SQL is never put together at run time.
    private var prepared: Set<UnsafePointer<UInt8>> = []
    private(set) var isLost = false
    /// The time limit of the calls from now on, in milliseconds.
    var timeLimit = TimeLimit.client

    /// Connects and sets the session up. Blocks.
    init(_ address: PostgresAddress) throws {
        guard let handle = address.connect() else { throw PostgresFailure(reason: "no memory", isLost: true) }
        self.handle = handle
        guard PQstatus(handle) == CONNECTION_OK else {
            throw PostgresFailure(reason: PostgresConnection.message(of: handle), isLost: true)
        }
        PQsetnonblocking(handle, 1)
        PQsetNoticeProcessor(handle, { _, _ in }, nil)
        let encoding = PQparameterStatus(handle, "server_encoding").map { String(cString: $0) } ?? ""
        guard encoding == "UTF8" else { throw PostgresStoreError.wrongEncoding(encoding) }
        try execute(PostgresConnection.setUp)
    }

    deinit {
        PQfinish(handle)
    }

    /// Plans are made once and must not depend on how small a table was then, hence no scans; what a transaction may do
    /// and when it counts as durable must not depend on the server's settings.
    private static let setUp = """
        SET client_encoding = 'UTF8';
        SET statement_timeout = \(TimeLimit.server);
        SET idle_in_transaction_session_timeout = \(TimeLimit.client);
        SET SESSION CHARACTERISTICS AS TRANSACTION ISOLATION LEVEL READ COMMITTED;
        SET plan_cache_mode = force_generic_plan;
        SET enable_seqscan = off;
        SET enable_hashjoin = off;
        SET enable_mergejoin = off;
        SET jit = off;
        SELECT set_config('synchronous_commit', 'on', false) WHERE current_setting('synchronous_commit') = 'off';
        """

    var isInTransaction: Bool { PQtransactionStatus(handle) != PQTRANS_IDLE }
    var descriptor: Int32 { PQsocket(handle) }

    /// False when the server has closed the connection or said something unasked; cheap.
    func isUsable() -> Bool {
        guard !isLost, PQstatus(handle) == CONNECTION_OK else { return false }
        guard isReadable(timeout: 0) else { return true }
        return PQconsumeInput(handle) == 1 && PQstatus(handle) == CONNECTION_OK && !isReadable(timeout: 0)
    }

    // MARK: Statements

    struct Query {
        var sql: StaticString
        var values: [PostgresValue]

        init(_ sql: StaticString, _ values: PostgresValue...) {
            self.sql = sql
            self.values = values
        }
    }

    /// Runs SQL that needs no values and whose rows nobody wants; several statements are allowed and are one transaction.
    func execute(_ sql: String) throws {
        let deadline = Deadline(timeLimit)
        guard PQsendQuery(handle, sql) == 1 else { throw lost() }
        try flush(deadline)
        var failure: PostgresFailure?
        while let result = try nextResult(deadline) {
            failure = failure ?? self.failure(result)
        }
        if let failure { throw failure }
    }

    /// Runs one statement that stays unprepared, because what it gives differs from time to time.
    func query(_ sql: String) throws -> PostgresResult {
        let deadline = Deadline(timeLimit)
        guard PQsendQueryParams(handle, sql, 0, nil, nil, nil, nil, 1) == 1 else { throw lost() }
        try flush(deadline)
        var answer: PostgresResult?
        var failure: PostgresFailure?
        while let result = try nextResult(deadline) {
            failure = failure ?? self.failure(result)
            answer = result
        }
        if let failure { throw failure }
        guard let answer else { throw lost() }
        return answer
    }

    @discardableResult
    func run(_ sql: StaticString, _ values: PostgresValue...) throws -> PostgresResult {
        var query = Query(sql)
        query.values = values
        guard let result = try run([query]).first else { throw StoreError.unexpectedResult }
        return result
    }

    /// Runs queries in one round trip. Outside `BEGIN` and `COMMIT` they are one transaction.
    /// - Throws: `PostgresFailure`, which says how many were answered before.
    func run(_ queries: [Query]) throws -> [PostgresResult] {
        let deadline = Deadline(timeLimit)
        guard PQenterPipelineMode(handle) == 1 else { throw lost() }
        let steps = try queries.flatMap { try send($0) }
        guard PQpipelineSync(handle) == 1 else { throw lost() }
        try flush(deadline)
        var results: [PostgresResult] = []
        var failure: PostgresFailure?
        for step in steps {
            guard let result = try nextResult(deadline, completed: results.count) else { throw lost() }
            if failure == nil, var found = self.failure(result) {
                found.completed = results.count
                failure = found
            }
            if failure == nil {
                switch step {
                case .prepare(let key): prepared.insert(key)
                case .query: results.append(result)
                }
            }
            // The end of this step's results. A connection that dies says so once more instead.
            while let more = try nextResult(deadline, completed: results.count) {
                if var found = self.failure(more), failure == nil {
                    found.completed = results.count
                    failure = found
                }
            }
            if isLost { throw failure ?? lost() }
        }
        while let result = try nextResult(deadline, completed: results.count), !result.isSync {
            if var found = self.failure(result) {
                found.completed = results.count
                failure = failure ?? found
            }
            if isLost { break }
        }
        guard !isLost, PQexitPipelineMode(handle) == 1 else { throw failure ?? lost(completed: results.count) }
        if let failure { throw failure }
        return results
    }

    /// Runs `body` in a transaction; when it throws, nothing of it remains.
    func transaction<Value>(_ body: () throws -> Value) throws -> Value {
        try run("BEGIN")
        do {
            let value = try body()
            try run("COMMIT")
            return value
        } catch {
            rollBack()
            throw error
        }
    }

    func rollBack() {
        guard !isLost, isInTransaction else { return }
        do { try execute("ROLLBACK") } catch { isLost = true }
    }

    private enum Step {
        case prepare(UnsafePointer<UInt8>), query
    }

    private func send(_ query: Query) throws -> [Step] {
        let key = query.sql.utf8Start
        let name = "s" + String(UInt(bitPattern: key), radix: 36)
        var steps: [Step] = [.query]
        if !prepared.contains(key) {
            let types = query.values.map(\.type)
            let isSent = key.withMemoryRebound(to: CChar.self, capacity: query.sql.utf8CodeUnitCount) {
                PQsendPrepare(handle, name, $0, Int32(types.count), types)
            }
            guard isSent == 1 else { throw lost() }
            steps = [.prepare(key), .query]
        }
        var bytes: [UInt8] = []
        let ends: [(isNull: Bool, start: Int, end: Int)] = query.values.map { value in
            let start = bytes.count
            let isNull = !value.encode(into: &bytes)
            return (isNull, start, bytes.count)
        }
        let lengths = ends.map { Int32(truncatingIfNeeded: $0.end - $0.start) }
        let formats = ends.map { _ in Int32(1) }
        // An empty buffer may have no address, and a null pointer would mean NULL.
        bytes.append(0)
        let isSent = bytes.withUnsafeBytes { buffer in
            let pointers = ends.map { value in
                value.isNull
                    ? nil : buffer.baseAddress.map { ($0 + value.start).assumingMemoryBound(to: CChar.self) }
            }
            return PQsendQueryPrepared(handle, name, Int32(lengths.count), pointers, lengths, formats, 1)
        }
        guard isSent == 1 else { throw lost() }
        return steps
    }

    // MARK: Notifications

    /// Payloads of notifications that have arrived.
    func notifications() -> [String] {
        var payloads: [String] = []
        while let notification = PQnotifies(handle) {
            payloads.append(String(cString: notification.pointee.extra))
            PQfreemem(notification)
        }
        return payloads
    }

    /// Takes in what has arrived.
    func consume() throws {
        guard PQconsumeInput(handle) == 1 else { throw lost() }
    }

    // MARK: Waiting

    private struct Deadline {
        private let moment: Int64

        init(_ milliseconds: Int64) {
            moment = milliseconds == .max ? .max : MonotonicClock.now() + milliseconds
        }

        /// -1 is without limit, as for poll(2).
        var rest: Int32 {
            moment == .max ? -1 : Int32(clamping: max(0, moment - MonotonicClock.now()))
        }
    }

    private func flush(_ deadline: Deadline) throws {
        while true {
            switch PQflush(handle) {
            case 0: return
            case 1: guard try wait(for: POLLIN | POLLOUT, deadline) else { throw lost() }
            default: throw lost()
            }
        }
    }

    private func nextResult(_ deadline: Deadline, completed: Int = 0) throws -> PostgresResult? {
        while PQisBusy(handle) == 1 {
            do {
                // A broken connection gives a result that says so.
                guard try wait(for: POLLIN, deadline) else { break }
            } catch var failure as PostgresFailure {
                failure.completed = completed
                throw failure
            }
        }
        return PQgetResult(handle).map { PostgresResult($0) }
    }

    /// - Returns: false when the connection broke.
    private func wait(for events: Int32, _ deadline: Deadline) throws -> Bool {
        guard PQsocket(handle) >= 0 else { return false }
        var entry = pollfd(fd: PQsocket(handle), events: Int16(truncatingIfNeeded: events), revents: 0)
        let count = poll(&entry, 1, deadline.rest)
        if count < 0, errno == EINTR { return true }
        guard count > 0 else { throw lost(reason: "no answer in time") }
        guard entry.revents & Int16(truncatingIfNeeded: ~POLLOUT) != 0 else { return true }
        return PQconsumeInput(handle) == 1
    }

    private func isReadable(timeout: Int32) -> Bool {
        var entry = pollfd(fd: PQsocket(handle), events: Int16(truncatingIfNeeded: POLLIN), revents: 0)
        return poll(&entry, 1, timeout) > 0
    }

    // MARK: Failures

    /// The failure that a result tells of; nil when it is none.
    private func failure(_ result: PostgresResult) -> PostgresFailure? {
        guard result.isFailure else { return nil }
        // After FATAL the server closes the connection, though libpq may not have read that far.
        if PQstatus(handle) != CONNECTION_OK || result.isFatal { isLost = true }
        return PostgresFailure(sqlState: result.sqlState, isLost: isLost)
    }

    private func lost(reason: String = "", completed: Int = 0) -> PostgresFailure {
        isLost = true
        return PostgresFailure(reason: reason, isLost: true, completed: completed)
    }

    /// What libpq says about a connection attempt, on one line.
    private static func message(of handle: OpaquePointer) -> String {
        let text = PQerrorMessage(handle).map { String(cString: $0) } ?? ""
        return text.split(whereSeparator: \.isNewline).joined(separator: " ")
    }
}

extension PostgresResult {
    fileprivate var status: ExecStatusType { PQresultStatus(handle) }
    fileprivate var isSync: Bool { status == PGRES_PIPELINE_SYNC }

    fileprivate var isFailure: Bool {
        switch status {
        case PGRES_COMMAND_OK, PGRES_TUPLES_OK, PGRES_EMPTY_QUERY, PGRES_PIPELINE_SYNC, PGRES_PIPELINE_ABORTED: false
        default: true
        }
    }

    fileprivate var isFatal: Bool {
        let severity = field("V")
        return severity == "FATAL" || severity == "PANIC"
    }

    fileprivate var sqlState: String? { field("C") }

    private func field(_ code: Unicode.Scalar) -> String? {
        PQresultErrorField(handle, Int32(code.value)).map { String(cString: $0) }
    }
}
