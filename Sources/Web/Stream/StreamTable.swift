import Engine
import NIOCore

/// The streams of one event loop, by demand and by the moment of their next heartbeat.
final class StreamTable {
    /// A heartbeat interval is divided into so many beats, so that not all streams write at once.
    private static let beats = 15

    let configuration: WebConfiguration.Streams
    private var byDemand: [DemandID: [StreamConnection]] = [:]
    private var byBeat: [[StreamConnection]] = Array(repeating: [], count: beats)
    private var feeds: [[FeedConnection]] = Array(repeating: [], count: beats)
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

    func add(_ stream: StreamConnection) {
        count += 1
        stream.demandIndex = byDemand[stream.demand, default: []].count
        byDemand[stream.demand, default: []].append(stream)
        // The beat just past: the first heartbeat comes after almost a whole interval.
        stream.beat = (beat + StreamTable.beats - 1) % StreamTable.beats
        stream.beatIndex = byBeat[stream.beat].count
        byBeat[stream.beat].append(stream)
    }

    func remove(_ stream: StreamConnection) {
        count -= 1
        if let last = byDemand[stream.demand]?.popLast(), last !== stream {
            byDemand[stream.demand]?[stream.demandIndex] = last
            last.demandIndex = stream.demandIndex
        }
        if byDemand[stream.demand]?.isEmpty == true { byDemand[stream.demand] = nil }
        if let last = byBeat[stream.beat].popLast(), last !== stream {
            byBeat[stream.beat][stream.beatIndex] = last
            last.beatIndex = stream.beatIndex
        }
    }

    func add(_ feed: FeedConnection) {
        count += 1
        feed.beat = (beat + StreamTable.beats - 1) % StreamTable.beats
        feed.index = feeds[feed.beat].count
        feeds[feed.beat].append(feed)
    }

    func remove(_ feed: FeedConnection) {
        count -= 1
        if let last = feeds[feed.beat].popLast(), last !== feed {
            feeds[feed.beat][feed.index] = last
            last.index = feed.index
        }
    }

    /// Hands a commit to everybody who watches `demand`. A stream that ends meanwhile leaves the table, not this copy.
    func deliver(_ batch: FrameBatch, of demand: DemandID) {
        guard let viewers = byDemand[demand] else { return }
        for viewer in viewers { viewer.deliver(batch) }
    }

    func endAll() {
        for streams in byDemand.values {
            for stream in streams { stream.endForRestart() }
        }
        for feeds in feeds {
            for feed in feeds { feed.endForRestart() }
        }
    }

    func closeAll() {
        for streams in byBeat {
            for stream in streams { stream.closeNow() }
        }
        for feeds in feeds {
            for feed in feeds { feed.closeNow() }
        }
    }

    private func nextBeat() {
        beat = (beat + 1) % StreamTable.beats
        for stream in byBeat[beat] { stream.heartbeat() }
        for feed in feeds[beat] { feed.heartbeat() }
    }
}
