import Engine
import FoundationEssentials
import NIOCore
import NIOHTTP1

/// Demands: submit, read, cancel, clarify, export.
struct DemandRoutes: Sendable {
    let service: any NegotiationService

    static let maximumText = 8000
    static let maximumUserID = 200
    private static let exportPage = 500

    func add(to routes: inout RouteTable.Builder) {
        routes.on(.POST, "/api/v1/demand/submit", submit)
        routes.on(.GET, "/api/v1/demand/:id", record)
        routes.on(.GET, "/api/v1/demand/:id/status", status)
        routes.on(.POST, "/api/v1/demand/:id/cancel", cancel)
        routes.on(.POST, "/api/v1/demand/:id/clarify", clarify)
        routes.on(.GET, "/api/v1/demand/:id/export", export)
    }

    // MARK: Submit

    private struct SubmitBody: Decodable {
        var rawInput: String
        var userID: String?
        var language: String?
        var clarify: Bool?
        var utcOffsetMinutes: WholeNumber?

        enum CodingKeys: String, CodingKey {
            case language, clarify
            case rawInput = "raw_input"
            case userID = "user_id"
            case utcOffsetMinutes = "utc_offset_minutes"
        }

        func request() throws -> DemandRequest {
            let text = rawInput.trimmedWhitespace
            guard !text.isEmpty else { throw WebError.field("raw_input", "empty_demand") }
            guard text.unicodeScalars.count <= DemandRoutes.maximumText else {
                throw WebError.field("raw_input", "demand_too_long")
            }
            try JSONBody.check(text, field: "raw_input", maximum: DemandRoutes.maximumText)
            if let userID { try JSONBody.check(userID, field: "user_id", maximum: DemandRoutes.maximumUserID) }
            if let utcOffsetMinutes, !(-840...840).contains(utcOffsetMinutes.value) {
                throw WebError.field("utc_offset_minutes", "bad_offset")
            }
            let chosen = try language.map { text in
                guard let language = Language(rawValue: text) else { throw WebError.field("language", "bad_language") }
                return language
            }
            return DemandRequest(
                text: text, userID: userID, language: chosen, clarify: clarify ?? false,
                utcOffsetMinutes: utcOffsetMinutes?.value)
        }
    }

    private struct Submitted: Encodable {
        struct Understanding: Encodable {
            struct Depth: Encodable {
                var motivation = "processing"
                var type = "general"
                var keywords: [String] = []
            }

            var surfaceDemand: String
            var depth = Depth()
            var uncertainties: [String] = []
            var confidence = "processing"

            enum CodingKeys: String, CodingKey {
                case uncertainties, confidence
                case surfaceDemand = "surface_demand"
                case depth = "deep_understanding"
            }
        }

        var demandID: DemandID
        var channelID: ChannelID
        var status = "processing"
        var understanding: Understanding
        var ownerToken: String

        enum CodingKeys: String, CodingKey {
            case status, understanding
            case demandID = "demand_id"
            case channelID = "channel_id"
            case ownerToken = "owner_token"
        }
    }

    @Sendable private func submit(_ context: WebContext) async throws -> Answer {
        var request = try JSONBody.decode(SubmitBody.self, from: context.request).request()
        request.requestID = context.request.id
        let submission = try await service.submit(request, idempotency: try idempotency(context.request))
        context.request.trace?.demand = submission.demandID
        return try .json(
            Submitted(
                demandID: submission.demandID, channelID: ChannelID(submission.demandID),
                understanding: .init(surfaceDemand: request.text), ownerToken: submission.ownerToken))
    }

    private func idempotency(_ request: WebRequest) throws -> Idempotency? {
        let keys = request.headers["idempotency-key"]
        guard let key = keys.first else { return nil }
        guard keys.count == 1, (16...128).contains(key.utf8.count), key.utf8.allSatisfy({ (0x21...0x7E).contains($0) })
        else {
            throw WebError.field("Idempotency-Key", "bad_key")
        }
        return Idempotency(key: key, bodyHash: Crypto.sha256(request.body.readableBytesView))
    }

    // MARK: Read

    private func id(_ context: WebContext) throws -> DemandID {
        guard let id = DemandID(rawValue: context.parameter("id")) else { throw WebError.unknownDemand }
        return id
    }

    @Sendable private func record(_ context: WebContext) async throws -> Answer {
        guard let state = try await service.state(of: id(context)) else { throw WebError.unknownDemand }
        return try .json(DemandRecord(state))
    }

    @Sendable private func status(_ context: WebContext) async throws -> Answer {
        guard let state = try await service.state(of: id(context)) else { throw WebError.unknownDemand }
        return try .json(DemandProgress(state))
    }

    @Sendable private func export(_ context: WebContext) async throws -> Answer {
        let id = try id(context)
        guard let summary = try await service.summary(of: id) else { throw WebError.unknownDemand }
        var lines = ByteBuffer()
        var sequence = 0
        while sequence < summary.head {
            let page = try await service.events(of: id, after: sequence, limit: DemandRoutes.exportPage)
            guard let last = page.last else { break }
            for event in page {
                lines.writeString(EventCoding.envelope(event, of: id))
                lines.writeString("\n")
            }
            sequence = last.sequence
        }
        return Answer(
            .ok,
            fields: [
                ("content-type", "application/x-ndjson; charset=utf-8"), ("cache-control", "no-store"),
                ("content-disposition", "attachment; filename=\"\(id).jsonl\""),
            ], body: lines)
    }

    // MARK: Change

    private func token(_ request: WebRequest) throws -> String {
        guard let token = request.headers.bearerToken else { throw TowowError(.unauthenticated, "token_missing") }
        return token
    }

    private struct Done: Encodable {
        var demandID: DemandID
        var status: String
        var duplicate: Bool

        enum CodingKeys: String, CodingKey { case demandID = "demand_id", status, duplicate }
    }

    @Sendable private func cancel(_ context: WebContext) async throws -> Answer {
        let id = try id(context)
        let result = try await service.cancel(id, ownerToken: token(context.request))
        return try await done(id, result)
    }

    @Sendable private func clarify(_ context: WebContext) async throws -> Answer {
        let id = try id(context)
        let token = try token(context.request)
        let answers = try JSONBody.decode(ClarifyBody.self, from: context.request).checked()
        return try await done(id, try await service.clarify(id, ownerToken: token, answers: answers))
    }

    private func done(_ id: DemandID, _ result: Acknowledgement) async throws -> Answer {
        let status = try await service.summary(of: id)?.status ?? .processing
        return try .json(Done(demandID: id, status: status.rawValue, duplicate: result.isDuplicate))
    }

    private struct ClarifyBody: Decodable {
        var answers: [ClarifyingAnswer]

        func checked() throws -> [ClarifyingAnswer] {
            guard answers.count <= 3 else { throw WebError.field("answers", "too_many") }
            return try answers.enumerated().map { index, answer in
                let text = answer.text.trimmedWhitespace
                try JSONBody.check(answer.id, field: "answers.\(index).id", maximum: 16)
                try JSONBody.check(text, field: "answers.\(index).text", maximum: 2000)
                return ClarifyingAnswer(id: answer.id, text: text)
            }
        }
    }
}

extension String {
    /// Without Unicode white space and byte order marks at both ends, as the page trims.
    var trimmedWhitespace: String {
        func isSpace(_ scalar: Unicode.Scalar) -> Bool { scalar.properties.isWhitespace || scalar == "\u{FEFF}" }
        let scalars = unicodeScalars
        guard let start = scalars.firstIndex(where: { !isSpace($0) }),
            let end = scalars.lastIndex(where: { !isSpace($0) })
        else { return "" }
        return String(scalars[start...end])
    }
}
