internal import CLibpq

/// How to reach a PostgreSQL database: the parameters of a connection URI, the password among them.
struct PostgresAddress: Sendable {
    private let parameters: [(keyword: String, value: String)]

    /// Parameters that a URL may set otherwise. A server that is gone without a word is noticed by keep-alives.
    private static let defaults: [(keyword: String, value: String)] = [
        ("connect_timeout", "5"), ("application_name", "towow"), ("keepalives_idle", "10"),
        ("keepalives_interval", "5"), ("keepalives_count", "3"), ("tcp_user_timeout", "20000"),
    ]

    /// Reads a URI as libpq does. A driver after `+` is ignored, and SQLAlchemy's name `ssl` for `sslmode` understood.
    /// - Throws: `PostgresURLFault`. The URI is never part of an error: it holds the password.
    init(url: String) throws(PostgresURLFault) {
        let parameters = try PostgresURL(url).parameters()
        let given = Set(parameters.map(\.keyword))
        self.parameters = parameters + PostgresAddress.defaults.filter { !given.contains($0.keyword) }
    }

    /// Connects; blocks for `connect_timeout` at most for each address of the host.
    /// - Returns: a handle whose status may be bad; nil when there is no memory.
    func connect() -> OpaquePointer? {
        var keywords = parameters.map { CString($0.keyword).pointer }
        var values = parameters.map { CString($0.value).pointer }
        defer { for pointer in keywords + values { pointer?.deallocate() } }
        keywords.append(nil)
        values.append(nil)
        return PQconnectdbParams(&keywords, &values, 0)
    }
}

/// A copy of a text that C can keep a pointer to; whoever asked for it deallocates it.
private struct CString {
    let pointer: UnsafePointer<CChar>?

    init(_ text: String) {
        let bytes = text.utf8CString
        let copy = UnsafeMutableBufferPointer<CChar>.allocate(capacity: bytes.count)
        _ = copy.initialize(from: bytes)
        pointer = UnsafePointer(copy.baseAddress)
    }
}
