/// What members may ask of the engine about themselves. `Coordinator` is the implementation.
public protocol MemberService: Sendable {
    /// Takes a new member in.
    /// - Parameter body: JSON with the fields of a profile; `agent_id` and `kind` may be left out.
    /// - Throws: `MemberImportFailure` with every fault, `TowowError` notPossible `id_taken`, overloaded.
    func register(_ body: [UInt8]) async throws -> MemberRegistration
    /// Whom a secret speaks for; nil when it was never given out, was revoked, or belongs to a member who left.
    func memberID(ofToken token: String) async throws -> String?
    /// The current profile, also of a member who left; nil when there never was one.
    func profile(_ id: String) async throws -> MemberRecord?
    /// Whether a member's agent on another network can be reached now; nil for local members, of whom nobody has to ask.
    func isOnline(_ member: Member) -> Bool?
    /// Changes the given fields of an active member's profile; null clears a field.
    /// - Throws: `MemberImportFailure`, `RemoteProfileFault`, `TowowError` unknownAgent, notPossible `profile_changed`, overloaded.
    func edit(_ id: String, _ body: [UInt8]) async throws -> MemberRecord
    /// Takes a member out of the directory and of every running negotiation, and revokes their tokens.
    /// - Returns: false when they had left before.
    /// - Throws: `TowowError` unknownAgent, overloaded.
    @discardableResult
    func deactivate(_ id: String) async throws -> Bool
    /// A new token; all older ones are revoked.
    /// - Throws: `TowowError` unknownAgent, overloaded.
    func renewToken(of id: String) async throws -> String

    /// Open questions to a member, soonest due first, and negotiations they were asked in, newest first: of each at most `limit`.
    /// - Throws: `TowowError` unknownAgent, overloaded.
    func inbox(of id: String, after cursor: InboxCursor?, limit: Int) async throws -> Inbox
    /// Tells at once, and whenever the inbox may have changed on any instance, to look again.
    func inboxSignals(of id: String) -> AsyncStream<Void>

    /// Takes what a member says by hand in a channel.
    /// - Throws: `MemberImportFailure` for needs that the demand does not have, `TowowError` unknownChannel, unknownAgent,
    ///   notPossible, overloaded.
    func answer(_ answer: MemberAnswer, by agentID: String, in channel: ChannelID) async throws -> Acknowledgement
}

/// A member who has just been taken in.
public struct MemberRegistration: Sendable, Hashable {
    public var record: MemberRecord
    /// The secret that speaks for them. It is not kept and cannot be shown again.
    public var token: String

    public init(record: MemberRecord, token: String) {
        self.record = record
        self.token = token
    }
}

/// The right to act as a member: 256 random bits, of which the store keeps the SHA-256 alone.
struct MemberToken {
    private static let prefix = "mem-"
    let text: String

    init(secret: [UInt8]) {
        text = MemberToken.prefix + Base32.encode(secret)
    }

    /// Nil for what no token looks like.
    init?(text: String) {
        guard text.utf8.count == 56, text.hasPrefix(MemberToken.prefix),
            Base32.decode(String(text.dropFirst(MemberToken.prefix.count))) != nil
        else { return nil }
        self.text = text
    }

    var hash: [UInt8] { Crypto.sha256(text.utf8) }
}
