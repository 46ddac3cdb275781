import Engine
import NIOHTTP1

/// What members say by hand in a negotiation. The token says who speaks.
struct ChannelRoutes: Sendable {
    let service: any NegotiationService
    let access: MemberAccess

    func add(to routes: inout RouteTable.Builder) {
        for call in MemberAnswer.Call.allCases {
            routes.on(.POST, "/api/v1/channels/:channel/\(call.rawValue)") { context in
                try await answer(call, context)
            }
        }
    }

    private struct Receipt: Encodable {
        var channelID: ChannelID
        var agentID: String
        var messageID: String
        var duplicate: Bool
        var counted: Bool
        var errorCode: String?

        enum CodingKeys: String, CodingKey {
            case duplicate, counted
            case channelID = "channel_id"
            case agentID = "agent_id"
            case messageID = "message_id"
            case errorCode = "error_code"
        }
    }

    private func answer(_ call: MemberAnswer.Call, _ context: WebContext) async throws -> Answer {
        let request = context.request
        let agentID = try await access.member(request)
        guard let channel = ChannelID(rawValue: context.parameter("channel")) else {
            throw TowowError(.unknownChannel, "no_such_channel")
        }
        let body = try JSONBody.bytes(of: request)
        return try await checked(request) {
            let answer = try MemberAnswer(call, body: body)
            let result = try await service.answer(answer, by: agentID, in: channel)
            return try .json(
                Receipt(
                    channelID: channel, agentID: agentID, messageID: answer.messageID,
                    duplicate: result.isDuplicate, counted: result.isCounted,
                    errorCode: result.isDuplicate ? TowowError.Code.duplicate.rawValue : nil))
        }
    }
}
