extension RuleDecider {
    public func vote(_ request: VoteRequest) async throws -> Decided<Vote?> {
        guard !request.assignments.isEmpty else { return Decided(nil, by: .rules) }
        let member = request.member
        let isEmpty =
            member.capabilities.isEmpty && TextLimit.trim(member.summary).isEmpty && request.offer.needs.isEmpty
        guard !isEmpty else { return Decided(nil, by: .rules) }
        let vote = VoteTest(request: request).vote()
        return Decided(DecisionValidator.vote(vote), by: .rules)
    }
}

/// The test by which a profile may say accept: the own assignment is within the profile, every stated condition is met, and
/// nothing in the plan goes against what the profile says. Otherwise it says exactly what is missing.
struct VoteTest {
    let request: VoteRequest
    private let fits = NeedFit.standard

    private var phrase: Phrase { Phrase(language: request.understanding.language) }
    private var member: Member { request.member }

    func vote() -> Vote {
        let problems = problems()
        guard !problems.isEmpty else { return accept() }
        let texts = problems.map { phrase.missing($0) }
        let isStuck = isWithoutImprovement(problems)
        if isStuck, member.style.openness <= 10 {
            return Vote(
                kind: .withdraw, concerns: texts, reasoning: phrase.givesUp(texts), satisfaction: 10)
        }
        // Whoever asked and was told why it can not be does not ask the same again.
        if request.previousVote != nil, let refusal = refusal(of: problems) {
            return Vote(
                kind: .reject, concerns: texts, reasoning: phrase.yields(to: refusal.reason, of: refusal.point),
                satisfaction: 15)
        }
        let isLast = request.round >= request.maxRounds
        if isStuck, member.style.patience < 40 || (isLast && member.style.patience < 60) {
            return Vote(kind: .reject, concerns: texts, reasoning: phrase.rejects(texts), satisfaction: 20)
        }
        return Vote(
            kind: .negotiate, adjustmentRequest: phrase.sentences(problems.map { phrase.request($0) }), concerns: texts,
            negotiationPoints: problems, reasoning: phrase.sentences(texts),
            satisfaction: max(25, 60 - 12 * problems.count))
    }

    /// Why the plan says that one of these can not be had, when it says so.
    private func refusal(of problems: [NegotiationPoint]) -> (point: NegotiationPoint, reason: String)? {
        for point in problems {
            let declined = request.proposal.negotiationHandling.declined.first {
                $0.agentID == member.id && $0.aspect == point.aspect && !$0.reason.isEmpty
            }
            if let declined { return (point, declined.reason) }
        }
        return nil
    }

    private func accept() -> Vote {
        let needs = request.assignments.flatMap(\.needs)
        let declined = request.proposal.negotiationHandling.declined.filter { $0.agentID == member.id }
        let wish = request.previousVote?.kind == .negotiate ? request.previousVote?.negotiationPoints.first : nil
        return Vote(
            kind: .accept, concerns: declined.map(\.reason).filter { !$0.isEmpty },
            reasoning: wish.map { phrase.accepts(after: $0) }
                ?? phrase.accepts(
                    role: request.assignments[0].role, needs: needs, conditions: request.offer.conditions.count),
            satisfaction: max(60, min(95, 75 + request.offer.confidence / 5 - 6 * declined.count)))
    }

    /// The same complaints, or more, as on the version before.
    private func isWithoutImprovement(_ problems: [NegotiationPoint]) -> Bool {
        guard let previous = request.previousVote, previous.kind == .negotiate || previous.kind == .reject else {
            return false
        }
        return problems.count
            >= max(1, previous.kind == .reject ? previous.concerns.count : previous.negotiationPoints.count)
    }

    // MARK: the test

    func problems() -> [NegotiationPoint] {
        var problems: [NegotiationPoint] = []
        for assignment in request.assignments { problems += role(assignment) }
        for condition in request.offer.conditions {
            let isMet = request.assignments.contains {
                ConditionCheck.isMet(
                    condition, proposal: request.proposal, assignment: $0, understanding: request.understanding,
                    today: request.today)
            }
            if !isMet { problems.append(point(for: condition)) }
        }
        for conflict in conflicts() where !problems.contains(where: { $0.aspect == conflict.aspect }) {
            problems.append(conflict)
        }
        return problems
    }

    private func role(_ assignment: Proposal.Assignment) -> [NegotiationPoint] {
        let offered = phrase.list(member.capabilities.prefix(3).map(\.name))
        if TextLimit.trim(assignment.responsibility).isEmpty {
            return [
                NegotiationPoint(
                    aspect: "scope", currentValue: assignment.role,
                    desiredValue: phrase.pick("写明具体要做什么", "what exactly there is to do"),
                    reason: phrase.pick("分工没有内容", "the assignment is empty"))
            ]
        }
        let foreign = assignment.needs.filter { !isOwn($0) }
        if !foreign.isEmpty {
            return [
                NegotiationPoint(
                    aspect: "role", currentValue: phrase.list(foreign),
                    desiredValue: request.offer.suggestedRole.isEmpty ? offered : request.offer.suggestedRole,
                    reason: phrase.pick(
                        "\(phrase.list(foreign))我不会，我做的是\(offered)",
                        "\(phrase.list(foreign)) is not what I do; I do \(offered)"))
            ]
        }
        guard assignment.needs.isEmpty, !isOwn(role: assignment) else { return [] }
        return [
            NegotiationPoint(
                aspect: "role", currentValue: assignment.role,
                desiredValue: request.offer.suggestedRole.isEmpty ? offered : request.offer.suggestedRole,
                reason: phrase.pick(
                    "这个角色和我的能力对不上，我做的是\(offered)", "the role does not go with what I do, which is \(offered)"))
        ]
    }

    private func isOwn(_ need: String) -> Bool {
        request.offer.needs.contains { fits.isSame($0, need) }
            || (fits.best(of: member, for: need)?.fit ?? 0) >= NeedFit.threshold
    }

    private func isOwn(role assignment: Proposal.Assignment) -> Bool {
        if !request.offer.suggestedRole.isEmpty, request.offer.suggestedRole == assignment.role { return true }
        let text = FoldedText(assignment.role + "\n" + assignment.responsibility, limit: 2_000)
        if member.capabilities.contains(where: { $0.name.count >= 2 && text.contains($0.name) }) { return true }
        let role = fits.profile([assignment.role])
        return member.capabilities.contains { fits.fit(need: role, capability: fits.profile($0)) >= NeedFit.threshold }
    }

    private func point(for condition: Condition) -> NegotiationPoint {
        NegotiationPoint(
            aspect: condition.kind.rawValue, currentValue: phrase.pick("计划里还没有", "not in the plan yet"),
            desiredValue: condition.text,
            reason: phrase.pick("这是我参与的条件", "it is a condition of my taking part"))
    }

    /// Where the plan goes against the profile, with the plan's own day and price.
    private func conflicts() -> [NegotiationPoint] {
        var planned = request.understanding
        if let start = CalendarDate(request.proposal.timeline.startDate) {
            planned.context.date = start
            planned.context.dateEnd = CalendarDate(request.proposal.timeline.endDate)
        }
        let check = ProfileCheck(member: member, understanding: planned, today: request.today)
        let own = check.fits().filter { fit in
            request.assignments.contains { $0.needs.contains { fits.isSame($0, fit.need) } }
        }
        var points = [check.place(own), check.weekday(own), check.notice()].compactMap { $0?.point }
        if own.contains(where: { fits.entry(of: $0.need)?.dependsOnSize == true }), let size = check.size(own) {
            points.append(size.point)
        }
        if let price = price(check) { points.append(price) }
        return points
    }

    private func price(_ check: ProfileCheck) -> NegotiationPoint? {
        guard let asked = member.price else { return nil }
        guard let planned = request.assignments.compactMap(\.price).first, planned.currency == asked.currency,
            planned.per == asked.per
        else {
            guard let conflict = check.price(), !conflict.isSolvable || member.style.openness < 60 else { return nil }
            return conflict.point
        }
        // Whoever says the price is open gives way by up to half, the more the more open they are.
        let share = asked.negotiable == true ? 1 - Double(max(0, min(100, member.style.openness))) / 200 : 1
        let least = (asked.amount * share * 100).rounded() / 100
        // A plan that pays the sum as it was written down is not short of it by a rounding error.
        guard planned.amount < least - 0.005 else { return nil }
        return NegotiationPoint(
            aspect: "price", currentValue: phrase.price(planned), desiredValue: phrase.amount(least, asked.currency),
            reason: phrase.pick("低于我能接受的报酬", "it is below what I can accept"))
    }
}

extension Phrase {
    func missing(_ point: NegotiationPoint) -> String {
        let what = CalendarDate(point.desiredValue) == nil ? quote(point.desiredValue) : spoken(point.desiredValue)
        return pick("\(what)（\(point.reason)）", "\(what) (\(point.reason))")
    }

    func request(_ point: NegotiationPoint) -> String {
        let what = quote(point.desiredValue)
        switch PointKind(point) {
        case .time where CalendarDate(point.desiredValue) != nil:
            return pick(
                "\(point.reason)，请改到\(spoken(point.desiredValue))",
                "\(point.reason); please move it to \(spoken(point.desiredValue))")
        case .role: return pick("请让我做\(what)", "please give me the part \(what)")
        case .price:
            return point.reason.isEmpty
                ? pick("请按\(what)付酬", "please pay \(what)")
                : pick("\(point.reason)，请按\(what)付酬", "\(point.reason); please pay \(what)")
        case .scope: return pick("请在计划里写明\(what)", "please say in the plan \(what)")
        case .time, .place, .size, .other:
            return pick("请在计划里写明我的条件\(what)", "please put my condition into the plan: \(what)")
        }
    }

    func accepts(role: String, needs: [String], conditions: Int) -> String {
        let work = needs.isEmpty ? role : list(Array(needs.prefix(4)))
        let met = conditions == 0 ? "" : pick("，我提的条件计划里也有", ", and the plan has the conditions I named")
        return sentences([pick("\(work)我能做\(met)", "\(bare(work)) is what I can do\(met)")])
    }

    func accepts(after point: NegotiationPoint) -> String {
        sentences([
            pick(
                "上次提的\(quote(spoken(point.desiredValue)))已经照办，我同意",
                "what I asked for is done (\(quote(spoken(point.desiredValue)))), so I agree")
        ])
    }

    func yields(to reason: String, of point: NegotiationPoint) -> String {
        sentences([
            pick(
                "既然\(reason)，\(quote(spoken(point.desiredValue)))就做不到了，这次我不参加",
                "if \(reason), then \(quote(spoken(point.desiredValue))) cannot be, and I do not take part this time")
        ])
    }

    func rejects(_ texts: [String]) -> String {
        sentences([
            pick(
                "改过一轮，这一点还是没有解决：\(texts.joined(separator: "；"))",
                "after another round this is still missing: \(texts.joined(separator: "; "))")
        ])
    }

    func givesUp(_ texts: [String]) -> String {
        sentences([
            pick(
                "几轮下来这些条件都没法满足，我退出：\(texts.joined(separator: "；"))",
                "these conditions cannot be met, so I step back: \(texts.joined(separator: "; "))")
        ])
    }
}
