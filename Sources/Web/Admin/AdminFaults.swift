import Engine
import NIOHTTP1

/// Everything that is wrong with what the operator sent, one line each; nothing of it was done.
public struct AdminFaults: Error, Sendable, Hashable {
    public var lines: [String]
    /// How many there are, when `lines` does not hold all.
    public var total: Int

    public init(_ lines: [String], total: Int? = nil) {
        self.lines = lines
        self.total = max(lines.count, total ?? 0)
    }

    func answer(to request: WebRequest) throws -> Answer {
        let texts = ErrorTexts(language: request.language)
        var answer = try Answer.json(
            Body(
                message: texts.message(.badRequest, status: .badRequest), detail: lines.first ?? "", faults: lines,
                totalFaults: total, requestID: request.id), status: .badRequest)
        answer.errorCode = TowowError.Code.badRequest.rawValue
        return answer
    }

    private struct Body: Encodable {
        var errorCode = TowowError.Code.badRequest.rawValue
        var message: String
        var detail: String
        var faults: [String]
        var totalFaults: Int
        var requestID: String

        enum CodingKeys: String, CodingKey {
            case message, detail, faults
            case errorCode = "error_code"
            case totalFaults = "total_faults"
            case requestID = "request_id"
        }
    }
}
