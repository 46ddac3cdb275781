public import Engine

/// Decisions 3 and 5, taken on a member's behalf: nothing is promised or accepted that the profile and the offer do not bear out.
extension ClaudeDecider {
    public func answer(_ request: InvitationRequest) async throws -> Decided<Offer?> {
        // Without anything to speak from there is no answer, and none is paid for.
        let draft = try await rules.answer(request)
        guard let drafted = draft.value else { return draft }
        let member = request.member
        return try await caller.ask(
            ModelCaller.Question(
                prompt: AnswerPrompt.prompt(request), context: request.context, subject: member.id
            ) { (answer) throws(AnswerFault) in
                try Self.offer(answer, request: request, drafted: drafted)
            })
    }

    private static func offer(
        _ answer: AnswerReader, request: InvitationRequest, drafted: Offer
    ) throws(AnswerFault) -> Offer? {
        let member = request.member
        let decision: Offer.Decision = try answer.choice("decision")
        let confidence = max(0, min(100, try answer.integer("confidence", or: 50)))
        let enthusiasm: Level = try answer.choice("enthusiasm", or: .medium)
        guard decision != .decline else {
            let reason = try answer.demandedText("decline_reason")
            return Offer(
                decision: .decline, reasoning: answer.text("reasoning"), declineReason: reason, confidence: confidence,
                enthusiasm: .low, availabilityNote: answer.text("availability"))
        }
        let labels = Set(Labels.capabilities.prefix(member.capabilities.count))
        let used = try answer.knownList("capabilities", in: labels)
        guard !used.isEmpty || member.capabilities.isEmpty else {
            throw AnswerFault("\"capabilities\" is empty: an offer rests on at least one, else it is to be declined.")
        }
        let wanted = request.understanding.capabilityTags
        let needs = try answer.knownList("needs", in: Set(wanted))
        guard !needs.isEmpty || wanted.isEmpty else {
            throw AnswerFault("\"needs\" is empty: an offer serves at least one, else it is to be declined.")
        }
        let points = answer.points("points")
        return Offer(
            decision: decision, responseType: points.isEmpty ? .offer : .negotiate,
            contribution: try answer.demandedText("contribution"),
            conditions: try conditions(answer, member: member, drafted: drafted), negotiationPoints: points,
            reasoning: answer.text("reasoning"), confidence: confidence, enthusiasm: enthusiasm,
            suggestedRole: answer.text("role"), availabilityNote: answer.text("availability"), needs: needs,
            price: member.price)
    }

    /// The profile's conditions that the model or the rules find to matter. A condition is the member's; leaving it out is not the
    /// model's to decide.
    private static func conditions(
        _ answer: AnswerReader, member: Member, drafted: Offer
    ) throws(AnswerFault) -> [Condition] {
        let named = Set(
            try answer.knownList("conditions", in: Set(Labels.conditions.prefix(member.conditions.count))))
        let labelled = zip(Labels.conditions, member.conditions)
        // A declining draft says nothing about conditions: then all stand.
        let needed = drafted.isParticipating ? Set(drafted.conditions.map(\.id)) : Set(member.conditions.map(\.id))
        let extra = drafted.conditions.filter { own in !member.conditions.contains { $0.id == own.id } }
        return labelled.filter { named.contains($0) || needed.contains($1.id) }.map(\.1) + extra
    }

    // MARK: Voting

    public func vote(_ request: VoteRequest) async throws -> Decided<Vote?> {
        guard !request.assignments.isEmpty else { return try await rules.vote(request) }
        return try await caller.ask(
            ModelCaller.Question(
                prompt: VotePrompt.prompt(request), context: request.context, subject: request.member.id
            ) { (answer) throws(AnswerFault) in
                try Self.vote(answer, request: request)
            })
    }

    private static func vote(_ answer: AnswerReader, request: VoteRequest) throws(AnswerFault) -> Vote? {
        let kind: Vote.Kind = try answer.choice("vote")
        let labels = Array(Labels.conditions.prefix(request.offer.conditions.count))
        let unmet = try answer.knownList("unmet_conditions", in: Set(labels))
        let points = answer.points("points")
        let asksFor = answer.text("asks_for")
        if kind == .accept {
            guard unmet.isEmpty else {
                throw AnswerFault("It accepts although it names unmet conditions.")
            }
            if let fault = consentFault(request) { throw AnswerFault(fault) }
        }
        if kind == .negotiate, points.isEmpty, asksFor.isEmpty {
            throw AnswerFault("It negotiates without saying what should change.")
        }
        return Vote(
            kind: kind, adjustmentRequest: asksFor, concerns: answer.texts("concerns"), negotiationPoints: points,
            reasoning: answer.text("reasoning"),
            satisfaction: max(0, min(100, try answer.integer("satisfaction", or: 50)))
        )
    }

    /// Why nobody may say yes for this member, whatever a model thinks: the plan asks for what was not offered, leaves a condition
    /// open, or pays less than was asked without leave.
    private static func consentFault(_ request: VoteRequest) -> String? {
        let offered = Set(request.offer.needs)
        let foreign = request.assignments.flatMap(\.needs).first { !offered.contains($0) }
        if let foreign, !offered.isEmpty {
            return "It accepts \(AnswerReader.quoted(foreign)), which the member did not offer."
        }
        let unmet = zip(Labels.conditions, request.offer.conditions).first { _, condition in
            !request.assignments.contains { assignment in
                ConditionCheck.isMet(
                    condition, proposal: request.proposal, assignment: assignment, understanding: request.understanding,
                    today: request.today)
            }
        }
        if let unmet { return "It accepts although the plan does not meet condition \(unmet.0)." }
        if let asked = request.member.price, asked.negotiable != true,
            let paid = request.assignments.compactMap(\.price).first, paid.currency == asked.currency,
            paid.per == asked.per, paid.amount < asked.amount
        {
            return "It accepts a price below the member's, which is not negotiable."
        }
        return nil
    }
}
