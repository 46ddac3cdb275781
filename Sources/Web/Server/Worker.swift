import Glibc
import NIOCore

/// Everything that belongs to one event loop: its connections, its streams, its clock. Used on that loop alone.
final class Worker {
    let eventLoop: any EventLoop
    let streams: StreamTable
    /// The `Date` header, renewed every second.
    private(set) var date = ""
    var requestIDs = RequestIDs()
    private var connections: [HTTPConnection] = []
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
    }

    // MARK: Connections

    func add(_ connection: HTTPConnection) {
        connection.index = connections.count
        connections.append(connection)
    }

    func remove(_ connection: HTTPConnection) {
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
        var longest: HTTPConnection?
        for connection in connections {
            guard let since = connection.idleSince else { continue }
            if let best = longest?.idleSince, best <= since { continue }
            longest = connection
        }
        longest?.closeNow()
        return longest != nil
    }

    // MARK: Shutdown

    /// Ends streams at once and idle connections; busy ones end with their answer.
    func endStreams() {
        isDraining = true
        streams.endAll()
    }

    func quiesce(_ done: EventLoopPromise<Void>) {
        isDraining = true
        for connection in connections { connection.quiesce() }
        whenEmpty.append(done)
        resolveIfEmpty()
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
