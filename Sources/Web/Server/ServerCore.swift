import Engine
import Glibc
import Logging
import NIOCore
import NIOHTTP1
import Synchronization

/// What all connections share.
final class ServerCore: Sendable {
    struct Limits: Sendable {
        let head: TimeAmount
        let body: TimeAmount
        let idle: TimeAmount
    }

    let configuration: WebConfiguration
    let service: any NegotiationService
    let gate: ConnectionGate
    let streams: StreamRegistry
    let timeouts: Limits
    let logger: Logger
    let metrics: WebMetrics
    let limiter: RateLimiter
    let workers: [NIOLoopBoundBox<Worker>]
    private let saidProxyMissing = Atomic<Bool>(false)
    private let policy: HeaderPolicy
    private let pages: Pages
    let routes: RouteTable
    private let isDrainingFlag = Atomic<Bool>(false)
    private let heartbeats = (
        plain: StreamText.buffer(StreamText.heartbeat, isChunked: false),
        chunked: StreamText.buffer(StreamText.heartbeat, isChunked: true)
    )

    init(
        configuration: WebConfiguration, service: any NegotiationService, workers: [NIOLoopBoundBox<Worker>],
        logger: Logger
    ) {
        self.configuration = configuration
        self.service = service
        self.workers = workers
        self.logger = logger
        gate = ConnectionGate(
            maximum: configuration.maximumConnections, maximumPerAddress: configuration.maximumConnectionsPerAddress,
            trusted: configuration.trustedProxies)
        let metrics = WebMetrics(configuration.metrics)
        self.metrics = metrics
        limiter = RateLimiter(configuration.live, metrics: configuration.metrics)
        streams = StreamRegistry(
            service: service, configuration: configuration.streams, workers: workers, metrics: metrics)
        timeouts = Limits(
            head: TimeAmount(configuration.timeouts.head), body: TimeAmount(configuration.timeouts.body),
            idle: TimeAmount(configuration.timeouts.idle))
        policy = HeaderPolicy(live: configuration.live, isSecure: configuration.isSecure)
        pages = Pages(folder: configuration.staticFolder)
        routes = RouteTable(
            service: service, configuration: configuration, pages: pages,
            server: ServerParts(limiter: limiter, gate: gate, streams: streams))
    }

    var isDraining: Bool {
        get { isDrainingFlag.load(ordering: .relaxed) }
        set { isDrainingFlag.store(newValue, ordering: .relaxed) }
    }

    /// The time of day, for what is shown; deadlines have a clock of their own.
    func clock() -> Timestamp { SystemClock().now() }

    func heartbeat(isChunked: Bool) -> ByteBuffer {
        isChunked ? heartbeats.chunked : heartbeats.plain
    }

    // MARK: Requests

    /// Finds out who asks, when a trusted proxy is between.
    func identify(_ request: inout WebRequest) {
        request.trace = RequestTrace()
        let trusted = configuration.trustedProxies
        guard trusted.trusts(request.peer) else {
            if request.isForwarded, request.peer?.isLoopback == true { sayProxyMissing() }
            return
        }
        request.client = trusted.client(peer: request.peer, forwardedFor: request.headers["x-forwarded-for"])
        let scheme = request.headers["x-forwarded-proto"].last?.split(separator: ",").last?.trimmedSpaces.lowercased()
        request.isForwardedSecure = scheme == "https"
    }

    /// Once: all clients share one address then, and with it one allowance.
    private func sayProxyMissing() {
        guard !saidProxyMissing.exchange(true, ordering: .relaxed) else { return }
        logger.warning("a proxy on this host forwards requests, but TRUSTED_PROXIES does not name it")
    }

    /// What needs neither the engine nor the router: liveness and the pages' files. Called on the event loop, so it must be quick.
    func immediateAnswer(to request: WebRequest) -> Answer? {
        switch request.head.method {
        case .GET, .HEAD:
            let answer: Answer?
            switch request.path {
            case "/health": answer = Health.alive
            case "/health-fe": answer = Health.pagesAlive
            default: answer = pages.file(at: request.path, for: request)
            }
            if answer != nil {
                let isNamed = request.path.hasPrefix("/health") || request.path == Pages.document
                request.trace?.route = isNamed ? request.path : ServerCore.fileRoute
            }
            return answer
        case .OPTIONS:
            request.trace?.route = routes.match(request.path)?.pattern ?? ServerCore.unmatchedRoute
            let allow = routes.allow(request.path) ?? (pages.has(request.path) ? RouteTable.readOnly : nil)
            return policy.preflight(
                origin: request.headers.first(name: "origin"), allow: allow ?? "GET, HEAD, POST, OPTIONS")
        default: return nil
        }
    }

    /// Everything else, through the router.
    func answer(to request: WebRequest) async -> Answer {
        var answer: Answer
        do {
            answer = try await guarded(request)
        } catch {
            let visible = WebError(any: error)
            if visible.code == .forbidden, request.hasCredentials, !ServerCore.isRule(visible.reason) {
                configuration.attempts.failed(request.client)
            }
            if visible.reason == "internal" {
                logger.error(
                    "request failed",
                    metadata: ["request_id": "\(request.id)", "error": "\(String(reflecting: error))"])
            }
            if visible.status == .notFound, visible.reason == "unknown_path", request.isGetOrHead, request.acceptsHTML,
                let page = pages.index(status: .notFound, for: request)
            {
                return page
            }
            answer = visible.answer(language: request.language, requestID: request.id)
        }
        Compression.apply(to: &answer, acceptEncoding: request.headers.first(name: "accept-encoding"))
        return answer
    }

    /// Refused whoever asks, not because of a key.
    private static func isRule(_ reason: String) -> Bool { reason == "cross_site" || reason == "metrics_not_here" }

    /// The route's answer, if nothing is against asking it.
    private func guarded(_ request: WebRequest) async throws -> Answer {
        guard let match = routes.match(request.path) else {
            request.trace?.route = ServerCore.unmatchedRoute
            throw WebError.notFound
        }
        request.trace?.route = match.pattern
        request.trace?.demand = match.demand
        let handler = try routes.handler(for: request, match)
        try CrossSiteGuard.check(request, isListed: policy.isListed)
        guard request.isQueryReadable || !match.isInterface else {
            throw WebError(.badRequest, .badRequest, "bad_query")
        }
        if request.hasCredentials {
            do throws(TowowError) {
                try configuration.attempts.check(request.client)
            } catch {
                metrics.attemptRefused()
                throw error
            }
        }
        guard !request.isGetOrHead, !match.isAdministration else {
            return try await routes.answer(to: request, match, by: handler, isDraining: isDraining)
        }
        let place = try await limiter.enter(request.client)
        defer { place.leave() }
        return try await routes.answer(to: request, match, by: handler, isDraining: isDraining)
    }

    /// What the log and the metrics call the files of the pages, paths that do not exist, and bytes that are no request.
    private static let fileRoute = "/*"
    private static let unmatchedRoute = "unmatched"
    private static let invalidRoute = "invalid"

    private func route(of request: WebRequest) -> String {
        guard let trace = request.trace, !request.path.isEmpty else { return ServerCore.invalidRoute }
        return trace.route ?? routes.match(request.path)?.pattern ?? ServerCore.unmatchedRoute
    }

    // MARK: Answers

    func headers(for request: WebRequest, date: String) -> HTTPHeaders {
        policy.headers(
            requestID: request.id, date: date, origin: request.headers.first(name: "origin"),
            isForwardedSecure: request.isForwardedSecure)
    }

    /// Counts a request, and writes its line: the path without its query, which may hold what people typed.
    func log(_ request: WebRequest, status: HTTPResponseStatus, bytes: Int, errorCode: String?) {
        let took = (NIODeadline.now() - request.started).nanoseconds
        let route = route(of: request)
        metrics.answered(request.head.method, route: route, status: status.code, nanoseconds: took)
        guard logger.logLevel <= .info else { return }
        var metadata: Logger.Metadata = [
            "method": "\(request.head.method.rawValue.prefix(32))",
            "route": "\(route)",
            "path": "\(request.path.prefix(256))",
            "status": .stringConvertible(Int(status.code)),
            "bytes": .stringConvertible(bytes),
            "duration_us": .stringConvertible(Int(took / 1000)),
            "request_id": "\(request.id)",
        ]
        if let client = request.client { metadata["client"] = "\(client)" }
        if let demand = request.trace?.demand { metadata["demand_id"] = "\(demand)" }
        if let errorCode { metadata["error_code"] = "\(errorCode)" }
        logger.info("request", metadata: metadata)
    }
}
