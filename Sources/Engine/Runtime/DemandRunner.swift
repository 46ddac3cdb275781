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
        var waiter: CheckedContinuation<Reaction.Reply, any Error>?
    }

    /// An effect under way. Its number tells its result from one of an earlier start of the same effect.
    private struct Work {
        var number: Int
        var task: Task<Void, Never>
    }

    nonisolated let id: DemandID
    let environment: EngineEnvironment
    private(set) var state: DemandState
    private var epoch: Int
    private let startedAt: Timestamp
    private let onCompletion: @Sendable (DemandOutcome?) async -> Void
    private let coding = EventCoding()
    private let logger: Logger

    private var mailbox: [Entry] = []
    private var isDraining = false
    private var isStopped = false
    private var isTakeover: Bool
    private var running: [Effect: Work] = [:]
    private var started = 0
    /// Results that could not be used, per effect; the rules are asked after the first.
    private var misses: [Effect: Int] = [:]

    /// - Parameter isTakeover: another process or an earlier life of this one began the work.
    init(
        state: DemandState, epoch: Int, isTakeover: Bool, environment: EngineEnvironment,
        onCompletion: @escaping @Sendable (DemandOutcome?) async -> Void
    ) {
        id = state.id
        self.state = state
        self.epoch = epoch
        self.isTakeover = isTakeover
        self.environment = environment
        self.onCompletion = onCompletion
        startedAt = environment.clock.now()
        var logger = environment.logger
        logger[metadataKey: "demand_id"] = "\(state.id)"
        self.logger = logger
    }

    func start() {
        startEffects()
        isTakeover = false
    }

    /// Stops at an event boundary; what is committed stays, what is not begins anew in the next process.
    func stop() {
        isStopped = true
        cancelEffects()
        for entry in mailbox { entry.waiter?.resume(throwing: TowowError(.overloaded, "shutting_down", retryAfter: 2)) }
        mailbox = []
    }

    /// Hands in something from outside and returns once it is committed.
    func submit(_ input: Input) async throws -> Reaction.Reply {
        if state.isCompleted {
            return state.handle(input, at: environment.clock.now(), limits: environment.limits()).reply
        }
        guard !isStopped else { throw TowowError(.overloaded, "shutting_down", retryAfter: 2) }
        return try await withCheckedThrowingContinuation { continuation in
            mailbox.append(Entry(input: input, effect: nil, waiter: continuation))
            drainSoon()
        }
    }

    func post(_ messages: [MemberMessage]) {
        guard !isStopped else { return }
        mailbox += messages.map { Entry(input: .message($0), effect: nil, waiter: nil) }
        drainSoon()
    }

    private func finish(_ effect: Effect, _ number: Int, with input: Input) {
        guard !isStopped, running[effect]?.number == number else { return }
        mailbox.append(Entry(input: input, effect: effect, waiter: nil))
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
            if failure == .conflict {
                await reload()
            } else {
                // The store is gone for now: callers hear it, everything of our own waits and is tried again.
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
        for entry in batch {
            let reaction = next.handle(entry.input, at: now, limits: limits)
            replies.append(reaction.reply)
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
        if !rows.isEmpty {
            do {
                try await environment.store.append(appendBatch(rows, next: next))
            } catch {
                let failure = error as? StoreError ?? .unavailable
                let refusal = TowowError(.overloaded, "store_unavailable", retryAfter: 2)
                for entry in batch { entry.waiter?.resume(throwing: refusal) }
                return failure
            }
            state = next
            environment.hub.publish(rows, of: id)
        }
        for (entry, reply) in zip(batch, replies) { conclude(entry, reply) }
        startEffects()
        if state.isCompleted, !rows.isEmpty { await complete() }
        return nil
    }

    private func conclude(_ entry: Entry, _ reply: Reaction.Reply) {
        entry.waiter?.resume(returning: reply)
        if let effect = entry.effect, reply == .askAgain {
            misses[effect, default: 0] += 1
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
        for entry in mailbox {
            // Whoever asks now gets the answer of the final state.
            let reply = state.handle(entry.input, at: environment.clock.now(), limits: environment.limits()).reply
            entry.waiter?.resume(returning: reply)
        }
        mailbox = []
        await onCompletion(state.outcome)
    }

    /// Another writer was faster: forget everything, and go on only with the lease.
    private func reload() async {
        cancelEffects()
        var pause: Int64 = 50
        while !isStopped {
            do {
                guard
                    let lease = try await environment.store.lease(
                        id, owner: environment.instanceID, durationMilliseconds: EngineEnvironment.leaseMilliseconds),
                    let folded = try await environment.store.fold(id), !folded.isCompleted
                else { return await giveUp() }
                epoch = lease.epoch
                state = folded
                startEffects()
                return
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

    private func giveUp() async {
        stop()
        await onCompletion(nil)
    }

    private func appendBatch(_ rows: [StoredEvent], next: DemandState) -> AppendBatch {
        var batch = AppendBatch(
            demandID: id, expectedHead: state.head, epoch: epoch, events: rows, status: next.status,
            outcome: next.outcome, completedAt: next.completedAt)
        batch.recordChanges(from: state, to: next)
        return batch
    }

    // MARK: Effects

    private func startEffects() {
        guard !isStopped else { return }
        let wanted = state.effects
        let wantedSet = Set(wanted)
        cancelEffects { !wantedSet.contains($0) }
        var questions: [OpenQuestion] = []
        for effect in wanted where running[effect] == nil {
            switch effect {
            case .ask(let question): questions.append(question)
            case .wake(let key, let moment):
                let pause = self.pause(until: moment, kind: key.kind)
                let clock = environment.clock
                start([effect]) { number in
                    do { try await clock.sleep(milliseconds: pause) } catch { return }
                    await self.finish(effect, number, with: .deadline(key))
                }
            default: start([effect]) { number in await self.decide(effect, number) }
            }
        }
        if !questions.isEmpty { send(questions) }
    }

    /// Begins work that stands for `effects`.
    private func start(_ effects: [Effect], _ body: @Sendable @escaping (_ number: Int) async -> Void) {
        started += 1
        let number = started
        let work = Work(number: number, task: Task { await body(number) })
        for effect in effects { running[effect] = work }
    }

    /// Ends what is not wanted any more. Work that stands for several effects goes on while one of them is wanted.
    private func cancelEffects(where isUnwanted: (Effect) -> Bool = { _ in true }) {
        let dropped = running.filter { isUnwanted($0.key) }
        for effect in dropped.keys { running[effect] = nil }
        let needed = Set(running.values.map(\.number))
        for work in dropped.values where !needed.contains(work.number) { work.task.cancel() }
    }

    /// Takes one decision. Without a result (the store may be gone) it is tried again.
    private func decide(_ effect: Effect, _ number: Int) async {
        var pause: Int64 = 50
        while !Task.isCancelled {
            let missed = misses[effect, default: 0]
            if let input = await decide(effect, state: state, rulesOnly: state.isOverdue, missed: missed) {
                return finish(effect, number, with: input)
            }
            guard !Task.isCancelled else { return }
            logger.error("a decision gave no result")
            do { try await environment.clock.sleep(milliseconds: pause) } catch { return }
            pause = min(pause * 2, 60_000)
        }
    }

    /// What is left of a wait. After a take-over members get at least half a minute.
    private func pause(until moment: Timestamp, kind: DeadlineKey.Kind) -> Int64 {
        let rest = max(0, moment - environment.clock.now())
        return isTakeover && (kind == .invitation || kind == .feedback) ? max(rest, 30_000) : rest
    }

    private func send(_ questions: [OpenQuestion]) {
        let snapshot = state
        for (kind, group) in Dictionary(grouping: questions, by: \.memberKind) {
            start(group.map(Effect.ask)) { _ in await self.send(group, by: kind, state: snapshot) }
        }
    }

    private nonisolated func send(_ questions: [OpenQuestion], by kind: Member.Kind, state: DemandState) async {
        var messages: [AgentMessage] = []
        var lost: [OpenQuestion] = []
        for question in questions {
            if let content = await content(of: question, state: state) {
                messages.append(AgentMessage(question: question, content: content))
            } else {
                lost.append(question)
            }
        }
        if let link = environment.links[kind] {
            let handovers = await link.send(messages, answersTo: self)
            for (message, handover) in zip(messages, handovers) where handover == .unreachable {
                lost.append(message.question)
            }
        } else {
            lost += messages.map(\.question)
        }
        guard !lost.isEmpty, !Task.isCancelled else { return }
        await post(
            lost.map { question in
                MemberMessage(
                    messageID: "lost-" + question.messageID, channel: question.channel, agentID: question.agentID,
                    content: .noAnswer(
                        question.kind == .invitation ? .invitation : .review, .unreachable, version: question.version),
                    by: .rules)
            })
    }
}

extension AppendBatch {
    /// What the rows beside the log have to become, as the difference of two states.
    mutating func recordChanges(from old: DemandState, to new: DemandState) {
        channels = ([new.channel].compactMap(\.self) + new.children).compactMap { channel in
            let row = ChannelRow(
                channel: channel.id.rawValue, status: channel.status.rawValue, round: channel.round,
                version: channel.version)
            let before = old.negotiation(channel.id)
            let isSame =
                before?.status == channel.status && before?.round == channel.round && before?.version == channel.version
            return isSame ? nil : row
        }
        let before = Set(old.effects.compactMap(\.deadlineRow))
        let after = Set(new.effects.compactMap(\.deadlineRow))
        deadlinesSet = after.subtracting(before).sorted { $0.due < $1.due }
        deadlinesCleared = before.subtracting(after).sorted { $0.due < $1.due }
        let openBefore = Set(old.openQuestions.map(\.messageID))
        let questions = new.openQuestions
        let openAfter = Set(questions.map(\.messageID))
        messagesOpened = questions.filter { !openBefore.contains($0.messageID) }.map { question in
            MessageRow(
                messageID: question.messageID, channel: question.channel.rawValue, agentID: question.agentID,
                kind: question.kind.rawValue, round: question.round, version: question.version, due: question.due)
        }
        for closed in openBefore.subtracting(openAfter) { messagesClosed[closed] = new.head }
    }
}

extension Effect {
    fileprivate var deadlineRow: AppendBatch.DeadlineRow? {
        guard case .wake(let key, let due) = self else { return nil }
        return AppendBatch.DeadlineRow(
            channel: key.channel.rawValue, kind: key.kind.rawValue, round: key.round, due: due)
    }
}

extension Store {
    /// Reads a demand's whole log and folds it; nil when there is none.
    public func fold(_ id: DemandID) async throws -> DemandState? {
        let coding = EventCoding()
        var state: DemandState?
        var last = 0
        while true {
            let rows = try await events(of: id, after: last, limit: 500)
            for row in rows {
                let event = try coding.event(row)
                if state == nil {
                    guard case .demandSubmitted(let body) = event.body else { return nil }
                    state = DemandState(id: id, submitted: body, at: row.timestamp)
                } else {
                    state?.apply(event, at: row.timestamp)
                }
            }
            guard rows.count == 500, let end = rows.last else { return state }
            last = end.sequence
        }
    }
}
