public import Engine
import NIOCore
import NIOHTTP1

/// Liveness and readiness.
enum Health {
    static let alive = Answer.json(text: "{\"status\":\"healthy\"}")
    static let pagesAlive = Answer.text(.ok, "OK")

    static func routes(
        _ routes: inout RouteTable.Builder, service: any NegotiationService, limit: Duration,
        model: (@Sendable () async -> ModelHealth)?, remote: (@Sendable () async -> RemoteHealth)?
    ) {
        routes.declare(.GET, "/health")
        routes.declare(.GET, "/health-fe")
        routes.on(.GET, "/health/ready") { context in
            let database = await service.answers(within: limit)
            let isReady = database && !context.isDraining
            let readiness = Readiness(
                status: isReady ? "ready" : "not_ready",
                checks: [
                    "database": database ? "healthy" : "unhealthy",
                    "engine": context.isDraining ? "draining" : "healthy",
                ], model: await model?(), remote: await remote?() ?? .off)
            return try .json(readiness, status: isReady ? .ok : .serviceUnavailable)
        }
    }

    /// A model that fails makes nobody unready: rules decide in its place. Nor does a network that is away: who lives there is silent.
    private struct Readiness: Encodable {
        struct Model: Encodable {
            var running: Int
            var waiting: Int
            /// By model id.
            var breakers: [String: String]
        }

        var status: String
        var checks: [String: String]
        var llm: Model?
        var openagents: RemoteHealth

        init(status: String, checks: [String: String], model: ModelHealth?, remote: RemoteHealth) {
            self.status = status
            self.checks = checks
            openagents = remote
            if remote.state != .off {
                self.checks["openagents"] = remote.state == .connected ? "healthy" : "degraded"
            }
            guard let model else { return }
            self.checks["llm"] = model.isHealthy ? "healthy" : "degraded"
            llm = Model(
                running: model.running, waiting: model.waiting,
                breakers: Dictionary(
                    model.models.map { ($0.id, $0.breaker.rawValue) }, uniquingKeysWith: { first, _ in first }))
        }
    }
}

extension NegotiationService {
    /// Whether the store answers in time. A ping that hangs is left behind, not waited for.
    /// - Parameter isAnswer: which errors count as answers.
    public func answers(
        within limit: Duration, isAnswer: @escaping @Sendable (any Error) -> Bool = { _ in false }
    ) async -> Bool {
        let (results, continuation) = AsyncStream.makeStream(of: Bool.self, bufferingPolicy: .bufferingOldest(1))
        let ping = Task {
            do {
                try await self.ping()
                continuation.yield(true)
            } catch {
                continuation.yield(isAnswer(error))
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
