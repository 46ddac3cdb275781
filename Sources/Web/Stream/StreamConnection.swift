import Engine
import NIOCore

/// One viewer: first the log up to now, then every commit, then the end. Lives on its event loop and holds nothing but its place
/// in the log and what its client is slow to take.
final class StreamConnection: ChannelInboundHandler, EventStreamHandler {
    typealias InboundIn = ByteBuffer
    typealias OutboundOut = ByteBuffer

    private enum Phase {
        /// Reads the log; commits wait in `backlog`.
        case catchingUp
        /// Follows the commits.
        case live
        /// The last bytes are on their way.
        case ending
        case closed
    }

    let demand: DemandID
    var demandIndex = 0
    var beat = 0
    var beatIndex = 0

    let server: ServerCore
    let worker: Worker
    let slot: StreamSlot
    let framing: StreamFraming
    private let hasGap: Bool
    var context: ChannelHandlerContext?
    private var phase = Phase.catchingUp
    /// The number of the last event written.
    private var sequence: Int
    /// Commits above `sequence` that could not be written yet, in order.
    private var backlog: [FrameBatch] = []
    /// Commits were left out of `backlog`; the log has them.
    private var hasToRead = false
    private var isReading = false
    private var isRegistered = false
    /// Heartbeats in a row at which the client had not taken what it was sent.
    private var stalledBeats = 0

    init(server: ServerCore, worker: Worker, start: StreamOpening.Start, slot: StreamSlot, framing: StreamFraming) {
        self.server = server
        self.worker = worker
        self.slot = slot
        self.framing = framing
        demand = start.demand
        sequence = start.after
        hasGap = start.hasGap
    }

    // MARK: Lifecycle

    /// Registers for commits first and reads the log then, so that nothing falls between.
    func begin() {
        guard let context else { return }
        isRegistered = true
        worker.streams.add(self)
        server.streams.watch(demand)
        if case .frames(let connection) = framing {
            connection.eventStreamBegan()
        } else if let size = server.configuration.streams.socketSendBuffer {
            try? context.channel.syncOptions?.setOption(.socketOption(.so_sndbuf), value: .init(size))
        }
        if worker.isDraining {
            // A refusal would be the end for EventSource, which comes back from a stream alone (HTML, server-sent events).
            write(StreamText.hello)
            endForRestart()
        } else {
            var first = StreamText.hello
            if hasGap { first += StreamText.gap(at: server.clock()) }
            write(first)
            readPage()
        }
        context.read()
    }

    func abandon() {
        slot.release()
        phase = .closed
    }

    func finish() {
        phase = .closed
        backlog = []
        guard isRegistered else { return }
        isRegistered = false
        worker.streams.remove(self)
        server.streams.unwatch(demand)
        giveBack()
    }

    // MARK: The log

    private func readPage() {
        guard !isReading, let context else { return }
        isReading = true
        hasToRead = false
        phase = .catchingUp
        let (demand, sequence, limit) = (demand, sequence, server.configuration.streams.pageSize)
        let loop = context.eventLoop
        let this = NIOLoopBound(self, eventLoop: loop)
        Task(priority: .high) { [service = server.service] in
            do {
                let events = try await service.events(of: demand, after: sequence, limit: limit)
                let page = FrameBatch(events, of: demand)
                loop.execute { this.value.received(page, isLast: events.count < limit) }
            } catch {
                // The client comes back and asks again.
                loop.execute { this.value.end() }
            }
        }
    }

    private func received(_ page: FrameBatch?, isLast: Bool) {
        isReading = false
        guard case .catchingUp = phase else { return }
        if let page { write(page) }
        guard case .catchingUp = phase else { return }
        // Live only when the client has taken the history: what waits then is commits alone, and those are bounded.
        if isLast, !hasToRead, context?.channel.isWritable == true { phase = .live } else { hasToRead = true }
        goOn()
    }

    /// Does what waits as long as the client takes it.
    private func goOn() {
        while let context, context.channel.isWritable {
            switch phase {
            case .ending, .closed: return
            case .catchingUp:
                if hasToRead { readPage() }
                return
            case .live:
                guard let next = backlog.first else { return }
                if next.first > sequence + 1 { return readPage() }
                backlog.removeFirst()
                write(next)
            }
        }
    }

    // MARK: Commits

    /// Takes events that were committed just now.
    func deliver(_ batch: FrameBatch) {
        guard batch.last > sequence else { return }
        switch phase {
        case .ending, .closed: return
        case .catchingUp: hold(batch)
        case .live:
            guard let context else { return }
            if backlog.isEmpty, context.channel.isWritable, batch.first <= sequence + 1 { return write(batch) }
            hold(batch)
            goOn()
        }
    }

    private func hold(_ batch: FrameBatch) {
        let limits = server.configuration.streams
        backlog.append(batch)
        let events = backlog.reduce(0) { $0 + $1.count }
        let unsent = unsentBytes
        let bytes = backlog.reduce(unsent) { $0 + $1.byteCount }
        guard events > limits.bufferedEvents || bytes > limits.bufferedBytes else { return }
        backlog = []
        if case .catchingUp = phase {
            hasToRead = true
        } else {
            drop()
        }
    }

    /// What the connection holds for a client that does not read. A stream of HTTP/2 holds no more than its watermark and what was written
    /// last.
    private var unsentBytes: Int {
        if case .frames = framing { return 0 }
        return (try? context?.channel.syncOptions?.getOption(.bufferedWritableBytes)) ?? 0
    }

    /// Closes this stream alone; the client resumes by its last id.
    private func drop() {
        server.streams.countDropped()
        phase = .ending
        context?.close(promise: nil)
    }

    // MARK: Writing

    private func write(_ batch: FrameBatch) {
        guard batch.last > sequence else { return }
        write(batch.bytes(after: sequence, isChunked: framing.isChunked))
        sequence = batch.last
        if batch.isFinal { end() }
    }

    func channelWritabilityChanged(context: ChannelHandlerContext) {
        if context.channel.isWritable {
            stalledBeats = 0
            goOn()
        }
        context.fireChannelWritabilityChanged()
    }

    func heartbeat() {
        switch phase {
        case .closed: return
        case .ending: closeNow()
        case .catchingUp, .live:
            if context?.channel.isWritable == true {
                write(server.heartbeat(isChunked: framing.isChunked))
            } else {
                stalledBeats += 1
                if stalledBeats >= eventStreamPatience { drop() }
            }
        }
    }

    // MARK: End

    func endForRestart() {
        switch phase {
        case .ending, .closed: return
        case .catchingUp, .live:
            writeFarewell()
            end()
        }
    }

    private func end() {
        guard let context else { return }
        switch phase {
        case .ending, .closed: return
        case .catchingUp, .live: break
        }
        phase = .ending
        backlog = []
        writeEnd(context)
    }
}
