import Testing

@testable import Engine

@Suite("Long waits")
struct LongSleepsTests {
    @Test("a cancelled wait ends at once and leaves nothing behind")
    func cancelled() async {
        let sleeps = LongSleeps()
        let tasks = (0..<100).map { _ in Task { try await sleeps.sleep(.seconds(3600)) } }
        for task in tasks { task.cancel() }
        for task in tasks {
            await #expect(throws: CancellationError.self) { try await task.value }
        }
        #expect(sleeps.count == 0)
    }

    @Test("a wait lasts as long as it was told, and several end in their order")
    func lasts() async throws {
        let sleeps = LongSleeps()
        let start = ContinuousClock.now
        async let longer: Void = sleeps.sleep(.milliseconds(300))
        try await sleeps.sleep(.milliseconds(100))
        #expect(ContinuousClock.now - start >= .milliseconds(100))
        try await longer
        #expect(ContinuousClock.now - start >= .milliseconds(300))
        #expect(sleeps.count == 0)
    }
}
