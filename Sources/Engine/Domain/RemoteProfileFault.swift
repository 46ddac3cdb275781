import FoundationEssentials

/// Somebody here wants to change what only a member's own network can change: it would be overwritten as soon as the member's agent is
/// seen again.
public struct RemoteProfileFault: Error, Sendable, Hashable, CustomStringConvertible {
    public struct Change: Sendable, Hashable {
        public var agentID: String
        /// Names of the profile fields that would change; never empty.
        public var fields: [String]
    }

    /// In the order of the members.
    public var changes: [Change]

    public var description: String {
        changes.map { "\($0.agentID): \($0.fields.joined(separator: ", ")): \(RemoteProfileFault.problem)" }
            .joined(separator: "\n")
    }

    /// What is wrong with each of the fields.
    public static let problem = "belongs to the network where this member lives, and is changed there"

    /// Looks whether members who live elsewhere would get another profile than the one they show. Who is active is the operator's.
    /// - Parameter records: the members as they are, by id.
    public static func check(_ members: [Member], against records: [String: MemberRecord]) throws(RemoteProfileFault) {
        let changes = members.compactMap { member -> Change? in
            guard let known = records[member.id]?.member, known.kind == .openagents, known != member else { return nil }
            return Change(agentID: member.id, fields: known.fields(otherThanIn: member))
        }
        guard changes.isEmpty else { throw RemoteProfileFault(changes: changes) }
    }
}

extension Member {
    /// Names of the profile fields that differ, in alphabetical order.
    fileprivate func fields(otherThanIn other: Member) -> [String] {
        let (mine, others) = (values, other.values)
        return Set(mine.keys).union(others.keys).filter { mine[$0] != others[$0] }.sorted()
    }

    private var values: [String: JSONValue] {
        // A profile that was read can be written.
        (try? JSONDecoder().decode([String: JSONValue].self, from: JSONEncoder().encode(self))) ?? [:]
    }
}
