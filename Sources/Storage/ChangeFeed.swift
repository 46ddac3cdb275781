internal import Engine
internal import Synchronization

/// Hands hints about changes to everybody who follows them.
final class ChangeFeed: Sendable {
    private struct Follower {
        weak var mailbox: ChangeMailbox?
    }

    private struct State {
        var followers: [Follower] = []
        var isComplete: Bool
        var isClosed = false
    }

    private let state: Mutex<State>

    /// - Parameter isComplete: whether every change is told from now on; else from the first `everything` on.
    init(isComplete: Bool) {
        state = Mutex(State(isComplete: isComplete))
    }

    func stream() -> AsyncStream<StoreChanges> {
        let mailbox = ChangeMailbox()
        let isClosed = state.withLock { state in
            guard !state.isClosed else { return true }
            state.followers.removeAll { $0.mailbox == nil }
            state.followers.append(Follower(mailbox: mailbox))
            if state.isComplete { mailbox.add(.all) }
            return false
        }
        if isClosed { mailbox.close() }
        return AsyncStream { await mailbox.next() }
    }

    func publish(_ changes: StoreChanges) {
        guard !changes.isEmpty else { return }
        for mailbox in mailboxes({ $0.isComplete = $0.isComplete || changes.everything }) { mailbox.add(changes) }
    }

    func publish(_ change: (inout StoreChanges) -> Void) {
        var changes = StoreChanges()
        change(&changes)
        publish(changes)
    }

    /// Changes may be missed from now on, until `everything` is published.
    func interrupt() {
        state.withLock { $0.isComplete = false }
    }

    func close() {
        for mailbox in mailboxes({ $0.isClosed = true }) { mailbox.close() }
    }

    private func mailboxes(_ change: (inout State) -> Void) -> [ChangeMailbox] {
        state.withLock { state in
            change(&state)
            return state.followers.compactMap(\.mailbox)
        }
    }
}

extension StoreChanges {
    static var all: StoreChanges {
        var changes = StoreChanges()
        changes.everything = true
        return changes
    }
}

/// What one follower has not taken yet, merged.
private final class ChangeMailbox: Sendable {
    private struct State {
        var pending = StoreChanges()
        var waiter: CheckedContinuation<StoreChanges?, Never>?
        var isClosed = false
    }

    /// Looking at everything costs less than a longer list.
    private static let mostDemands = 4096

    private let state = Mutex(State())

    func add(_ changes: StoreChanges) {
        let waiter = state.withLock { state in
            guard !state.isClosed else { return CheckedContinuation<StoreChanges?, Never>?.none }
            state.pending.merge(changes)
            if state.pending.events.count + state.pending.inputs.count > ChangeMailbox.mostDemands {
                state.pending = .all
            }
            defer { state.waiter = nil }
            return state.waiter
        }
        waiter?.resume(returning: take())
    }

    func close() {
        let waiter = state.withLock { state in
            state.isClosed = true
            defer { state.waiter = nil }
            return state.waiter
        }
        waiter?.resume(returning: nil)
    }

    /// Nil at the end and when the task is cancelled.
    func next() async -> StoreChanges? {
        await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                let answer: StoreChanges?? = state.withLock { state in
                    if Task.isCancelled || state.isClosed { return .some(nil) }
                    guard state.pending.isEmpty else {
                        defer { state.pending = StoreChanges() }
                        return state.pending
                    }
                    state.waiter = continuation
                    return nil
                }
                if let answer { continuation.resume(returning: answer) }
            }
        } onCancel: {
            let waiter = state.withLock { state in
                defer { state.waiter = nil }
                return state.waiter
            }
            waiter?.resume(returning: nil)
        }
    }

    private func take() -> StoreChanges {
        state.withLock { state in
            defer { state.pending = StoreChanges() }
            return state.pending
        }
    }
}
