import Engine
import NIOHTTP1

/// A request for the stream of one demand, and what becomes of it.
struct StreamOpening: Sendable {
    /// The headers of a stream. Proxies must neither buffer nor transform it.
    static let fields: [(name: String, value: String)] = [
        ("content-type", "text/event-stream; charset=utf-8"),
        ("cache-control", "no-cache, no-transform"),
        ("x-accel-buffering", "no"),
    ]

    static let prefix = "/api/v1/events/negotiations/"
    static let suffix = "/stream"

    /// Where a stream begins.
    struct Start: Sendable {
        var demand: DemandID
        /// The number of the last event that the client has.
        var after: Int
        /// The client named an event that this demand never had.
        var hasGap: Bool
    }

    enum Decision: Sendable {
        case stream(Start)
        case headersOnly
        /// The client has everything and nothing more will come.
        case ended
        case failed(WebError)

        func answer(for request: WebRequest) -> Answer {
            switch self {
            case .stream, .headersOnly:
                var answer = Answer(.ok, fields: StreamOpening.fields)
                answer.omitsLength = true
                return answer
            case .ended: return Answer(.noContent, fields: [("cache-control", "no-store")])
            case .failed(let error): return error.answer(language: request.language, requestID: request.id)
            }
        }
    }

    private let demand: DemandID?
    private let lastEventID: String?

    /// Nil when the request is not for a stream.
    init?(_ request: WebRequest) {
        guard request.isGetOrHead, request.path.hasPrefix(StreamOpening.prefix),
            request.path.hasSuffix(StreamOpening.suffix)
        else { return nil }
        let id = request.path.dropFirst(StreamOpening.prefix.count).dropLast(StreamOpening.suffix.count)
        guard !id.contains("/") else { return nil }
        demand = DemandID(rawValue: String(id))
        let header = request.headers.first(name: "last-event-id").flatMap { $0.isEmpty ? nil : $0 }
        lastEventID = header ?? request.query("last_event_id").flatMap { $0.isEmpty ? nil : $0 }
    }

    func decide(_ service: any NegotiationService, isHead: Bool) async -> Decision {
        do {
            guard let demand, let summary = try await service.summary(of: demand) else {
                return .failed(.unknownDemand)
            }
            if isHead { return .headersOnly }
            guard let lastEventID else { return .stream(Start(demand: demand, after: 0, hasGap: false)) }
            guard let sequence = demand.sequence(ofEventID: lastEventID), sequence <= summary.head else {
                return .stream(Start(demand: demand, after: 0, hasGap: true))
            }
            if summary.isCompleted, sequence == summary.head { return .ended }
            return .stream(Start(demand: demand, after: sequence, hasGap: false))
        } catch {
            return .failed(WebError(any: error))
        }
    }
}
