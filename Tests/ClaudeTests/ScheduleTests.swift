import Testing

@testable import Claude
@testable import Engine

/// Turns, limits, breakers and budgets as pure state machines.
struct ScheduleTests {
    private let start = TestClock.start
    private let demands = (0..<4).map { DemandID(randomBytes: [UInt8](repeating: UInt8($0), count: 16)) }

    private func ticket(_ demand: Int = 0, model: String = "m", tokens: Int = 10, most: Double = 1, known: Double = 0)
        -> CallSchedule.Ticket
    {
        CallSchedule.Ticket(
            demand: demands[demand], model: model, inputTokens: tokens, mostCost: most, knownSpent: known)
    }

    private func schedule(_ concurrent: Int = 2, perDemand: Double? = nil, total: Double? = nil) -> CallSchedule {
        CallSchedule(
            maxConcurrent: concurrent, threshold: 3, recoveryMilliseconds: 30_000,
            ledger: Ledger(perDemand: perDemand, total: total))
    }

    @Test(
        "a breaker opens at the third failure in a row, lets one probe through after its pause, and closes or opens again"
    )
    func breaker() {
        enum Step { case fail, succeed, begin, abandon, wait(Int64) }
        let table: [([Step], Breaker.Verdict)] = [
            ([], .pass), ([.fail, .fail], .pass), ([.fail, .fail, .succeed, .fail, .fail], .pass),
            ([.fail, .fail, .fail], .refuse), ([.fail, .fail, .fail, .succeed], .refuse),
            ([.fail, .fail, .fail, .wait(29_999)], .refuse), ([.fail, .fail, .fail, .wait(30_000)], .probe),
            ([.fail, .fail, .fail, .wait(30_000), .begin], .refuse),
            ([.fail, .fail, .fail, .wait(30_000), .begin, .succeed], .pass),
            ([.fail, .fail, .fail, .wait(30_000), .begin, .fail], .refuse),
            ([.fail, .fail, .fail, .wait(30_000), .begin, .fail, .wait(30_000)], .probe),
            ([.fail, .fail, .fail, .wait(30_000), .begin, .abandon], .probe),
        ]
        for (steps, expected) in table {
            var breaker = Breaker(threshold: 3, recoveryMilliseconds: 30_000)
            var now = start
            for step in steps {
                switch step {
                case .fail: breaker.fail(at: now)
                case .succeed: breaker.succeed()
                case .begin: breaker.begin(at: now)
                case .abandon: breaker.abandon(at: now)
                case .wait(let milliseconds): now = now + milliseconds
                }
            }
            #expect(breaker.verdict(at: now) == expected, "\(steps)")
        }
    }

    @Test("demands take turns, however many calls each has waiting")
    func turns() {
        var schedule = schedule(1)
        let order = [0, 0, 0, 1, 2, 2]
        for (number, demand) in order.enumerated() { schedule.enter(ticket(demand), number: UInt64(number)) }
        var started: [UInt64] = schedule.admit(at: start).started
        while let last = started.last, started.count < order.count {
            schedule.leave(last, .served(cost: 0), at: start)
            started += schedule.admit(at: start).started
        }
        #expect(started == [0, 3, 4, 1, 5, 2])
    }

    @Test("what a whole negotiation waits for goes before members' agents, by turns too; nobody is left out")
    func urgentFirst() {
        var schedule = schedule(1)
        let order: [(demand: Int, isForMember: Bool)] = [
            (0, true), (0, true), (1, true), (2, false), (3, false), (1, true),
        ]
        for (number, call) in order.enumerated() {
            var ticket = ticket(call.demand)
            ticket.isForMember = call.isForMember
            schedule.enter(ticket, number: UInt64(number))
        }
        var started: [UInt64] = []
        while schedule.waiting > 0 {
            started += schedule.admit(at: start).started
            if let last = started.last { schedule.leave(last, .served(cost: 0), at: start) }
        }
        #expect(started == [3, 4, 0, 2, 1, 5])
        schedule.enter(ticket(), number: 10)
        let running = schedule.admit(at: start).started
        #expect(running == [10])
        var waiting = ticket(1)
        waiting.isForMember = true
        schedule.enter(waiting, number: 11)
        let withdrawn = schedule.withdraw(11, of: demands[1])
        #expect(withdrawn && schedule.waiting == 0)
    }

    @Test("no more than the limit run at once; who is withdrawn never starts")
    func bounded() {
        var schedule = schedule(2)
        for number in 0..<5 { schedule.enter(ticket(number % 4), number: UInt64(number)) }
        let admission1 = schedule.admit(at: start)
        #expect(admission1.started == [0, 1])
        let admission2 = schedule.admit(at: start)
        #expect(admission2.started.isEmpty)
        let withdrawn = (schedule.withdraw(2, of: demands[2]), schedule.withdraw(0, of: demands[0]))
        #expect(withdrawn == (true, false))
        schedule.leave(0, .stopped, at: start)
        let admission3 = schedule.admit(at: start)
        #expect(admission3.started == [3])
        #expect(schedule.running.count == 2)
        #expect(schedule.waiting == 1)
    }

    @Test("an open breaker refuses its model's calls at once and no other model's; then one probe at a time")
    func breakerInSchedule() {
        var schedule = schedule(8)
        for number in 0..<3 {
            schedule.enter(ticket(), number: UInt64(number))
            _ = schedule.admit(at: start)
            schedule.leave(UInt64(number), .failed(speaksAgainstService: true), at: start)
        }
        schedule.enter(ticket(), number: 10)
        schedule.enter(ticket(model: "other"), number: 11)
        let admission4 = schedule.admit(at: start)
        #expect(admission4 == .init(started: [11], refused: [10: .breaker]))
        #expect(schedule.interrupted == ["m"])
        let later = start + 30_000
        for number in 20..<23 { schedule.enter(ticket(Int(number) - 20), number: UInt64(number)) }
        let admission5 = schedule.admit(at: later)
        #expect(admission5 == .init(started: [20], refused: [21: .breaker, 22: .breaker]))
        schedule.leave(20, .served(cost: 0), at: later)
        schedule.enter(ticket(), number: 30)
        let admission6 = schedule.admit(at: later)
        #expect(admission6.started == [30])
        #expect(schedule.interrupted.isEmpty)
    }

    @Test("refusals that are about one question do not open a breaker")
    func harmlessFailures() {
        var schedule = schedule()
        for number in 0..<9 {
            schedule.enter(ticket(), number: UInt64(number))
            _ = schedule.admit(at: start)
            schedule.leave(UInt64(number), .failed(speaksAgainstService: false), at: start)
        }
        #expect(schedule.breaker("m").verdict(at: start) == .pass)
    }

    @Test("a budget is never passed, not even by calls at once; who does not fit is refused, who may fit waits")
    func budget() {
        var schedule = schedule(8, perDemand: 2.5)
        for number in 0..<3 { schedule.enter(ticket(most: 1), number: UInt64(number)) }
        let first = schedule.admit(at: start)
        // The third may still fit when the first two cost less than they may.
        #expect(first.started == [0, 1] && first.refused.isEmpty)
        schedule.leave(0, .served(cost: 0.2), at: start)
        let admission7 = schedule.admit(at: start)
        #expect(admission7.started == [2])
        schedule.leave(1, .served(cost: 1), at: start)
        schedule.leave(2, .served(cost: 1), at: start)
        #expect(abs(schedule.ledger.spent(by: demands[0]) - 2.2) < 1e-9)
        schedule.enter(ticket(most: 1), number: 5)
        schedule.enter(ticket(1, most: 1), number: 6)
        let admission8 = schedule.admit(at: start)
        #expect(admission8 == .init(started: [6], refused: [5: .budget]))
    }

    @Test("the budget of all demands and what a log says was spent before a restart count too")
    func budgets() {
        var all = schedule(8, total: 1.5)
        for number in 0..<2 {
            all.enter(ticket(number, most: 1), number: UInt64(number))
            _ = all.admit(at: start)
            if number == 0 { all.leave(0, .served(cost: 1), at: start) }
        }
        #expect(all.running.isEmpty)
        var restarted = schedule(8, perDemand: 2)
        restarted.enter(ticket(most: 1, known: 1.5), number: 0)
        let admission9 = restarted.admit(at: start)
        #expect(admission9.refused == [0: .budget])
    }

    @Test("limits from headers and a server's wish for silence hold a model's calls back until they pass")
    func windows() {
        var schedule = schedule(8)
        schedule.observe(RateLimits(requests: .init(remaining: 1, resetsAt: start + 5_000)), of: "m")
        for number in 0..<2 { schedule.enter(ticket(number), number: UInt64(number)) }
        schedule.enter(ticket(model: "other"), number: 2)
        let admission10 = schedule.admit(at: start)
        #expect(admission10 == .init(started: [0, 2], wakeAt: start + 5_000))
        let admission11 = schedule.admit(at: start + 4_999)
        #expect(admission11.started.isEmpty)
        let admission12 = schedule.admit(at: start + 5_000)
        #expect(admission12.started == [1])
        schedule.block("m", until: start + 9_000)
        schedule.enter(ticket(), number: 3)
        let admission13 = schedule.admit(at: start + 5_000)
        #expect(admission13 == .init(wakeAt: start + 9_000))
        let admission14 = schedule.admit(at: start + 9_000)
        #expect(admission14.started == [3])
        schedule.observe(RateLimits(inputTokens: .init(remaining: 5, resetsAt: start + 20_000)), of: "m")
        schedule.enter(ticket(tokens: 6), number: 4)
        schedule.enter(ticket(1, tokens: 5), number: 5)
        let admission15 = schedule.admit(at: start + 9_000)
        #expect(admission15.started == [5])
    }

    @Test("headers about limits are read; without a reset they say nothing")
    func headers() {
        let limits = RateLimits(
            [
                "anthropic-ratelimit-requests-remaining": "3",
                "anthropic-ratelimit-requests-reset": "2026-11-25T08:00:00Z",
                "anthropic-ratelimit-tokens-remaining": "100",
            ], now: start)
        #expect(limits?.requests?.remaining == 3)
        #expect(limits?.inputTokens == nil)
        #expect(RateLimits(["retry-after": "1"], now: start) == nil)
    }

    @Test("waiting ends with the task; a refusal and a turn come to who waits", .timeLimit(.minutes(3)))
    func actor() async throws {
        let clock = TestClock()
        let scheduler = CallScheduler(schedule(1), clock: clock)
        let first = try await scheduler.enter(ticket())
        let waiting = Task { try await scheduler.enter(ticket(1)) }
        let doomed = Task { try await scheduler.enter(ticket(2)) }
        while await scheduler.health(of: []).waiting < 2 { await Task.yield() }
        doomed.cancel()
        await #expect(throws: CallSchedule.Refusal.cancelled) { _ = try await doomed.value }
        await scheduler.leave(first, .served(cost: 0.5), model: "m")
        let second = try await waiting.value
        await scheduler.leave(second, .stopped, model: "m")
        let health = await scheduler.health(of: [])
        #expect(health.running == 0 && health.waiting == 0 && health.spentUSD == 0.5)
    }
}
