import Engine
import Metrics
import NIOCore
import Synchronization
import Testing

@testable import Web

/// A monotonic clock that a test moves, and sleeps that end when it says so.
final class LimitTime: Sendable {
    private let nanoseconds = Atomic<Int64>(1_000_000_000_000)
    private let sleepers = Mutex<[CheckedContinuation<Void, Never>]>([])

    var now: @Sendable () -> Int64 { { self.nanoseconds.load(ordering: .relaxed) } }
    func advance(seconds: Double) { nanoseconds.add(Int64(seconds * 1e9), ordering: .relaxed) }

    var sleep: @Sendable (Duration) async -> Void {
        { _ in await withCheckedContinuation { wake in self.sleepers.withLock { $0.append(wake) } } }
    }

    var sleeperCount: Int { sleepers.withLock { $0.count } }

    func wakeAll() {
        let woken = sleepers.withLock { sleepers in
            defer { sleepers = [] }
            return sleepers
        }
        for sleeper in woken { sleeper.resume() }
    }
}

private final class Order: Sendable {
    private let state = Mutex<[Int]>([])
    var numbers: [Int] { state.withLock { $0 } }
    func append(_ number: Int) { state.withLock { $0.append(number) } }
}

private func address(_ text: String) throws -> ClientAddress { try #require(ClientAddress(text)) }

/// The seconds of a refusal; nil: let in.
private func refusal(_ limiter: RateLimiter, _ client: ClientAddress?) async -> TowowError? {
    do {
        try await limiter.enter(client).leave()
        return nil
    } catch {
        return error as? TowowError
    }
}

@Suite("Rate limiter", .timeLimit(.minutes(3)))
struct RateLimiterTests {
    private let time = LimitTime()

    private func limiter(_ values: LiveWebSettings.Values) -> (RateLimiter, LiveWebSettings) {
        var values = values
        values.isRateLimitEnabled = true
        let live = LiveWebSettings(values)
        return (
            RateLimiter(live, metrics: NOOPMetricsHandler.instance, now: time.now, sleep: time.sleep), live
        )
    }

    @Test("five writes a minute and two at once more; then Retry-After says when the next one works, truly")
    func minute() async throws {
        let (limiter, _) = limiter(.init(rateLimitUserMax: 5))
        let client = try address("192.0.2.1")
        for _ in 0..<7 { #expect(await refusal(limiter, client) == nil) }
        let error = try #require(await refusal(limiter, client))
        #expect(error.code == .tooManyRequests)
        #expect(error.retryAfter == 12)
        #expect(await refusal(limiter, try address("192.0.2.2")) == nil, "others are not limited")
        time.advance(seconds: 11.5)
        #expect(await refusal(limiter, client)?.retryAfter == 1)
        time.advance(seconds: 0.5)
        #expect(await refusal(limiter, client) == nil)
        #expect(await refusal(limiter, client)?.retryAfter == 12)
        time.advance(seconds: 600)
        for _ in 0..<7 { #expect(await refusal(limiter, client) == nil) }
        #expect(await refusal(limiter, client) != nil, "a rest gives no more than the burst")
    }

    @Test("IPv6 clients are one by their /64, IPv4 by address, mapped addresses the same as plain ones")
    func keys() async throws {
        let (limiter, _) = limiter(.init(rateLimitUserMax: 1))
        for suffix in ["1", "2", "ffff:1"] {
            #expect(await refusal(limiter, try address("2001:db8:0:1::\(suffix)")) == nil)
        }
        #expect(await refusal(limiter, try address("2001:db8:0:1:aaaa::9")) != nil)
        #expect(await refusal(limiter, try address("2001:db8:0:2::1")) == nil)
        for text in ["192.0.2.7", "::ffff:192.0.2.7", "192.0.2.7"] {
            #expect(await refusal(limiter, try address(text)) == nil)
        }
        #expect(await refusal(limiter, try address("::ffff:192.0.2.7")) != nil)
        for _ in 0..<20 { #expect(await refusal(limiter, nil) == nil, "a unix socket has no address") }
    }

    @Test("changes of the settings hold at once: off, on, other numbers")
    func live() async throws {
        let (limiter, live) = limiter(.init(rateLimitUserMax: 1))
        let client = try address("192.0.2.1")
        for _ in 0..<3 { #expect(await refusal(limiter, client) == nil) }
        #expect(await refusal(limiter, client) != nil)
        var values = live.current
        values.isRateLimitEnabled = false
        live.update(values)
        for _ in 0..<50 { #expect(await refusal(limiter, client) == nil) }
        values.isRateLimitEnabled = true
        live.update(values)
        #expect(await refusal(limiter, client) != nil, "its debt is still there")
        values.rateLimitUserMax = 10
        live.update(values)
        for _ in 0..<12 { #expect(await refusal(limiter, client) == nil) }
        #expect(await refusal(limiter, client)?.retryAfter == 6)
    }

    @Test("a hundred thousand addresses evict nobody who is limited, and the table stays bounded")
    func manyAddresses() async throws {
        let (limiter, _) = limiter(.init(rateLimitUserMax: 1))
        let victim = try address("198.51.100.1")
        for _ in 0..<3 { #expect(await refusal(limiter, victim) == nil) }
        for index in 0..<100_000 {
            _ = await refusal(limiter, try address("10.\(index >> 16).\(index >> 8 & 255).\(index & 255)"))
        }
        #expect(await refusal(limiter, victim) != nil)
        #expect(limiter.snapshot().activeUsers <= RateLimiter.capacity)
        time.advance(seconds: 181)
        #expect(await refusal(limiter, victim) == nil)
        time.advance(seconds: 400)
        #expect(await refusal(limiter, try address("203.0.113.9")) == nil)
        #expect(limiter.snapshot().activeUsers == 1, "who owes nothing is forgotten")
    }

    @Test("writes beyond the limit wait in order, those beyond the queue are refused and cost their client nothing")
    func queue() async throws {
        let (limiter, live) = limiter(.init(rateLimitMaxConcurrent: 1, rateLimitUserMax: 1, rateLimitQueueSize: 2))
        let first = try await limiter.enter(nil)
        let order = Order()
        var waiting: [Task<Void, any Error>] = []
        for number in 1...2 {
            waiting.append(
                Task {
                    let place = try await limiter.enter(nil)
                    order.append(number)
                    place.leave()
                })
            while limiter.snapshot().currentQueueSize < number { await Task.yield() }
        }
        let client = try address("192.0.2.1")
        for _ in 0..<10 {
            let error = try #require(await refusal(limiter, client))
            #expect(error.code == .overloaded && (error.retryAfter ?? 0) >= 1)
        }
        let before = limiter.snapshot()
        #expect(before.currentConcurrent == 1 && before.currentQueueSize == 2 && before.rejectedRequests == 10)
        limiter.resetStatistics()
        #expect(limiter.snapshot().currentQueueSize == 2 && limiter.snapshot().currentConcurrent == 1)
        #expect(limiter.snapshot().totalRequests == 0)
        first.leave()
        first.leave()
        for task in waiting { try await task.value }
        #expect(order.numbers == [1, 2])
        #expect(limiter.snapshot().currentConcurrent == 0 && limiter.snapshot().currentQueueSize == 0)
        var values = live.current
        values.rateLimitMaxConcurrent = 5
        live.update(values)
        for _ in 0..<3 { #expect(await refusal(limiter, client) == nil, "refusals by others' load did not count") }
        time.wakeAll()
    }

    @Test("a wait ends; the place of who gave up is neither lost nor given twice")
    func patience() async throws {
        let (limiter, _) = limiter(.init(rateLimitMaxConcurrent: 2, rateLimitQueueSize: 5))
        let places = [try await limiter.enter(nil), try await limiter.enter(nil)]
        let late = Task { try await limiter.enter(nil) }
        while time.sleeperCount < 1 { await Task.yield() }
        time.wakeAll()
        await #expect(throws: TowowError.self) { try await late.value }
        let snapshot = limiter.snapshot()
        #expect(snapshot.queueTimeoutRequests == 1 && snapshot.currentQueueSize == 0)
        #expect(snapshot.currentConcurrent == 2)
        for place in places { place.leave() }
        #expect(limiter.snapshot().currentConcurrent == 0)
        let again = [try await limiter.enter(nil), try await limiter.enter(nil)]
        #expect(limiter.snapshot().currentConcurrent == again.count)
    }

    @Test("wrong keys: few at once, then one every half minute; a right key costs nothing")
    func attempts() throws {
        let limiter = AttemptLimiter(burst: 3, refill: .seconds(30), capacity: 100, now: time.now)
        let client = try address("192.0.2.1")
        for _ in 0..<100 { #expect(limiter.retryAfter(client) == nil) }
        for _ in 0..<3 {
            #expect(limiter.retryAfter(client) == nil)
            limiter.failed(client)
        }
        #expect(limiter.retryAfter(client) == 30)
        for _ in 0..<50 { limiter.failed(client) }
        #expect(limiter.retryAfter(client) == 30, "failures under way together do not lock somebody out for hours")
        #expect(throws: TowowError(.tooManyRequests, "too_many_failures", retryAfter: 30)) {
            try limiter.check(client)
        }
        #expect(limiter.retryAfter(try address("192.0.2.2")) == nil)
        time.advance(seconds: 30)
        #expect(limiter.retryAfter(client) == nil)
        limiter.failed(nil)
        #expect(limiter.retryAfter(nil) == nil)
    }
}
