extension RuleDecider {
    public func adjust(_ request: AdjustRequest) async throws -> Decided<Proposal> {
        var adjuster = PlanAdjuster(request)
        let plan = adjuster.run()
        let valid = DecisionValidator.proposal(
            plan, participants: request.participants, previous: request.proposal,
            language: request.understanding.language)
        return Decided(valid ?? request.proposal, by: .rules)
    }
}

/// The next version of a plan: grants what it can, says what it cannot, leaves those who agreed alone.
struct PlanAdjuster {
    let request: AdjustRequest
    let builder: PlanBuilder
    let resolver: PointResolver
    var plan: Proposal
    var adjustment: Proposal.Adjustment
    /// Who made room for others in this round, and why.
    var replaced: [String: String] = [:]
    /// Why a wish of somebody was declined in this round.
    var refusals: [String: String] = [:]
    let fits = NeedFit.standard

    var phrase: Phrase { builder.phrase }

    init(_ request: AdjustRequest) {
        self.request = request
        builder = PlanBuilder(
            understanding: request.understanding, today: request.today, participants: request.participants,
            uncovered: [])
        let accepted = Set(request.ballots.filter { $0.vote.kind == .accept }.map(\.agentID))
        resolver = PointResolver(
            builder: builder, settled: request.participants.filter { accepted.contains($0.member.id) })
        plan = request.proposal
        adjustment = Proposal.Adjustment(round: request.round)
    }

    mutating func run() -> Proposal {
        let before = request.proposal
        let left = Set(request.ballots.filter { $0.vote.kind == .withdraw }.map(\.agentID))
        let present = Set(request.participants.map(\.member.id)).subtracting(request.removed).subtracting(left)
        let isOurs = hasOwnSteps(before)
        dropAbsent(present)
        if !before.assignments.isEmpty, plan.assignments.isEmpty { fillOpenNeeds(present) }
        if plan.assignments.isEmpty {
            composeAnew(present)
        } else {
            let open = request.ballots.filter { $0.vote.kind == .negotiate || $0.vote.kind == .reject }
            for ballot in open { consider(ballot) }
            for bargain in request.bargains { consider(bargain) }
            for counter in request.counterProposals { consider(counter) }
            for ballot in open { replaceIfRefused(ballot, present) }
            fillOpenNeeds(present)
        }
        builder.connect(&plan)
        relist(present)
        if isOurs, plan.assignments.map(\.agentID) != before.assignments.map(\.agentID) {
            builder.setDay(day(of: plan), in: &plan)
        }
        builder.finish(&plan)
        keepSettled(before)
        recordDate(before)
        if adjustment.changes.isEmpty, adjustment.requestsAddressed.isEmpty {
            plan.rationale = phrase.sentences([
                plan.rationale,
                phrase.pick("这一轮提的要求都改不了，计划照旧", "nothing that was asked for could be changed; the plan stays as it is"),
            ])
        }
        plan.adjustment = adjustment
        return plan
    }

    private func day(of plan: Proposal) -> CalendarDate? {
        let days = [CalendarDate(plan.timeline.startDate), CalendarDate(plan.timeline.endDate)].compactMap { $0 }
        return builder.timeline.kind.isDeliverable ? days.last : days.first
    }

    /// Whether the steps of a plan are those of the rules; what a model or a person wrote is not written anew.
    private func hasOwnSteps(_ plan: Proposal) -> Bool {
        var copy = plan
        builder.setDay(day(of: plan), in: &copy)
        return copy.timeline == plan.timeline
    }

    // MARK: requests

    private mutating func consider(_ ballot: AdjustRequest.Ballot) {
        guard let participant = participant(ballot.agentID),
            plan.assignments.contains(where: { $0.agentID == ballot.agentID })
        else { return }
        var points = ballot.vote.negotiationPoints
        // A plain no asks for nothing; it only has a reason.
        if ballot.vote.kind == .reject, points.isEmpty, ballot.vote.adjustmentRequest.isEmpty {
            let known = plan.negotiationHandling.declined.first { $0.agentID == ballot.agentID && !$0.reason.isEmpty }
            let said = known?.reason ?? ballot.vote.reasoning
            refusals[ballot.agentID] =
                said.isEmpty ? phrase.pick("没有说原因", "no reason was given") : phrase.unended(said)
            return
        }
        if points.isEmpty {
            let text = ballot.vote.adjustmentRequest.isEmpty ? ballot.vote.reasoning : ballot.vote.adjustmentRequest
            // Words without points: their subject decides what is tried.
            if !text.isEmpty {
                points = [
                    NegotiationPoint(
                        aspect: PointKind(text: text).rawValue, currentValue: "", desiredValue: text, reason: "")
                ]
            }
        }
        for point in points { apply(point, participant) }
    }

    private mutating func consider(_ bargain: Bargain) {
        guard let participant = participant(bargain.agentID) else { return }
        let wish = [bargain.offer, bargain.content].first { !$0.isEmpty } ?? ""
        var points = terms(bargain.newTerms, old: bargain.originalTerms, reason: bargain.content)
        if points.isEmpty, !wish.isEmpty {
            let kind = PointKind(text: bargain.bargainType + " " + wish)
            points = [
                NegotiationPoint(aspect: kind.rawValue, currentValue: "", desiredValue: wish, reason: bargain.content)
            ]
        }
        for point in points { apply(point, participant) }
    }

    private mutating func consider(_ counter: CounterProposal) {
        guard let participant = participant(counter.agentID),
            case .object(let terms) = JSONValue.object(counter.counterProposal)
        else { return }
        var points = self.terms(terms, old: [:], reason: counter.reason)
        if points.isEmpty, !counter.reason.isEmpty {
            points = [
                NegotiationPoint(
                    aspect: PointKind(text: counter.reason).rawValue, currentValue: "", desiredValue: counter.reason,
                    reason: "")
            ]
        }
        for point in points { apply(point, participant) }
    }

    private func terms(_ new: [String: JSONValue], old: [String: JSONValue], reason: String) -> [NegotiationPoint] {
        new.keys.sorted().prefix(10).compactMap { key in
            guard let value = new[key]?.shortText, !value.isEmpty else { return nil }
            return NegotiationPoint(
                aspect: key, currentValue: old[key]?.shortText ?? "", desiredValue: value, reason: reason)
        }
    }

    private mutating func apply(_ point: NegotiationPoint, _ participant: Participant) {
        let who = participant.member.displayName
        let wish = point.desiredValue.isEmpty ? point.reason : point.desiredValue
        let label = phrase.pick(
            "\(who)：\(phrase.quote(phrase.spoken(wish)))", "\(who): \(phrase.quote(phrase.spoken(wish)))")
        guard let index = plan.assignments.firstIndex(where: { $0.agentID == participant.member.id }) else {
            adjustment.requestsDeclined.append(
                .init(request: label, reason: phrase.pick("\(who)在这一版里没有分工", "\(who) has no part in this version")))
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
                    .init(
                        aspect: point.aspect, before: described(before, unlike: after),
                        after: described(after, unlike: before), reason: text))
            }
        case .declined(let reason):
            if refusals[participant.member.id] == nil { refusals[participant.member.id] = reason }
            if !adjustment.requestsDeclined.contains(where: { $0.request == label }) {
                adjustment.requestsDeclined.append(.init(request: label, reason: reason))
            }
        }
    }

    /// A point that names a stated condition is a matter of meeting that condition.
    private mutating func outcome(of point: NegotiationPoint, _ participant: Participant, at index: Int)
        -> PointResolver.Outcome
    {
        guard let condition = participant.offer.conditions.first(where: { $0.text == point.desiredValue }) else {
            return resolver.resolve(point, participant, at: index, in: &plan)
        }
        if resolver.state(condition, at: index, in: &plan) {
            return .addressed(phrase.pick("计划里写上了「\(condition.text)」", "the plan now says “\(condition.text)”"))
        }
        if condition.kind == .date || condition.kind == .notice {
            let assigned = request.participants.filter { other in
                plan.assignments.contains { $0.agentID == other.member.id }
            }
            let day = builder.timeline.proposedDay(assigned)
            if let day, !builder.timeline.isFixed, resolver.settled.allSatisfy({ resolver.suits(day, $0) }) {
                builder.setDay(day, in: &plan)
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
        if assignment.price != other.price {
            parts.append(
                assignment.price.map { phrase.price($0, for: assignment.needs) } ?? phrase.pick("未定价", "no price"))
        }
        if assignment.notes != other.notes {
            parts.append(assignment.notes.isEmpty ? phrase.pick("没有写", "not written down") : assignment.notes)
        }
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
                aspect: "time",
                before: before.timeline.startDate.isEmpty ? open : phrase.spoken(before.timeline.startDate),
                after: plan.timeline.startDate.isEmpty ? open : phrase.spoken(plan.timeline.startDate),
                reason: phrase.pick("有成员要求换一天", "a member asked for another day")))
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
