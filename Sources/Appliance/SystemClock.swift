import Engine
import Glibc

/// The clock of the machine.
struct SystemClock: EngineClock {
    func now() -> Timestamp { .current() }

    func sleep(milliseconds: Int64) async throws {
        try await Task.sleep(for: .milliseconds(milliseconds), clock: .continuous)
    }
}

extension Timestamp {
    /// The wall clock's time.
    static func current() -> Timestamp {
        var time = timespec()
        clock_gettime(CLOCK_REALTIME, &time)
        return Timestamp(milliseconds: Int64(time.tv_sec) * 1000 + Int64(time.tv_nsec) / 1_000_000)
    }
}
