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
    private let policy: HeaderPolicy
    private let pages: Pages
    private let routes: RouteTable
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
        self.logger = logger
        gate = ConnectionGate(
            maximum: configuration.maximumConnections, maximumPerAddress: configuration.maximumConnectionsPerAddress,
            trusted: configuration.trustedProxies)
        streams = StreamRegistry(service: service, configuration: configuration.streams, workers: workers)
        timeouts = Limits(
            head: TimeAmount(configuration.timeouts.head), body: TimeAmount(configuration.timeouts.body),
            idle: TimeAmount(configuration.timeouts.idle))
        policy = HeaderPolicy(corsOrigins: configuration.corsOrigins, isSecure: configuration.isSecure)
        pages = Pages(folder: configuration.staticFolder)
        routes = RouteTable(service: service, configuration: configuration, pages: pages) { [gate, streams] in
            ServerFigures(
                connections: gate.total, streams: streams.openCount, droppedStreams: streams.droppedCount)
        }
    }

    var isDraining: Bool {
        get { isDrainingFlag.load(ordering: .relaxed) }
        set { isDrainingFlag.store(newValue, ordering: .relaxed) }
    }

    /// The time of day, for what is shown; deadlines have a clock of their own.
    func clock() -> Timestamp {
        var now = timespec()
        clock_gettime(CLOCK_REALTIME, &now)
        return Timestamp(milliseconds: Int64(now.tv_sec) * 1000 + Int64(now.tv_nsec) / 1_000_000)
    }

    func heartbeat(isChunked: Bool) -> ByteBuffer {
        isChunked ? heartbeats.chunked : heartbeats.plain
    }

    // MARK: Requests

    /// Finds out who asks, when a trusted proxy is between.
    func identify(_ request: inout WebRequest) {
        let trusted = configuration.trustedProxies
        guard !trusted.isEmpty, let peer = request.peer, trusted.contains(where: { $0.contains(peer) }) else { return }
        request.client = trusted.client(peer: peer, forwardedFor: request.headers["x-forwarded-for"])
        let scheme = request.headers["x-forwarded-proto"].last?.split(separator: ",").last?.trimmedSpaces.lowercased()
        request.isForwardedSecure = scheme == "https"
    }

    /// What needs neither the engine nor the router: liveness and the pages' files. Called on the event loop, so it must be quick.
    func immediateAnswer(to request: WebRequest) -> Answer? {
        switch request.head.method {
        case .GET, .HEAD:
            switch request.path {
            case "/health": return Health.alive
            case "/health-fe": return Health.pagesAlive
            default: return pages.file(at: request.path, for: request)
            }
        case .OPTIONS:
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
            answer = try await routes.answer(to: request, isDraining: isDraining)
        } catch {
            let visible = WebError(any: error)
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

    // MARK: Answers

    func headers(for request: WebRequest, date: String) -> HTTPHeaders {
        policy.headers(
            requestID: request.id, date: date, origin: request.headers.first(name: "origin"),
            isForwardedSecure: request.isForwardedSecure)
    }

    /// One line a request; the path without its query, which may hold what people typed.
    func log(_ request: WebRequest, status: HTTPResponseStatus, bytes: Int, errorCode: String?) {
        guard logger.logLevel <= .info else { return }
        var metadata: Logger.Metadata = [
            "method": "\(request.head.method.rawValue)",
            "path": "\(request.path.prefix(256))",
            "status": "\(status.code)",
            "bytes": "\(bytes)",
            "duration_us": "\((NIODeadline.now() - request.started).nanoseconds / 1000)",
            "request_id": "\(request.id)",
        ]
        if let client = request.client { metadata["client"] = "\(client)" }
        if let errorCode { metadata["error_code"] = "\(errorCode)" }
        logger.info("request", metadata: metadata)
    }
}
