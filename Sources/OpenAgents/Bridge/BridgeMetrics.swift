internal import Metrics
internal import Synchronization

/// What the bridge counts and measures.
final class BridgeMetrics: Sendable {
    private struct Key: Hashable {
        var type: String
        var outcome: String
    }

    private let factory: any MetricsFactory
    private let connected: Gauge
    private let roundTrip: Timer
    private let messages = Mutex<[Key: Counter]>([:])
    private let reconnects = Mutex<[String: Counter]>([:])

    init(_ factory: any MetricsFactory) {
        self.factory = factory
        connected = Gauge(label: "openagents_connected", factory: factory)
        roundTrip = Timer(label: "openagents_round_trip_seconds", factory: factory)
        connected.record(0)
        for type in MessageType.allCases {
            _ = counter(Key(type: type.rawValue, outcome: type.call == nil ? "sent" : "accepted"))
        }
    }

    func isConnected(_ isConnected: Bool) { connected.record(isConnected ? 1 : 0) }

    /// A message that came.
    func received(_ type: String, _ outcome: MailOutcome) {
        counter(Key(type: type, outcome: outcome.rawValue)).increment()
    }

    /// A message that was handed to the network, or was not.
    func sent(_ type: MessageType, _ outcome: SendOutcome) {
        counter(Key(type: type.rawValue, outcome: outcome.rawValue)).increment()
    }

    /// The profile of an agent, when it is first seen and when it changes.
    func saw(profile outcome: String) {
        counter(Key(type: "profile", outcome: outcome)).increment()
    }

    /// From the first sending of a question to its answer.
    func answered(afterMilliseconds milliseconds: Int64) { roundTrip.recordMilliseconds(max(0, milliseconds)) }

    func reconnected(_ reason: ReconnectReason) {
        reconnects.withLock { reconnects in
            let counter =
                reconnects[reason.rawValue]
                ?? Counter(
                    label: "openagents_reconnects_total", dimensions: [("reason", reason.rawValue)], factory: factory)
            reconnects[reason.rawValue] = counter
            counter.increment()
        }
    }

    private func counter(_ key: Key) -> Counter {
        messages.withLock { messages in
            if let known = messages[key] { return known }
            let made = Counter(
                label: "openagents_messages_total", dimensions: [("type", key.type), ("outcome", key.outcome)],
                factory: factory)
            messages[key] = made
            return made
        }
    }
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
