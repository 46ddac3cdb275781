import NIOCore
import NIOHTTP2

/// What takes a connection over from HTTP.
protocol EventStreamHandler: RemovableChannelHandler {
    /// The connection is this handler's now.
    func begin()
    /// The connection could not be handed over.
    func abandon()
}

/// A connection that lives as long as what a route feeds it: an event stream whose every message says everything, so that a slow
/// client misses only what is out of date. Lives on its event loop.
final class FeedConnection: ChannelInboundHandler, EventStreamHandler {
    typealias InboundIn = ByteBuffer
    typealias OutboundOut = ByteBuffer

    private let server: ServerCore
    private let worker: Worker
    private let slot: StreamSlot
    private let framing: StreamConnection.Framing
    private let messages: @Sendable () -> AsyncStream<String>
    private var context: ChannelHandlerContext?
    private var task: Task<Void, Never>?
    /// The newest message that the client had no room for.
    private var waiting: String?
    private var isRegistered = false
    private var isEnding = false
    /// Heartbeats in a row at which the client had not taken what it was sent.
    private var stalledBeats = 0
    /// Place in the table of streams.
    var index = 0
    var beat = 0

    private static let patience = 4

    init(
        server: ServerCore, worker: Worker, slot: StreamSlot, framing: StreamConnection.Framing,
        messages: @escaping @Sendable () -> AsyncStream<String>
    ) {
        self.server = server
        self.worker = worker
        self.slot = slot
        self.framing = framing
        self.messages = messages
    }

    // MARK: Lifecycle

    func handlerAdded(context: ChannelHandlerContext) {
        self.context = context
    }

    func begin() {
        guard let context else { return }
        isRegistered = true
        worker.streams.add(self)
        if case .frames(let connection) = framing { connection.eventStreamBegan() }
        write(StreamText.hello)
        let loop = context.eventLoop
        let this = NIOLoopBound(self, eventLoop: loop)
        task = Task { [messages] in
            for await message in messages() { loop.execute { this.value.deliver(message) } }
            loop.execute { this.value.end() }
        }
        context.read()
    }

    /// The connection could not be handed over.
    func abandon() {
        slot.release()
        isEnding = true
    }

    func channelInactive(context: ChannelHandlerContext) {
        finish()
        context.fireChannelInactive()
    }

    func handlerRemoved(context: ChannelHandlerContext) {
        finish()
        self.context = nil
    }

    private func finish() {
        isEnding = true
        waiting = nil
        task?.cancel()
        guard isRegistered else { return }
        isRegistered = false
        worker.streams.remove(self)
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

    private func deliver(_ message: String) {
        guard !isEnding else { return }
        guard context?.channel.isWritable == true else {
            waiting = message
            return
        }
        write(message)
    }

    private func write(_ text: String) {
        context?.writeAndFlush(wrapped(StreamText.buffer(text, isChunked: framing.isChunked)), promise: nil)
    }

    private func wrapped(_ bytes: ByteBuffer, isLast: Bool = false) -> NIOAny {
        guard case .frames = framing else { return wrapOutboundOut(bytes) }
        return NIOAny(HTTP2Frame.FramePayload.data(.init(data: .byteBuffer(bytes), endStream: isLast)))
    }

    func channelWritabilityChanged(context: ChannelHandlerContext) {
        if context.channel.isWritable {
            stalledBeats = 0
            if let message = waiting {
                waiting = nil
                deliver(message)
            }
        }
        context.fireChannelWritabilityChanged()
    }

    func heartbeat() {
        guard !isEnding else { return closeNow() }
        if context?.channel.isWritable == true {
            write(StreamText.heartbeat)
        } else {
            stalledBeats += 1
            guard stalledBeats >= FeedConnection.patience else { return }
            server.streams.countDropped()
            isEnding = true
            closeNow()
        }
    }

    // MARK: End

    /// The client comes back to the next process, not all at once.
    func endForRestart() {
        guard !isEnding else { return }
        write(StreamText.farewell(retryMilliseconds: .random(in: 500...5000)))
        end()
    }

    private func end() {
        guard let context, !isEnding else { return }
        isEnding = true
        waiting = nil
        task?.cancel()
        let sent = context.eventLoop.makePromise(of: Void.self)
        let this = NIOLoopBound(self, eventLoop: context.eventLoop)
        sent.futureResult.whenComplete { _ in this.value.closeNow() }
        let last = ByteBuffer(string: framing.isChunked ? StreamText.lastChunk : "")
        context.writeAndFlush(wrapped(last, isLast: true), promise: sent)
    }
}
