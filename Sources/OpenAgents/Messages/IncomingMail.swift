internal import Engine

/// What became of a message from elsewhere. All there are: metrics have one series for each.
enum MailOutcome: String, CaseIterable, Sendable {
    case accepted, duplicate
    /// Nobody waits for it any more.
    case late
    /// No event of ours: passed over.
    case ignored
    case malformed
    case tooLarge = "too_large"
    case wrongGroup = "wrong_group"
    /// It says that it comes from somebody else.
    case wrongSender = "wrong_sender"
    case wrongVersion = "wrong_version"
    case unknownChannel = "unknown_channel"
    case wrongChannel = "wrong_channel"
    case notInvited = "not_invited"
    case unknownQuestion = "unknown_question"
    case wrongRound = "wrong_round"
    case invalid
    /// It could not be taken now.
    case unavailable
}

/// A message that came with the mail, checked as far as can be without knowing the negotiation.
struct IncomingMail: Sendable {
    /// Bytes of a payload.
    static let largestPayload = 256 * 1024

    struct Refusal: Error, Sendable, Hashable {
        /// As in metrics: one of ours, `system` or `other`.
        var type: String
        var outcome: MailOutcome
        /// Only of what can be a member's id.
        var agentID: String?
    }

    var type: MessageType
    /// The sender as the network vouches for it.
    var agentID: String
    var memberID: String
    var message: RemoteMessage

    /// - Parameters:
    ///   - text: one message of a poll, JSON.
    ///   - group: the group that members have to be in; nil: any.
    init(_ text: ArraySlice<UInt8>, group: String?) throws(Refusal) {
        guard let mail = JSONFields(text), let name = try? mail.text("event_name") else {
            throw Refusal(type: "other", outcome: .malformed)
        }
        // Nobody checks who sends these, so nothing in them can be believed.
        if name.hasPrefix("system.") { throw Refusal(type: "system", outcome: .ignored) }
        guard let type = MessageType(eventName: name), let call = type.call else {
            throw Refusal(type: "other", outcome: .ignored)
        }
        func refuse(_ outcome: MailOutcome, _ agentID: String? = nil) -> Refusal {
            Refusal(type: type.rawValue, outcome: outcome, agentID: agentID)
        }
        guard let agentID = try? mail.text("source_id"), let memberID = AgentName.memberID(of: agentID) else {
            throw refuse(.notInvited)
        }
        if let group, (try? mail.text("source_agent_group")) != group { throw refuse(.wrongGroup, agentID) }
        guard let payload = mail.part("payload") else { throw refuse(.malformed, agentID) }
        guard payload.count <= IncomingMail.largestPayload else { throw refuse(.tooLarge, agentID) }
        guard let fields = JSONFields(payload) else { throw refuse(.malformed, agentID) }
        switch IncomingMail.read(fields, payload, type: type, call: call, names: [agentID, memberID]) {
        case .success(let message): self.message = message
        case .failure(let fault): throw refuse(fault.outcome, agentID)
        }
        self.type = type
        self.agentID = agentID
        self.memberID = memberID
    }

    private struct Fault: Error {
        var outcome: MailOutcome
    }

    /// - Parameter names: what the sender may call itself.
    private static func read(
        _ fields: JSONFields, _ payload: ArraySlice<UInt8>, type: MessageType, call: MemberAnswer.Call,
        names: Set<String>
    ) -> Result<RemoteMessage, Fault> {
        func fault(_ outcome: MailOutcome) -> Result<RemoteMessage, Fault> { .failure(Fault(outcome: outcome)) }
        do {
            if let version = try fields.whole("v"), version != MessageType.version { return fault(.wrongVersion) }
            if let named = try fields.text("type"), named != type.rawValue { return fault(.malformed) }
            if let named = try fields.text("agent_id"), !names.contains(named) { return fault(.wrongSender) }
            guard let channel = try fields.text("channel_id").flatMap(ChannelID.init(rawValue:)) else {
                return fault(.unknownChannel)
            }
            if let demand = try fields.text("demand_id"), demand != channel.demandID.rawValue {
                return fault(.wrongChannel)
            }
            let messageID = try fields.text("message_id")
            let question = try fields.text("in_reply_to")
            guard [messageID, question].compactMap(\.self).allSatisfy(isMessageID) else { return fault(.malformed) }
            return .success(
                RemoteMessage(
                    call, channel: channel, round: try fields.whole("round"), inReplyTo: question,
                    messageID: messageID, body: Array(payload)))
        } catch {
            return fault(.malformed)
        }
    }

    /// 1 to 200 visible ASCII characters.
    private static func isMessageID(_ text: String) -> Bool {
        (1...200).contains(text.utf8.count) && text.utf8.allSatisfy { (0x21...0x7E).contains($0) }
    }
}

extension MessageType {
    /// How the engine takes a message of this type; nil for those that only we send.
    var call: MemberAnswer.Call? {
        switch self {
        case .offerResponse: .offers
        case .proposalFeedback: .feedback
        case .agentWithdrawn: .withdraw
        case .bargain: .bargain
        case .counterProposal: .counterProposal
        case .demandOffer, .proposalReview, .negotiationCompleted, .questionWithdrawn, .notSelected: nil
        }
    }
}

extension MailOutcome {
    init(_ acknowledgement: Acknowledgement) {
        self = !acknowledgement.isCounted ? .late : acknowledgement.isDuplicate ? .duplicate : .accepted
    }

    init(_ refusal: RemoteRefusal) {
        switch refusal {
        case .unknownChannel: self = .unknownChannel
        case .notInvited: self = .notInvited
        case .unknownQuestion: self = .unknownQuestion
        case .wrongRound: self = .wrongRound
        case .invalid: self = .invalid
        case .notPossible: self = .late
        }
    }
}
