import NIOCore
import NIOSSL
import NIOTLS

/// A connection whose TLS handshake is under way; then it makes way for the protocol that was agreed on.
final class TLSHandshake: ChannelInboundHandler, RemovableChannelHandler, SupervisedHandler {
    typealias InboundIn = ByteBuffer

    private let server: ServerCore
    let worker: Worker
    private let peer: ClientAddress?
    private let limitKey: ClientAddress?
    private let since = NIODeadline.now()
    var context: ChannelHandlerContext?
    private var isDone = false
    var index: Int?

    init(server: ServerCore, worker: Worker, peer: ClientAddress?, limitKey: ClientAddress?) {
        self.server = server
        self.worker = worker
        self.peer = peer
        self.limitKey = limitKey
    }

    /// Nobody has asked for anything yet, so that those who never will are the first to go when there are too many.
    var idleSince: NIODeadline? { since }

    var isUnanswered: Bool { true }

    func leave() {
        if !isDone { server.gate.connectionEnded(limitKey) }
    }

    func checkDeadline(_ now: NIODeadline) {
        if now - since > server.timeouts.head { closeNow() }
    }

    func drain() {}
    func quiesce() { closeNow() }
    func closeNow() { context?.close(promise: nil) }

    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        switch event {
        case TLSUserEvent.handshakeCompleted(let negotiated): begin(negotiated, context)
        case ChannelEvent.inputClosed: context.close(promise: nil)
        default: context.fireUserInboundEventTriggered(event)
        }
    }

    private func begin(_ negotiated: String?, _ context: ChannelHandlerContext) {
        do {
            // The next handler is in the worker's list before this one leaves it: the connection is never lost sight of.
            isDone = true
            if negotiated == "h2" {
                try server.serveHTTP2(context.channel, on: worker, peer: peer, limitKey: limitKey)
            } else {
                try server.serveHTTP1(
                    context.channel, on: worker, peer: peer, limitKey: limitKey, entrance: .secure)
            }
            context.pipeline.syncOperations.removeHandler(context: context, promise: nil)
        } catch {
            context.close(promise: nil)
        }
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        context.close(promise: nil)
    }
}

/// Tells somebody who speaks plain HTTP to the TLS port so, in plain HTTP. Everything else is left to TLS.
final class PlainRequestGuard: ChannelInboundHandler, RemovableChannelHandler {
    typealias InboundIn = ByteBuffer
    typealias OutboundOut = ByteBuffer

    /// The first byte of every TLS connection: a handshake record (RFC 8446 §5.1).
    private static let handshake: UInt8 = 22
    private static let answer = """
        HTTP/1.1 400 Bad Request\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Length: 38\r\n\
        Connection: close\r\n\r\nThis port speaks HTTPS. Use https://.\n
        """

    private var isPlain = false

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        if isPlain { return }
        let bytes = unwrapInboundIn(data)
        guard let first = bytes.getInteger(at: bytes.readerIndex, as: UInt8.self) else { return }
        guard first != PlainRequestGuard.handshake else {
            context.fireChannelRead(data)
            context.pipeline.syncOperations.removeHandler(context: context, promise: nil)
            return
        }
        isPlain = true
        // The handshake's time limit closes what the client leaves open.
        let this = NIOLoopBound(context, eventLoop: context.eventLoop)
        context.writeAndFlush(wrapOutboundOut(ByteBuffer(string: PlainRequestGuard.answer))).whenComplete { _ in
            this.value.close(mode: .output, promise: nil)
        }
    }

    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        if isPlain, let event = event as? ChannelEvent, event == .inputClosed {
            context.close(promise: nil)
        } else {
            context.fireUserInboundEventTriggered(event)
        }
    }
}
