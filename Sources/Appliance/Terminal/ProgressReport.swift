import Engine

/// Turns the log of one demand into lines for a terminal, in the language of the demand.
///
/// Everything that people or models wrote is shown as text: control characters are escaped, so that no profile can steer the
/// terminal.
struct ProgressReport {
    let style: TextStyle
    private(set) var language: Language
    private var names: [String: String] = [:]
    /// The version that was printed last, by channel: the next one prints only what is different.
    private var shown: [ChannelID: Proposal] = [:]
    private var gaps: [String: String] = [:]
    private let coding = EventCoding()

    init(style: TextStyle, language: Language) {
        self.style = style
        self.language = language
    }

    /// The lines that an event adds; none for events that say nothing new.
    mutating func lines(for row: StoredEvent) -> [String] {
        guard let event = try? coding.event(row) else { return [] }
        let lines = lines(for: event)
        guard event.channel.isChild else { return lines }
        return lines.map { style.faint("  ┆ ") + $0 }
    }

    private mutating func lines(for event: Event) -> [String] {
        switch event.body {
        case .demandSubmitted(let submitted):
            language = submitted.language ?? language
            return [style.strong(clean(submitted.text))]
        case .demandUnderstood(let understood):
            language = understood.understanding.language
            return understandingLines(understood, by: event.by)
        case .filterCompleted(let filter): return candidateLines(filter, by: event.by)
        case .filterFailed(let failed): return [heading("找不到可邀请的成员", "Nobody to ask"), "  " + clean(failed.message)]
        case .demandBroadcast(let broadcast):
            return [heading("邀请 \(broadcast.candidates.count) 位成员", "Inviting \(broadcast.candidates.count)")]
        case .offerSubmitted(let offer): return offerLines(offer, by: event.by)
        case .agentNoAnswer(let silent):
            return ["  " + style.faint("· " + clean(silent.displayName) + say(" 没有回应", " gave no answer"))]
        case .agentWithdrawn(let left):
            return ["  " + style.bad("← ") + clean(left.displayName) + say(" 退出", " withdraws") + reason(left.reason)]
        case .agentKicked(let left):
            return [
                "  " + style.bad("← ") + clean(left.displayName) + say(" 被移出", " was removed") + reason(left.reason)
            ]
        case .proposalDistributed(let sent): return proposalLines(sent, in: event.channel, by: event.by)
        case .proposalFeedback(let feedback): return voteLines(feedback, by: event.by)
        case .bargain(let bargain):
            return ["  " + style.warning("~ ") + clean(bargain.displayName) + reason(bargain.bargain.content)]
        case .counterProposal(let counter):
            return ["  " + style.warning("~ ") + clean(counter.displayName) + reason(counter.counterProposal.reason)]
        case .feedbackEvaluated(let result): return [evaluationLine(result)]
        case .compromiseProposed(let proposed): return compromiseLines(proposed.compromise, by: event.by)
        case .gapIdentified(let gaps): return gapLines(gaps, by: event.by)
        case .subnetTriggered(let subnet):
            return [heading("再找人补上", "Looking for somebody to fill it") + reason(subnet.subDemand.surfaceDemand)]
        case .subnetCompleted(let subnet):
            let gap = gaps[subnet.gapID] ?? ""
            return [
                "  "
                    + (subnet.closed
                        ? style.good("✓ ") + say("已补上", "Filled") : style.warning("! ") + say("没补上", "Not filled"))
                    + reason(gap)
            ]
        case .subnetFailed(let subnet):
            return ["  " + style.warning("! ") + say("没补上", "Not filled") + reason(subnet.advice)]
        case .demandCompleted(let completed): return outcomeLines(completed)
        case .demandClarified, .channelCreated, .aggregationStarted, .roundStarted, .agentReminded, .proposalFinalized,
            .forceFinalized, .negotiationFailed, .proposalUpdated, .unknown:
            return []
        }
    }

    // MARK: - Phases

    private func understandingLines(_ understood: DemandUnderstood, by provenance: Provenance?) -> [String] {
        let understanding = understood.understanding
        var facts: [String] = []
        if let location = understanding.context.location { facts.append(clean(location)) }
        if let people = understanding.context.expectedAttendees { facts.append(say("\(people) 人", "\(people) people")) }
        switch (understanding.context.date, understanding.context.dateEnd) {
        case (let first?, let last?) where last > first: facts.append("\(first) – \(last)")
        case (let first?, _): facts.append(first.description)
        case (nil, let last?): facts.append(say("最晚 \(last)", "by \(last)"))
        case (nil, nil): break
        }
        if let budget = understanding.context.budget {
            facts.append(ConfigurationKey.Kind.plain(budget.amount) + " " + clean(budget.currency))
        }
        var lines = [heading("理解需求", "Understanding") + decided(provenance)]
        if !facts.isEmpty { lines.append("  " + facts.joined(separator: " · ")) }
        if !understanding.capabilityTags.isEmpty {
            lines.append("  " + say("需要：", "Needs: ") + list(understanding.capabilityTags))
        }
        for question in understanding.questions { lines.append("  ? " + clean(question.text)) }
        return lines
    }

    private mutating func candidateLines(_ filter: FilterCompleted, by provenance: Provenance?) -> [String] {
        var lines = [
            heading("找到 \(filter.totalFound) 位相关成员", "\(filter.totalFound) members fit") + decided(provenance)
        ]
        for candidate in filter.candidates {
            names[candidate.agentID] = candidate.displayName
            lines.append(
                "  \(padded(candidate.relevanceScore)) " + style.accent(clean(candidate.displayName))
                    + reason(candidate.reason))
        }
        if !filter.coverage.uncovered.isEmpty {
            lines.append("  " + style.warning(say("尚无人能提供：", "Nobody yet for: ") + list(filter.coverage.uncovered)))
        }
        return lines
    }

    private mutating func offerLines(_ submitted: OfferSubmitted, by provenance: Provenance?) -> [String] {
        names[submitted.agentID] = submitted.displayName
        let name = style.accent(clean(submitted.displayName))
        let offer = submitted.offer
        switch offer.decision {
        case .participate: return ["  " + style.good("✓ ") + name + reason(offer.contribution) + decided(provenance)]
        case .conditional:
            return ["  " + style.warning("~ ") + name + reason(offer.contribution) + decided(provenance)]
                + offer.conditions.map { "      " + say("条件：", "if: ") + clean($0.text) }
        case .decline: return ["  " + style.bad("✗ ") + name + reason(offer.declineReason) + decided(provenance)]
        }
    }

    private mutating func proposalLines(_ sent: ProposalDistributed, in channel: ChannelID, by provenance: Provenance?)
        -> [String]
    {
        let before = shown.updateValue(sent.proposal, forKey: channel)
        let title =
            heading(
                "方案第 \(sent.version) 版，第 \(sent.round)/\(sent.maxRounds) 轮",
                "Plan version \(sent.version), round \(sent.round) of \(sent.maxRounds)") + decided(provenance)
        guard let before else {
            return [title, "  " + clean(sent.summary)] + sent.proposal.assignments.flatMap(assignmentLines)
        }
        var lines = [title]
        for change in sent.proposal.adjustment?.changes ?? [] {
            lines.append("  ↻ " + clean(change.before) + " → " + clean(change.after) + bracketed(change.reason))
        }
        for refusal in sent.proposal.adjustment?.requestsDeclined ?? [] {
            lines.append(
                "  " + style.warning("! ") + clean(refusal.request) + say(" 做不到", ": not possible")
                    + bracketed(refusal.reason))
        }
        if sent.summary != before.summary { lines.append("  " + clean(sent.summary)) }
        let changed = sent.proposal.assignments.filter { !before.assignments.contains($0) }
        lines += changed.flatMap(assignmentLines)
        if lines.count == 1 { lines.append("  " + say("和上一版一样", "The same as before")) }
        return lines
    }

    private func voteLines(_ feedback: ProposalFeedback, by provenance: Provenance?) -> [String] {
        let name = style.accent(clean(feedback.displayName))
        switch feedback.vote.kind {
        case .accept: return ["  " + style.good("✓ ") + name + say(" 接受", " accepts") + decided(provenance)]
        case .negotiate:
            let wish =
                feedback.vote.adjustmentRequest.isEmpty ? feedback.vote.reasoning : feedback.vote.adjustmentRequest
            return [
                "  " + style.warning("~ ") + name + say(" 希望调整", " wants changes") + reason(wish) + decided(provenance)
            ]
        case .reject:
            return [
                "  " + style.bad("✗ ") + name + say(" 拒绝", " rejects") + reason(feedback.vote.reasoning)
                    + decided(provenance)
            ]
        case .withdraw:
            return ["  " + style.bad("← ") + name + say(" 退出", " withdraws") + reason(feedback.vote.reasoning)]
        }
    }

    private func evaluationLine(_ result: FeedbackEvaluated) -> String {
        let next =
            switch result.decision {
            case .finalized: style.good(say("达成一致", "agreed"))
            case .forceFinalized: style.warning(say("按现状确定", "settled as it stands"))
            case .failed: style.bad(say("未达成一致", "not agreed"))
            case .nextRound: say("进入下一轮", "next round")
            }
        let count = say(
            "表决：\(result.eligible) 位中 \(result.accepts) 位接受", "Votes: \(result.accepts) of \(result.eligible) accept")
        return "  " + count + " → " + next
    }

    // MARK: - Results

    private mutating func gapLines(_ gaps: GapIdentified, by provenance: Provenance?) -> [String] {
        guard !gaps.isComplete else { return [] }
        for gap in gaps.gaps { self.gaps[gap.gapID] = gap.description }
        return [heading("仍缺少", "Still missing") + decided(provenance)]
            + gaps.gaps.map { "  " + style.warning("! ") + clean($0.description) }
    }

    private func compromiseLines(_ compromise: Compromise, by provenance: Provenance?) -> [String] {
        var lines = [heading("目前能做的", "What is possible now") + decided(provenance), "  " + clean(compromise.summary)]
        lines += compromise.possibleNow.map { "  • " + style.accent(clean($0.displayName)) + reason($0.contribution) }
        lines += compromise.alternatives.map { "  ~ " + clean($0) }
        lines += compromise.nextSteps.map { "  → " + clean($0) }
        return lines
    }

    private func outcomeLines(_ completed: DemandCompleted) -> [String] {
        let title =
            switch completed.outcome {
            case .finalized: style.good(say("■ 已达成方案", "■ Agreed"))
            case .forceFinalized: style.warning(say("■ 方案已定，不是每个人都同意", "■ Settled, though not everybody agreed"))
            case .failed: style.bad(say("■ 没有达成方案", "■ No plan"))
            case .cancelled: style.bad(say("■ 已取消", "■ Cancelled"))
            }
        var lines = ["", style.strong(title) + (completed.success ? "" : reason(completed.reason ?? ""))]
        if let proposal = completed.proposal, completed.success {
            lines.append("  " + clean(proposal.summary))
            lines += proposal.assignments.flatMap(assignmentLines)
            for milestone in proposal.timeline.milestones {
                let date = milestone.date.isEmpty ? "" : clean(milestone.date) + "  "
                lines.append("  · " + date + clean(milestone.name) + bracketed(milestone.deliverable))
            }
        }
        for gap in completed.openGaps where !gap.isClosed {
            lines.append("  " + style.warning("! ") + say("仍缺：", "Still open: ") + clean(gap.description))
            if let advice = gap.potentialSolutions.first { lines.append("    → " + clean(advice)) }
        }
        let who = completed.decidedBy.filter { $0.key != "fallback" }.sorted { $0.key < $1.key }
            .map { "\(clean($0.key)) \($0.value)" }.joined(separator: ", ")
        lines.append(style.faint("  " + say("决策：", "Decided by: ") + who))
        return lines
    }

    private func assignmentLines(_ assignment: Proposal.Assignment) -> [String] {
        let standing: String =
            switch assignment.standing {
            case .confirmed: style.good(say(" [已确认]", " [confirmed]"))
            case .optional: style.warning(say(" [待定]", " [optional]"))
            case .declined: style.bad(say(" [没有同意]", " [did not agree]"))
            case .withdrawn: style.bad(say(" [已退出]", " [has left]"))
            case nil: ""
            }
        let head = "  • " + style.accent(clean(assignment.displayName)) + " · " + clean(assignment.role) + standing
        // What somebody would have done is no part of the plan any more.
        if assignment.standing == .declined || assignment.standing == .withdrawn { return [head] }
        let note = assignment.notes.isEmpty ? [] : ["      " + style.faint(clean(assignment.notes))]
        return [head + reason(assignment.responsibility)] + note
    }

    // MARK: - Words

    private func say(_ chinese: String, _ english: String) -> String { language == .chinese ? chinese : english }

    private func heading(_ chinese: String, _ english: String) -> String { style.strong("▸ " + say(chinese, english)) }

    /// Who decided, when it was not the plain rules.
    private func decided(_ provenance: Provenance?) -> String {
        guard let provenance, provenance.isFallback || provenance.decidedBy != "rules" else { return "" }
        let mark = provenance.isFallback ? say("规则代答", "rules, fallback") : clean(provenance.decidedBy)
        return style.faint("  (\(mark))")
    }

    private func bracketed(_ text: String) -> String {
        text.isEmpty ? "" : say("（\(clean(text))）", " (\(clean(text)))")
    }

    private func reason(_ text: String) -> String { text.isEmpty ? "" : say("：", ": ") + clean(text) }

    private func list(_ items: [String]) -> String { items.map(clean).joined(separator: say("、", ", ")) }

    private func padded(_ score: Int) -> String {
        String(repeating: " ", count: max(0, 3 - "\(score)".count)) + "\(score)"
    }

    /// One line of text without control characters.
    private func clean(_ text: String) -> String {
        LogText.escaped(text.split(whereSeparator: \.isNewline).joined(separator: " "))
    }
}

extension Language {
    /// A first guess until the demand is understood: Chinese when there is a Han character.
    init(guessedFrom text: String) {
        let hasHan = text.unicodeScalars.contains {
            (0x4E00...0x9FFF).contains($0.value) || (0x3400...0x4DBF).contains($0.value)
        }
        self = hasHan ? .chinese : .english
    }
}
