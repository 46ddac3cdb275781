import Engine
import NIOCore
import NIOHTTP1

/// Events: polling, for clients whose stream is blocked, and figures. The stream itself is in `Stream/`.
struct EventRoutes: Sendable {
    let service: any NegotiationService

    func add(to routes: inout RouteTable.Builder) {
        routes.declare(.GET, "/api/v1/events/negotiations/:id/stream")
        routes.on(.GET, "/api/v1/events/negotiations/:id/recent", recent)
        routes.on(.GET, "/api/v1/events/health", health)
    }

    @Sendable private func recent(_ context: WebContext) async throws -> Answer {
        guard let id = DemandID(rawValue: context.parameter("id")), let summary = try await service.summary(of: id)
        else {
            throw WebError.unknownDemand
        }
        let count = try context.request.query("count").map { text in
            guard let count = Int(text), (1...200).contains(count) else { throw WebError.field("count", "bad_count") }
            return count
        }
        let after = context.request.query("after").flatMap { $0.isEmpty ? nil : $0 }
        var sequence = 0
        if let after {
            guard let number = id.sequence(ofEventID: after), number <= summary.head else {
                throw WebError.field("after", "unknown_event")
            }
            sequence = number
        }
        let limit = count ?? 50
        // One more than asked for, so that `has_more` is exact.
        let events = try await service.events(of: id, after: sequence, limit: limit + 1)
        let page = events.prefix(limit)
        let last = page.last.map { id.eventID($0.sequence) } ?? after
        var body = ByteBuffer(string: "{\"count\":\(page.count),\"events\":[")
        for (index, event) in page.enumerated() {
            if index > 0 { body.writeString(",") }
            body.writeString(EventCoding.envelope(event, of: id))
        }
        body.writeString("],\"has_more\":\(events.count > limit),\"last_event_id\":")
        body.writeString(last.map { "\"\($0)\"" } ?? "null")
        body.writeString("}")
        return .json(bytes: body)
    }

    private struct Figures: Encodable {
        var status = "healthy"
        var subscribers: Int
        var eventsTotal: Int

        enum CodingKeys: String, CodingKey { case status, subscribers, eventsTotal = "events_total" }
    }

    @Sendable private func health(_ context: WebContext) async throws -> Answer {
        let statistics = await service.statistics()
        return try .json(Figures(subscribers: statistics.subscribers, eventsTotal: statistics.eventsTotal))
    }
}
