import Logging

/// What the state needs: decisions, questions to members, waits. Derived from the state alone.
extension DemandRunner {
    func startEffects() {
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
        tellMembers()
    }

    /// Begins work that stands for `effects`.
    private func start(_ effects: [Effect], _ body: @Sendable @escaping (_ number: Int) async -> Void) {
        started += 1
        let number = started
        let work = Work(number: number, task: Task { await body(number) })
        for effect in effects { running[effect] = work }
    }

    /// Ends what is not wanted any more. Work that stands for several effects goes on while one of them is wanted.
    func cancelEffects(where isUnwanted: (Effect) -> Bool = { _ in true }) {
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
                return finish(effect, number, with: input.adding(vain[effect]))
            }
            guard !Task.isCancelled else { return }
            logger.error("a decision gave no result")
            do { try await environment.clock.sleep(milliseconds: pause) } catch { return }
            pause = min(pause * 2, 60_000)
        }
    }

    /// What is left of a wait. After a take-over the store's clock says it, and members get at least half a minute.
    private func pause(until moment: Timestamp, kind: DeadlineKey.Kind) -> Int64 {
        let rest = moment - environment.clock.now()
        guard let takeover else { return max(0, rest) }
        let isForMembers = kind == .invitation || kind == .feedback
        return max(isForMembers ? 30_000 : 0, rest - takeover.clockOffset)
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
        let members = environment.members(of: state)
        for question in questions {
            guard question.kind != .invitation || members.current(question.agentID) != nil else {
                // They left between the choice and its commit, when there was no channel yet that they could have been removed from.
                _ = try? await submit(.memberDeactivated(agentID: question.agentID))
                continue
            }
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
