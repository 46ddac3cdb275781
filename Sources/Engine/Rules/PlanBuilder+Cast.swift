/// Who gets which part, and why.
extension PlanBuilder {
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

    /// How good a choice somebody is for a need: how well the capability fits first, then the subject, place, days and
    /// conditions, money, language, and the score that brought them here last. Nil: they did not offer it.
    func value(_ participant: Participant, _ need: String) -> Double? {
        guard strength(participant, need) > 0 else { return nil }
        return fitValue(participant, need) + placeValue(participant, need) + conditionValue(participant)
            + priceValue(participant, need) + languageValue(participant, need) + dayValue(participant, need)
            + Double(participant.candidate.relevanceScore) / 10
    }

    /// What a capability is called says more than its tags, and the more of the name is about the need the better: a room for
    /// events rather than a football pitch, a wedding planner rather than a talk on planning games.
    private func fitValue(_ participant: Participant, _ need: String) -> Double {
        let wanted = fits.profile([need])
        let demand = topics
        var best = 0.0
        for capability in participant.member.capabilities {
            let whole = fits.fit(need: wanted, capability: fits.profile(capability))
            guard whole >= NeedFit.threshold else { continue }
            let named = fits.profile([capability.name])
            let byName = fits.fit(need: wanted, capability: named)
            let subject = named.concepts.contains { demand.contains($0) } ? 6.0 : 0
            let skill = capability.level == .expert ? 4.0 : capability.level == .beginner ? -10 : 0
            let odd = isForSomethingElse(named, whole: fits.profile(capability), demand) ? 12.0 : 0
            best = max(best, 50 * whole + 35 * byName + 15 * covered(capability.name, need) + subject + skill - odd)
        }
        // Whoever offers more than one of the needs saves the requester a stranger.
        let others = understanding.capabilityTags.count { strength(participant, $0) > 0 } - 1
        return max(best, 50) + Double(3 * max(0, min(2, others)))
    }

    /// A hall for ball games, a studio, a kitchen: built for something that the demand does not name.
    private func isForSomethingElse(_ named: NeedFit.Profile, whole: NeedFit.Profile, _ demand: Set<Int>) -> Bool {
        let special = PlanBuilder.purposeBuilt.compactMap { fits.vocabulary[$0] }
        guard let own = (named.concepts + whole.concepts).first(where: special.contains) else { return false }
        if demand.contains(own) || understanding.capabilityTags.contains(where: { fits.concept(of: $0) == own }) {
            return false
        }
        return !demand.contains { topic in
            fits.vocabulary.concepts[topic].implies.contains("coach")
                || fits.vocabulary.ancestors(of: topic).contains { $0 == fits.vocabulary["coach"] }
        }
    }

    private static let purposeBuilt = [
        "sports_hall", "photo_studio", "recording_studio", "rehearsal_room", "kitchen_space", "art_studio_space",
        "boat_venue",
    ]

    /// The share of the letters of `name` that words for the need take.
    private func covered(_ name: String, _ need: String) -> Double {
        guard let concept = fits.concept(of: need) else { return 0.5 }
        let text = FoldedText(name, limit: 100)
        let letters = text.scalars.reduce(0) { $0 + (FoldedText.isSpace($1) ? 0 : 1) }
        guard letters > 0 else { return 0 }
        let own = fits.vocabulary.hits(in: text).filter {
            $0.concept == concept || fits.vocabulary.ancestors(of: $0.concept).contains(concept)
                || fits.vocabulary.ancestors(of: concept).contains($0.concept)
        }
        return min(1, Double(own.reduce(0) { $0 + $1.range.count }) / Double(letters))
    }

    /// What the demand is about beside its needs: its subjects, and what its occasions usually take.
    private var topics: Set<Int> {
        let needs = Set(understanding.capabilityTags.compactMap { fits.concept(of: $0) })
        var topics: Set<Int> = []
        for hit in fits.vocabulary.hits(in: FoldedText(understanding.surfaceDemand, limit: 2_000)) {
            topics.insert(hit.concept)
            for key in fits.vocabulary.concepts[hit.concept].implies {
                if let implied = fits.vocabulary[key] { topics.insert(implied) }
            }
        }
        // Blood sugar is a matter of health: what is near a subject is the subject as well.
        for topic in topics.sorted() where !needs.contains(topic) {
            for near in fits.vocabulary.neighbours(of: topic) where near.weight >= 0.25 { topics.insert(near.concept) }
        }
        return topics.subtracting(needs)
    }

    private func placeValue(_ participant: Participant, _ need: String) -> Double {
        let context = understanding.context
        guard let location = context.location, context.remote != true else { return 0 }
        let service = ServiceKind(need)
        let isThere = fits.entry(of: need)?.isOnSite == true || service == .person || service == .teaching
        guard isThere else { return 0 }
        switch ProfileCheck.placement(of: participant.member, at: location) {
        case .here: return 8
        case .unknown: return participant.member.places.isEmpty ? 0 : -6
        case .elsewhere: return fits.entry(of: need)?.isOnSite == true ? -25 : -10
        }
    }

    /// A condition that the demand rules out counts like not fitting at all; one that is still to be met costs a little.
    private func conditionValue(_ participant: Participant) -> Double {
        var value = participant.offer.responseType == .negotiate ? -1.5 : 0
        for condition in participant.offer.conditions {
            if ConditionCheck.isImpossible(condition, understanding: understanding, today: today) {
                value -= 60
            } else {
                value -= 1.5
            }
        }
        for point in participant.offer.negotiationPoints where isHopeless(point) { value -= 60 }
        return value
    }

    /// A wish for another day, place or size than the requester fixed.
    private func isHopeless(_ point: NegotiationPoint) -> Bool {
        switch PointKind(point) {
        case .time: CalendarDate(point.desiredValue).map { !timeline.allows($0) } ?? false
        case .place: understanding.context.location != nil && !point.desiredValue.isEmpty
        case .size:
            understanding.context.expectedAttendees != nil && ConditionCheck.number(.text(point.desiredValue)) != nil
        case .price, .role, .scope, .other: false
        }
    }

    private func priceValue(_ participant: Participant, _ need: String) -> Double {
        guard let price = participant.offer.price else { return 0 }
        guard let budget = understanding.context.budget, budget.amount > 0 else { return isAbroad(price) ? -4 : 0 }
        guard price.currency == budget.currency else { return -10 }
        let days = timeline.kind == .event ? timeline.days : nil
        let sum = PlanCost.sum(price, needs: [need], context: understanding.context, days: days)
        // A rate that nobody can add up is a risk for whoever has a budget.
        guard let sum else { return -5 }
        return sum > budget.amount ? -25 : -8 * sum / budget.amount
    }

    /// Paid in another currency than people at the place of the demand, or who speak its language, use.
    private func isAbroad(_ price: Price) -> Bool { understanding.language == .chinese && price.currency != "CNY" }

    /// Whoever talks with people has to speak with them; for a room it matters less.
    private func languageValue(_ participant: Participant, _ need: String) -> Double {
        let languages = participant.member.languages
        if languages.isEmpty { return 0 }
        if languages.contains(where: { $0.prefix(2).lowercased() == understanding.language.rawValue }) { return 4 }
        switch ServiceKind(need) {
        case .teaching, .listening, .advice: return -25
        case .person: return -12
        default: return -2
        }
    }

    /// Somebody who is never free on the weekday that the demand names.
    private func dayValue(_ participant: Participant, _ need: String) -> Double {
        let days = Set(participant.member.availability.flatMap(\.weekdays))
        guard let wanted = timeline.weekdays, !days.isEmpty, days.isDisjoint(with: wanted) else { return 0 }
        return ProfileCheck.isThere(need, kind: timeline.kind) ? -40 : 0
    }

    func cast() -> Roles {
        var ranked: [String: [Int]] = [:]
        var choice: [String: Int] = [:]
        var open: [String] = []
        var load: [Int: Int] = [:]
        var values: [String: [Int: Double]] = [:]
        for need in understanding.capabilityTags {
            var own: [Int: Double] = [:]
            for (index, participant) in participants.enumerated() {
                if let value = value(participant, need) { own[index] = value }
            }
            values[need] = own
            // One who does two things saves the requester a stranger; a fourth part is much for one.
            func total(_ index: Int) -> Double {
                let parts = load[index] ?? 0
                guard parts > 0 else { return own[index] ?? 0 }
                // Whoever is paid for the whole costs nothing more for a second part.
                let paid = participants[index].offer.price?.per == .event ? priceValue(participants[index], need) : 0
                return (own[index] ?? 0) - paid + (parts < 3 ? 8 : -8)
            }
            let order = own.keys.sorted { total($0) != total($1) ? total($0) > total($1) : $0 < $1 }
            ranked[need] = order
            guard let first = order.first else {
                open.append(need)
                continue
            }
            choice[need] = first
            load[first, default: 0] += 1
        }
        keepWithinBudget(&choice, values: values)
        return roles(choice, ranked: ranked, open: open)
    }

    /// While the prices come to more than the budget, the swap that loses the least for what it saves is made.
    private func keepWithinBudget(_ choice: inout [String: Int], values: [String: [Int: Double]]) {
        guard let budget = understanding.context.budget else { return }
        func total(_ choice: [String: Int]) -> Double {
            var byMember: [Int: [String]] = [:]
            for need in understanding.capabilityTags {
                if let index = choice[need] { byMember[index, default: []].append(need) }
            }
            let sum = cost(byMember.keys.sorted().map { assignment(participants[$0], needs: byMember[$0] ?? []) }).total
            return sum.map { $0.currency == budget.currency ? $0.amount : 0 } ?? 0
        }
        for _ in 0..<8 {
            let sum = total(choice)
            guard sum > budget.amount else { return }
            var best: (need: String, index: Int, rate: Double)?
            for need in understanding.capabilityTags {
                guard let now = choice[need], let own = values[need] else { continue }
                for index in own.keys.sorted() where index != now && isAddable(participants[index], need, budget) {
                    var other = choice
                    other[need] = index
                    let saved = sum - total(other)
                    let lost = (own[now] ?? 0) - (own[index] ?? 0)
                    // Nobody who fits clearly worse gets a part for being cheap.
                    guard saved > 0, lost < 30 else { continue }
                    let rate = max(0.1, lost) / min(saved, sum - budget.amount)
                    if rate < (best?.rate ?? .infinity) { best = (need, index, rate) }
                }
            }
            guard let best else { return }
            choice[best.need] = best.index
        }
    }

    /// A rate by the hour or in another currency only looks as if it saved something.
    private func isAddable(_ participant: Participant, _ need: String, _ budget: Money) -> Bool {
        guard let price = participant.offer.price else { return true }
        return price.currency == budget.currency
            && PlanCost.sum(price, needs: [need], context: understanding.context, days: timeline.days) != nil
    }

    private func roles(_ choice: [String: Int], ranked: [String: [Int]], open: [String]) -> Roles {
        var roles = Roles()
        roles.open = open
        for need in understanding.capabilityTags {
            guard let index = choice[need] else { continue }
            roles.needs[participants[index].member.id, default: []].append(need)
        }
        guard (understanding.context.expectedAttendees ?? 0) > 50 else { return roles }
        // People fall ill; a second room stands empty.
        for need in understanding.capabilityTags where fits.entry(of: need)?.isPerson == true {
            let second = ranked[need, default: []].first { index in
                let participant = participants[index]
                return index != choice[need] && roles.needs[participant.member.id] == nil
                    && conditionValue(participant) > -30 && dayValue(participant, need) == 0
            }
            if let second { roles.backups[participants[second].member.id, default: []].append(need) }
        }
        return roles
    }
}
