internal import CLibpq

/// How to reach a PostgreSQL database: the parameters of a connection URI, the password among them.
struct PostgresAddress: Sendable {
    private let parameters: [(keyword: String, value: String)]

    /// Parameters that a URL may set otherwise. A server that is gone without a word is noticed by keep-alives.
    private static let defaults: [(keyword: String, value: String)] = [
        ("connect_timeout", "5"), ("application_name", "towow"), ("keepalives_idle", "10"),
        ("keepalives_interval", "5"), ("keepalives_count", "3"), ("tcp_user_timeout", "20000"),
    ]

    /// Reads a URI as libpq does (PostgreSQL documentation, section 34.1.1.2). A driver after `+` is ignored, and so is
    /// SQLAlchemy's name `ssl` for `sslmode` understood.
    /// - Throws: `PostgresStoreError.wrongAddress`. The URI is never part of an error: it holds the password.
    init(url: String) throws {
        guard let separator = url.firstIndex(of: ":"), url[separator...].hasPrefix("://") else {
            throw PostgresStoreError.wrongAddress
        }
        let scheme = url[..<separator].prefix { $0 != "+" }.lowercased()
        guard scheme == "postgresql" || scheme == "postgres" else { throw PostgresStoreError.wrongAddress }
        let uri = "postgresql" + PostgresAddress.withLibpqNames(url[separator...])
        guard let options = PQconninfoParse(uri, nil) else { throw PostgresStoreError.wrongAddress }
        defer { PQconninfoFree(options) }
        var parameters: [(keyword: String, value: String)] = []
        var option = options
        while let keyword = option.pointee.keyword {
            if let value = option.pointee.val {
                parameters.append((String(cString: keyword), String(cString: value)))
            }
            option += 1
        }
        let given = Set(parameters.map(\.keyword))
        self.parameters = parameters + PostgresAddress.defaults.filter { !given.contains($0.keyword) }
    }

    private static func withLibpqNames(_ rest: Substring) -> String {
        guard let question = rest.firstIndex(of: "?") else { return String(rest) }
        let pairs = rest[rest.index(after: question)...].split(separator: "&", omittingEmptySubsequences: false)
        let renamed = pairs.map { $0.hasPrefix("ssl=") ? "sslmode=" + $0.dropFirst(4) : String($0) }
        return rest[...question] + renamed.joined(separator: "&")
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
