import Synchronization
import Testing

@testable import Engine
@testable import Storage

/// Two or three processes on one store, with one clock that the test moves.
struct Group {
    let base: any Store
    let clock: ManualClock
    let members: [EngineHarness]

    /// - Parameter isInTouch: whether the processes follow hints and look around by themselves; else a test does it for them.
    init(
        _ names: [String] = ["one", "two"], on store: (any Store)? = nil, rules: ScriptedDecider = ScriptedDecider(),
        clock: ManualClock = ManualClock(), maxActive: Int = 256, isInTouch: Bool = true
    ) async throws {
        self.clock = clock
        base = if let store { store } else { try await StoreChoice.make(clock: clock) }
        var members: [EngineHarness] = []
        let looks = Looks()
        for name in names {
            members.append(
                try await EngineHarness(
                    on: base, clock: clock, name: name, rules: rules, maxActive: maxActive,
                    settingsChanged: { looks.count.withLock { $0 += 1 } }))
        }
        self.members = members
        guard isInTouch else { return }
        for member in members { try await member.coordinator.recover() }
        // Each has looked around once and all of its timers sleep (leases, comparison, inboxes, take-over), so that nobody takes what
        // another one is about to begin.
        while looks.count.withLock({ $0 }) < names.count || clock.sleepers < 4 * names.count {
            try Task.checkCancellation()
            await Task.yield()
        }
    }

    private final class Looks: Sendable {
        let count = Mutex(0)
    }

    var one: EngineHarness { members[0] }
    var two: EngineHarness { members[1] }

    /// The leases of a process that does not renew them run out.
    func leasesRunOut() { clock.advance(milliseconds: EngineEnvironment.leaseMilliseconds) }

    func stop() async {
        for member in members {
            member.store.resume()
            await member.coordinator.stop()
        }
    }
}

extension EngineHarness {
    /// Waits until this process works on so many demands.
    func untilActive(_ count: Int) async throws {
        while await coordinator.statistics().active != count {
            try Task.checkCancellation()
            await Task.yield()
        }
    }

    /// Waits until this process owns the demand.
    func untilOwner(of id: DemandID) async throws {
        while await coordinator.runner(id) == nil {
            try Task.checkCancellation()
            await Task.yield()
        }
    }
}

/// What one viewer saw, as a stream of the web server works: register, read the log, go on with what the hub says.
final class Viewer: Sendable {
    private let state = Mutex<(rows: [StoredEvent], heard: [StoredEvent], faults: [String])>(([], [], []))
    private let subscription: Mutex<EventHub.Subscription?> = Mutex(nil)

    init(of id: DemandID, at harness: EngineHarness) async throws {
        let subscription = harness.coordinator.subscribe(to: id) { [weak self] rows in self?.hear(rows) }
        self.subscription.withLock { $0 = subscription }
        let rows = try await harness.base.events(of: id, after: 0, limit: 10_000)
        state.withLock { state in
            state.rows = rows
            for row in state.heard { Viewer.add(row, to: &state) }
        }
    }

    private func hear(_ rows: [StoredEvent]) {
        state.withLock { state in
            let isReading = state.rows.isEmpty
            for row in rows {
                if let last = state.heard.last, row.sequence != last.sequence + 1 {
                    state.faults.append("\(row.sequence) after \(last.sequence)")
                }
                state.heard.append(row)
                if !isReading { Viewer.add(row, to: &state) }
            }
        }
    }

    private static func add(
        _ row: StoredEvent,
        to state:
            inout (
                rows: [StoredEvent], heard: [StoredEvent], faults: [String]
            )
    ) {
        guard row.sequence > state.rows.count else { return }
        if row.sequence != state.rows.count + 1 { state.faults.append("a hole before \(row.sequence)") }
        state.rows.append(row)
    }

    var rows: [StoredEvent] { state.withLock { $0.rows } }
    var faults: [String] { state.withLock { $0.faults } }

    /// Waits until it has seen the event with this number.
    func until(_ sequence: Int) async throws {
        while rows.count < sequence {
            try Task.checkCancellation()
            await Task.yield()
        }
    }
}
