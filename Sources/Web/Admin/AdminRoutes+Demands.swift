import Engine
import NIOHTTP1

/// Negotiations: overview and intervention.
extension AdminRoutes {
    private static let shownText = 500
    private static let reason = 500

    func addDemands(to routes: inout RouteTable.Builder) {
        routes.on(.GET, AdminRoutes.base + "/demands", guarded(demands))
        routes.on(.POST, AdminRoutes.base + "/demands/:id/cancel", guarded(cancel))
        routes.on(.POST, AdminRoutes.base + "/channels/:channel/kick", guarded(kick))
    }

    private struct Page: Encodable {
        struct Entry: Encodable {
            var demandID: DemandID
            var channelID: ChannelID
            /// The first 500 characters.
            var rawInput: String
            var status: DemandStatus
            var outcome: Nullable<DemandOutcome>
            var createdAt: Timestamp
            var completedAt: Nullable<Timestamp>
            var lastEventID: String
            var events: Int
            var isDemo: Bool

            init(_ entry: DemandPage.Entry) {
                let row = entry.demand
                demandID = row.id
                channelID = ChannelID(row.id)
                rawInput = String(entry.text.prefix(AdminRoutes.shownText))
                status = row.status
                outcome = Nullable(row.outcome)
                createdAt = row.submittedAt
                completedAt = Nullable(row.completedAt)
                lastEventID = row.id.eventID(row.head)
                events = row.head
                isDemo = entry.isDemo
            }
        }

        var demands: [Entry]
        var nextCursor: Nullable<String>
    }

    @Sendable private func demands(_ call: Call) async throws -> Answer {
        let request = call.request
        let limit = try request.limit(upTo: 100) ?? 50
        let statuses = try request.query("status").flatMap { $0.isEmpty ? nil : $0 }.map { text in
            if text == "active" { return DemandStatus.unfinished }
            guard let status = DemandStatus(rawValue: text) else { throw WebError.field("status", "bad_status") }
            return [status]
        }
        let words = try request.searchText()?.split(whereSeparator: \.isWhitespace).map(String.init) ?? []
        let page = try await service.demands(
            DemandQuery(statuses: statuses, words: words, cursor: try request.numberCursor(), limit: limit))
        return try .snakeCased(
            Page(demands: page.entries.map(Page.Entry.init), nextCursor: Nullable(page.next.map { "\($0)" })))
    }

    // MARK: Intervention

    private struct CancelBody: Decodable {
        var reason: String?
    }

    private struct Cancelled: Encodable {
        var demandID: DemandID
        var status: DemandStatus
        var duplicate: Bool
    }

    @Sendable private func cancel(_ call: Call) async throws -> Answer {
        guard let id = DemandID(rawValue: call.context.parameter("id")) else { throw WebError.unknownDemand }
        let reason = try call.request.optionalBody(CancelBody.self)?.reason?.trimmedWhitespace ?? ""
        try JSONBody.check(reason, field: "reason", maximum: AdminRoutes.reason)
        let result = try await service.cancel(id)
        try await note("demand.cancel", reason.isEmpty ? "\(id)" : "\(id): \(reason)", call)
        let status = try await service.summary(of: id)?.status ?? .cancelled
        return try .snakeCased(Cancelled(demandID: id, status: status, duplicate: result.isDuplicate))
    }

    private struct KickBody: Decodable {
        var agentID: String
        var reason: String

        enum CodingKeys: String, CodingKey { case agentID = "agent_id", reason }
    }

    private struct Kicked: Encodable {
        var channelID: ChannelID
        var agentID: String
        var duplicate: Bool
    }

    @Sendable private func kick(_ call: Call) async throws -> Answer {
        guard let channel = ChannelID(rawValue: call.context.parameter("channel")) else {
            throw TowowError(.unknownChannel, "no_such_channel")
        }
        let body = try JSONBody.decode(KickBody.self, from: call.request)
        let reason = body.reason.trimmedWhitespace
        guard !reason.isEmpty else { throw WebError.field("reason", "empty") }
        try JSONBody.check(reason, field: "reason", maximum: AdminRoutes.reason)
        guard AgentRoutes.isMemberID(body.agentID) else { throw TowowError(.unknownAgent, "not_in_channel") }
        let result = try await service.kick(body.agentID, from: channel, reason: reason)
        try await note("channel.kick", "\(channel) \(body.agentID): \(reason)", call)
        return try .snakeCased(Kicked(channelID: channel, agentID: body.agentID, duplicate: result.isDuplicate))
    }
}
