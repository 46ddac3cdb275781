import Engine
import NIOCore
import NIOHTTP1

/// Liveness and readiness.
enum Health {
    static let alive = Answer.json(text: "{\"status\":\"healthy\"}")
    static let pagesAlive = Answer.text(.ok, "OK")

    static func routes(
        _ routes: inout RouteTable.Builder, service: any NegotiationService, limit: Duration
    ) {
        routes.declare(.GET, "/health")
        routes.declare(.GET, "/health-fe")
        routes.on(.GET, "/health/ready") { context in
            let database = await answers(service, within: limit)
            let isReady = database && !context.isDraining
            let status = isReady ? "ready" : "not_ready"
            let engine = context.isDraining ? "draining" : "healthy"
            let text =
                "{\"checks\":{\"database\":\"\(database ? "healthy" : "unhealthy")\",\"engine\":\"\(engine)\"},"
                + "\"status\":\"\(status)\"}"
            return .json(isReady ? .ok : .serviceUnavailable, text: text)
        }
    }

    /// Whether the store answers in time. A ping that hangs is left behind, not waited for.
    private static func answers(_ service: any NegotiationService, within limit: Duration) async -> Bool {
        let (results, continuation) = AsyncStream.makeStream(of: Bool.self, bufferingPolicy: .bufferingOldest(1))
        let ping = Task {
            do {
                try await service.ping()
                continuation.yield(true)
            } catch {
                continuation.yield(false)
            }
        }
        let clock = Task {
            try await Task.sleep(for: limit)
            continuation.yield(false)
        }
        defer {
            ping.cancel()
            clock.cancel()
        }
        return await results.first { _ in true } ?? false
    }
}
