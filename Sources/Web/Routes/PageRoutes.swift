import Engine
import NIOHTTP1

/// Addresses of pages: all show the same file, which reads the address; the status says whether what it names exists.
struct PageRoutes: Sendable {
    let service: any NegotiationService
    let pages: Pages

    func add(to routes: inout RouteTable.Builder) {
        routes.declare(.GET, "/")
        routes.declare(.GET, Pages.document)
        for path in ["/agents", "/join", "/inbox", "/admin", "/docs"] {
            routes.on(.GET, path) { [pages] context in try page(pages, true, context) }
        }
        routes.on(.GET, "/agents/:id") { [pages, service] context in
            let id = context.parameter("id")
            let record = AgentRoutes.isMemberID(id) ? try await service.member(id) : nil
            return try page(pages, record?.isActive == true, context)
        }
        for path in ["/negotiation/:id", "/stage/:id"] {
            routes.on(.GET, path) { [pages, service] context in
                var exists = false
                if let id = DemandID(rawValue: context.parameter("id")) {
                    exists = try await service.summary(of: id) != nil
                }
                return try page(pages, exists, context)
            }
        }
        routes.on(.GET, "/admin/:section") { [pages] context in
            try page(pages, adminSections.contains(context.parameter("section")), context)
        }
        // The page of an inbox says itself whether this browser has the token for it; who has left still has one.
        for path in ["/inbox/:id", "/inbox/:id/profile"] {
            routes.on(.GET, path) { [pages, service] context in
                let id = context.parameter("id")
                let exists = AgentRoutes.isMemberID(id) ? try await service.member(id) != nil : false
                return try page(pages, exists, context)
            }
        }
    }
}

/// The parts of the admin page; app.js has the same list.
private let adminSections: Set<String> = [
    "overview", "demands", "members", "settings", "llm", "limiter", "audit", "demo",
]

private func page(_ pages: Pages, _ exists: Bool, _ context: WebContext) throws -> Answer {
    guard let answer = pages.index(status: exists ? .ok : .notFound, for: context.request) else {
        throw WebError.notFound
    }
    return answer
}
