import FoundationEssentials
import HTTPClient
import Synchronization

@testable import Engine
@testable import OpenAgents

/// A network in memory that keeps the promises, and the bad habits, of real ones: at most once, silent drops, a secret for each
/// registration, everything forgotten at a restart.
final class FakeNetwork: HTTPTransport {
    struct Event: Sendable {
        var name: String
        var source: String
        var target: String
        var id: String
        /// JSON.
        var payload: String
        var at: Timestamp

        func text(_ key: String) -> String? { try? JSONFields(Array(payload.utf8)[...])?.text(key) }
    }

    struct Agent: Sendable {
        var secret: String
        var group: String
        var lastSeen: Double
        var metadata: String
        var queue: [String] = []
    }

    private struct State {
        var uuid = 1
        var secrets = 0
        var agents: [String: Agent] = [:]
        /// By agent: our secret as receivers see it.
        var events: [Event] = []
        var registrations: [(id: String, hash: String?)] = []
        var failure: TransportFailure?
        var lostPolls = 0
        var unregistered: [String] = []
        var refusal: String?
    }

    private let clock: any EngineClock
    private let state = Mutex(State())
    /// The group of those who come with this password hash; others get into the open group.
    let hash: String

    init(clock: any EngineClock, password: String = "towow-test") {
        self.clock = clock
        hash = BridgeSettings.hash(of: password)
    }

    // MARK: What a test does

    var events: [Event] { state.withLock { $0.events } }
    func events(_ type: MessageType) -> [Event] { events.filter { $0.name == type.eventName } }
    var registrations: [(id: String, hash: String?)] { state.withLock { $0.registrations } }
    var unregistered: [String] { state.withLock { $0.unregistered } }
    func secret(of agentID: String) -> String? { state.withLock { $0.agents[agentID]?.secret } }
    func fail(with failure: TransportFailure?) { state.withLock { $0.failure = failure } }
    /// The answers of the next polls are lost on the way, with the mail in them.
    func losePolls(_ count: Int) { state.withLock { $0.lostPolls = count } }
    /// What the network says to whoever registers; nil lets them in.
    func refuse(_ message: String?) { state.withLock { $0.refusal = message } }

    /// Forgets everything.
    func restart() {
        state.withLock { state in
            state.uuid += 1
            state.agents = [:]
        }
    }

    static let profile = #"{"display_name":"Bob","capabilities":[{"name":"venue"}]}"#

    /// An agent that wants to be a member and polls now.
    func join(_ agentID: String, profile: String = FakeNetwork.profile, group: String = "open") {
        register(agentID, #"{"kind":"towow.participant","protocol":1,"profile":\#(profile)}"#, group)
    }

    private func register(_ agentID: String, _ metadata: String, _ group: String) {
        let now = seconds
        state.withLock { state in
            state.secrets += 1
            let queue = state.agents[agentID]?.queue ?? []
            state.agents[agentID] = Agent(
                secret: "secret-\(state.secrets)", group: group, lastSeen: now, metadata: metadata, queue: queue)
        }
    }

    /// An agent that polls from now on as long as the test asks: its mark moves with the clock.
    func stay(_ agentID: String) {
        let far = 1e12
        state.withLock { $0.agents[agentID]?.lastSeen = far }
    }

    func leave(_ agentID: String) { state.withLock { $0.agents[agentID]?.lastSeen = 0 } }
    func steal(_ agentID: String) { register(agentID, "{}", "open") }
    func drop(_ agentID: String) { state.withLock { $0.agents[agentID] = nil } }

    /// Puts a message into somebody's queue as the network would.
    func say(_ name: String, from source: String, to target: String, _ payload: String, group: String = "open") {
        post(
            #"{"event_name":"\#(name)","source_id":"\#(source)","event_id":"e","payload":\#(payload),"secret":"leaked","source_agent_group":"\#(group)"}"#,
            to: target)
    }

    /// Puts any bytes into somebody's queue.
    func post(_ message: String, to target: String) {
        state.withLock { $0.agents[target]?.queue.append(message) }
    }

    private var seconds: Double { Double(clock.now().milliseconds) / 1_000 }

    // MARK: HTTPTransport

    func send(_ call: HTTPCall) async throws(TransportFailure) -> HTTPReply {
        await Task.yield()
        if Task.isCancelled { throw .cancelled }
        if let failure = state.withLock({ $0.failure }) { throw failure }
        let path = String(call.url.drop { $0 != ":" }.dropFirst().drop { $0 != ":" }.drop { $0 != "/" })
        let body = JSONFields(call.body[...])
        switch path {
        case "/api/health": return reply(health())
        case "/api/register": return register(body)
        case "/api/unregister":
            let id = (try? body?.text("agent_id")) ?? ""
            state.withLock { state in
                state.unregistered.append(id)
                state.agents[id] = nil
            }
            return reply(#"{"success":true}"#)
        case "/api/send_event": return try event(body)
        default: return HTTPReply(status: 404, headers: [:], body: Array("not found".utf8))
        }
    }

    private func reply(_ text: String, status: Int = 200) -> HTTPReply {
        HTTPReply(status: status, headers: [:], body: Array(text.utf8))
    }

    private func health() -> String {
        state.withLock { state in
            let agents = state.agents.map { #""\#($0)":{"last_seen":\#($1.lastSeen),"group":"\#($1.group)"}"# }
            return """
                {"success":true,"data":{"network_uuid":"net-\(state.uuid)","network_name":"Test","agents":{\(agents.joined(separator: ","))},\
                "group_config":[{"name":"towow","has_password":true},{"name":"open","has_password":false}]}}
                """
        }
    }

    private func register(_ body: JSONFields?) -> HTTPReply {
        guard let body, let id = try? body.text("agent_id") else { return reply(#"{"success":false}"#, status: 400) }
        if let refusal = state.withLock({ $0.refusal }) {
            return reply(#"{"success":false,"error_message":"\#(refusal)"}"#, status: 500)
        }
        let given = try? body.text("password_hash")
        let group = given == hash ? "towow" : "open"
        register(id, body.part("metadata").map { String(decoding: $0, as: UTF8.self) } ?? "{}", group)
        return state.withLock { state in
            state.registrations.append((id, given))
            return reply(
                #"{"success":true,"secret":"\#(state.agents[id]?.secret ?? "")","assigned_group":"\#(group)"}"#)
        }
    }

    private func event(_ body: JSONFields?) throws(TransportFailure) -> HTTPReply {
        guard let body, let name = try? body.text("event_name"), let source = try? body.text("source_id"),
            let target = try? body.text("target_agent_id"), let id = try? body.text("event_id"),
            let payload = body.part("payload")
        else { return reply(#"{"success":false,"error_message":"event_id is required"}"#, status: 400) }
        let secret = try? body.text("secret")
        let now = seconds
        let at = clock.now()
        let (answer, isLost): (String, Bool) = state.withLock { state in
            guard state.agents[source] != nil || state.secrets > 0, state.agents[source]?.secret == secret else {
                return (#"{"success":false,"message":"Authentication failed: Invalid or missing secret"}"#, false)
            }
            switch name {
            case "system.poll_messages":
                state.agents[source]?.lastSeen = now
                let mail = state.agents[source]?.queue ?? []
                state.agents[source]?.queue = []
                let isLost = state.lostPolls > 0
                if isLost { state.lostPolls -= 1 }
                return (#"{"success":true,"data":{"messages":[\#(mail.joined(separator: ","))]}}"#, isLost)
            case "system.list_agents":
                let agents = state.agents.map { #"{"agent_id":"\#($0)","metadata":\#($1.metadata)}"# }
                return (#"{"success":true,"data":{"agents":[\#(agents.joined(separator: ","))]}}"#, false)
            default:
                state.events.append(
                    Event(
                        name: name, source: source, target: target, id: id,
                        payload: String(decoding: payload, as: UTF8.self), at: at))
                return (#"{"success":true,"message":"delivered"}"#, false)
            }
        }
        if isLost { throw .broken("reset") }
        return reply(answer)
    }
}
