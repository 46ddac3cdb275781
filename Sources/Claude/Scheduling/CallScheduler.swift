internal import Engine

/// Lets calls go by the rules of `CallSchedule` and makes the others wait.
actor CallScheduler {
    private let clock: any EngineClock
    private var schedule: CallSchedule
    private var waiters: [UInt64: CheckedContinuation<CallSchedule.Refusal?, Never>] = [:]
    private var lastNumber: UInt64 = 0
    private var alarm: (at: Timestamp, task: Task<Void, Never>)?

    init(_ schedule: CallSchedule, clock: any EngineClock) {
        self.schedule = schedule
        self.clock = clock
    }

    deinit {
        alarm?.task.cancel()
    }

    /// Waits for the turn of a call.
    /// - Returns: the number to leave with.
    /// - Throws: `CallSchedule.Refusal` when the call must not be made at all.
    func enter(_ ticket: CallSchedule.Ticket) async throws(CallSchedule.Refusal) -> UInt64 {
        lastNumber += 1
        let number = lastNumber
        let refusal: CallSchedule.Refusal? = await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                guard !Task.isCancelled else { return continuation.resume(returning: .cancelled) }
                waiters[number] = continuation
                schedule.enter(ticket, number: number)
                admit()
            }
        } onCancel: {
            Task { await self.withdraw(number, of: ticket.demand) }
        }
        if let refusal { throw refusal }
        return number
    }

    /// Ends a call that was let in; each exactly once.
    func leave(_ number: UInt64, _ outcome: CallSchedule.Outcome, limits: RateLimits? = nil, model: String) {
        if let limits { schedule.observe(limits, of: model) }
        schedule.leave(number, outcome, at: clock.now())
        admit()
    }

    /// No call of `model` before `moment`.
    func block(_ model: String, until moment: Timestamp) { schedule.block(model, until: moment) }

    func resetBreakers() { schedule.resetBreakers() }

    func health(of models: [String]) -> ModelHealth {
        let now = clock.now()
        return ModelHealth(
            running: schedule.running.count, waiting: schedule.waiting,
            models: models.map { .init(id: $0, breaker: schedule.breaker($0).shown(at: now)) },
            spentUSD: schedule.ledger.spent)
    }

    /// - Parameter models: those in use; others are shown while their breaker is not closed.
    func report<Report: Sendable>(
        of models: [String], _ make: @Sendable (ModelHealth, [ModelReport.Breaker]) -> Report
    ) -> Report {
        let now = clock.now()
        let shown = Set(models).union(schedule.interrupted).sorted()
        return make(health(of: models), shown.map { schedule.breaker($0).report(of: $0, at: now) })
    }

    private func withdraw(_ number: UInt64, of demand: DemandID) {
        guard schedule.withdraw(number, of: demand) else { return }
        waiters.removeValue(forKey: number)?.resume(returning: .cancelled)
        admit()
    }

    private func admit() {
        let admission = schedule.admit(at: clock.now())
        for number in admission.started { waiters.removeValue(forKey: number)?.resume(returning: nil) }
        for (number, refusal) in admission.refused { waiters.removeValue(forKey: number)?.resume(returning: refusal) }
        if let moment = admission.wakeAt { wake(at: moment) }
    }

    private func wake(at moment: Timestamp) {
        if let alarm, alarm.at <= moment { return }
        alarm?.task.cancel()
        let clock = clock
        let task = Task { [weak self] in
            do { try await clock.sleep(milliseconds: max(1, moment - clock.now())) } catch { return }
            await self?.rung(moment)
        }
        alarm = (moment, task)
    }

    private func rung(_ moment: Timestamp) {
        if alarm?.at == moment { alarm = nil }
        admit()
    }
}
