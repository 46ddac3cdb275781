import Engine
import Synchronization

/// What becomes known of a request while it is worked on, for its log line and the metrics.
final class RequestTrace: Sendable {
    private struct State {
        var route: String?
        var demand: DemandID?
    }

    private let state = Mutex(State())

    /// The pattern of the route, `/api/v1/demand/:id`.
    var route: String? {
        get { state.withLock { $0.route } }
        set { state.withLock { $0.route = newValue } }
    }

    /// The demand that the request is about.
    var demand: DemandID? {
        get { state.withLock { $0.demand } }
        set { state.withLock { $0.demand = newValue } }
    }
}
