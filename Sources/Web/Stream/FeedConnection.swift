import NIOCore

/// A connection that lives as long as what a route feeds it: an event stream whose every message says everything, so that a slow
/// client misses only what is out of date. Lives on its event loop.
final class FeedConnection: ChannelInboundHandler, EventStreamHandler {
    typealias InboundIn = ByteBuffer
    typealias OutboundOut = ByteBuffer

    let server: ServerCore
    let worker: Worker
    let slot: StreamSlot
    let framing: StreamFraming
    private let messages: @Sendable () -> AsyncStream<String>
    var context: ChannelHandlerContext?
    private var task: Task<Void, Never>?
    /// The newest message that the client had no room for.
    private var waiting: String?
    private var isRegistered = false
    private var isEnding = false
    /// Heartbeats in a row at which the client had not taken what it was sent.
    private var stalledBeats = 0
    var beat = 0
    var beatIndex = 0

    init(
        server: ServerCore, worker: Worker, slot: StreamSlot, framing: StreamFraming,
        messages: @escaping @Sendable () -> AsyncStream<String>
    ) {
        self.server = server
        self.worker = worker
        self.slot = slot
        self.framing = framing
        self.messages = messages
    }

    // MARK: Lifecycle

    func begin() {
        guard let context else { return }
        isRegistered = true
        worker.streams.add(self)
        if case .frames(let connection) = framing { connection.eventStreamBegan() }
        write(StreamText.hello)
        guard !worker.isDraining else {
            endForRestart()
            return context.read()
        }
        let loop = context.eventLoop
        let this = NIOLoopBound(self, eventLoop: loop)
        task = Task { [messages] in
            for await message in messages() { loop.execute { this.value.deliver(message) } }
            loop.execute { this.value.end() }
        }
        context.read()
    }

    func abandon() {
        slot.release()
        isEnding = true
    }

    func finish() {
        isEnding = true
        waiting = nil
        task?.cancel()
        guard isRegistered else { return }
        isRegistered = false
        worker.streams.remove(self)
        giveBack()
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
            guard stalledBeats >= eventStreamPatience else { return }
            server.streams.countDropped()
            isEnding = true
            closeNow()
        }
    }

    // MARK: End

    func endForRestart() {
        guard !isEnding else { return }
        writeFarewell()
        end()
    }

    private func end() {
        guard let context, !isEnding else { return }
        isEnding = true
        waiting = nil
        task?.cancel()
        writeEnd(context)
    }
}
