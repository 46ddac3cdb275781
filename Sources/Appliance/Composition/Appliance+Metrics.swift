import Engine
import Metrics
import Telemetry
import Web

extension Appliance {
    /// How long the store may take to prove that it answers before a showing of the metrics says that it is down.
    private static let storePatience = Duration.seconds(2)

    /// Shows what is looked up when somebody asks: the process, the store, the engine, the model.
    static func addCollectors(
        to metrics: MetricsRegistry, _ configuration: Configuration, service: any NegotiationService,
        modelHealth: (@Sendable () async -> ModelHealth)?
    ) {
        metrics.addProcess()
        metrics.addDirectory(configuration.dataDirectory)
        metrics.addBuild(version: Version.number)
        let active = Gauge(label: "negotiations_active", factory: metrics)
        let members = Gauge(label: "agents_total", factory: metrics)
        let isUp = Gauge(label: "store_up", factory: metrics)
        let openBreakers = Gauge(label: "circuit_breaker_open", factory: metrics)
        metrics.addCollector {
            let statistics = await service.statistics()
            active.record(statistics.active + statistics.waiting)
            members.record(statistics.members)
            isUp.record(await service.answers(within: storePatience) ? 1 : 0)
            openBreakers.record(await modelHealth?().models.count { $0.breaker != .closed } ?? 0)
        }
    }
}
