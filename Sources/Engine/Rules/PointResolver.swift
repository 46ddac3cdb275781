/// Grants what a plan can grant and says why it can not grant the rest.
struct PointResolver {
    enum Outcome: Equatable {
        case addressed(String)
        case declined(String)
    }

    let builder: PlanBuilder
    /// Participants whose agreement to a plan must not be disturbed.
    var settled: [Participant] = []

    private var phrase: Phrase { builder.phrase }
    private var understanding: Understanding { builder.understanding }

    /// States a participant's conditions in the plan and answers their negotiation points.
    func grant(_ participant: Participant, in plan: inout Proposal) {
        guard let index = plan.assignments.firstIndex(where: { $0.agentID == participant.member.id }) else { return }
        for condition in participant.offer.conditions where !state(condition, at: index, in: &plan) {
            record(
                .declined(phrase.cannotMeet(condition, understanding.context)), of: participant,
                aspect: condition.kind.rawValue, in: &plan)
        }
        for point in participant.offer.negotiationPoints {
            record(resolve(point, participant, at: index, in: &plan), of: participant, aspect: point.aspect, in: &plan)
        }
    }

    /// Writes a condition into the plan when nothing that is known speaks against it.
    @discardableResult
    func state(_ condition: Condition, at index: Int, in plan: inout Proposal) -> Bool {
        func isMet() -> Bool {
            ConditionCheck.isMet(
                condition, proposal: plan, assignment: plan.assignments[index], understanding: understanding,
                today: builder.today)
        }
        if isMet() { return true }
        var facts = ConditionCheck.Facts(plan, plan.assignments[index], understanding, builder.today)
        if condition.kind == .price, condition.comparison == .atLeast,
            let least = ConditionCheck.number(condition.value),
            let price = plan.assignments[index].price, price.amount < least,
            affords(least, price.currency, index: index, plan)
        {
            var raised = price
            raised.amount = least
            setPrice(raised, at: index, in: &plan)
            facts.price = plan.assignments[index].price
        }
        guard ConditionCheck.verdict(condition, facts: facts) != .unmet else { return isMet() }
        var quote = condition.text
        if condition.kind == .other,
            !ConditionCheck.texts(condition.value).allSatisfy({ FoldedText(quote).contains($0) })
        {
            quote += phrase.pick(
                "（\(ConditionCheck.texts(condition.value).joined(separator: "；"))）",
                " (\(ConditionCheck.texts(condition.value).joined(separator: "; ")))")
        }
        addNote(phrase.conditionNote(quote), at: index, in: &plan)
        return isMet()
    }

    /// The price of a part, where the part speaks of it as well.
    private func setPrice(_ price: Price, at index: Int, in plan: inout Proposal) {
        let id = plan.assignments[index].agentID
        guard let participant = builder.participants.first(where: { $0.member.id == id }) else {
            plan.assignments[index].price = price
            return
        }
        plan.assignments[index] = priced(plan.assignments[index], price, participant)
    }

    private func priced(_ assignment: Proposal.Assignment, _ price: Price, _ participant: Participant)
        -> Proposal.Assignment
    {
        var result = assignment
        let isBackup = phrase.isStandIn(assignment.role)
        var agreed = participant
        // Only words of our own are changed with the price.
        let isOurs =
            result.responsibility
            == phrase.responsibility(
                assignment.needs, spoken(participant, assignment.price), understanding, isBackup: isBackup)
        agreed.offer.price = price
        if isOurs {
            result.responsibility = phrase.responsibility(assignment.needs, agreed, understanding, isBackup: isBackup)
        }
        result.price = price
        return result
    }

    private func spoken(_ participant: Participant, _ price: Price?) -> Participant {
        var result = participant
        result.offer.price = price
        return result
    }

    func addNote(_ note: String, at index: Int, in plan: inout Proposal) {
        let old = plan.assignments[index].notes
        guard !old.contains(note) else { return }
        plan.assignments[index].notes = TextLimit.clip(phrase.sentences([old, note]), TextLimit.text)
    }

    func record(_ outcome: Outcome, of participant: Participant, aspect: String, in plan: inout Proposal) {
        let id = participant.member.id
        plan.negotiationHandling.addressed.removeAll { $0.agentID == id && $0.aspect == aspect }
        plan.negotiationHandling.declined.removeAll { $0.agentID == id && $0.aspect == aspect }
        switch outcome {
        case .addressed(let text):
            plan.negotiationHandling.addressed.append(.init(agentID: id, aspect: aspect, resolution: text))
        case .declined(let text):
            plan.negotiationHandling.declined.append(.init(agentID: id, aspect: aspect, reason: text))
        }
    }

    func resolve(_ point: NegotiationPoint, _ participant: Participant, at index: Int, in plan: inout Proposal)
        -> Outcome
    {
        switch PointKind(point) {
        case .time: return time(point, participant, in: &plan)
        case .price: return price(point, at: index, in: &plan)
        case .place: return place(point, at: index, in: &plan)
        case .size: return size(point, at: index, in: &plan)
        case .role: return role(point, participant, at: index, in: &plan)
        case .scope: return scope(point, at: index, in: &plan)
        case .other: return other(point, participant, at: index, in: &plan)
        }
    }

    // MARK: one kind each

    private func time(_ point: NegotiationPoint, _ participant: Participant, in plan: inout Proposal) -> Outcome {
        let wish = FoldedText(point.desiredValue, limit: 200)
        let found = DateReader(text: wish, today: builder.today).read()
        var day = found?.first ?? found?.last
        if day == nil, let weekdays = Weekdays.read(point.desiredValue) {
            let first =
                CalendarDate(plan.timeline.startDate) ?? builder.timeline.proposedDay([participant])
                ?? builder.today.adding(days: 7)
            day = (0...13).map { first.adding(days: $0) }.first {
                weekdays.contains($0.weekday) && builder.timeline.allows($0)
            }
        }
        guard let day else {
            // Asks for a date rather than for another one.
            if let own = CalendarDate(plan.timeline.startDate) ?? CalendarDate(plan.timeline.endDate) {
                return .addressed(phrase.pick("定在\(phrase.date(own))", "it is on \(phrase.date(own))"))
            }
            return .declined(
                phrase.pick(
                    "日期发起人还没定，确认分工时先定下来",
                    "the requester has not set a day yet; it is the first thing to settle"))
        }
        if plan.timeline.startDate == day.description {
            return .addressed(phrase.pick("日期就是\(phrase.date(day))", "the date is \(phrase.date(day))"))
        }
        guard builder.timeline.allows(day), !builder.timeline.isFixed else {
            if !builder.timeline.isFixed, let weekdays = builder.timeline.weekdays, !weekdays.contains(day.weekday) {
                let names = phrase.weekdays(Array(weekdays))
                return .declined(phrase.pick("发起人要的是\(names)", "the requester asks for \(names)"))
            }
            if let first = understanding.context.date, let last = understanding.context.dateEnd, last > first {
                let days = phrase.range(first, last)
                return .declined(phrase.pick("时间只能在\(days)之内", "it has to be within \(days)"))
            }
            let fixed = understanding.context.date ?? understanding.context.dateEnd
            let reason = fixed.map {
                phrase.pick(
                    "发起人定了\(phrase.date($0))，改不了",
                    "the requester set \(phrase.date($0)), and a plan cannot move that")
            }
            return .declined(reason ?? phrase.pick("这个日期安排不了", "that day is not possible"))
        }
        if let other = settled.first(where: { !suits(day, $0) }) {
            return .declined(
                phrase.pick(
                    "\(phrase.date(day))已经同意的\(other.member.displayName)来不了",
                    "\(phrase.date(day)) does not suit \(other.member.displayName), who has agreed already"))
        }
        builder.setDay(day, in: &plan)
        return .addressed(phrase.pick("日期改为\(phrase.date(day))", "the date is now \(phrase.date(day))"))
    }

    /// Whether a day goes with the profile and the conditions of somebody.
    func suits(_ day: CalendarDate, _ participant: Participant) -> Bool {
        var moved = understanding
        moved.context.date = day
        moved.context.dateEnd = nil
        let check = ProfileCheck(member: participant.member, understanding: moved, today: builder.today)
        guard check.weekday() == nil, check.notice() == nil else { return false }
        return participant.offer.conditions.filter { $0.kind == .date || $0.kind == .notice }.allSatisfy {
            ConditionCheck.verdict($0, understanding: moved, today: builder.today, needs: [], price: nil) != .unmet
        }
    }

    /// Whether the budget, less the known prices of the others, covers `amount` for the part at `index`. An open budget does
    /// not say no.
    private func affords(_ amount: Double, _ currency: String, index: Int, _ plan: Proposal) -> Bool {
        guard let budget = understanding.context.budget, budget.currency == currency else { return true }
        return amount * units(at: index, plan) <= remaining(budget, index: index, plan)
    }

    /// How many times the price is paid: once, or for every portion.
    private func units(at index: Int, _ plan: Proposal) -> Double {
        let assignment = plan.assignments[index]
        let unit = Price(amount: 1, currency: "CNY", per: assignment.price?.per ?? .event, negotiable: nil)
        return PlanCost.sum(unit, needs: assignment.needs, context: understanding.context, days: builder.timeline.days)
            ?? 1
    }

    private func remaining(_ budget: Money, index: Int, _ plan: Proposal) -> Double {
        var others = plan.assignments
        others.remove(at: index)
        let cost = builder.cost(others)
        return max(0, budget.amount - (cost.total.map { $0.currency == budget.currency ? $0.amount : 0 } ?? 0))
    }

    private func price(_ point: NegotiationPoint, at index: Int, in plan: inout Proposal) -> Outcome {
        guard let wanted = sum(in: point.desiredValue) else {
            return .declined(
                phrase.pick(
                    "没有说要多少，由双方直接谈", "it names no sum; that is for the two sides to talk about"
                ))
        }
        let read = BudgetReader(text: FoldedText(point.desiredValue), language: understanding.language, headCount: nil)
            .read()
        let currency =
            plan.assignments[index].price?.currency ?? read?.currency ?? understanding.context.budget?.currency
            ?? phrase.pick("CNY", "USD")
        if affords(wanted, currency, index: index, plan) {
            let unit = plan.assignments[index].price?.per ?? .event
            let price = Price(
                amount: wanted, currency: currency, per: unit, negotiable: plan.assignments[index].price?.negotiable)
            setPrice(price, at: index, in: &plan)
            let text = phrase.price(price, for: plan.assignments[index].needs)
            return .addressed(phrase.pick("按\(text)写进计划", "the plan says \(text)"))
        }
        guard let budget = understanding.context.budget else { return .declined("") }
        let rest = remaining(budget, index: index, plan)
        if var price = plan.assignments[index].price, price.negotiable == true, rest > 0 {
            price.amount = min(price.amount, (rest / units(at: index, plan)).rounded(.down))
            setPrice(price, at: index, in: &plan)
            let text = phrase.price(price, for: plan.assignments[index].needs)
            return .declined(
                phrase.pick(
                    "预算\(phrase.money(budget))，付完别人只够\(text)",
                    "the budget is \(phrase.money(budget)); after the others it leaves \(text)"))
        }
        return .declined(
            phrase.pick(
                "预算\(phrase.money(budget))里付完别人只剩\(phrase.amount(rest, budget.currency))",
                "of the budget of \(phrase.money(budget)) only \(phrase.amount(rest, budget.currency)) is left for it"))
    }

    /// The sum that a wish names; the one in `一场800元` counts events, not yuan.
    private func sum(in wish: String) -> Double? {
        let unit = ["一场", "一次", "一天", "一小时", "一份", "一件", "一单"].first { wish.hasPrefix($0) } ?? ""
        return ConditionCheck.number(.text(String(wish.dropFirst(unit.count))))
    }

    private func place(_ point: NegotiationPoint, at index: Int, in plan: inout Proposal) -> Outcome {
        let wish = FoldedText(point.desiredValue, limit: 200)
        let isRemoteWish = ["线上", "远程", "在线", "online", "remote", "remotely"].contains(where: wish.contains)
        let mustBeThere = plan.assignments[index].needs.contains { NeedFit.standard.entry(of: $0)?.isOnSite == true }
        if isRemoteWish, understanding.context.remote == true || !mustBeThere {
            addNote(phrase.pick("这部分线上完成", "This part is done online"), at: index, in: &plan)
            return .addressed(phrase.pick("可以线上完成", "it can be done online"))
        }
        guard let location = understanding.context.location else {
            if understanding.context.remote == true {
                return .declined(phrase.pick("发起人要求线上进行", "the requester wants it online"))
            }
            addNote(phrase.conditionNote(point.desiredValue), at: index, in: &plan)
            return .addressed(phrase.pick("需求没有限定地点，已写进约定", "the demand leaves the place open; it is written down"))
        }
        return .declined(phrase.pick("这次就在\(location)，改不了", "it is in \(location), and a plan cannot move it"))
    }

    private func size(_ point: NegotiationPoint, at index: Int, in plan: inout Proposal) -> Outcome {
        guard let count = understanding.context.expectedAttendees else {
            guard ConditionCheck.number(.text(point.desiredValue)) != nil else {
                return .declined(
                    phrase.pick(
                        "人数发起人还没说，确认分工时问清楚", "the requester has not said how many; to be asked when parts are confirmed"
                    ))
            }
            addNote(phrase.conditionNote(point.desiredValue), at: index, in: &plan)
            return .addressed(phrase.pick("需求没有限定人数，已写进约定", "the demand leaves the number open; it is written down"))
        }
        guard let bound = ConditionCheck.number(.text(point.desiredValue)) else {
            return .addressed(phrase.pick("人数是\(count)人", "there will be \(count) people"))
        }
        let isLeast = ["不少于", "至少", "起", "at least", "minimum"].contains { FoldedText(point.desiredValue).contains($0) }
        if isLeast ? Double(count) >= bound : Double(count) <= bound {
            return .addressed(phrase.pick("人数\(count)人，符合要求", "with \(count) people that is so"))
        }
        return .declined(
            phrase.pick("这次是\(count)人，改不了", "there will be \(count) people, and a plan cannot change that"))
    }

    private func role(_ point: NegotiationPoint, _ participant: Participant, at index: Int, in plan: inout Proposal)
        -> Outcome
    {
        let own = builder.understanding.capabilityTags.filter { builder.strength(participant, $0) > 0 }
        let wish = NeedFit.standard.profile([point.desiredValue])
        let isOwn = participant.member.capabilities.contains { capability in
            FoldedText(point.desiredValue).contains(capability.name)
                || NeedFit.standard.fit(need: wish, capability: NeedFit.standard.profile(capability))
                    >= NeedFit.threshold
        }
        guard isOwn || !own.isEmpty else {
            return .declined(phrase.pick("资料里没有与这个角色对应的能力", "no capability in the profile goes with that role"))
        }
        let before = plan.assignments[index]
        let taken = plan.assignments.enumerated().filter { $0.offset != index }.flatMap(\.element.needs)
        let kept = before.needs.filter { builder.strength(participant, $0) > 0 }
        let free = own.filter { need in !taken.contains { NeedFit.standard.isSame($0, need) } }
        let needs = kept.isEmpty ? free : kept
        var after = builder.assignment(participant, needs: needs)
        after.notes = before.notes
        after.dependencies = before.dependencies
        if let price = before.price { after = priced(after, price, participant) }
        if isOwn { after.role = TextLimit.clip(point.desiredValue, TextLimit.line) }
        plan.assignments[index] = after
        return .addressed(phrase.pick("角色改为「\(after.role)」", "the role is now “\(after.role)”"))
    }

    private func scope(_ point: NegotiationPoint, at index: Int, in plan: inout Proposal) -> Outcome {
        let assignment = plan.assignments[index]
        let kept = assignment.needs.filter { FoldedText(point.desiredValue).contains($0) }
        let isLess = ["只", "仅", "减少", "缩小", "only", "less", "smaller", "reduce", "just"].contains {
            FoldedText(point.desiredValue).contains($0)
        }
        if isLess, !kept.isEmpty, kept.count < assignment.needs.count,
            let participant = builder.participants.first(where: { $0.member.id == assignment.agentID })
        {
            var after = builder.assignment(participant, needs: kept)
            after.notes = assignment.notes
            if let price = assignment.price { after = priced(after, price, participant) }
            plan.assignments[index] = after
            return .addressed(phrase.pick("只负责\(phrase.list(kept))", "the part is now \(phrase.list(kept)) only"))
        }
        if TextLimit.trim(assignment.responsibility).isEmpty,
            let participant = builder.participants.first(where: { $0.member.id == assignment.agentID })
        {
            let fresh = builder.assignment(spoken(participant, assignment.price), needs: assignment.needs)
            plan.assignments[index].responsibility = fresh.responsibility
            return .addressed(phrase.pick("写明了：\(fresh.responsibility)", "it now says: \(fresh.responsibility)"))
        }
        let occasion = phrase.occasion(plan.timeline, understanding.context, builder.timeline.kind)
        guard !occasion.isEmpty, !assignment.needs.isEmpty else {
            return .declined(
                phrase.pick(
                    "需求里没有写得更细，开工前先和发起人说清",
                    "the demand says no more; ask the requester before the work starts"))
        }
        return .addressed(
            phrase.pick(
                "计划写了\(phrase.list(assignment.needs))：\(occasion)；更细的开工前和发起人说清",
                "the plan says \(phrase.list(assignment.needs)): \(occasion); ask the requester for more before the start"
            ))
    }

    private func other(_ point: NegotiationPoint, _ participant: Participant, at index: Int, in plan: inout Proposal)
        -> Outcome
    {
        let wish = point.desiredValue.isEmpty ? point.reason : point.desiredValue
        let stated = participant.offer.conditions.first {
            FoldedText(wish).contains($0.text) || FoldedText($0.text).contains(wish)
        }
        if let stated, state(stated, at: index, in: &plan) {
            return .addressed(phrase.pick("已写进计划：「\(stated.text)」", "the plan now says: “\(stated.text)”"))
        }
        if let stated {
            return .declined(phrase.cannotMeet(stated, understanding.context))
        }
        return .declined(
            phrase.pick(
                "这一点要发起人自己决定，计划里定不了", "this is for the requester to decide, a plan cannot"))
    }
}
