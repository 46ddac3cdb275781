internal import Engine

/// The ids of agents of the network as member ids, and back.
package enum AgentName {
    /// Nil for ids that no member can have: a member id has only `a`–`z`, `0`–`9`, `_` and `-` and at most 64 characters.
    package static func memberID(of agentID: String) -> String? {
        let bytes = agentID.utf8
        guard (1...(64 - Member.remotePrefix.utf8.count)).contains(bytes.count),
            bytes.allSatisfy({ (97...122).contains($0) || (48...57).contains($0) || $0 == 45 || $0 == 95 })
        else { return nil }
        return Member.remotePrefix + agentID
    }

    /// Nil for members that do not live on a network.
    package static func agentID(of memberID: String) -> String? {
        guard memberID.hasPrefix(Member.remotePrefix) else { return nil }
        let agentID = String(memberID.dropFirst(Member.remotePrefix.count))
        return self.memberID(of: agentID) == memberID ? agentID : nil
    }
}
