import Engine
import Glibc
import OpenAgents

extension Doctor {
    /// The network of members elsewhere. Nothing about it stops the server: who lives there is silent meanwhile.
    func openAgents() async -> [Finding] {
        guard configuration.openAgents != nil, let look = try? NetworkLook(configuration) else {
            return [.ok("openagents", "off: no OPENAGENT_HOST")]
        }
        let network = look.network
        let health: NetworkHealth
        do throws(NetworkFailure) {
            health = try await look.client.health()
        } catch {
            return [
                .warn(
                    "openagents", "\(look.client.base) cannot be used: \(error.text)",
                    "start the network, or correct OPENAGENT_HOST and OPENAGENT_HTTP_PORT; local members go on meanwhile"
                )
            ]
        }
        var findings = [
            Finding.ok("openagents", "\(health.name) answers at \(look.client.base), \(health.agents.count) agents")
        ]
        findings += Doctor.admittance(network, health)
        if await !look.accepts(network.host, port: network.grpcPort) {
            findings.append(
                .warn(
                    "openagents", "nothing accepts connections at \(network.host):\(network.grpcPort)",
                    "correct OPENAGENT_GRPC_PORT if agents come by gRPC; ToWow itself does without"))
        }
        return findings
    }

    /// Whether the group and its password fit, and who else gets in.
    static func admittance(_ network: Configuration.OpenAgents, _ health: NetworkHealth) -> [Finding] {
        var findings: [Finding] = []
        if let wanted = network.group {
            let group = health.groups.first { $0.name == wanted }
            if group == nil, wanted != health.defaultGroup {
                findings.append(
                    .warn(
                        "openagents", "the network has no group \(wanted)", "correct OPENAGENT_GROUP, or add it there"))
            } else if group?.hasPassword == true, network.password == nil {
                findings.append(
                    .warn("openagents", "the group \(wanted) has a password", "set OPENAGENT_PASSWORD or its _FILE"))
            }
        } else if health.requiresPassword, network.password == nil {
            findings.append(
                .warn("openagents", "the network wants a password", "set OPENAGENT_PASSWORD or its _FILE"))
        }
        let standard = health.groups.first { $0.name == health.defaultGroup }
        let isClosed = health.requiresPassword && standard?.hasPassword == true
        if !isClosed, !isInside(network.host) {
            findings.append(
                .warn(
                    "openagents", "anybody who reaches \(network.host) gets into the network",
                    "make its default group one with a password, and keep its ports inside"))
        }
        return findings
    }

    /// Whether an address is of this machine or of a private network (RFC 1918, RFC 4193). Of a name nothing is known.
    private static func isInside(_ host: String) -> Bool {
        switch HostAndPort.addressFamily(of: host) {
        case AF_INET:
            let parts = host.split(separator: ".").compactMap { Int($0) }
            guard parts.count == 4 else { return false }
            return parts[0] == 127 || parts[0] == 10 || (parts[0] == 172 && (16...31).contains(parts[1]))
                || (parts[0] == 192 && parts[1] == 168)
        case AF_INET6: return host == "::1" || host.lowercased().hasPrefix("fc") || host.lowercased().hasPrefix("fd")
        default: return true
        }
    }
}
