import Engine
import NIOCore
import NIOHTTP1

/// What a route gets: the request and the parameters of its path.
struct WebContext: Sendable {
    let request: WebRequest
    let isDraining: Bool
    fileprivate let parameters: [(name: Substring, value: Substring)]

    /// A path parameter, decoded; the empty string when its escapes are broken, which is no id of anything.
    func parameter(_ name: String) -> String {
        parameters.first { $0.name == name }.flatMap { PercentEncoding.decode($0.value) } ?? ""
    }
}

/// All routes that the engine answers, and which methods each path allows.
final class RouteTable: Sendable {
    static let readOnly = "GET, HEAD, OPTIONS"

    typealias Handler = @Sendable (WebContext) async throws -> Answer

    fileprivate struct Route: Sendable {
        let segments: [Substring]
        let pattern: String
        /// Nil for a method that is answered elsewhere.
        var handlers: [(method: HTTPMethod, handler: Handler?)]

        var methods: [String] {
            handlers.flatMap { $0.method == .GET ? ["GET", "HEAD"] : [$0.method.rawValue] }
        }

        func matches(_ path: [Substring]) -> Bool {
            segments.count == path.count && zip(segments, path).allSatisfy { $0.hasPrefix(":") || $0 == $1 }
        }
    }

    /// Collects routes while they are declared.
    struct Builder {
        fileprivate var routes: [Route] = []

        init() {}

        /// Every method that was declared, with the pattern of its path: `GET /api/v1/demand/:id`.
        var calls: [Call] { RouteTable.calls(routes) }

        /// - Parameter path: segments; those that begin with `:` are parameters. The first route that matches a path answers.
        mutating func on(_ method: HTTPMethod, _ path: String, _ handler: @escaping Handler) {
            add(method, path, handler)
        }

        /// A path that is answered elsewhere but has to be known for `Allow`.
        mutating func declare(_ method: HTTPMethod, _ path: String) { add(method, path, nil) }

        private mutating func add(_ method: HTTPMethod, _ path: String, _ handler: Handler?) {
            let segments = path.split(separator: "/")
            if let index = routes.firstIndex(where: { $0.segments == segments }) {
                routes[index].handlers.append((method, handler))
            } else {
                routes.append(Route(segments: segments, pattern: path, handlers: [(method, handler)]))
            }
        }
    }

    /// A method that a path takes.
    struct Call: Hashable, Sendable, CustomStringConvertible {
        let method: HTTPMethod
        /// As it was declared: `/api/v1/demand/:id`.
        let pattern: String

        func hash(into hasher: inout Hasher) {
            hasher.combine(method.rawValue)
            hasher.combine(pattern)
        }

        var description: String { "\(method.rawValue) \(pattern)" }
    }

    private let routes: [Route]

    /// Everything that is answered here or elsewhere, `HEAD` and `OPTIONS` left out: they go without saying.
    var calls: [Call] { RouteTable.calls(routes) }

    private static func calls(_ routes: [Route]) -> [Call] {
        routes.flatMap { route in route.handlers.map { Call(method: $0.method, pattern: route.pattern) } }
    }

    init(service: any NegotiationService, configuration: WebConfiguration, pages: Pages, server: ServerParts) {
        var builder = Builder()
        Health.routes(
            &builder, service: service, limit: configuration.timeouts.ready, model: configuration.modelHealth,
            remote: configuration.remoteHealth)
        DemandRoutes(service: service).add(to: &builder)
        EventRoutes(service: service).add(to: &builder)
        let access = MemberAccess(service: service, adminKey: configuration.admin?.key)
        let isRegistrationOpen: @Sendable () -> Bool = { configuration.live.current.isRegistrationOpen }
        AgentRoutes(service: service, access: access, isRegistrationOpen: isRegistrationOpen).add(to: &builder)
        MemberRoutes(service: service, access: access, isRegistrationOpen: isRegistrationOpen).add(to: &builder)
        ChannelRoutes(service: service, access: access).add(to: &builder)
        if let admin = configuration.admin {
            AdminRoutes(
                key: admin.key, administration: admin.administration, demo: configuration.demo, service: service,
                server: server, patience: configuration.timeouts.ready
            )
            .add(to: &builder)
        }
        PageRoutes(service: service, pages: pages).add(to: &builder)
        if let text = configuration.metricsText {
            MetricsRoute(text: text, allowed: configuration.metricsAllow).add(to: &builder)
        }
        routes = builder.routes
    }

    private func route(_ path: [Substring]) -> Route? { routes.first { $0.matches(path) } }

    /// The methods of a path as the `Allow` header has them; nil when there is no such path.
    func allow(_ path: String) -> String? { route(path.split(separator: "/")).map(RouteTable.allow) }

    private static func allow(_ route: Route) -> String {
        (route.methods + ["OPTIONS"]).joined(separator: ", ")
    }

    /// The route of a request, found once.
    struct Match: Sendable {
        fileprivate let route: Route
        fileprivate let path: [Substring]
        /// As it was declared: `/api/v1/demand/:id`.
        var pattern: String { route.pattern }
        /// The demand that the path names.
        var demand: DemandID? {
            zip(route.segments, path).first { $0.0 == ":id" }.flatMap { DemandID(rawValue: String($0.1)) }
        }
        /// For programs, not a page.
        var isInterface: Bool { path.first == "api" || isAdministration }
        /// Part of the operator's API.
        var isAdministration: Bool { path.starts(with: ["api", "v1", "admin"]) || path.first == "admin" }
    }

    /// Nil when there is no such path.
    func match(_ path: String) -> Match? {
        let path = path.split(separator: "/")
        return route(path).map { Match(route: $0, path: path) }
    }

    /// - Throws: `WebError` when the path does not take the method.
    func handler(for request: WebRequest, _ match: Match) throws(WebError) -> Handler {
        // HEAD is GET whose body the connection leaves out.
        let method = request.isHead ? .GET : request.head.method
        guard let entry = match.route.handlers.first(where: { $0.method == method }) else {
            throw WebError.methodNotAllowed(RouteTable.allow(match.route))
        }
        guard let handler = entry.handler else { throw WebError.notFound }
        return handler
    }

    /// - Throws: what the route throws.
    func answer(to request: WebRequest, _ match: Match, by handler: Handler, isDraining: Bool) async throws -> Answer {
        let (route, path) = (match.route, match.path)
        let parameters = zip(route.segments, path).filter { $0.0.hasPrefix(":") }.map {
            (name: $0.0.dropFirst(), value: $0.1)
        }
        var answer = try await handler(
            WebContext(request: request, isDraining: isDraining, parameters: parameters))
        answer.isCompressible = answer.isCompressible || answer.isPlainText
        return answer
    }
}

extension Answer {
    /// Text that nobody has encoded yet.
    fileprivate var isPlainText: Bool {
        guard !fields.contains(where: { $0.name.lowercased() == "content-encoding" }) else { return false }
        let type = fields.first { $0.name.lowercased() == "content-type" }?.value ?? ""
        return type.hasPrefix("text/") || type.hasPrefix("application/json") || type.hasPrefix("application/x-ndjson")
    }
}
