/// What happened in the store since its reader last looked: where to look, not what to find there.
public struct StoreChanges: Sendable, Hashable {
    /// Demands with new events.
    public var events: Set<DemandID> = []
    /// Demands with new inputs, or new results of inputs.
    public var inputs: Set<DemandID> = []
    public var settings = false
    public var members = false
    /// Leases were given back: who has room may take demands over.
    public var leases = false
    /// Something may have been missed: everything is to be looked at.
    public var everything = false

    public init() {}

    public var isEmpty: Bool { self == StoreChanges() }

    /// Adds what `other` says.
    public mutating func merge(_ other: StoreChanges) {
        events.formUnion(other.events)
        inputs.formUnion(other.inputs)
        settings = settings || other.settings
        members = members || other.members
        leases = leases || other.leases
        everything = everything || other.everything
    }
}

/// A call from outside that the owner of its demand has to handle.
public struct PendingInput: Sendable, Hashable {
    public var demandID: DemandID
    public var sender: String
    public var messageID: String
    public var body: String

    public init(demandID: DemandID, sender: String, messageID: String, body: String) {
        self.demandID = demandID
        self.sender = sender
        self.messageID = messageID
        self.body = body
    }
}

/// How far an input is.
public enum InputReceipt: Sendable, Hashable {
    /// Stored by this very call.
    case new
    /// Stored before, and not handled yet.
    case pending
    case handled(result: String)
    /// There is no such demand; nothing was stored.
    case unknownDemand
}

/// A question to a member that waits for an answer.
public struct OpenMessage: Sendable, Hashable {
    public var demandID: DemandID
    public var message: AppendBatch.MessageRow

    public init(demandID: DemandID, message: AppendBatch.MessageRow) {
        self.demandID = demandID
        self.message = message
    }

    /// Where the page after this one begins.
    public var cursor: MessageCursor { MessageCursor(due: message.due, messageID: message.messageID) }
}

public struct MessageCursor: Sendable, Hashable {
    public var due: Timestamp
    public var messageID: String

    public init(due: Timestamp, messageID: String) {
        self.due = due
        self.messageID = messageID
    }
}

/// Names the result of a paid decision.
public struct StepKey: Sendable, Hashable {
    public var demandID: DemandID
    public var channel: String
    public var decision: String
    /// What the decision was about, so that other circumstances ask anew.
    public var key: String

    public init(demandID: DemandID, channel: String, decision: String, key: String) {
        self.demandID = demandID
        self.channel = channel
        self.decision = decision
        self.key = key
    }
}

/// A secret as the store knows it: by its hash.
public struct TokenRow: Sendable, Hashable {
    /// The kind of tokens that speak for a member.
    public static let memberKind = "member"

    /// SHA-256 of the secret.
    public var hash: [UInt8]
    /// `member` or `admin`, say.
    public var kind: String
    /// Whom the secret speaks for: a member's id.
    public var subject: String
    public var createdAt: Timestamp
    public var revokedAt: Timestamp?

    public init(hash: [UInt8], kind: String, subject: String, createdAt: Timestamp, revokedAt: Timestamp? = nil) {
        self.hash = hash
        self.kind = kind
        self.subject = subject
        self.createdAt = createdAt
        self.revokedAt = revokedAt
    }
}

/// An audit entry with its number, which grows.
public struct AuditRecord: Sendable, Hashable {
    public var number: Int
    public var entry: AuditEntry

    public init(number: Int, entry: AuditEntry) {
        self.number = number
        self.entry = entry
    }
}
