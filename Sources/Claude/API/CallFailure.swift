internal import Engine
internal import FoundationEssentials
internal import HTTPClient

/// Why a call gave no answer.
struct CallFailure: Error, Sendable, Hashable {
    enum Kind: Sendable, Hashable {
        case connection, timeout, cancelled
        /// The server said no; `status` says how.
        case status
        /// Said in the middle of a stream, or a stream that ended too early.
        case stream
        /// A reply with status 200 that is none of this API (a proxy's page).
        case unreadable
    }

    var kind: Kind
    var status: Int?
    /// `error.type` of the body. Messages are for people and are never looked at.
    var type: String?
    /// `error.details.error_code`.
    var code: String?
    var retryAfterMilliseconds: Int64?
    /// `x-should-retry`.
    var shouldRetry: Bool?
    var requestID: String?
    var limits: RateLimits?
    /// The call was not made at all, for this reason.
    var refusal: Provenance.FallbackReason?

    init(
        _ kind: Kind, status: Int? = nil, type: String? = nil, code: String? = nil,
        retryAfterMilliseconds: Int64? = nil, shouldRetry: Bool? = nil, requestID: String? = nil
    ) {
        self.kind = kind
        self.status = status
        self.type = type
        self.code = code
        self.retryAfterMilliseconds = retryAfterMilliseconds
        self.shouldRetry = shouldRetry
        self.requestID = requestID
    }

    init(transport failure: TransportFailure) {
        switch failure {
        case .connection, .broken: self.init(.connection)
        case .timeout: self.init(.timeout)
        case .cancelled: self.init(.cancelled)
        case .tooLarge: self.init(.unreadable)
        }
    }

    private struct Body: Decodable {
        struct Fault: Decodable {
            struct Details: Decodable {
                var errorCode: String?
                enum CodingKeys: String, CodingKey { case errorCode = "error_code" }
            }
            var type: String?
            var details: Details?
        }
        var error: Fault?
        var requestID: String?
        enum CodingKeys: String, CodingKey { case error, requestID = "request_id" }
    }

    /// - Parameter now: to read a `retry-after` that is a date.
    init(reply: HTTPReply, now: Timestamp) {
        let body = try? JSONDecoder().decode(Body.self, from: Data(reply.body))
        self.init(
            .status, status: reply.status, type: body?.error?.type, code: body?.error?.details?.errorCode,
            retryAfterMilliseconds: RetryAfter.milliseconds(reply.headers, now: now),
            shouldRetry: reply.headers["x-should-retry"].flatMap { Bool($0) },
            requestID: reply.headers["request-id"] ?? body?.requestID)
    }

    /// Whether the service is in trouble, as opposed to this one question.
    var speaksAgainstService: Bool {
        switch kind {
        case .connection, .timeout, .stream, .unreadable: true
        case .cancelled: false
        case .status: status != 400 && status != 413 && status != 422
        }
    }
}
