import NIOHTTP1
import Synchronization

/// The headers that every answer has, streams and errors included.
final class HeaderPolicy: Sendable {
    /// Nothing but our own files, no frames, no inline code; `trusted-types` keeps markup out of script.
    static let contentSecurity =
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
        + "worker-src 'self'; manifest-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'; "
        + "require-trusted-types-for 'script'; trusted-types towow"

    static let permissions =
        "accelerometer=(), camera=(), geolocation=(), gyroscope=(), magnetometer=(), microphone=(), payment=(), usb=()"

    private let common: HTTPHeaders
    private let isSecure: Bool
    private let live: LiveWebSettings
    /// The listed origins, and of which generation of the settings they are.
    private let listed = Mutex<(generation: Int, origins: Set<String>)>((-1, []))

    /// - Parameter isSecure: TLS ends in this process.
    init(live: LiveWebSettings, isSecure: Bool) {
        self.live = live
        self.isSecure = isSecure
        common = [
            "content-security-policy": HeaderPolicy.contentSecurity,
            "x-frame-options": "DENY",
            "x-content-type-options": "nosniff",
            "referrer-policy": "no-referrer",
            "cross-origin-opener-policy": "same-origin",
            "cross-origin-resource-policy": "same-origin",
            "permissions-policy": HeaderPolicy.permissions,
        ]
    }

    /// Whether pages of `origin` may call. `null` stands for many and is never listed.
    func isListed(_ origin: String) -> Bool {
        let generation = live.generation
        return listed.withLock { listed in
            if listed.generation != generation {
                listed = (generation, Set(live.current.corsOrigins).subtracting(["null"]))
            }
            return listed.origins.contains(origin)
        }
    }

    /// - Parameter isForwardedSecure: a trusted proxy says that the client came by https.
    func headers(requestID: String, date: String, origin: String?, isForwardedSecure: Bool) -> HTTPHeaders {
        var headers = common
        headers.reserveCapacity(20)
        headers.add(name: "date", value: date)
        headers.add(name: "x-request-id", value: requestID)
        if isSecure || isForwardedSecure {
            headers.add(name: "strict-transport-security", value: "max-age=31536000; includeSubDomains")
        }
        // Always: origins may be listed at any moment, and caches must not mix answers for one with those for another.
        headers.add(name: "vary", value: "Origin")
        if let origin, isListed(origin) {
            headers.add(name: "access-control-allow-origin", value: origin)
            headers.add(name: "access-control-allow-credentials", value: "true")
            headers.add(name: "access-control-expose-headers", value: "X-Request-ID, Retry-After")
            headers.replaceOrAdd(name: "cross-origin-resource-policy", value: "cross-origin")
        }
        return headers
    }

    /// The answer to a preflight; without allowances for an origin that is not listed.
    func preflight(origin: String?, allow: String) -> Answer {
        guard let origin, isListed(origin) else { return Answer(.noContent, fields: [("allow", allow)]) }
        return Answer(
            .noContent,
            fields: [
                ("allow", allow),
                ("access-control-allow-methods", allow),
                (
                    "access-control-allow-headers",
                    "Authorization, Content-Type, Idempotency-Key, Last-Event-ID, X-Admin-Key, X-Request-ID"
                ),
                ("access-control-max-age", "600"),
            ])
    }
}
