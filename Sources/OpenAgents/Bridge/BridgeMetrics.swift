internal import Engine
internal import Metrics

/// What the bridge counts and measures.
final class BridgeMetrics: Sendable {
    private let connected: Gauge
    private let roundTrip: Timer
    private let messages: CounterFamily
    private let reconnects: CounterFamily

    init(_ factory: any MetricsFactory) {
        connected = Gauge(label: "openagents_connected", factory: factory)
        roundTrip = Timer(label: "openagents_round_trip_seconds", factory: factory)
        messages = CounterFamily("openagents_messages_total", labels: ["type", "outcome"], factory: factory)
        reconnects = CounterFamily("openagents_reconnects_total", labels: ["reason"], factory: factory)
        connected.record(0)
        for type in MessageType.allCases {
            messages.register(type.rawValue, type.call == nil ? "sent" : "accepted")
        }
    }

    func isConnected(_ isConnected: Bool) { connected.record(isConnected ? 1 : 0) }

    /// A message that came.
    func received(_ type: String, _ outcome: MailOutcome) {
        messages.increment(type, outcome.rawValue)
    }

    /// A message that was handed to the network, or was not.
    func sent(_ type: MessageType, _ outcome: SendOutcome) {
        messages.increment(type.rawValue, outcome.rawValue)
    }

    /// The profile of an agent, when it is first seen and when it changes.
    func saw(profile outcome: String) {
        messages.increment("profile", outcome)
    }

    /// From the first sending of a question to its answer.
    func answered(afterMilliseconds milliseconds: Int64) { roundTrip.recordMilliseconds(max(0, milliseconds)) }

    func reconnected(_ reason: ReconnectReason) { reconnects.increment(reason.rawValue) }
}

/// What became of a message to a member.
enum SendOutcome: String, CaseIterable, Sendable {
    case sent
    /// Sent again: no answer had come.
    case repeated
    /// The network did not take it; it is tried again.
    case failed
    /// The network will never take it.
    case refused
}

/// Why we registered again, other than after sending.
enum ReconnectReason: String, CaseIterable, Sendable {
    case networkRestarted = "network_restarted"
    /// Somebody else has registered our id.
    case idTaken = "id_taken"
    /// The network has dropped us.
    case dropped
    case connectionLost = "connection_lost"
}
