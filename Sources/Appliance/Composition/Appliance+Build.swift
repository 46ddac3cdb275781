import CHost
import Engine
import Logging
import OpenAgents
import ServiceLifecycle
import Storage
import Telemetry
import UnixSignals

extension Appliance {
    /// All of 10 seconds after SIGTERM or SIGINT the process is gone.
    static let shutdownLimit = Duration.seconds(10)

    /// Opens the store and joins all parts of the server, leaves first. Tests call this too.
    /// - Parameter sources: where `configuration` came from, to be read again.
    /// - Parameter pages: serves the pages from this folder instead of the ones in the binary.
    /// - Parameter watchdogInterval: how often the service manager wants a sign of life; nil: not at all.
    /// - Parameter metrics: where everything counts and measures.
    static func build(
        _ configuration: Configuration, sources: ConfigurationSources? = nil, pages: String? = nil,
        watchdogInterval: Duration? = nil, metrics: MetricsRegistry = MetricsRegistry(), log: LogOutput
    ) async throws -> ServiceGroup {
        let logger = log.logger("towow")
        let descriptors = Int(towow_raise_descriptor_limit())
        let certificate = try certificate(configuration, log: log)
        let store: any MovableStore
        do {
            store = try unopenedStore(
                configuration, readOnly: false, metrics: metrics, logger: log.logger("towow.storage"))
        } catch { throw databaseFault(configuration, error) }
        let instanceID = Base32.encode(SystemIDSource().randomBytes(16))
        let settings = LiveSettings(
            configuration, sources: sources ?? ConfigurationSources(environment: [:]), store: store,
            instanceID: instanceID, metrics: metrics, logger: log.logger("towow.settings"))
        settings.onChange { log.level = $0.log.level }
        let prepare: @Sendable () async throws -> Void = {
            do {
                try await store.migrate()
                try await welcome(configuration, store: store, logger: logger)
                try await settings.load()
            } catch let error where !isAway(error, configuration) {
                throw databaseFault(configuration, error)
            }
        }
        do {
            let isReady = try await isDone(configuration, logger: logger, prepare)
            let presence = MemberPresence()
            let bridge = try openAgents(
                configuration, store: store, presence: presence, settings: settings, instanceID: instanceID,
                metrics: metrics, log: log)
            var links: [Member.Kind: any AgentLink] = [:]
            if let bridge { links[.openagents] = OpenAgentsLink(bridge) }
            let engine = try await EngineAssembly.make(
                store: store, readsMembers: isReady, configuration: configuration, further: links, presence: presence,
                settings: settings, instanceID: instanceID, metrics: metrics, log: log)
            let gate = StartGate(engine.coordinator, isOpen: isReady)
            let manager = ServiceManager()
            let (stopping, stop) = AsyncStream.makeStream(of: Void.self)
            let (started, start) = AsyncStream.makeStream(of: Void.self)
            addCollectors(to: metrics, configuration, service: gate, modelHealth: engine.modelHealth)
            let web = try webService(
                configuration, service: gate, modelHealth: engine.modelHealth,
                remoteHealth: bridge.map(remoteHealth), certificate: certificate,
                sockets: ServiceManager.inheritedSockets(),
                onReady: { manager.ready(at: $0, hasDatabase: gate.isOpen) }, descriptors: descriptors, pages: pages,
                settings: settings,
                administration: Administrator(
                    live: settings, server: .init(configuration, instanceID: instanceID), model: engine.model),
                demo: DemoSessions(store: store, service: gate, logger: log.logger("towow.demo")), metrics: metrics,
                log: log)
            let running = EngineService(
                coordinator: engine.coordinator, matcher: engine.matcher, gate: gate, manager: manager,
                prepare: { if !isReady { try await prepare() } }, isAway: { isAway($0, configuration) },
                onStart: { start.finish() }, logger: logger)
            var services: [any Service] = [
                Lifeline(
                    manager: manager, interval: watchdogInterval, gate: gate, stopping: stopping, logger: logger),
                StoreService(store: store),
            ]
            services += await upkeep(configuration, store: store, log: log)
            services.append(running)
            services.append(
                DrainOnSignal(
                    server: web, signals: await UnixSignalsSequence(trapping: .sigusr2), manager: manager,
                    logger: log.logger("towow.web")))
            if let bridge {
                services.append(BridgeService(bridge: bridge, coordinator: engine.coordinator, started: started))
            }
            if sources != nil {
                // From here on, before anybody hears that the server is ready, no hangup is lost.
                let hangups = await UnixSignalsSequence(trapping: .sighup)
                services.append(
                    SettingsService(
                        settings: settings, certificate: certificate, hangups: hangups, manager: manager,
                        logger: log.logger("towow.settings")))
            }
            if let certificate { services.append(CertificateService(certificate: certificate)) }
            services += [web, StoppingNotice(manager: manager, stopping: stop, logger: logger)]
            var group = ServiceGroupConfiguration(
                services: services.map { .init(service: $0) }, gracefulShutdownSignals: [.sigterm, .sigint],
                logger: log.logger("lifecycle"))
            group.maximumGracefulShutdownDuration = shutdownLimit
            return ServiceGroup(configuration: group)
        } catch {
            await store.close()
            throw error
        }
    }

    /// Whether a database of a group cannot be reached for now: a reason to wait, not to end.
    private static func isAway(_ error: any Error, _ configuration: Configuration) -> Bool {
        guard case .postgres = configuration.database else { return false }
        switch error {
        case PostgresStoreError.unreachable, StoreError.unavailable: return true
        default: return false
        }
    }

    /// - Returns: false when the database is away; the server then begins without it.
    private static func isDone(
        _ configuration: Configuration, logger: Logger, _ prepare: () async throws -> Void
    ) async throws -> Bool {
        do {
            try await prepare()
            return true
        } catch let error where isAway(error, configuration) {
            logger.warning("the server begins without its database", metadata: ["reason": "\(error)"])
            return false
        }
    }

    /// A first start in development has somebody to ask.
    private static func welcome(_ configuration: Configuration, store: any Store, logger: Logger) async throws {
        let known = try await store.members(after: nil, limit: 1, includeInactive: true)
        guard configuration.environment == .development, known.isEmpty else { return }
        let members = try await store.upsert(members: BundledMembers.members(), isActive: true)
        logger.notice("bundled members imported", metadata: ["count": .stringConvertible(members.count)])
    }
}
