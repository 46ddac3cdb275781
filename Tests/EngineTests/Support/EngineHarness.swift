import Logging
import Synchronization
import Testing

@testable import Engine
@testable import Storage

/// One process: a coordinator over a store, with a clock that the test moves.
struct EngineHarness {
    let base: any Store
    let store: UnreliableStore
    let clock: ManualClock
    let hub = EventHub()
    let outbox = Outbox()
    let members: MemberDirectory
    let coordinator: Coordinator

    init(
        on base: (any Store)? = nil, clock: ManualClock = ManualClock(), name: String = "one",
        rules: ScriptedDecider = ScriptedDecider(),
        model: (any Decider)? = nil, ids: any IDSource = SystemIDSource(), maxActive: Int = 256,
        limits: @escaping @Sendable () -> Limits = { Limits() },
        settingsChanged: @escaping @Sendable () async -> Void = {},
        metrics: EngineMetrics = EngineMetrics(), links: [Member.Kind: any AgentLink] = [:]
    ) async throws {
        let base = if let base { base } else { try await StoreChoice.make(clock: clock) }
        self.base = base
        self.clock = clock
        store = UnreliableStore(base)
        members = MemberDirectory(store: store)
        let desk = DecisionDesk(model: model, rules: rules, clock: clock)
        var logger = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
        logger.logLevel = .critical
        coordinator = Coordinator(
            environment: EngineEnvironment(
                store: store, hub: hub, desk: desk, members: members,
                links: [
                    .manual: Recorder(outbox: outbox, next: InboxLink()),
                    .auto: Recorder(outbox: outbox, next: AutoLink(desk: desk)),
                ].merging(links) { $1 },
                clock: clock, ids: ids, limits: limits, settingsChanged: settingsChanged, instanceID: name,
                logger: logger, metrics: metrics),
            maxActive: maxActive)
        for kind in [Member.Kind.manual, .auto] {
            let ids = kind == .manual ? ["a", "b", "c"] : ["x", "y", "z"]
            _ = try await base.upsert(members: ids.map { ScriptedDecider.member($0, kind: kind) }, isActive: true)
        }
        try await members.reload()
    }

    /// Starts watching before the demand exists, so that nothing is missed.
    func submit(_ text: String = "a meetup", clarify: Bool = false, key: String? = nil) async throws -> Submission {
        try await coordinator.submit(
            DemandRequest(text: text, language: .english, clarify: clarify),
            idempotency: key.map { Idempotency(key: $0, bodyHash: Crypto.sha256(text.utf8)) })
    }

    func types(_ id: DemandID) async throws -> [String] {
        try await rows(id).map { String($0.type.dropFirst(6)) }
    }

    func rows(_ id: DemandID) async throws -> [StoredEvent] {
        try await base.events(of: id, after: 0, limit: 10_000)
    }

    /// Waits until the log of a demand has `count` events of this type.
    func until(_ type: String, _ count: Int = 1, in id: DemandID) async throws {
        let watcher = LogWatcher(type: "towow." + type, count: count)
        let subscription = hub.subscribe(to: id) { watcher.add($0) }
        watcher.add(try await rows(id))
        await watcher.wait()
        subscription.cancel()
        try Task.checkCancellation()
    }

    @discardableResult
    func say(
        _ agent: String, _ content: MemberMessage.Content, messageID: String = "m", in channel: ChannelID
    ) async throws -> Acknowledgement {
        try await coordinator.receive(
            MemberMessage(messageID: messageID, channel: channel, agentID: agent, content: content, by: .member))
    }

    @discardableResult
    func offer(_ agent: String, in id: DemandID) async throws -> Acknowledgement {
        try await say(
            agent, .offer(Offer(decision: .participate, contribution: "work", needs: ["need"])), messageID: "offer",
            in: ChannelID(id))
    }

    @discardableResult
    func vote(_ agent: String, _ kind: Vote.Kind = .accept, version: Int = 1, in id: DemandID) async throws
        -> Acknowledgement
    {
        try await say(agent, .vote(Vote(kind: kind), version: version), messageID: "vote-\(version)", in: ChannelID(id))
    }

    /// From the submit to the offers of `agents`.
    func offered(by agents: [String] = ["a", "b"]) async throws -> Submission {
        let submission = try await submit()
        try await until("demand.broadcast", in: submission.demandID)
        for agent in agents { try await offer(agent, in: submission.demandID) }
        return submission
    }

    /// From the submit to a plan that waits for votes of a and b.
    func negotiating() async throws -> Submission {
        let submission = try await offered()
        try await until("proposal.distributed", in: submission.demandID)
        return submission
    }

    /// A demand whose questions are committed, though its owner hears of that only when `gate` opens.
    func committedUnheard(until gate: Gate) async throws -> DemandID {
        // Understood, then asked.
        store.fault(.returnsLate(gate), atAppend: 2)
        let id = try await submit().demandID
        while try await !types(id).contains("demand.broadcast") {
            try Task.checkCancellation()
            await Task.yield()
        }
        return id
    }

    /// What must hold for every log: no holes, nothing twice, one last event.
    func checkLog(_ id: DemandID) async throws {
        let rows = try await rows(id)
        #expect(rows.map(\.sequence) == Array(1...rows.count))
        #expect(rows.count { $0.type == "towow.demand.completed" } == 1)
        #expect(rows.last?.type == "towow.demand.completed")
        #expect(try await base.fold(id)?.isCompleted == true)
    }
}

/// What was handed to links.
final class Outbox: Sendable {
    private let state = Mutex<
        (messages: [AgentMessage], waiters: [(count: Int, continuation: CheckedContinuation<Void, Never>)])
    >(
        ([], []))

    func add(_ sent: [AgentMessage]) {
        let met = state.withLock { state in
            state.messages += sent
            let count = state.messages.count
            defer { state.waiters.removeAll { $0.count <= count } }
            return state.waiters.filter { $0.count <= count }.map(\.continuation)
        }
        for waiter in met { waiter.resume() }
    }

    /// Waits until this many messages were handed over, or the test is cancelled because it takes too long.
    func until(_ count: Int) async {
        await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                let isThere = state.withLock { state in
                    let isThere = state.messages.count >= count || Task.isCancelled
                    if !isThere { state.waiters.append((count, continuation)) }
                    return isThere
                }
                if isThere { continuation.resume() }
            }
        } onCancel: {
            let waiters = state.withLock { state in
                defer { state.waiters = [] }
                return state.waiters
            }
            for waiter in waiters { waiter.continuation.resume() }
        }
    }

    var all: [AgentMessage] { state.withLock { $0.messages } }
    var questions: [OpenQuestion] { all.map(\.question) }
    var ids: [String] { questions.map(\.messageID) }
}

struct Recorder: AgentLink {
    let outbox: Outbox
    let next: any AgentLink

    func send(_ messages: [AgentMessage], answersTo receiver: any AnswerReceiver) async -> [Handover] {
        outbox.add(messages)
        return await next.send(messages, answersTo: receiver)
    }
}

/// Counts distinct events of one type, by number, and wakes who waits for them.
final class LogWatcher: Sendable {
    private let type: String
    private let count: Int
    private let state = Mutex<(seen: Set<Int>, waiter: CheckedContinuation<Void, Never>?)>(([], nil))

    init(type: String, count: Int) {
        self.type = type
        self.count = count
    }

    func add(_ rows: [StoredEvent]) {
        let waiter = state.withLock { state -> CheckedContinuation<Void, Never>? in
            for row in rows where row.type == type { state.seen.insert(row.sequence) }
            guard state.seen.count >= count else { return nil }
            defer { state.waiter = nil }
            return state.waiter
        }
        waiter?.resume()
    }

    /// Returns early when the test is cancelled because it takes too long.
    func wait() async {
        await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                let isThere = state.withLock { state in
                    let isThere = state.seen.count >= count || Task.isCancelled
                    if !isThere { state.waiter = continuation }
                    return isThere
                }
                if isThere { continuation.resume() }
            }
        } onCancel: {
            let waiter = state.withLock { state in
                defer { state.waiter = nil }
                return state.waiter
            }
            waiter?.resume()
        }
    }
}

/// Lets go when a test says so.
final class Gate: Sendable {
    private let state = Mutex<(isOpen: Bool, waiters: [CheckedContinuation<Void, Never>])>((false, []))

    func pass() async {
        await withCheckedContinuation { continuation in
            let isOpen = state.withLock { state in
                if !state.isOpen { state.waiters.append(continuation) }
                return state.isOpen
            }
            if isOpen { continuation.resume() }
        }
    }

    func open() {
        let waiters = state.withLock { state in
            state.isOpen = true
            defer { state.waiters = [] }
            return state.waiters
        }
        for waiter in waiters { waiter.resume() }
    }
}
