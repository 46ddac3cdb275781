import Storage

/// Where the data is.
enum DatabaseAddress: Sendable, Hashable {
    /// Path of the database file.
    case sqlite(path: String)
    /// A libpq connection URI; holds the password.
    case postgres(uri: String)

    /// Reads a `DATABASE_URL`.
    ///
    /// SQLite URLs are those of SQLAlchemy: three slashes and a relative path, four and an absolute one. A driver after `+`
    /// (`postgresql+asyncpg://`) is accepted and ignored.
    init(url: String) throws(ConfigurationValueFault) {
        guard let separator = url.firstIndex(of: ":"), url[separator...].hasPrefix("://") else {
            throw Self.unknownScheme
        }
        let scheme = url[..<separator].prefix { $0 != "+" }.lowercased()
        let rest = url[url.index(separator, offsetBy: 3)...]
        switch scheme {
        case "sqlite":
            let path = rest.dropFirst()
            guard rest.first == "/", !path.isEmpty, path.last != "/", path != ":memory:", !path.contains("?") else {
                throw ConfigurationValueFault(
                    "needs the path of a file: sqlite:///relative/towow.db or sqlite:////absolute/towow.db",
                    "需要文件的路径：sqlite:///relative/towow.db 或 sqlite:////absolute/towow.db")
            }
            self = .sqlite(path: String(path))
        case "postgresql", "postgres":
            guard !rest.isEmpty else {
                throw ConfigurationValueFault(
                    "needs a server: postgresql://user:password@host:5432/name",
                    "需要服务器：postgresql://user:password@host:5432/name")
            }
            if let fault = PostgresStore.fault(inURL: url) { throw ConfigurationValueFault(fault.text, fault.chinese) }
            self = .postgres(uri: "postgresql://" + rest)
        default:
            throw Self.unknownScheme
        }
    }

    private static let unknownScheme = ConfigurationValueFault(
        "must begin with sqlite:///, postgresql:// or postgres://", "必须以 sqlite:///、postgresql:// 或 postgres:// 开头")

    /// The address made of the `POSTGRES_…` variables.
    init(user: String, password: String, database: String, host: String, port: Int) {
        let authority = host.contains(":") ? "[\(host)]" : Self.percentEncoded(host)
        self = .postgres(
            uri: "postgresql://\(Self.percentEncoded(user)):\(Self.percentEncoded(password))@\(authority):\(port)/"
                + Self.percentEncoded(database))
    }

    /// The address for people and logs: without password.
    var masked: String {
        switch self {
        case .sqlite(let path): return "sqlite:///" + path
        case .postgres(let uri):
            let rest = uri.dropFirst("postgresql://".count)
            // As libpq: the first @ before a slash ends the password. Parameters may hold one as well.
            let login = rest.prefix { $0 != "@" && $0 != "/" }
            guard login.endIndex < rest.endIndex, rest[login.endIndex] == "@" else {
                return "postgresql://" + DatabaseAddress.withoutParameters(rest)
            }
            let user = login.prefix { $0 != ":" }
            let secret = user.endIndex < login.endIndex ? ":********" : ""
            return "postgresql://" + user + secret + DatabaseAddress.withoutParameters(rest[login.endIndex...])
        }
    }

    private static func withoutParameters(_ place: Substring) -> String {
        let base = place.prefix { $0 != "?" }
        return base + (base.endIndex < place.endIndex ? "?…" : "")
    }

    /// RFC 3986, section 2.1: everything but unreserved characters.
    private static func percentEncoded(_ text: String) -> String {
        let digits = Array("0123456789ABCDEF".utf8)
        var bytes: [UInt8] = []
        for byte in text.utf8 {
            switch byte {
            case 48...57, 65...90, 97...122, UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"), UInt8(ascii: "~"):
                bytes.append(byte)
            default: bytes += [UInt8(ascii: "%"), digits[Int(byte >> 4)], digits[Int(byte & 15)]]
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }
}
