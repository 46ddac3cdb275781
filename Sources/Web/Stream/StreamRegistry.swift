import Engine
import NIOCore
import Synchronization

/// Counts streams and keeps one subscription per watched demand, however many watch it.
final class StreamRegistry: Sendable {
    private struct Feed {
        var viewers: Int
        let subscription: EventHub.Subscription
    }

    private struct State {
        var feeds: [DemandID: Feed] = [:]
        var open = 0
        var byAddress: [ClientAddress: Int] = [:]
    }

    private let state = Mutex(State())
    private let dropped = Atomic<Int>(0)
    private let service: any NegotiationService
    private let configuration: WebConfiguration.Streams
    private let workers: [NIOLoopBoundBox<Worker>]
    private let metrics: WebMetrics

    init(
        service: any NegotiationService, configuration: WebConfiguration.Streams, workers: [NIOLoopBoundBox<Worker>],
        metrics: WebMetrics
    ) {
        self.metrics = metrics
        self.service = service
        self.configuration = configuration
        self.workers = workers
    }

    /// Takes a place for a stream of `client`; nil when all are taken.
    func reserve(_ client: ClientAddress?) -> StreamSlot? {
        let key = configuration.maximumPerAddress > 0 ? client?.limitKey : nil
        let isFree = state.withLock { state in
            guard state.open < configuration.maximum else { return false }
            if let key {
                guard state.byAddress[key, default: 0] < configuration.maximumPerAddress else { return false }
                state.byAddress[key, default: 0] += 1
            }
            state.open += 1
            return true
        }
        if isFree { metrics.streamOpened() } else { metrics.streamRefused() }
        return isFree ? StreamSlot(registry: self, key: key) : nil
    }

    fileprivate func giveBack(_ key: ClientAddress?) {
        metrics.streamClosed()
        state.withLock { state in
            state.open -= 1
            guard let key, let count = state.byAddress[key] else { return }
            state.byAddress[key] = count > 1 ? count - 1 : nil
        }
    }

    /// From here on, every commit of `demand` reaches the streams of every loop, in order: one frame built, one hop a loop.
    func watch(_ demand: DemandID) {
        state.withLock { state in
            if state.feeds[demand] != nil {
                state.feeds[demand]?.viewers += 1
                return
            }
            let subscription = service.subscribe(to: demand) { [workers, metrics] events in
                guard let batch = FrameBatch(events, of: demand) else { return }
                let committed = NIODeadline.now()
                for worker in workers {
                    worker.eventLoop.execute {
                        worker.value.streams.deliver(batch, of: demand)
                        metrics.delivered(since: committed)
                    }
                }
            }
            state.feeds[demand] = Feed(viewers: 1, subscription: subscription)
        }
    }

    func unwatch(_ demand: DemandID) {
        // The subscription ends outside the lock.
        let last: Feed? = state.withLock { state in
            guard let feed = state.feeds[demand] else { return nil }
            guard feed.viewers == 1 else {
                state.feeds[demand]?.viewers -= 1
                return nil
            }
            return state.feeds.removeValue(forKey: demand)
        }
        last?.subscription.cancel()
    }

    /// A stream was closed because its client does not read.
    func countDropped() {
        dropped.add(1, ordering: .relaxed)
        metrics.streamDropped()
    }

    var openCount: Int { state.withLock { $0.open } }
    var watchedDemands: Int { state.withLock { $0.feeds.count } }
    var droppedCount: Int { dropped.load(ordering: .relaxed) }
}

/// The place of one stream; given back once.
final class StreamSlot: Sendable {
    private let registry: StreamRegistry
    private let key: ClientAddress?
    private let isReleased = Atomic<Bool>(false)

    fileprivate init(registry: StreamRegistry, key: ClientAddress?) {
        self.registry = registry
        self.key = key
    }

    func release() {
        if !isReleased.exchange(true, ordering: .relaxed) { registry.giveBack(key) }
    }

    deinit { release() }
}
