extension RuleDecider {
    public func findGaps(_ request: GapRequest) async throws -> Decided<GapAnalysis> {
        let finder = GapFinder(request: request)
        let gaps = DecisionValidator.gaps(finder.gaps())
        return Decided(GapAnalysis(gaps: gaps, analysis: finder.phrase.analysis(gaps)), by: .rules)
    }
}

/// What an agreed plan lacks, need by need.
struct GapFinder {
    let request: GapRequest
    private let fits = NeedFit.standard

    var phrase: Phrase { Phrase(language: request.understanding.language) }

    func gaps() -> [Gap] { needGaps() + conditionGaps() + coverageGaps() + participantGaps() }

    private enum Cover { case confirmed, unsure, lost, none }

    private var active: [Proposal.Assignment] {
        request.proposal.assignments.filter { $0.standing != .declined && $0.standing != .withdrawn }
    }

    private func isConfirmed(_ assignment: Proposal.Assignment) -> Bool {
        assignment.standing == .confirmed
            || (assignment.standing == nil && request.confirmed.contains(assignment.agentID))
    }

    private func cover(_ need: String) -> Cover {
        let serving = request.proposal.assignments.filter { $0.needs.contains { fits.isSame($0, need) } }
        if serving.contains(where: isConfirmed) { return .confirmed }
        if serving.contains(where: { $0.standing != .declined && $0.standing != .withdrawn }) { return .unsure }
        return serving.isEmpty ? .none : .lost
    }

    private func needGaps() -> [Gap] {
        var needs = request.understanding.capabilityTags
        for need in request.understanding.depth.resourceRequirements
        where !needs.contains(where: { fits.isSame($0, need) }) { needs.append(need) }
        for need in request.uncovered where !needs.contains(where: { fits.isSame($0, need) }) { needs.append(need) }
        return needs.compactMap { need in
            switch cover(need) {
            case .confirmed: nil
            case .unsure: unsureGap(need)
            case .lost, .none: openGap(need, isLost: cover(need) == .lost)
            }
        }
    }

    private func importance(_ need: String) -> Int {
        let entry = fits.entry(of: need)
        let text = FoldedText(request.understanding.surfaceDemand)
        let named =
            fits.concept(of: need).map { concept in
                fits.vocabulary.hits(in: text).contains {
                    $0.concept == concept || fits.vocabulary.ancestors(of: $0.concept).contains(concept)
                }
            } ?? text.contains(need)
        if request.understanding.capabilityTags.count == 1 { return 90 }
        switch (named, entry?.isCore == true) {
        case (true, true): return 85
        case (true, false): return 72
        case (false, true): return 65
        case (false, false): return 45
        }
    }

    private func openGap(_ need: String, isLost: Bool) -> Gap {
        let importance = importance(need)
        let isResource = fits.entry(of: need)?.kind == .resource
        return Gap(
            kind: isResource ? .resource : .capability,
            severity: importance >= 85 ? .critical : importance >= 60 ? .high : .medium, importance: importance,
            description: isLost ? phrase.lost(need, lost(need)) : phrase.nobody(need),
            requirement: phrase.requirement(need, request.understanding.context, kind: kind, day: day),
            suggestedSubDemand: importance >= 60
                ? phrase.subDemand(need, request.understanding.context, kind: kind, day: day, left: left) : nil,
            suggestedTags: [need],
            affectedAspects: [need], potentialSolutions: solutions(need, isLost: isLost))
    }

    private var kind: WorkKind { WorkKind(request.understanding) }

    /// The day of the plan: a part that is still missing has to go with it.
    private var day: CalendarDate? {
        CalendarDate(kind.isDeliverable ? request.proposal.timeline.endDate : request.proposal.timeline.startDate)
    }

    /// What the others leave of the budget.
    private var left: Money? {
        guard let budget = request.understanding.context.budget else { return nil }
        let cost = PlanCost(active, understanding: request.understanding, days: nil)
        guard let total = cost.total, !cost.isPartial else { return cost.isPartial ? nil : budget }
        return total.amount < budget.amount
            ? Money(amount: budget.amount - total.amount, currency: budget.currency) : nil
    }

    private func lost(_ need: String) -> Proposal.Assignment? {
        request.proposal.assignments.first { assignment in
            (assignment.standing == .declined || assignment.standing == .withdrawn)
                && assignment.needs.contains { fits.isSame($0, need) }
        }
    }

    /// Who offered the same and was not taken comes first; then what the requester can do.
    private func solutions(_ need: String, isLost: Bool) -> [String] {
        let assigned = Set(request.proposal.assignments.map(\.agentID))
        var lines = request.participants.filter { participant in
            !assigned.contains(participant.member.id)
                && !request.proposal.negotiationHandling.declined.contains { $0.agentID == participant.member.id }
                && participant.offer.needs.contains { fits.isSame($0, need) }
        }.prefix(2).map {
            phrase.pick("问问\($0.member.displayName)，对方也报过名", "ask \($0.member.displayName), who offered it as well")
        }
        lines.append(phrase.lookFor(need, isLost: isLost))
        lines.append(phrase.pick("由发起人自己解决\(need)", "the requester arranges the \(phrase.bare(need))"))
        return lines
    }

    private func unsureGap(_ need: String) -> Gap {
        let names = phrase.list(
            active.filter { $0.needs.contains { fits.isSame($0, need) } }.map(\.displayName))
        return Gap(
            kind: .coverage, severity: .medium, importance: 50,
            description: phrase.pick(
                "\(need)说好由\(names)负责，但对方还没有点头",
                "\(phrase.capitalised(need)) is with \(names), who has not said yes"),
            requirement: phrase.pick("等\(names)点头", "a yes from \(names)"),
            suggestedTags: [need],
            affectedAspects: [need],
            potentialSolutions: [phrase.pick("直接问\(names)", "ask \(names) directly")])
    }

    private func conditionGaps() -> [Gap] {
        active.compactMap { assignment in
            guard let participant = request.participants.first(where: { $0.member.id == assignment.agentID }) else {
                return nil
            }
            let unmet = participant.offer.conditions.filter {
                !ConditionCheck.isMet(
                    $0, proposal: request.proposal, assignment: assignment, understanding: request.understanding,
                    today: request.today)
            }
            guard !unmet.isEmpty else { return nil }
            let texts = unmet.prefix(3).map { phrase.quote($0.text) }
            return Gap(
                kind: .condition, severity: .medium, importance: 50,
                description: phrase.pick(
                    "\(assignment.displayName)的条件还没有答复：\(phrase.list(texts))",
                    "What \(assignment.displayName) asks for is not answered yet: \(phrase.list(texts))"),
                requirement: phrase.list(unmet.map(\.text)), affectedAspects: assignment.needs,
                potentialSolutions: [
                    phrase.pick(
                        "开始之前和\(assignment.displayName)谈妥", "settle it with \(assignment.displayName) before the start")
                ])
        }
    }

    private func coverageGaps() -> [Gap] {
        let empty = active.filter { isPlaceholder($0.responsibility) }
        guard !empty.isEmpty else { return [] }
        let names = phrase.list(empty.prefix(5).map(\.displayName))
        return [
            Gap(
                kind: .coverage, severity: .medium, importance: 50,
                description: phrase.pick("计划没有写明\(names)做什么", "The plan does not say what \(names) will do"),
                requirement: phrase.pick("写明每个人具体做什么", "say what everybody does"), affectedAspects: empty.map(\.role),
                potentialSolutions: [phrase.pick("问清楚再开始", "ask before the start")])
        ]
    }

    private func isPlaceholder(_ text: String) -> Bool {
        let trimmed = TextLimit.trim(text)
        if trimmed.count < 2 { return true }
        return ["待确认", "待定", "具体贡献待确认", "tbd", "to be determined", "to be confirmed", "n/a", "unknown"].contains {
            FoldedText(trimmed).scalars == FoldedText.scalars(of: $0)
        }
    }

    /// Too few hands for the work. How many people come to an event says nothing about how many it takes.
    private func participantGaps() -> [Gap] {
        let working = active.filter(isConfirmed)
        guard !working.isEmpty else { return [] }
        let needs = request.understanding.capabilityTags.count
        let isLarge = (request.understanding.context.expectedAttendees ?? 0) >= 100
        let wanted = max(needs >= 4 ? 2 : 1, isLarge ? 3 : 1)
        guard working.count < wanted else { return [] }
        return [
            Gap(
                kind: .participant, severity: working.count < 2 ? .high : .medium, importance: 58,
                description: phrase.pick(
                    "只有\(working.count)位确认，要做的事有\(max(needs, 1))项，人手偏少",
                    "Only \(working.count) confirmed for \(max(needs, 1)) parts: few hands"),
                requirement: phrase.pick("至少\(wanted)人一起做", "at least \(wanted) people to share the work"),
                affectedAspects: [phrase.pick("人手", "people")],
                potentialSolutions: [
                    phrase.pick("再请一位分担，或减少内容", "ask one more member to share the work, or do less")
                ])
        ]
    }
}
