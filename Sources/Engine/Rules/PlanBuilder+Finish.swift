extension PlanBuilder {
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
        let cost = cost(plan.assignments)
        plan.summary = phrase.planSummary(
            plan, understanding, cost: cost, saving: isAboveBudget(cost) ? cheaper(plan) : "")
        var criteria = plan.assignments.prefix(6).filter { !phrase.isStandIn($0.role) }.flatMap { assignment in
            assignment.needs.prefix(2).map { phrase.criterion($0, assignment.displayName) }
        }
        criteria.append(phrase.criterion(plan.timeline, understanding.context, timeline.kind))
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

    /// What the prices of `assignments` come to; who only stands in is not paid.
    func cost(_ assignments: [Proposal.Assignment]) -> PlanCost {
        PlanCost(
            assignments.filter { !phrase.isStandIn($0.role) }, understanding: understanding,
            days: timeline.kind == .event || timeline.kind == .trip ? timeline.days : nil)
    }

    private func risks(_ plan: Proposal) -> [Proposal.Risk] {
        var risks: [Proposal.Risk] = []
        for need in plan.openNeeds.prefix(5) {
            risks.append(
                Proposal.Risk(
                    risk: phrase.pick("\(need)还没有人", "Nobody yet for \(need)"), probability: .high,
                    mitigation: phrase.pick(
                        "尽快再找一位，或由发起人自己解决", "Find somebody soon, or the requester arranges it")))
        }
        let cost = cost(plan.assignments)
        if isAboveBudget(cost), let budget = understanding.context.budget {
            risks.append(
                Proposal.Risk(
                    risk: phrase.costNote(cost, budget: budget), probability: .high,
                    mitigation: cheaper(plan)))
        }
        let single = plan.assignments.first { assignment in
            assignment.needs.contains { fits.entry(of: $0)?.isCore == true }
        }
        if let single, let need = single.needs.first(where: { fits.entry(of: $0)?.isCore == true }) {
            risks.append(
                Proposal.Risk(
                    risk: phrase.pick(
                        "\(need)只靠\(single.displayName)一家",
                        "\(phrase.capitalised(need)) rests on \(single.displayName) alone"), probability: .medium,
                    mitigation: stepIn(for: need, besides: single, plan)))
        }
        if plan.timeline.startDate.isEmpty {
            risks.append(
                Proposal.Risk(
                    risk: phrase.pick("日期还没有定", "The date is still open"), probability: .medium,
                    mitigation: phrase.pick("先和发起人把日子定下来", "Agree on the day with the requester first")))
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
        if !timeline.isFixed, let day = CalendarDate(plan.timeline.startDate), !timeline.kind.isDeliverable {
            parts.append(
                phrase.pick(
                    "\(phrase.date(day))照顾到了大家有空的日子和准备时间，等发起人点头",
                    "\(phrase.date(day)) suits those who take part and gives them time to prepare; it is for the requester to confirm"
                ))
        }
        let note = phrase.costNote(cost(plan.assignments), budget: understanding.context.budget)
        if !note.isEmpty { parts.append(note) }
        return phrase.sentences(parts)
    }

    private func isAboveBudget(_ cost: PlanCost) -> Bool {
        guard let total = cost.total, let budget = understanding.context.budget else { return false }
        return total.currency == budget.currency && total.amount > budget.amount
    }

    /// Whom to talk to about money: the dearest whose price is open, else the dearest.
    private func cheaper(_ plan: Proposal) -> String {
        func sum(_ assignment: Proposal.Assignment) -> Double {
            assignment.price.flatMap {
                PlanCost.sum($0, needs: assignment.needs, context: understanding.context, days: timeline.days)
            } ?? 0
        }
        let priced = plan.assignments.filter { sum($0) > 0 && !phrase.isStandIn($0.role) }.sorted { sum($0) > sum($1) }
        if let open = priced.first(where: { $0.price?.negotiable == true }) {
            return phrase.pick(
                "\(open.displayName)的价格可以谈，先跟对方谈",
                "the price of \(open.displayName) is open to talk; begin there")
        }
        guard let first = priced.first else { return "" }
        return phrase.pick(
            "缩小\(phrase.list(first.needs))的规模，或提高预算",
            "ask for less \(phrase.bare(phrase.list(first.needs))), or raise the budget")
    }

    /// Who else offered the need that rests on one member.
    private func stepIn(for need: String, besides single: Proposal.Assignment, _ plan: Proposal) -> String {
        let other = participants.first { $0.member.id != single.agentID && strength($0, need) > 0 }
        guard let name = other?.member.displayName else {
            return phrase.pick("尽早确认，有变化马上告诉大家", "Confirm early and tell everybody about changes at once")
        }
        return phrase.pick("万一有变，\(name)也报过名", "If that changes, \(name) offered it as well")
    }
}
