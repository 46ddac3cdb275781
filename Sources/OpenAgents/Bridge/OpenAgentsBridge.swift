public import Engine
internal import FoundationEssentials
public import Logging
public import Metrics
internal import Synchronization

/// This instance's place in an OpenAgents network: one agent, one inbox, one loop that does everything in turn, because every
/// registration makes the secret before it invalid.
///
/// The network delivers at most once, says nothing of what it drops, and forgets everything when it is restarted; anybody in it may take
/// anybody's id, and receivers of a message see the sender's secret. So: questions are sent again until they are answered, by the same
/// message id under fresh event ids; we register again after every batch of sends; a lost registration is noticed with the next call
/// and made good at once, with all open questions sent again.
public actor OpenAgentsBridge {
    /// Where the loop stands.
    struct Session: Sendable {
        var agentID: String
        var secret: String
        /// The group that the network put us into.
        var group: String?
        var networkUUID: String
        var networkName: String
    }

    nonisolated let settings: BridgeSettings
    nonisolated let client: NetworkClient
    nonisolated let presence: MemberPresence
    nonisolated let clock: any EngineClock
    nonisolated let metrics: BridgeMetrics
    nonisolated let logger: Logger
    private let ids: any IDSource
    let identity: AgentIdentity
    private nonisolated let live: Mutex<(admission: BridgeSettings.Admission, pollMilliseconds: Int64)>

    var engine: (any RemoteMembers)?
    var session: Session?
    var state: (state: RemoteHealth.State, reason: String?, since: Timestamp)
    /// Since when there is no session.
    var awaySince: Timestamp?
    var outbox = Outbox()
    var mailroom = Mailroom()
    var discovery = Discovery()
    /// Agents of the network that can be reached.
    var online: Set<String> = []
    /// Agents that the network knows.
    var listed: Set<String> = []
    /// When agents that want to be members registered, on the network's clock.
    var registrations: [String: Double] = [:]
    /// What became of profiles, by agent id.
    var standings: [String: RemoteStanding] = [:]
    var nextLook: Timestamp?
    /// What cannot be done now is not waited for any more.
    var isLeaving = false
    var sayings = Sayings()
    /// The network that we were connected to last.
    var lastUUID: String?
    var claim: AgentIdentity.Claim?
    var claimFault: String?
    var claimRenewedAt: Timestamp?
    var backoff = Backoff()
    private var resting: Task<Void, Never>?
    private var isWoken = false

    /// - Parameters:
    ///   - store: keeps the agent id.
    ///   - presence: told who can be reached.
    /// - Throws: `NetworkFailure` when the host cannot make calls.
    public init(
        settings: BridgeSettings, store: any Store, presence: MemberPresence, clock: any EngineClock = SystemClock(),
        ids: any IDSource = SystemIDSource(), metrics: any MetricsFactory, logger: Logger
    ) throws {
        self.init(
            settings: settings, client: try NetworkClient(host: settings.host, port: settings.httpPort), store: store,
            presence: presence, clock: clock, ids: ids, metrics: metrics, logger: logger)
    }

    init(
        settings: BridgeSettings, client: NetworkClient, store: any Store, presence: MemberPresence,
        clock: any EngineClock, ids: any IDSource, metrics: any MetricsFactory, logger: Logger
    ) {
        self.settings = settings
        self.client = client
        self.presence = presence
        self.clock = clock
        self.ids = ids
        self.metrics = BridgeMetrics(metrics)
        self.logger = logger
        identity = AgentIdentity(
            store: store, ids: ids, instanceID: settings.instanceID, configured: settings.agentID,
            isAlone: settings.isAlone)
        live = Mutex((settings.admission, settings.pollMilliseconds))
        let now = clock.now()
        state = (.connecting, nil, now)
        awaySince = now
    }

    /// Changes what can be changed while it runs.
    public nonisolated func use(admission: BridgeSettings.Admission, pollMilliseconds: Int64) {
        let before = live.withLock { live in
            defer { live = (admission, pollMilliseconds) }
            return live
        }
        if before.admission != admission {
            Task { await self.lookNow() }
        } else if before.pollMilliseconds > pollMilliseconds {
            // A pause that has begun would last as long as before.
            Task { await self.wake() }
        }
    }

    nonisolated var admission: BridgeSettings.Admission { live.withLock { $0.admission } }
    nonisolated var pollMilliseconds: Int64 { live.withLock { $0.pollMilliseconds } }

    private func lookNow() {
        nextLook = nil
        wake()
    }

    /// How the connection is.
    public func health() -> RemoteHealth {
        RemoteHealth(
            state.state, reason: state.reason, since: state.since, network: session?.networkName,
            agentID: claim?.agentID, membersOnline: standings.count { online.contains($0.key) && $0.value == .active },
            openQuestions: outbox.count)
    }

    // MARK: Life

    /// Works until the task is cancelled; then gives the id up if nothing is open, else leaves it, so that mail waits for the next start.
    /// - Parameter engine: takes what members say.
    public func run(for engine: any RemoteMembers) async {
        self.engine = engine
        while !Task.isCancelled {
            do throws(NetworkFailure) {
                try await connect()
                try await work()
            } catch {
                if Task.isCancelled { break }
                lose(error)
                await sweep()
                await rest(backoff.next(random: random()))
            }
        }
        await leave()
    }

    /// One turn after the other until something fails that a new connection has to mend.
    private func work() async throws(NetworkFailure) {
        while !Task.isCancelled {
            do throws(NetworkFailure) {
                try await turn()
                backoff.reset()
            } catch {
                switch error {
                case .secretInvalid, .notRegistered: try await regain(after: error)
                default: throw error
                }
            }
            guard await keepsIdentity() else { throw .troubled(status: 0) }
            await rest(min(pollMilliseconds, outbox.pause(at: clock.now(), online: online) ?? .max))
        }
    }

    private func turn() async throws(NetworkFailure) {
        try await deliver()
        try await fetch()
        if nextLook?.isDue(at: clock.now(), within: OpenAgentsBridge.lookMilliseconds) ?? true {
            try await look()
            // Who has just come is asked now.
            try await deliver()
        }
    }

    func random() -> Double {
        Double(ids.randomBytes(2).reduce(0) { $0 << 8 | Int($1) }) / 65_536
    }

    // MARK: Rest

    /// What comes in within this time is sent together, milliseconds.
    private static let gathering: Int64 = 10

    /// Waits, unless there is something to do.
    func rest(_ milliseconds: Int64) async {
        guard !Task.isCancelled else { return }
        if !isWoken {
            let clock = clock
            let rest = Task { _ = try? await clock.sleep(milliseconds: max(1, milliseconds)) }
            resting = rest
            await withTaskCancellationHandler {
                await rest.value
            } onCancel: {
                rest.cancel()
            }
            resting = nil
        }
        if isWoken {
            isWoken = false
            try? await clock.sleep(milliseconds: OpenAgentsBridge.gathering)
        }
    }

    /// There is something to do now, if we are connected.
    func wake() {
        guard session != nil else { return }
        isWoken = true
        resting?.cancel()
    }
}
