import Engine
import FoundationEssentials
import NIOCore
import NIOHTTP1

/// A complete answer before the headers that every answer has.
struct Answer: Sendable {
    var status: HTTPResponseStatus
    var fields: [(name: String, value: String)]
    var body: ByteBuffer
    /// The connection cannot be used again: the rest of the request was not read.
    var closes = false
    /// Text that may be compressed when it is large.
    var isCompressible = false
    /// The length of the body is not known (`HEAD` of a stream).
    var omitsLength = false
    /// Opens what the body consists of: whole blocks of an event stream, of which only the newest unsent one is kept.
    typealias Feed = @Sendable () -> AsyncStream<String>
    var feed: Feed?
    /// The code in the body of an error, for the log.
    var errorCode: String?

    init(_ status: HTTPResponseStatus, fields: [(name: String, value: String)] = [], body: ByteBuffer = ByteBuffer()) {
        self.status = status
        self.fields = fields
        self.body = body
    }

    /// JSON that was encoded elsewhere.
    static func json(_ status: HTTPResponseStatus = .ok, text: String) -> Answer {
        json(status, bytes: ByteBuffer(string: text))
    }

    static func json(_ status: HTTPResponseStatus = .ok, bytes: ByteBuffer) -> Answer {
        var answer = Answer(
            status, fields: [("content-type", "application/json; charset=utf-8"), ("cache-control", "no-store")],
            body: bytes)
        answer.isCompressible = true
        return answer
    }

    /// - Throws: `EncodingError` for numbers that JSON cannot hold.
    static func json(_ value: some Encodable, status: HTTPResponseStatus = .ok) throws -> Answer {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return json(status, bytes: ByteBuffer(bytes: try encoder.encode(value)))
    }

    /// An event stream that goes on as long as `feed` does.
    static func events(_ feed: @escaping Feed) -> Answer {
        var answer = Answer(.ok, fields: StreamOpening.fields)
        answer.omitsLength = true
        answer.feed = feed
        return answer
    }

    static func text(_ status: HTTPResponseStatus = .ok, _ text: String) -> Answer {
        Answer(
            status, fields: [("content-type", "text/plain; charset=utf-8"), ("cache-control", "no-store")],
            body: ByteBuffer(string: text))
    }
}
