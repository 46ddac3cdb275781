import Engine
import NIOCore
import NIOHTTP1

/// The operator's API. Nothing of a request is looked at before its key was.
struct AdminRoutes: Sendable {
    static let base = "/api/v1/admin"

    let key: AdminKey
    let administration: any Administration

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

    // MARK: Settings

    @Sendable private func settings(_ call: Call) async throws -> Answer {
        try .json(await administration.settings())
    }

    @Sendable private func changeSettings(_ call: Call) async throws -> Answer {
        let changes = try JSONBody.decode([String: JSONValue].self, from: call.request)
        return try .json(await administration.change(settings: changes, by: call.actor))
    }
}
