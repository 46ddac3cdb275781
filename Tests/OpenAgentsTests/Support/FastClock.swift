import Synchronization

@testable import Engine

/// A clock on which every pause passes at once.
final class FastClock: EngineClock {
    static let start = Timestamp(milliseconds: 1_790_000_000_000)
    private let elapsed = Mutex<Int64>(0)

    func now() -> Timestamp { elapsed.withLock { FastClock.start + $0 } }

    func sleep(milliseconds: Int64) async throws {
        try Task.checkCancellation()
        elapsed.withLock { $0 += milliseconds }
        await Task.yield()
    }
}

/// Waits until something is so; the time limit of the test ends it.
func until(_ condition: () async throws -> Bool) async throws {
    while try await !condition() {
        try Task.checkCancellation()
        await Task.yield()
    }
}
