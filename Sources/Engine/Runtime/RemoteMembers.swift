/// What the way to another network may ask of the engine about the members who live there. `Coordinator` is the implementation.
public protocol RemoteMembers: Sendable {
    /// What members are being asked in a demand that this instance works on; nil when it does not work on it.
    func openQuestions(of id: DemandID) async -> [OpenQuestion]?

    /// Takes what a member's agent elsewhere says, whichever instance the demand belongs to.
    /// - Throws: `RemoteRefusal`; `TowowError` overloaded when it could not be taken now and may be tried again.
    func take(_ message: RemoteMessage, from agentID: String) async throws -> Acknowledgement

    /// Takes in profiles as agents elsewhere show them. A local member is never touched.
    /// - Parameter isAllowed: whether an agent becomes a member without waiting for the operator.
    /// - Returns: what became of each, by member id.
    /// - Throws: `StoreError`.
    func takeIn(
        remote members: [Member], isAllowed: @Sendable (_ id: String) -> Bool
    ) async throws -> [String: RemoteStanding]

    /// Tells members elsewhere what became of their part in demands that are over, unless they have been told.
    func tellAgain(of demands: Set<DemandID>) async
}

/// How an agent elsewhere stands as a member.
public enum RemoteStanding: String, Sendable, Codable {
    case active
    /// Known, and waiting for the operator to switch it on.
    case waiting
    /// Switched off by the operator.
    case off
    /// Its id belongs to a local member.
    case taken
}

/// A message from a member's agent elsewhere, with what it says about where it belongs.
public struct RemoteMessage: Sendable, Hashable {
    public var call: MemberAnswer.Call
    public var channel: ChannelID
    /// The round that it is about, if it says so.
    public var round: Int?
    /// The id of the question that it answers; nil for what nobody asked for.
    public var inReplyTo: String?
    /// The sender's own id of the message.
    public var messageID: String?
    /// JSON with the fields of the answer; others are passed over.
    public var body: [UInt8]

    public init(
        _ call: MemberAnswer.Call, channel: ChannelID, round: Int? = nil, inReplyTo: String? = nil,
        messageID: String? = nil, body: [UInt8]
    ) {
        self.call = call
        self.channel = channel
        self.round = round
        self.inReplyTo = inReplyTo
        self.messageID = messageID
        self.body = body
    }
}

/// Why a message from elsewhere is not taken.
public enum RemoteRefusal: Error, Sendable, Hashable {
    case unknownChannel
    /// The sender has no seat there, or is a local member.
    case notInvited
    /// What it answers was never asked of the sender in that channel.
    case unknownQuestion
    case wrongRound
    /// What it says cannot be read; the faults are for logs.
    case invalid(MemberImportFailure)
    /// It comes when nobody waits for it any more, or before anybody does.
    case notPossible
}

/// Agents elsewhere that wait for the operator, as the table of settings has them.
public enum RemoteWaiting {
    private static let prefix = "openagents.waiting."

    static func key(_ id: String) -> String { prefix + id }

    /// The member ids of those who wait.
    public static func ids(in settings: [String: String]) -> Set<String> {
        Set(settings.keys.lazy.filter { $0.hasPrefix(prefix) }.map { String($0.dropFirst(prefix.count)) })
    }
}
