/// The steps on the way to the day, named for the kind of work.
struct PlanSteps {
    let timeline: PlanTimeline
    let plan: Proposal
    let participants: [Participant]
    let kickoff: CalendarDate
    /// The day itself, or the day of delivery.
    let final: CalendarDate
    /// The last day of something that takes several.
    let end: CalendarDate
    /// The demand names no day: the last step says that its day is a proposal.
    let isOpen: Bool

    private var phrase: Phrase { Phrase(language: timeline.understanding.language) }
    private var context: Understanding.Context { timeline.understanding.context }
    private var span: Int { max(0, final.daysSinceEpoch - kickoff.daysSinceEpoch) }

    private struct Step {
        var day: CalendarDate
        var name: String
        var result: String
    }

    func milestones() -> [Proposal.Milestone] {
        let steps: [Step] =
            switch timeline.kind {
            case .event: event()
            case .work: work()
            case .lessons: lessons()
            case .visit, .move: visit()
            case .talk: talk()
            case .advice: advice()
            case .trip: trip()
            case .team: team()
            case .other: other()
            }
        let sorted = steps.enumerated().filter { $0.element.day >= kickoff }.sorted {
            $0.element.day != $1.element.day ? $0.element.day < $1.element.day : $0.offset < $1.offset
        }
        return sorted.prefix(8).map {
            Proposal.Milestone(
                name: TextLimit.clip($0.element.name, TextLimit.name), date: $0.element.day.description,
                deliverable: TextLimit.clip($0.element.result, TextLimit.line))
        }
    }

    private func say(_ chinese: @autoclosure () -> String, _ english: @autoclosure () -> String) -> String {
        phrase.pick(chinese(), english())
    }

    private func proposed(_ name: String) -> String {
        isOpen ? name + say("（建议日期）", " (proposed date)") : name
    }

    private func names(_ services: Set<ServiceKind>) -> [String] {
        plan.assignments.filter { assignment in
            !phrase.isStandIn(assignment.role) && assignment.needs.contains { services.contains(ServiceKind($0)) }
        }.map(\.displayName)
    }

    /// Days before the day itself, not before the kick-off and not on the day.
    private func before(_ days: Int) -> CalendarDate? {
        let day = final.adding(days: -days)
        return day > kickoff && day < final ? day : nil
    }

    // MARK: an event

    private func event() -> [Step] {
        var steps: [Step] = []
        if kickoff < final {
            steps.append(Step(day: kickoff, name: phrase.kickoff, result: phrase.kickoffDeliverable(isOpen: isOpen)))
        }
        let rooms = names([.venue])
        if !rooms.isEmpty, span >= 3 {
            let early = kickoff.adding(days: min(3, span / 3))
            let day = min(early, before(longestNotice(rooms)) ?? early)
            steps.append(
                Step(
                    day: max(kickoff, day), name: say("定下场地", "The room is booked"),
                    result: say("\(phrase.list(rooms))为当天留出场地", "\(phrase.list(rooms)) keeps the day free")))
        }
        steps += notices()
        let cooks = names([.catering])
        if !cooks.isEmpty, let day = before(min(3, max(1, span / 3))) {
            steps.append(
                Step(
                    day: day, name: say("报准用餐人数", "Final head-count for the food"),
                    result: say("\(phrase.list(cooks))按这个人数准备", "\(phrase.list(cooks)) prepares for that number")))
        }
        let speakers = names([.person])
        if !speakers.isEmpty, let day = before(min(2, max(1, span / 3))) {
            steps.append(
                Step(
                    day: day, name: say("对一遍流程", "Run through the programme"),
                    result: say(
                        "跟\(phrase.list(speakers))对好内容、时间和设备",
                        "contents, times and equipment agreed with \(phrase.list(speakers))")))
        }
        steps.append(Step(day: final, name: proposed(say("活动当天", "The day itself")), result: phrase.dayResult(context)))
        return steps
    }

    private func longestNotice(_ names: [String]) -> Int {
        participants.filter { names.contains($0.member.displayName) }.map { PlanTimeline.notice($0) }.max() ?? 0
    }

    /// What members need to know some days ahead stands on its day, so that nobody forgets it.
    private func notices() -> [Step] {
        var steps: [Step] = []
        for participant in participants where plan.assignments.contains(where: { $0.agentID == participant.member.id })
        {
            guard
                let condition = (participant.offer.conditions + participant.member.conditions).first(where: {
                    $0.kind == .notice && $0.comparison != .atMost
                }),
                let days = ConditionCheck.number(condition.value), days >= 1, days <= 366,
                case let day = final.adding(days: -Int(days)), day >= kickoff, day < final
            else { continue }
            let name = participant.member.displayName
            steps.append(
                Step(
                    day: day, name: say("最迟这天跟\(name)说定", "Last day to settle things with \(name)"),
                    result: say("\(name)的条件：「\(condition.text)」", "the condition of \(name): “\(condition.text)”")))
        }
        return Array(steps.prefix(3))
    }

    // MARK: work

    private func work() -> [Step] {
        let all = phrase.list(plan.assignments.prefix(4).map(\.displayName))
        var steps: [Step] = []
        if kickoff < final {
            steps.append(
                Step(
                    day: kickoff, name: say("说清要什么", "Brief"),
                    result: say("发起人把资料和想法交给\(all)", "the requester gives \(all) what is needed to start")))
        }
        // Whose work others wait for comes first.
        let first = plan.assignments.filter { own in
            plan.assignments.contains { $0.dependencies.contains(own.agentID) }
        }
        for (index, own) in first.prefix(3).enumerated() where span >= 4 {
            let waiting = plan.assignments.filter { $0.dependencies.contains(own.agentID) }.map(\.displayName)
            steps.append(
                Step(
                    day: kickoff.adding(days: span * (index + 2) / (first.count + 4)),
                    name: say("\(phrase.list(own.needs))先定稿", "\(phrase.capitalised(phrase.list(own.needs))) settled"),
                    result: say(
                        "\(own.displayName)交出来，\(phrase.list(waiting))接着做",
                        "\(own.displayName) hands it to \(phrase.list(waiting))")))
        }
        if span >= 2 {
            steps.append(
                Step(
                    day: kickoff.adding(days: max(1, span * 3 / 5)),
                    name: phrase.draft(plan.assignments.flatMap(\.needs)),
                    result: say("发起人看过，说清哪里要改", "the requester says what to change")))
        }
        steps.append(
            Step(
                day: final, name: proposed(say("交付", "Delivery")),
                result: say("成品交到发起人手里", "the finished work is in the requester's hands")))
        return steps
    }

    // MARK: between people

    private func lessons() -> [Step] {
        let all = phrase.list(plan.assignments.map(\.displayName))
        var steps: [Step] = []
        if kickoff < final {
            steps.append(
                Step(
                    day: kickoff, name: say("约第一次课", "Arrange the first lesson"),
                    result: say("跟\(all)说好时间、地点或线上方式", "time and place, or online, agreed with \(all)")))
        }
        steps.append(
            Step(
                day: final, name: proposed(say("第一次课", "First lesson")),
                result: say("摸清基础，定下以后每周的时间", "where to begin is clear, and so are the weekly hours")))
        steps.append(
            Step(
                day: final.adding(days: 28), name: say("四周后回头看", "After four weeks: a look back"),
                result: say("一起看看有没有进步，要不要调整", "what has improved, and what to change")))
        return steps
    }

    private func visit() -> [Step] {
        let all = phrase.list(plan.assignments.map(\.displayName))
        let isMove = timeline.kind == .move
        var steps: [Step] = []
        if kickoff < final {
            steps.append(
                Step(
                    day: kickoff,
                    name: isMove ? say("说清要搬什么", "What there is to move") : say("约好时间", "Arrange the visit"),
                    result: isMove
                        ? say("把物品、楼层和大件告诉\(all)", "\(all) knows the things, the floors and the heavy pieces")
                        : say("跟\(all)说好几点到、要带什么", "the hour and what to bring agreed with \(all)")))
        }
        steps.append(
            Step(
                day: final, name: proposed(isMove ? say("搬运当天", "Moving day") : say("上门", "The visit")),
                result: say("\(all)把事情做完，发起人当场看过", "\(all) does the work, and the requester looks at it on the spot")))
        return steps
    }

    private func talk() -> [Step] {
        let all = phrase.list(plan.assignments.map(\.displayName))
        var steps: [Step] = []
        if kickoff < final {
            steps.append(
                Step(
                    day: kickoff, name: say("约个时间", "Find a time"),
                    result: say("跟\(all)说好见面还是线上", "in person or online, agreed with \(all)")))
        }
        steps.append(
            Step(
                day: final, name: proposed(say("第一次聊", "First talk")),
                result: say("聊完再决定要不要接着聊", "afterwards it is clear whether to go on")))
        return steps
    }

    private func advice() -> [Step] {
        let all = phrase.list(plan.assignments.map(\.displayName))
        var steps: [Step] = []
        if kickoff < final {
            steps.append(
                Step(
                    day: kickoff, name: say("把情况说清楚", "Explain the matter"),
                    result: say("把材料和问题发给\(all)", "\(all) has the papers and the questions")))
        }
        steps.append(
            Step(
                day: final, name: proposed(say("听意见", "The advice")),
                result: say("\(all)给出看法和下一步建议", "\(all) says what to do next")))
        return steps
    }

    private func trip() -> [Step] {
        let all = phrase.list(plan.assignments.map(\.displayName))
        var steps: [Step] = []
        if kickoff < final {
            steps.append(
                Step(
                    day: kickoff, name: say("说清怎么玩", "Wishes"),
                    result: say("把想去的、不想要的告诉\(all)", "\(all) knows what is wanted and what is not")))
        }
        steps += notices()
        if span >= 6 {
            steps.append(
                Step(
                    day: kickoff.adding(days: min(10, span / 2)), name: say("行程定稿", "Itinerary settled"),
                    result: say("路线和预订发起人点头", "route and bookings have the requester's word")))
        }
        steps.append(
            Step(day: final, name: proposed(say("出发", "Departure")), result: say("按行程上路", "off as planned")))
        if end > final {
            steps.append(Step(day: end, name: proposed(say("回程", "Return")), result: say("平安到家", "home again")))
        }
        return steps
    }

    private func other() -> [Step] {
        let all = phrase.list(plan.assignments.map(\.displayName))
        var steps: [Step] = []
        if kickoff < final {
            steps.append(
                Step(
                    day: kickoff, name: say("先说清楚", "Talk it through"),
                    result: say("跟\(all)说清要做什么、怎么算做好", "what is to be done, and when it is done, agreed with \(all)")))
        }
        steps.append(
            Step(
                day: final, name: proposed(say("办好", "Done")),
                result: say("发起人看过，认可", "the requester has looked at it and is content")))
        return steps
    }

    private func team() -> [Step] {
        let all = phrase.list(plan.assignments.map(\.displayName))
        return [
            Step(
                day: kickoff, name: say("先聊一次", "First talk"),
                result: say("跟\(all)说说各自想要什么、能出什么", "what each side wants and brings, with \(all)")),
            Step(
                day: max(final, kickoff.adding(days: 14)), name: say("试着一起做一小块", "Try a small piece together"),
                result: say("两周后看合不合得来", "after two weeks it shows whether it works")),
            Step(
                day: max(final, kickoff.adding(days: 14)).adding(days: 16), name: say("定下怎么合作", "Settle the terms"),
                result: say("写清分工、投入和回报", "parts, time and shares are written down")),
        ]
    }
}

extension Phrase {
    var kickoff: String { pick("确认分工", "Everybody confirms their part") }

    func kickoffDeliverable(isOpen: Bool) -> String {
        isOpen
            ? pick("和发起人敲定日期，各自回个准信", "the date is agreed with the requester and everybody says yes to it")
            : pick("各自回个准信，留好联系方式", "everybody says yes and how to be reached")
    }

    /// The half-way look, as the trade calls it.
    func draft(_ needs: [String]) -> String {
        let fits = NeedFit.standard
        let roots = needs.compactMap { fits.concept(of: $0) }.map { concept in
            fits.vocabulary.concepts[fits.vocabulary.ancestors(of: concept).last ?? concept].key
        }
        switch roots.first {
        case "design", "painter": return pick("看初稿", "First draft")
        case "development", "data_analysis": return pick("试用第一版", "First version to try")
        case "translation", "writing", "publishing": return pick("看样稿", "Sample pages")
        case "videography", "video_editing", "photography": return pick("看样片", "Rough cut")
        default: return pick("中途看一眼", "A look at half-way")
        }
    }

    func dayResult(_ context: Understanding.Context) -> String {
        let place =
            context.remote == true ? pick("线上", "online") : context.location.map { pick("在\($0)", "in \($0)") } ?? ""
        let size = context.expectedAttendees.map { pick("，\(people($0))", " with \(people($0))") } ?? ""
        guard !(place + size).isEmpty else { return pick("大家到位", "everybody is there") }
        return pick("\(place)如期进行\(size)", "it takes place" + (place.isEmpty ? "" : " " + place) + size)
    }
}
