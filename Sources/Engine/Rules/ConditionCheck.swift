/// Whether a stated condition holds. The one test that composing, voting, adjusting and finding gaps share.
public enum ConditionCheck {
    public enum Verdict: Sendable { case met, unmet, unknown }

    /// Whether `proposal` meets `condition` of the member who has `assignment`.
    ///
    /// What the demand leaves unknown is met only if the plan states it; `other` only if the plan quotes it.
    public static func isMet(
        _ condition: Condition, proposal: Proposal, assignment: Proposal.Assignment, understanding: Understanding,
        today: CalendarDate
    ) -> Bool {
        switch verdict(condition, facts: Facts(proposal, assignment, understanding, today)) {
        case .met: return true
        case .unmet: return false
        case .unknown:
            return isQuoted(condition.text, proposal, assignment)
                || (condition.kind == .other && quotes(condition, proposal, assignment))
        }
    }

    /// Whether the demand alone already meets `condition`.
    static func verdict(
        _ condition: Condition, understanding: Understanding, today: CalendarDate, needs: [String], price: Price?
    ) -> Verdict {
        verdict(condition, facts: Facts(understanding, today: today, needs: needs, price: price))
    }

    /// Whether the facts of the demand rule `condition` out: whatever a plan says, it can not be met.
    static func isImpossible(
        _ condition: Condition, understanding: Understanding, today: CalendarDate
    ) -> Bool {
        switch condition.kind {
        case .role, .other: return false
        case .size, .place, .notice, .date, .price:
            return verdict(condition, understanding: understanding, today: today, needs: [], price: nil) == .unmet
        }
    }

    /// What is known to compare a condition with.
    struct Facts {
        var today: CalendarDate
        var first: CalendarDate?
        var last: CalendarDate?
        /// The days are a frame in which one is still to be chosen: what some of them meet is open, not met.
        var isFrame = false
        var attendees: Int?
        var location: String?
        var isRemote: Bool?
        var price: Price?
        var budget: Money?
        var roles: [String]

        init(_ understanding: Understanding, today: CalendarDate, needs: [String], price: Price?) {
            self.today = today
            let timeline = PlanTimeline(understanding: understanding, today: today)
            first = understanding.context.date
            last = understanding.context.dateEnd
            if timeline.kind.isDeliverable, let due = last ?? first {
                // Work may be handed over on any day up to the last.
                (first, last, isFrame) = (min(today.adding(days: 1), due), due, true)
            } else if last != nil {
                if first == nil { first = today }
                isFrame = !timeline.isFixed
            }
            attendees = understanding.context.expectedAttendees
            location = understanding.context.location
            isRemote = understanding.context.remote
            self.price = price
            budget = understanding.context.budget
            roles = needs
        }

        init(
            _ proposal: Proposal, _ assignment: Proposal.Assignment, _ understanding: Understanding,
            _ today: CalendarDate
        ) {
            self.init(understanding, today: today, needs: assignment.needs, price: assignment.price)
            // The plan's own days count: they are what people agree to.
            if let start = CalendarDate(proposal.timeline.startDate) {
                first = start
                last = CalendarDate(proposal.timeline.endDate)
                isFrame = false
                // For work it is the day of delivery that counts.
                if WorkKind(understanding).isDeliverable, let due = last { (first, last) = (due, nil) }
            }
            roles += [assignment.role]
        }
    }

    static func verdict(_ condition: Condition, facts: Facts) -> Verdict {
        switch condition.kind {
        case .notice: return notice(condition, facts)
        case .price: return price(condition, facts)
        case .place: return place(condition, facts)
        case .date: return date(condition, facts)
        case .size: return facts.attendees.map { compare(Double($0), condition) } ?? .unknown
        case .role: return role(condition, facts)
        case .other: return .unknown
        }
    }

    private static func compare(_ value: Double, _ condition: Condition) -> Verdict {
        guard let bound = number(condition.value) else { return .unknown }
        switch condition.comparison {
        case .atMost: return value <= bound ? .met : .unmet
        case .atLeast: return value >= bound ? .met : .unmet
        case .equal, .oneOf: return value == bound ? .met : .unmet
        case .noneOf: return value != bound ? .met : .unmet
        case .quotes: return .unknown
        }
    }

    private static func notice(_ condition: Condition, _ facts: Facts) -> Verdict {
        guard let day = facts.first ?? facts.last, let days = number(condition.value) else { return .unknown }
        func isMet(_ day: CalendarDate) -> Bool {
            let left = Double(day.daysSinceEpoch - facts.today.daysSinceEpoch)
            // "At least three days' notice" is written both as >= 3 and as = 3.
            return condition.comparison == .atMost ? left <= days : left >= days
        }
        return frame(isMet(day), isMet(facts.isFrame ? facts.last ?? day : day))
    }

    /// Met on the first and on the last day, on one of them, on none.
    private static func frame(_ first: Bool, _ last: Bool) -> Verdict {
        first && last ? .met : first || last ? .unknown : .unmet
    }

    private static func price(_ condition: Condition, _ facts: Facts) -> Verdict {
        if let price = facts.price { return compare(price.amount, condition) }
        guard let budget = facts.budget, condition.comparison == .atLeast, let least = number(condition.value) else {
            return .unknown
        }
        return budget.amount < least ? .unmet : .unknown
    }

    private static func place(_ condition: Condition, _ facts: Facts) -> Verdict {
        let values = texts(condition.value)
        guard !values.isEmpty, facts.location != nil || facts.isRemote == true else { return .unknown }
        let isNamed = values.contains { value in
            if ["线上", "远程", "在线", "online", "remote", "virtual"].contains(where: { FoldedText(value).contains($0) }) {
                return facts.isRemote == true
            }
            guard let location = facts.location, facts.isRemote != true else { return false }
            if let here = Cities.standard.city(of: location), let there = Cities.standard.city(of: value) {
                return here == there
            }
            return FoldedText(location).contains(value) || FoldedText(value).contains(location)
        }
        switch condition.comparison {
        case .oneOf, .equal, .quotes, .atLeast, .atMost: return isNamed ? .met : .unmet
        case .noneOf: return isNamed ? .unmet : .met
        }
    }

    private static func date(_ condition: Condition, _ facts: Facts) -> Verdict {
        guard let first = facts.first else { return .unknown }
        let values = texts(condition.value)
        let length = max(0, min(366, (facts.last ?? first).daysSinceEpoch - first.daysSinceEpoch))
        let days = (0...length).map { first.adding(days: $0) }
        if facts.isFrame, days.count > 1 {
            let verdicts = days.map { day -> Verdict in
                var one = facts
                (one.first, one.last, one.isFrame) = (day, nil, false)
                return date(condition, one)
            }
            if verdicts.contains(.unknown) { return .unknown }
            return frame(!verdicts.contains(.unmet), verdicts.contains(.met))
        }
        if let value = values.first, values.count == 1, let bound = CalendarDate(value) {
            switch condition.comparison {
            case .atMost: return days.allSatisfy { $0 <= bound } ? .met : .unmet
            case .atLeast: return days.allSatisfy { $0 >= bound } ? .met : .unmet
            case .equal, .oneOf, .quotes: return days.contains(bound) ? .met : .unmet
            case .noneOf: return days.contains(bound) ? .unmet : .met
            }
        }
        let known = values.filter { CalendarDate($0) != nil || Weekdays.read($0) != nil }
        guard !known.isEmpty else { return .unknown }
        let suits = days.map { day in
            known.contains { CalendarDate($0) == day || Weekdays.read($0)?.contains(day.weekday) == true }
        }
        switch condition.comparison {
        case .noneOf: return suits.contains(true) ? .unmet : .met
        default: return suits.contains(true) ? .met : .unmet
        }
    }

    private static func role(_ condition: Condition, _ facts: Facts) -> Verdict {
        let values = texts(condition.value)
        guard !values.isEmpty, !facts.roles.isEmpty else { return .unknown }
        let isNamed = values.contains { value in
            facts.roles.contains { role in
                NeedFit.standard.isSame(role, value) || FoldedText(role).contains(value)
            }
        }
        return condition.comparison == .noneOf ? (isNamed ? .unmet : .met) : (isNamed ? .met : .unmet)
    }

    // MARK: quoting

    private static func quotes(_ condition: Condition, _ proposal: Proposal, _ assignment: Proposal.Assignment) -> Bool
    {
        let values = texts(condition.value)
        return !values.isEmpty && values.allSatisfy { isQuoted($0, proposal, assignment) }
    }

    /// Whether a text of the plan that binds this member contains `quote`, spaces and case aside.
    static func isQuoted(_ quote: String, _ proposal: Proposal, _ assignment: Proposal.Assignment) -> Bool {
        let wanted = squeezed(quote)
        guard wanted.count >= 2 else { return false }
        let texts =
            [assignment.notes, assignment.responsibility, assignment.role, proposal.objective]
            + proposal.successCriteria
            + proposal.timeline.milestones.flatMap { [$0.name, $0.deliverable] }
        return texts.contains { contains(squeezed($0), wanted) }
    }

    private static func squeezed(_ text: String) -> [UInt32] {
        FoldedText.scalars(of: text).filter { !FoldedText.isSpace($0) }
    }

    private static func contains(_ text: [UInt32], _ part: [UInt32]) -> Bool {
        guard text.count >= part.count else { return false }
        for start in 0...(text.count - part.count) where text[start..<(start + part.count)].elementsEqual(part) {
            return true
        }
        return false
    }

    // MARK: values

    static func number(_ value: Condition.Value) -> Double? {
        switch value {
        case .number(let number): return number.isFinite ? number : nil
        case .text(let text): return firstNumber(text)
        case .list(let list): return list.count == 1 ? firstNumber(list[0]) : nil
        }
    }

    private static func firstNumber(_ text: String) -> Double? {
        let folded = FoldedText(text, limit: 100)
        return (0..<folded.count).lazy.compactMap { NumberReader(text: folded).number(at: $0)?.value }.first
    }

    static func texts(_ value: Condition.Value) -> [String] {
        switch value {
        case .number: return []
        case .text(let text): return text.isEmpty ? [] : [text]
        case .list(let list): return list.filter { !$0.isEmpty }
        }
    }
}

/// Weekdays as profiles write them.
enum Weekdays {
    static func read(_ text: String, limit: Int = 60) -> Set<Weekday>? {
        if let day = Weekday(rawValue: text.lowercased()) { return [day] }
        let folded = FoldedText(text, limit: limit)
        if folded.contains("周末") || folded.contains("weekend") || folded.contains("weekends") {
            return [.saturday, .sunday]
        }
        if folded.contains("工作日") || folded.contains("weekday") || folded.contains("weekdays") {
            return Set(Weekday.allCases.filter { !$0.isWeekend })
        }
        let names = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]
        let characters = ["一", "二", "三", "四", "五", "六", "日"]
        var days: Set<Weekday> = []
        for (index, day) in Weekday.allCases.enumerated() {
            let words = [names[index], names[index] + "s", "周" + characters[index], "星期" + characters[index]]
            if words.contains(where: folded.contains) { days.insert(day) }
        }
        if folded.contains("周天") || folded.contains("星期天") { days.insert(.sunday) }
        return days.isEmpty ? nil : days
    }
}
