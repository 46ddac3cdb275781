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
        [place(fits), weekday(fits), notice(), size(fits), price()].compactMap { $0 }
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
                    reason: phrase.pick("我不做线上", "I do not work online")), isSolvable: true)
        }
        guard let location = context.location, ProfileCheck.placement(of: member, at: location) == .elsewhere else {
            return nil
        }
        let needsPresence = !fits.isEmpty && fits.allSatisfy { standard.entry(of: $0.need)?.isOnSite == true }
        guard member.remote != true || needsPresence else { return nil }
        let cities = phrase.list(member.places.map(\.city))
        return Conflict(
            kind: .place,
            point: NegotiationPoint(
                aspect: "place", currentValue: location, desiredValue: cities,
                reason: phrase.pick("我只在\(cities)接活", "I work in \(cities) only")), isSolvable: false)
    }

    /// Like the matcher's, but somebody whose known places are far away is elsewhere although another of their places is
    /// unknown: that one is hardly in another part of the world.
    static func placement(of member: Member, at location: String) -> MemberIndex.Placement {
        let placed = PlaceCheck.placement(of: member, at: location)
        guard placed == .unknown, let here = Cities.standard.city(of: location) else { return placed }
        let known = member.places.compactMap { Cities.standard.city(of: $0.city) }
        let isNamed = member.places.contains {
            FoldedText($0.city).contains(location) || FoldedText(location).contains($0.city)
        }
        guard !known.isEmpty, !isNamed else { return placed }
        return known.allSatisfy { Cities.standard.kilometres($0, here) > 500 } ? .elsewhere : placed
    }

    /// - Parameter fits: what the member does; nil: all that they could. Who is not there on the day may be busy then.
    func weekday(_ fits: [Fit]? = nil) -> Conflict? {
        guard let first = understanding.context.date else { return nil }
        let own = fits ?? self.fits()
        guard own.isEmpty || own.contains(where: { ProfileCheck.isThere($0.need, kind: WorkKind(understanding)) })
        else { return nil }
        let days = Set(member.availability.flatMap(\.weekdays))
        guard !days.isEmpty else { return nil }
        let length = max(0, min(31, (understanding.context.dateEnd ?? first).daysSinceEpoch - first.daysSinceEpoch))
        let timeline = PlanTimeline(understanding: understanding, today: today)
        // Work is handed over; nobody has to be free on the very day.
        guard !timeline.kind.isDeliverable else { return nil }
        let possible = (0...length).map { first.adding(days: $0) }.filter {
            length == 0 || timeline.isFixed || timeline.weekdays?.contains($0.weekday) != false
        }
        guard !possible.contains(where: { days.contains($0.weekday) }) else { return nil }
        let earliest = max(first, today.adding(days: member.noticeDays ?? 0))
        let next = (0...13).map { earliest.adding(days: $0) }.first { days.contains($0.weekday) } ?? first
        return Conflict(
            kind: .time,
            point: NegotiationPoint(
                aspect: "time", currentValue: wanted(timeline, first), desiredValue: next.description,
                reason: phrase.pick(
                    "我只有\(phrase.weekdays(Array(days)))有空", "I am free on \(phrase.weekdays(Array(days))) only")),
            isSolvable: true)
    }

    /// Whether who serves a need is there on the day.
    static func isThere(_ need: String, kind: WorkKind) -> Bool {
        if NeedFit.standard.entry(of: need)?.isOnSite == true { return true }
        switch ServiceKind(need) {
        case .venue, .catering, .person, .teaching, .visit, .transport, .listening, .travel, .company: return true
        case .advice: return kind == .advice
        case .thing, .work: return false
        }
    }

    /// `周六`, when the demand leaves the day open and names the weekday; else the day or the days.
    private func wanted(_ timeline: PlanTimeline, _ first: CalendarDate) -> String {
        guard let last = understanding.context.dateEnd, last > first, !timeline.isFixed else {
            return phrase.date(first)
        }
        guard let weekdays = timeline.weekdays else { return phrase.range(first, last) }
        return phrase.weekdays(Array(weekdays))
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
                reason: phrase.pick("我要提前\(notice)天准备", "I need \(notice) days' notice")), isSolvable: true)
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
                    reason: phrase.pick("我这里最多\(most)人", "I can take \(phrase.people(most)) at most")),
                isSolvable: false
            )
        }
        if let least = capacity.min, least > count {
            return Conflict(
                kind: .size,
                point: NegotiationPoint(
                    aspect: "size", currentValue: phrase.people(count),
                    desiredValue: phrase.pick("不少于\(least)人", "at least \(least) people"),
                    reason: phrase.pick("我\(least)人起接", "I start at \(phrase.people(least))")), isSolvable: false)
        }
        return nil
    }

    /// The price against the whole budget, food by the head.
    func price() -> Conflict? {
        let needs = fits().map(\.need)
        guard let price = member.price, let budget = understanding.context.budget, price.currency == budget.currency,
            max(price.amount, PlanCost.sum(price, needs: needs, context: understanding.context, days: nil) ?? 0)
                > budget.amount
        else { return nil }
        let asked = phrase.price(price, for: needs, understanding.context, kind: WorkKind(understanding))
        return Conflict(
            kind: .price,
            point: NegotiationPoint(
                aspect: "price",
                currentValue: phrase.pick("\(phrase.money(budget))的预算", "the budget of \(phrase.money(budget))"),
                desiredValue: price.per == .item && needs.contains { ServiceKind($0) == .catering }
                    ? asked : phrase.price(price, for: needs),
                reason: price.negotiable == true
                    ? phrase.pick("报价高于预算，可以商量", "the price is above the budget and can be talked about")
                    : phrase.pick("报价高于预算", "the price is above the budget")),
            isSolvable: price.negotiable == true)
    }
}
