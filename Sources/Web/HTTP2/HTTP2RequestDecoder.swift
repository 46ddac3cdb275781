import NIOCore
import NIOHPACK
import NIOHTTP1
import NIOHTTP2

/// Turns the frames of one HTTP/2 stream into the parts of a request that `HTTPConnection` knows, written as HTTP/1.1 would have them, so
/// that every check of a head holds for both. What `HTTPConnection` writes are frames already.
final class HTTP2RequestDecoder: ChannelInboundHandler, RemovableChannelHandler {
    typealias InboundIn = HTTP2Frame.FramePayload
    typealias InboundOut = HTTPServerRequestPart

    /// The client made room for more of the answer.
    struct WindowOpened {}

    private var sawHead = false

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        switch unwrapInboundIn(data) {
        case .headers(let frame) where !sawHead:
            sawHead = true
            do {
                let head = try HTTPRequestHead(frame.headers)
                context.fireChannelRead(wrapInboundOut(.head(head)))
                if frame.endStream { context.fireChannelRead(wrapInboundOut(.end(nil))) }
            } catch {
                context.fireErrorCaught(error)
            }
        // Trailers mean nothing to us.
        case .headers: context.fireChannelRead(wrapInboundOut(.end(nil)))
        case .data(let frame):
            if case .byteBuffer(let bytes) = frame.data, bytes.readableBytes > 0 {
                context.fireChannelRead(wrapInboundOut(.body(bytes)))
            }
            if frame.endStream { context.fireChannelRead(wrapInboundOut(.end(nil))) }
        case .windowUpdate: context.fireUserInboundEventTriggered(WindowOpened())
        default: break
        }
    }
}

extension HTTPRequestHead {
    /// RFC 9113 §8.3.1. Names, order and number of pseudo-header fields were checked before.
    /// - Throws: `HTTPParserError` for what an HTTP/1 parser would refuse as well.
    fileprivate init(_ fields: HPACKHeaders) throws {
        guard fields.count <= ServerCore.maximumHeaderFields + 4 else { throw HTTPParserError.headerOverflow }
        var headers = HTTPHeaders()
        headers.reserveCapacity(fields.count + 1)
        var bytes = 0
        var method = ""
        var path = ""
        var authority: String?
        for (name, value, _) in fields {
            bytes += name.utf8.count + value.utf8.count
            switch name {
            case ":method": method = value
            case ":path": path = value
            case ":authority": authority = value
            case _ where name.hasPrefix(":"): break
            default: headers.add(name: name, value: value)
            }
        }
        guard bytes <= ServerCore.maximumHeaderBytes else { throw HTTPParserError.headerOverflow }
        // CONNECT has no path, and nobody may ask us for another host's resources: neither is a target here.
        guard path == "*" || path.hasPrefix("/") else { throw HTTPParserError.invalidURL }
        if let authority {
            if let host = headers.first(name: "host"), host.lowercased() != authority.lowercased() {
                throw HTTPParserError.invalidHeaderToken
            }
            headers.replaceOrAdd(name: "host", value: authority)
        }
        self.init(version: .http1_1, method: HTTPMethod(rawValue: method), uri: path, headers: headers)
    }
}
