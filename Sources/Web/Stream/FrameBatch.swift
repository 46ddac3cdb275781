import Engine
import NIOCore

/// Committed events as the bytes that every viewer gets, built once.
struct FrameBatch: Sendable {
    static let finalType = "towow.demand.completed"

    /// Numbers of the first and the last event; there are no holes between them.
    let first: Int
    let last: Int
    /// The last event of the demand is among them.
    let isFinal: Bool
    /// The frames inside one HTTP/1.1 chunk.
    private let chunk: ByteBuffer
    private let frames: ByteBuffer
    /// Where each frame ends in `frames`.
    private let ends: [Int]

    /// Nil when there are no events.
    init?(_ events: [StoredEvent], of demand: DemandID) {
        guard let first = events.first, let last = events.last else { return nil }
        self.first = first.sequence
        self.last = last.sequence
        isFinal = events.contains { $0.type == FrameBatch.finalType }
        var frames = ByteBuffer()
        frames.reserveCapacity(events.reduce(0) { $0 + $1.payload.utf8.count + 256 })
        var ends: [Int] = []
        for event in events {
            frames.writeString("id: ")
            frames.writeString(demand.eventID(event.sequence))
            frames.writeString("\ndata: ")
            frames.writeString(EventCoding.envelope(event, of: demand))
            frames.writeString("\n\n")
            ends.append(frames.readableBytes)
        }
        self.frames = frames
        self.ends = ends
        chunk = StreamText.chunked(frames)
    }

    var count: Int { ends.count }
    var byteCount: Int { frames.readableBytes }

    /// The bytes of all events above `sequence`.
    func bytes(after sequence: Int, isChunked: Bool) -> ByteBuffer {
        guard sequence >= first else { return isChunked ? chunk : frames }
        let skipped = min(sequence - first + 1, ends.count)
        var rest = frames
        rest.moveReaderIndex(forwardBy: ends[skipped - 1])
        return isChunked ? StreamText.chunked(rest) : rest
    }
}

/// The parts of a stream that are no events.
enum StreamText {
    static let hello = "retry: 2000\n: connected\n\n"
    static let heartbeat = ": heartbeat\n\n"
    /// The chunk that ends a body (RFC 9112 §7.1).
    static let lastChunk = "0\r\n\r\n"

    /// Tells a client that its last id was not of this demand, so that everything follows again.
    static func gap(at timestamp: Timestamp) -> String {
        ": gap\n\ndata: {\"event_type\":\"towow.stream.gap\",\"payload\":{},\"seq\":0,\"timestamp\":\"\(timestamp.rfc3339)\"}\n\n"
    }

    static func farewell(retryMilliseconds: Int) -> String {
        "retry: \(retryMilliseconds)\n: restarting\n\n"
    }

    static func buffer(_ text: String, isChunked: Bool) -> ByteBuffer {
        let buffer = ByteBuffer(string: text)
        return isChunked ? chunked(buffer) : buffer
    }

    static func chunked(_ body: ByteBuffer) -> ByteBuffer {
        var buffer = ByteBuffer()
        buffer.reserveCapacity(body.readableBytes + 12)
        buffer.writeString(String(body.readableBytes, radix: 16))
        buffer.writeString("\r\n")
        buffer.writeImmutableBuffer(body)
        buffer.writeString("\r\n")
        return buffer
    }
}
