/// Days and milestones of a plan.
struct PlanTimeline {
    let understanding: Understanding
    let today: CalendarDate

    private var phrase: Phrase { Phrase(language: understanding.language) }

    /// Whether the requester fixed the day; then no plan moves it.
    var isFixed: Bool { understanding.context.date != nil && understanding.context.dateEnd == nil }

    /// The days on which the plan may take place: the demand's own, or everything up to its last day.
    func allows(_ day: CalendarDate) -> Bool {
        guard day >= today else { return false }
        if let first = understanding.context.date {
            return day >= first && day <= (understanding.context.dateEnd ?? first)
        }
        return understanding.context.dateEnd.map { day <= $0 } ?? (day.daysSinceEpoch - today.daysSinceEpoch <= 366)
    }

    /// The first day that suits the most of `members` and meets the most of their conditions about days.
    func proposedDay(_ participants: [Participant]) -> CalendarDate? {
        if isFixed { return understanding.context.date }
        let isEvent = ["event", "sharing"].contains(understanding.depth.type)
        let usual = understanding.depth.timeline.urgency == .high ? 2 : isEvent ? 7 : 3
        let notices = participants.compactMap { participant -> Int? in
            let stated = participant.offer.conditions.filter { $0.kind == .notice }.compactMap { ConditionCheck.number($0.value) }.max()
            return max(participant.member.noticeDays ?? 0, Int(min(366, stated ?? 0)))
        }
        let lead = max(usual, notices.max() ?? 0)
        var first = max(understanding.context.date ?? today, today.adding(days: lead))
        if let last = understanding.context.dateEnd, first > last { first = max(understanding.context.date ?? today.adding(days: 1), today) }
        var best: (day: CalendarDate, score: Int)?
        for offset in 0..<42 {
            let day = first.adding(days: offset)
            guard allows(day) else { continue }
            let score = suits(day, participants)
            if score > (best?.score ?? Int.min) { best = (day, score) }
        }
        return best?.day
    }

    private func suits(_ day: CalendarDate, _ participants: [Participant]) -> Int {
        var score = 0
        switch understanding.depth.timeline.preferredTime {
        case .weekend: score += day.weekday.isWeekend ? 3 : 0
        case .weekday: score += day.weekday.isWeekend ? 0 : 3
        case .evening, nil: break
        }
        var context = understanding
        context.context.date = day
        context.context.dateEnd = nil
        for participant in participants {
            let days = participant.member.availability.flatMap(\.weekdays)
            if days.isEmpty || days.contains(day.weekday) { score += 4 }
            for condition in participant.offer.conditions where condition.kind == .date || condition.kind == .notice {
                let verdict = ConditionCheck.verdict(condition, understanding: context, today: today, needs: [], price: nil)
                if verdict == .met { score += 6 }
            }
        }
        return score
    }

    /// - Parameter day: the day of the plan; nil leaves start and end open.
    func timeline(day: CalendarDate?) -> Proposal.Timeline {
        let context = understanding.context
        let isEvent = ["event", "sharing"].contains(understanding.depth.type)
        let start = day ?? context.date
        let end = context.dateEnd ?? start
        // Working dates for the milestones; the plan's own dates stay open when the demand's are.
        let final = (isEvent ? start : end ?? start) ?? today.adding(days: isEvent ? 14 : 10)
        let kickoff = min(today.adding(days: 1), final)
        let span = max(0, final.daysSinceEpoch - kickoff.daysSinceEpoch)
        let middle = isEvent ? max(kickoff, final.adding(days: -min(3, span / 2))) : kickoff.adding(days: span / 2)
        let isOpen = start == nil && end == nil
        var milestones = [
            Proposal.Milestone(name: phrase.kickoff, date: kickoff.description, deliverable: phrase.kickoffDeliverable(isOpen: isOpen))
        ]
        if middle > kickoff, middle < final {
            milestones.append(
                Proposal.Milestone(
                    name: isEvent ? phrase.readiness : phrase.draft, date: middle.description,
                    deliverable: isEvent ? phrase.readinessDeliverable : phrase.draftDeliverable))
        }
        milestones.append(
            Proposal.Milestone(
                name: phrase.finale(isEvent: isEvent, isProposed: start == nil && (isEvent || end == nil)), date: final.description,
                deliverable: phrase.finaleDeliverable(isEvent: isEvent, understanding.context)))
        let startText = !isEvent && start == nil && end != nil ? kickoff.description : start?.description ?? ""
        return Proposal.Timeline(startDate: startText, endDate: end?.description ?? "", milestones: milestones)
    }
}
