/// Puts one plan together out of offers.
struct PlanBuilder {
    let understanding: Understanding
    let today: CalendarDate
    /// In candidate order.
    let participants: [Participant]
    let uncovered: [String]
    private let fits = NeedFit.standard

    var phrase: Phrase { Phrase(language: understanding.language) }
    var timeline: PlanTimeline { PlanTimeline(understanding: understanding, today: today) }

    /// Who does what: agent id → needs, first choices and seconds.
    struct Roles {
        var needs: [String: [String]] = [:]
        var backups: [String: [String]] = [:]
        var open: [String] = []
    }

    func build() -> Proposal {
        let roles = cast()
        var chosen = participants.filter { roles.needs[$0.member.id] != nil || roles.backups[$0.member.id] != nil }
        if chosen.isEmpty { chosen = Array(participants.prefix(understanding.capabilityTags.isEmpty ? 6 : 1)) }
        var plan = Proposal(
            summary: "", objective: understanding.depth.motivation, assignments: chosen.map { assignment($0, roles) },
            timeline: timeline.timeline(day: planDay(chosen)), collaborationModel: collaboration(), successCriteria: [],
            openNeeds: roles.open)
        connect(&plan)
        for participant in chosen { PointResolver(builder: self).grant(participant, in: &plan) }
        for participant in participants where !chosen.contains(where: { $0.member.id == participant.member.id }) {
            plan.notSelected.append(notSelected(participant, plan))
        }
        finish(&plan)
        return plan
    }

    // MARK: casting

    /// How well an offer serves a need, 0…1. What somebody did not offer is not put on them.
    func strength(_ participant: Participant, _ need: String) -> Double {
        let offered = participant.offer.needs
        if offered.contains(where: { fits.isSame($0, need) }) {
            return max(0.7, fits.best(of: participant.member, for: need)?.fit ?? 0)
        }
        guard offered.isEmpty, let best = fits.best(of: participant.member, for: need), best.fit >= NeedFit.threshold
        else { return 0 }
        return best.fit
    }

    func cast() -> Roles {
        var roles = Roles()
        let isLarge = (understanding.context.expectedAttendees ?? 0) > 50
        for need in understanding.capabilityTags {
            let ranked = participants.enumerated().compactMap {
                order, participant -> (participant: Participant, value: Double, order: Int)? in
                let strength = strength(participant, need)
                guard strength > 0 else { return nil }
                let load = Double(roles.needs[participant.member.id]?.count ?? 0)
                var value = strength * 100 + Double(participant.candidate.relevanceScore) - 8 * max(0, load - 1)
                // Conditions are normal; they only decide between members who fit about as well.
                if participant.offer.decision == .conditional { value -= 0.4 }
                if participant.offer.responseType == .negotiate { value -= 0.4 }
                return (participant, value, order)
            }.sorted { $0.value != $1.value ? $0.value > $1.value : $0.order < $1.order }
            guard let first = ranked.first else {
                roles.open.append(need)
                continue
            }
            roles.needs[first.participant.member.id, default: []].append(need)
            let entry = fits.entry(of: need)
            if isLarge, ranked.count > 1, entry?.isCore == true || entry?.isPerson == true {
                roles.backups[ranked[1].participant.member.id, default: []].append(need)
            }
        }
        return roles
    }

    func assignment(_ participant: Participant, _ roles: Roles) -> Proposal.Assignment {
        let main = roles.needs[participant.member.id] ?? []
        let backup = main.isEmpty ? roles.backups[participant.member.id] ?? [] : []
        return assignment(participant, needs: main.isEmpty ? backup : main, isBackup: main.isEmpty && !backup.isEmpty)
    }

    func assignment(_ participant: Participant, needs: [String], isBackup: Bool = false) -> Proposal.Assignment {
        let suggested = participant.offer.suggestedRole
        let role: String
        if needs.count == 1, !isBackup, !suggested.isEmpty, participant.offer.needs.count <= 1 {
            role = suggested
        } else if let first = needs.first {
            let names = phrase.list(Array(needs.prefix(3)))
            role =
                isBackup
                ? phrase.pick("\(names)（后备）", phrase.capitalised("\(names) (backup)"))
                : needs.count == 1 ? phrase.role(first) : phrase.lead(names)
        } else {
            role =
                suggested.isEmpty
                ? phrase.lead(participant.member.capabilities.first?.name ?? participant.member.displayName) : suggested
        }
        return Proposal.Assignment(
            agentID: participant.member.id, displayName: participant.member.displayName, role: role,
            responsibility: phrase.responsibility(needs, participant, understanding.context, isBackup: isBackup),
            needs: needs,
            price: participant.offer.price)
    }

    // MARK: the rest of the plan

    /// The demand's day; when that is open, one that the chosen members' conditions ask for.
    func planDay(_ chosen: [Participant]) -> CalendarDate? {
        if timeline.isFixed { return understanding.context.date }
        let asksForDay = chosen.contains { participant in
            participant.offer.conditions.contains { $0.kind == .date || $0.kind == .notice }
                || participant.offer.negotiationPoints.contains { PointKind($0) == .time }
        }
        guard asksForDay || understanding.context.date != nil else { return nil }
        return timeline.proposedDay(chosen)
    }

    private func collaboration() -> Proposal.CollaborationModel {
        let isRemote = understanding.context.remote == true
        return Proposal.CollaborationModel(
            communicationChannel: isRemote
                ? phrase.pick("线上群组，必要时视频会议", "An online group, video calls when needed")
                : phrase.pick("共同的群组，关键节点当面或电话沟通", "A shared group; meetings or calls at the milestones"),
            meetingFrequency: phrase.pick("启动时一次，之后在每个节点前碰一次", "Once at kick-off, then before each milestone"),
            decisionMechanism: phrase.pick(
                "各人决定自己负责的部分，涉及时间和预算的由发起人定",
                "Everybody decides on their own part; the requester decides on dates and money"))
    }

    /// What has to be there first, by trade: a venue before the catering, a design before the building.
    func connect(_ plan: inout Proposal) {
        for index in plan.assignments.indices { plan.assignments[index].dependencies = [] }
        for index in plan.assignments.indices {
            let own = plan.assignments[index]
            var dependencies: [String] = []
            for need in own.needs {
                for key in fits.entry(of: need)?.after ?? [] {
                    guard let concept = fits.vocabulary[key] else { continue }
                    for other in plan.assignments
                    where other.agentID != own.agentID && !dependencies.contains(other.agentID) {
                        let provides = other.needs.compactMap { fits.concept(of: $0) }
                        let isFirst = provides.contains {
                            $0 == concept || fits.vocabulary.ancestors(of: $0).contains(concept)
                        }
                        // Two people never wait for each other.
                        if isFirst,
                            !plan.assignments.contains(where: {
                                $0.agentID == other.agentID && $0.dependencies.contains(own.agentID)
                            })
                        {
                            dependencies.append(other.agentID)
                        }
                    }
                }
            }
            plan.assignments[index].dependencies = dependencies
        }
    }

    func notSelected(_ participant: Participant, _ plan: Proposal) -> Proposal.NotSelected {
        let offered =
            participant.offer.needs.isEmpty
            ? understanding.capabilityTags.filter { strength(participant, $0) > 0 } : participant.offer.needs
        let taker = plan.assignments.first { assignment in
            assignment.needs.contains { need in offered.contains { fits.isSame($0, need) } }
        }
        let needs =
            taker.map { taker in offered.filter { need in taker.needs.contains { fits.isSame($0, need) } } } ?? offered
        return Proposal.NotSelected(
            agentID: participant.member.id, displayName: participant.member.displayName,
            reason: phrase.notNeeded(needs, taker: taker?.displayName))
    }

    /// Everything that follows from the assignments.
    func finish(_ plan: inout Proposal) {
        plan.openNeeds = understanding.capabilityTags.filter { need in
            !plan.assignments.contains { $0.needs.contains { fits.isSame($0, need) } }
        }
        for index in plan.assignments.indices {
            guard let participant = participants.first(where: { $0.member.id == plan.assignments[index].agentID })
            else { continue }
            plan.assignments[index].conditionsAddressed = metConditions(participant, plan.assignments[index], plan)
        }
        plan.summary = phrase.planSummary(plan.assignments, open: plan.openNeeds, understanding.context)
        var criteria = plan.assignments.prefix(6).flatMap { assignment in
            assignment.needs.prefix(2).map { phrase.criterion($0, assignment.displayName) }
        }
        criteria.append(phrase.criterion(understanding.context))
        if criteria.count < 2 { criteria.append(phrase.pick("每位参与者完成自己承诺的部分", "Everybody delivers what they offered")) }
        plan.successCriteria = criteria
        plan.risks = risks(plan)
        plan.rationale = rationale(plan)
        let conditional = plan.assignments.contains { assignment in
            participants.contains {
                $0.member.id == assignment.agentID && $0.offer.conditions.count > assignment.conditionsAddressed.count
            }
        }
        let total = max(1, understanding.capabilityTags.count)
        plan.confidence =
            plan.openNeeds.count * 2 > total ? .low : plan.openNeeds.isEmpty && !conditional ? .high : .medium
    }

    func metConditions(_ participant: Participant, _ assignment: Proposal.Assignment, _ plan: Proposal) -> [String] {
        participant.offer.conditions.filter {
            ConditionCheck.isMet($0, proposal: plan, assignment: assignment, understanding: understanding, today: today)
        }.map(\.id)
    }

    private func costs(_ plan: Proposal) -> (total: Double, currency: String, isPartial: Bool)? {
        let prices = plan.assignments.compactMap(\.price)
        guard let currency = understanding.context.budget?.currency ?? prices.first?.currency else { return nil }
        let same = prices.filter { $0.currency == currency }
        let fixed = same.filter { $0.per == .event || $0.per == .item }
        guard !same.isEmpty else { return nil }
        return (fixed.reduce(0) { $0 + $1.amount }, currency, fixed.count < prices.count)
    }

    private func risks(_ plan: Proposal) -> [Proposal.Risk] {
        var risks: [Proposal.Risk] = []
        for need in plan.openNeeds.prefix(5) {
            risks.append(
                Proposal.Risk(
                    risk: phrase.pick("\(need)还没有人承担", "Nobody covers \(need) yet"), probability: .high,
                    mitigation: phrase.pick(
                        "启动前补上人选，或由发起人自行解决", "Find somebody before the kick-off, or the requester arranges it")))
        }
        if let costs = costs(plan), let budget = understanding.context.budget, costs.currency == budget.currency,
            costs.total > budget.amount
        {
            risks.append(
                Proposal.Risk(
                    risk: phrase.budgetNote(
                        total: costs.total, currency: costs.currency, budget: budget, isPartial: costs.isPartial),
                    probability: .high,
                    mitigation: phrase.pick("启动会上先谈定价格或缩小范围", "Settle prices or a smaller scope at the kick-off")))
        }
        let single = plan.assignments.first { assignment in
            assignment.needs.contains { fits.entry(of: $0)?.isCore == true }
        }
        if let single, let need = single.needs.first(where: { fits.entry(of: $0)?.isCore == true }) {
            risks.append(
                Proposal.Risk(
                    risk: phrase.pick(
                        "\(need)只靠\(single.displayName)一人",
                        "\(phrase.capitalised(need)) rests on \(single.displayName) alone"), probability: .medium,
                    mitigation: phrase.pick(
                        "在第一个节点前确认，有变化立即告知大家",
                        "Confirm before the first milestone and tell everybody about changes at once")))
        }
        if plan.timeline.startDate.isEmpty {
            risks.append(
                Proposal.Risk(
                    risk: phrase.pick("日期还没有定", "The date is still open"), probability: .medium,
                    mitigation: phrase.pick("启动时与发起人敲定", "Agree on it with the requester at the kick-off")))
        }
        return risks
    }

    private func rationale(_ plan: Proposal) -> String {
        var parts: [String] = []
        for assignment in plan.assignments.prefix(6) where !assignment.needs.isEmpty {
            guard
                let best = participants.first(where: { $0.member.id == assignment.agentID }).flatMap({
                    fits.best(of: $0.member, for: assignment.needs[0])
                })
            else { continue }
            let needs = phrase.list(assignment.needs)
            parts.append(
                phrase.pick(
                    "\(assignment.displayName)的「\(best.capability.name)」最适合\(needs)",
                    "\(assignment.displayName)'s “\(best.capability.name)” serves \(needs) best"))
        }
        if understanding.context.date == nil, let day = CalendarDate(plan.timeline.startDate),
            ["event", "sharing"].contains(understanding.depth.type)
        {
            parts.append(
                phrase.pick(
                    "需求没有定日期，按各人的时间建议\(phrase.date(day))，由发起人确认",
                    "the demand leaves the date open; \(phrase.date(day)) suits those who take part and is for the requester to confirm"
                ))
        }
        if let costs = costs(plan) {
            parts.append(
                phrase.budgetNote(
                    total: costs.total, currency: costs.currency, budget: understanding.context.budget,
                    isPartial: costs.isPartial))
        }
        return phrase.sentences(parts)
    }
}
