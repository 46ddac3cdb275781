import ClockTesting
import Synchronization

@testable import Engine

/// A clock on which pauses pass at once and long waits never end unless they are cancelled or the test moves it.
final class TestClock: EngineClock {
    static let start = Timestamp(milliseconds: 1_795_572_000_000)
    private let longest: Int64
    private let sleepers = Sleepers()
    private let passed = Mutex<[Int64]>([])

    /// - Parameter longest: pauses up to this length pass at once.
    init(longest: Int64 = 10_000) {
        self.longest = longest
    }

    /// Pauses that have passed, in order.
    var pauses: [Int64] { passed.withLock { $0 } }

    func now() -> Timestamp { TestClock.start + sleepers.elapsed }

    func sleep(milliseconds: Int64) async throws {
        try Task.checkCancellation()
        guard milliseconds <= longest else { return try await sleepers.sleep(milliseconds) }
        passed.withLock { $0.append(milliseconds) }
        advance(milliseconds: milliseconds)
    }

    func advance(milliseconds: Int64) { sleepers.advance(milliseconds) }
}
