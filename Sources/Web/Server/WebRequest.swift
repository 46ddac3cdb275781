import Engine
import NIOCore
import NIOHTTP1

/// A request that was read to its end.
struct WebRequest: Sendable {
    var head: HTTPRequestHead
    /// Percent-encoded path, beginning with `/`.
    var path: String
    /// Percent-encoded query without `?`.
    var query: String
    var body = ByteBuffer()
    var id: String
    var peer: ClientAddress?
    var client: ClientAddress?
    /// The client came by https: to us, or as a trusted proxy says.
    var isForwardedSecure = false
    var started: NIODeadline
    var keepsAlive: Bool
    /// Nil for bytes that were no request.
    var trace: RequestTrace?

    var isHead: Bool { head.method == .HEAD }
    var isGetOrHead: Bool { head.method == .GET || head.method == .HEAD }
    /// Some proxy was in between, or somebody says so.
    var isForwarded: Bool {
        ["x-forwarded-for", "forwarded", "x-real-ip"].contains { head.headers.contains(name: $0) }
    }
    /// The same, and proxies count too that do not say for whom they ask.
    var isProxied: Bool {
        isForwarded
            || ["x-forwarded-proto", "x-forwarded-host", "via"].contains { head.headers.contains(name: $0) }
    }
    /// It brings a key or token.
    var hasCredentials: Bool {
        head.headers.contains(name: "authorization") || head.headers.contains(name: "x-admin-key")
    }
    var headers: HTTPHeaders { head.headers }
    var language: Language { Language(acceptLanguage: headers.first(name: "accept-language")) }
    var acceptsHTML: Bool { headers.first(name: "accept")?.contains("text/html") == true }

    /// Whether every name and value of the query can be decoded.
    var isQueryReadable: Bool {
        !query.contains("%")
            || query.split(whereSeparator: { $0 == "&" || $0 == "=" }).allSatisfy { PercentEncoding.decode($0) != nil }
    }

    /// The first value of a query parameter, decoded (`application/x-www-form-urlencoded`); nil when it is absent.
    func query(_ name: String) -> String? {
        for pair in query.split(separator: "&") {
            let parts = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            guard let key = parts.first, PercentEncoding.decode(key, plusIsSpace: true) == name else { continue }
            return parts.count == 2 ? PercentEncoding.decode(parts[1], plusIsSpace: true) : ""
        }
        return nil
    }
}

enum PercentEncoding {
    /// Nil when an escape is broken or the result is not UTF-8.
    static func decode(_ text: some StringProtocol, plusIsSpace: Bool = false) -> String? {
        var bytes: [UInt8] = []
        var iterator = text.utf8.makeIterator()
        while let byte = iterator.next() {
            switch byte {
            case UInt8(ascii: "%"):
                guard let high = iterator.next().flatMap(hexDigit), let low = iterator.next().flatMap(hexDigit) else {
                    return nil
                }
                bytes.append(high << 4 | low)
            case UInt8(ascii: "+") where plusIsSpace: bytes.append(UInt8(ascii: " "))
            default: bytes.append(byte)
            }
        }
        return String(validating: bytes, as: UTF8.self)
    }

    private static func hexDigit(_ byte: UInt8) -> UInt8? {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): byte - UInt8(ascii: "0")
        case UInt8(ascii: "a")...UInt8(ascii: "f"): byte - UInt8(ascii: "a") + 10
        case UInt8(ascii: "A")...UInt8(ascii: "F"): byte - UInt8(ascii: "A") + 10
        default: nil
        }
    }
}

/// Checks a head beyond what the parser checks (RFC 9112), before anything of the body is read.
enum HeadValidation {
    static let maximumTarget = 8192

    /// - Returns: the path and query of the target.
    static func check(_ head: HTTPRequestHead, maximumBody: Int) throws(WebError) -> (path: String, query: String) {
        guard head.version == .http1_1 || head.version == .http1_0 else {
            throw WebError(.httpVersionNotSupported, .badRequest, "bad_version", closes: true)
        }
        guard head.uri.utf8.count <= maximumTarget else {
            throw WebError(.uriTooLong, .badRequest, "target_too_long", closes: true)
        }
        let hosts = head.headers["host"]
        guard hosts.count == 1 || (hosts.isEmpty && head.version == .http1_0) else {
            throw WebError(.badRequest, .badRequest, "bad_host", closes: true)
        }
        guard hosts.allSatisfy(isAuthority) else {
            throw WebError(.badRequest, .badRequest, "bad_host", closes: true)
        }
        try checkFraming(head, maximumBody: maximumBody)
        return try target(of: head, host: hosts.first)
    }

    /// A name or address and perhaps a port, or nothing at all (RFC 9112 §3.2). Marks that RFC 3986 would let a name have are
    /// refused: no name of the DNS has them, and proxies read them in different ways.
    static func isAuthority(_ text: String) -> Bool {
        var rest = Substring(text).utf8
        if rest.first == UInt8(ascii: "[") {
            guard let end = rest.firstIndex(of: UInt8(ascii: "]")), let address = String(rest[..<end].dropFirst()),
                let parsed = ClientAddress(address), !parsed.isIPv4
            else { return false }
            rest = rest[end...].dropFirst()
        } else {
            rest = rest.drop { byte in
                switch byte {
                case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                    UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"),
                    UInt8(ascii: "~"), UInt8(ascii: "%"):
                    true
                default: false
                }
            }
        }
        guard let colon = rest.first else { return true }
        let port = rest.dropFirst()
        return colon == UInt8(ascii: ":") && port.count <= 5
            && port.allSatisfy { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
    }

    private static func checkFraming(_ head: HTTPRequestHead, maximumBody: Int) throws(WebError) {
        let encodings = head.headers["transfer-encoding"]
        let lengths = head.headers["content-length"]
        if !encodings.isEmpty {
            guard head.version == .http1_1, lengths.isEmpty, encodings.count == 1,
                encodings[0].lowercased() == "chunked"
            else { throw WebError(.badRequest, .badRequest, "bad_framing", closes: true) }
        }
        guard lengths.count <= 1 else { throw WebError(.badRequest, .badRequest, "bad_framing", closes: true) }
        if let text = lengths.first {
            guard let length = Int(text), length >= 0 else {
                throw WebError(.badRequest, .badRequest, "bad_framing", closes: true)
            }
            guard length <= maximumBody else {
                throw WebError(.payloadTooLarge, .badRequest, "body_too_large", closes: true)
            }
        }
        if let expectation = head.headers.first(name: "expect"), expectation.lowercased() != "100-continue" {
            throw WebError(.expectationFailed, .badRequest, "bad_expectation", closes: true)
        }
    }

    private static func target(of head: HTTPRequestHead, host: String?) throws(WebError) -> (
        path: String, query: String
    ) {
        var target = Substring(head.uri)
        if target == "*", head.method == .OPTIONS { return ("*", "") }
        if target.lowercased().hasPrefix("http://") || target.lowercased().hasPrefix("https://") {
            // absolute-form (RFC 9112 §3.2.2): its authority must be the Host.
            guard let slashes = target.firstRange(of: "//") else { throw badTarget }
            let rest = target[slashes.upperBound...]
            let authority = rest.prefix { $0 != "/" && $0 != "?" }
            guard authority.lowercased() == host?.lowercased() else { throw badTarget }
            target = rest.dropFirst(authority.count)
            if target.isEmpty || target.hasPrefix("?") { target = "/" + target }
        }
        guard target.hasPrefix("/"), target.utf8.allSatisfy({ (0x21...0x7E).contains($0) }) else { throw badTarget }
        let parts = target.split(separator: "?", maxSplits: 1, omittingEmptySubsequences: false)
        return (String(parts[0]), parts.count == 2 ? String(parts[1]) : "")
    }

    private static let badTarget = WebError(.badRequest, .badRequest, "bad_target", closes: true)
}

/// Request ids: a random prefix for this process and a counter, scrambled so that they look alike to nobody.
struct RequestIDs {
    private var state: UInt64
    private let prefix: UInt64

    init() {
        state = UInt64.random(in: .min ... .max)
        prefix = UInt64.random(in: .min ... .max)
    }

    /// The caller's id when it is short and plain, else a new one.
    mutating func id(for headers: HTTPHeaders) -> String {
        if let given = headers.first(name: "x-request-id"), RequestIDs.isSane(given) { return given }
        return next()
    }

    /// SplitMix64 (Steele, Lea, Flood, 2014): a permutation, so ids of one process never repeat.
    mutating func next() -> String {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ mixed >> 30) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ mixed >> 27) &* 0x94D0_49BB_1331_11EB
        mixed ^= mixed >> 31
        return RequestIDs.hex(prefix >> 32, digits: 8) + RequestIDs.hex(mixed, digits: 16)
    }

    static func isSane(_ id: String) -> Bool {
        (1...64).contains(id.utf8.count)
            && id.utf8.allSatisfy { byte in
                switch byte {
                case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                    UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "."), UInt8(ascii: "_"), UInt8(ascii: "-"):
                    true
                default: false
                }
            }
    }

    private static func hex(_ value: UInt64, digits: Int) -> String {
        String(unsafeUninitializedCapacity: digits) { buffer in
            for index in 0..<digits {
                let nibble = UInt8(value >> UInt64(4 * (digits - 1 - index)) & 15)
                buffer[index] = nibble < 10 ? nibble + UInt8(ascii: "0") : nibble - 10 + UInt8(ascii: "a")
            }
            return digits
        }
    }
}
