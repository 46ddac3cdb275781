import Engine
import NIOCore
import NIOHTTP1

/// The operator's API. Nothing of a request is looked at before its key was.
struct AdminRoutes: Sendable {
    static let base = "/api/v1/admin"

    let key: AdminKey
    let administration: any Administration
    /// Nil: there are no demonstrations.
    let demo: (any DemoAdministration)?
    let service: any NegotiationService
    let server: ServerParts
    /// How long the store may take to prove that it answers.
    let patience: Duration

    /// What a route gets once the key is right.
    struct Call: Sendable {
        var context: WebContext
        /// For the audit: who, and from where.
        var actor: String
        var request: WebRequest { context.request }
    }

    typealias Handler = @Sendable (Call) async throws -> Answer

    func add(to routes: inout RouteTable.Builder) {
        for path in [AdminRoutes.base + "/config", "/admin/config"] {
            routes.on(.GET, path, guarded(settings))
            routes.on(.POST, path, guarded(changeSettings))
        }
        routes.on(.GET, AdminRoutes.base + "/audit", guarded(audit))
        addStatus(to: &routes)
        addDemands(to: &routes)
        addModel(to: &routes)
        addLimiter(to: &routes)
        addMembers(to: &routes)
        demo.map { DemoRoutes(administration: $0).add(to: &routes, guardedBy: self) }
    }

    func guarded(_ handler: @escaping Handler) -> RouteTable.Handler {
        { context in
            try key.check(context.request.headers)
            let client = context.request.client.map { "\($0)" } ?? "local"
            do {
                return try await handler(Call(context: context, actor: "admin \(client)"))
            } catch let faults as AdminFaults {
                return try faults.answer(to: context.request)
            }
        }
    }

    /// Writes down what was done. A call is answered only when that is stored, so whoever got no answer repeats it.
    func note(_ action: String, _ detail: String, _ call: Call) async throws {
        try await service.note(action, detail, by: call.actor)
    }

    // MARK: Settings

    @Sendable private func settings(_ call: Call) async throws -> Answer {
        try .json(await administration.settings(in: call.request.language))
    }

    @Sendable private func changeSettings(_ call: Call) async throws -> Answer {
        let changes = try JSONBody.decode([String: JSONValue].self, from: call.request)
        return try .json(
            await administration.change(settings: changes, by: call.actor, in: call.request.language))
    }

    // MARK: Audit

    private struct AuditPage: Encodable {
        struct Entry: Encodable {
            var number: Int
            var at: Timestamp
            var actor: String
            var action: String
            /// What the action is called, in the caller's language.
            var title: String
            var detail: String
        }

        var entries: [Entry]
        var nextCursor: Nullable<String>
    }

    @Sendable private func audit(_ call: Call) async throws -> Answer {
        let limit = try call.request.limit(upTo: 200) ?? 50
        let cursor = try call.request.numberCursor()
        let language = call.request.language
        let records = try await service.audit(before: cursor, limit: limit + 1)
        let page = records.prefix(limit)
        return try .snakeCased(
            AuditPage(
                entries: page.map { record in
                    let entry = record.entry
                    return .init(
                        number: record.number, at: entry.at, actor: entry.actor, action: entry.action,
                        title: AdminTexts.action(entry.action, in: language), detail: entry.detail)
                }, nextCursor: Nullable(records.count > limit ? page.last.map { "\($0.number)" } : nil)))
    }
}

/// Parts of the server that the operator looks at.
struct ServerParts: Sendable {
    var limiter: RateLimiter
    var gate: ConnectionGate
    var streams: StreamRegistry
}
