import NIOCore
import Synchronization

/// Accepts no faster than the event loops take connections over: what they have not looked at yet is in no count and could use up all
/// descriptors. The rest waits in the kernel's queue.
final class AcceptPace: Sendable {
    /// Connections that were accepted and that no event loop has taken over, or whose listener has not heard of it.
    private let pending = Atomic<Int>(0)
    private let isHeld = Atomic<Bool>(false)
    fileprivate let limit: Int
    private let listener = Mutex<NIOLoopBound<Handler>?>(nil)

    /// - Parameter limit: 1… connections; those of one read may come on top.
    init(limit: Int = 64) {
        self.limit = max(1, limit)
    }

    /// Every connection that was accepted has found its event loop, and the listener knows: one that closes before it does drops the connection.
    var isEmpty: Bool { pending.load(ordering: .sequentiallyConsistent) == 0 }
    var isFull: Bool { pending.load(ordering: .sequentiallyConsistent) >= limit }

    /// To be called by the initializer of a connection's channel: its event loop takes it over, or refuses it.
    func takenOver(by eventLoop: any EventLoop) {
        guard let listener = listener.withLock({ $0 }) else {
            pending.subtract(1, ordering: .sequentiallyConsistent)
            return
        }
        // When the initializer is done, NIO tells the listener's event loop, which drops the connection if the listener has closed: what comes
        // there behind that word is to count, so it may only be sent behind it.
        eventLoop.execute {
            listener.eventLoop.execute {
                self.pending.subtract(1, ordering: .sequentiallyConsistent)
                if !self.isFull { listener.value.goOn() }
            }
        }
    }

    /// To be added to the listening channel, on its event loop, before anything else.
    func handler(on eventLoop: any EventLoop) -> Handler {
        let handler = Handler(self)
        listener.withLock { $0 = NIOLoopBound(handler, eventLoop: eventLoop) }
        return handler
    }

    /// Holds the listener's reads back.
    final class Handler: ChannelInboundHandler, ChannelOutboundHandler {
        typealias InboundIn = any Channel
        typealias OutboundIn = Never

        private let pace: AcceptPace
        private var context: ChannelHandlerContext?

        fileprivate init(_ pace: AcceptPace) {
            self.pace = pace
        }

        func handlerAdded(context: ChannelHandlerContext) { self.context = context }
        func handlerRemoved(context: ChannelHandlerContext) {
            self.context = nil
            pace.listener.withLock { $0 = nil }
        }

        func channelRead(context: ChannelHandlerContext, data: NIOAny) {
            pace.pending.add(1, ordering: .sequentiallyConsistent)
            context.fireChannelRead(data)
        }

        func read(context: ChannelHandlerContext) {
            guard pace.isFull else { return context.read() }
            pace.isHeld.store(true, ordering: .sequentiallyConsistent)
            // They may all have been taken over meanwhile, and nobody would say so again.
            if !pace.isFull { goOn() }
        }

        fileprivate func goOn() {
            guard pace.isHeld.exchange(false, ordering: .sequentiallyConsistent), let context else { return }
            // A listener that rests before it closes accepts nothing more.
            if (try? context.channel.syncOptions?.getOption(.autoRead)) == true { context.read() }
        }
    }
}
