import Engine
import HTTPTypes
import Hummingbird
import Logging
import NIOCore
import NIOHTTP1

/// What a route gets besides Hummingbird's request.
struct WebContext: RequestContext {
    struct Source: RequestContextSource {
        let logger: Logger
        let request: WebRequest
        let isDraining: Bool
    }

    var coreContext: CoreRequestContextStorage
    let request: WebRequest
    let isDraining: Bool

    init(source: Source) {
        coreContext = CoreRequestContextStorage(source: source)
        request = source.request
        isDraining = source.isDraining
    }

    /// A path parameter, decoded; the empty string when its escapes are broken, which is no id of anything.
    func parameter(_ name: String) -> String {
        coreContext.parameters.get(name).flatMap { PercentEncoding.decode($0) } ?? ""
    }
}

/// All routes that the engine answers, and which methods each path allows.
final class RouteTable: Sendable {
    static let readOnly = "GET, HEAD, OPTIONS"

    typealias Handler = @Sendable (WebContext) async throws -> Answer

    fileprivate struct Pattern: Sendable {
        let segments: [Substring]
        var methods: [String]

        func matches(_ path: [Substring]) -> Bool {
            segments.count == path.count && zip(segments, path).allSatisfy { $0.hasPrefix(":") || $0 == $1 }
        }
    }

    /// Collects routes while they are declared.
    struct Builder {
        fileprivate let router = Router(context: WebContext.self)
        fileprivate var patterns: [Pattern] = []

        /// - Parameter path: segments; those that begin with `:` are parameters.
        mutating func on(_ method: HTTPRequest.Method, _ path: String, _ handler: @escaping Handler) {
            declare(method.rawValue, path)
            router.on(RouterPath(path), method: method) { _, context in
                Response(try await handler(context))
            }
        }

        /// A path that is answered elsewhere but has to be known for `Allow`.
        mutating func declare(_ method: String, _ path: String) {
            let segments = path.split(separator: "/")
            let methods = method == "GET" ? ["GET", "HEAD"] : [method]
            if let index = patterns.firstIndex(where: { $0.segments == segments }) {
                patterns[index].methods += methods
            } else {
                patterns.append(Pattern(segments: segments, methods: methods))
            }
        }
    }

    private let responder: RouterResponder<WebContext>
    private let patterns: [Pattern]

    init(service: any NegotiationService, configuration: WebConfiguration, pages: Pages) {
        var builder = Builder()
        Health.routes(
            &builder, service: service, limit: configuration.timeouts.ready, model: configuration.modelHealth)
        DemandRoutes(service: service).add(to: &builder)
        EventRoutes(service: service).add(to: &builder)
        AgentRoutes(service: service).add(to: &builder)
        PageRoutes(service: service, pages: pages).add(to: &builder)
        patterns = builder.patterns
        builder.router.add(middleware: UnroutedMiddleware(patterns: patterns))
        responder = builder.router.buildResponder()
    }

    /// The methods of a path as the `Allow` header has them; nil when there is no such path.
    func allow(_ path: String) -> String? { patterns.allow(path) }

    func answer(to request: WebRequest, isDraining: Bool, logger: Logger) async throws -> Answer {
        let context = WebContext(source: .init(logger: logger, request: request, isDraining: isDraining))
        // HEAD is GET whose body the connection leaves out.
        let method = request.isHead ? .get : HTTPRequest.Method(rawValue: request.head.method.rawValue)
        guard let method else { throw WebError.notFound }
        let head = HTTPRequest(
            method: method, scheme: nil, authority: request.headers.first(name: "host"), path: request.path,
            headerFields: HTTPFields(request.headers))
        let response = try await responder.respond(
            to: Request(head: head, body: RequestBody(buffer: request.body)), context: context)
        return try await Answer(response)
    }
}

/// Says which methods a known path has; the router itself knows only "not found".
private struct UnroutedMiddleware: RouterMiddleware {
    let patterns: [RouteTable.Pattern]

    func handle(
        _ request: Request, context: WebContext, next: (Request, WebContext) async throws -> Response
    ) async throws -> Response {
        do {
            return try await next(request, context)
        } catch let error as HTTPError where error.status == .notFound {
            let request = context.request
            guard let allow = patterns.allow(request.path, except: request.head.method.rawValue) else {
                throw WebError.notFound
            }
            throw WebError.methodNotAllowed(allow)
        }
    }
}

extension [RouteTable.Pattern] {
    /// - Parameter method: nil is also the answer for a path that has this method.
    fileprivate func allow(_ path: String, except method: String? = nil) -> String? {
        let segments = path.split(separator: "/")
        guard let pattern = first(where: { $0.matches(segments) }) else { return nil }
        if let method, pattern.methods.contains(method) { return nil }
        return (pattern.methods + ["OPTIONS"]).joined(separator: ", ")
    }
}

extension HTTPFields {
    fileprivate init(_ headers: HTTPHeaders) {
        self.init()
        for (name, value) in headers {
            if let name = HTTPField.Name(name) { append(HTTPField(name: name, value: value)) }
        }
    }
}

extension Response {
    fileprivate init(_ answer: Answer) {
        var headers = HTTPFields()
        for field in answer.fields {
            if let name = HTTPField.Name(field.name) { headers.append(HTTPField(name: name, value: field.value)) }
        }
        self.init(
            status: .init(code: Int(answer.status.code), reasonPhrase: answer.status.reasonPhrase), headers: headers,
            body: ResponseBody(byteBuffer: answer.body))
    }
}

extension Answer {
    fileprivate init(_ response: Response) async throws {
        self.init(HTTPResponseStatus(statusCode: response.status.code))
        // The length is the connection's to say: the body may still be compressed.
        fields = response.headers.filter { $0.name != .contentLength }.map { ($0.name.canonicalName, $0.value) }
        let collector = BodyCollector()
        try await response.body.write(collector)
        body = collector.body
        let type = response.headers[.contentType] ?? ""
        isCompressible =
            response.headers[.contentEncoding] == nil
            && (type.hasPrefix("text/") || type.hasPrefix("application/json") || type.hasPrefix("application/x-ndjson"))
    }
}

/// Takes a body of the router's as one buffer: everything but streams is small.
private final class BodyCollector: ResponseBodyWriter {
    private(set) var body = ByteBuffer()

    func write(_ buffer: ByteBuffer) async throws {
        if body.readableBytes == 0 { body = buffer } else { body.writeImmutableBuffer(buffer) }
    }

    func finish(_ trailingHeaders: HTTPFields?) async throws {}
}
