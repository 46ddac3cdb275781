/// The time that the engine is told.
public protocol EngineClock: Sendable {
    func now() -> Timestamp
    /// Returns after `milliseconds` on a clock that no change of the wall clock disturbs; throws `CancellationError`.
    func sleep(milliseconds: Int64) async throws
}

/// Where unguessable ids and secrets come from.
public protocol IDSource: Sendable {
    /// Cryptographically random bytes.
    func randomBytes(_ count: Int) -> [UInt8]
}
