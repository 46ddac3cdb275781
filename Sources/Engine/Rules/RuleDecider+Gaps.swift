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
        assignment.standing == .confirmed || (assignment.standing == nil && request.confirmed.contains(assignment.agentID))
    }

    private func cover(_ need: String) -> Cover {
        let serving = request.proposal.assignments.filter { $0.needs.contains { fits.isSame($0, need) } }
        if serving.contains(where: isConfirmed) { return .confirmed }
        if serving.contains(where: { $0.standing != .declined && $0.standing != .withdrawn }) { return .unsure }
        return serving.isEmpty ? .none : .lost
    }

    private func needGaps() -> [Gap] {
        var needs = request.understanding.capabilityTags
        for need in request.understanding.depth.resourceRequirements where !needs.contains(where: { fits.isSame($0, need) }) { needs.append(need) }
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
        let named = fits.concept(of: need).map { concept in
            fits.vocabulary.hits(in: text).contains { $0.concept == concept || fits.vocabulary.ancestors(of: $0.concept).contains(concept) }
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
            description: isLost
                ? phrase.pick("\(need)原本有人承担，但对方没有同意或已退出", "\(need) had somebody, who did not agree or has left")
                : phrase.pick("\(need)还没有人承担", "nobody covers \(need)"),
            requirement: phrase.requirement(need, request.understanding.context),
            suggestedSubDemand: importance >= 60 ? phrase.subDemand(need, request.understanding.context) : nil, suggestedTags: [need],
            affectedAspects: [need],
            potentialSolutions: [
                phrase.pick("另找一位能做\(need)的成员", "find another member for \(need)"),
                phrase.pick("由发起人自行解决\(need)", "the requester arranges \(need)"),
            ])
    }

    private func unsureGap(_ need: String) -> Gap {
        let names = active.filter { $0.needs.contains { fits.isSame($0, need) } }.map(\.displayName)
        return Gap(
            kind: .coverage, severity: .medium, importance: 50,
            description: phrase.pick("\(need)由\(phrase.list(names))负责，但对方还没有确认", "\(need) is with \(phrase.list(names)), who has not confirmed"),
            requirement: phrase.pick("得到\(phrase.list(names))的确认", "a confirmation by \(phrase.list(names))"), suggestedTags: [need],
            affectedAspects: [need],
            potentialSolutions: [phrase.pick("直接联系\(phrase.list(names))确认", "ask \(phrase.list(names)) directly")])
    }

    private func conditionGaps() -> [Gap] {
        active.compactMap { assignment in
            guard let participant = request.participants.first(where: { $0.member.id == assignment.agentID }) else { return nil }
            let unmet = participant.offer.conditions.filter {
                !ConditionCheck.isMet(
                    $0, proposal: request.proposal, assignment: assignment, understanding: request.understanding, today: request.today)
            }
            guard !unmet.isEmpty else { return nil }
            let texts = unmet.prefix(3).map { phrase.quote($0.text) }
            return Gap(
                kind: .condition, severity: .medium, importance: 50,
                description: phrase.pick("\(assignment.displayName)的条件计划里没有满足：\(phrase.list(texts))", "conditions of \(assignment.displayName) that the plan does not meet: \(phrase.list(texts))"),
                requirement: phrase.list(unmet.map(\.text)), affectedAspects: assignment.needs,
                potentialSolutions: [phrase.pick("启动前与\(assignment.displayName)谈妥", "settle it with \(assignment.displayName) before the kick-off")])
        }
    }

    private func coverageGaps() -> [Gap] {
        let empty = active.filter { isPlaceholder($0.responsibility) }
        guard !empty.isEmpty else { return [] }
        let names = phrase.list(empty.prefix(5).map(\.displayName))
        return [
            Gap(
                kind: .coverage, severity: .medium, importance: 50,
                description: phrase.pick("\(names)的分工没有写明做什么", "the plan does not say what \(names) will do"),
                requirement: phrase.pick("写明每个人具体做什么", "say what everybody does"), affectedAspects: empty.map(\.role),
                potentialSolutions: [phrase.pick("启动会上逐一确认", "go through it at the kick-off")])
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
                description: phrase.pick("只有\(working.count)人确认参与，要分担\(max(needs, 1))项工作", "only \(working.count) confirmed for \(max(needs, 1)) areas of work"),
                requirement: phrase.pick("至少\(wanted)人一起做", "at least \(wanted) people to share the work"),
                affectedAspects: [phrase.pick("人手", "people")],
                potentialSolutions: [phrase.pick("再邀请一位能分担的成员，或减少内容", "ask one more member to share the work, or do less")])
        ]
    }
}

extension Phrase {
    func requirement(_ need: String, _ context: Understanding.Context) -> String {
        let frame = frame(context)
        return frame.isEmpty ? need : pick("\(need)：\(frame)", "\(need): \(frame)")
    }

    func subDemand(_ need: String, _ context: Understanding.Context) -> String {
        let frame = frame(context)
        return pick(
            "需要一位能负责\(need)的成员" + (frame.isEmpty ? "" : "，\(frame)"),
            "Looking for somebody who can take care of \(need)" + (frame.isEmpty ? "" : ", \(frame)"))
    }

    func analysis(_ gaps: [Gap]) -> String {
        guard !gaps.isEmpty else { return pick("计划已覆盖全部需要，没有发现缺口。", "The plan covers everything that is needed.") }
        let serious = gaps.filter { $0.severity == .critical || $0.severity == .high }
        let subjects = list(gaps.prefix(4).map { $0.suggestedTags.first ?? $0.description })
        return pick(
            "发现\(gaps.count)处缺口" + (serious.isEmpty ? "，都不影响开始" : "，其中\(serious.count)处需要尽快解决") + "：\(subjects)。",
            "\(gaps.count) \(gaps.count == 1 ? "gap" : "gaps")" + (serious.isEmpty ? ", none of which prevents a start" : ", \(serious.count) of them pressing") + ": \(subjects).")
    }
}
