package import Engine

/// Reads who of a network wants to be a member: agents that registered with the metadata
/// `{"kind": "towow.participant", "protocol": 1, "profile": {…}}`.
package struct Discovery: Sendable {
    /// Agents of a network that are looked at.
    package static let limit = 2_000
    package static let kind = "towow.participant"

    /// Why an agent cannot be a member.
    package enum Refusal: Error, Sendable, Hashable {
        /// Its id has characters that member ids do not have, or too many.
        case badID
        /// It is not in the group whose members we trust.
        case wrongGroup
        case unknownProtocol
        case noProfile
        /// What is wrong with the profile.
        case badProfile([String])

        /// A word for metrics and programs.
        package var code: String {
            switch self {
            case .badID: "bad_id"
            case .wrongGroup: "wrong_group"
            case .unknownProtocol: "unknown_protocol"
            case .noProfile: "no_profile"
            case .badProfile: "bad_profile"
            }
        }

        /// For people.
        package var text: String {
            switch self {
            case .badID: "its id is not made of a-z, 0-9, _ and -, at most 61 characters"
            case .wrongGroup: "it is not in our group"
            case .unknownProtocol: "its metadata name another protocol than 1"
            case .noProfile: "its metadata have no profile"
            case .badProfile(let faults): "its profile is wrong: \(faults.joined(separator: "; "))"
            }
        }
    }

    package struct Agent: Sendable {
        package var agentID: String
        package var profile: Result<Member, Refusal>
        package var isOnline: Bool
        /// Told from what this profile was before.
        package var isNew: Bool
        /// When it registered, on the network's clock.
        package var registeredAt: Double?
    }

    private struct Known {
        var digest: [UInt8]
        var profile: Result<Member, Refusal>
        /// When it last changed, on the network's clock.
        var changedAt: Double
    }

    /// An agent whose profile changes all the time is listened to once in so many seconds.
    private static let pause = 60.0
    private var known: [String: Known] = [:]

    package init() {}

    /// - Parameters:
    ///   - list: the agents of the network, one JSON text each.
    ///   - group: the group that members have to be in; nil: any.
    ///   - now: the network's time, seconds.
    /// - Returns: those that want to be members, by id.
    package mutating func read(
        _ list: [ArraySlice<UInt8>], health: NetworkHealth, group: String?, now: Double
    ) -> [Agent] {
        var agents: [Agent] = []
        var seen: [String: Known] = [:]
        for text in list {
            guard let agent = JSONFields(text), let agentID = try? agent.text("agent_id"),
                let metadata = agent.fields("metadata"), (try? metadata.text("kind")) == Discovery.kind
            else { continue }
            guard agents.count < Discovery.limit else { break }
            if group != nil, health.agents[agentID] == nil {
                // It came after the answer that says who is in which group: the next look tells.
                seen[agentID] = known[agentID]
                continue
            }
            let fitsGroup = group == nil || health.agents[agentID]?.group == group
            // Whatever changes when an agent registers again is not part of it.
            let parts = ["name", "protocol", "profile"].map { metadata.part($0) ?? [] }
            let digest = Crypto.sha256(Array(parts.joined(separator: [0])) + [fitsGroup ? 1 : 0])
            var entry = known[agentID]
            var isNew = false
            if entry?.digest != digest, entry.map({ abs(now - $0.changedAt) >= Discovery.pause }) ?? true {
                let profile = Discovery.profile(of: agentID, metadata, fitsGroup: fitsGroup)
                isNew = entry?.profile != profile
                entry = Known(digest: digest, profile: profile, changedAt: now)
            }
            guard let entry else { continue }
            seen[agentID] = entry
            agents.append(
                Agent(
                    agentID: agentID, profile: entry.profile, isOnline: health.isOnline(agentID, now: now),
                    isNew: isNew, registeredAt: try? metadata.number("_connect_time")))
        }
        known = seen
        return agents.sorted { $0.agentID < $1.agentID }
    }

    /// Agents that register over gRPC can only give texts: there the profile is JSON in a text, and the protocol `"1"`.
    private static func profile(
        of agentID: String, _ metadata: JSONFields, fitsGroup: Bool
    ) -> Result<Member, Refusal> {
        guard let memberID = AgentName.memberID(of: agentID) else { return .failure(.badID) }
        guard fitsGroup else { return .failure(.wrongGroup) }
        let version = (try? metadata.text("protocol")).map { Int($0) } ?? (try? metadata.whole("protocol"))
        guard metadata.part("protocol") == nil || version == MessageType.version else {
            return .failure(.unknownProtocol)
        }
        let text = try? metadata.text("profile")
        guard let profile = text.map({ Array($0.utf8) }) ?? metadata.part("profile").map(Array.init) else {
            return .failure(.noProfile)
        }
        do throws(MemberImportFailure) {
            let name = (try? metadata.text("name")) ?? agentID
            return .success(try Member(remote: profile, id: memberID, name: name))
        } catch {
            return .failure(
                .badProfile(error.faults.prefix(5).map { $0.field.isEmpty ? $0.problem : "\($0.field): \($0.problem)" })
            )
        }
    }
}
