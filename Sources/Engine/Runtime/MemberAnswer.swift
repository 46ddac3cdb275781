/// What a member says by hand in a channel, read from the body of a call.
public struct MemberAnswer: Sendable, Hashable {
    /// Which call it is.
    public enum Call: String, Sendable, CaseIterable {
        case offers, feedback, withdraw, bargain
        case counterProposal = "counter-proposal"
    }

    /// The sender's own id for this message: 1…128 visible ASCII characters.
    public var messageID: String
    public var content: MemberMessage.Content
    /// True when an offer leaves open which needs it serves: then those of the invitation.
    public var takesNeedsOfInvitation = false

    /// Reads a body strictly: what is too long or of the wrong type is a fault and never cut.
    /// - Throws: every fault, with the name of its field.
    public init(_ call: Call, body: [UInt8]) throws(MemberImportFailure) {
        let fields = try PositionedJSON.object(body)
        var reader = MemberReader(fields, line: 1, prefix: "", known: ["message_id"] + call.fields, ImportReport())
        let messageID = reader.messageID()
        let content = reader.content(call, version: nil)
        guard let messageID, let content, reader.report.isEmpty else { throw reader.report.failure }
        self.messageID = messageID
        self.content = content
        takesNeedsOfInvitation = reader.takesNeedsOfInvitation(call)
    }

    /// Reads what a member's agent elsewhere says: fields that nobody knows are passed over, texts and lists are cleaned and cut, parts
    /// that do not go together are left out. What is missing, of the wrong type, out of range or no value allowed is a fault all the same.
    /// - Parameters:
    ///   - messageID: by which repetitions are known.
    ///   - version: the version of the plan that was asked about, for feedback.
    /// - Throws: every fault, with the name of its field.
    public init(
        remote call: Call, body: [UInt8], messageID: String, version: Int? = nil
    ) throws(MemberImportFailure) {
        let fields = try PositionedJSON.object(body, mendsText: true)
        var reader = MemberReader(
            fields, line: 1, prefix: "", known: call.fields, isLenient: true, ImportReport())
        let content = reader.content(call, version: version)
        guard var content, reader.report.isEmpty else { throw reader.report.failure }
        switch content {
        case .offer(let offer): content = .offer(DecisionValidator.offer(offer))
        case .vote(let vote, let version): content = .vote(DecisionValidator.vote(vote), version: version)
        default: break
        }
        self.messageID = messageID
        self.content = content
        takesNeedsOfInvitation = reader.takesNeedsOfInvitation(call)
    }
}

extension MemberReader {
    fileprivate func takesNeedsOfInvitation(_ call: MemberAnswer.Call) -> Bool {
        call == .offers && fields["needs"] == nil
    }

    fileprivate mutating func content(_ call: MemberAnswer.Call, version: Int?) -> MemberMessage.Content? {
        switch call {
        case .offers: offer().map(MemberMessage.Content.offer)
        case .feedback: vote(version)
        case .withdraw: .withdraw(reason: text("reason", limit: TextLimit.text) ?? "")
        case .bargain: bargain()
        case .counterProposal: counterProposal()
        }
    }
}

extension MemberAnswer.Call {
    fileprivate var fields: [String] {
        switch self {
        case .offers:
            [
                "decision", "response_type", "contribution", "conditions", "condition_details", "negotiation_points",
                "reasoning", "decline_reason", "confidence", "enthusiasm_level", "suggested_role",
                "availability_note", "needs", "price",
            ]
        case .feedback:
            [
                "version", "feedback_type", "adjustment_request", "concerns", "negotiation_points", "reasoning",
                "satisfaction_score",
            ]
        case .withdraw: ["reason"]
        case .bargain: ["bargain_type", "content", "offer", "original_terms", "new_terms"]
        case .counterProposal: ["counter_proposal", "reason"]
        }
    }
}

extension MemberReader {
    fileprivate mutating func messageID() -> String? {
        guard let id = text("message_id", limit: 128, isRequired: true) else { return nil }
        guard id.utf8.allSatisfy({ (0x21...0x7E).contains($0) }) else {
            fault("message_id", "not 1 to 128 visible ASCII characters")
            return nil
        }
        return id
    }

    // MARK: Decision 3

    fileprivate mutating func offer() -> Offer? {
        let decision = choice("decision", Offer.Decision.self, isRequired: true)
        let points = negotiationPoints()
        let conditions = conditions()
        var type = choice("response_type", Offer.ResponseType.self) ?? (points.isEmpty ? .offer : .negotiate)
        if isLenient, !points.isEmpty { type = .negotiate }
        if type == .negotiate, points.isEmpty, decision != .decline {
            mismatch("negotiation_points", "needed to negotiate")
        }
        if type == .offer, !points.isEmpty { mismatch("negotiation_points", "only to negotiate") }
        switch decision {
        case .conditional:
            if conditions.isEmpty { mismatch("conditions", "needed to be conditional") }
        case .decline:
            if !conditions.isEmpty { mismatch("conditions", "not when declining") }
            if !points.isEmpty { mismatch("negotiation_points", "not when declining") }
        case .participate, nil: break
        }
        let price = fields["price"].flatMap { json in
            nested(json, "price", ["amount", "currency", "per", "negotiable"]) { $0.price() }
        }
        let contribution = text("contribution", limit: TextLimit.text) ?? ""
        let reasoning = text("reasoning", limit: TextLimit.text) ?? ""
        let declineReason = text("decline_reason", limit: TextLimit.text) ?? ""
        if let decision, decision != .decline, !declineReason.isEmpty {
            mismatch("decline_reason", "only when declining")
        }
        let confidence = integer("confidence", 0...100) ?? 50
        let enthusiasm = choice("enthusiasm_level", Level.self) ?? .medium
        let role = text("suggested_role", limit: TextLimit.line) ?? ""
        let note = text("availability_note", limit: TextLimit.line) ?? ""
        let needs = texts("needs", limit: TextLimit.name, most: TextLimit.list)
        guard let decision else { return nil }
        return Offer(
            decision: decision, responseType: decision == .decline ? .offer : type, contribution: contribution,
            conditions: conditions, negotiationPoints: points, reasoning: reasoning, declineReason: declineReason,
            confidence: confidence, enthusiasm: enthusiasm, suggestedRole: role, availabilityNote: note, needs: needs,
            price: price)
    }

    /// A part that does not go with the rest; from elsewhere it is left out.
    private mutating func mismatch(_ key: String, _ problem: String) {
        if !isLenient { fault(key, problem) }
    }

    /// Those in words, which a plan has to quote, and those in detail.
    private mutating func conditions() -> [Condition] {
        let words = texts("conditions", limit: TextLimit.line, most: TextLimit.list)
        var conditions = objects("condition_details", most: TextLimit.list) { reader, json, path in
            reader.nested(json, path, ["id", "kind", "operator", "value", "text"]) { $0.answerCondition() }
        }
        let stated = conditions.map(\.text)
        for text in words where !stated.contains(text) && !conditions.contains(where: { $0.text == text }) {
            conditions.append(Condition(id: "", kind: .other, comparison: .quotes, value: .text(text), text: text))
        }
        if conditions.count > TextLimit.list { mismatch("conditions", "more than \(TextLimit.list) entries") }
        var ids = Set(conditions.map(\.id).filter { !$0.isEmpty })
        if ids.count != conditions.count(where: { !$0.id.isEmpty }) {
            mismatch("condition_details", "two conditions with the same id")
        }
        for index in conditions.indices where conditions[index].id.isEmpty {
            // Free ones: a member may name ids of the same form.
            let id = (1...(conditions.count + ids.count)).lazy.map { "a\($0)" }.first { !ids.contains($0) } ?? ""
            ids.insert(id)
            conditions[index].id = id
        }
        return conditions
    }

    private mutating func answerCondition() -> Condition? {
        guard let words = text("text", limit: TextLimit.line, isRequired: true) else { return nil }
        let id = text("id", limit: TextLimit.name) ?? ""
        let kind = choice("kind", Condition.Kind.self) ?? .other
        let comparison = choice("operator", Condition.Comparison.self) ?? .quotes
        let value = fields["value"] == nil && comparison == .quotes ? .text(words) : conditionValue()
        guard let value else { return nil }
        return Condition(id: id, kind: kind, comparison: comparison, value: value, text: words)
    }

    private mutating func negotiationPoints() -> [NegotiationPoint] {
        objects("negotiation_points", most: TextLimit.list) { reader, json, path in
            reader.nested(json, path, ["aspect", "current_value", "desired_value", "reason"]) { point in
                let aspect = point.text("aspect", limit: TextLimit.name, isRequired: true)
                let current = point.text("current_value", limit: TextLimit.line) ?? ""
                let desired = point.text("desired_value", limit: TextLimit.line, isRequired: true)
                let reason = point.text("reason", limit: TextLimit.line) ?? ""
                guard let aspect, let desired else { return nil }
                return NegotiationPoint(
                    aspect: aspect, currentValue: current, desiredValue: desired, reason: reason)
            }
        }
    }

    // MARK: Decision 5

    /// - Parameter asked: the version that was asked about; nil: the vote has to say which.
    fileprivate mutating func vote(_ asked: Int?) -> MemberMessage.Content? {
        let kind = choice("feedback_type", Vote.Kind.self, isRequired: true)
        let version = integer("version", 1...1_000_000) ?? asked
        if fields["version"] == nil, asked == nil { fault("version", "missing") }
        if let asked, let version, version != asked { fault("version", "not the one that was asked about") }
        var request = text("adjustment_request", limit: TextLimit.text) ?? ""
        let concerns = texts("concerns", limit: TextLimit.line, most: TextLimit.list)
        let points = negotiationPoints()
        let reasoning = text("reasoning", limit: TextLimit.text) ?? ""
        let satisfaction = integer("satisfaction_score", 0...100) ?? 50
        switch kind {
        case .negotiate:
            if isLenient, TextLimit.trim(request).isEmpty, points.isEmpty { request = concerns.first ?? reasoning }
            if TextLimit.trim(request).isEmpty, points.isEmpty {
                fault("adjustment_request", "needed to negotiate")
            }
        case .accept, .reject, .withdraw:
            if !points.isEmpty { mismatch("negotiation_points", "only to negotiate") }
        case nil: break
        }
        guard let kind, let version else { return nil }
        return .vote(
            Vote(
                kind: kind, adjustmentRequest: request, concerns: concerns, negotiationPoints: points,
                reasoning: reasoning, satisfaction: satisfaction), version: version)
    }

    // MARK: Between votes

    fileprivate mutating func bargain() -> MemberMessage.Content? {
        let type = text("bargain_type", limit: TextLimit.name) ?? "condition"
        let content = text("content", limit: TextLimit.text, isRequired: true)
        let offer = text("offer", limit: TextLimit.text) ?? ""
        let original = terms("original_terms") ?? [:]
        let new = terms("new_terms") ?? [:]
        guard let content else { return nil }
        return .bargain(bargainType: type, content: content, offer: offer, original: original, new: new)
    }

    fileprivate mutating func counterProposal() -> MemberMessage.Content? {
        let reason = text("reason", limit: TextLimit.text) ?? ""
        if fields["counter_proposal"] == nil { fault("counter_proposal", "missing") }
        guard let terms = terms("counter_proposal") else { return nil }
        if terms.isEmpty { fault("counter_proposal", "empty") }
        return .counterProposal(terms, reason: reason)
    }

    /// An object whose shape is the member's business; its sizes are not.
    private mutating func terms(_ key: String) -> [String: JSONValue]? {
        guard let json = fields[key] else { return nil }
        guard case .object = json.value else {
            fault(key, "not an object")
            return nil
        }
        var room = 16_384
        guard let value = value(json, key, depth: 0, &room), case .object(let members) = value else { return nil }
        if room < 0 { fault(key, "longer than 16384 characters") }
        return members
    }

    private mutating func value(_ json: PositionedJSON, _ key: String, depth: Int, _ room: inout Int) -> JSONValue? {
        guard depth <= 8 else {
            fault(key, "nested too deeply")
            return nil
        }
        room -= 8
        switch json.value {
        case .null: return .null
        case .bool(let flag): return .bool(flag)
        case .number(let number):
            if let whole = Int64(exactly: number), abs(number) < 9e15 { return .integer(whole) }
            return .number(number)
        case .string(let text):
            room -= text.utf8.count
            return allowed(text, key, limit: TextLimit.text).map(JSONValue.string)
        case .array(let items):
            if items.count > TextLimit.list { fault(key, "more than \(TextLimit.list) entries") }
            var values: [JSONValue] = []
            for item in items.prefix(TextLimit.list) {
                if let value = value(item, key, depth: depth + 1, &room) { values.append(value) }
            }
            return .array(values)
        case .object(let members):
            if members.count > TextLimit.list { fault(key, "more than \(TextLimit.list) entries") }
            var values: [String: JSONValue] = [:]
            for (name, member) in members.prefix(TextLimit.list) {
                room -= name.utf8.count
                guard let name = allowed(name, key, limit: TextLimit.name) else { continue }
                values[name] = value(member, "\(key).\(name)", depth: depth + 1, &room)
            }
            return .object(values)
        }
    }
}
