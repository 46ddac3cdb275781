import FoundationEssentials

/// One entry of a demand's log before it has a number and a time.
public struct Event: Sendable, Hashable {
    public var channel: ChannelID
    public var body: EventBody
    /// Who decided, for events that carry a decision.
    public var by: Provenance?
    /// Never published: read by the fold alone.
    public var hidden: Hidden

    /// The unpublished part of an event.
    public struct Hidden: Sendable, Hashable, Codable {
        /// The id of the member's message that this event answers, for the duplicate check.
        public var messageID: String?
        /// Verdicts that were given but stand in no event yet.
        public var verdicts: [RecordedVerdict]?
        /// The id of the HTTP request that submitted the demand, for the log lines of all its life.
        public var requestID: String?

        public init(messageID: String? = nil, verdicts: [RecordedVerdict]? = nil, requestID: String? = nil) {
            self.messageID = messageID
            self.verdicts = verdicts
            self.requestID = requestID
        }

        var isEmpty: Bool { messageID == nil && verdicts == nil && requestID == nil }

        enum CodingKeys: String, CodingKey {
            case verdicts
            case messageID = "message_id"
            case requestID = "request_id"
        }
    }

    public init(channel: ChannelID, body: EventBody, by provenance: Provenance? = nil, hidden: Hidden = Hidden()) {
        self.channel = channel
        self.body = body
        by = provenance
        self.hidden = hidden
    }

    /// The published name.
    public var type: String {
        channel.isChild ? "towow.subnet.\(body.name)" : "towow.\(body.name)"
    }
}

/// A decision about a sub-network for one gap.
public struct RecordedVerdict: Sendable, Hashable, Codable {
    public var gapID: String
    public var shouldRecurse: Bool
    public var reason: String

    public init(gapID: String, shouldRecurse: Bool, reason: String) {
        self.gapID = gapID
        self.shouldRecurse = shouldRecurse
        self.reason = reason
    }

    enum CodingKeys: String, CodingKey { case gapID = "gap_id", shouldRecurse = "should_recurse", reason }
}

/// Turns events into rows of the log and back.
public struct EventCoding: Sendable {
    public init() {}

    /// Encodes an event once: the bytes that the store keeps and every viewer gets.
    /// - Throws: `EncodingError` for numbers that JSON cannot hold.
    public func row(_ event: Event, sequence: Int, at timestamp: Timestamp) throws -> StoredEvent {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        let payload = String(decoding: try encoder.encode(Payload(event: event)), as: UTF8.self)
        let hidden = event.hidden.isEmpty ? nil : String(decoding: try encoder.encode(event.hidden), as: UTF8.self)
        return StoredEvent(
            sequence: sequence, type: event.type, timestamp: timestamp, payload: payload, privatePart: hidden)
    }

    /// Reads a row back.
    /// - Throws: `DecodingError` when a row of a known type lacks its fields.
    public func event(_ row: StoredEvent) throws -> Event {
        let decoder = JSONDecoder()
        decoder.userInfo[Payload.typeKey] = row.type
        var event = try decoder.decode(Payload.self, from: Data(row.payload.utf8)).event
        if let hidden = row.privatePart {
            event.hidden = try decoder.decode(Event.Hidden.self, from: Data(hidden.utf8))
        }
        return event
    }

    /// The envelope that streams, polling, export and pages use, on one line with sorted keys.
    public static func envelope(_ row: StoredEvent, of demand: DemandID) -> String {
        var line = "{\"event_id\":\"\(demand.eventID(row.sequence))\",\"event_type\":\"\(row.type)\",\"payload\":"
        line += row.payload
        line += ",\"seq\":\(row.sequence),\"timestamp\":\"\(row.timestamp.rfc3339)\"}"
        return line
    }
}

/// Address, fields and provenance, flat in one object.
private struct Payload: Codable {
    static let typeKey: CodingUserInfoKey = {
        guard let key = CodingUserInfoKey(rawValue: "towow.event-type") else { preconditionFailure("a constant key") }
        return key
    }()

    var event: Event

    init(event: Event) {
        self.event = event
    }

    init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: AddressKeys.self)
        let channelText = try container.decode(String.self, forKey: .channelID)
        guard let channel = ChannelID(rawValue: channelText), let type = decoder.userInfo[Payload.typeKey] as? String
        else {
            throw DecodingError.dataCorruptedError(forKey: .channelID, in: container, debugDescription: "no channel id")
        }
        let prefix = channel.isChild ? "towow.subnet." : "towow."
        let name = type.hasPrefix(prefix) ? String(type.dropFirst(prefix.count)) : type
        event = Event(channel: channel, body: try EventBody(name: name, from: decoder))
        // The last event has a table under this name, not one decider.
        if case .demandCompleted = event.body { return }
        if container.contains(.decidedBy) { event.by = try Provenance(from: decoder) }
    }

    func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: AddressKeys.self)
        try container.encode(event.channel.demandID.rawValue, forKey: .demandID)
        try container.encode(event.channel.rawValue, forKey: .channelID)
        if event.channel.isChild { try container.encode(event.channel.root.rawValue, forKey: .parentChannelID) }
        try event.body.fields.encode(to: encoder)
        try event.by?.encode(to: encoder)
    }

    enum AddressKeys: String, CodingKey {
        case demandID = "demand_id"
        case channelID = "channel_id"
        case parentChannelID = "parent_channel_id"
        case decidedBy = "decided_by"
    }
}
