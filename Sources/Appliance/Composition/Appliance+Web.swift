import Engine
import Logging
import ServiceLifecycle
import Web

extension Appliance {
    /// The web server of `configuration`; on inherited sockets when there are some.
    static func webService(
        _ configuration: Configuration, service: any NegotiationService,
        modelHealth: (@Sendable () async -> ModelHealth)?, sockets: [Int32], descriptors: Int, pages: String? = nil,
        log: LogOutput
    ) -> any Service {
        let logger = log.logger("towow.web")
        var web = webConfiguration(configuration, sockets: sockets, descriptors: descriptors)
        web.staticFolder = pages
        web.modelHealth = modelHealth
        if web.streams.maximum < configuration.web.streamMax {
            logger.warning(
                "TOWOW_SSE_MAX is lowered: too few file descriptors",
                metadata: [
                    "streams": .stringConvertible(web.streams.maximum), "descriptors": .stringConvertible(descriptors),
                ])
        }
        let host = HealthTarget(listeningOn: configuration.host, port: 0).host
        return WebServer(configuration: web, service: service, logger: logger) { ports in
            ServiceManager.notify("READY=1")
            let urls = ports.map { port in
                port == 0 ? "socket" : "http://\(host.contains(":") ? "[\(host)]" : host):\(port)"
            }
            logger.notice("ToWow is ready", metadata: ["url": "\(urls.joined(separator: " "))"])
        }
    }

    /// What the web server is told. Descriptors are kept back for the database and for connections that are no streams.
    static func webConfiguration(_ configuration: Configuration, sockets: [Int32], descriptors: Int) -> WebConfiguration
    {
        var web = WebConfiguration(
            bindings: sockets.isEmpty
                ? [.address(host: configuration.host, port: configuration.port)] : sockets.map { .descriptor($0) })
        web.maximumConnections = max(64, min(configuration.web.connectionMax ?? .max, descriptors - 512))
        web.maximumConnectionsPerAddress = configuration.web.connectionPerAddress
        web.streams.maximum = max(32, min(configuration.web.streamMax, descriptors - 1024))
        web.streams.maximumPerAddress = configuration.web.streamPerAddress
        web.trustedProxies = configuration.access.trustedProxies.compactMap { AddressRange($0) }
        web.corsOrigins = configuration.access.corsOrigins
        web.isSecure = configuration.tls != nil
        return web
    }
}
