import Glibc

public enum MonotonicTime {
    /// Nanoseconds since an arbitrary moment; unmoved by changes of the time of day.
    public static let nanoseconds: @Sendable () -> Int64 = {
        var now = timespec()
        clock_gettime(CLOCK_MONOTONIC, &now)
        return Int64(now.tv_sec) * 1_000_000_000 + Int64(now.tv_nsec)
    }
}
