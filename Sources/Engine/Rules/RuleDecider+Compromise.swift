extension RuleDecider {
    public func compromise(_ request: CompromiseRequest) async throws -> Decided<Compromise> {
        let writer = CompromiseWriter(request: request)
        let known = Dictionary(
            request.asked.map { ($0.candidate.agentID, $0.candidate.displayName) },
            uniquingKeysWith: { first, _ in first })
        return Decided(DecisionValidator.compromise(writer.compromise(), known: known), by: .rules)
    }
}

/// An honest account of what can be done although nothing was agreed.
struct CompromiseWriter {
    let request: CompromiseRequest

    private var phrase: Phrase { Phrase(language: request.understanding.language) }
    private var context: Understanding.Context { request.understanding.context }

    /// Who offered something and has not left.
    private var willing: [CompromiseRequest.Asked] {
        request.asked.filter { asked in
            (asked.answer == .participate || asked.answer == .conditional) && asked.offer?.isParticipating == true
                && asked.vote?.kind != .withdraw && asked.vote?.kind != .reject
        }
    }

    private var missing: [String] {
        let served = willing.flatMap { $0.offer?.needs ?? [] }
        let open = request.understanding.capabilityTags.filter { need in
            !served.contains { NeedFit.standard.isSame($0, need) }
        }
        return open
            + request.unservedNeeds.filter { need in
                !open.contains(need) && !served.contains { NeedFit.standard.isSame($0, need) }
            }
    }

    func compromise() -> Compromise {
        let possible = willing.map { asked in
            Compromise.Possible(
                agentID: asked.candidate.agentID, displayName: asked.candidate.displayName,
                contribution: contribution(asked),
                conditions: asked.offer?.conditions.map(\.text) ?? [])
        }
        let confidence: Level = possible.isEmpty ? .low : missing.isEmpty ? .medium : .low
        return Compromise(
            summary: summary(), possibleNow: possible, unresolved: unresolved(), alternatives: alternatives(),
            nextSteps: nextSteps(),
            confidence: confidence)
    }

    private func contribution(_ asked: CompromiseRequest.Asked) -> String {
        if let text = asked.offer?.contribution, !text.isEmpty { return text }
        return phrase.list(asked.offer?.needs ?? [])
    }

    private func names(_ asked: [CompromiseRequest.Asked]) -> String {
        let names = asked.prefix(5).map(\.candidate.displayName)
        let rest = asked.count - names.count
        return phrase.list(names) + (rest > 0 ? phrase.pick("等\(asked.count)人", " and \(rest) more") : "")
    }

    /// Who could do a part but for one fact of the demand, which their answer names.
    private var nearly: [CompromiseRequest.Asked] {
        request.asked.filter { $0.answer == .decline && $0.offer?.needs.isEmpty == false }
    }

    private func summary() -> String {
        if request.asked.isEmpty {
            return phrase.sentences([
                request.constraint.map { phrase.pick("没有成员可以邀请：\($0)", "Nobody could be asked: \($0)") }
                    ?? phrase.pick("网络里现在没有可以邀请的成员", "There are no members in the network who could be asked")
            ])
        }
        var parts = [phrase.failure(request.reasonCode)]
        if !willing.isEmpty {
            parts.append(phrase.pick("\(names(willing))仍然愿意出力", "\(names(willing)) would still help"))
        }
        if !missing.isEmpty {
            parts.append(phrase.pick("还缺\(phrase.list(missing))", "still missing: \(phrase.list(missing))"))
        }
        if willing.isEmpty, let near = nearly.first {
            parts.append(
                phrase.pick(
                    "最接近的是\(near.candidate.displayName)，只差一点（见下）",
                    "the closest is \(near.candidate.displayName), but for one thing (below)"))
        }
        return phrase.sentences(parts)
    }

    private func unresolved() -> [String] {
        var lines = missing.map { phrase.nobody($0) }
        for asked in request.asked {
            if let vote = asked.vote, vote.kind == .negotiate || vote.kind == .reject, let concern = vote.concerns.first
            {
                lines.append(
                    phrase.pick(
                        "\(asked.candidate.displayName)要的没有做到：\(concern)",
                        "What \(asked.candidate.displayName) asked for was not to be had: \(concern)"))
            }
        }
        let silent = request.asked.filter { $0.answer == .silent }
        if !silent.isEmpty { lines.append(phrase.pick("\(names(silent))没有回复", "No answer came from \(names(silent))")) }
        let gone = request.asked.filter { $0.answer == .withdrew || $0.answer == .removed }
        if !gone.isEmpty { lines.append(phrase.pick("\(names(gone))中途离开了", "\(names(gone)) left on the way")) }
        for asked in request.asked where asked.answer == .decline {
            let reason = plain(asked.offer?.declineReason ?? "")
            lines.append(
                reason.isEmpty
                    ? phrase.pick("\(asked.candidate.displayName)没有答应", "\(asked.candidate.displayName) declined")
                    : "\(asked.candidate.displayName)" + phrase.pick("：", ": ") + reason)
        }
        if request.asked.isEmpty, let constraint = request.constraint { lines.append(constraint) }
        return lines
    }

    /// A decline without its courtesies: what remains is the reason.
    private func plain(_ reason: String) -> String {
        var text = reason
        for start in ["谢谢邀请，", "谢谢邀请。", "这次接不了：", "这次接不了。", "Thank you for asking. ", "I cannot this time: "]
        where text.hasPrefix(start) {
            text.removeFirst(start.count)
        }
        for end in ["，这次接不了。", ", so I cannot this time."] where text.hasSuffix(end) {
            text.removeLast(end.count)
            text += phrase.pick("。", ".")
        }
        return phrase.capitalised(text)
    }

    private func alternatives() -> [String] {
        var lines: [String] = []
        if !willing.isEmpty, !missing.isEmpty {
            lines.append(
                phrase.pick(
                    "先和\(names(willing))把能做的做起来，\(phrase.list(missing))另外找",
                    "Begin with \(names(willing)) and look for \(phrase.list(missing)) separately"))
        }
        // What those who declined named comes first: it is known to help.
        for near in nearly {
            let open = (near.offer?.needs ?? []).filter { need in
                missing.contains { NeedFit.standard.isSame($0, need) }
            }
            guard !open.isEmpty, lines.count < 4 else { continue }
            let needs = phrase.list(open)
            lines.append(
                phrase.pick(
                    "\(near.candidate.displayName)能做\(needs)，但\(plain(near.offer?.declineReason ?? ""))这一点能改就再问一次",
                    "\(near.candidate.displayName) could do the \(phrase.bare(needs)), but: “\(plain(near.offer?.declineReason ?? ""))” If that can change, ask again"
                ))
        }
        // Where nobody fits, another day or more money changes nothing.
        if nearly.isEmpty, request.constraint != nil || !willing.isEmpty { lines += relaxations() }
        if lines.isEmpty {
            let what = phrase.list(Array(missing.prefix(2)))
            lines.append(
                what.isEmpty
                    ? phrase.pick("把需求拆成一件一件的事，分别提出来", "Split the demand into single tasks and ask for each")
                    : phrase.pick(
                        "认识会做\(what)的人的话，请对方加入网络再试",
                        "If you know somebody who can do what is missing (\(what)), invite them to the network and try again"
                    ))
        }
        return lines
    }

    /// Which facts of the demand could be wider, with their numbers.
    private func relaxations() -> [String] {
        var lines: [String] = []
        if let date = context.dateEnd ?? context.date {
            lines.append(
                phrase.pick(
                    "时间放宽到\(phrase.date(date.adding(days: 14)))，多两周就多一些人有空",
                    "Allow two more weeks, until \(phrase.date(date.adding(days: 14)))"))
        }
        if let location = context.location, context.remote != true {
            lines.append(phrase.pick("不必在\(location)做的部分，允许线上完成", "Let what need not be in \(location) be done online"))
        }
        if context.remote == true { lines.append(phrase.pick("也接受当面进行", "Allow it to happen in person")) }
        if let count = context.expectedAttendees, count > 10 {
            lines.append(
                phrase.pick("分两次办，每次\((count + 1) / 2)人", "Do it twice, with \(phrase.people((count + 1) / 2)) each"))
        }
        if let budget = context.budget, let least = cheapest(above: budget) {
            lines.append(
                phrase.pick(
                    "预算从\(phrase.money(budget))加到\(phrase.money(least))",
                    "Raise the budget from \(phrase.money(budget)) to \(phrase.money(least))"))
        }
        return lines
    }

    /// What the offers come to, when that is above the budget.
    private func cheapest(above budget: Money) -> Money? {
        guard let plan = request.lastProposal else { return nil }
        let total = PlanCost(plan.assignments, understanding: request.understanding, days: nil).total
        return total.flatMap { $0.currency == budget.currency && $0.amount > budget.amount ? $0 : nil }
    }

    private func nextSteps() -> [String] {
        var lines: [String] = []
        if request.asked.isEmpty, request.constraint == nil {
            lines.append(phrase.pick("等有成员加入网络后再提交一次", "Submit it again once members have joined the network"))
        } else if request.asked.isEmpty {
            lines.append(phrase.pick("放宽上面的限制后重新提交", "Relax that limit and submit the demand again"))
        }
        for asked in willing.prefix(3) {
            let name = asked.candidate.displayName
            let needs = phrase.list(asked.offer?.needs ?? [])
            let what = needs.isEmpty ? "" : phrase.pick("，先做\(needs)", " about the \(phrase.bare(needs))")
            let condition = asked.offer?.conditions.first.map {
                phrase.pick("，先答复对方的条件「\($0.text)」", ", with an answer to “\($0.text)”")
            }
            lines.append(phrase.pick("联系\(name)", "Write to \(name)") + what + (condition ?? ""))
        }
        for need in missing.prefix(3) {
            let demand = phrase.subDemand(
                need, context, kind: WorkKind(request.understanding), day: nil,
                left: missing.count == 1 && willing.isEmpty ? context.budget : nil)
            lines.append(phrase.pick("单独再提一次：\(phrase.quote(demand))", "Ask for this alone: \(phrase.quote(demand))"))
        }
        if request.understanding.capabilityTags.isEmpty { lines += closest() }
        let questions = request.understanding.questions.map(\.text)
        if !questions.isEmpty, willing.isEmpty {
            lines.append(
                phrase.pick(
                    "补一句再提交：\(questions.joined())",
                    "Say this as well and submit it again: \(questions.joined(separator: " "))"))
        }
        if lines.isEmpty {
            lines.append(
                phrase.pick("换个说法，先写最要紧的那件事，再提交一次", "Put what matters most first, in other words, and submit it again"))
        }
        return lines
    }

    /// Nothing was understood as a need: what those who were asked can do may show what to ask for.
    private func closest() -> [String] {
        request.asked.filter { !$0.candidate.isFallback && $0.candidate.relevanceScore >= 35 }.prefix(2).compactMap {
            asked in
            guard let name = asked.candidate.capabilities.first else { return nil }
            return phrase.pick(
                "如果\(asked.candidate.displayName)的\(phrase.quote(name))正是要找的，在需求里写上它再提交一次",
                "If \(phrase.quote(name)), which \(asked.candidate.displayName) offers, is what you are after, name it in the demand and submit it again"
            )
        }
    }
}

extension Phrase {
    func failure(_ code: String) -> String {
        switch code {
        case "no_candidates": pick("没有找到可以邀请的人", "Nobody could be found to ask")
        case "no_participants": pick("问过的人都没有答应", "None of those who were asked said yes")
        case "all_participants_withdrawn": pick("参与的人都退出了", "Everybody who took part has left")
        case "all_participants_removed": pick("参与的人都已不在协商中", "Everybody who took part has been removed")
        case "no_feedback": pick("对计划没有收到任何表态", "Nobody voted on the plan")
        case "majority_reject": pick("至少一半的参与者不接受这份计划", "At least half of those in the plan did not accept it")
        case "no_consensus": pick("谈了几轮，还是没有人同意计划", "After the last round nobody had accepted the plan")
        case "timeout": pick("时间到了还没有谈成", "Time ran out before there was an agreement")
        default: pick("这次没有谈成", "No agreement was reached")
        }
    }
}
