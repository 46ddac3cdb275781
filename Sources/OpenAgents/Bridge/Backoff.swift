/// How long to wait after failures: twice as long after each, with jitter, so that many who lost the same network do not come back
/// together.
struct Backoff: Sendable {
    /// Milliseconds.
    static let shortest: Int64 = 1_000
    static let longest: Int64 = 30_000

    private(set) var failures = 0

    /// - Parameter random: 0..<1; shortens the wait by up to a half.
    /// - Returns: milliseconds.
    mutating func next(random: Double) -> Int64 {
        let whole = min(Backoff.longest, Backoff.shortest << Int64(min(failures, 10)))
        failures += 1
        return whole - Int64(Double(whole) * 0.5 * random)
    }

    mutating func reset() { failures = 0 }
}
