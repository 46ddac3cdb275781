import Engine
import NIOCore
import NIOHTTP1

/// An error at the edge: status, stable code, and a reason that `ErrorTexts` puts into words.
struct WebError: Error, Sendable {
    var status: HTTPResponseStatus
    var code: TowowError.Code
    var reason: String
    /// The field that is meant, when the reason is about one.
    var field: String?
    var fields: [(name: String, value: String)] = []
    /// What is wrong with each field of the body.
    var faults: [FieldFaults.Fault] = []
    /// The request was not read to its end.
    var closes = false

    init(
        _ status: HTTPResponseStatus, _ code: TowowError.Code, _ reason: String, field: String? = nil,
        fields: [(name: String, value: String)] = [], closes: Bool = false
    ) {
        self.status = status
        self.code = code
        self.reason = reason
        self.field = field
        self.fields = fields
        self.closes = closes
    }

    static func field(_ name: String, _ reason: String) -> WebError {
        WebError(.badRequest, .badRequest, reason, field: name)
    }

    static let notFound = WebError(.notFound, .badRequest, "unknown_path")
    static let unknownDemand = WebError(TowowError(.unknownDemand, "unknown_demand"))
    static let unknownAgent = WebError(.notFound, .unknownAgent, "unknown_member")

    static func methodNotAllowed(_ allow: String) -> WebError {
        WebError(.methodNotAllowed, .badRequest, "method_not_allowed", fields: [("allow", allow)])
    }

    init(_ error: TowowError) {
        let status: HTTPResponseStatus =
            switch error.code {
            case .badRequest: .badRequest
            case .unknownDemand, .unknownChannel, .unknownAgent: .notFound
            case .modelUnavailable, .overloaded: .serviceUnavailable
            case .modelTimeout: .gatewayTimeout
            case .notPossible: .conflict
            case .duplicate: .ok
            case .unauthenticated: .unauthorized
            case .forbidden: .forbidden
            case .tooManyRequests: .tooManyRequests
            }
        self.init(status, error.code, error.reason)
        if let seconds = error.retryAfter ?? (status == .serviceUnavailable ? 2 : nil) {
            fields.append(("retry-after", String(seconds)))
        }
        if status == .unauthorized { fields.append(("www-authenticate", "Bearer")) }
    }

    /// What a caller sees of any error: never its text.
    init(any error: any Error) {
        switch error {
        case let error as WebError: self = error
        case let error as TowowError: self.init(error)
        case is StoreError: self.init(TowowError(.overloaded, "store_unavailable", retryAfter: 2))
        default: self.init(.internalServerError, .overloaded, "internal")
        }
    }

    func answer(language: Language, requestID: String) -> Answer {
        let texts = ErrorTexts(language: language)
        let body = ErrorBody(
            errorCode: code.rawValue, message: texts.message(code, status: status),
            detail: faults.first.map { $0.field.isEmpty ? $0.problem : texts.about($0.field, $0.problem) }
                ?? texts.detail(reason, field: field), requestID: requestID, fields: faults.isEmpty ? nil : faults)
        var answer =
            (try? Answer.json(body, status: status))
            ?? Answer.json(status, text: "{\"error_code\":\"\(code.rawValue)\"}")
        answer.fields += fields
        answer.closes = closes
        answer.errorCode = code.rawValue
        return answer
    }
}

private struct ErrorBody: Encodable {
    var errorCode: String
    var message: String
    var detail: String
    var requestID: String
    var fields: [FieldFaults.Fault]?

    enum CodingKeys: String, CodingKey {
        case message, detail, fields
        case errorCode = "error_code"
        case requestID = "request_id"
    }
}
