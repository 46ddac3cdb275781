public import Engine
import NIOCore
import Synchronization

/// Slows down guessing of keys and tokens: counts failures per client address (IPv6 by /64) in a bounded table.
///
/// A right key costs nothing. Failures are few at once and then one every `refill`; while there are too many, even the right key is
/// not looked at.
public final class AttemptLimiter: Sendable {
    private let table: Mutex<ClientTable>
    private let burst: Int
    private let interval: Int64
    private let now: @Sendable () -> Int64

    /// - Parameters:
    ///   - burst: 1… failures at once.
    ///   - refill: after this time one more failure is free; above 0.
    ///   - capacity: 1… addresses that are told apart; see `ClientTable` for what happens beyond.
    ///   - now: nanoseconds of a monotonic clock.
    public init(
        burst: Int = 10, refill: Duration = .seconds(30), capacity: Int = 16_384,
        now: @escaping @Sendable () -> Int64 = WaitTime.now
    ) {
        self.burst = max(1, burst)
        interval = max(1, TimeAmount(refill).nanoseconds)
        self.now = now
        // A full debt, and one failure more that was under way already.
        table = Mutex(ClientTable(capacity: capacity, generationLength: interval * Int64(self.burst + 1)))
    }

    /// Seconds until `client` may try again, 1…; nil: now. Whoever has no address (a unix socket) is not limited.
    public func retryAfter(_ client: ClientAddress?) -> Int? {
        guard let key = client?.limitKey else { return nil }
        let wait = table.withLock { $0.wait(key, interval: interval, burst: burst, now: now()) }
        return wait > 0 ? WaitTime.seconds(nanoseconds: wait) : nil
    }

    /// - Throws: `TowowError` tooManyRequests `too_many_failures`.
    public func check(_ client: ClientAddress?) throws(TowowError) {
        guard let seconds = retryAfter(client) else { return }
        throw TowowError(.tooManyRequests, "too_many_failures", retryAfter: seconds)
    }

    /// Counts a wrong key or token.
    public func failed(_ client: ClientAddress?) {
        guard let key = client?.limitKey else { return }
        table.withLock { table in
            let now = now()
            // Attempts that were under way together may all fail: the debt does not grow past what the table remembers.
            guard table.wait(key, interval: interval, burst: burst, now: now) == 0 else { return }
            table.charge(key, interval: interval, now: now)
        }
    }
}

public enum WaitTime {
    /// Nanoseconds of a monotonic clock.
    public static let now: @Sendable () -> Int64 = { Int64(NIODeadline.now().uptimeNanoseconds) }

    /// Whole seconds as `Retry-After` has them (RFC 9110 §10.2.3), never too few.
    static func seconds(nanoseconds: Int64) -> Int { Int(max(1, (nanoseconds + 999_999_999) / 1_000_000_000)) }
}
