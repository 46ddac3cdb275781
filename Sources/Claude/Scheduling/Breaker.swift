internal import Engine

/// A circuit breaker for one model: after some failures in a row nobody asks for a while, then one call tries.
struct Breaker: Sendable, Hashable {
    enum State: Sendable, Hashable {
        case closed(failures: Int)
        case open(until: Timestamp)
        /// One call is on its way to find out.
        case probing
    }

    enum Verdict: Sendable, Hashable {
        case pass, probe, refuse
    }

    /// 1….
    let threshold: Int
    let recoveryMilliseconds: Int64
    private(set) var state: State = .closed(failures: 0)
    private(set) var lastFailureAt: Timestamp?

    init(threshold: Int, recoveryMilliseconds: Int64) {
        self.threshold = max(1, threshold)
        self.recoveryMilliseconds = max(1, recoveryMilliseconds)
    }

    /// Whether a call would be let through; changes nothing.
    func verdict(at now: Timestamp) -> Verdict {
        switch state {
        case .closed: .pass
        case .open(let until): now >= until ? .probe : .refuse
        case .probing: .refuse
        }
    }

    /// As people are told.
    func shown(at now: Timestamp) -> ModelHealth.Breaker {
        switch state {
        case .closed: .closed
        case .open(let until): now >= until ? .probing : .open
        case .probing: .probing
        }
    }

    func report(of model: String, at now: Timestamp) -> ModelReport.Breaker {
        var report = ModelReport.Breaker(
            model: model, state: shown(at: now), failures: 0, lastFailureAt: lastFailureAt, retryAt: nil)
        switch state {
        case .closed(let failures): report.failures = failures
        case .open(let until): report.retryAt = until
        case .probing: break
        }
        return report
    }

    /// A call that was let through begins.
    mutating func begin(at now: Timestamp) {
        if verdict(at: now) == .probe { state = .probing }
    }

    mutating func succeed() {
        // A late success of a call from before does not shorten the pause.
        if case .open = state { return }
        state = .closed(failures: 0)
    }

    mutating func fail(at now: Timestamp) {
        lastFailureAt = now
        switch state {
        case .closed(let failures):
            state =
                failures + 1 >= threshold ? .open(until: now + recoveryMilliseconds) : .closed(failures: failures + 1)
        case .probing: state = .open(until: now + recoveryMilliseconds)
        case .open: break
        }
    }

    /// A call ended without saying anything about the service. The next one probes instead.
    mutating func abandon(at now: Timestamp) {
        if state == .probing { state = .open(until: now) }
    }
}
