import Engine
import NIOHTTP1

/// The operator's key, known by its digest alone.
public struct AdminKey: Sendable {
    private let digest: [UInt8]

    public init(_ key: String) {
        digest = Crypto.sha256(key.utf8)
    }

    /// The key that a request carries: `X-Admin-Key`, else `Authorization: Bearer`; nil when there is none.
    static func presented(in headers: HTTPHeaders) -> String? {
        headers.first(name: "x-admin-key") ?? headers.bearerToken
    }

    /// Takes the same time for every wrong key.
    func matches(_ key: String) -> Bool { Crypto.isEqual(Crypto.sha256(key.utf8), digest) }

    /// - Throws: `TowowError` unauthenticated without a key, forbidden with a wrong one.
    func check(_ headers: HTTPHeaders) throws(TowowError) {
        guard let key = AdminKey.presented(in: headers) else { throw TowowError(.unauthenticated, "admin_key_missing") }
        guard matches(key) else { throw TowowError(.forbidden, "admin_key_wrong") }
    }
}
