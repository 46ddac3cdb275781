import NIOCore
import NIOHPACK
import NIOHTTP1
import NIOHTTP2

/// Answers as frames of one HTTP/2 stream (RFC 9113 §8.1).
extension HTTPConnection {
    /// Small enough to see that a slow client takes something at all.
    private static let sliceBytes = 16 * 1024

    func writeContinueFrame(_ context: ChannelHandlerContext?) {
        context?.writeAndFlush(NIOAny(HTTP2Frame.FramePayload(status: .continue, headers: [:])), promise: nil)
    }

    /// - Parameter isCutShort: what the client still sends of its request is not wanted any more.
    func writeFrames(
        _ context: ChannelHandlerContext, status: HTTPResponseStatus, headers: HTTPHeaders, body: ByteBuffer?,
        isCutShort: Bool
    ) {
        let sent = context.eventLoop.makePromise(of: Void.self)
        let this = NIOLoopBound((connection: self, context: context), eventLoop: context.eventLoop)
        sent.futureResult.whenSuccess {
            guard isCutShort, this.value.context.channel.isActive else { return }
            // The answer is complete and correct: no error (RFC 9113 §8.1).
            this.value.context.writeAndFlush(NIOAny(HTTP2Frame.FramePayload.rstStream(.noError)), promise: nil)
        }
        guard var rest = body else {
            context.writeAndFlush(
                NIOAny(HTTP2Frame.FramePayload(status: status, headers: headers, endStream: true)), promise: sent)
            return
        }
        context.write(NIOAny(HTTP2Frame.FramePayload(status: status, headers: headers)), promise: nil)
        unsentOnStream = rest.readableBytes
        while let slice = rest.readSlice(length: min(HTTPConnection.sliceBytes, rest.readableBytes)) {
            let isLast = rest.readableBytes == 0
            let written = context.eventLoop.makePromise(of: Void.self)
            written.futureResult.whenSuccess { this.value.connection.unsentOnStream -= slice.readableBytes }
            if isLast { written.futureResult.cascade(to: sent) }
            context.write(
                NIOAny(HTTP2Frame.FramePayload.data(.init(data: .byteBuffer(slice), endStream: isLast))),
                promise: written)
            if isLast { break }
        }
        context.flush()
    }
}

extension HTTP2Frame.FramePayload {
    /// The head of an answer, without the fields that only a connection of HTTP/1 has (RFC 9113 §8.2.2).
    init(status: HTTPResponseStatus, headers: HTTPHeaders, endStream: Bool = false) {
        var fields = HPACKHeaders()
        fields.reserveCapacity(headers.count + 1)
        fields.add(name: ":status", value: String(status.code))
        for (name, value) in headers {
            let name = name.lowercased()
            switch name {
            case "connection", "keep-alive", "proxy-connection", "transfer-encoding", "upgrade": continue
            default: fields.add(name: name, value: value)
            }
        }
        self = .headers(.init(headers: fields, endStream: endStream))
    }
}
