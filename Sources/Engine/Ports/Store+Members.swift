/// What the store keeps for members who act themselves: their registration, their tokens, and where they were asked.
public protocol MemberStore: Sendable {
    /// Inserts a member together with the first token. Nothing is written when the id is or was in use.
    /// - Returns: nil when the id is taken.
    /// - Throws: `StoreError.conflict` when a token with this hash exists.
    func insert(member: Member, token: TokenRow) async throws -> MemberRecord?
    /// Gives an active member a new profile, if `version` is the current one. The same profile keeps its version.
    /// - Returns: nil when the current version is another one, or the member is unknown or inactive.
    func update(member: Member, from version: Int) async throws -> MemberRecord?
    /// Stores a token and revokes all others of the same kind and subject, at its `createdAt`.
    /// - Throws: `StoreError.conflict` when a token with this hash exists; then nothing was revoked.
    func replaceTokens(by token: TokenRow) async throws
    /// Negotiations in which a member was asked, newest demand first, below `cursor`, at most `limit`.
    func conversations(of agentID: String, after cursor: ConversationCursor?, limit: Int) async throws -> [Conversation]
    /// Who was ever asked in each of these demands; demands in which nobody was are left out.
    func askedMembers(in demands: [DemandID]) async throws -> [DemandID: Set<String>]
}

/// A negotiation in which a member was asked.
public struct Conversation: Sendable, Hashable {
    public var demandID: DemandID
    public var channel: ChannelID
    /// Where the page after this one begins.
    public var cursor: ConversationCursor

    public init(demandID: DemandID, channel: ChannelID, cursor: ConversationCursor) {
        self.demandID = demandID
        self.channel = channel
        self.cursor = cursor
    }
}

/// A place in a member's list of negotiations. Valid in the store that gave it.
public struct ConversationCursor: Sendable, Hashable {
    /// The store's own number of the demand; it grows with each demand.
    public var demandNumber: Int
    public var channel: String

    public init(demandNumber: Int, channel: String) {
        self.demandNumber = demandNumber
        self.channel = channel
    }
}
