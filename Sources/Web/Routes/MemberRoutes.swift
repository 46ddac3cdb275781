import Engine
import FoundationEssentials
import NIOHTTP1

/// What members do themselves: register, change their profile, leave, read their inbox.
struct MemberRoutes: Sendable {
    private static let inboxPage = 20

    let service: any NegotiationService
    let access: MemberAccess
    let isRegistrationOpen: @Sendable () -> Bool

    func add(to routes: inout RouteTable.Builder) {
        routes.on(.POST, "/api/v1/agents", register)
        routes.on(.PATCH, "/api/v1/agents/:id", edit)
        routes.on(.DELETE, "/api/v1/agents/:id", leave)
        routes.on(.POST, "/api/v1/agents/:id/token", renewToken)
        routes.on(.GET, "/api/v1/agents/:id/inbox", inbox)
    }

    private func id(_ context: WebContext) throws -> String {
        let id = context.parameter("id")
        guard AgentRoutes.isMemberID(id) else { throw WebError.unknownAgent }
        return id
    }

    @Sendable private func register(_ context: WebContext) async throws -> Answer {
        let request = context.request
        if !isRegistrationOpen() { try await access.requireAdmin(request) }
        let body = try JSONBody.bytes(of: request)
        let registration = try await checked(request) { try await service.register(body) }
        var answer = try Answer.json(
            WholeProfile(registration.record, isOnline: nil, token: registration.token), status: .created)
        answer.fields.append(("location", "/api/v1/agents/\(registration.record.member.id)"))
        return answer
    }

    @Sendable private func edit(_ context: WebContext) async throws -> Answer {
        let id = try id(context)
        try await access.require(id, context.request)
        let body = try JSONBody.bytes(of: context.request)
        let record = try await checked(context.request) { try await service.edit(id, body) }
        return try .json(WholeProfile(record, isOnline: service.isOnline(record.member)))
    }

    private struct Left: Encodable {
        var agentID: String
        var isActive = false

        enum CodingKeys: String, CodingKey { case agentID = "agent_id", isActive = "is_active" }
    }

    @Sendable private func leave(_ context: WebContext) async throws -> Answer {
        let id = try id(context)
        try await access.require(id, context.request)
        try await service.deactivate(id)
        return try .json(Left(agentID: id))
    }

    private struct NewToken: Encodable {
        var agentID: String
        var agentToken: String

        enum CodingKeys: String, CodingKey { case agentID = "agent_id", agentToken = "agent_token" }
    }

    @Sendable private func renewToken(_ context: WebContext) async throws -> Answer {
        let id = try id(context)
        try await access.require(id, context.request)
        return try .json(NewToken(agentID: id, agentToken: try await service.renewToken(of: id)))
    }

    // MARK: Inbox

    @Sendable private func inbox(_ context: WebContext) async throws -> Answer {
        let id = try id(context)
        let request = context.request
        let caller = try await access.require(id, request)
        let limit = try request.query("limit").map { text in
            guard let limit = Int(text), (1...100).contains(limit) else { throw WebError.field("limit", "bad_limit") }
            return limit
        }
        let cursor = try request.query("cursor").flatMap { $0.isEmpty ? nil : $0 }.map { text in
            guard let cursor = InboxCursor(text: text) else { throw WebError.field("cursor", "bad_cursor") }
            return cursor
        }
        guard let record = try await service.profile(id) else { throw WebError.unknownAgent }
        if request.headers.first(name: "accept")?.lowercased().contains("text/event-stream") == true {
            let feed = InboxFeed(
                service: service, agentID: id, displayName: record.member.displayName,
                token: caller == .admin ? nil : request.bearerToken, limit: limit ?? MemberRoutes.inboxPage)
            return .events(feed.messages)
        }
        let page = try await service.inbox(of: id, after: cursor, limit: limit ?? MemberRoutes.inboxPage)
        return try .json(InboxPage(agentID: id, displayName: record.member.displayName, inbox: page))
    }
}

/// An inbox with whose it is.
struct InboxPage: Encodable {
    var agentID: String
    var displayName: String
    var inbox: Inbox

    func encode(to encoder: any Encoder) throws {
        try inbox.encode(to: encoder)
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(agentID, forKey: .agentID)
        try container.encode(displayName, forKey: .displayName)
    }

    private enum CodingKeys: String, CodingKey { case agentID = "agent_id", displayName = "display_name" }
}

/// All of a profile, for the member and the operator.
struct WholeProfile: Encodable {
    private let record: MemberRecord
    private let isOnline: Bool?
    private let token: String?

    init(_ record: MemberRecord, isOnline: Bool?, token: String? = nil) {
        self.record = record
        self.isOnline = isOnline
        self.token = token
    }

    func encode(to encoder: any Encoder) throws {
        var member = record.member
        let publicFields = member.publicFields
        member.publicFields = PublicProfile.fields
        try PublicProfile(member, isOnline: isOnline).encode(to: encoder)
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(publicFields, forKey: .publicFields)
        try container.encode(record.version, forKey: .version)
        try container.encode(record.isActive, forKey: .isActive)
        try container.encodeIfPresent(token, forKey: .agentToken)
    }

    private enum CodingKeys: String, CodingKey {
        case version
        case publicFields = "public_fields"
        case isActive = "is_active"
        case agentToken = "agent_token"
    }
}
