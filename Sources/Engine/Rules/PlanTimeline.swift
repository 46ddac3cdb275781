/// Days of a plan: which day suits the demand and those who take part.
struct PlanTimeline {
    let understanding: Understanding
    let today: CalendarDate
    let kind: WorkKind
    /// How many days it takes, as the demand says (`两天`, `48 hours`); otherwise one.
    let days: Int
    /// The weekdays that the demand names for something with a day of its own; no plan takes another.
    let weekdays: Set<Weekday>?

    init(understanding: Understanding, today: CalendarDate) {
        self.understanding = understanding
        self.today = today
        kind = WorkKind(understanding)
        days =
            kind == .event || kind == .trip
            ? DurationReader(text: FoldedText(understanding.surfaceDemand)).days() ?? 1 : 1
        let named = Weekdays.read(understanding.surfaceDemand, limit: 2_000)
        let isBound = kind == .event || kind == .visit || kind == .move
        weekdays = isBound ? named.flatMap { $0.count < 5 ? $0 : nil } : nil
    }

    private var context: Understanding.Context { understanding.context }

    /// The first and the last day between which it may begin, or by which it must be done.
    private var window: (first: CalendarDate, last: CalendarDate)? {
        if let first = context.date { return (kind.isDeliverable ? today : first, context.dateEnd ?? first) }
        return context.dateEnd.map { (today, $0) }
    }

    /// Whether the requester fixed the days; then no plan moves them.
    var isFixed: Bool {
        guard let first = context.date, !kind.isDeliverable else { return false }
        guard let last = context.dateEnd else { return true }
        return last.daysSinceEpoch - first.daysSinceEpoch < max(days, kind == .event ? 1 : days)
    }

    /// Whether it may take place, or be handed over, on this day: the demand's own days, or within a year.
    func allows(_ day: CalendarDate) -> Bool {
        guard day >= today else { return false }
        if !isFixed, let weekdays, !weekdays.contains(day.weekday) { return false }
        guard let window else { return day.daysSinceEpoch - today.daysSinceEpoch <= 366 }
        return day >= window.first && day <= window.last
    }

    /// The day that suits the most of those who take part, their conditions and the weekdays that the demand names: the
    /// first such day, for work with a last day the latest.
    func proposedDay(_ participants: [Participant]) -> CalendarDate? {
        if isFixed { return context.date }
        if kind.isDeliverable, let due = window?.last { return lastGoodDay(upTo: due, participants) }
        let usual = understanding.depth.timeline.urgency == .high ? 1 : kind == .event || kind == .trip ? 7 : 3
        let notice = participants.map { PlanTimeline.notice($0) }.max() ?? 0
        var first = max(window?.first ?? today, today.adding(days: max(usual, notice)))
        if let last = window?.last, first > last { first = max(window?.first ?? today, today.adding(days: notice)) }
        if let last = window?.last, first > last { first = max(window?.first ?? today, today) }
        var best: (day: CalendarDate, score: Int)?
        for offset in 0..<42 {
            let day = first.adding(days: offset)
            guard allows(day) else { continue }
            let score = suits(day, participants)
            if score > (best?.score ?? Int.min) { best = (day, score) }
        }
        return best?.day
    }

    private func lastGoodDay(upTo due: CalendarDate, _ participants: [Participant]) -> CalendarDate {
        var best: (day: CalendarDate, score: Int)?
        for offset in 0..<7 {
            let day = due.adding(days: -offset)
            guard day >= today else { break }
            let score = conditions(day, participants)
            if score > (best?.score ?? Int.min) { best = (day, score) }
        }
        return best?.day ?? due
    }

    /// The days that somebody needs beforehand, by profile or by condition.
    static func notice(_ participant: Participant) -> Int {
        let stated = participant.offer.conditions.filter { $0.kind == .notice && $0.comparison != .atMost }
            .compactMap { ConditionCheck.number($0.value) }.max()
        return max(participant.member.noticeDays ?? 0, Int(max(0, min(366, stated ?? 0))))
    }

    private func suits(_ day: CalendarDate, _ participants: [Participant]) -> Int {
        var score = conditions(day, participants)
        switch understanding.depth.timeline.preferredTime {
        case .weekend: score += day.weekday.isWeekend ? 3 : 0
        case .weekday: score += day.weekday.isWeekend ? 0 : 3
        case .evening, nil: break
        }
        for participant in participants {
            let days = participant.member.availability.flatMap(\.weekdays)
            if days.isEmpty || days.contains(day.weekday) { score += 4 }
        }
        return score
    }

    private func conditions(_ day: CalendarDate, _ participants: [Participant]) -> Int {
        var moved = understanding
        moved.context.date = day
        moved.context.dateEnd = nil
        var score = 0
        for participant in participants {
            for condition in participant.offer.conditions where condition.kind == .date || condition.kind == .notice {
                let verdict = ConditionCheck.verdict(
                    condition, understanding: moved, today: today, needs: [], price: nil)
                if verdict == .met { score += 6 }
            }
        }
        return score
    }

    // MARK: - start, end, steps

    /// The timeline of a plan on `day`.
    /// - Parameters:
    ///   - day: the day it begins, or by which work is handed over; nil leaves start and end open.
    ///   - plan: whose assignments give the steps on the way.
    func timeline(day: CalendarDate?, plan: Proposal, participants: [Participant]) -> Proposal.Timeline {
        let isOpen = day == nil && window == nil
        let target = day ?? window?.last
        let usual = kind == .event || kind == .trip ? 14 : kind == .work ? 10 : 3
        let latest = participants.map { PlanTimeline.notice($0) }.max() ?? 0
        let final = target ?? today.adding(days: max(usual, latest))
        let kickoff = min(max(today, today.adding(days: 1)), final)
        let end =
            isFixed && context.dateEnd != nil
            ? context.dateEnd ?? final : kind.isDeliverable ? final : final.adding(days: days - 1)
        let steps = PlanSteps(
            timeline: self, plan: plan, participants: participants, kickoff: kickoff, final: final, end: end,
            isOpen: isOpen
        ).milestones()
        guard !isOpen else { return Proposal.Timeline(startDate: "", endDate: "", milestones: steps) }
        return Proposal.Timeline(
            startDate: (kind.isDeliverable ? kickoff : final).description, endDate: end.description, milestones: steps)
    }
}

/// How long something takes, when the text says so: `为期两天`, `八天`, `48-hour`.
struct DurationReader {
    let text: FoldedText

    func days() -> Int? {
        let numbers = NumberReader(text: text)
        for index in 0..<text.count {
            if index > 0, FoldedText.isDigit(text.scalars[index - 1]) || FoldedText.isLatin(text.scalars[index - 1]) {
                continue
            }
            guard let number = numbers.number(at: index), number.value >= 1, number.value <= 60,
                let days = unit(number.value, at: number.end), !isPoint(from: index, to: days.end)
            else { continue }
            return days.count
        }
        return nil
    }

    private func unit(_ value: Double, at end: Int) -> (count: Int, end: Int)? {
        var index = end
        while index < text.count, text.scalars[index] == 32 || text.scalars[index] == 45 { index += 1 }
        for word in ["小时", "hours", "hour"] where text.has(word, at: index) {
            return value >= 24 ? (Int((value / 24).rounded(.up)), index + word.unicodeScalars.count) : nil
        }
        for word in ["天", "days", "day"] where text.has(word, at: index) {
            return (Int(value), index + word.unicodeScalars.count)
        }
        return nil
    }

    /// `三天内`, `within three days`, `提前五天` name a point in time, not a length.
    private func isPoint(from start: Int, to end: Int) -> Bool {
        let after = ["内", "后", "前", "之", "以", " ago", " before", " notice", " in advance"]
        if after.contains(where: { text.has($0, at: end) }) { return true }
        let before = ["提前", "最近", "前", "后", "第", "within ", "in ", "after ", "last ", "past ", "next ", "least "]
        return before.contains { text.has($0, at: start - $0.unicodeScalars.count) }
    }
}
