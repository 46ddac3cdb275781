import Engine
import Logging
import Metrics
import OpenAgents
import ServiceLifecycle
import Telemetry

extension Appliance {
    /// The way to members on an OpenAgents network; nil when none is configured.
    /// - Parameters:
    ///   - presence: told who of them can be reached.
    /// - Throws: `StartFault` when the host cannot make calls.
    static func openAgents(
        _ configuration: Configuration, store: any Store, presence: MemberPresence, settings: LiveSettings,
        instanceID: String, metrics: any MetricsFactory, log: LogOutput
    ) throws(StartFault) -> OpenAgentsBridge? {
        guard let wanted = bridgeSettings(configuration, instanceID: instanceID) else { return nil }
        let bridge: OpenAgentsBridge
        do {
            bridge = try OpenAgentsBridge(
                settings: wanted, store: store, presence: presence, metrics: metrics,
                logger: log.logger("towow.openagents"))
        } catch {
            throw StartFault("cannot make calls to the OpenAgents network: \(error)")
        }
        settings.onChange { configuration in
            guard let now = configuration.openAgents else { return }
            bridge.use(admission: now.admission, pollMilliseconds: Int64(now.pollMilliseconds))
        }
        return bridge
    }

    static func remoteHealth(_ bridge: OpenAgentsBridge) -> @Sendable () async -> RemoteHealth {
        { await bridge.health() }
    }

    static func bridgeSettings(_ configuration: Configuration, instanceID: String) -> BridgeSettings? {
        guard let network = configuration.openAgents else { return nil }
        let isAlone = if case .sqlite = configuration.database { true } else { false }
        return BridgeSettings(
            host: network.host, httpPort: network.httpPort, agentID: network.agentID, group: network.group,
            password: network.password, pollMilliseconds: Int64(network.pollMilliseconds),
            admission: network.admission, isAlone: isAlone, instanceID: instanceID)
    }
}

extension Configuration.OpenAgents {
    var admission: BridgeSettings.Admission {
        switch members {
        case ["all"]: .all
        case ["approve"], []: .approve
        default: .listed(Set(members))
        }
    }
}

/// Keeps the bridge working from the moment that the engine may be called until the server stops.
struct BridgeService: Service {
    let bridge: OpenAgentsBridge
    let coordinator: Coordinator
    /// Ends when the engine may be called.
    let started: AsyncStream<Void>

    func run() async throws {
        await cancelWhenGracefulShutdown {
            for await _ in started {}
            guard !Task.isCancelled else { return }
            await bridge.run(for: coordinator)
        }
    }
}
