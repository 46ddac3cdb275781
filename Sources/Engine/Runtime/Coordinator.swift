import Logging
import Synchronization

/// Runs all demands of this process: takes new ones in, gives each a runner in turn, and answers questions about them.
///
/// At most `maxActive` demands are worked on at once; committed ones beyond wait in the order of submission. While submits are
/// coming in, new work starts slowly, so that taking demands in comes first.
public actor Coordinator {
    let environment: EngineEnvironment
    private let maxActive: Int
    private let logger: Logger

    private var runners: [DemandID: DemandRunner] = [:]
    private var startedAt: [DemandID: ContinuousClock.Instant] = [:]
    private var settled = (count: 0, countedAt: ContinuousClock.now)
    private var waiting = Queue<Waiting>()
    private var starting: Set<DemandID> = []
    private var isStopped = false
    private var outcomes: [DemandOutcome: Int] = [:]
    let submitsInFlight = Atomic<Int>(0)
    /// Set while a submit was answered so recently that the next one is likely to follow.
    let isSubmitRecent = Atomic<Bool>(false)

    private struct Waiting: Sendable {
        var id: DemandID
        /// Nil after a restart: the log has to be read.
        var state: DemandState?
    }

    /// While submits come in, no more than this many demands are worked on, so that one core is left for taking demands in.
    private static let activeDuringSubmits = 1
    /// How long after a submit the next one counts as following.
    static let submitPause = Duration.milliseconds(5)

    /// - Parameter maxActive: 1… demands worked on at once.
    public init(environment: EngineEnvironment, maxActive: Int = 256) {
        self.environment = environment
        self.maxActive = max(1, maxActive)
        logger = environment.logger
    }

    /// Takes up every demand that an earlier process left unfinished.
    public func recover() async throws {
        try await environment.members.reload()
        var cursor: DemandCursor?
        var count = 0
        while true {
            let page = try await environment.store.unfinishedDemands(after: cursor, limit: 500)
            for entry in page {
                waiting.append(Waiting(id: entry.id, state: nil))
                count += 1
            }
            guard page.count == 500, let last = page.last else { break }
            cursor = last
        }
        if count > 0 { logger.info("unfinished demands taken up", metadata: ["count": "\(count)"]) }
        pump()
    }

    /// Stops every runner at an event boundary.
    public func stop() async {
        isStopped = true
        for runner in runners.values { await runner.stop() }
        runners = [:]
    }

    // MARK: Turns

    func enqueue(_ state: DemandState) {
        waiting.append(Waiting(id: state.id, state: state))
        pump()
    }

    /// Starts as many waiting demands as may be worked on now.
    func pump() {
        let isBusy = submitsInFlight.load(ordering: .relaxed) > 0 || isSubmitRecent.load(ordering: .relaxed)
        let limit = isBusy ? min(maxActive, Coordinator.activeDuringSubmits + settledRunners()) : maxActive
        while !isStopped, runners.count + starting.count < limit, let next = waiting.popFirst() {
            starting.insert(next.id)
            Task(priority: .utility) { await self.begin(next) }
        }
    }

    /// Demands that have been worked on for a second or more: they wait for people or a model and take no processor time to speak
    /// of. Counted ten times a second at most.
    private func settledRunners() -> Int {
        let now = ContinuousClock.now
        if now - settled.countedAt > .milliseconds(100) {
            settled = (startedAt.values.count { now - $0 >= .seconds(1) }, now)
        }
        return settled.count
    }

    private func begin(_ next: Waiting) async {
        defer {
            starting.remove(next.id)
            pump()
        }
        var pause: Int64 = 50
        while !isStopped {
            do {
                guard
                    let lease = try await environment.store.lease(
                        next.id, owner: environment.instanceID,
                        durationMilliseconds: EngineEnvironment.leaseMilliseconds)
                else { return tryLater(next.id) }
                // The state that came with the submit is good only if nobody has written since.
                let known = next.state.flatMap { $0.head == lease.head ? $0 : nil }
                let state: DemandState? = if let known { known } else { try await environment.store.fold(next.id) }
                guard let state, !state.isCompleted, !isStopped else { return }
                let id = next.id
                let runner = DemandRunner(
                    state: state, epoch: lease.epoch, isTakeover: next.state == nil, environment: environment
                ) { [weak self] outcome in await self?.ended(id, outcome) }
                runners[id] = runner
                startedAt[id] = .now
                await runner.start()
                if next.state == nil { await removeAbsentMembers(from: runner, state) }
                return
            } catch let error as DecodingError {
                logger.error(
                    "a demand's log cannot be read", metadata: ["demand_id": "\(next.id)", "error": "\(error)"])
                return
            } catch {
                logger.warning("a demand could not be taken up yet", metadata: ["error": "\(error)"])
                try? await environment.clock.sleep(milliseconds: pause)
                pause = min(pause * 2, 5_000)
            }
        }
    }

    /// Another process works on it, or did until it was killed: its lease runs out.
    private func tryLater(_ id: DemandID) {
        let clock = environment.clock
        Task { [weak self] in
            do { try await clock.sleep(milliseconds: EngineEnvironment.leaseMilliseconds) } catch { return }
            await self?.takeUp(id)
        }
    }

    private func takeUp(_ id: DemandID) {
        waiting.append(Waiting(id: id, state: nil))
        pump()
    }

    private func ended(_ id: DemandID, _ outcome: DemandOutcome?) {
        runners[id] = nil
        startedAt[id] = nil
        if let outcome { outcomes[outcome, default: 0] += 1 }
        pump()
    }

    /// A member left the network: removes them from every running channel. Call after the directory was read again.
    public func memberDeactivated(_ agentID: String) async {
        for runner in Array(runners.values) {
            // A demand whose commit fails now asks again when it is taken up (`removeAbsentMembers`).
            _ = try? await runner.submit(.memberDeactivated(agentID: agentID))
        }
    }

    /// Who left the network while nobody worked on the demand has left its channels, too.
    private func removeAbsentMembers(from runner: DemandRunner, _ state: DemandState) async {
        let running = ([state.channel].compactMap(\.self) + state.children).filter { !$0.status.isTerminal }
        let seated = Set(running.flatMap(\.seats).filter { $0.removal == nil }.map(\.candidate.agentID))
        for agentID in seated.sorted() where environment.members.current(agentID) == nil {
            _ = try? await runner.submit(.memberDeactivated(agentID: agentID))
        }
    }

    // MARK: Access

    func runner(_ id: DemandID) -> DemandRunner? { runners[id] }

    func isWaiting(_ id: DemandID) -> Bool { starting.contains(id) || waiting.contains { $0.id == id } }

    public func statistics() async -> EngineStatistics {
        EngineStatistics(
            active: runners.count, waiting: waiting.count + starting.count { runners[$0] == nil },
            subscribers: environment.hub.subscriberCount,
            eventsTotal: environment.hub.publishedCount, members: environment.members.count, outcomes: outcomes)
    }

    /// Brings `id` to the front so that somebody's wish about it can be carried out now. Nil when it is over or unknown.
    func activate(_ id: DemandID) async -> DemandRunner? {
        while starting.contains(id), !isStopped {
            do { try await environment.clock.sleep(milliseconds: 2) } catch { return nil }
        }
        if let runner = runners[id] { return runner }
        guard let next = waiting.removeFirst(where: { $0.id == id }) else { return nil }
        starting.insert(id)
        await begin(next)
        return runners[id]
    }
}

/// First in, first out, without moving what is left.
struct Queue<Element> {
    private var items: [Element?] = []
    private var head = 0

    var count: Int { items.count - head }

    mutating func append(_ element: Element) { items.append(element) }

    mutating func popFirst() -> Element? {
        while head < items.count {
            let item = items[head]
            items[head] = nil
            head += 1
            if head > 1024, head * 2 > items.count {
                items.removeFirst(head)
                head = 0
            }
            if let item { return item }
        }
        return nil
    }

    mutating func removeFirst(where matches: (Element) -> Bool) -> Element? {
        guard let index = items[head...].firstIndex(where: { $0.map(matches) ?? false }) else { return nil }
        defer { items.remove(at: index) }
        return items[index]
    }

    func contains(where matches: (Element) -> Bool) -> Bool {
        items[head...].contains { $0.map(matches) ?? false }
    }
}
