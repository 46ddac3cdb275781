/// What a member's profile says about a demand or a plan: what they can do there, and what stands in the way.
struct ProfileCheck {
    /// A need that one of the member's capabilities serves.
    struct Fit {
        var need: String
        var capability: Member.Capability
        var strength: Double
    }

    /// Something that both sides state and that do not go together.
    struct Conflict: Equatable {
        enum Kind: String { case place, time, notice, size, price }
        var kind: Kind
        var point: NegotiationPoint
        /// What it would take is the requester's to give (a later day, more money).
        var isSolvable: Bool
    }

    let member: Member
    let understanding: Understanding
    let today: CalendarDate
    private let standard = NeedFit.standard

    var phrase: Phrase { Phrase(language: understanding.language) }

    func fits() -> [Fit] {
        understanding.capabilityTags.compactMap { need in
            guard let best = standard.best(of: member, for: need), best.fit >= NeedFit.threshold else { return nil }
            return Fit(need: need, capability: best.capability, strength: best.fit)
        }
    }

    /// For a demand without needs: the capability that shares the most with its words.
    func related() -> Fit? {
        let demand = standard.profile([understanding.surfaceDemand])
        guard !demand.concepts.isEmpty else { return nil }
        for capability in member.capabilities {
            let concepts = standard.profile(capability).concepts
            if let concept = concepts.first(where: demand.concepts.contains) {
                let name = standard.vocabulary.concepts[concept].name(understanding.language)
                return Fit(need: name, capability: capability, strength: 0.6)
            }
        }
        return nil
    }

    /// The topic that the member declines and the demand is about.
    func declinedTopic() -> String? {
        let text = FoldedText(understanding.surfaceDemand)
        let demand = Set(standard.vocabulary.hits(in: text).map(\.concept))
        for topic in member.declines {
            let folded = FoldedText(topic, limit: 100)
            guard folded.count >= 2 else { continue }
            if text.contains(topic) { return topic }
            let hits = standard.vocabulary.hits(in: folded)
            guard !hits.isEmpty else { continue }
            let named = hits.reduce(0) { $0 + $1.range.count }
            let letters = folded.scalars.reduce(0) { $0 + (FoldedText.isSpace($1) ? 0 : 1) }
            let isAll = hits.allSatisfy { hit in
                demand.contains { $0 == hit.concept || standard.vocabulary.ancestors(of: $0).contains(hit.concept) }
            }
            if isAll, named * 10 >= letters * 6 { return topic }
        }
        return nil
    }

    func conflicts(_ fits: [Fit]) -> [Conflict] {
        [place(fits), weekday(), notice(), size(fits), price()].compactMap { $0 }
    }

    // MARK: one by one

    func place(_ fits: [Fit]) -> Conflict? {
        let context = understanding.context
        if context.remote == true {
            guard member.remote == false else { return nil }
            return Conflict(
                kind: .place,
                point: NegotiationPoint(
                    aspect: "place", currentValue: phrase.pick("线上", "online"),
                    desiredValue: phrase.pick("线下当面进行", "on site, in person"),
                    reason: phrase.pick("资料写明不做远程", "the profile says no remote work")), isSolvable: true)
        }
        guard let location = context.location, PlaceCheck.placement(of: member, at: location) == .elsewhere else { return nil }
        let needsPresence = !fits.isEmpty && fits.allSatisfy { standard.entry(of: $0.need)?.isOnSite == true }
        guard member.remote != true || needsPresence else { return nil }
        let cities = phrase.list(member.places.map(\.city))
        return Conflict(
            kind: .place,
            point: NegotiationPoint(
                aspect: "place", currentValue: location, desiredValue: cities,
                reason: phrase.pick("服务范围是\(cities)", "the area served is \(cities)")), isSolvable: false)
    }

    func weekday() -> Conflict? {
        guard let first = understanding.context.date else { return nil }
        let days = Set(member.availability.flatMap(\.weekdays))
        guard !days.isEmpty else { return nil }
        let length = max(0, min(31, (understanding.context.dateEnd ?? first).daysSinceEpoch - first.daysSinceEpoch))
        guard !(0...length).contains(where: { days.contains(first.adding(days: $0).weekday) }) else { return nil }
        let earliest = max(first, today.adding(days: member.noticeDays ?? 0))
        let next = (0...13).map { earliest.adding(days: $0) }.first { days.contains($0.weekday) } ?? first
        return Conflict(
            kind: .time,
            point: NegotiationPoint(
                aspect: "time", currentValue: phrase.date(first), desiredValue: next.description,
                reason: phrase.pick("只在\(phrase.weekdays(Array(days)))有空", "free on \(phrase.weekdays(Array(days))) only")),
            isSolvable: true)
    }

    func notice() -> Conflict? {
        guard let notice = member.noticeDays, let last = understanding.context.dateEnd ?? understanding.context.date,
            last.daysSinceEpoch - today.daysSinceEpoch < notice
        else { return nil }
        let earliest = today.adding(days: notice)
        return Conflict(
            kind: .notice,
            point: NegotiationPoint(
                aspect: "time", currentValue: phrase.date(last), desiredValue: earliest.description,
                reason: phrase.pick("需要提前\(notice)天准备", "\(notice) days' notice is needed")), isSolvable: true)
    }

    func size(_ fits: [Fit]) -> Conflict? {
        guard let count = understanding.context.expectedAttendees, let capacity = member.capacity,
            fits.isEmpty || fits.contains(where: { standard.entry(of: $0.need)?.dependsOnSize == true })
        else { return nil }
        if let most = capacity.max, most < count {
            return Conflict(
                kind: .size,
                point: NegotiationPoint(
                    aspect: "size", currentValue: phrase.people(count),
                    desiredValue: phrase.pick("不超过\(most)人", "at most \(most) people"),
                    reason: phrase.pick("最多能接待\(most)人", "there is room for \(most) people at most")), isSolvable: false)
        }
        if let least = capacity.min, least > count {
            return Conflict(
                kind: .size,
                point: NegotiationPoint(
                    aspect: "size", currentValue: phrase.people(count),
                    desiredValue: phrase.pick("不少于\(least)人", "at least \(least) people"),
                    reason: phrase.pick("\(least)人起接", "the smallest group taken is \(least)")), isSolvable: false)
        }
        return nil
    }

    func price() -> Conflict? {
        guard let price = member.price, let budget = understanding.context.budget, price.currency == budget.currency,
            price.amount > budget.amount
        else { return nil }
        return Conflict(
            kind: .price,
            point: NegotiationPoint(
                aspect: "price", currentValue: phrase.pick("预算\(phrase.money(budget))", "a budget of \(phrase.money(budget))"),
                desiredValue: phrase.price(price),
                reason: price.negotiable == true
                    ? phrase.pick("报价高于预算，可以商量", "the price is above the budget and can be talked about")
                    : phrase.pick("报价高于预算", "the price is above the budget")),
            isSolvable: price.negotiable == true)
    }
}
