extension RuleDecider {
    public func adjust(_ request: AdjustRequest) async throws -> Decided<Proposal> {
        var adjuster = PlanAdjuster(request)
        let plan = adjuster.run()
        let valid = DecisionValidator.proposal(
            plan, participants: request.participants, previous: request.proposal, language: request.understanding.language)
        return Decided(valid ?? request.proposal, by: .rules)
    }
}

/// The next version of a plan: grants what it can, says what it cannot, leaves those who agreed alone.
struct PlanAdjuster {
    private let request: AdjustRequest
    private let builder: PlanBuilder
    private let resolver: PointResolver
    private var plan: Proposal
    private var adjustment: Proposal.Adjustment
    private let fits = NeedFit.standard

    private var phrase: Phrase { builder.phrase }

    init(_ request: AdjustRequest) {
        self.request = request
        builder = PlanBuilder(
            understanding: request.understanding, today: request.today, participants: request.participants, uncovered: [])
        let accepted = Set(request.ballots.filter { $0.vote.kind == .accept }.map(\.agentID))
        resolver = PointResolver(builder: builder, settled: request.participants.filter { accepted.contains($0.member.id) })
        plan = request.proposal
        adjustment = Proposal.Adjustment(round: request.round)
    }

    mutating func run() -> Proposal {
        let before = request.proposal
        let present = Set(request.participants.map(\.member.id)).subtracting(request.removed)
        let withdrawn = Set(request.ballots.filter { $0.vote.kind == .withdraw }.map(\.agentID))
        dropAbsent(present.subtracting(withdrawn))
        for ballot in request.ballots where ballot.vote.kind == .reject { handOver(ballot) }
        if plan.assignments.isEmpty {
            composeAnew(present.subtracting(withdrawn))
        } else {
            for ballot in request.ballots where ballot.vote.kind == .negotiate || ballot.vote.kind == .reject { consider(ballot) }
            for bargain in request.bargains { consider(bargain) }
            for counter in request.counterProposals { consider(counter) }
            fillOpenNeeds(present.subtracting(withdrawn))
        }
        builder.connect(&plan)
        relist(present.subtracting(withdrawn))
        builder.finish(&plan)
        keepSettled(before)
        recordDate(before)
        if adjustment.changes.isEmpty, adjustment.requestsAddressed.isEmpty {
            plan.rationale = phrase.sentences([plan.rationale, phrase.pick("这一轮没有可以改动的地方，计划保持不变", "nothing could be changed in this round; the plan stays as it is")])
        }
        plan.adjustment = adjustment
        return plan
    }

    // MARK: people

    private func name(_ id: String) -> String {
        request.participants.first { $0.member.id == id }?.member.displayName
            ?? request.proposal.assignments.first { $0.agentID == id }?.displayName ?? id
    }

    private func participant(_ id: String) -> Participant? {
        request.participants.first { $0.member.id == id }
    }

    private mutating func dropAbsent(_ present: Set<String>) {
        for assignment in plan.assignments where !present.contains(assignment.agentID) {
            plan.assignments.removeAll { $0.agentID == assignment.agentID }
            adjustment.changes.append(
                .init(
                    aspect: "participant", before: "\(assignment.displayName): \(assignment.role)",
                    after: phrase.pick("已退出，角色空出", "left, the role is open"),
                    reason: phrase.pick("\(assignment.displayName)不再参与", "\(assignment.displayName) no longer takes part")))
        }
    }

    /// Somebody who rejected and whose needs another participant can serve makes room.
    private mutating func handOver(_ ballot: AdjustRequest.Ballot) {
        guard let index = plan.assignments.firstIndex(where: { $0.agentID == ballot.agentID }) else { return }
        let assignment = plan.assignments[index]
        let others = request.participants.filter { other in
            other.member.id != ballot.agentID && !request.removed.contains(other.member.id)
                && !request.ballots.contains { $0.agentID == other.member.id && ($0.vote.kind == .reject || $0.vote.kind == .withdraw) }
        }
        let isReplaceable = !assignment.needs.isEmpty && assignment.needs.allSatisfy { need in
            others.contains { builder.strength($0, need) > 0 }
        }
        guard isReplaceable else { return }
        plan.assignments.remove(at: index)
        adjustment.changes.append(
            .init(
                aspect: "participant", before: "\(assignment.displayName): \(phrase.list(assignment.needs))",
                after: phrase.pick("交给其他成员", "handed to others"),
                reason: ballot.vote.reasoning.isEmpty ? phrase.pick("\(assignment.displayName)不接受这份计划", "\(assignment.displayName) does not accept the plan") : ballot.vote.reasoning))
    }

    /// Gives open needs to whoever offered to serve them, those without a part first.
    private mutating func fillOpenNeeds(_ present: Set<String>) {
        let rejecting = Set(request.ballots.filter { $0.vote.kind == .reject }.map(\.agentID))
        for need in request.understanding.capabilityTags {
            let isServed = plan.assignments.contains { $0.needs.contains { fits.isSame($0, need) } }
            if isServed { continue }
            var best: (participant: Participant, value: Double)?
            for participant in request.participants
            where present.contains(participant.member.id) && !rejecting.contains(participant.member.id) {
                let value = value(participant, need)
                if value > (best?.value ?? 0) { best = (participant, value) }
            }
            if let best { give(need, to: best.participant) }
        }
    }

    private func value(_ participant: Participant, _ need: String) -> Double {
        let strength = builder.strength(participant, need)
        guard strength > 0 else { return 0 }
        let isBusy = plan.assignments.contains { $0.agentID == participant.member.id }
        let hasAccepted = resolver.settled.contains { $0.member.id == participant.member.id }
        return strength * 100 - (isBusy ? 30 : 0) - (hasAccepted ? 30 : 0)
    }

    private mutating func give(_ need: String, to participant: Participant) {
        let id = participant.member.id
        if let index = plan.assignments.firstIndex(where: { $0.agentID == id }) {
            let old = plan.assignments[index]
            var new = builder.assignment(participant, needs: old.needs + [need])
            new.notes = old.notes
            new.price = old.price ?? new.price
            plan.assignments[index] = new
        } else {
            plan.assignments.append(builder.assignment(participant, needs: [need]))
            resolver.grant(participant, in: &plan)
        }
        adjustment.changes.append(
            .init(
                aspect: "role", before: phrase.pick("\(need)没有人承担", "nobody covers \(need)"), after: "\(participant.member.displayName): \(need)",
                reason: phrase.pick("\(participant.member.displayName)提出过可以做", "\(participant.member.displayName) offered it")))
    }

    private mutating func composeAnew(_ present: Set<String>) {
        let rest = PlanBuilder(
            understanding: request.understanding, today: request.today,
            participants: request.participants.filter { present.contains($0.member.id) }, uncovered: [])
        guard !rest.participants.isEmpty else { return }
        plan = rest.build()
        adjustment.changes.append(
            .init(
                aspect: "plan", before: phrase.pick("原来的分工已没有人承担", "nobody of the former plan was left"),
                after: phrase.list(plan.assignments.map { "\($0.displayName)" }),
                reason: phrase.pick("按现有参与者重新安排", "planned anew with those who take part")))
    }

    /// Everybody without a part, with the reason.
    private mutating func relist(_ present: Set<String>) {
        let assigned = Set(plan.assignments.map(\.agentID))
        plan.notSelected.removeAll { assigned.contains($0.agentID) || !present.contains($0.agentID) }
        for participant in request.participants where present.contains(participant.member.id) && !assigned.contains(participant.member.id) {
            guard !plan.notSelected.contains(where: { $0.agentID == participant.member.id }) else { continue }
            plan.notSelected.append(builder.notSelected(participant, plan))
        }
        plan.negotiationHandling.addressed.removeAll { !present.contains($0.agentID) }
        plan.negotiationHandling.declined.removeAll { !present.contains($0.agentID) }
    }

    // MARK: requests

    private mutating func consider(_ ballot: AdjustRequest.Ballot) {
        guard let participant = participant(ballot.agentID),
            plan.assignments.contains(where: { $0.agentID == ballot.agentID })
        else { return }
        var points = ballot.vote.negotiationPoints
        if points.isEmpty {
            let text = ballot.vote.adjustmentRequest.isEmpty ? ballot.vote.reasoning : ballot.vote.adjustmentRequest
            // Words without points: their subject decides what is tried.
            if !text.isEmpty { points = [NegotiationPoint(aspect: PointKind(text: text).rawValue, currentValue: "", desiredValue: text, reason: "")] }
        }
        for point in points { apply(point, participant) }
    }

    private mutating func consider(_ bargain: Bargain) {
        guard let participant = participant(bargain.agentID) else { return }
        let wish = [bargain.offer, bargain.content].first { !$0.isEmpty } ?? ""
        var points = terms(bargain.newTerms, old: bargain.originalTerms, reason: bargain.content)
        if points.isEmpty, !wish.isEmpty {
            let kind = PointKind(text: bargain.bargainType + " " + wish)
            points = [NegotiationPoint(aspect: kind.rawValue, currentValue: "", desiredValue: wish, reason: bargain.content)]
        }
        for point in points { apply(point, participant) }
    }

    private mutating func consider(_ counter: CounterProposal) {
        guard let participant = participant(counter.agentID), case .object(let terms) = JSONValue.object(counter.counterProposal) else { return }
        var points = self.terms(terms, old: [:], reason: counter.reason)
        if points.isEmpty, !counter.reason.isEmpty {
            points = [NegotiationPoint(aspect: PointKind(text: counter.reason).rawValue, currentValue: "", desiredValue: counter.reason, reason: "")]
        }
        for point in points { apply(point, participant) }
    }

    private func terms(_ new: [String: JSONValue], old: [String: JSONValue], reason: String) -> [NegotiationPoint] {
        new.keys.sorted().prefix(10).compactMap { key in
            guard let value = new[key]?.shortText, !value.isEmpty else { return nil }
            return NegotiationPoint(aspect: key, currentValue: old[key]?.shortText ?? "", desiredValue: value, reason: reason)
        }
    }

    private mutating func apply(_ point: NegotiationPoint, _ participant: Participant) {
        let who = participant.member.displayName
        let wish = point.desiredValue.isEmpty ? point.reason : point.desiredValue
        let label = phrase.pick("\(who)：\(wish)", "\(who): \(wish)")
        guard let index = plan.assignments.firstIndex(where: { $0.agentID == participant.member.id }) else {
            adjustment.requestsDeclined.append(.init(request: label, reason: phrase.pick("\(who)在这一版里没有分工", "\(who) has no part in this version")))
            return
        }
        let before = plan.assignments[index]
        let outcome = outcome(of: point, participant, at: index)
        resolver.record(outcome, of: participant, aspect: point.aspect, in: &plan)
        switch outcome {
        case .addressed(let text):
            if !adjustment.requestsAddressed.contains(label) { adjustment.requestsAddressed.append(label) }
            let after = plan.assignments[index]
            if after != before {
                adjustment.changes.append(
                    .init(aspect: point.aspect, before: described(before, unlike: after), after: described(after, unlike: before), reason: text))
            }
        case .declined(let reason):
            if !adjustment.requestsDeclined.contains(where: { $0.request == label }) {
                adjustment.requestsDeclined.append(.init(request: label, reason: reason))
            }
        }
    }

    /// A point that names a stated condition is a matter of meeting that condition.
    private mutating func outcome(of point: NegotiationPoint, _ participant: Participant, at index: Int) -> PointResolver.Outcome {
        guard let condition = participant.offer.conditions.first(where: { $0.text == point.desiredValue }) else {
            return resolver.resolve(point, participant, at: index, in: &plan)
        }
        if resolver.state(condition, at: index, in: &plan) {
            return .addressed(phrase.pick("计划已写明：\(condition.text)", "the plan now says: \(condition.text)"))
        }
        if condition.kind == .date || condition.kind == .notice {
            let day = builder.timeline.proposedDay([participant])
            if let day, !builder.timeline.isFixed, resolver.settled.allSatisfy({ resolver.suits(day, $0) }) {
                plan.timeline = builder.timeline.timeline(day: day)
                if resolver.state(condition, at: index, in: &plan) {
                    return .addressed(phrase.pick("日期改为\(phrase.date(day))", "the date is now \(phrase.date(day))"))
                }
            }
        }
        return .declined(phrase.cannotMeet(condition, request.understanding.context))
    }

    private func described(_ assignment: Proposal.Assignment, unlike other: Proposal.Assignment) -> String {
        var parts: [String] = []
        if assignment.role != other.role { parts.append(assignment.role) }
        if assignment.needs != other.needs { parts.append(phrase.list(assignment.needs)) }
        if assignment.price != other.price { parts.append(assignment.price.map(phrase.price) ?? phrase.pick("未定价", "no price")) }
        if assignment.notes != other.notes { parts.append(assignment.notes.isEmpty ? phrase.pick("没有写", "not written down") : assignment.notes) }
        return parts.isEmpty ? assignment.role : parts.joined(separator: phrase.pick("；", "; "))
    }

    // MARK: afterwards

    /// Who agreed keeps exactly what they agreed to, unless open needs made them take more.
    private mutating func keepSettled(_ before: Proposal) {
        for participant in resolver.settled {
            guard let old = before.assignments.first(where: { $0.agentID == participant.member.id }),
                let index = plan.assignments.firstIndex(where: { $0.agentID == participant.member.id }),
                plan.assignments[index].needs == old.needs
            else { continue }
            let met = plan.assignments[index].conditionsAddressed
            plan.assignments[index] = old
            let present = Set(plan.assignments.map(\.agentID))
            plan.assignments[index].dependencies.removeAll { !present.contains($0) }
            plan.assignments[index].conditionsAddressed = met
        }
    }

    private mutating func recordDate(_ before: Proposal) {
        guard before.timeline.startDate != plan.timeline.startDate else { return }
        let open = phrase.pick("未定", "open")
        adjustment.changes.append(
            .init(
                aspect: "time", before: before.timeline.startDate.isEmpty ? open : before.timeline.startDate,
                after: plan.timeline.startDate.isEmpty ? open : plan.timeline.startDate,
                reason: phrase.pick("照顾提出时间要求的成员", "for those who asked for another day")))
    }
}

extension Phrase {
    func cannotMeet(_ condition: Condition, _ context: Understanding.Context) -> String {
        switch condition.kind {
        case .date, .notice:
            let day = context.date ?? context.dateEnd
            return day.map { pick("发起人定的时间是\(date($0))，不能改", "the requester set \(date($0)), which a plan cannot move") }
                ?? pick("找不到符合的日期", "no day could be found that does")
        case .price:
            return context.budget.map { pick("预算只有\(money($0))", "the budget is \(money($0))") }
                ?? pick("计划里没有可以支配的费用", "the plan has no money to give")
        case .place:
            return pick("地点由发起人决定：\(context.location ?? pick("线上", "online"))", "the requester decided on the place: \(context.location ?? "online")")
        case .size:
            return context.expectedAttendees.map { pick("发起人预计\($0)人", "the requester expects \($0) people") } ?? pick("人数未定", "the number of people is open")
        case .role, .other:
            return pick("这一点要由发起人决定", "this is for the requester to decide")
        }
    }
}

extension JSONValue {
    /// A plain value as text; objects and lists of objects are not read.
    var shortText: String? {
        switch self {
        case .string(let text): text
        case .integer(let value): String(value)
        case .number(let value): Phrase(language: .english).number(value)
        case .bool(let value): value ? "yes" : "no"
        case .array(let items):
            items.isEmpty ? nil : items.prefix(5).compactMap(\.stringValue).joined(separator: ", ")
        case .null, .object: nil
        }
    }
}
