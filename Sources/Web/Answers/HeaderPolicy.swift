import NIOHTTP1

/// The headers that every answer has, streams and errors included.
struct HeaderPolicy: Sendable {
    /// Nothing but our own files, no frames, no inline code; `trusted-types` keeps markup out of script.
    static let contentSecurity =
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
        + "worker-src 'self'; manifest-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'; "
        + "require-trusted-types-for 'script'; trusted-types towow"

    static let permissions =
        "accelerometer=(), camera=(), geolocation=(), gyroscope=(), magnetometer=(), microphone=(), payment=(), usb=()"

    private let common: HTTPHeaders
    private let origins: Set<String>
    private let isSecure: Bool

    init(corsOrigins: [String], isSecure: Bool) {
        origins = Set(corsOrigins)
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

    /// - Parameter isForwardedSecure: a trusted proxy says that the client came by https.
    func headers(requestID: String, date: String, origin: String?, isForwardedSecure: Bool) -> HTTPHeaders {
        var headers = common
        headers.reserveCapacity(20)
        headers.add(name: "date", value: date)
        headers.add(name: "x-request-id", value: requestID)
        if isSecure || isForwardedSecure {
            headers.add(name: "strict-transport-security", value: "max-age=31536000; includeSubDomains")
        }
        if !origins.isEmpty {
            headers.add(name: "vary", value: "Origin")
            if let origin, origins.contains(origin) {
                headers.add(name: "access-control-allow-origin", value: origin)
                headers.add(name: "access-control-allow-credentials", value: "true")
                headers.add(name: "access-control-expose-headers", value: "X-Request-ID, Retry-After")
                headers.replaceOrAdd(name: "cross-origin-resource-policy", value: "cross-origin")
            }
        }
        return headers
    }

    /// The answer to a preflight; without allowances for an origin that is not listed.
    func preflight(origin: String?, allow: String) -> Answer {
        guard let origin, origins.contains(origin) else { return Answer(.noContent, fields: [("allow", allow)]) }
        return Answer(
            .noContent,
            fields: [
                ("allow", allow),
                ("access-control-allow-methods", allow),
                ("access-control-allow-headers", "Authorization, Content-Type, Idempotency-Key, Last-Event-ID, X-Admin-Key, X-Request-ID"),
                ("access-control-max-age", "600"),
            ])
    }
}
