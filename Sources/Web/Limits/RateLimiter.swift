import Engine
public import Metrics
import NIOCore
import Synchronization

/// Limits writes: of each client by the minute, and of all clients together at the same time.
///
/// A client is an address as `TRUSTED_PROXIES` lets it be known, IPv6 by /64; nothing that a client can choose (headers, tokens, ids in
/// a body) is part of it. Everything is read from the live settings with each write, so changes hold at once; running writes are
/// counted even while limits are off, so that switching them on needs no warm-up.
public final class RateLimiter: Sendable {
    /// Writes of a client beyond those of a minute.
    static let burst = 2
    /// How long a write waits for a place.
    static let patience = Duration.seconds(10)
    /// Addresses that are told apart within three minutes.
    static let capacity = 65_536
    private static let minute: Int64 = 60_000_000_000

    private struct Counts {
        var total = 0
        var allowed = 0
        var queued = 0
        var tooLate = 0
        var byClient = 0
        var full = 0
    }

    private let live: LiveWebSettings
    private let writes = RunningWrites()
    private let clients: Mutex<ClientTable>
    private let counts = Mutex(Counts())
    private let followed = Mutex<(generation: Int, perMinute: Int)?>(nil)
    private let now: @Sendable () -> Int64
    private let sleep: @Sendable (Duration) async -> Void
    private let refusedClients: Counter
    private let refusedWrites: Counter

    /// - Parameters:
    ///   - now: nanoseconds of a monotonic clock.
    ///   - sleep: returns after a time, or when its task is cancelled.
    public init(
        _ live: LiveWebSettings, metrics: any MetricsFactory = MetricsSystem.factory,
        now: @escaping @Sendable () -> Int64 = WaitTime.now,
        sleep: @escaping @Sendable (Duration) async -> Void = { try? await Task.sleep(for: $0) }
    ) {
        self.live = live
        self.now = now
        self.sleep = sleep
        clients = Mutex(RateLimiter.emptyTable())
        refusedClients = Counter(label: "rate_limited_total", dimensions: [("kind", "client")], factory: metrics)
        refusedWrites = Counter(label: "rate_limited_total", dimensions: [("kind", "global")], factory: metrics)
    }

    /// The place of one running write; given back once, at the latest with its last reference.
    final class Place: Sendable {
        private let limiter: RateLimiter
        private let began: Int64
        private let isLeft = Atomic<Bool>(false)

        fileprivate init(_ limiter: RateLimiter) {
            self.limiter = limiter
            began = limiter.now()
        }

        func leave() {
            guard !isLeft.exchange(true, ordering: .relaxed) else { return }
            let took = limiter.now() - began
            limiter.writes.leave(after: took, limit: RateLimiter.places(limiter.live.current))
        }

        deinit { leave() }
    }

    private static func places(_ values: LiveWebSettings.Values) -> Int {
        values.isRateLimitEnabled ? max(1, values.rateLimitMaxConcurrent) : .max
    }

    /// Lets a write of `client` run, after a wait if need be.
    /// - Throws: `TowowError` tooManyRequests `too_many_writes`, overloaded `too_many_running`; both say when to try again.
    func enter(_ client: ClientAddress?) async throws -> Place {
        followSettings()
        let values = live.current
        let limit = RateLimiter.places(values)
        let interval = RateLimiter.minute / Int64(max(1, values.rateLimitUserMax))
        let key = values.isRateLimitEnabled ? client?.limitKey : nil
        counts.withLock { $0.total += 1 }
        if let key { try charge(key, interval: interval, burst: values.rateLimitUserMax + RateLimiter.burst) }
        do throws(RunningWrites.Refusal) {
            try await writes.enter(
                limit: limit, queueLimit: max(0, values.rateLimitQueueSize),
                patience: { [sleep] in await sleep(RateLimiter.patience) },
                onWait: { counts.withLock { $0.queued += 1 } })
        } catch {
            counts.withLock { counts in
                if error == .tooLate { counts.tooLate += 1 } else { counts.full += 1 }
            }
            refusedWrites.increment()
            // What was not let in does not count against its client.
            if let key { clients.withLock { $0.refund(key, interval: interval, now: now()) } }
            let wait = WaitTime.seconds(nanoseconds: writes.expectedWait(limit: limit))
            throw TowowError(.overloaded, "too_many_running", retryAfter: min(60, wait))
        }
        counts.withLock { $0.allowed += 1 }
        return Place(self)
    }

    private func charge(_ key: ClientAddress, interval: Int64, burst: Int) throws {
        let wait = clients.withLock { clients in
            let now = now()
            let wait = clients.wait(key, interval: interval, burst: burst, now: now)
            if wait == 0 { clients.charge(key, interval: interval, now: now) }
            return wait
        }
        guard wait > 0 else { return }
        counts.withLock { $0.byClient += 1 }
        refusedClients.increment()
        throw TowowError(
            .tooManyRequests, "too_many_writes", retryAfter: WaitTime.seconds(nanoseconds: wait))
    }

    /// Changes of the settings hold at once: those that wait profit when more may run, and when the allowance of clients is another
    /// one, all begin with a fresh one.
    private func followSettings() {
        let generation = live.generation
        let change = followed.withLock { followed -> (limit: Int, isFresh: Bool)? in
            guard followed?.generation != generation else { return nil }
            let values = live.current
            let isFresh = followed.map { $0.perMinute != values.rateLimitUserMax } ?? false
            followed = (generation, values.rateLimitUserMax)
            return (RateLimiter.places(values), isFresh)
        }
        guard let change else { return }
        if change.isFresh { clients.withLock { $0 = RateLimiter.emptyTable() } }
        writes.limitChanged(change.limit)
    }

    private static func emptyTable() -> ClientTable {
        // One write a minute and the burst is the longest debt.
        ClientTable(capacity: capacity, generationLength: minute * Int64(1 + burst))
    }

    // MARK: Report

    /// What holds now.
    var settings: LiveWebSettings.Values { live.current }

    public func snapshot() -> RateLimiterSnapshot {
        let counts = counts.withLock { $0 }
        return RateLimiterSnapshot(
            totalRequests: counts.total, allowedRequests: counts.allowed,
            rejectedRequests: counts.byClient + counts.full + counts.tooLate, queuedRequests: counts.queued,
            queueTimeoutRequests: counts.tooLate, userLimitedRequests: counts.byClient,
            currentConcurrent: writes.runningCount, currentQueueSize: writes.waitingCount,
            activeUsers: clients.withLock { $0.activeCount(now()) })
    }

    /// Sets the counts of requests to zero; what is going on now (`currentConcurrent`, `currentQueueSize`, `activeUsers`) stays.
    public func resetStatistics() { counts.withLock { $0 = Counts() } }
}
