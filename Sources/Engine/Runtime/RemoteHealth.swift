/// How the way to the network that members elsewhere live on is.
public struct RemoteHealth: Sendable, Hashable, Encodable {
    public enum State: String, Sendable, Encodable, CaseIterable {
        case connected
        /// Not tried long enough to say.
        case connecting
        case unreachable
        /// The network answers and does not let us in.
        case refused
        /// No network is configured.
        case off
    }

    public var state: State
    /// Why it is not connected: a constant.
    public var reason: String?
    /// Since when it is so.
    public var since: Timestamp?
    /// The network's name.
    public var network: String?
    /// Who we are there.
    public var agentID: String?
    /// Members there that can be reached now.
    public var membersOnline: Int?
    /// Questions that wait for their answers.
    public var openQuestions: Int?

    public init(
        _ state: State, reason: String? = nil, since: Timestamp? = nil, network: String? = nil, agentID: String? = nil,
        membersOnline: Int? = nil, openQuestions: Int? = nil
    ) {
        self.state = state
        self.reason = reason
        self.since = since
        self.network = network
        self.agentID = agentID
        self.membersOnline = membersOnline
        self.openQuestions = openQuestions
    }

    public static let off = RemoteHealth(.off)

    enum CodingKeys: String, CodingKey {
        case state, reason, since, network
        case agentID = "agent_id"
        case membersOnline = "members_online"
        case openQuestions = "open_questions"
    }
}
