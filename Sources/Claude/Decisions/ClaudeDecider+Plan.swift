public import Engine

/// Decisions 4, 6, 7, 8 and 9, taken for the channel.
extension ClaudeDecider {
    public func compose(_ request: ComposeRequest) async throws -> Decided<Proposal> {
        let participants = Self.sorted(request.participants)
        return try await caller.ask(
            ModelCaller.Question(
                prompt: ComposePrompt.prompt(request, participants: participants), context: request.context
            ) { (answer) throws(AnswerFault) in
                try PlanReader(
                    answer: answer, participants: participants, understanding: request.understanding,
                    today: request.today, previous: nil
                ).proposal()
            })
    }

    public func adjust(_ request: AdjustRequest) async throws -> Decided<Proposal> {
        let participants = Self.sorted(request.participants)
        return try await caller.ask(
            ModelCaller.Question(
                prompt: AdjustPrompt.prompt(request, participants: participants), context: request.context
            ) { (answer) throws(AnswerFault) in
                let reader = PlanReader(
                    answer: answer, participants: participants, understanding: request.understanding,
                    today: request.today, previous: request.proposal)
                var proposal = try reader.proposal()
                proposal.adjustment = reader.adjustment(round: request.round)
                return proposal
            })
    }

    /// Best first, then by id: who answered first does not show.
    private static func sorted(_ participants: [Participant]) -> [Participant] {
        participants.sorted {
            $0.candidate.relevanceScore != $1.candidate.relevanceScore
                ? $0.candidate.relevanceScore > $1.candidate.relevanceScore : $0.member.id < $1.member.id
        }
    }

    // MARK: Gaps

    public func findGaps(_ request: GapRequest) async throws -> Decided<GapAnalysis> {
        let found = try await rules.findGaps(request).value.gaps
        let confirmed = Set(request.confirmed)
        let served = Set(request.proposal.assignments.filter { confirmed.contains($0.agentID) }.flatMap(\.needs))
        return try await caller.ask(
            ModelCaller.Question(prompt: GapsPrompt.prompt(request, found: found), context: request.context) {
                (answer) throws(AnswerFault) in
                var gaps = found
                for entry in answer.objects("gaps") {
                    let gap = try Self.gap(entry)
                    // Somebody has agreed to do exactly this: no opinion opens a sub-network for it.
                    let isServed = !gap.suggestedTags.isEmpty && gap.suggestedTags.allSatisfy(served.contains)
                    if !isServed { gaps.append(gap) }
                }
                return GapAnalysis(gaps: gaps, analysis: try answer.demandedText("analysis"))
            })
    }

    private static func gap(_ entry: AnswerReader) throws(AnswerFault) -> Gap {
        let subDemand = entry.text("sub_demand")
        return Gap(
            kind: try entry.choice("type"), severity: try entry.choice("severity", or: .medium),
            importance: max(0, min(100, try entry.integer("importance"))),
            description: try entry.demandedText("description"), requirement: entry.text("requirement"),
            suggestedSubDemand: subDemand.isEmpty ? nil : subDemand, suggestedTags: entry.texts("tags"),
            affectedAspects: entry.texts("affects"), potentialSolutions: entry.texts("solutions"))
    }

    // MARK: Sub-networks

    public func considerSubnetwork(_ request: RecursionRequest) async throws -> Decided<RecursionVerdict> {
        let known = try await rules.considerSubnetwork(request)
        // Nobody to ask or no time left: no opinion changes that.
        guard known.value.support.met, known.value.cost.met else { return known }
        return try await caller.ask(
            ModelCaller.Question(
                prompt: SubnetworkPrompt.prompt(request, rules: known.value), context: request.context,
                subject: request.gap.gapID
            ) { (answer) throws(AnswerFault) in
                RecursionVerdict(
                    gain: try Self.test(answer, "gain"), support: try Self.test(answer, "support"),
                    cost: try Self.test(answer, "cost"), reason: try answer.demandedText("reason"))
            })
    }

    private static func test(_ answer: AnswerReader, _ name: String) throws(AnswerFault) -> RecursionVerdict.Test {
        let entry = try answer.object(name)
        return RecursionVerdict.Test(met: try entry.boolean("met"), analysis: entry.text("analysis"))
    }

    // MARK: Compromise

    public func compromise(_ request: CompromiseRequest) async throws -> Decided<Compromise> {
        let willing = request.asked.filter { asked in
            (asked.answer == .participate || asked.answer == .conditional) && asked.offer != nil
                && asked.vote?.kind != .withdraw
        }
        let names = Dictionary(
            willing.map { ($0.candidate.agentID, $0.candidate.displayName) }, uniquingKeysWith: { first, _ in first })
        return try await caller.ask(
            ModelCaller.Question(
                prompt: CompromisePrompt.prompt(request, willing: willing), context: request.context
            ) { (answer) throws(AnswerFault) in
                var possible: [Compromise.Possible] = []
                for entry in answer.objects("possible") {
                    let id = try entry.known("agent_id", in: Set(names.keys))
                    possible.append(
                        Compromise.Possible(
                            agentID: id, displayName: names[id] ?? id,
                            contribution: try entry.demandedText("contribution"), conditions: entry.texts("conditions"))
                    )
                }
                let steps = answer.texts("next_steps")
                guard !steps.isEmpty else { throw AnswerFault("\"next_steps\" is empty.") }
                return Compromise(
                    summary: try answer.demandedText("summary"), possibleNow: possible,
                    unresolved: answer.texts("unresolved"), alternatives: answer.texts("alternatives"),
                    nextSteps: steps, confidence: try answer.choice("confidence", or: .medium))
            })
    }
}
