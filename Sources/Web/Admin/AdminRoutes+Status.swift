import Engine
import NIOHTTP1

/// How the server is.
extension AdminRoutes {
    func addStatus(to routes: inout RouteTable.Builder) {
        routes.on(.GET, AdminRoutes.base + "/health", guarded(health))
        routes.on(.GET, AdminRoutes.base + "/stats", guarded(statistics))
    }

    private var uptime: Double {
        Double(max(0, SystemClock().now() - administration.server.startedAt)) / 1000
    }

    // MARK: Health

    private struct Health: Encodable {
        struct Components: Encodable {
            struct Database: Encodable {
                var status: String
            }

            struct Engine: Encodable {
                var status: String
                var active: Int
                var waiting: Int
            }

            struct Model: Encodable {
                var status: String
                var circuitBreakerState: String
                var fallbackCount: Int
            }

            struct Limiter: Encodable {
                var status: String
                var currentConcurrent: Int
                var rejectionRate: Double
            }

            struct Demo: Encodable {
                var status: String
                var scenario: String
            }

            struct Configuration: Encodable {
                var status: String
                var faults: Int
                var pending: Int
            }

            var database: Database
            var engine: Engine
            var llm: Model
            var rateLimiter: Limiter
            var demoMode: Demo?
            var configuration: Configuration

            var isHealthy: Bool {
                ![database.status, engine.status, llm.status, configuration.status].contains {
                    $0 == "degraded" || $0 == "unhealthy"
                }
            }
        }

        var status: String
        var timestamp: Timestamp
        var components: Components
        var version: String
        var instanceID: String
        var uptimeSeconds: Double
    }

    @Sendable private func health(_ call: Call) async throws -> Answer {
        let isStoreHealthy = await service.answers(within: patience)
        let engine = await service.statistics()
        let model = await administration.model?.report()
        let settings = await administration.settings(in: .english)
        let limiter = limiter
        let demo = try? await demo?.status()
        let faults = settings.fileFaults.count + settings.storedFaults.count
        let breaker = BreakerReport(model)
        let modelStatus = model == nil ? "rules" : breaker.state == "closed" ? "healthy" : "degraded"
        let rejected = Double(limiter.stats.rejectedRequests) / Double(max(1, limiter.stats.totalRequests))
        let components = Health.Components(
            database: .init(status: isStoreHealthy ? "healthy" : "unhealthy"),
            engine: .init(
                status: call.context.isDraining ? "draining" : "healthy", active: engine.active,
                waiting: engine.waiting),
            llm: .init(
                status: modelStatus, circuitBreakerState: breaker.state,
                fallbackCount: LLMReport(model, in: .english).stats.fallbackCount),
            rateLimiter: .init(
                status: limiter.enabled ? "healthy" : "disabled", currentConcurrent: limiter.stats.currentConcurrent,
                rejectionRate: rejected),
            demoMode: demo.map { .init(status: $0.isEnabled ? "active" : "inactive", scenario: $0.scenario.rawValue) },
            configuration: .init(
                status: faults == 0 ? "healthy" : "degraded", faults: faults, pending: settings.pending.count))
        let identity = administration.server
        return try .snakeCased(
            Health(
                status: components.isHealthy ? "healthy" : isStoreHealthy ? "degraded" : "unhealthy",
                timestamp: SystemClock().now(), components: components, version: identity.version,
                instanceID: identity.instanceID, uptimeSeconds: uptime))
    }

    // MARK: Figures

    private struct Statistics: Encodable {
        struct Negotiations: Encodable {
            var active: Int
            var waiting: Int
            var byStatus: [String: Int]
            var outcomesSinceStart: [String: Int]
            /// Ever submitted, those included that retention has deleted.
            var total: Int
        }

        struct Events: Encodable {
            var total: Int
        }

        struct Members: Encodable {
            var active: Int
        }

        struct Store: Encodable {
            var kind: String
            var sizeBytes: Int64
        }

        struct Streams: Encodable {
            var open: Int
            var dropped: Int
            var subscribers: Int
        }

        struct Connections: Encodable {
            var open: Int
        }

        var uptimeSeconds: Double
        var version: String
        var instanceID: String
        var startedAt: Timestamp
        var negotiations: Negotiations
        var events: Events
        var members: Members
        var store: Store
        var streams: Streams
        var connections: Connections
        var llmService: LLMReport
        var rateLimiter: LimiterReport
        var demoMode: DemoStatus?
    }

    @Sendable private func statistics(_ call: Call) async throws -> Answer {
        let identity = administration.server
        let engine = await service.statistics()
        let stored = try await service.storeFigures()
        return try .snakeCased(
            Statistics(
                uptimeSeconds: uptime, version: identity.version, instanceID: identity.instanceID,
                startedAt: identity.startedAt,
                negotiations: .init(
                    active: engine.active, waiting: engine.waiting, byStatus: counts(stored.demands),
                    outcomesSinceStart: counts(engine.outcomes), total: stored.statistics.demands),
                events: .init(total: stored.statistics.events), members: .init(active: engine.members),
                store: .init(kind: identity.storeKind, sizeBytes: stored.statistics.bytes),
                streams: .init(
                    open: server.streams.openCount, dropped: server.streams.droppedCount,
                    subscribers: engine.subscribers),
                connections: .init(open: server.gate.total), llmService: await modelReport(call), rateLimiter: limiter,
                demoMode: try await demo?.status()))
    }

    /// All cases, also those that nothing was counted for.
    private func counts<Case: CaseIterable & Hashable & RawRepresentable<String>>(
        _ counts: [Case: Int]
    ) -> [String: Int] {
        Dictionary(Case.allCases.map { ($0.rawValue, counts[$0] ?? 0) }) { first, _ in first }
    }
}
