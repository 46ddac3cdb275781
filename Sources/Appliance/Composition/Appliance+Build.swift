import CHost
import Engine
import Logging
import ServiceLifecycle
import UnixSignals

extension Appliance {
    /// All of 10 seconds after SIGTERM or SIGINT the process is gone.
    static let shutdownLimit = Duration.seconds(10)

    /// Opens the store and joins all parts of the server, leaves first. Tests call this too.
    /// - Parameter pages: serves the pages from this folder instead of the ones in the binary.
    static func build(_ configuration: Configuration, pages: String? = nil, log: LogOutput) async throws -> ServiceGroup
    {
        let logger = log.logger("towow")
        warnOfPendingSettings(configuration, logger: logger)
        let descriptors = Int(towow_raise_descriptor_limit())
        let store = try await openStore(
            configuration, patience: databasePatience, logger: log.logger("towow.storage"))
        do {
            try await welcome(configuration, store: store, logger: logger)
            let engine = try await EngineAssembly.make(store: store, configuration: configuration, log: log)
            let web = webService(
                configuration, engine: engine, sockets: ServiceManager.inheritedSockets(), descriptors: descriptors,
                pages: pages, log: log)
            var group = ServiceGroupConfiguration(
                services: [.init(service: StoreService(store: store))]
                    + upkeep(configuration, store: store, log: log).map { .init(service: $0) } + [
                        .init(service: EngineService(coordinator: engine.coordinator, matcher: engine.matcher)),
                        .init(service: web),
                        .init(service: StoppingNotice(logger: logger)),
                    ],
                gracefulShutdownSignals: [.sigterm, .sigint], logger: log.logger("lifecycle"))
            group.maximumGracefulShutdownDuration = shutdownLimit
            return ServiceGroup(configuration: group)
        } catch {
            await store.close()
            throw error
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
