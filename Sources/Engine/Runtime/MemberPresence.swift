import Synchronization

/// Which members elsewhere can be reached at the moment.
///
/// Whoever speaks for a local member is always there or looks for themselves; members on another network come and go.
public final class MemberPresence: Sendable {
    private let online = Mutex<Set<String>>([])

    /// Nobody is there.
    public init() {}

    /// Takes over who can be reached now.
    /// - Parameter members: member ids.
    /// - Returns: those that could not be reached before.
    @discardableResult
    public func set(online members: Set<String>) -> Set<String> {
        online.withLock { online in
            let new = members.subtracting(online)
            online = members
            return new
        }
    }

    /// Whether a member's agent can be reached; nil for local members, of whom nobody has to ask.
    public func isOnline(_ member: Member) -> Bool? {
        guard member.kind == .openagents else { return nil }
        return online.withLock { $0.contains(member.id) }
    }
}

extension EngineEnvironment {
    /// Ids of active members who cannot be reached now, and so are not invited.
    func absentMembers() async -> Set<String> {
        let remote = await members.activeMembers().lazy.map(\.member).filter { self.presence.isOnline($0) == false }
        return Set(remote.map(\.id))
    }
}
