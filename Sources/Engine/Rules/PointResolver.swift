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
        for condition in participant.offer.conditions { state(condition, at: index, in: &plan) }
        for point in participant.offer.negotiationPoints {
            record(resolve(point, participant, at: index, in: &plan), of: participant, aspect: point.aspect, in: &plan)
        }
    }

    /// Writes a condition into the plan when nothing that is known speaks against it.
    @discardableResult
    func state(_ condition: Condition, at index: Int, in plan: inout Proposal) -> Bool {
        func isMet() -> Bool {
            ConditionCheck.isMet(
                condition, proposal: plan, assignment: plan.assignments[index], understanding: understanding, today: builder.today)
        }
        if isMet() { return true }
        var facts = ConditionCheck.Facts(plan, plan.assignments[index], understanding, builder.today)
        if condition.kind == .price, condition.comparison == .atLeast, let least = ConditionCheck.number(condition.value),
            let price = plan.assignments[index].price, price.amount < least, affords(least, price.currency, index: index, plan)
        {
            plan.assignments[index].price?.amount = least
            facts.price = plan.assignments[index].price
        }
        guard ConditionCheck.verdict(condition, facts: facts) != .unmet else { return isMet() }
        var quote = condition.text
        if condition.kind == .other, !ConditionCheck.texts(condition.value).allSatisfy({ FoldedText(quote).contains($0) }) {
            quote += phrase.pick("（\(ConditionCheck.texts(condition.value).joined(separator: "；"))）", " (\(ConditionCheck.texts(condition.value).joined(separator: "; ")))")
        }
        addNote(phrase.conditionNote(quote), at: index, in: &plan)
        return isMet()
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

    func resolve(_ point: NegotiationPoint, _ participant: Participant, at index: Int, in plan: inout Proposal) -> Outcome {
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
            let first = CalendarDate(plan.timeline.startDate) ?? builder.timeline.proposedDay([participant]) ?? builder.today.adding(days: 7)
            day = (0...13).map { first.adding(days: $0) }.first { weekdays.contains($0.weekday) && builder.timeline.allows($0) }
        }
        guard let day else {
            // Asks for a date rather than for another one.
            if let own = CalendarDate(plan.timeline.startDate) ?? CalendarDate(plan.timeline.endDate) {
                return .addressed(phrase.pick("计划日期是\(phrase.date(own))", "the plan says \(phrase.date(own))"))
            }
            return .declined(phrase.pick("发起人还没有定日期，列为启动时第一件要敲定的事", "the requester has not set a date yet; it is the first thing to settle at the kick-off"))
        }
        if plan.timeline.startDate == day.description {
            return .addressed(phrase.pick("日期就是\(phrase.date(day))", "the date is \(phrase.date(day))"))
        }
        guard builder.timeline.allows(day), !builder.timeline.isFixed else {
            let fixed = understanding.context.date ?? understanding.context.dateEnd
            let reason = fixed.map { phrase.pick("日期由发起人定在\(phrase.date($0))，计划不能改", "the requester set \(phrase.date($0)), and a plan cannot move it") }
            return .declined(reason ?? phrase.pick("这个日期安排不了", "that day is not possible"))
        }
        if let other = settled.first(where: { !suits(day, $0) }) {
            return .declined(phrase.pick("改到\(phrase.date(day))会影响已同意的\(other.member.displayName)", "\(phrase.date(day)) does not suit \(other.member.displayName), who has agreed already"))
        }
        plan.timeline = builder.timeline.timeline(day: day)
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

    /// Whether the budget, less the fixed prices of the others, covers `amount`. An open budget does not say no.
    private func affords(_ amount: Double, _ currency: String, index: Int, _ plan: Proposal) -> Bool {
        guard let budget = understanding.context.budget, budget.currency == currency else { return true }
        return amount <= remaining(budget, index: index, plan)
    }

    private func remaining(_ budget: Money, index: Int, _ plan: Proposal) -> Double {
        let others = plan.assignments.enumerated().filter { $0.offset != index }.compactMap(\.element.price)
        let fixed = others.filter { $0.currency == budget.currency && ($0.per == .event || $0.per == .item) }
        return max(0, budget.amount - fixed.reduce(0) { $0 + $1.amount })
    }

    private func price(_ point: NegotiationPoint, at index: Int, in plan: inout Proposal) -> Outcome {
        guard let wanted = ConditionCheck.number(.text(point.desiredValue)) else {
            return .declined(phrase.pick("没有给出可以写进计划的数目，留到启动时谈", "it names no sum that a plan could hold; to be talked about at the kick-off"))
        }
        let read = BudgetReader(text: FoldedText(point.desiredValue), language: understanding.language, headCount: nil).read()
        let currency = plan.assignments[index].price?.currency ?? read?.currency ?? understanding.context.budget?.currency
            ?? phrase.pick("CNY", "USD")
        if affords(wanted, currency, index: index, plan) {
            let unit = plan.assignments[index].price?.per ?? .event
            let price = Price(amount: wanted, currency: currency, per: unit, negotiable: plan.assignments[index].price?.negotiable)
            plan.assignments[index].price = price
            return .addressed(phrase.pick("按\(phrase.price(price))写进计划", "the plan says \(phrase.price(price))"))
        }
        guard let budget = understanding.context.budget else { return .declined("") }
        let rest = remaining(budget, index: index, plan)
        if var price = plan.assignments[index].price, price.negotiable == true, rest > 0 {
            price.amount = min(price.amount, rest)
            plan.assignments[index].price = price
            return .declined(
                phrase.pick("预算\(phrase.money(budget))付不起，计划里写的是\(phrase.price(price))", "more than the budget of \(phrase.money(budget)) allows; the plan says \(phrase.price(price))"))
        }
        return .declined(phrase.pick("超出预算\(phrase.money(budget))", "above the budget of \(phrase.money(budget))"))
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
        return .declined(phrase.pick("地点由发起人定在\(location)", "the requester set the place: \(location)"))
    }

    private func size(_ point: NegotiationPoint, at index: Int, in plan: inout Proposal) -> Outcome {
        guard let count = understanding.context.expectedAttendees else {
            guard ConditionCheck.number(.text(point.desiredValue)) != nil else {
                return .declined(phrase.pick("发起人还没有说人数，列入启动时确认", "the requester has not said how many; to be settled at the kick-off"))
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
        return .declined(phrase.pick("发起人预计\(count)人，计划不能改", "the requester expects \(count) people, and a plan cannot change that"))
    }

    private func role(_ point: NegotiationPoint, _ participant: Participant, at index: Int, in plan: inout Proposal) -> Outcome {
        let own = builder.understanding.capabilityTags.filter { builder.strength(participant, $0) > 0 }
        let wish = NeedFit.standard.profile([point.desiredValue])
        let isOwn = participant.member.capabilities.contains { capability in
            FoldedText(point.desiredValue).contains(capability.name)
                || NeedFit.standard.fit(need: wish, capability: NeedFit.standard.profile(capability)) >= NeedFit.threshold
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
        after.price = before.price ?? after.price
        after.dependencies = before.dependencies
        if isOwn { after.role = TextLimit.clip(point.desiredValue, TextLimit.line) }
        plan.assignments[index] = after
        return .addressed(phrase.pick("角色改为「\(after.role)」", "the role is now “\(after.role)”"))
    }

    private func scope(_ point: NegotiationPoint, at index: Int, in plan: inout Proposal) -> Outcome {
        let assignment = plan.assignments[index]
        let kept = assignment.needs.filter { FoldedText(point.desiredValue).contains($0) }
        let isLess = ["只", "仅", "减少", "缩小", "only", "less", "smaller", "reduce", "just"].contains { FoldedText(point.desiredValue).contains($0) }
        if isLess, !kept.isEmpty, kept.count < assignment.needs.count,
            let participant = builder.participants.first(where: { $0.member.id == assignment.agentID })
        {
            var after = builder.assignment(participant, needs: kept)
            after.notes = assignment.notes
            after.price = assignment.price
            plan.assignments[index] = after
            return .addressed(phrase.pick("只负责\(phrase.list(kept))", "the part is now \(phrase.list(kept)) only"))
        }
        let frame = phrase.frame(understanding.context)
        guard !frame.isEmpty, !assignment.needs.isEmpty else {
            return .declined(phrase.pick("需求没有写得更细，列为启动时第一件要谈的事", "the demand says no more; it is the first thing to talk about at the kick-off"))
        }
        let text = phrase.pick("要交付的是\(phrase.list(assignment.needs))：\(frame)", "to be delivered: \(phrase.list(assignment.needs)), \(frame)")
        addNote(text, at: index, in: &plan)
        return .addressed(text)
    }

    private func other(_ point: NegotiationPoint, _ participant: Participant, at index: Int, in plan: inout Proposal) -> Outcome {
        let wish = point.desiredValue.isEmpty ? point.reason : point.desiredValue
        let stated = participant.offer.conditions.first { FoldedText(wish).contains($0.text) || FoldedText($0.text).contains(wish) }
        if let stated, state(stated, at: index, in: &plan) {
            return .addressed(phrase.pick("已写进约定：\(stated.text)", "written down: \(stated.text)"))
        }
        if let stated { return .declined(phrase.pick("与需求不符：\(stated.text)", "the demand is different: \(stated.text)")) }
        return .declined(phrase.pick("这一点要由发起人决定，列入启动时讨论", "this is for the requester to decide; it goes on the list for the kick-off"))
    }
}
