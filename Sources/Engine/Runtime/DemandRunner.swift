import Logging

/// The only writer of one demand's log.
///
/// It takes inputs one batch at a time, asks the state what they lead to, commits the events, then publishes them and starts the
/// effects that the new state needs. Effects are derived from the state, so a runner made after a crash goes on where the last
/// commit was.
actor DemandRunner: AnswerReceiver {
    private struct Entry {
        var input: Input
        /// The effect whose result this is.
        var effect: Effect?
        /// The call from outside that this is.
        var record: InputRecord?
        var waiter: CheckedContinuation<Reaction.Reply, any Error>?

        /// Whether it says that members were told something: that stays true whoever wrote meanwhile.
        var isTold: Bool { if case .told = input { true } else { false } }
    }

    /// Thrown to callers whose demand another instance writes now: nothing was done, the call can go there.
    struct Moved: Error {}

    /// An effect under way. Its number tells its result from one of an earlier start of the same effect.
    struct Work {
        var number: Int
        var task: Task<Void, Never>
    }

    nonisolated let id: DemandID
    let environment: EngineEnvironment
    private(set) var state: DemandState
    private var epoch: Int
    private let leases: LeaseBook
    private let onCompletion: @Sendable (DemandOutcome?) async -> Void
    private let coding = EventCoding()
    let logger: Logger

    private var mailbox: [Entry] = []
    private var isDraining = false
    private(set) var isStopped = false
    private var hasToldEnd = false
    private(set) var isCommitting = false
    private var commitWaiters: [CheckedContinuation<Void, Never>] = []
    /// Another writer was faster, and its log is not read yet.
    private var isReloading = false
    private var isLeasing = false
    /// Calls from other instances that are in the mailbox, or handled, or that this version does not know. What was handled stays: it may
    /// have been read in the store before.
    private var taken: Set<InputRecord.Key> = []
    /// Set while waits that another process began are armed.
    var takeover: Takeover?
    var running: [Effect: Work] = [:]
    var started = 0
    /// Results that could not be used, per effect; the rules are asked after the first.
    var misses: [Effect: Int] = [:]
    /// What those results cost.
    var vain: [Effect: Usage] = [:]

    /// Notices that are handed over or on their way.
    var told: Set<String> = []
    /// Set when an earlier life, or another process, may have handed over notices of this demand.
    let asksWhatWasTold: Bool
    /// The hand-over under way: one after the other.
    var telling: Task<Void, Never>?

    /// How waits go on that another process, or an earlier life of this one, began.
    struct Takeover: Sendable {
        /// The time that the store's clock is ahead of this host's.
        var clockOffset: Int64
    }

    /// - Parameters:
    ///   - leases: where the epoch is kept while the runner lives.
    ///   - askedAt: when the lease was asked for.
    ///   - takeover: nil when this process began the work.
    init(
        state: DemandState, epoch: Int, leases: LeaseBook, askedAt: Timestamp, takeover: Takeover?,
        environment: EngineEnvironment,
        onCompletion: @escaping @Sendable (DemandOutcome?) async -> Void
    ) {
        id = state.id
        self.state = state
        self.epoch = epoch
        self.leases = leases
        self.takeover = takeover
        asksWhatWasTold = takeover != nil
        self.environment = environment
        self.onCompletion = onCompletion
        leases.add(state.id, epoch: epoch, askedAt: askedAt)
        var logger = environment.logger
        logger[metadataKey: "demand_id"] = "\(state.id)"
        if let request = state.request.requestID { logger[metadataKey: "request_id"] = "\(request)" }
        self.logger = logger
    }

    func start() {
        logger.info(
            takeover == nil ? "a negotiation begins" : "a negotiation goes on",
            metadata: ["status": "\(state.status.rawValue)"])
        startEffects()
        takeover = nil
    }

    /// Stops at an event boundary; what is committed stays, what is not begins anew in the next process.
    func stop() async {
        end(callersGet: TowowError(.overloaded, "shutting_down", retryAfter: 2))
        guard isCommitting || isLeasing else { return }
        await withCheckedContinuation { commitWaiters.append($0) }
    }

    /// Another instance has the lease: stops at once and forgets everything.
    func lose() async {
        guard !isStopped else { return }
        logger.warning("the lease is lost")
        await giveUp()
    }

    /// The state with everything that stands in the store: a commit under way is waited for.
    /// - Returns: nil when another instance may have written since: then the store knows more.
    func settledState() async -> DemandState? {
        if isCommitting { await withCheckedContinuation { commitWaiters.append($0) } }
        if state.isCompleted { return state }
        // While the store is away nobody knows better.
        guard (try? await holdsLease()) ?? true else { return nil }
        return isStopped || isReloading ? nil : state
    }

    /// Whether no other instance can have written. The store is asked only after a pause so long that one may have.
    private func holdsLease() async throws -> Bool {
        let now = environment.clock.now()
        guard leases.isDoubtful(id, at: now) else { return true }
        guard !isReloading, let epoch = leases[id] else { return false }
        let lost = try await environment.store.renew(
            [id: epoch], owner: environment.instanceID, durationMilliseconds: EngineEnvironment.leaseMilliseconds)
        guard lost.isEmpty else { return false }
        leases.confirm([id: epoch], askedAt: now)
        return true
    }

    private func end(callersGet error: any Error) {
        isStopped = true
        cancelEffects()
        for entry in mailbox { entry.waiter?.resume(throwing: error) }
        mailbox = []
    }

    /// Hands in something from outside and returns once it is committed.
    /// - Throws: `Moved`, `TowowError`.
    func submit(_ input: Input, as record: InputRecord? = nil) async throws -> Reaction.Reply {
        if state.isCompleted {
            return state.handle(input, at: environment.clock.now(), limits: environment.limits()).reply
        }
        guard !isStopped else { throw Moved() }
        return try await withCheckedThrowingContinuation { continuation in
            mailbox.append(Entry(input: input, record: record, waiter: continuation))
            drainSoon()
        }
    }

    func post(_ messages: [MemberMessage]) {
        guard !isStopped else { return }
        mailbox += messages.map { Entry(input: .message($0)) }
        drainSoon()
    }

    /// Takes calls that other instances put into the store. Those that are here already are left out.
    func take(_ inputs: [PendingInput]) {
        guard !isStopped else { return }
        for pending in inputs {
            let record = InputRecord(pending)
            guard taken.insert(record.key).inserted else { continue }
            do {
                mailbox.append(Entry(input: try record.input(), record: record))
            } catch {
                // A newer instance put it there; it stays until one that knows it owns the demand.
                logger.warning("an input of an unknown kind waits", metadata: ["error": "\(error)"])
            }
        }
        if !mailbox.isEmpty { drainSoon() }
    }

    /// Remembers that notices were handed over, together with whatever is committed next.
    func remember(told ids: [String]) async {
        guard !ids.isEmpty else { return }
        guard state.isCompleted else {
            guard !isStopped else { return }
            mailbox += ids.map { Entry(input: .told(noticeID: $0), record: InputRecord(told: $0)) }
            return drainSoon()
        }
        do {
            // Nobody writes this log any more.
            try await environment.store.append(
                appendBatch([], inputs: ids.map { InputRecord(told: $0).row(.accepted) }, next: state))
        } catch {
            logger.warning("what members were told could not be remembered", metadata: ["error": "\(error)"])
        }
    }

    func finish(_ effect: Effect, _ number: Int, with input: Input) {
        guard !isStopped, running[effect]?.number == number else { return }
        mailbox.append(Entry(input: input, effect: effect))
        drainSoon()
    }

    // MARK: The loop

    private func drainSoon() {
        guard !isDraining else { return }
        isDraining = true
        Task { await drain() }
    }

    private func drain() async {
        defer { isDraining = false }
        var pause: Int64 = 50
        while !mailbox.isEmpty, !isStopped {
            let batch = mailbox
            mailbox = []
            let failure = await work(batch)
            guard let failure else {
                pause = 50
                continue
            }
            logger.warning("a commit failed", metadata: ["error": "\(failure)"])
            guard !isStopped else { return abandon(batch) }
            if failure == .conflict {
                // Nothing was written. What callers want still holds, decisions are taken again.
                mailbox =
                    batch.filter { $0.waiter != nil || $0.isTold }
                    + mailbox.filter { $0.record?.isStored != true || $0.isTold }
                await reload()
            } else {
                // The store is gone for now: callers hear it, everything of our own waits and is tried again.
                let refusal = TowowError(.overloaded, "store_unavailable", retryAfter: 2)
                for entry in batch { entry.waiter?.resume(throwing: refusal) }
                mailbox = batch.filter { $0.waiter == nil } + mailbox
                try? await environment.clock.sleep(milliseconds: pause)
                pause = min(pause * 2, 5_000)
            }
        }
    }

    /// Commits what a batch leads to. Returns the store's failure, after which nothing has changed.
    private func work(_ batch: [Entry]) async -> StoreError? {
        let now = environment.clock.now()
        let limits = environment.limits()
        var next = state
        var rows: [StoredEvent] = []
        var replies: [Reaction.Reply] = []
        var inputs: [AppendBatch.InputRow] = []
        for entry in batch {
            let reaction = next.handle(entry.input, at: now, limits: limits)
            replies.append(reaction.reply)
            // A call that changes nothing leaves no trace, unless somebody waits for the answer in the store.
            if let record = entry.record, record.isStored || !reaction.events.isEmpty {
                inputs.append(record.row(reaction.reply))
            }
            guard !reaction.events.isEmpty else { continue }
            do {
                for event in reaction.events {
                    rows.append(try coding.row(event, sequence: state.head + rows.count + 1, at: now))
                }
            } catch {
                // Cannot happen with values that passed the checks; without the rows there is nothing to commit.
                logger.error("an event could not be encoded", metadata: ["error": "\(error)"])
                continue
            }
            next = reaction.next
        }
        if !rows.isEmpty || !inputs.isEmpty {
            do {
                try await commit(appendBatch(rows, inputs: inputs, next: next))
            } catch {
                return error as? StoreError ?? .unavailable
            }
            state = next
            environment.hub.publish(rows, of: id)
            for row in rows {
                logger.debug("an event is committed", metadata: ["event": "\(row.type)", "seq": "\(row.sequence)"])
            }
            for input in inputs { taken.insert(.init(sender: input.sender, messageID: input.messageID)) }
        } else if batch.contains(where: { $0.waiter != nil }) {
            // Without a commit nobody else would say that this state is out of date.
            do {
                guard try await holdsLease() else { return .conflict }
            } catch {
                return error as? StoreError ?? .unavailable
            }
        }
        for (entry, reply) in zip(batch, replies) { conclude(entry, reply) }
        startEffects()
        if state.isCompleted, !rows.isEmpty { await complete() }
        return nil
    }

    private func commit(_ batch: AppendBatch) async throws {
        isCommitting = true
        defer {
            isCommitting = false
            resumeWaiters()
        }
        try await environment.store.append(batch)
    }

    private func resumeWaiters() {
        for waiter in commitWaiters { waiter.resume() }
        commitWaiters = []
    }

    /// The runner was stopped while a commit failed: nobody here tries again.
    private func abandon(_ batch: [Entry]) {
        for entry in batch { entry.waiter?.resume(throwing: Moved()) }
    }

    private func conclude(_ entry: Entry, _ reply: Reaction.Reply) {
        entry.waiter?.resume(returning: reply)
        if let effect = entry.effect, reply == .askAgain {
            misses[effect, default: 0] += 1
            if let usage = entry.input.planUsage { vain[effect] = (vain[effect] ?? .zero) + usage }
            running[effect] = nil
        }
        if case .refused(let error) = reply, entry.waiter == nil {
            logger.info(
                "an input was refused", metadata: ["code": "\(error.code.rawValue)", "reason": "\(error.reason)"])
        }
    }

    private func complete() async {
        isStopped = true
        cancelEffects()
        var told: [String] = []
        for entry in mailbox {
            // Whoever asks now gets the answer of the final state.
            let reply = state.handle(entry.input, at: environment.clock.now(), limits: environment.limits()).reply
            entry.waiter?.resume(returning: reply)
            if case .told(let noticeID) = entry.input { told.append(noticeID) }
        }
        mailbox = []
        // What came in while the last commit was under way.
        await remember(told: told)
        environment.metrics.ended(state)
        logger.info(
            "a negotiation has ended",
            metadata: [
                "outcome": "\(state.outcome?.rawValue ?? "")", "events": "\(state.head)",
                "duration_ms": "\((state.completedAt ?? state.submittedAt) - state.submittedAt)",
            ])
        await tellEnd(state.outcome)
    }

    /// Another writer was faster: forget everything, and go on only with the lease.
    private func reload() async {
        cancelEffects()
        taken = []
        isReloading = true
        defer { isReloading = false }
        var pause: Int64 = 50
        while !isStopped {
            do {
                guard let lease = try await leaseAgain() else { return await giveUp() }
                epoch = lease.epoch
                let now = try await environment.store.now()
                guard let folded = try await environment.store.fold(id), !folded.isCompleted else {
                    return await giveUp()
                }
                let pending = try await environment.store.pendingInputs(of: [id], limit: Coordinator.inputPage)
                guard !isStopped else { return }
                if folded.head != state.head { takeover = Takeover(clockOffset: now - environment.clock.now()) }
                environment.hub.begin(id, head: folded.head)
                state = folded
                isReloading = false
                startEffects()
                takeover = nil
                take(pending)
                return await Follower(store: environment.store, hub: environment.hub, logger: logger).catchUp([id])
            } catch let error as DecodingError {
                logger.error("a demand could not be read again", metadata: ["error": "\(error)"])
                return await giveUp()
            } catch {
                logger.warning("a demand could not be read again yet", metadata: ["error": "\(error)"])
                try? await environment.clock.sleep(milliseconds: pause)
                pause = min(pause * 2, 5_000)
            }
        }
    }

    /// - Returns: nil when another instance has the lease, or when the runner was stopped meanwhile: then it is given back.
    private func leaseAgain() async throws -> Lease? {
        isLeasing = true
        // A renewal under way speaks of the lease that was.
        let before = leases[id]
        leases.remove(id)
        defer {
            isLeasing = false
            resumeWaiters()
        }
        let askedAt = environment.clock.now()
        do {
            let lease = try await environment.store.lease(
                id, owner: environment.instanceID, durationMilliseconds: EngineEnvironment.leaseMilliseconds)
            guard let lease else { return nil }
            guard isStopped else {
                leases.add(id, epoch: lease.epoch, askedAt: askedAt)
                return lease
            }
            try await environment.store.release([id: lease.epoch])
            return nil
        } catch {
            // Whether it still holds is not known.
            if let before, !isStopped { leases.add(id, epoch: before, askedAt: Timestamp(milliseconds: 0)) }
            throw error
        }
    }

    private func giveUp() async {
        end(callersGet: Moved())
        await tellEnd(nil)
    }

    /// Once: a runner that lost its lease may still hear how its last commit went.
    private func tellEnd(_ outcome: DemandOutcome?) async {
        guard !hasToldEnd else { return }
        hasToldEnd = true
        await onCompletion(outcome)
    }

    private func appendBatch(
        _ rows: [StoredEvent], inputs: [AppendBatch.InputRow], next: DemandState
    ) -> AppendBatch {
        var batch = AppendBatch(
            demandID: id, expectedHead: state.head, epoch: epoch, events: rows, status: next.status,
            outcome: next.outcome, completedAt: next.completedAt)
        batch.recordChanges(from: state, to: next)
        batch.inputs = inputs
        return batch
    }
}
