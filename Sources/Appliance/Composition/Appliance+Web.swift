import Engine
import Logging
import ServiceLifecycle
import Telemetry
import Web

extension Appliance {
    /// The web server of `configuration`; on inherited sockets when there are some.
    static func webService(
        _ configuration: Configuration, service: any NegotiationService,
        modelHealth: (@Sendable () async -> ModelHealth)?, remoteHealth: (@Sendable () async -> RemoteHealth)?,
        certificate: ServerCertificate?, sockets: [InheritedSocket],
        onReady: @escaping @Sendable (_ places: String) -> Void, descriptors: Int, pages: String? = nil,
        settings: LiveSettings, administration: any Administration,
        demo: any DemoAdministration, metrics: MetricsRegistry, log: LogOutput
    ) throws(StartFault) -> WebServer {
        let logger = log.logger("towow.web")
        var web = try webConfiguration(configuration, sockets: sockets, descriptors: descriptors)
        web.certificate = certificate
        web.staticFolder = pages
        web.modelHealth = modelHealth
        web.remoteHealth = remoteHealth
        web.admin = (adminKey(configuration), administration)
        web.demo = demo
        let live = web.live
        settings.onChange { live.update($0.liveWeb) }
        web.metrics = metrics
        web.metricsText = { await metrics.text() }
        if web.streams.maximum < configuration.web.streamMax {
            logger.warning(
                "TOWOW_SSE_MAX is lowered: too few file descriptors",
                metadata: [
                    "streams": .stringConvertible(web.streams.maximum), "descriptors": .stringConvertible(descriptors),
                ])
        }
        let host = HealthTarget(listeningOn: configuration.host, port: 0).host
        let secure = web.bindings.count..<(web.bindings.count + web.secureBindings.count)
        return WebServer(configuration: web, service: service, logger: logger) { ports in
            let urls = ports.enumerated().map { index, port in
                let scheme = secure.contains(index) ? "https" : "http"
                return port == 0 ? "socket" : "\(scheme)://\(host.contains(":") ? "[\(host)]" : host):\(port)"
            }
            let places = urls.joined(separator: " ")
            onReady(places)
            logger.notice("ToWow is ready", metadata: ["url": "\(places)"])
        }
    }

    /// What the web server is told. Descriptors are kept back for the database and for connections that are no streams.
    static func webConfiguration(
        _ configuration: Configuration, sockets: [InheritedSocket], descriptors: Int
    ) throws(StartFault) -> WebConfiguration {
        var web = WebConfiguration(bindings: [])
        try listen(&web, configuration, sockets: sockets)
        // Few descriptors leave room for somebody all the same; who wants fewer gets fewer.
        web.maximumConnections = min(configuration.web.connectionMax ?? .max, max(64, descriptors - 512))
        web.maximumConnectionsPerAddress = configuration.web.connectionPerAddress
        web.streams.maximum = min(configuration.web.streamMax, max(32, descriptors - 1024))
        web.streams.maximumPerAddress = configuration.web.streamPerAddress
        web.trustedProxies = configuration.access.trustedProxies.compactMap { AddressRange($0) }
        web.metricsAllow = configuration.access.metricsAllow.compactMap { AddressRange($0) }
        web.live.update(configuration.liveWeb)
        web.acmeWebroot = configuration.acmeWebroot
        return web
    }
}

extension Configuration {
    /// What the web server may be told at any time.
    var liveWeb: LiveWebSettings.Values {
        .init(
            corsOrigins: access.corsOrigins, isRateLimitEnabled: web.isRateLimitEnabled,
            rateLimitMaxConcurrent: web.rateLimitMaxConcurrent, rateLimitUserMax: web.rateLimitUserMax,
            rateLimitQueueSize: web.rateLimitQueueSize, isRegistrationOpen: access.isRegistrationOpen)
    }
}
