import ClockTesting

@testable import Engine

/// A clock on which a pause passes as soon as a test waits for something, and never else: on a busy machine the bridge does not run
/// away while the test is between two lines.
final class SteppedClock: EngineClock {
    static let start = Timestamp(milliseconds: 1_790_000_000_000)
    private let sleepers = Sleepers()

    func now() -> Timestamp { SteppedClock.start + sleepers.elapsed }

    func sleep(milliseconds: Int64) async throws { try await sleepers.sleep(milliseconds) }

    func advance(milliseconds: Int64) { sleepers.advance(milliseconds) }

    /// Waits until something is so; who sleeps meanwhile wakes up, one after the other. The time limit of the test ends it.
    func until(_ condition: () async throws -> Bool) async throws {
        while try await !condition() {
            try Task.checkCancellation()
            sleepers.wakeNext()
            await Task.yield()
        }
    }
}
