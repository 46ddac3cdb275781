import Engine
import NIOCore

/// The streams of one event loop, by demand and by the moment of their next heartbeat.
final class StreamTable {
    /// A heartbeat interval is divided into so many beats, so that not all streams write at once.
    private static let beats = 15

    let configuration: WebConfiguration.Streams
    private var byDemand: [DemandID: [StreamConnection]] = [:]
    private var byBeat: [[any EventStreamHandler]] = Array(repeating: [], count: beats)
    private var beat = 0
    private var timer: RepeatedTask?
    private(set) var count = 0

    init(configuration: WebConfiguration.Streams) {
        self.configuration = configuration
    }

    var isEmpty: Bool { count == 0 }

    func start(on loop: any EventLoop) {
        let step = TimeAmount.nanoseconds(
            max(1, TimeAmount(configuration.heartbeat).nanoseconds / Int64(StreamTable.beats)))
        let this = NIOLoopBound(self, eventLoop: loop)
        timer = loop.scheduleRepeatedTask(initialDelay: step, delay: step) { _ in this.value.nextBeat() }
    }

    func stop() {
        timer?.cancel()
    }

    /// A stream that follows a demand.
    func add(_ stream: StreamConnection) {
        stream.demandIndex = byDemand[stream.demand, default: []].count
        byDemand[stream.demand, default: []].append(stream)
        addBeat(of: stream)
    }

    func remove(_ stream: StreamConnection) {
        if let last = byDemand[stream.demand]?.popLast(), last !== stream {
            byDemand[stream.demand]?[stream.demandIndex] = last
            last.demandIndex = stream.demandIndex
        }
        if byDemand[stream.demand]?.isEmpty == true { byDemand[stream.demand] = nil }
        removeBeat(of: stream)
    }

    func add(_ feed: FeedConnection) { addBeat(of: feed) }
    func remove(_ feed: FeedConnection) { removeBeat(of: feed) }

    private func addBeat(of stream: any EventStreamHandler) {
        count += 1
        // The beat just past: the first heartbeat comes after almost a whole interval.
        stream.beat = (beat + StreamTable.beats - 1) % StreamTable.beats
        stream.beatIndex = byBeat[stream.beat].count
        byBeat[stream.beat].append(stream)
    }

    private func removeBeat(of stream: any EventStreamHandler) {
        count -= 1
        if let last = byBeat[stream.beat].popLast(), last !== stream {
            byBeat[stream.beat][stream.beatIndex] = last
            last.beatIndex = stream.beatIndex
        }
    }

    /// Hands a commit to everybody who watches `demand`. A stream that ends meanwhile leaves the table, not this copy.
    func deliver(_ batch: FrameBatch, of demand: DemandID) {
        guard let viewers = byDemand[demand] else { return }
        for viewer in viewers { viewer.deliver(batch) }
    }

    func endAll() { forEach { $0.endForRestart() } }
    func closeAll() { forEach { $0.closeNow() } }

    private func forEach(_ body: (any EventStreamHandler) -> Void) {
        for streams in byBeat {
            for stream in streams { body(stream) }
        }
    }

    private func nextBeat() {
        beat = (beat + 1) % StreamTable.beats
        for stream in byBeat[beat] { stream.heartbeat() }
    }
}
