/// The requester's right to cancel and to answer questions: 256 random bits, of which the store keeps the SHA-256 alone.
struct OwnerToken {
    let text: String

    init(secret: [UInt8]) {
        text = "own-" + Base32.encode(secret)
    }

    var hash: [UInt8] { Crypto.sha256(text.utf8) }
}

/// What the store keeps for a repeated submit.
///
/// A repetition has to return the same owner token, and the store must not hold it. So the key is kept as its SHA-256, and the
/// token's secret is covered by a pad that only the key itself yields: whoever reads the store has neither.
enum IdempotentAnswer {
    /// Keys may be taken again after 24 hours.
    static let lifetimeMilliseconds: Int64 = 86_400_000

    static func claim(_ idempotency: Idempotency, demandID: DemandID, secret: [UInt8], now: Timestamp)
        -> IdempotencyClaim
    {
        IdempotencyClaim(
            key: Base32.encode(Crypto.sha256(idempotency.key.utf8)), bodyHash: idempotency.bodyHash,
            answer: demandID.rawValue + " " + Base32.encode(covered(secret, by: idempotency.key, demandID)),
            validSince: now + -lifetimeMilliseconds)
    }

    static func read(_ answer: String, key: String) -> (demandID: DemandID, secret: [UInt8])? {
        let parts = answer.split(separator: " ")
        guard parts.count == 2, let id = DemandID(rawValue: String(parts[0])),
            let bytes = Base32.decode(String(parts[1])), bytes.count == 32
        else { return nil }
        return (id, covered(bytes, by: key, id))
    }

    private static func covered(_ secret: [UInt8], by key: String, _ id: DemandID) -> [UInt8] {
        let pad = Crypto.sha256("towow owner token \(id.rawValue) \(key)".utf8)
        return zip(secret, pad).map { $0 ^ $1 }
    }
}
