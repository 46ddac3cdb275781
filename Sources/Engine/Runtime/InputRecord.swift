import FoundationEssentials

/// A call from outside as the table of inputs has it: whose, which, and what.
struct InputRecord: Sendable, Hashable {
    /// `sender` and `messageID` name a call within its demand.
    struct Key: Sendable, Hashable {
        var sender: String
        var messageID: String
    }

    var key: Key
    /// JSON that every instance can read.
    var body: String
    /// Whether another instance put it into the table, where its answer is waited for.
    var isStored: Bool

    /// - Parameter call: a fresh id for calls that bring none; the state itself recognises their repetition.
    /// - Returns: nil for inputs that do not come from outside.
    init?(_ input: Input, call: @autoclosure () -> String) throws {
        guard let body = InputBody(input) else { return nil }
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        self.body = String(decoding: try encoder.encode(body), as: UTF8.self)
        isStored = false
        switch input {
        case .message(let message):
            key = Key(
                sender: message.agentID, messageID: InputRecord.messageID(message.messageID, in: message.channel))
        case .kicked, .cancelledByOperator: key = Key(sender: "operator", messageID: call())
        default: key = Key(sender: "requester", messageID: call())
        }
    }

    /// A member's messages in two channels of a demand are two conversations, whatever their ids.
    static func messageID(_ messageID: String, in channel: ChannelID) -> String {
        "\(channel.childNumber) \(messageID)"
    }

    init(_ pending: PendingInput) {
        key = Key(sender: pending.sender, messageID: pending.messageID)
        body = pending.body
        isStored = true
    }

    /// That a notice to a member was handed over. No member has this name.
    init(told noticeID: String) {
        key = Key(sender: "coordinator", messageID: noticeID)
        body = "{}"
        isStored = true
    }

    /// - Throws: `DecodingError` for inputs that this version does not know.
    func input() throws -> Input {
        try JSONDecoder().decode(InputBody.self, from: Data(body.utf8)).input()
    }

    func row(_ reply: Reaction.Reply) -> AppendBatch.InputRow {
        AppendBatch.InputRow(
            sender: key.sender, messageID: key.messageID, body: body, result: InputResult(reply).text)
    }
}

/// What a call was answered, as the table of inputs has it.
struct InputResult: Codable {
    private var result: String
    private var code: String?
    private var reason: String?

    init(_ reply: Reaction.Reply) {
        switch reply {
        case .accepted: result = "accepted"
        case .duplicate: result = "duplicate"
        case .notCounted, .stale, .askAgain: result = "not_counted"
        case .refused(let error):
            result = "refused"
            code = error.code.rawValue
            reason = error.reason
        }
    }

    init(text: String) throws {
        self = try JSONDecoder().decode(InputResult.self, from: Data(text.utf8))
    }

    /// JSON.
    var text: String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = .sortedKeys
        // Three short strings can always be encoded.
        return (try? encoder.encode(self)).map { String(decoding: $0, as: UTF8.self) } ?? "{\"result\":\"not_counted\"}"
    }

    var reply: Reaction.Reply {
        switch result {
        case "accepted": .accepted
        case "duplicate": .duplicate
        case "refused":
            .refused(TowowError(code.flatMap(TowowError.Code.init) ?? .notPossible, reason ?? "refused"))
        default: .notCounted
        }
    }
}

/// The JSON of an input: its kind, and the fields of that kind.
private struct InputBody: Codable {
    enum Kind: String, Codable {
        case cancel, clarify, kick, offer, vote, withdraw, bargain
        case counterProposal = "counter_proposal"
        case noAnswer = "no_answer"
    }

    var kind: Kind
    var channel: ChannelID?
    var agentID: String?
    var messageID: String?
    var by: Provenance?
    var answers: [ClarifyingAnswer]?
    var reason: String?
    var offer: Offer?
    var vote: Vote?
    var version: Int?
    var bargain: BargainBody?
    var counterProposal: [String: JSONValue]?
    var phase: AgentNoAnswer.Phase?
    var silence: AgentNoAnswer.Reason?

    struct BargainBody: Codable {
        var bargainType: String
        var content: String
        var offer: String
        var original: [String: JSONValue]
        var new: [String: JSONValue]

        enum CodingKeys: String, CodingKey { case content, offer, original, new, bargainType = "bargain_type" }
    }

    enum CodingKeys: String, CodingKey {
        case kind, channel, by, answers, reason, offer, vote, version, bargain, phase, silence
        case agentID = "agent_id"
        case messageID = "message_id"
        case counterProposal = "counter_proposal"
    }

    private init(_ kind: Kind) { self.kind = kind }

    /// Nil for inputs that do not come from outside.
    init?(_ input: Input) {
        switch input {
        case .cancelled: self.init(.cancel)
        case .cancelledByOperator:
            self.init(.cancel)
            by = .operator
        case .clarified(let answers):
            self.init(.clarify)
            self.answers = answers
        case .kicked(let agentID, let channel, let reason, let by):
            self.init(.kick)
            self.agentID = agentID
            self.channel = channel
            self.reason = reason
            self.by = by
        case .message(let message): self.init(message)
        default: return nil
        }
    }

    private init(_ message: MemberMessage) {
        self.init(.withdraw)
        channel = message.channel
        agentID = message.agentID
        messageID = message.messageID
        by = message.by
        switch message.content {
        case .offer(let offer):
            kind = .offer
            self.offer = offer
        case .vote(let vote, let version):
            kind = .vote
            self.vote = vote
            self.version = version
        case .withdraw(let reason): self.reason = reason
        case .bargain(let bargainType, let content, let offer, let original, let new):
            kind = .bargain
            bargain = BargainBody(
                bargainType: bargainType, content: content, offer: offer, original: original, new: new)
        case .counterProposal(let proposal, let reason):
            kind = .counterProposal
            counterProposal = proposal
            self.reason = reason
        case .noAnswer(let phase, let reason, let version):
            kind = .noAnswer
            self.phase = phase
            silence = reason
            self.version = version
        }
    }

    func input() throws -> Input {
        switch kind {
        case .cancel: by == .operator ? .cancelledByOperator : .cancelled
        case .clarify: .clarified(try need(answers, .answers))
        case .kick:
            .kicked(
                agentID: try need(agentID, .agentID), channel: try need(channel, .channel),
                reason: try need(reason, .reason), by: try need(by, .by))
        default:
            .message(
                MemberMessage(
                    messageID: try need(messageID, .messageID), channel: try need(channel, .channel),
                    agentID: try need(agentID, .agentID), content: try content(), by: try need(by, .by)))
        }
    }

    private func content() throws -> MemberMessage.Content {
        switch kind {
        case .offer: return .offer(try need(offer, .offer))
        case .vote: return .vote(try need(vote, .vote), version: try need(version, .version))
        case .bargain:
            let bargain = try need(bargain, .bargain)
            return .bargain(
                bargainType: bargain.bargainType, content: bargain.content, offer: bargain.offer,
                original: bargain.original, new: bargain.new)
        case .counterProposal:
            return .counterProposal(
                try need(counterProposal, .counterProposal), reason: try need(reason, .reason))
        case .noAnswer:
            return .noAnswer(
                try need(phase, .phase), try need(silence, .silence), version: try need(version, .version))
        case .withdraw, .cancel, .clarify, .kick: return .withdraw(reason: try need(reason, .reason))
        }
    }

    private func need<Value>(_ value: Value?, _ key: CodingKeys) throws -> Value {
        guard let value else {
            throw DecodingError.keyNotFound(key, .init(codingPath: [], debugDescription: "\(kind) needs it"))
        }
        return value
    }
}
