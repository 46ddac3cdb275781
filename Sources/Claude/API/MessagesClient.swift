internal import Engine
internal import FoundationEssentials
internal import HTTPClient
internal import Logging

/// One call of the Messages API, one attempt; who retries and when is decided elsewhere.
struct MessagesClient: Sendable {
    /// The version of the API that requests and answers follow.
    static let apiVersion = "2026-10-21"

    /// An answer, and what its headers say about limits.
    struct Answer: Sendable {
        var response: MessagesResponse
        var limits: RateLimits?
        var requestID: String?
    }

    private let transport: any HTTPTransport
    private let endpoint: String
    private let key: String
    private let clock: any EngineClock
    private let logger: Logger

    /// - Parameters:
    ///   - baseURL: `https://host`, with any path in front of `/v1/messages`.
    ///   - key: sent as a bearer token, written nowhere.
    init(transport: any HTTPTransport, baseURL: String, key: String, clock: any EngineClock, logger: Logger) {
        self.transport = transport
        var base = Substring(baseURL)
        while base.hasSuffix("/") { base.removeLast() }
        endpoint = base + "/v1/messages"
        // A line break would end the header and begin another.
        self.key = String(key.unicodeScalars.filter { $0.value > 32 && $0.value != 127 })
        self.clock = clock
        self.logger = logger
    }

    /// - Parameters:
    ///   - retry: 0 for the first attempt.
    ///   - timeoutMilliseconds: for the whole attempt.
    ///   - metadata: what log lines say of the one who asks.
    func send(
        _ request: MessagesRequest, retry: Int, timeoutMilliseconds: Int64, metadata: Logger.Metadata = [:]
    ) async throws(CallFailure) -> Answer {
        let call = HTTPCall(
            method: .post, url: endpoint,
            headers: [
                "authorization: Bearer \(key)", "anthropic-version: \(MessagesClient.apiVersion)",
                "content-type: application/json",
                "accept: \(request.streams ? "text/event-stream" : "application/json")",
                "user-agent: towow", "x-stainless-retry-count: \(retry)",
            ], body: request.json.bytes, timeoutMilliseconds: timeoutMilliseconds)
        var logger = logger
        for (key, value) in metadata { logger[metadataKey: key] = value }
        let began = clock.now()
        let reply: HTTPReply
        do {
            reply = try await transport.send(call)
        } catch {
            if error != .cancelled {
                logger.notice(
                    "no answer from the model service",
                    metadata: ["model": "\(request.model)", "reason": "\(error)", "retry": "\(retry)"])
            }
            throw CallFailure(transport: error)
        }
        let limits = RateLimits(reply.headers, now: clock.now())
        do {
            let response = try read(reply, streams: request.streams)
            logger.debug(
                "the model answered",
                metadata: [
                    "model": "\(response.model)", "model_request_id": "\(reply.headers["request-id"] ?? "")",
                    "stop_reason": "\(response.stopReason ?? "")", "input_tokens": "\(response.usage.totalInput)",
                    "output_tokens": "\(response.usage.output)", "milliseconds": "\(clock.now() - began)",
                ])
            return Answer(response: response, limits: limits, requestID: reply.headers["request-id"])
        } catch {
            logger.notice(
                "the model service refused a call",
                metadata: [
                    "model": "\(request.model)", "model_request_id": "\(error.requestID ?? "")",
                    "status": "\(error.status ?? reply.status)", "type": "\(error.type ?? "")",
                    "code": "\(error.code ?? "")", "retry": "\(retry)",
                ])
            var failure = error
            failure.limits = limits
            throw failure
        }
    }

    private func read(_ reply: HTTPReply, streams: Bool) throws(CallFailure) -> MessagesResponse {
        guard reply.status == 200 else { throw CallFailure(reply: reply, now: clock.now()) }
        let requestID = reply.headers["request-id"]
        if streams, reply.headers["content-type"]?.hasPrefix("text/event-stream") == true {
            do {
                return try MessageStream.message(of: reply.body)
            } catch {
                var failure = error
                failure.requestID = requestID
                throw failure
            }
        }
        guard let response = try? JSONDecoder().decode(MessagesResponse.self, from: Data(JSONRepair.bytes(reply.body))),
            response.type == "message"
        else { throw CallFailure(.unreadable, status: 200, requestID: requestID) }
        return response
    }
}
