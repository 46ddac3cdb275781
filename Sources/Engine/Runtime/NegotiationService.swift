/// What the edge (HTTP, commands) may ask of the engine. `Coordinator` is the implementation.
public protocol NegotiationService: MemberService, OperatorService {
    /// Commits a new demand, then returns.
    /// - Parameter idempotency: the caller's key and the bytes of its request; the same pair within 24 hours gives the same submission.
    /// - Throws: `TowowError` badRequest for bad text, notPossible `key_reused`, overloaded when the store does not answer.
    func submit(_ request: DemandRequest, idempotency: Idempotency?) async throws -> Submission

    /// The demand as it stands; nil when there is none.
    func state(of id: DemandID) async throws -> DemandState?
    /// Id, head and status without folding the log; nil when there is none.
    func summary(of id: DemandID) async throws -> DemandSummary?
    /// Committed events above `sequence`, in order.
    func events(of id: DemandID, after sequence: Int, limit: Int) async throws -> [StoredEvent]
    /// Commits made from now on in this process; see `EventHub`.
    func subscribe(to id: DemandID, _ handler: @escaping EventHub.Handler) -> EventHub.Subscription

    /// Ends a demand on behalf of its requester.
    /// - Throws: `TowowError` unknownDemand, unauthenticated, forbidden, notPossible.
    func cancel(_ id: DemandID, ownerToken: String) async throws -> Acknowledgement
    /// Answers the clarifying questions.
    func clarify(_ id: DemandID, ownerToken: String, answers: [ClarifyingAnswer]) async throws -> Acknowledgement

    /// Takes what a member says: an offer, a vote, a withdrawal, a bargain, a counter-proposal.
    /// - Throws: `TowowError` unknownChannel, unknownAgent, notPossible, badRequest.
    func receive(_ message: MemberMessage) async throws -> Acknowledgement
    /// Removes a member from a channel on behalf of the operator.
    func kick(_ agentID: String, from channel: ChannelID, reason: String) async throws -> Acknowledgement

    /// Members for the directory: current, active ones.
    func members(matching text: String?, after cursor: String?, limit: Int) async throws -> MemberPage
    func member(_ id: String) async throws -> MemberRecord?

    /// Figures for health and metrics.
    func statistics() async -> EngineStatistics
    /// Throws when the store does not answer.
    func ping() async throws
}

public struct Idempotency: Sendable, Hashable {
    /// 16…128 visible ASCII characters.
    public var key: String
    /// SHA-256 of the request's body.
    public var bodyHash: [UInt8]

    public init(key: String, bodyHash: [UInt8]) {
        self.key = key
        self.bodyHash = bodyHash
    }
}

public struct Submission: Sendable, Hashable {
    public var demandID: DemandID
    public var ownerToken: String
    /// True when this repeats an earlier submission with the same key.
    public var isRepetition: Bool
}

public struct DemandSummary: Sendable, Hashable {
    public var id: DemandID
    public var status: DemandStatus
    public var outcome: DemandOutcome?
    /// The number of the newest event.
    public var head: Int

    public var isCompleted: Bool { status.isFinal }
}

public struct Acknowledgement: Sendable, Hashable {
    /// The same message was taken before; nothing changed (E011).
    public var isDuplicate: Bool
    /// False for a vote on another version, which is answered politely and not counted.
    public var isCounted: Bool

    public static let accepted = Acknowledgement(isDuplicate: false, isCounted: true)
    public static let duplicate = Acknowledgement(isDuplicate: true, isCounted: true)
    public static let notCounted = Acknowledgement(isDuplicate: false, isCounted: false)
}

/// What a member or their agent says in a channel.
public struct MemberMessage: Sendable, Hashable {
    public enum Content: Sendable, Hashable {
        case offer(Offer)
        /// `version` is the version of the proposal that the vote is about.
        case vote(Vote, version: Int)
        case withdraw(reason: String)
        case bargain(
            bargainType: String, content: String, offer: String, original: [String: JSONValue], new: [String: JSONValue]
        )
        case counterProposal([String: JSONValue], reason: String)
        /// The link gave up: never a refusal.
        case noAnswer(AgentNoAnswer.Phase, AgentNoAnswer.Reason, version: Int)
    }

    /// The sender's own id for this message; duplicates change nothing.
    public var messageID: String
    public var channel: ChannelID
    public var agentID: String
    public var content: Content
    public var by: Provenance

    public init(messageID: String, channel: ChannelID, agentID: String, content: Content, by provenance: Provenance) {
        self.messageID = messageID
        self.channel = channel
        self.agentID = agentID
        self.content = content
        by = provenance
    }
}

public struct MemberPage: Sendable, Hashable {
    public var members: [MemberRecord]
    /// All that match.
    public var total: Int
    public var nextCursor: String?
}

public struct EngineStatistics: Sendable, Hashable {
    /// Demands worked on now.
    public var active: Int
    /// Committed demands that wait for their turn.
    public var waiting: Int
    public var subscribers: Int
    public var eventsTotal: Int
    public var members: Int
    /// Ended since the start of this process, without demonstrations.
    public var outcomes: [DemandOutcome: Int]
    /// Demonstrations that ended since the start of this process.
    public var demoOutcomes: [DemandOutcome: Int] = [:]
}
