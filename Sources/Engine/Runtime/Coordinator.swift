import Logging
import Synchronization

/// Runs the demands of this process: takes new ones in, gives each a runner in turn, and answers questions about them.
///
/// At most `maxActive` demands are worked on at once; committed ones beyond wait in the order of submission. While submits are
/// coming in, new work starts slowly, so that taking demands in comes first.
///
/// Several processes may share a store (`Coordinator+Group.swift`): each demand is worked on by the one that holds its lease, and
/// calls about it that reach another one go to the owner through the store (`Coordinator+Inputs.swift`).
public actor Coordinator {
    let environment: EngineEnvironment
    let logger: Logger
    let leases = LeaseBook()
    let board = ResultBoard()
    let inboxes = InboxBoard()
    let archive = InboxArchive()
    let figures = StoreFiguresCache()
    let foreign = FoldCache()
    let follower: Follower
    private let maxActive: Int

    private(set) var runners: [DemandID: DemandRunner] = [:]
    private var startedAt: [DemandID: ContinuousClock.Instant] = [:]
    private var settled = (count: 0, countedAt: ContinuousClock.now)
    private var waiting = Queue<Waiting>()
    private var starting: Set<DemandID> = []
    private(set) var isStopped = false
    private var outcomes: [DemandOutcome: Int] = [:]
    private var demoOutcomes: [DemandOutcome: Int] = [:]
    /// Demands whose log cannot be read; nobody gains by trying again and again.
    private var unreadable: Set<DemandID> = []
    private var isLooking = false
    /// Somebody asked to look while that was going on: what it found may be older.
    private var hasToLookAgain = false
    /// Demands that are being leased and read, and who waits until there are none.
    private var beginnings = 0
    private var beginningWaiters: [CheckedContinuation<Void, Never>] = []
    /// There may be demands without an owner that did not fit in when they were looked for.
    private var mayBeMore = false
    /// What keeps this process in step with the others (`Coordinator+Group.swift`).
    var groupWork: [Task<Void, Never>] = []
    /// Demands that wait here for their turn and that somebody called about at another instance.
    var calledEarly: Set<DemandID> = []
    var isRefreshingMembers = false
    var hasToRefreshMembers = false
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
        follower = Follower(store: environment.store, hub: environment.hub, logger: environment.logger)
    }

    /// Takes up demands that nobody works on, and keeps in step with other processes on the same store from now on.
    public func recover() async throws {
        try await environment.members.reload()
        await takeOver()
        startGroupWork()
        tellWhatWasLeft()
    }

    /// Stops every runner at an event boundary, and gives the leases back so that others go on at once.
    public func stop() async {
        isStopped = true
        for work in groupWork { work.cancel() }
        groupWork = []
        await withTaskGroup(of: Void.self) { group in
            for runner in runners.values { group.addTask { await runner.stop() } }
        }
        for id in runners.keys { environment.hub.end(id) }
        runners = [:]
        await giveBack(leases.all)
        // A lease that comes now is given back by whoever asked for it, as long as the store is there.
        if beginnings > 0 { await withCheckedContinuation { beginningWaiters.append($0) } }
    }

    private func giveBack(_ held: [DemandID: Int]) async {
        guard !held.isEmpty else { return }
        for id in held.keys { leases.remove(id) }
        do { try await environment.store.release(held) } catch {
            // They run out by themselves.
            logger.warning("leases could not be given back", metadata: ["error": "\(error)"])
        }
    }

    // MARK: Turns

    /// Takes a new demand in, unless a look for demands without an owner has found it in the store already.
    func enqueue(_ state: DemandState) {
        let id = state.id
        guard runners[id] == nil, !isWaiting(id) else { return }
        waiting.append(Waiting(id: id, state: state))
        pump()
    }

    /// Starts as many waiting demands as may be worked on now.
    func pump() {
        let isBusy = submitsInFlight.load(ordering: .relaxed) > 0 || isSubmitRecent.load(ordering: .relaxed)
        let limit = isBusy ? min(maxActive, Coordinator.activeDuringSubmits + settledRunners()) : maxActive
        while !isStopped, runners.count + starting.count < limit, let next = waiting.popFirst() {
            // Committed but not yet in its turn, it may have been found without an owner and be here twice: two runners of one demand
            // would take each other's lease again and again.
            guard runners[next.id] == nil, !starting.contains(next.id) else { continue }
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
            calledEarly.remove(next.id)
            pump()
        }
        var pause: Int64 = 50
        while !isStopped {
            do {
                guard let begun = try await makeRunner(for: next) else { return }
                return await start(begun)
            } catch let error as DecodingError {
                logger.error(
                    "a demand's log cannot be read", metadata: ["demand_id": "\(next.id)", "error": "\(error)"])
                unreadable.insert(next.id)
                return
            } catch {
                logger.warning("a demand could not be taken up yet", metadata: ["error": "\(error)"])
                try? await environment.clock.sleep(milliseconds: pause)
                pause = min(pause * 2, 5_000)
            }
        }
    }

    /// A runner that has not started yet.
    private struct Begun {
        var runner: DemandRunner
        var state: DemandState
        var isTakeover: Bool
    }

    /// Leases a demand and makes its runner. Nil when another process works on it or it is over, and when this one stops meanwhile:
    /// then the lease is given back.
    private func makeRunner(for next: Waiting) async throws -> Begun? {
        beginnings += 1
        defer {
            beginnings -= 1
            if beginnings == 0 {
                for waiter in beginningWaiters { waiter.resume() }
                beginningWaiters = []
            }
        }
        let id = next.id
        let askedAt = environment.clock.now()
        // Without the lease another process works on it, or did until it was killed: then its lease runs out.
        guard
            let lease = try await environment.store.lease(
                id, owner: environment.instanceID, durationMilliseconds: EngineEnvironment.leaseMilliseconds)
        else { return nil }
        do {
            guard let begun = try await makeRunner(for: next, lease, askedAt: askedAt) else {
                if isStopped { await giveBack([id: lease.epoch]) }
                return nil
            }
            return begun
        } catch {
            if isStopped { await giveBack([id: lease.epoch]) }
            throw error
        }
    }

    private func makeRunner(for next: Waiting, _ lease: Lease, askedAt: Timestamp) async throws -> Begun? {
        guard !isStopped else { return nil }
        let id = next.id
        // The state that came with the submit is good only if nobody has written since.
        let known = next.state.flatMap { $0.head == lease.head ? $0 : nil }
        let offset =
            known == nil ? try await environment.store.now() - environment.clock.now() : 0
        let state: DemandState? = if let known { known } else { try await environment.store.fold(id) }
        guard let state, !state.isCompleted, !isStopped else { return nil }
        let runner = DemandRunner(
            state: state, epoch: lease.epoch, leases: leases, askedAt: askedAt,
            takeover: known == nil ? .init(clockOffset: offset) : nil, environment: environment
        ) { [weak self, isDemo = state.isDemo] outcome in await self?.ended(id, outcome, isDemo: isDemo) }
        runners[id] = runner
        startedAt[id] = .now
        environment.hub.begin(id, head: state.head, isNew: known != nil)
        return Begun(runner: runner, state: state, isTakeover: known == nil)
    }

    private func start(_ begun: Begun) async {
        let id = begun.state.id
        await begun.runner.start()
        let isCalled = calledEarly.remove(id) != nil
        if begun.isTakeover { await follower.catchUp([id]) }
        if begun.isTakeover || isCalled { await hear([id]) }
        if begun.isTakeover { await removeAbsentMembers(from: begun.runner, begun.state) }
    }

    private func ended(_ id: DemandID, _ outcome: DemandOutcome?, isDemo: Bool) {
        runners[id] = nil
        startedAt[id] = nil
        leases.remove(id)
        environment.hub.end(id)
        if let outcome {
            if isDemo { demoOutcomes[outcome, default: 0] += 1 } else { outcomes[outcome, default: 0] += 1 }
        }
        // Whoever takes over may have written already.
        if outcome == nil { Task { await follower.catchUp([id]) } }
        pump()
        if mayBeMore, waiting.count == 0 { Task { await takeOver() } }
    }

    // MARK: Demands without an owner

    /// Takes unfinished demands that nobody works on, oldest first, as far as there is room.
    func takeOver() async {
        guard !isStopped, !isLooking else {
            hasToLookAgain = true
            return
        }
        isLooking = true
        defer { isLooking = false }
        var goesOn: Bool
        repeat {
            hasToLookAgain = false
            let known = waiting.count + starting.count
            let room = maxActive - runners.count - known
            guard room > 0 else { return }
            // Those that wait here have no lease either.
            let limit = room + known + unreadable.count
            do {
                let found = try await environment.store.abandonedDemands(
                    logFormat: EngineEnvironment.logFormat, limit: limit)
                mayBeMore = found.count == limit
                let mine = waitingDemands.union(unreadable)
                let taken = found.map(\.id).filter { runners[$0] == nil && !mine.contains($0) }.prefix(room)
                guard !isStopped else { return }
                goesOn = mayBeMore && !taken.isEmpty
                if !taken.isEmpty {
                    for id in taken { waiting.append(Waiting(id: id, state: nil)) }
                    logger.info("demands without an owner are taken up", metadata: ["count": "\(taken.count)"])
                    pump()
                }
            } catch {
                logger.warning("demands without an owner could not be looked for", metadata: ["error": "\(error)"])
                return
            }
        } while goesOn || hasToLookAgain
    }

    /// Takes `id` out of turn, if nobody works on it: somebody has called about it.
    func adopt(_ id: DemandID) async {
        guard !isStopped, runners[id] == nil, !isWaiting(id), !unreadable.contains(id) else { return }
        starting.insert(id)
        await begin(Waiting(id: id, state: nil))
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
        let members = environment.members(of: state)
        for agentID in seated.sorted() where members.current(agentID) == nil {
            _ = try? await runner.submit(.memberDeactivated(agentID: agentID))
        }
    }

    // MARK: Access

    func runner(_ id: DemandID) -> DemandRunner? { runners[id] }

    func isWaiting(_ id: DemandID) -> Bool { starting.contains(id) || waiting.contains { $0.id == id } }

    /// Those that wait here for their turn.
    var waitingDemands: Set<DemandID> { starting.union(waiting.map(\.id)) }

    public func statistics() async -> EngineStatistics {
        EngineStatistics(
            active: runners.count, waiting: waiting.count + starting.count { runners[$0] == nil },
            subscribers: environment.hub.subscriberCount,
            eventsTotal: environment.hub.publishedCount, members: environment.members.count, outcomes: outcomes,
            demoOutcomes: demoOutcomes)
    }

    /// Brings `id` to the front so that somebody's wish about it can be carried out now. Nil when it is over or unknown, and when the
    /// store does not answer for as long as a call may take.
    func activate(_ id: DemandID) async -> DemandRunner? {
        if runners[id] == nil, !starting.contains(id), let next = waiting.removeFirst(where: { $0.id == id }) {
            starting.insert(id)
            await beginInTime(next)
            return runners[id]
        }
        var patience = Coordinator.answerMilliseconds
        while starting.contains(id), !isStopped, patience > 0 {
            patience -= 2
            do { try await environment.clock.sleep(milliseconds: 2) } catch { return nil }
        }
        return runners[id]
    }

    /// Waits for the beginning as long as a call may take. Without the store it goes on by itself until that is back.
    private func beginInTime(_ next: Waiting) async {
        let (ends, end) = AsyncStream.makeStream(of: Void.self)
        let clock = environment.clock
        Task {
            await self.begin(next)
            end.finish()
        }
        let timer = Task {
            try? await clock.sleep(milliseconds: Coordinator.answerMilliseconds)
            end.finish()
        }
        for await _ in ends {}
        timer.cancel()
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

    func map<Value>(_ transform: (Element) -> Value) -> [Value] {
        items[head...].compactMap { $0.map(transform) }
    }

    func contains(where matches: (Element) -> Bool) -> Bool {
        items[head...].contains { $0.map(matches) ?? false }
    }
}
