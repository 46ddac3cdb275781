/// How a plan speaks of who does what.
extension Phrase {
    // MARK: roles and responsibilities

    func standIn(_ needs: String) -> String { pick("\(needs)（替补）", capitalised("\(needs) (stand-in)")) }

    func isStandIn(_ role: String) -> Bool { role.hasSuffix(pick("（替补）", "(stand-in)")) }

    /// One short sentence: what this person does for this demand, with which of their capabilities, at which price.
    func responsibility(_ needs: [String], _ participant: Participant, _ understanding: Understanding, isBackup: Bool)
        -> String
    {
        let context = understanding.context
        let member = participant.member
        let price = participant.offer.price.map {
            self.price($0, for: needs, context, kind: WorkKind(understanding))
        }
        guard !needs.isEmpty else {
            let own = member.capabilities.first.map { pick("以「\($0.name)」参与", "takes part with “\($0.name)”") } ?? ""
            return sentences([[own, price ?? ""].filter { !$0.isEmpty }.joined(separator: pick("，", ", "))])
        }
        guard !isBackup else {
            return sentences([
                pick(
                    "\(list(needs))的替补，原定的人来不了时顶上",
                    "stands in as \(bare(list(needs))) if whoever was planned cannot come")
            ])
        }
        var groups: [(name: String?, needs: [String])] = []
        for need in needs {
            let best = NeedFit.standard.best(of: member, for: need)?.capability.name
            // What the capability's name says already is not quoted beside it.
            let name = best.flatMap { ServiceKind(need).isTrade && FoldedText(need).contains($0) ? nil : $0 }
            let index = groups.firstIndex {
                $0.name == name && (name != nil || ServiceKind($0.needs[0]) == ServiceKind(need))
            }
            if let index {
                groups[index].needs.append(need)
            } else {
                groups.append((name, [need]))
            }
        }
        let trades = groups.filter { ServiceKind($0.needs[0]).isTrade }
        var parts = groups.filter { group in trades.count < 2 || !ServiceKind(group.needs[0]).isTrade }
            .map { does($0.needs, name: $0.name, context) }
        if trades.count > 1 { parts.append(takesOn(trades)) }
        if isFromAfar(needs, member, context) { parts.append(pick("线上参加", "joins online")) }
        if let price { parts.append(price) }
        return sentences([parts.joined(separator: pick("，", ", "))])
    }

    private func takesOn(_ trades: [(name: String?, needs: [String])]) -> String {
        let items = trades.map { trade -> String in
            let what = list(trade.needs)
            guard let name = trade.name else { return bare(what) }
            return trade.needs.count == 1 && FoldedText(name).contains(what)
                ? quote(name) : bare(what) + described(name)
        }
        return pick("负责\(list(items))", "takes on \(list(items))")
    }

    private func isFromAfar(_ needs: [String], _ member: Member, _ context: Understanding.Context) -> Bool {
        guard let location = context.location, context.remote != true,
            needs.contains(where: { ServiceKind($0) == .person || ServiceKind($0) == .teaching })
        else { return false }
        return ProfileCheck.placement(of: member, at: location) == .elsewhere
    }

    private func does(_ needs: [String], name: String?, _ context: Understanding.Context) -> String {
        let what = list(needs), plain = bare(what)
        let isSaid = name.map { needs.count == 1 && FoldedText($0).contains(needs[0]) } ?? false
        let own = name.map(quote) ?? what
        let crowd = context.expectedAttendees.map(people)
        switch ServiceKind(needs[0]) {
        case .venue:
            return pick(
                "提供\(own)" + (crowd.map { "给\($0)用" } ?? "作\(what)"),
                "provides \(own)" + (crowd.map { " for \($0)" } ?? " as the \(plain)"))
        case .catering:
            return pick(
                (crowd.map { "为\($0)" } ?? "") + (isSaid ? "准备\(own)" : "准备\(what)：\(own)"),
                "prepares \(isSaid || name == nil ? own : "the \(plain) (\(own))")" + (crowd.map { " for \($0)" } ?? "")
            )
        case .thing:
            return isSaid || name == nil
                ? pick("提供\(own)", "provides \(own)") : pick("提供\(what)（\(own)）", "provides the \(plain) (\(own))")
        case .person:
            return pick("担任\(what)", "comes as \(plain)") + (name.map { pick("，做「\($0)」", ", with “\($0)”") } ?? "")
        case .teaching: return pick("来教课（\(own)）", "gives the lessons (\(own))")
        case .listening: return pick("陪着聊，认真听（\(own)）", "is there to listen and talk (\(own))")
        case .visit where isSaid: return pick("上门做\(own)", "comes for \(own)")
        case .visit: return pick("上门做\(what)", "comes to do the \(plain)") + described(name)
        case .transport where isSaid, .work where isSaid: return pick("负责\(own)", "takes on \(own)")
        case .transport: return pick("负责\(what)", "does the \(plain)") + described(name)
        case .advice: return pick("就\(what)给出意见", "advises on \(plain)") + described(name)
        case .travel: return pick("安排\(what)", "does the \(plain)") + described(name)
        case .company: return pick("作为\(what)一起做", "joins in as \(plain)") + described(name)
        case .work: return pick("完成\(what)", "does the \(plain)") + described(name)
        }
    }

    private func described(_ name: String?) -> String {
        guard let name else { return "" }
        return pick("（「\(name)」）", " (“\(name)”)")
    }

    // MARK: the whole

    /// As somebody would tell it: who does what, when and where, what it comes to, what is still missing.
    /// - Parameter saving: with whom to talk when the prices come to more than the budget.
    func planSummary(_ plan: Proposal, _ understanding: Understanding, cost: PlanCost, saving: String) -> String {
        let kind = WorkKind(understanding)
        return sentences([
            who(plan.assignments), occasion(plan.timeline, understanding.context, kind),
            costNote(cost, budget: understanding.context.budget), saving, missing(plan.openNeeds),
        ])
    }

    /// For a plan of which nothing but the assignments is known.
    func planSummary(_ assignments: [Proposal.Assignment], open: [String]) -> String {
        sentences([who(assignments), missing(open)])
    }

    func who(_ assignments: [Proposal.Assignment]) -> String {
        let clauses = assignments.prefix(8).map { assignment -> String in
            let name = assignment.displayName
            if isStandIn(assignment.role) { return pick("\(name)做替补", "\(name) stands in") }
            guard !assignment.needs.isEmpty else { return pick("\(name)参与", "\(name) takes part") }
            return clause(assignment.needs, name)
        }
        guard language == .english, clauses.count > 1, let last = clauses.last else {
            return clauses.joined(separator: clauses.count > 3 ? "；" : "，")
        }
        return clauses.dropLast().joined(separator: ", ") + " and " + last
    }

    private func clause(_ needs: [String], _ name: String) -> String {
        let what = list(needs), plain = bare(what)
        switch ServiceKind(needs[0]) {
        case .venue where needs.count == 1: return pick("\(what)用\(name)", "\(name) is the \(plain)")
        case .catering where needs.count == 1: return pick("\(what)由\(name)准备", "\(name) does the \(plain)")
        case .venue, .catering, .thing: return pick("\(what)由\(name)提供", "\(name) provides the \(plain)")
        case .person: return pick("\(name)担任\(what)", "\(name) comes as \(plain)")
        case .teaching: return pick("\(what)交给\(name)", "\(name) gives the \(plain)")
        case .listening: return pick("\(name)来陪着聊", "\(name) is there to listen")
        case .visit: return pick("\(what)请\(name)上门", "\(name) comes for the \(plain)")
        case .advice: return pick("\(what)请教\(name)", "\(name) advises on \(plain)")
        case .company: return pick("\(name)作为\(what)加入", "\(name) joins as \(plain)")
        case .transport, .travel, .work: return pick("\(what)交给\(name)", "\(name) does the \(plain)")
        }
    }

    /// When, where, for how many; a day that the plan chose is called a proposal.
    func occasion(_ timeline: Proposal.Timeline, _ context: Understanding.Context, _ kind: WorkKind) -> String {
        var parts = [when(timeline, context, kind)]
        if context.remote == true {
            parts.append(pick("线上进行", "online"))
        } else if let location = context.location, !kind.isDeliverable {
            parts.append(pick("在\(location)", "in \(location)"))
        }
        if let count = context.expectedAttendees, !kind.isDeliverable {
            parts.append(pick(people(count), "for \(people(count))"))
        }
        return parts.filter { !$0.isEmpty }.joined(separator: pick("，", " "))
    }

    private func when(_ timeline: Proposal.Timeline, _ context: Understanding.Context, _ kind: WorkKind) -> String {
        guard let start = CalendarDate(timeline.startDate) ?? CalendarDate(timeline.endDate) else {
            return kind == .event || kind == .trip || kind == .move ? pick("日期待定", "on a day still to be settled") : ""
        }
        let end = CalendarDate(timeline.endDate) ?? start
        let isProposed = context.date == nil || context.dateEnd != nil
        if kind.isDeliverable {
            let isGiven = context.dateEnd == end || context.date == end
            return isGiven
                ? pick("\(date(end))前交付", "to be delivered by \(date(end))")
                : pick("建议\(date(end))交付", "proposed delivery: \(date(end))")
        }
        let days = start == end ? date(start) : range(start, end)
        guard isProposed, start != context.date || end != context.dateEnd else {
            return pick("时间是\(days)", start == end ? "on \(days)" : days)
        }
        let frame = context.dateEnd.map { last in
            context.date.map { pick("（需求说的是\(range($0, last))）", " (the demand says \(range($0, last)))") }
                ?? pick("（需求说最晚\(day(last))）", " (the demand says by \(day(last)))")
        }
        return pick("建议定在\(days)", "proposed for \(days)") + (frame ?? "")
    }

    func missing(_ needs: [String]) -> String {
        needs.isEmpty
            ? ""
            : pick("\(list(Array(needs.prefix(5))))还没有人", "nobody yet for \(list(Array(needs.prefix(5))))")
    }

    func conditionNote(_ text: String) -> String { pick("约定：「\(text)」", "Agreed: “\(text)”") }

    func notNeeded(_ needs: [String], taker: String?) -> String {
        guard let taker else { return pick("这份计划里没有用得上的地方", "this plan has no place for the offer") }
        return pick("\(list(needs))这次请了\(taker)，就不再麻烦你了", "\(taker) does the \(bare(list(needs))) this time")
    }

    func criterion(_ need: String, _ name: String) -> String {
        switch ServiceKind(need) {
        case .venue, .catering, .thing: pick("\(need)由\(name)准备到位", capitalised("\(need): ready, from \(name)"))
        case .person: pick("\(name)到场担任\(need)", "\(name) is there as \(bare(need))")
        case .teaching:
            pick("\(name)把\(need)教起来，学的人觉得有用", "\(name) teaches \(bare(need)) and the learner finds it useful")
        case .listening: pick("和\(name)聊过之后，觉得被听见了", "After talking with \(name) the requester feels heard")
        default: pick("\(need)由\(name)做完，发起人认可", capitalised("\(need): done by \(name), and the requester is content"))
        }
    }

    func criterion(_ timeline: Proposal.Timeline, _ context: Understanding.Context, _ kind: WorkKind) -> String {
        let frame = occasion(timeline, context, kind)
        return frame.isEmpty
            ? pick("发起人确认结果解决了最初的需求", "The requester confirms that the result answers the demand")
            : pick("按说好的来：\(frame)", capitalised("as agreed: \(frame)"))
    }
}
