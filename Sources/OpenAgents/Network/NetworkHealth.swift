/// What a network says about itself.
package struct NetworkHealth: Sendable, Hashable {
    package struct Agent: Sendable, Hashable {
        /// Seconds on the network's clock.
        package var lastSeen: Double
        package var group: String?
    }

    package struct Group: Sendable, Hashable {
        package var name: String
        package var hasPassword: Bool
    }

    /// Another one after every start of the network.
    package var uuid: String
    package var name: String
    package var version: String?
    package var uptimeSeconds: Double?
    package var requiresPassword: Bool
    package var defaultGroup: String?
    package var groups: [Group]
    package var agents: [String: Agent]

    /// - Parameter data: the object `data` of the answer.
    init?(_ data: JSONFields) {
        guard let uuid = try? data.text("network_uuid") else { return nil }
        self.uuid = uuid
        name = (try? data.text("network_name")) ?? ""
        version = try? data.text("created_by_version")
        uptimeSeconds = try? data.number("uptime_seconds")
        requiresPassword = (try? data.flag("requires_password")) ?? false
        defaultGroup = try? data.text("default_agent_group")
        groups = (data.part("group_config").flatMap(JSONParts.elements) ?? []).compactMap { part in
            guard let group = JSONFields(part), let name = try? group.text("name") else { return nil }
            return Group(name: name, hasPassword: (try? group.flag("has_password")) ?? false)
        }
        agents = [:]
        for (id, part) in data.fields("agents")?.all ?? [:] {
            guard let agent = JSONFields(part), let lastSeen = try? agent.number("last_seen") else { continue }
            agents[id] = Agent(lastSeen: lastSeen, group: try? agent.text("group"))
        }
    }

    /// An agent that was silent for longer, in seconds, cannot be reached. Clients poll every second.
    package static let patience = 15.0

    /// Whether an agent was heard of lately, by the network's own clock.
    /// - Parameters:
    ///   - now: the network's time, seconds.
    package func isOnline(_ id: String, now: Double) -> Bool {
        agents[id].map { now - $0.lastSeen <= NetworkHealth.patience } ?? false
    }

    /// The network's time: nothing in an answer says it, but who polled a moment ago was seen then.
    /// - Parameter id: who polled; without them, who was seen last.
    package func now(by id: String) -> Double {
        agents[id]?.lastSeen ?? agents.values.map(\.lastSeen).max() ?? 0
    }
}
