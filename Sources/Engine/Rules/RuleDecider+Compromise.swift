extension RuleDecider {
    public func compromise(_ request: CompromiseRequest) async throws -> Decided<Compromise> {
        let writer = CompromiseWriter(request: request)
        let known = Dictionary(request.asked.map { ($0.candidate.agentID, $0.candidate.displayName) }, uniquingKeysWith: { first, _ in first })
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
        let open = request.understanding.capabilityTags.filter { need in !served.contains { NeedFit.standard.isSame($0, need) } }
        return open + request.unservedNeeds.filter { need in !open.contains(need) && !served.contains { NeedFit.standard.isSame($0, need) } }
    }

    func compromise() -> Compromise {
        let possible = willing.map { asked in
            Compromise.Possible(
                agentID: asked.candidate.agentID, displayName: asked.candidate.displayName, contribution: contribution(asked),
                conditions: asked.offer?.conditions.map(\.text) ?? [])
        }
        let confidence: Level = possible.isEmpty ? .low : missing.isEmpty ? .medium : .low
        return Compromise(
            summary: summary(), possibleNow: possible, unresolved: unresolved(), alternatives: alternatives(), nextSteps: nextSteps(),
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

    private func summary() -> String {
        if request.asked.isEmpty {
            return phrase.sentences([request.constraint.map { phrase.pick("没有成员可以邀请：\($0)", "Nobody could be asked: \($0)") }
                ?? phrase.pick("网络里现在没有可以邀请的成员", "There are no members in the network who could be asked")])
        }
        var parts = [phrase.failure(request.reasonCode)]
        parts.append(willing.isEmpty
            ? phrase.pick("问了\(request.asked.count)人，没有人可以参与", "\(request.asked.count) were asked and nobody can take part")
            : phrase.pick("问了\(request.asked.count)人，\(names(willing))愿意出力", "\(request.asked.count) were asked; \(names(willing)) would help"))
        if !missing.isEmpty { parts.append(phrase.pick("还缺\(phrase.list(missing))", "still missing: \(phrase.list(missing))")) }
        return phrase.sentences(parts)
    }

    private func unresolved() -> [String] {
        var lines = missing.map { phrase.pick("\($0)没有人承担", "Nobody covers \($0)") }
        for asked in request.asked {
            if let vote = asked.vote, vote.kind == .negotiate || vote.kind == .reject, let concern = vote.concerns.first {
                lines.append(phrase.pick("\(asked.candidate.displayName)的要求没有解决：\(concern)", "What \(asked.candidate.displayName) asked for is not settled: \(concern)"))
            }
        }
        let silent = request.asked.filter { $0.answer == .silent }
        if !silent.isEmpty { lines.append(phrase.pick("\(names(silent))没有回复", "No answer came from \(names(silent))")) }
        let gone = request.asked.filter { $0.answer == .withdrew || $0.answer == .removed }
        if !gone.isEmpty { lines.append(phrase.pick("\(names(gone))中途离开", "\(names(gone)) left on the way")) }
        for asked in request.asked where asked.answer == .decline {
            let reason = asked.offer?.declineReason ?? ""
            lines.append(reason.isEmpty ? phrase.pick("\(asked.candidate.displayName)没有答应", "\(asked.candidate.displayName) declined")
                : phrase.pick("\(asked.candidate.displayName)没有答应：\(reason)", "\(asked.candidate.displayName) declined: \(reason)"))
        }
        if request.asked.isEmpty, let constraint = request.constraint { lines.append(constraint) }
        return lines
    }

    private func alternatives() -> [String] {
        var lines: [String] = []
        if !willing.isEmpty, !missing.isEmpty {
            lines.append(phrase.pick("先和\(names(willing))做能做的部分，\(phrase.list(missing))另想办法", "Start with what \(names(willing)) can do, and arrange \(phrase.list(missing)) in another way"))
        }
        if let date = context.date ?? context.dateEnd {
            lines.append(phrase.pick("把时间从\(phrase.date(date))往后放，或给出几个可选的日子", "Move it beyond \(phrase.date(date)), or offer several days"))
        }
        if let location = context.location, context.remote != true {
            lines.append(phrase.pick("不限\(location)，允许远程参与", "Allow people to take part remotely instead of in \(location) only"))
        }
        if context.remote == true { lines.append(phrase.pick("允许线下进行", "Allow it to happen in person")) }
        if let count = context.expectedAttendees, count > 10 {
            lines.append(phrase.pick("把\(count)人的规模缩小，或分几次进行", "Make it smaller than \(count) people, or do it in several sessions"))
        }
        if let budget = context.budget { lines.append(phrase.pick("把预算提高到\(phrase.money(budget))以上", "Raise the budget above \(phrase.money(budget))")) }
        if lines.isEmpty { lines.append(phrase.pick("把需求拆成几件小事，分别提出", "Split the demand into smaller ones and ask for each")) }
        return lines
    }

    private func nextSteps() -> [String] {
        var lines: [String] = []
        if request.asked.isEmpty, request.constraint == nil {
            lines.append(phrase.pick("等有成员加入网络后再提交一次", "Submit it again once members have joined the network"))
        } else if request.asked.isEmpty {
            lines.append(phrase.pick("放宽上面的限制后重新提交", "Relax that limit and submit the demand again"))
        }
        let conditional = willing.filter { !($0.offer?.conditions.isEmpty ?? true) }
        if let first = conditional.first, let text = first.offer?.conditions.first?.text {
            lines.append(phrase.pick("先答复\(first.candidate.displayName)的条件：\(text)", "Answer the condition of \(first.candidate.displayName): \(text)"))
        }
        if let first = willing.first {
            lines.append(phrase.pick("联系\(first.candidate.displayName)，从其承诺的部分开始", "Get in touch with \(first.candidate.displayName) and start with what they offered"))
        }
        for need in missing.prefix(2) {
            lines.append(phrase.pick("单独提交一个只找「\(need)」的需求", "Submit a demand for “\(need)” alone"))
        }
        if !request.understanding.questions.isEmpty || request.understanding.confidence == .low {
            lines.append(phrase.pick("把时间、地点、人数和预算写清楚再试一次", "Say when, where, for how many and with what budget, and try again"))
        }
        if lines.isEmpty { lines.append(phrase.pick("换一种说法，写明最需要别人做的那件事，再提交一次", "Say in other words what you need most and submit it again")) }
        return lines
    }
}

extension Phrase {
    func failure(_ code: String) -> String {
        switch code {
        case "no_candidates": pick("没有找到可以邀请的人", "Nobody could be found to ask")
        case "no_participants": pick("受邀的人里没有人参与", "None of those who were asked takes part")
        case "all_participants_withdrawn": pick("参与的人都退出了", "Everybody who took part has left")
        case "all_participants_removed": pick("参与的人都已不在协商中", "Everybody who took part has been removed")
        case "no_feedback": pick("对计划没有收到任何表态", "Nobody voted on the plan")
        case "majority_reject": pick("多数参与者不接受这份计划", "Most participants did not accept the plan")
        case "no_consensus": pick("几轮协商后仍没有人同意计划", "After the last round nobody had accepted the plan")
        case "timeout": pick("时间到了还没有谈成", "Time ran out before there was an agreement")
        default: pick("这次没有谈成", "No agreement was reached")
        }
    }
}
