import Synchronization

/// The settings of the web server that change while it runs.
///
/// Whoever needs them on every request keeps a copy made from `current` and makes it anew when `generation` has moved on: reading the
/// generation costs one load.
public final class LiveWebSettings: Sendable {
    public struct Values: Sendable, Hashable {
        /// Exact origins that may call from other sites.
        public var corsOrigins: [String]
        public var isRateLimitEnabled: Bool
        /// Writes at once, all clients together; 1 or more.
        public var rateLimitMaxConcurrent: Int
        /// Writes a minute for each client; 1 or more.
        public var rateLimitUserMax: Int
        /// Writes that may wait for a place; 0 or more.
        public var rateLimitQueueSize: Int
        /// Whether anybody may become a member.
        public var isRegistrationOpen: Bool

        public init(
            corsOrigins: [String] = [], isRateLimitEnabled: Bool = false, rateLimitMaxConcurrent: Int = 100,
            rateLimitUserMax: Int = 5, rateLimitQueueSize: Int = 50, isRegistrationOpen: Bool = false
        ) {
            self.corsOrigins = corsOrigins
            self.isRateLimitEnabled = isRateLimitEnabled
            self.rateLimitMaxConcurrent = rateLimitMaxConcurrent
            self.rateLimitUserMax = rateLimitUserMax
            self.rateLimitQueueSize = rateLimitQueueSize
            self.isRegistrationOpen = isRegistrationOpen
        }
    }

    private let values: Mutex<Values>
    private let changes = Atomic<Int>(0)

    public init(_ values: Values = Values()) {
        self.values = Mutex(values)
    }

    /// What holds now.
    public var current: Values { values.withLock { $0 } }

    /// Grows with every change. Read it before `current`: a copy made in that order is never older than its generation.
    public var generation: Int { changes.load(ordering: .acquiring) }

    /// Replaces the values, from the next request on. Equal values change nothing.
    public func update(_ new: Values) {
        values.withLock { old in
            guard old != new else { return }
            old = new
            changes.add(1, ordering: .releasing)
        }
    }
}
