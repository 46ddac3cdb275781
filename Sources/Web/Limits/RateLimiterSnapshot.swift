/// What the rate limiter has done and does now; limits may be off.
public struct RateLimiterSnapshot: Sendable, Hashable {
    /// Requests that the limiter looked at, since the start or the last reset.
    public var totalRequests: Int
    public var allowedRequests: Int
    /// All refusals: by client, by full queue, by waiting too long.
    public var rejectedRequests: Int
    /// Those that had to wait for a place, whatever became of them.
    public var queuedRequests: Int
    public var queueTimeoutRequests: Int
    /// Refused because their client had made too many.
    public var userLimitedRequests: Int
    /// Writes in progress now.
    public var currentConcurrent: Int
    /// Writes that wait now.
    public var currentQueueSize: Int
    /// Clients in the table now.
    public var activeUsers: Int

    public init(
        totalRequests: Int = 0, allowedRequests: Int = 0, rejectedRequests: Int = 0, queuedRequests: Int = 0,
        queueTimeoutRequests: Int = 0, userLimitedRequests: Int = 0, currentConcurrent: Int = 0,
        currentQueueSize: Int = 0, activeUsers: Int = 0
    ) {
        self.totalRequests = totalRequests
        self.allowedRequests = allowedRequests
        self.rejectedRequests = rejectedRequests
        self.queuedRequests = queuedRequests
        self.queueTimeoutRequests = queueTimeoutRequests
        self.userLimitedRequests = userLimitedRequests
        self.currentConcurrent = currentConcurrent
        self.currentQueueSize = currentQueueSize
        self.activeUsers = activeUsers
    }
}
