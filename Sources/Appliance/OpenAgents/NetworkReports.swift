import Engine
import OpenAgents

/// What `towow openagents status` prints.
struct NetworkStatus: Sendable, Encodable {
    struct Network: Sendable, Encodable {
        var name: String
        var uuid: String
        var version: String?
        var uptimeSeconds: Double?
        var agents: Int
        var agentsOnline: Int
        var requiresPassword: Bool
        var groups: [String]
    }

    /// The running server of this configuration, as it sees the network itself.
    struct Server: Sendable, Codable {
        var state: String
        var reason: String?
        var agentId: String?
        var membersOnline: Int?
        var openQuestions: Int?
    }

    var url: String
    var isReachable: Bool
    /// Why it cannot be reached: a word, and a sentence.
    var reason: String?
    var detail: String?
    var network: Network?
    /// Whether something accepts connections at the gRPC port.
    var isGrpcOpen: Bool
    var server: Server?

    var text: String {
        var lines: [String] = []
        if let network {
            let version = network.version.map { " \($0)" } ?? ""
            let uptime = network.uptimeSeconds.map { ", up \(Int($0)) s" } ?? ""
            lines.append("network   \(network.name) at \(url)\(version)\(uptime)")
            let groups = network.groups.isEmpty ? "none" : network.groups.joined(separator: " ")
            lines.append("groups    \(groups); a password is \(network.requiresPassword ? "needed" : "not needed")")
            lines.append("agents    \(network.agents), \(network.agentsOnline) of them there")
        } else {
            lines.append("network   \(url) cannot be used: \(detail ?? "")")
        }
        lines.append("gRPC      \(isGrpcOpen ? "accepts connections" : "does not accept connections")")
        if let server {
            let reason = server.reason.map { " (\($0))" } ?? ""
            lines.append("server    \(server.state)\(reason)\(server.agentId.map { " as \($0)" } ?? "")")
            if let online = server.membersOnline, let open = server.openQuestions {
                lines.append("          members there: \(online); open questions: \(open)")
            }
        } else {
            lines.append("server    none of this configuration is running")
        }
        return lines.map { LogText.escaped($0) + "\n" }.joined()
    }
}

/// What `towow openagents ping` prints.
struct PingReport: Sendable, Encodable {
    struct Agent: Sendable, Encodable {
        var agentId: String
        var isListed: Bool
        var isOnline: Bool
        var group: String?
        /// Since the network heard of it.
        var secondsAgo: Double?
    }

    var url: String
    /// Why it did not work: a word, and a sentence.
    var reason: String?
    var detail: String?
    var group: String?
    var healthMilliseconds: Double?
    var registerMilliseconds: Double?
    /// From sending a message to ourselves to having it.
    var messageMilliseconds: Double?
    var agent: Agent?

    var isGood: Bool { reason == nil && messageMilliseconds != nil && agent?.isOnline != false }

    var text: String {
        func line(_ name: String, _ value: Double?) -> String {
            value.map { "\(name) \(($0 * 10).rounded() / 10) ms\n" } ?? ""
        }
        var text = line("health   ", healthMilliseconds) + line("register ", registerMilliseconds)
        text += line("message  ", messageMilliseconds)
        if let detail { text += LogText.escaped("failed    \(detail)") + "\n" }
        if let agent {
            let seen = agent.secondsAgo.map { "; heard of \(($0 * 10).rounded() / 10) s ago" } ?? ""
            let what = !agent.isListed ? "is not in the network" : agent.isOnline ? "is there" : "is away"
            text += LogText.escaped("agent     \(agent.agentId) \(what)\(seen)") + "\n"
        }
        return text
    }
}

/// What `towow openagents members` prints.
struct MembersReport: Sendable, Encodable {
    struct Entry: Sendable, Encodable {
        var agentId: String
        /// Nil for ids that no member can have.
        var memberId: String?
        var displayName: String?
        /// `active`, `waiting`, `off`, `taken`, `new` or `refused`.
        var standing: String
        /// Why it is refused: a word, and a sentence.
        var reason: String?
        var detail: String?
        var isOnline: Bool
    }

    var url: String
    var agents: [Entry]

    var text: String {
        agents.map { entry in
            let cells = [
                entry.agentId, entry.memberId ?? "-", entry.standing, entry.isOnline ? "online" : "away",
                entry.displayName ?? "", entry.detail ?? "",
            ]
            return cells.map(LogText.escaped).joined(separator: "\t") + "\n"
        }.joined()
    }
}
