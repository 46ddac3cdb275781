import Metrics
import NIOCore
import NIOHTTP1
import Synchronization

/// What the web server counts and measures.
final class WebMetrics: Sendable {
    private struct Key: Hashable {
        var method: String
        var route: String
        var status: UInt
    }

    private let streamsOpen: Meter
    private let streamsDropped: Counter
    private let fanOut: Timer
    private let refusedStreams: Counter
    private let refusedConnections: Counter
    private let refusedAttempts: Counter
    private let factory: any MetricsFactory
    private let duration: Timer
    private let requests = Mutex<[Key: Counter]>([:])

    init(_ factory: any MetricsFactory) {
        self.factory = factory
        duration = Timer(label: "http_request_duration_seconds", factory: factory)
        streamsOpen = Meter(label: "sse_active_connections", factory: factory)
        streamsDropped = Counter(label: "sse_dropped_total", factory: factory)
        fanOut = Timer(label: "sse_fanout_seconds", factory: factory)
        func limited(_ kind: String) -> Counter {
            Counter(label: "rate_limited_total", dimensions: [("kind", kind)], factory: factory)
        }
        refusedStreams = limited("stream")
        refusedConnections = limited("connection")
        refusedAttempts = limited("authentication")
        streamsOpen.set(0)
    }

    func streamOpened() { streamsOpen.increment() }
    func streamClosed() { streamsOpen.decrement() }
    func streamDropped() { streamsDropped.increment() }
    func streamRefused() { refusedStreams.increment() }
    func connectionRefused() { refusedConnections.increment() }
    func attemptRefused() { refusedAttempts.increment() }

    /// - Parameter committed: when the events were published.
    func delivered(since committed: NIODeadline) {
        fanOut.recordNanoseconds((NIODeadline.now() - committed).nanoseconds)
    }

    /// - Parameter route: a pattern, never a path as it came.
    func answered(_ method: HTTPMethod, route: String, status: UInt, nanoseconds: Int64) {
        duration.recordNanoseconds(nanoseconds)
        let key = Key(method: WebMetrics.label(method), route: route, status: status)
        let counter = requests.withLock { requests in
            if let known = requests[key] { return known }
            let made = Counter(
                label: "http_requests_total",
                dimensions: [("method", key.method), ("route", key.route), ("status", String(key.status))],
                factory: factory)
            requests[key] = made
            return made
        }
        counter.increment()
    }

    /// Whatever a client invents as a method counts as one.
    private static func label(_ method: HTTPMethod) -> String {
        switch method {
        case .GET, .HEAD, .POST, .PUT, .PATCH, .DELETE, .OPTIONS: method.rawValue
        default: "other"
        }
    }
}
