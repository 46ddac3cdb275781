internal import Engine

/// Which call may go when: the rules of `CallScheduler`, without waiting.
struct CallSchedule: Sendable {
    struct Ticket: Sendable, Hashable {
        var demand: DemandID
        var model: String
        /// One of many of its demand; others hold the whole negotiation up.
        var isForMember = false
        var inputTokens: Int
        /// The most that the call can cost, US dollars.
        var mostCost: Double
        /// What the demand has cost by its log.
        var knownSpent: Double
    }

    enum Refusal: Error, Sendable, Hashable {
        case budget, breaker, cancelled
    }

    enum Outcome: Sendable, Hashable {
        /// An answer, of whatever use.
        case served(cost: Double)
        /// No answer; `speaksAgainstService` counts for the breaker.
        case failed(speaksAgainstService: Bool)
        case stopped
    }

    struct Admission: Sendable, Hashable {
        var started: [UInt64] = []
        var refused: [UInt64: Refusal] = [:]
        /// When to look again although nothing has ended.
        var wakeAt: Timestamp?
    }

    /// What decides about single calls, whoever waits.
    private struct Gate: Sendable {
        var threshold: Int
        var recoveryMilliseconds: Int64
        var breakers: [String: Breaker] = [:]
        var windows: [String: RateWindow] = [:]
        var ledger: Ledger

        func breaker(_ model: String) -> Breaker {
            breakers[model] ?? Breaker(threshold: threshold, recoveryMilliseconds: recoveryMilliseconds)
        }

        func refusal(_ ticket: Ticket, at now: Timestamp) -> Refusal? {
            if breaker(ticket.model).verdict(at: now) == .refuse { return .breaker }
            let fits = ledger.canEverReserve(ticket.mostCost, for: ticket.demand, known: ticket.knownSpent)
            return fits ? nil : .budget
        }

        /// Whether a call that is not refused may go now; else a call under way has to end first, or a window to open.
        func isOpen(_ ticket: Ticket, at now: Timestamp) -> Bool {
            earliest(ticket, at: now) == nil
                && ledger.canReserve(ticket.mostCost, for: ticket.demand, known: ticket.knownSpent)
        }

        func earliest(_ ticket: Ticket, at now: Timestamp) -> Timestamp? {
            windows[ticket.model]?.earliest(inputTokens: ticket.inputTokens, at: now)
        }
    }

    let maxConcurrent: Int
    private var gate: Gate
    private(set) var running: [UInt64: Ticket] = [:]
    /// Decisions that a whole negotiation waits for go first: each demand has one of them at a time, so members' agents wait for
    /// no more calls than there are demands.
    private var urgent = FairQueue<Ticket>()
    private var members = FairQueue<Ticket>()

    init(maxConcurrent: Int, threshold: Int, recoveryMilliseconds: Int64, ledger: Ledger) {
        self.maxConcurrent = max(1, maxConcurrent)
        gate = Gate(threshold: threshold, recoveryMilliseconds: recoveryMilliseconds, ledger: ledger)
    }

    var waiting: Int { urgent.count + members.count }

    var ledger: Ledger { gate.ledger }

    func breaker(_ model: String) -> Breaker { gate.breaker(model) }

    /// Models whose breaker is not closed.
    var interrupted: [String] {
        gate.breakers.filter { if case .closed = $0.value.state { false } else { true } }.keys.sorted()
    }

    mutating func enter(_ ticket: Ticket, number: UInt64) {
        if ticket.isForMember {
            members.append(ticket, number: number, for: ticket.demand)
        } else {
            urgent.append(ticket, number: number, for: ticket.demand)
        }
    }

    /// False when it has started or was refused already.
    mutating func withdraw(_ number: UInt64, of demand: DemandID) -> Bool {
        urgent.remove(number, of: demand) || members.remove(number, of: demand)
    }

    /// Lets in what may go now and turns away what may not go at all.
    mutating func admit(at now: Timestamp) -> Admission {
        var admission = Admission()
        turnAway(&admission, at: now)
        while running.count < maxConcurrent {
            let gate = gate
            guard let (number, ticket) = take(where: { gate.isOpen($0, at: now) }) else { break }
            begin(number, ticket, at: now)
            admission.started.append(number)
            // A probe or a reservation may have closed the door behind it.
            turnAway(&admission, at: now)
        }
        if running.count < maxConcurrent { admission.wakeAt = nextOpening(at: now) }
        return admission
    }

    private mutating func take(where isPossible: (Ticket) -> Bool) -> (number: UInt64, item: Ticket)? {
        urgent.take(where: isPossible) ?? members.take(where: isPossible)
    }

    private mutating func turnAway(_ admission: inout Admission, at now: Timestamp) {
        let gate = gate
        while let (number, ticket) = take(where: { gate.refusal($0, at: now) != nil }) {
            admission.refused[number] = gate.refusal(ticket, at: now)
        }
    }

    private mutating func begin(_ number: UInt64, _ ticket: Ticket, at now: Timestamp) {
        running[number] = ticket
        var breaker = gate.breaker(ticket.model)
        breaker.begin(at: now)
        gate.breakers[ticket.model] = breaker
        gate.windows[ticket.model]?.begin(inputTokens: ticket.inputTokens, at: now)
        gate.ledger.reserve(ticket.mostCost, for: ticket.demand, known: ticket.knownSpent)
    }

    private func nextOpening(at now: Timestamp) -> Timestamp? {
        (urgent.items + members.items).compactMap { gate.earliest($0, at: now) }.min()
    }

    mutating func leave(_ number: UInt64, _ outcome: Outcome, at now: Timestamp) {
        guard let ticket = running.removeValue(forKey: number) else { return }
        var breaker = gate.breaker(ticket.model)
        var cost = 0.0
        switch outcome {
        case .served(let paid):
            cost = paid
            breaker.succeed()
        case .failed(true): breaker.fail(at: now)
        case .failed(false): breaker.succeed()
        case .stopped: breaker.abandon(at: now)
        }
        gate.breakers[ticket.model] = breaker
        gate.ledger.settle(ticket.mostCost, cost: cost, for: ticket.demand)
    }

    mutating func observe(_ limits: RateLimits, of model: String) {
        gate.windows[model, default: RateWindow()].update(limits)
    }

    mutating func block(_ model: String, until moment: Timestamp) {
        gate.windows[model, default: RateWindow()].block(until: moment)
    }

    /// Closes every breaker, by an operator's wish.
    mutating func resetBreakers() { gate.breakers = [:] }
}
