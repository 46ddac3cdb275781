/// A row of the log: exactly the bytes that viewers get.
public struct StoredEvent: Sendable, Hashable {
    public var sequence: Int
    public var type: String
    public var timestamp: Timestamp
    /// JSON with sorted keys, encoded once.
    public var payload: String
    /// JSON for the fold alone; never published.
    public var privatePart: String?

    public init(sequence: Int, type: String, timestamp: Timestamp, payload: String, privatePart: String? = nil) {
        self.sequence = sequence
        self.type = type
        self.timestamp = timestamp
        self.payload = payload
        self.privatePart = privatePart
    }
}

public struct IdempotencyClaim: Sendable, Hashable {
    /// 16…128 visible characters.
    public var key: String
    /// SHA-256 of the request's body.
    public var bodyHash: [UInt8]
    /// What the first call answers and every repetition gets.
    public var answer: String
    /// Keys older than this may be taken again.
    public var validSince: Timestamp

    public init(key: String, bodyHash: [UInt8], answer: String, validSince: Timestamp) {
        self.key = key
        self.bodyHash = bodyHash
        self.answer = answer
        self.validSince = validSince
    }
}

public struct NewDemand: Sendable {
    public var id: DemandID
    public var submittedAt: Timestamp
    /// SHA-256 of the owner token.
    public var ownerTokenHash: [UInt8]
    public var firstEvent: StoredEvent
    public var claim: IdempotencyClaim?
    /// The version of the log's format; an older instance does not touch newer demands.
    public var logFormat: Int

    public init(
        id: DemandID, submittedAt: Timestamp, ownerTokenHash: [UInt8], firstEvent: StoredEvent,
        claim: IdempotencyClaim?,
        logFormat: Int
    ) {
        self.id = id
        self.submittedAt = submittedAt
        self.ownerTokenHash = ownerTokenHash
        self.firstEvent = firstEvent
        self.claim = claim
        self.logFormat = logFormat
    }
}

public enum CreateResult: Sendable, Hashable {
    case created
    /// The key was used with the same body: its stored answer.
    case repeated(answer: String)
    /// The key was used with another body.
    case keyReused
}

public struct DemandRow: Sendable, Hashable {
    public var id: DemandID
    public var submittedAt: Timestamp
    public var ownerTokenHash: [UInt8]
    /// The number of its newest event.
    public var head: Int
    public var status: DemandStatus
    public var outcome: DemandOutcome?
    public var completedAt: Timestamp?
    public var logFormat: Int

    public init(
        id: DemandID, submittedAt: Timestamp, ownerTokenHash: [UInt8], head: Int, status: DemandStatus,
        outcome: DemandOutcome?, completedAt: Timestamp?, logFormat: Int
    ) {
        self.id = id
        self.submittedAt = submittedAt
        self.ownerTokenHash = ownerTokenHash
        self.head = head
        self.status = status
        self.outcome = outcome
        self.completedAt = completedAt
        self.logFormat = logFormat
    }
}

public enum DemandStatus: String, Sendable, Codable, CaseIterable {
    case processing, filtering, negotiating, completed, failed, cancelled

    public var isFinal: Bool { self == .completed || self == .failed || self == .cancelled }
}

public enum DemandOutcome: String, Sendable, Codable, CaseIterable {
    case finalized, failed, cancelled
    case forceFinalized = "force_finalized"

    public var isSuccess: Bool { self == .finalized || self == .forceFinalized }
}

public struct DemandCursor: Sendable, Hashable {
    public var submittedAt: Timestamp
    public var id: DemandID

    public init(submittedAt: Timestamp, id: DemandID) {
        self.submittedAt = submittedAt
        self.id = id
    }
}

/// The right to write a demand's log until it expires or somebody takes it over.
public struct Lease: Sendable, Hashable {
    public var epoch: Int
    public var head: Int

    public init(epoch: Int, head: Int) {
        self.epoch = epoch
        self.head = head
    }
}

/// Everything that is committed together with a run of events.
public struct AppendBatch: Sendable {
    public struct DeadlineRow: Sendable, Hashable {
        public var channel: String
        public var kind: String
        public var round: Int
        public var due: Timestamp

        public init(channel: String, kind: String, round: Int, due: Timestamp) {
            self.channel = channel
            self.kind = kind
            self.round = round
            self.due = due
        }
    }

    /// An open question to a member.
    public struct MessageRow: Sendable, Hashable {
        public var messageID: String
        public var channel: String
        public var agentID: String
        public var kind: String
        public var round: Int
        public var version: Int
        public var due: Timestamp

        public init(
            messageID: String, channel: String, agentID: String, kind: String, round: Int, version: Int, due: Timestamp
        ) {
            self.messageID = messageID
            self.channel = channel
            self.agentID = agentID
            self.kind = kind
            self.round = round
            self.version = version
            self.due = due
        }
    }

    /// A call from outside with what it was answered.
    public struct InputRow: Sendable, Hashable {
        public var sender: String
        public var messageID: String
        public var body: String
        public var result: String

        public init(sender: String, messageID: String, body: String, result: String) {
            self.sender = sender
            self.messageID = messageID
            self.body = body
            self.result = result
        }
    }

    public struct ChannelRow: Sendable, Hashable {
        public var channel: String
        public var status: String
        public var round: Int
        public var version: Int

        public init(channel: String, status: String, round: Int, version: Int) {
            self.channel = channel
            self.status = status
            self.round = round
            self.version = version
        }
    }

    public var demandID: DemandID
    public var expectedHead: Int
    public var epoch: Int
    /// Numbered `expectedHead + 1` and on, without holes. May be empty when only inputs are recorded.
    public var events: [StoredEvent]
    public var status: DemandStatus
    public var outcome: DemandOutcome?
    public var completedAt: Timestamp?
    public var channels: [ChannelRow] = []
    public var deadlinesSet: [DeadlineRow] = []
    public var deadlinesCleared: [DeadlineRow] = []
    public var messagesOpened: [MessageRow] = []
    /// Message id → number of the event that closed it.
    public var messagesClosed: [String: Int] = [:]
    public var inputs: [InputRow] = []

    public init(
        demandID: DemandID, expectedHead: Int, epoch: Int, events: [StoredEvent], status: DemandStatus,
        outcome: DemandOutcome? = nil, completedAt: Timestamp? = nil
    ) {
        self.demandID = demandID
        self.expectedHead = expectedHead
        self.epoch = epoch
        self.events = events
        self.status = status
        self.outcome = outcome
        self.completedAt = completedAt
    }
}

public struct StoreStatistics: Sendable, Hashable {
    /// Ever created, those that retention deleted included.
    public var demands: Int
    /// Ever written, likewise.
    public var events: Int
    public var members: Int
    /// On disk, with write-ahead log; 0 when unknown.
    public var bytes: Int64

    public init(demands: Int, events: Int, members: Int, bytes: Int64) {
        self.demands = demands
        self.events = events
        self.members = members
        self.bytes = bytes
    }
}

public struct AuditEntry: Sendable, Hashable {
    public var at: Timestamp
    public var actor: String
    public var action: String
    public var detail: String

    public init(at: Timestamp, actor: String, action: String, detail: String) {
        self.at = at
        self.actor = actor
        self.action = action
        self.detail = detail
    }
}
