extension Phrase {
    var kickoff: String { pick("启动与确认分工", "Kick-off: everybody confirms their part") }
    var readiness: String { pick("准备就绪检查", "Readiness check") }
    var draft: String { pick("中期成果过目", "First results reviewed") }
    var readinessDeliverable: String { pick("每项分工的准备情况逐一核对", "each part is checked off against this plan") }
    var draftDeliverable: String { pick("初步成果交给发起人，收集修改意见", "a first version goes to the requester, who says what to change") }

    func kickoffDeliverable(isOpen: Bool) -> String {
        isOpen
            ? pick("与发起人敲定日期，各自确认分工", "the date is agreed with the requester, everybody confirms their part")
            : pick("各自确认分工、时间和联系方式", "everybody confirms their part, the dates and how to reach each other")
    }

    func finale(isEvent: Bool, isProposed: Bool) -> String {
        let name = isEvent ? pick("活动举行", "The day itself") : pick("完成交付", "Delivery")
        return isProposed ? name + pick("（建议日期）", " (proposed date)") : name
    }

    func finaleDeliverable(isEvent: Bool, _ context: Understanding.Context) -> String {
        let place = context.remote == true ? pick("线上", "online") : context.location.map { pick("在\($0)", "in \($0)") } ?? ""
        guard isEvent else { return pick("最终成果交给发起人验收", "the result is handed to the requester") }
        let size = context.expectedAttendees.map { pick("\($0)人的活动", "an event for \($0) people") } ?? pick("活动", "the event")
        return pick("\(place)完成\(size)", ["\(size) takes place", place].filter { !$0.isEmpty }.joined(separator: " "))
    }

    func planSummary(_ assignments: [Proposal.Assignment], open: [String], _ context: Understanding.Context) -> String {
        let parts = assignments.prefix(8).map { pick("\($0.displayName)（\($0.role)）", "\($0.displayName) (\($0.role))") }
        let frame = frame(context)
        let who = pick(
            "由\(list(parts))共\(assignments.count)位成员合作完成",
            "\(list(parts)) \(assignments.count == 1 ? "does" : "do") it together")
        let rest = open.isEmpty ? "" : pick("\(list(Array(open.prefix(5))))还没有人承担", "nobody covers \(list(Array(open.prefix(5)))) yet")
        return sentences([who, frame, rest])
    }

    func responsibility(_ needs: [String], _ participant: Participant, _ context: Understanding.Context, isBackup: Bool) -> String {
        let what = list(needs)
        let quoted = participant.offer.contribution.isEmpty
            ? participant.member.capabilities.first.map { pick("以「\($0.name)」参与", "takes part with “\($0.name)”") } ?? ""
            : pick("依据其承诺：\(quote(TextLimit.clip(participant.offer.contribution, 300)))", "as offered: \(quote(TextLimit.clip(participant.offer.contribution, 300)))")
        let task = isBackup
            ? pick("作为\(what)的第二人选，协助并随时接手", "second for \(what): helps and takes over when needed")
            : what.isEmpty ? "" : pick("负责\(what)", "takes care of \(what)")
        return sentences([[task, frame(context)].filter { !$0.isEmpty }.joined(separator: pick("，", ", ")), quoted])
    }

    func conditionNote(_ text: String) -> String { pick("约定：\(text)", "Agreed: \(text)") }

    func notNeeded(_ needs: [String], taker: String?) -> String {
        guard let taker else { return pick("提供的内容与目前的分工没有对应", "the offer has no place in this plan") }
        return pick("\(list(needs))这次由\(taker)承担，人数已够", "\(taker) takes \(list(needs)) this time, and that is enough")
    }

    func criterion(_ need: String, _ name: String) -> String {
        pick("\(need)由\(name)按计划落实", capitalised("\(need) is in place, provided by \(name)"))
    }

    func criterion(_ context: Understanding.Context) -> String {
        let frame = frame(context)
        return frame.isEmpty ? pick("发起人确认结果解决了最初的需求", "The requester confirms that the result answers the demand")
            : pick("按需求完成：\(frame)", "It takes place as asked: \(frame)")
    }

    func budgetNote(total: Double, currency: String, budget: Money?, isPartial: Bool) -> String {
        let sum = amount(total, currency)
        let partly = isPartial ? pick("（按小时或按天计的另算）", " (work paid by the hour or day comes on top)") : ""
        guard let budget, budget.currency == currency else { return pick("已知固定报价合计\(sum)\(partly)", "fixed prices add up to \(sum)\(partly)") }
        let fits = total <= budget.amount
        return fits
            ? pick("已知固定报价合计\(sum)，在预算\(money(budget))以内\(partly)", "fixed prices add up to \(sum), within the budget of \(money(budget))\(partly)")
            : pick("已知固定报价合计\(sum)，超出预算\(money(budget))\(partly)", "fixed prices add up to \(sum), above the budget of \(money(budget))\(partly)")
    }
}
