internal import FoundationEssentials
package import HTTPClient

/// The HTTP side of an OpenAgents network: one call, one attempt; who tries again and when is decided elsewhere.
///
/// The protocol as networks of version 0.8 and 0.9 speak it. Errors come as status 200 with `success: false` or as 500; an event that
/// was sent may still reach nobody; what a poll returns is gone from the network.
package struct NetworkClient: Sendable {
    /// Bytes of an answer: unread mail comes in one piece.
    package static let largestReply = 32 * 1_048_576
    /// For all of a call, milliseconds.
    package static let patience: Int64 = 5_000
    /// For good-byes, which nobody waits for.
    private static let shortPatience: Int64 = 1_000

    package struct Registration: Sendable, Hashable {
        package var secret: String
        /// The group that the network put us into.
        package var group: String?
    }

    /// Who is who in the network.
    package struct Identity: Sendable, Hashable {
        package var agentID: String
        package var group: String?
        /// Lower-case hex SHA-256 of the group's password.
        package var passwordHash: String?
        /// JSON.
        package var metadata: String

        package init(agentID: String, group: String? = nil, passwordHash: String? = nil, metadata: String) {
            self.agentID = agentID
            self.group = group
            self.passwordHash = passwordHash
            self.metadata = metadata
        }
    }

    package let base: String
    private let transport: any HTTPTransport

    /// - Parameter base: `http://host:port`.
    package init(base: String, transport: any HTTPTransport) {
        self.base = base
        self.transport = transport
    }

    /// Connects directly: the way to a network inside never goes through a proxy, which would see secrets.
    /// - Throws: `NetworkFailure.unreachable` when the host has no thread left.
    package init(host: String, port: Int) throws(NetworkFailure) {
        do throws(TransportFailure) {
            self.init(
                base: "http://\(host.contains(":") ? "[\(host)]" : host):\(port)",
                transport: try CurlTransport(
                    connectMilliseconds: 3_000, largestReply: NetworkClient.largestReply, usesProxy: false))
        } catch {
            throw .unreachable
        }
    }

    package func health() async throws(NetworkFailure) -> NetworkHealth {
        let answer = try await call(.get, "/api/health")
        guard let health = answer.fields("data").flatMap(NetworkHealth.init) else { throw .foreign(status: 200) }
        return health
    }

    /// Takes the id, whoever had it: a new secret, and mail that waits stays.
    package func register(_ identity: Identity) async throws(NetworkFailure) -> Registration {
        var body = "{\"agent_id\":\(JSONParts.quoted(identity.agentID)),\"metadata\":\(identity.metadata)"
        if let group = identity.group { body += ",\"agent_group\":\(JSONParts.quoted(group))" }
        if let hash = identity.passwordHash { body += ",\"password_hash\":\(JSONParts.quoted(hash))" }
        let answer = try await call(.post, "/api/register", body + "}")
        guard let secret = try? answer.text("secret") else { throw .foreign(status: 200) }
        return Registration(secret: secret, group: try? answer.text("assigned_group"))
    }

    /// Gives the id and all mail that waits up.
    package func unregister(_ agentID: String, secret: String) async throws(NetworkFailure) {
        _ = try await call(
            .post, "/api/unregister",
            "{\"agent_id\":\(JSONParts.quoted(agentID)),\"secret\":\(JSONParts.quoted(secret))}",
            milliseconds: NetworkClient.shortPatience)
    }

    /// Sends an event, each time under a fresh id: the network delivers a repeated one twice, and clients pass it over.
    /// - Parameter payload: a JSON object.
    package func send(
        _ name: String, to target: String, payload: String, from agentID: String, secret: String
    ) async throws(NetworkFailure) {
        _ = try await event(name, to: target, payload: payload, from: agentID, secret: secret)
    }

    /// Takes all mail that waits, in order.
    /// - Returns: one JSON text for each message.
    package func poll(_ agentID: String, secret: String) async throws(NetworkFailure) -> [ArraySlice<UInt8>] {
        // The poll of its own has the secret in its address, where logs find it.
        let answer = try await event(
            "system.poll_messages", to: "system:system", payload: "{\"agent_id\":\(JSONParts.quoted(agentID))}",
            from: agentID, secret: secret)
        guard let messages = answer.fields("data")?.part("messages").flatMap(JSONParts.elements) else {
            throw .foreign(status: 200)
        }
        return messages
    }

    /// All agents of the network with what they say about themselves. Whoever asks has to be registered.
    /// - Returns: one JSON text for each agent.
    package func agents(for agentID: String, secret: String) async throws(NetworkFailure) -> [ArraySlice<UInt8>] {
        let answer = try await event(
            "system.list_agents", to: "system:system", payload: "{}", from: agentID, secret: secret)
        guard let agents = answer.fields("data")?.part("agents").flatMap(JSONParts.elements) else {
            throw .foreign(status: 200)
        }
        return agents
    }

    // MARK: Calls

    private func event(
        _ name: String, to target: String, payload: String, from agentID: String, secret: String
    ) async throws(NetworkFailure) -> JSONFields {
        try await call(
            .post, "/api/send_event",
            "{\"event_id\":\"\(UUID().uuidString.lowercased())\",\"event_name\":\(JSONParts.quoted(name)),"
                + "\"source_id\":\(JSONParts.quoted(agentID)),\"target_agent_id\":\(JSONParts.quoted(target)),"
                + "\"secret\":\(JSONParts.quoted(secret)),\"payload\":\(payload)}")
    }

    private func call(
        _ method: HTTPCall.Method, _ path: String, _ body: String = "", milliseconds: Int64 = NetworkClient.patience
    ) async throws(NetworkFailure) -> JSONFields {
        let reply: HTTPReply
        do throws(TransportFailure) {
            reply = try await transport.send(
                HTTPCall(
                    method: method, url: base + path,
                    headers: method == .post ? ["content-type: application/json"] : [], body: Array(body.utf8),
                    timeoutMilliseconds: milliseconds))
        } catch {
            switch error {
            case .connection: throw .unreachable
            case .broken, .timeout: throw .lost
            case .tooLarge: throw .tooLarge
            case .cancelled: throw .cancelled
            }
        }
        guard let answer = JSONFields(reply.body[...]) else {
            throw reply.status >= 500 ? .troubled(status: reply.status) : .foreign(status: reply.status)
        }
        // Whatever the status: this decides.
        guard let isDone = try? answer.flag("success") else { throw .foreign(status: reply.status) }
        guard isDone, (200..<300).contains(reply.status) else {
            let message = (try? answer.text("error_message") ?? answer.text("message")) ?? nil
            throw .of(status: reply.status, message: message ?? "")
        }
        return answer
    }
}
