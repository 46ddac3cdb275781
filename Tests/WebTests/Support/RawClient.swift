import NIOCore
import NIOPosix
import NIOSSL
import Synchronization

/// An HTTP client that sends exactly the bytes it is given and shows exactly what comes back.
final class RawClient {
    struct Reply {
        var status = 0
        var headers: [(name: String, value: String)] = []
        var body: [UInt8] = []

        var text: String { String(decoding: body, as: UTF8.self) }

        func header(_ name: String) -> String? { headers.first { $0.name == name.lowercased() }?.value }
        func headers(_ name: String) -> [String] { headers.filter { $0.name == name.lowercased() }.map(\.value) }
    }

    struct Closed: Error {}
    struct Malformed: Error {}

    private final class Receiver: ChannelInboundHandler {
        typealias InboundIn = ByteBuffer
        let output: AsyncStream<ByteBuffer>.Continuation
        init(_ output: AsyncStream<ByteBuffer>.Continuation) { self.output = output }
        func channelRead(context: ChannelHandlerContext, data: NIOAny) { output.yield(unwrapInboundIn(data)) }
        func channelInactive(context: ChannelHandlerContext) { output.finish() }
        func errorCaught(context: ChannelHandlerContext, error: any Error) { context.close(promise: nil) }
    }

    let channel: any Channel
    private var iterator: AsyncStream<ByteBuffer>.AsyncIterator
    private var buffer: [UInt8] = []

    /// - Parameter secure: the protocol to agree on over TLS, whatever the certificate; nil: no TLS.
    init(port: Int, secure: String? = nil) async throws {
        let (stream, continuation) = AsyncStream.makeStream(of: ByteBuffer.self)
        channel = try await ClientBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            // The usual ten seconds are less than a busy machine may stand still.
            .connectTimeout(.seconds(170))
            .channelOption(.allowRemoteHalfClosure, value: false)
            .channelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    if let secure {
                        var configuration = TLSConfiguration.makeClientConfiguration()
                        configuration.certificateVerification = .none
                        configuration.applicationProtocols = [secure]
                        let context = try NIOSSLContext(configuration: configuration)
                        try channel.pipeline.syncOperations.addHandler(
                            NIOSSLClientHandler(context: context, serverHostname: nil))
                    }
                    try channel.pipeline.syncOperations.addHandler(Receiver(continuation))
                }
            }
            .connect(host: "127.0.0.1", port: port).get()
        iterator = stream.makeAsyncIterator()
    }

    deinit { channel.close(promise: nil) }

    func close() async { try? await channel.close().get() }

    func send(_ text: String) async throws {
        try await channel.writeAndFlush(ByteBuffer(string: text)).get()
    }

    func send(bytes: [UInt8]) async throws {
        try await channel.writeAndFlush(ByteBuffer(bytes: bytes)).get()
    }

    func finishSending() async throws {
        try await channel.close(mode: .output).get()
    }

    /// Stops reading from the socket, so that the peer's buffers fill.
    func pauseReading() async throws {
        try await channel.setOption(.autoRead, value: false).get()
    }

    func resumeReading() async throws {
        try await channel.setOption(.autoRead, value: true).get()
    }

    func get(_ target: String, _ headers: String...) async throws -> Reply {
        try await request("GET", target, headers: headers)
    }

    func request(_ method: String, _ target: String, headers: [String] = [], body: String? = nil) async throws -> Reply
    {
        var text = "\(method) \(target) HTTP/1.1\r\nHost: localhost\r\n"
        for header in headers { text += header + "\r\n" }
        if let body {
            if !headers.contains(where: { $0.lowercased().hasPrefix("content-type") }) {
                text += "Content-Type: application/json\r\n"
            }
            text += "Content-Length: \(body.utf8.count)\r\n"
        }
        try await send(text + "\r\n" + (body ?? ""))
        return try await reply(hasBody: method != "HEAD")
    }

    func post(_ target: String, _ body: String, _ headers: String...) async throws -> Reply {
        try await request("POST", target, headers: headers, body: body)
    }

    /// The next complete answer.
    func reply(hasBody: Bool = true) async throws -> Reply {
        var reply = try await head()
        guard hasBody, reply.status != 204, reply.status != 304, reply.status >= 200 else { return reply }
        if let length = reply.header("content-length").flatMap({ Int($0) }) {
            reply.body = try await take(length)
        } else if reply.header("transfer-encoding") == "chunked" {
            while let chunk = try await chunk() { reply.body += chunk }
        } else {
            reply.body = await rest()
        }
        return reply
    }

    func head() async throws -> Reply {
        var reply = Reply()
        let lines = try await line(until: "\r\n\r\n").split(separator: "\r\n", omittingEmptySubsequences: true)
        guard let first = lines.first, let status = Int(first.split(separator: " ")[1]) else { throw Malformed() }
        reply.status = status
        for line in lines.dropFirst() {
            let parts = line.split(separator: ":", maxSplits: 1)
            guard parts.count == 2 else { throw Malformed() }
            reply.headers.append((parts[0].lowercased(), String(parts[1].drop { $0 == " " })))
        }
        return reply
    }

    /// The next chunk of a chunked body; nil after the last one.
    func chunk() async throws -> [UInt8]? {
        let size = try await line(until: "\r\n")
        guard let count = Int(size, radix: 16) else { throw Malformed() }
        let bytes = try await take(count)
        guard try await take(2) == [13, 10] else { throw Malformed() }
        return count == 0 ? nil : bytes
    }

    func take(_ count: Int) async throws -> [UInt8] {
        while buffer.count < count { try await receive() }
        defer { buffer.removeFirst(count) }
        return Array(buffer[..<count])
    }

    /// Everything up to the end of the connection.
    func rest() async -> [UInt8] {
        while (try? await receive()) != nil {}
        defer { buffer = [] }
        return buffer
    }

    private func line(until mark: String) async throws -> String {
        let mark = Array(mark.utf8)
        var searched = 0
        while true {
            while searched + mark.count <= buffer.count {
                if buffer[searched..<(searched + mark.count)].elementsEqual(mark) {
                    let text = String(decoding: buffer[..<searched], as: UTF8.self)
                    buffer.removeFirst(searched + mark.count)
                    return text
                }
                searched += 1
            }
            try await receive()
        }
    }

    private func receive() async throws {
        guard let bytes = await iterator.next() else { throw Closed() }
        buffer += bytes.readableBytesView
    }
}

/// Reads an event stream.
final class StreamClient {
    struct Message {
        var id: String?
        var data: String
    }

    enum Item {
        case message(Message)
        case comment(String)
        case retry(Int)
    }

    let raw: RawClient
    let head: RawClient.Reply
    private var text: [UInt8] = []
    private var items: [Item] = []

    init(port: Int, demand: String, headers: [String] = [], query: String = "", version: String = "1.1") async throws {
        raw = try await RawClient(port: port)
        var request = "GET /api/v1/events/negotiations/\(demand)/stream\(query) HTTP/\(version)\r\nHost: localhost\r\n"
        for header in headers { request += header + "\r\n" }
        try await raw.send(request + "\r\n")
        head = try await raw.head()
    }

    /// Any other path that answers with events.
    init(port: Int, path: String, headers: [String]) async throws {
        raw = try await RawClient(port: port)
        var request = "GET \(path) HTTP/1.1\r\nHost: localhost\r\nAccept: text/event-stream\r\n"
        for header in headers { request += header + "\r\n" }
        try await raw.send(request + "\r\n")
        head = try await raw.head()
    }

    /// The next field block; nil when the stream ended properly (last chunk).
    func next() async throws -> Item? {
        while items.isEmpty {
            guard let chunk = try await raw.chunk() else { return nil }
            text += chunk
            while let end = text.indices.dropLast().first(where: { text[$0] == 10 && text[$0 + 1] == 10 }) {
                parse(String(decoding: text[..<end], as: UTF8.self))
                text.removeFirst(end + 2)
            }
        }
        return items.removeFirst()
    }

    private func parse(_ block: String) {
        var message = Message(data: "")
        var hasData = false
        for line in block.split(separator: "\n") {
            if line.hasPrefix("id: ") {
                message.id = String(line.dropFirst(4))
            } else if line.hasPrefix("data: ") {
                hasData = true
                message.data = String(line.dropFirst(6))
            } else if line.hasPrefix(": ") {
                items.append(.comment(String(line.dropFirst(2))))
            } else if line.hasPrefix("retry: "), let milliseconds = Int(line.dropFirst(7)) {
                items.append(.retry(milliseconds))
            }
        }
        if hasData { items.append(.message(message)) }
    }

    /// The next event; nil at the end of the stream.
    func event() async throws -> Message? {
        while let item = try await next() {
            if case .message(let message) = item { return message }
        }
        return nil
    }

    /// The sequence numbers of the next `count` events.
    func sequences(_ count: Int) async throws -> [Int] {
        var numbers: [Int] = []
        while numbers.count < count, let event = try await event() {
            numbers.append(Int(event.id?.split(separator: "-").last ?? "") ?? -1)
        }
        return numbers
    }

    /// Waits until the server took the stream up.
    func connected() async throws {
        while let item = try await next() {
            if case .comment("connected") = item { return }
        }
    }
}
