/// HTTP/2 frame by frame (RFC 9113 §4.1), for clients that no library would play.
final class FrameClient {
    struct Frame {
        enum Kind: UInt8 {
            case data, headers, priority, reset, settings, push, ping, goAway, windowUpdate, continuation
        }

        var kind: Kind
        var flags: UInt8
        var stream: Int
        var payload: [UInt8]

        var endsStream: Bool { flags & 1 != 0 }
        /// The error code of RST_STREAM; that of GOAWAY stands behind a stream's number.
        var code: Int { payload.dropFirst(kind == .goAway ? 4 : 0).prefix(4).reduce(0) { $0 << 8 | Int($1) } }
    }

    private let raw: RawClient

    /// - Parameter window: bytes that the server may send on each stream before it is told more.
    init(port: Int, window: Int = 65_535) async throws {
        raw = try await RawClient(port: port, secure: "h2")
        let setting = [0, 4] + (0..<4).map { UInt8(truncatingIfNeeded: window >> (24 - 8 * $0)) }
        try await raw.send(bytes: Array("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".utf8))
        try await send(.settings, payload: setting)
    }

    func send(_ kind: Frame.Kind, flags: UInt8 = 0, stream: Int = 0, payload: [UInt8] = []) async throws {
        let length = payload.count
        try await raw.send(
            bytes: [UInt8(length >> 16 & 255), UInt8(length >> 8 & 255), UInt8(length & 255), kind.rawValue, flags]
                + (0..<4).map { UInt8(stream >> (24 - 8 * $0) & 255) } + payload)
    }

    /// A head whose fields are all literals without names of the static table, but for the method and scheme (RFC 7541 §6.2.2).
    func begin(_ stream: Int, _ path: String, isPost: Bool = false, ends: Bool = true, fields: [(String, String)] = [])
        async throws
    {
        var block: [UInt8] = [isPost ? 0x83 : 0x82, 0x87]
        func text(_ text: String) -> [UInt8] { [UInt8(text.utf8.count)] + text.utf8 }
        for (name, value) in [(":path", path), (":authority", "localhost")] + fields {
            block += [0] + text(name) + text(value)
        }
        try await send(.headers, flags: ends ? 5 : 4, stream: stream, payload: block)
    }

    /// The next frame; nil when the connection has ended.
    func next() async throws -> Frame? {
        guard let head = try? await raw.take(9), let kind = Frame.Kind(rawValue: head[3]) else { return nil }
        let length = head[..<3].reduce(0) { $0 << 8 | Int($1) }
        let stream = head[5...].reduce(0) { $0 << 8 | Int($1) }
        return Frame(kind: kind, flags: head[4], stream: stream, payload: try await raw.take(length))
    }

    /// The next frame of a kind; what comes before it is passed over. Nil when the connection ended before.
    func next(_ kind: Frame.Kind) async throws -> Frame? {
        while let frame = try await next() {
            if frame.kind == kind { return frame }
        }
        return nil
    }
}
