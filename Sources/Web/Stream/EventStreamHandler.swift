import NIOCore
import NIOHTTP2

/// How the bytes of an event stream are wrapped.
enum StreamFraming {
    /// Until the connection closes (HTTP/1.0).
    case plain
    /// Chunks of HTTP/1.1.
    case chunks
    /// DATA frames of one stream among others.
    case frames(HTTP2Connection)

    var isChunked: Bool { if case .chunks = self { true } else { false } }
}

/// What takes a connection over from HTTP and writes events until it ends. Lives on its event loop.
protocol EventStreamHandler: ChannelInboundHandler, RemovableChannelHandler, SendableMetatype
where InboundIn == ByteBuffer, OutboundOut == ByteBuffer {
    var server: ServerCore { get }
    var worker: Worker { get }
    var slot: StreamSlot { get }
    var framing: StreamFraming { get }
    var context: ChannelHandlerContext? { get set }
    /// Place in the worker's table of streams.
    var beat: Int { get set }
    var beatIndex: Int { get set }

    /// The connection is this handler's now.
    func begin()
    /// The connection could not be handed over.
    func abandon()
    /// The connection is gone; may be called more than once.
    func finish()
    func heartbeat()
    /// The client comes back to the next process, not all at once.
    func endForRestart()
}

/// Heartbeats in a row at which a client may not have taken what it was sent; then it is gone.
let eventStreamPatience = 4

extension EventStreamHandler {
    // MARK: Lifecycle

    func handlerAdded(context: ChannelHandlerContext) {
        self.context = context
    }

    func channelInactive(context: ChannelHandlerContext) {
        finish()
        context.fireChannelInactive()
    }

    func handlerRemoved(context: ChannelHandlerContext) {
        finish()
        self.context = nil
    }

    /// Gives back what a stream that began has taken, when it has left the worker's table.
    func giveBack() {
        if case .frames(let connection) = framing {
            connection.eventStreamEnded()
        } else {
            server.gate.streamEnded()
        }
        slot.release()
        worker.streamEnded()
    }

    func closeNow() {
        context?.close(promise: nil)
    }

    /// What a client still sends after its request means nothing.
    func channelRead(context: ChannelHandlerContext, data: NIOAny) {}

    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        if let event = event as? ChannelEvent, event == .inputClosed { context.close(promise: nil) }
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        context.close(promise: nil)
    }

    // MARK: Writing

    func write(_ bytes: ByteBuffer) {
        context?.writeAndFlush(wrapped(bytes), promise: nil)
    }

    func write(_ text: String) { write(StreamText.buffer(text, isChunked: framing.isChunked)) }

    private func wrapped(_ bytes: ByteBuffer, isLast: Bool = false) -> NIOAny {
        guard case .frames = framing else { return wrapOutboundOut(bytes) }
        return NIOAny(HTTP2Frame.FramePayload.data(.init(data: .byteBuffer(bytes), endStream: isLast)))
    }

    func writeFarewell() {
        write(StreamText.farewell(retryMilliseconds: .random(in: 500...5000)))
    }

    /// Ends the stream, and closes when that is out.
    func writeEnd(_ context: ChannelHandlerContext) {
        let sent = context.eventLoop.makePromise(of: Void.self)
        let this = NIOLoopBound(self, eventLoop: context.eventLoop)
        sent.futureResult.whenComplete { _ in this.value.closeNow() }
        let last = ByteBuffer(string: framing.isChunked ? StreamText.lastChunk : "")
        context.writeAndFlush(wrapped(last, isLast: true), promise: sent)
    }
}
