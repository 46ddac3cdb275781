import Engine
import FoundationEssentials
import NIOHTTP1

/// The member directory: what a member chose to show, and nothing else but for themselves and the operator.
struct AgentRoutes: Sendable {
    let service: any NegotiationService
    let access: MemberAccess
    let isRegistrationOpen: @Sendable () -> Bool

    func add(to routes: inout RouteTable.Builder) {
        routes.on(.GET, "/api/v1/agents", list)
        routes.on(.GET, "/api/v1/agents/:id", one)
    }

    private struct Page: Encodable {
        var agents: [PublicProfile]
        var total: Int
        var nextCursor: String?
        /// Whether anybody may register; so that the page for it can say so before somebody fills it in.
        var isRegistrationOpen: Bool

        enum CodingKeys: String, CodingKey {
            case agents, total, nextCursor = "next_cursor", isRegistrationOpen = "registration_open"
        }
    }

    @Sendable private func list(_ context: WebContext) async throws -> Answer {
        let request = context.request
        let limit = try request.query("limit").map { text in
            guard let limit = Int(text), (1...100).contains(limit) else { throw WebError.field("limit", "bad_limit") }
            return limit
        }
        let text = request.query("q")?.trimmedWhitespace
        if let text { try JSONBody.check(text, field: "q", maximum: 200) }
        let cursor = request.query("cursor").flatMap { $0.isEmpty ? nil : $0 }
        if let cursor, !AgentRoutes.isMemberID(cursor) { throw WebError.field("cursor", "bad_cursor") }
        let page = try await service.members(
            matching: text?.isEmpty == true ? nil : text, after: cursor, limit: limit ?? 50)
        return try .json(
            Page(
                agents: page.members.map { PublicProfile($0.member, isOnline: service.isOnline($0.member)) },
                total: page.total, nextCursor: page.nextCursor, isRegistrationOpen: isRegistrationOpen()))
    }

    @Sendable private func one(_ context: WebContext) async throws -> Answer {
        let id = context.parameter("id")
        guard AgentRoutes.isMemberID(id) else { throw WebError.unknownAgent }
        switch try await access.caller(context.request) {
        case .admin, .member(id):
            guard let record = try await service.profile(id) else { throw WebError.unknownAgent }
            return try .json(WholeProfile(record, isOnline: service.isOnline(record.member)))
        case .member, .nobody: break
        }
        guard let record = try await service.member(id), record.isActive else { throw WebError.unknownAgent }
        return try .json(PublicProfile(record.member, isOnline: service.isOnline(record.member)))
    }

    static func isMemberID(_ text: String) -> Bool {
        (1...64).contains(text.utf8.count)
            && text.utf8.allSatisfy { byte in
                switch byte {
                case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"),
                    UInt8(ascii: "-"):
                    true
                default: false
                }
            }
    }
}

/// A profile reduced to its public fields. A field that is added to `Member` stays private until it is named here.
struct PublicProfile: Encodable {
    private let member: Member
    private let isOnline: Bool?

    /// - Parameter isOnline: of an agent elsewhere, whether it can be reached; nil for local members.
    init(_ member: Member, isOnline: Bool?) {
        self.member = member
        self.isOnline = isOnline
    }

    func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: Key.self)
        try container.encode(member.id, forKey: .agentID)
        try container.encode(member.displayName, forKey: .displayName)
        try container.encode(member.kind, forKey: .kind)
        var standing = encoder.container(keyedBy: StandingKey.self)
        try standing.encode(member.origin, forKey: .origin)
        try standing.encode(Nullable(isOnline), forKey: .online)
        for name in Set(member.publicFields) {
            switch Key(rawValue: name) {
            case .summary: try container.encode(member.summary, forKey: .summary)
            case .capabilities: try container.encode(member.capabilities, forKey: .capabilities)
            case .languages: try container.encode(member.languages, forKey: .languages)
            case .places: try container.encode(member.places, forKey: .places)
            case .remote: try container.encodeIfPresent(member.remote, forKey: .remote)
            case .availability: try container.encode(member.availability, forKey: .availability)
            case .noticeDays: try container.encodeIfPresent(member.noticeDays, forKey: .noticeDays)
            case .price: try container.encodeIfPresent(member.price, forKey: .price)
            case .capacity: try container.encodeIfPresent(member.capacity, forKey: .capacity)
            case .declines: try container.encode(member.declines, forKey: .declines)
            case .style: try container.encode(member.style, forKey: .style)
            case .conditions: try container.encode(member.conditions, forKey: .conditions)
            case .agentID, .displayName, .kind, nil: break
            }
        }
    }

    /// Not of the profile, but of where its agent lives.
    private enum StandingKey: String, CodingKey { case origin, online }

    /// All that `public_fields` may name.
    static let fields = Key.allCases.map(\.rawValue)

    private enum Key: String, CodingKey, CaseIterable {
        case kind, summary, capabilities, languages, places, remote, availability, price, capacity, declines, style
        case conditions
        case agentID = "agent_id"
        case displayName = "display_name"
        case noticeDays = "notice_days"
    }
}
