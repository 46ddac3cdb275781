import Synchronization

/// What members see of negotiations whose demand is over: it does not change any more.
final class InboxArchive: Sendable {
    struct Key: Hashable {
        var channel: ChannelID
        var agentID: String
    }

    private static let limit = 2_000
    private let entries = Mutex<[Key: Inbox.Channel]>([:])

    subscript(key: Key) -> Inbox.Channel? {
        get { entries.withLock { $0[key] } }
        set {
            entries.withLock { entries in
                if entries.count >= InboxArchive.limit { entries.removeAll() }
                entries[key] = newValue
            }
        }
    }
}
