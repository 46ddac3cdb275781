internal import CLibpq

/// What is wrong with the URL of a PostgreSQL database. For people; never holds a part that could be of the password.
public struct PostgresURLFault: Error, Sendable, Hashable {
    /// Continues the name of what holds the URL: "needs …", "has …".
    public let text: String
    /// The same in Chinese.
    public let chinese: String

    /// - Parameter hint: whether a character of the password may be why.
    init(_ text: String, _ chinese: String, hint: Bool = false) {
        self.text = text + (hint ? "; characters such as / ? # @ of a password are written %2F %3F %23 %40" : "")
        self.chinese = chinese + (hint ? "；密码中的 / ? # @ 等字符要写成 %2F %3F %23 %40" : "")
    }
}

/// The parts of a connection URI, found where libpq finds them (PostgreSQL documentation, section 34.1.1.2).
struct PostgresURL {
    private struct Server {
        var host: Substring
        /// Nil: no colon.
        var port: Substring?
    }

    typealias Parameter = (keyword: String, value: String)

    /// What libpq reads, with its own names: a driver after `+` is gone, and SQLAlchemy's `ssl` is `sslmode`.
    let uri: String
    private let servers: [Server]
    private let pairs: [Substring]
    /// An `@` stands behind the one that ends the password, or where none may be.
    private let isPasswordTorn: Bool

    /// - Throws: `PostgresURLFault` when libpq would not understand the URL, or would refuse it whenever it connects.
    init(_ url: String) throws(PostgresURLFault) {
        guard let separator = url.firstIndex(of: ":"), url[separator...].hasPrefix("://") else {
            throw PostgresURLFault("must begin with postgresql:// or postgres://", "必须以 postgresql:// 或 postgres:// 开头")
        }
        let scheme = url[..<separator].prefix { $0 != "+" }.lowercased()
        guard scheme == "postgresql" || scheme == "postgres" else {
            throw PostgresURLFault("must begin with postgresql:// or postgres://", "必须以 postgresql:// 或 postgres:// 开头")
        }
        let rest = url[url.index(separator, offsetBy: 3)...]
        try PostgresURL.check(encoded: rest)
        let login = rest.prefix { $0 != "@" && $0 != "/" }
        let hasLogin = login.endIndex < rest.endIndex && rest[login.endIndex] == "@"
        let place = hasLogin ? rest[rest.index(after: login.endIndex)...] : rest
        isPasswordTorn = place.contains("@")
        let authority = place.prefix { $0 != "/" && $0 != "?" }
        let query = place[authority.endIndex...].drop { $0 != "?" }
        var pairs = query.dropFirst().split(separator: "&", omittingEmptySubsequences: false)
        if pairs.last?.isEmpty == true { pairs.removeLast() }
        self.pairs = pairs.map(PostgresURL.withLibpqName)
        uri = "postgresql://" + rest[..<query.startIndex] + "?" + self.pairs.joined(separator: "&")
        servers = try PostgresURL.servers(authority, hint: isPasswordTorn)
        guard !place[..<query.startIndex].contains("@") else {
            throw PostgresURLFault("has an @ behind its host", "主机后面有 @", hint: true)
        }
        try checkNames()
    }

    /// `ssl=true` is known to libpq.
    private static func withLibpqName(_ pair: Substring) -> Substring {
        pair.hasPrefix("ssl=") && pair != "ssl=true" ? "sslmode=" + pair.dropFirst(4) : pair
    }

    /// The parameters that the URL sets.
    func parameters() throws(PostgresURLFault) -> [Parameter] {
        guard let options = PQconninfoParse(uri, nil) else {
            throw PostgresURLFault(
                "is not understood; it looks like \(PostgresURL.example)", "无法理解；格式应为 \(PostgresURL.example)")
        }
        defer { PQconninfoFree(options) }
        let set = PostgresURL.read(options).compactMap { option in option.value.map { (option.keyword, $0) } }
        try check(set)
        return set
    }

    // MARK: What libpq would refuse

    private static let example = "postgresql://user:password@host:5432/name?sslmode=require"

    private static func check(encoded rest: Substring) throws(PostgresURLFault) {
        for part in rest.utf8.split(separator: UInt8(ascii: "%"), omittingEmptySubsequences: false).dropFirst() {
            let digits = part.prefix(2)
            guard digits.count == 2, let byte = UInt8(Substring(digits), radix: 16), byte != 0,
                digits.first != UInt8(ascii: "+")
            else {
                throw PostgresURLFault(
                    "has a % without two hexadecimal digits behind it; a % of a password is written %25",
                    "有一个 % 后面不是两位十六进制数字；密码中的 % 要写成 %25")
            }
        }
    }

    private static func servers(_ authority: Substring, hint: Bool) throws(PostgresURLFault) -> [Server] {
        var servers: [Server] = []
        for part in authority.split(separator: ",", omittingEmptySubsequences: false) {
            let server: Server
            if part.first == "[" {
                guard let end = part.firstIndex(of: "]"), end > part.index(after: part.startIndex) else {
                    throw PostgresURLFault("has an IPv6 address without its two brackets", "IPv6 地址要写在一对方括号中")
                }
                let rest = part[part.index(after: end)...]
                guard rest.isEmpty || rest.first == ":" else {
                    throw PostgresURLFault(
                        "has something other than a port behind an IPv6 address", "IPv6 地址后面只能是端口")
                }
                server = Server(host: part[...end], port: rest.isEmpty ? nil : rest.dropFirst())
            } else {
                let host = part.prefix { $0 != ":" }
                server = Server(
                    host: host, port: host.endIndex < part.endIndex ? part[host.endIndex...].dropFirst() : nil)
            }
            guard !server.host.contains("@") else {
                throw PostgresURLFault("has an @ in its host", "主机中有 @", hint: hint)
            }
            if let port = server.port, !port.isEmpty { try check(port: port, hint: hint) }
            servers.append(server)
        }
        return servers
    }

    private static func check(port: some StringProtocol, hint: Bool = false) throws(PostgresURLFault) {
        guard port.utf8.allSatisfy({ (48...57).contains($0) }), let number = Int(port), (1...65_535).contains(number)
        else { throw PostgresURLFault("needs a port from 1 to 65535", "端口必须在 1 到 65535 之间", hint: hint) }
    }

    /// Names of parameters are checked here rather than by libpq, whose message holds what it could not read.
    private func checkNames() throws(PostgresURLFault) {
        let known = PostgresURL.keywords()
        for pair in pairs {
            let name = pair.prefix { $0 != "=" }
            guard name.endIndex < pair.endIndex, !pair[name.endIndex...].dropFirst().contains("=") else {
                throw PostgresURLFault(
                    "needs name=value between & behind its ?", "? 之后必须是用 & 连接的 名称=值", hint: isPasswordTorn)
            }
            guard !known.isEmpty, !known.contains(String(name)), pair != "ssl=true", !name.contains("%") else {
                continue
            }
            let isHarmless =
                !isPasswordTorn && (1...40).contains(name.utf8.count)
                && name.utf8.allSatisfy { (97...122).contains($0) || (48...57).contains($0) || $0 == 95 }
            throw PostgresURLFault(
                (isHarmless ? "has the parameter \(name), which" : "has a parameter that") + " libpq does not know",
                isHarmless ? "libpq 没有参数 \(name)" : "有一个 libpq 没有的参数", hint: isPasswordTorn)
        }
    }

    /// What libpq looks at only when it connects.
    private func check(_ parameters: [Parameter]) throws(PostgresURLFault) {
        // As when it connects: what is empty is not set.
        let values = Dictionary(parameters.filter { !$0.value.isEmpty }) { _, last in last }
        let ports = PostgresURL.items(values["port"])
        for port in ports where !port.isEmpty { try PostgresURL.check(port: port) }
        let hosts = PostgresURL.items(values["host"])
        let addresses = PostgresURL.items(values["hostaddr"])
        if hosts.isEmpty, addresses.isEmpty, servers.contains(where: { $0.host.isEmpty && $0.port?.isEmpty == false }) {
            throw PostgresURLFault("has a port without a host before it", "端口前面没有主机")
        }
        guard hosts.isEmpty || addresses.isEmpty || hosts.count == addresses.count else {
            throw PostgresURLFault(
                "has \(addresses.count) of hostaddr for \(hosts.count) hosts",
                "hostaddr 有 \(addresses.count) 个，主机有 \(hosts.count) 个")
        }
        let count = max(1, hosts.count, addresses.count)
        guard ports.count <= 1 || ports.count == count else {
            throw PostgresURLFault(
                "has \(ports.count) ports for \(count) \(count == 1 ? "host" : "hosts")",
                "端口有 \(ports.count) 个，主机有 \(count) 个")
        }
        for name in PostgresURL.numbers {
            guard let value = values[name], Int32(value) == nil else { continue }
            throw PostgresURLFault("needs a whole number for \(name)", "\(name) 必须是整数")
        }
        if let mode = values["sslmode"], !PostgresURL.sslModes.contains(mode) {
            throw PostgresURLFault(
                "needs one of \(PostgresURL.sslModes.joined(separator: ", ")) for sslmode",
                "sslmode 必须是 \(PostgresURL.sslModes.joined(separator: "、")) 之一")
        }
    }

    private static let numbers = [
        "connect_timeout", "keepalives", "keepalives_idle", "keepalives_interval", "keepalives_count",
        "tcp_user_timeout",
    ]
    private static let sslModes = ["disable", "allow", "prefer", "require", "verify-ca", "verify-full"]

    private static func items(_ list: String?) -> [Substring] {
        list?.split(separator: ",", omittingEmptySubsequences: false) ?? []
    }

    // MARK: libpq's list

    /// Every parameter that this libpq knows; empty when there is no memory.
    private static func keywords() -> Set<String> {
        guard let options = PQconninfoParse("postgresql://", nil) else { return [] }
        defer { PQconninfoFree(options) }
        return Set(read(options).map(\.keyword))
    }

    private static func read(_ first: UnsafeMutablePointer<PQconninfoOption>) -> [(keyword: String, value: String?)] {
        var all: [(keyword: String, value: String?)] = []
        var option = first
        while let keyword = option.pointee.keyword {
            all.append((String(cString: keyword), option.pointee.val.map { String(cString: $0) }))
            option += 1
        }
        return all
    }
}
