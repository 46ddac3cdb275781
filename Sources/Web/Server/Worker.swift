import CHost
import Glibc
import NIOCore
import NIOPosix

/// What a worker watches over: a connection, or a part of one with time limits of its own.
protocol Supervised: AnyObject {
    /// Place in the worker's list; nil when it is in none.
    var index: Int? { get set }
    /// Since when nobody has asked for anything; nil while something is being done, and for parts of connections.
    var idleSince: NIODeadline? { get }
    /// The client has connected and has had no answer yet: when the server ends, its first request is waited for a little.
    var isUnanswered: Bool { get }
    func checkDeadline(_ now: NIODeadline)
    /// The server ends: let the client know where that can be said without harm.
    func drain()
    /// The server ends: idle ones now, busy ones with their answer.
    func quiesce()
    func closeNow()
}

/// A handler that its worker watches over from when it is in the pipeline until it or its connection is gone.
protocol SupervisedHandler: Supervised, ChannelInboundHandler {
    var worker: Worker { get }
    var context: ChannelHandlerContext? { get set }
    /// Called once, before the worker lets go of it.
    func leave()
}

extension SupervisedHandler {
    func handlerAdded(context: ChannelHandlerContext) {
        self.context = context
        worker.add(self)
    }

    func handlerRemoved(context: ChannelHandlerContext) {
        finish()
        self.context = nil
    }

    func channelInactive(context: ChannelHandlerContext) {
        finish()
        context.fireChannelInactive()
    }

    private func finish() {
        guard index != nil else { return }
        leave()
        worker.remove(self)
    }
}

/// Everything that belongs to one event loop: its connections, its streams, its clock. Used on that loop alone.
final class Worker {
    let eventLoop: any EventLoop
    let streams: StreamTable
    /// The `Date` header, renewed every second.
    private(set) var date = ""
    var requestIDs = RequestIDs()
    private var connections: [any Supervised] = []
    /// Who waits longest when there are too many connections, the longest last; see `listLongestIdle`.
    private var longestIdle: [(connection: any Supervised, since: NIODeadline)] = []
    private static let listedIdle = 64
    /// Connections and streams, the most since a crowd was last gone.
    private var mostOpen = 0
    private static let crowd = 1_000
    private var timer: RepeatedTask?
    private(set) var isDraining = false
    private var whenEmpty: [EventLoopPromise<Void>] = []

    init(eventLoop: any EventLoop, streams: WebConfiguration.Streams) {
        self.eventLoop = eventLoop
        self.streams = StreamTable(configuration: streams)
    }

    /// - Parameter interval: how exactly time limits are kept.
    func start(interval: TimeAmount) {
        renewDate()
        let this = NIOLoopBound(self, eventLoop: eventLoop)
        timer = eventLoop.scheduleRepeatedTask(initialDelay: interval, delay: interval) { _ in this.value.tick() }
        streams.start(on: eventLoop)
    }

    func stop() {
        timer?.cancel()
        streams.stop()
    }

    private func renewDate() {
        date = HTTPDate.string(seconds: max(0, time(nil)))
    }

    private func tick() {
        renewDate()
        let now = NIODeadline.now()
        for connection in connections { connection.checkDeadline(now) }
        if isCrowdGone { NIOThreadPool.singleton.submit { _ in towow_return_memory() } }
    }

    /// Once after a crowd has left, whose memory the allocator would keep for the next one.
    private var isCrowdGone: Bool {
        let open = connections.count + streams.count
        guard open * 4 < mostOpen, mostOpen >= Worker.crowd else {
            mostOpen = max(mostOpen, open)
            return false
        }
        mostOpen = open
        return true
    }

    // MARK: Connections

    func add(_ connection: any Supervised) {
        connection.index = connections.count
        connections.append(connection)
    }

    func remove(_ connection: any Supervised) {
        guard let index = connection.index else { return }
        connection.index = nil
        let last = connections.removeLast()
        if last !== connection {
            connections[index] = last
            last.index = index
        }
        resolveIfEmpty()
    }

    /// Closes the connection that has waited longest for a request. False when all are busy.
    func closeLongestIdle() -> Bool {
        if let longest = takeLongestIdle() {
            longest.closeNow()
            return true
        }
        listLongestIdle()
        guard let longest = takeLongestIdle() else { return false }
        longest.closeNow()
        return true
    }

    private func takeLongestIdle() -> (any Supervised)? {
        while let next = longestIdle.popLast() {
            // Gone, or busy since: then it is not the one any more.
            if next.connection.index != nil, next.connection.idleSince == next.since { return next.connection }
        }
        return nil
    }

    /// Looks through all connections once for many to close: whoever becomes idle later is younger than all that are listed.
    private func listLongestIdle() {
        var oldest: [(connection: any Supervised, since: NIODeadline)] = []
        for connection in connections {
            guard let since = connection.idleSince else { continue }
            if oldest.count == Worker.listedIdle {
                guard let last = oldest.last, since < last.since else { continue }
                oldest.removeLast()
            }
            let place = oldest.lastIndex { $0.since <= since }.map { $0 + 1 } ?? 0
            oldest.insert((connection, since), at: place)
        }
        longestIdle = oldest.reversed()
    }

    // MARK: Shutdown

    /// How long a stream may take to send its last bytes.
    private static let farewellLimit = TimeAmount.milliseconds(900)

    /// Ends all streams at once.
    func endStreams() {
        isDraining = true
        streams.endAll()
        // After the streams' last bytes: some clients read nothing behind a notice that the connection ends.
        for connection in connections { connection.drain() }
        let this = NIOLoopBound(self, eventLoop: eventLoop)
        eventLoop.scheduleTask(in: Worker.farewellLimit) { this.value.streams.closeAll() }
    }

    /// Connections that are ended at once; see `quiesce`.
    private static let quiescedAtOnce = 32

    /// Idle connections end now, busy ones with their answer, new ones with their first.
    /// - Parameter firstRequestLimit: how long a client that has just connected may take to ask.
    func quiesce(_ done: EventLoopPromise<Void>, firstRequestLimit: TimeAmount) {
        isDraining = true
        whenEmpty.append(done)
        quiesce(connections.filter { !$0.isUnanswered }[...])
        let this = NIOLoopBound(self, eventLoop: eventLoop)
        eventLoop.scheduleTask(in: firstRequestLimit) { this.value.quiesce(this.value.connections[...]) }
        resolveIfEmpty()
    }

    /// A few at a time: a request that came on one of the others meanwhile is read between, and answered instead of cut off.
    private func quiesce(_ connections: ArraySlice<any Supervised>) {
        for connection in connections.prefix(Worker.quiescedAtOnce) where connection.index != nil {
            connection.quiesce()
        }
        let rest = connections.dropFirst(Worker.quiescedAtOnce)
        guard !rest.isEmpty else { return }
        let next = NIOLoopBound((worker: self, connections: rest), eventLoop: eventLoop)
        // After some time: what is only put off runs before the sockets are looked at again.
        eventLoop.scheduleTask(in: .milliseconds(1)) { next.value.worker.quiesce(next.value.connections) }
    }

    /// Cuts off whatever is still open.
    func closeAll() {
        for connection in connections { connection.closeNow() }
        streams.closeAll()
    }

    func streamEnded() {
        resolveIfEmpty()
    }

    private func resolveIfEmpty() {
        guard connections.isEmpty, streams.isEmpty else { return }
        let waiting = whenEmpty
        whenEmpty = []
        for promise in waiting { promise.succeed() }
    }
}
