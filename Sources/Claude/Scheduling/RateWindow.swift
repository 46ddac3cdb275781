internal import Engine

/// One model's limits as its last answers told them, less what was sent since.
struct RateWindow: Sendable, Hashable {
    private var limits = RateLimits()
    private var blockedUntil: Timestamp?

    mutating func update(_ limits: RateLimits) {
        if let window = limits.requests { self.limits.requests = window }
        if let window = limits.inputTokens { self.limits.inputTokens = window }
        if let window = limits.outputTokens { self.limits.outputTokens = window }
    }

    /// The service asked for silence.
    mutating func block(until moment: Timestamp) {
        blockedUntil = max(blockedUntil ?? moment, moment)
    }

    /// When a call of this size may go; nil: now.
    func earliest(inputTokens: Int, at now: Timestamp) -> Timestamp? {
        var latest: Timestamp?
        func wait(_ moment: Timestamp) { if moment > now { latest = max(latest ?? moment, moment) } }
        if let blockedUntil { wait(blockedUntil) }
        if let window = limits.requests, window.remaining < 1 { wait(window.resetsAt) }
        // A call larger than the whole window would wait for ever: the service has to say what it thinks of it.
        if let window = limits.inputTokens, window.remaining < inputTokens, window.remaining >= 0 {
            wait(window.resetsAt)
        }
        if let window = limits.outputTokens, window.remaining < 1 { wait(window.resetsAt) }
        return latest
    }

    mutating func begin(inputTokens: Int, at now: Timestamp) {
        func less(_ window: RateLimits.Window?, _ count: Int) -> RateLimits.Window? {
            // A window that is over says nothing any more.
            guard var window, window.resetsAt > now else { return nil }
            window.remaining = max(0, window.remaining - count)
            return window
        }
        limits.requests = less(limits.requests, 1)
        limits.inputTokens = less(limits.inputTokens, inputTokens)
        limits.outputTokens = less(limits.outputTokens, 0)
        if let moment = blockedUntil, moment <= now { blockedUntil = nil }
    }
}
