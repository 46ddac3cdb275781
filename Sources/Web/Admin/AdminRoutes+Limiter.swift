import Engine
import NIOCore
import NIOHTTP1

/// The rate limiter; works the same while limits are off.
extension AdminRoutes {
    func addLimiter(to routes: inout RouteTable.Builder) {
        routes.on(.GET, AdminRoutes.base + "/rate-limiter", guarded { _ in try .snakeCased(limiter) })
        routes.on(.POST, AdminRoutes.base + "/rate-limiter/reset-stats", guarded(resetLimiter))
    }

    struct LimiterReport: Encodable {
        struct Configuration: Encodable {
            var globalMaxConcurrent: Int
            var globalQueueSize: Int
            var userMaxRequests: Int
            var userWindowSeconds: Double
        }

        struct Counts: Encodable {
            var totalRequests: Int
            var allowedRequests: Int
            var rejectedRequests: Int
            var queuedRequests: Int
            var queueTimeoutRequests: Int
            var userLimitedRequests: Int
            var currentConcurrent: Int
            var currentQueueSize: Int
        }

        var enabled: Bool
        var config: Configuration
        var stats: Counts
        var activeUsers: Int
    }

    var limiter: LimiterReport {
        let (values, counts) = (server.limiter.settings, server.limiter.snapshot())
        return LimiterReport(
            enabled: values.isRateLimitEnabled,
            config: .init(
                globalMaxConcurrent: values.rateLimitMaxConcurrent, globalQueueSize: values.rateLimitQueueSize,
                userMaxRequests: values.rateLimitUserMax, userWindowSeconds: 60),
            stats: .init(
                totalRequests: counts.totalRequests, allowedRequests: counts.allowedRequests,
                rejectedRequests: counts.rejectedRequests, queuedRequests: counts.queuedRequests,
                queueTimeoutRequests: counts.queueTimeoutRequests, userLimitedRequests: counts.userLimitedRequests,
                currentConcurrent: counts.currentConcurrent, currentQueueSize: counts.currentQueueSize),
            activeUsers: counts.activeUsers)
    }

    @Sendable private func resetLimiter(_ call: Call) async throws -> Answer {
        server.limiter.resetStatistics()
        try await note("rate_limiter.reset_stats", "", call)
        let message = call.request.language.pick(("请求限制的计数已清零", "Counts of the rate limiter are zero"))
        return try .snakeCased(AdminReset(message: message, status: limiter))
    }
}
