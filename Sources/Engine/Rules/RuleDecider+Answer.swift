extension RuleDecider {
    public func answer(_ request: InvitationRequest) async throws -> Decided<Offer?> {
        let member = request.member
        // Nothing to speak from: no answer, never an invented one.
        guard !member.capabilities.isEmpty || !TextLimit.trim(member.summary).isEmpty else {
            return Decided(nil, by: .rules)
        }
        let drafted = AnswerDraft(request: request).offer()
        return Decided(DecisionValidator.offer(drafted), by: .rules)
    }
}

/// A member's answer, worked out from the profile alone.
struct AnswerDraft {
    let request: InvitationRequest
    let check: ProfileCheck
    let phrase: Phrase

    init(request: InvitationRequest) {
        self.request = request
        check = ProfileCheck(member: request.member, understanding: request.understanding, today: request.today)
        phrase = Phrase(language: request.understanding.language)
    }

    private var member: Member { request.member }
    private var style: Member.Style { member.style }

    func offer() -> Offer {
        if let topic = check.declinedTopic() { return decline(phrase.declinesTopic(topic)) }
        var fits = check.fits()
        if fits.isEmpty, request.understanding.capabilityTags.isEmpty, let related = check.related() {
            fits = [related]
        }
        guard !fits.isEmpty else { return decline(phrase.doesNotFit(member, request.understanding.capabilityTags)) }
        var points: [NegotiationPoint] = []
        var extra: [Condition] = []
        for conflict in check.conflicts(fits) {
            switch resolve(conflict, fits: &fits) {
            case .ignore: break
            case .ask: points.append(conflict.point)
            case .require(let condition): extra.append(condition)
            case .refuse: return decline(phrase.refuses(conflict), could: fits)
            }
        }
        var conditions: [Condition] = []
        for condition in member.conditions {
            let verdict = ConditionCheck.verdict(
                condition, understanding: request.understanding, today: request.today, needs: fits.map(\.need),
                price: member.price)
            if verdict == .met { continue }
            // What no plan can change is said at once, not carried through the rounds.
            let isImpossible = ConditionCheck.isImpossible(
                condition, understanding: request.understanding, today: request.today)
            if isImpossible || (verdict == .unmet && style.openness < 30) {
                return decline(phrase.refusesCondition(condition, request.understanding.context), could: fits)
            }
            conditions.append(condition)
        }
        conditions += extra
        let confidence = confidence(fits, conditions: conditions.count, points: points.count)
        if style.openness < 25, confidence < 55 { return decline(phrase.tooUnsure(fits[0].capability.name)) }
        if style.detail >= 70 { points += specifics(fits) }
        return Offer(
            decision: conditions.isEmpty ? .participate : .conditional,
            responseType: points.isEmpty ? .offer : .negotiate,
            contribution: phrase.contribution(fits, member: member, check: check), conditions: conditions,
            negotiationPoints: points,
            reasoning: phrase.reasoning(fits, check: check), confidence: confidence,
            enthusiasm: enthusiasm(confidence), suggestedRole: role(fits[0]),
            availabilityNote: phrase.availability(member),
            needs: fits.map(\.need), price: member.price)
    }

    private func role(_ fit: ProfileCheck.Fit) -> String {
        request.understanding.capabilityTags.isEmpty || NeedFit.standard.entry(of: fit.need)?.isSubject == true
            ? fit.capability.name : phrase.role(fit.need)
    }

    private enum Resolution { case ignore, ask, refuse, require(Condition) }

    private func resolve(_ conflict: ProfileCheck.Conflict, fits: inout [ProfileCheck.Fit]) -> Resolution {
        switch conflict.kind {
        case .place: return conflict.isSolvable && style.openness >= 60 ? .ask : .refuse
        case .time: return style.openness >= 40 ? .ask : .refuse
        case .notice: return style.openness >= 60 ? .ask : .refuse
        case .size:
            // What does not depend on the size can still be done.
            let rest = fits.filter { NeedFit.standard.entry(of: $0.need)?.dependsOnSize != true }
            if !rest.isEmpty {
                fits = rest
                return .ignore
            }
            return style.openness >= 60 ? .ask : .refuse
        case .price:
            if conflict.isSolvable { return .ask }
            guard style.openness >= 60, let price = member.price else { return .refuse }
            return .require(
                Condition(
                    id: "profile-price", kind: .price, comparison: .atLeast, value: .number(price.amount),
                    text: phrase.pick(
                        "报酬不低于\(phrase.price(price, for: fits.map(\.need)))",
                        "pay of at least \(phrase.price(price, for: fits.map(\.need)))")))
        }
    }

    /// - Parameter could: what the member could do if that one thing were different; it tells the requester what to change.
    private func decline(_ reason: String, could fits: [ProfileCheck.Fit] = []) -> Offer {
        Offer(
            decision: .decline, reasoning: reason, declineReason: reason, confidence: 80, enthusiasm: .low,
            availabilityNote: phrase.availability(member), needs: fits.map(\.need))
    }

    private func confidence(_ fits: [ProfileCheck.Fit], conditions: Int, points: Int) -> Int {
        let best = fits.map(\.strength).max() ?? 0
        var value = 40 + Int(45 * best)
        if fits.contains(where: { $0.capability.level == .expert }) { value += 5 }
        if fits.contains(where: { $0.capability.level == .beginner }) { value -= 15 }
        if request.candidate.isFallback { value -= 15 }
        value -= 6 * min(3, conditions) + 6 * min(3, points)
        if request.understanding.confidence == .low { value -= 10 }
        return max(5, min(95, value))
    }

    private func enthusiasm(_ confidence: Int) -> Level {
        let value = (confidence + style.openness) / 2
        return value >= 65 ? .high : value >= 40 ? .medium : .low
    }

    /// Somebody who minds details asks for what the demand leaves open.
    private func specifics(_ fits: [ProfileCheck.Fit]) -> [NegotiationPoint] {
        let context = request.understanding.context
        let unknown = phrase.pick("未说明", "not said")
        var points: [NegotiationPoint] = []
        if context.date == nil, context.dateEnd == nil {
            points.append(
                NegotiationPoint(
                    aspect: "time", currentValue: unknown, desiredValue: phrase.pick("给出具体日期", "a definite date"),
                    reason: phrase.pick("需要据此安排时间", "needed to keep the time free")))
        }
        let sized = fits.contains { NeedFit.standard.entry(of: $0.need)?.dependsOnSize == true }
        if context.expectedAttendees == nil, sized {
            points.append(
                NegotiationPoint(
                    aspect: "size", currentValue: unknown, desiredValue: phrase.pick("给出大致人数", "a rough head-count"),
                    reason: phrase.pick("人数决定怎么准备", "it decides what has to be prepared")))
        }
        if points.isEmpty {
            let need = fits[0].need
            points.append(
                NegotiationPoint(
                    aspect: "scope", currentValue: need,
                    desiredValue: phrase.pick("写明\(need)要做到什么程度", "what exactly the \(phrase.bare(need)) has to be"),
                    reason: phrase.pick("先说清楚再动手", "clear before the work starts")))
        }
        return points
    }
}
