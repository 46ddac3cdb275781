/// What a member sees of the network's questions to them and of what became of their answers.
public struct Inbox: Sendable, Hashable, Encodable {
    /// Open questions, soonest due first.
    public var questions: [Question]
    /// Negotiations in which the member was asked, newest first.
    public var channels: [Channel]
    /// Where the next page begins; nil when this was the last.
    public var next: InboxCursor?

    public init(questions: [Question], channels: [Channel], next: InboxCursor?) {
        self.questions = questions
        self.channels = channels
        self.next = next
    }

    enum CodingKeys: String, CodingKey { case questions, channels, next = "next_cursor" }

    /// What was asked for.
    public struct Subject: Sendable, Hashable, Encodable {
        public struct Understood: Sendable, Hashable, Encodable {
            public var surfaceDemand: String
            public var motivation: String
            public var needs: [String]
            public var location: String?
            public var expectedAttendees: Int?
            public var date: CalendarDate?
            public var dateEnd: CalendarDate?
            public var budget: Money?
            public var remote: Bool?
            public var uncertainties: [String]

            enum CodingKeys: String, CodingKey {
                case motivation, needs, location, date, budget, remote, uncertainties
                case surfaceDemand = "surface_demand"
                case expectedAttendees = "expected_attendees"
                case dateEnd = "date_end"
            }
        }

        public var text: String
        public var language: Language
        public var submittedAt: Timestamp
        /// In a sub-network: what it is about.
        public var subDemand: String?
        public var understanding: Understood?

        enum CodingKeys: String, CodingKey {
            case text, language, understanding
            case submittedAt = "submitted_at"
            case subDemand = "sub_demand"
        }
    }

    /// A question that waits for an answer.
    public struct Question: Sendable, Hashable, Encodable {
        public var messageID: String
        public var kind: OpenQuestion.Kind
        public var channelID: ChannelID
        public var demandID: DemandID
        public var round: Int
        public var maxRounds: Int
        public var dueAt: Timestamp
        public var isReminded: Bool
        public var demand: Subject
        /// Of an invitation: why this member is asked, and for what.
        public var invitation: Invitation?
        public var review: Review?

        public struct Invitation: Sendable, Hashable, Encodable {
            public var role: String
            public var reason: String
            public var needs: [String]
            public var relevanceScore: Int
            public var isFallback: Bool

            enum CodingKeys: String, CodingKey {
                case role, reason, needs
                case relevanceScore = "relevance_score"
                case isFallback = "is_fallback"
            }
        }

        public struct Review: Sendable, Hashable, Encodable {
            public var version: Int
            public var proposal: Proposal
            /// Places in the proposal's assignments.
            public var ownAssignments: [Int]
            /// What this version changed; nil for the first one, and for one that was sent again as it was.
            public var changes: Proposal.Adjustment?
            public var ownOffer: OwnOffer
            public var ownPreviousVote: OwnVote?

            enum CodingKeys: String, CodingKey {
                case version, proposal, changes
                case ownAssignments = "own_assignments"
                case ownOffer = "own_offer"
                case ownPreviousVote = "own_previous_vote"
            }
        }

        public func encode(to encoder: any Encoder) throws {
            try invitation?.encode(to: encoder)
            try review?.encode(to: encoder)
            var container = encoder.container(keyedBy: CodingKeys.self)
            try container.encode(messageID, forKey: .messageID)
            try container.encode(kind.rawValue, forKey: .kind)
            try container.encode(channelID, forKey: .channelID)
            try container.encode(demandID, forKey: .demandID)
            try container.encode(channelID.isChild, forKey: .isSubnet)
            try container.encode(round, forKey: .round)
            try container.encode(maxRounds, forKey: .maxRounds)
            try container.encode(dueAt, forKey: .dueAt)
            try container.encode(isReminded, forKey: .isReminded)
            try container.encode(demand, forKey: .demand)
        }

        private enum CodingKeys: String, CodingKey {
            case kind, round, demand
            case messageID = "message_id"
            case channelID = "channel_id"
            case demandID = "demand_id"
            case isSubnet = "is_subnet"
            case maxRounds = "max_rounds"
            case dueAt = "due_at"
            case isReminded = "reminded"
        }
    }

    /// The member's own offer, and who gave it.
    public struct OwnOffer: Sendable, Hashable, Encodable {
        public var offer: Offer
        public var by: Provenance?

        public func encode(to encoder: any Encoder) throws {
            try offer.encode(to: encoder)
            var container = encoder.container(keyedBy: CodingKeys.self)
            try container.encode(offer.conditions.map(\.text), forKey: .conditions)
            try container.encodeIfPresent(by?.decidedBy, forKey: .decidedBy)
        }

        private enum CodingKeys: String, CodingKey { case conditions, decidedBy = "decided_by" }
    }

    /// The member's own vote, and who gave it.
    public struct OwnVote: Sendable, Hashable, Encodable {
        public var vote: Vote
        public var by: Provenance
        /// The version that it is about, where that does not go without saying.
        public var version: Int?

        public func encode(to encoder: any Encoder) throws {
            try vote.encode(to: encoder)
            var container = encoder.container(keyedBy: CodingKeys.self)
            try container.encode(by.decidedBy, forKey: .decidedBy)
            try container.encodeIfPresent(version, forKey: .version)
        }

        private enum CodingKeys: String, CodingKey { case version, decidedBy = "decided_by" }
    }
}

/// A place in both lists of an inbox. Opaque to callers.
public struct InboxCursor: Sendable, Hashable, Encodable {
    /// Nil when there are no more questions.
    var questions: MessageCursor?
    /// Nil when there are no more negotiations.
    var channels: ConversationCursor?

    init(questions: MessageCursor?, channels: ConversationCursor?) {
        self.questions = questions
        self.channels = channels
    }

    /// Nil for what no cursor looks like.
    public init?(text: String) {
        guard text.utf8.count <= 512, let bytes = Base32.decode(text),
            let plain = String(validating: bytes, as: UTF8.self)
        else { return nil }
        let parts = plain.split(separator: "\n", omittingEmptySubsequences: false)
        guard parts.count == 4 else { return nil }
        if !parts[0].isEmpty {
            guard let due = Int64(parts[0]) else { return nil }
            questions = MessageCursor(due: Timestamp(milliseconds: due), messageID: String(parts[1]))
        }
        if !parts[2].isEmpty {
            guard let number = Int(parts[2]), ChannelID(rawValue: String(parts[3])) != nil else { return nil }
            channels = ConversationCursor(demandNumber: number, channel: String(parts[3]))
        }
        guard questions != nil || channels != nil else { return nil }
    }

    public var text: String {
        let parts = [
            questions.map { "\($0.due.milliseconds)" } ?? "", questions?.messageID ?? "",
            channels.map { "\($0.demandNumber)" } ?? "", channels?.channel ?? "",
        ]
        return Base32.encode(Array(parts.joined(separator: "\n").utf8))
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(text)
    }
}
