internal import Engine
internal import Synchronization

/// Tells other instances what was committed: one NOTIFY for all that came together meanwhile.
///
/// It runs after the commit and not in it: NOTIFY takes a lock of the whole database until its transaction has ended, and
/// all instances' commits would wait for each other's sync. For the same reason it is not synced itself. A hint that is
/// lost with its sender costs followers the time until they next compare.
final class PostgresNotifier: Sendable {
    private struct State {
        var pending = StoreChanges()
        var isScheduled = false
    }

    private let state = Mutex(State())
    private let pool: PostgresPool

    init(pool: PostgresPool) {
        self.pool = pool
    }

    func tell(_ changes: StoreChanges) {
        guard !changes.isEmpty else { return }
        let isIdle = state.withLock { state in
            state.pending.merge(changes)
            defer { state.isScheduled = true }
            return !state.isScheduled
        }
        guard isIdle else { return }
        pool.post { [self] link in
            let payload = ChangePayload.encode(takePending())
            // Without the hint followers find the change when they next compare.
            _ = try? link.perform(isRepeatable: true) {
                try $0.run(
                    """
                    SELECT set_config('synchronous_commit', 'off', true), pg_notify('towow_changes', $1)
                    """, .text(payload)
                ).count
            }
        }
    }

    func tell(_ change: (inout StoreChanges) -> Void) {
        var changes = StoreChanges()
        change(&changes)
        tell(changes)
    }

    private func takePending() -> StoreChanges {
        state.withLock { state in
            defer { state = State() }
            return state.pending
        }
    }
}

extension PostgresConnection.Query {
    /// NOTIFY as part of a transaction: heard if, and only if, it is committed. For changes that are rare and that followers would not
    /// find by comparing, like those of members and settings.
    static func hint(_ change: (inout StoreChanges) -> Void) -> PostgresConnection.Query {
        var changes = StoreChanges()
        change(&changes)
        return .init("SELECT pg_notify('towow_changes', $1)", .text(ChangePayload.encode(changes)))
    }
}

/// Changes as the payload of a notification: words like `e=TOKEN,TOKEN` (events), `i=TOKEN` (inputs), `s`, `m`, `l`; or
/// `*` when the list is too long. Words of later versions are passed over.
enum ChangePayload {
    /// PostgreSQL refuses payloads of 8,000 bytes.
    private static let mostBytes = 7_900

    static func encode(_ changes: StoreChanges) -> String {
        let count = (changes.events.count + changes.inputs.count) * 27 + 20
        guard !changes.everything, count <= mostBytes else { return "*" }
        var words: [String] = []
        if !changes.events.isEmpty { words.append("e=" + changes.events.map(\.token).joined(separator: ",")) }
        if !changes.inputs.isEmpty { words.append("i=" + changes.inputs.map(\.token).joined(separator: ",")) }
        if changes.settings { words.append("s") }
        if changes.members { words.append("m") }
        if changes.leases { words.append("l") }
        return words.joined(separator: " ")
    }

    static func decode(_ payload: String) -> StoreChanges {
        var changes = StoreChanges()
        for word in payload.split(separator: " ") {
            switch word {
            case "*": changes.everything = true
            case "s": changes.settings = true
            case "m": changes.members = true
            case "l": changes.leases = true
            default:
                let ids = word.dropFirst(2).split(separator: ",").compactMap { DemandID(rawValue: "d-" + $0) }
                if word.hasPrefix("e=") { changes.events.formUnion(ids) }
                if word.hasPrefix("i=") { changes.inputs.formUnion(ids) }
            }
        }
        return changes
    }
}
