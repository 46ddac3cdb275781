/// The requests that decisions need, built from the state and the profiles.
extension DemandRunner {
    /// Takes the decision that `effect` asks for.
    /// - Parameter missed: how many results did not fit the state: after one the rules answer, after two the plainest plan.
    /// - Returns: nil when the work was stopped or cannot be done at the moment.
    nonisolated func decide(_ effect: Effect, state: DemandState, rulesOnly: Bool, missed: Int) async -> Input? {
        let now = environment.clock.now()
        let desk = environment.desk
        switch effect {
        case .understand(let revision):
            let due = now + environment.limits().decisionTimeoutMilliseconds
            let request = UnderstandRequest(
                request: state.request, submittedAt: state.submittedAt, previous: state.understanding,
                answers: state.answers, context: state.context(ChannelID(state.id), round: revision, due: due))
            return await desk.decide(due: due, rulesOnly: rulesOnly, check: DecisionChecks.understanding) {
                try await $0.understand(request)
            }.map { .understood(.init($0), revision: revision, startedAt: now) }
        case .choose(let channel, let due):
            return await choose(channel, due: due, state: state, rulesOnly: rulesOnly)
        case .compose(let id, let due):
            guard let channel = state.negotiation(id), let understanding = state.subject(of: channel.id),
                let participants = await participants(of: channel, state)
            else { return nil }
            let request = ComposeRequest(
                understanding: understanding, today: state.today(at: now), participants: participants,
                uncovered: coverage(of: channel, state: state)?.uncovered ?? [],
                context: state.context(id, round: channel.round, due: due))
            return await plan(
                due: due, rulesOnly: rulesOnly, missed: missed, participants: participants, previous: nil,
                language: state.language
            ) { try await $0.compose(request) }.map { .composed(.init($0), channel: id) }
        case .adjust(let id, let round, let due):
            guard let channel = state.negotiation(id),
                let request = await adjustRequest(channel, due: due, state: state)
            else { return nil }
            return await plan(
                due: due, rulesOnly: rulesOnly, missed: missed, participants: request.participants,
                previous: request.proposal, language: state.language
            ) { try await $0.adjust(request) }.map { .adjusted(.init($0), channel: id, round: round) }
        case .findGaps(let due):
            guard let channel = state.channel, let understanding = state.understanding, let outcome = channel.outcome,
                let participants = await participants(of: channel, state)
            else { return nil }
            let request = GapRequest(
                understanding: understanding, today: state.today(at: now), proposal: outcome.proposal,
                participants: participants, confirmed: outcome.confirmed,
                uncovered: state.choice?.coverage.uncovered ?? [],
                context: state.context(
                    channel.id, round: channel.round, version: outcome.proposal.version, due: due))
            return await desk.decide(due: due, rulesOnly: rulesOnly, check: DecisionChecks.gaps) {
                try await $0.findGaps(request)
            }.map { .gapsFound(.init($0)) }
        case .considerSubnets(let due, _):
            return await considerSubnets(due: due, state: state, rulesOnly: rulesOnly)
        case .compromise(let due):
            guard let request = compromiseRequest(state, due: due) else { return nil }
            let known = Dictionary(
                request.asked.map { ($0.candidate.agentID, $0.candidate.displayName) },
                uniquingKeysWith: { first, _ in first })
            return await desk.decide(
                due: due, rulesOnly: rulesOnly, check: { DecisionChecks.compromise($0, known: known) }
            ) { try await $0.compromise(request) }.map { .compromised(.init($0)) }
        case .ask, .wake: return nil
        }
    }

    // MARK: Whom to ask

    private nonisolated func choose(
        _ channel: ChannelID, due: Timestamp, state: DemandState, rulesOnly: Bool
    ) async -> Input? {
        guard let understanding = state.subject(of: channel) else { return nil }
        let limits = channel.isChild ? state.channel?.limits ?? environment.limits() : environment.limits()
        let members = environment.members(of: state)
        let request = ChooseRequest(
            understanding: understanding,
            text: channel.isChild ? state.triggered.last?.subDemand.surfaceDemand ?? "" : state.request.text,
            today: state.today(at: environment.clock.now()), maxCandidates: limits.maxCandidates,
            avoid: channel.isChild ? Set(state.channel?.seats.map(\.candidate.agentID) ?? []) : [],
            absent: await environment.absentMembers(), isSubnet: channel.isChild, pool: members.pool,
            context: state.context(channel, round: 0, due: due))
        let maxCandidates = limits.maxCandidates
        let decided = await environment.desk.decide(
            due: due, rulesOnly: rulesOnly,
            check: { DecisionChecks.candidates($0, maxCandidates: maxCandidates) { members.current($0) } }
        ) { try await $0.choose(request) }
        return decided.map { .chosen(.init($0), channel: channel) }
    }

    private nonisolated func coverage(of channel: Negotiation, state: DemandState) -> Coverage? {
        channel.id.isChild ? state.childChoices.last?.coverage : state.choice?.coverage
    }

    // MARK: Plans

    /// A plan by the desk, or, should even the rules give nothing usable, one in which everybody does what they offered.
    private nonisolated func plan(
        due: Timestamp, rulesOnly: Bool, missed: Int, participants: [Participant], previous: Proposal?,
        language: Language, _ ask: @Sendable @escaping (any Decider) async throws -> Decided<Proposal>
    ) async -> Decided<Proposal>? {
        if missed < 2 {
            let decided = await environment.desk.decide(
                due: due, rulesOnly: rulesOnly, wasUnusable: missed > 0,
                check: {
                    DecisionChecks.proposal($0, participants: participants, previous: previous, language: language)
                },
                ask)
            if let decided { return decided }
        }
        guard !participants.isEmpty, !Task.isCancelled else { return nil }
        return Decided(
            Proposal(everybodyDoesWhatTheyOfferedIn: language, participants: participants),
            by: environment.desk.isImmediate ? .rules : .rules(insteadOfModelBecause: .invalid))
    }

    /// Nil when the store does not answer: nobody may be left out of a plan for that.
    private nonisolated func participants(of channel: Negotiation, _ state: DemandState) async -> [Participant]? {
        var participants: [Participant] = []
        let members = environment.members(of: state)
        for seat in channel.participants {
            let found: Member?
            do {
                found = try await members.member(
                    seat.candidate.agentID, version: seat.candidate.memberVersion)
            } catch { return nil }
            guard let offer = seat.offer, let member = found else { continue }
            participants.append(Participant(candidate: seat.candidate, member: member, offer: offer))
        }
        return participants
    }

    private nonisolated func adjustRequest(
        _ channel: Negotiation, due: Timestamp, state: DemandState
    ) async -> AdjustRequest? {
        guard let proposal = channel.proposal, let understanding = state.subject(of: channel.id),
            let participants = await participants(of: channel, state)
        else { return nil }
        return AdjustRequest(
            understanding: understanding, today: state.today(at: environment.clock.now()), proposal: proposal,
            participants: participants,
            ballots: channel.seats.compactMap { seat in
                channel.previousBallots[seat.candidate.agentID].map {
                    AdjustRequest.Ballot(agentID: seat.candidate.agentID, vote: $0.vote)
                }
            },
            bargains: channel.bargains, counterProposals: channel.counterProposals,
            removed: channel.seats.filter { $0.removal != nil }.map(\.candidate.agentID), round: channel.round,
            context: state.context(channel.id, round: channel.round, version: proposal.version, due: due))
    }

    // MARK: Sub-networks and compromise

    private nonisolated func considerSubnets(due: Timestamp, state: DemandState, rulesOnly: Bool) async -> Input? {
        guard let understanding = state.understanding, let proposal = state.finalProposal else { return nil }
        let now = environment.clock.now()
        var verdicts: [Input.GapVerdict] = []
        for gap in state.recursionCandidates {
            let request = RecursionRequest(
                gap: gap, understanding: understanding, today: state.today(at: now), proposal: proposal,
                remainingMilliseconds: max(0, (state.deadline ?? now) - now),
                alreadyAsked: Set(state.channel?.seats.map(\.candidate.agentID) ?? []),
                absent: await environment.absentMembers(), pool: environment.members(of: state).pool,
                context: state.context(state.rootChannelID, round: 0, version: proposal.version, due: due))
            guard
                let decided = await environment.desk.decide(
                    due: due, rulesOnly: rulesOnly, check: DecisionChecks.verdict,
                    { try await $0.considerSubnetwork(request) })
            else { return nil }
            verdicts.append(Input.GapVerdict(gapID: gap.gapID, verdict: decided.value, by: decided.by))
            if decided.value.shouldRecurse { break }
        }
        return .subnetsConsidered(verdicts)
    }

    private nonisolated func compromiseRequest(_ state: DemandState, due: Timestamp) -> CompromiseRequest? {
        guard let understanding = state.understanding else { return nil }
        return CompromiseRequest(
            understanding: understanding, today: state.today(at: environment.clock.now()),
            reasonCode: state.channel?.failure?.reasonCode.rawValue ?? state.filterFailure?.reason ?? "no_candidates",
            constraint: state.filterFailure?.constraint,
            asked: (state.channel?.seats ?? []).map { seat in
                CompromiseRequest.Asked(
                    candidate: seat.candidate, answer: seat.answer, offer: seat.offer,
                    vote: (state.channel?.ballots[seat.candidate.agentID]
                        ?? state.channel?.previousBallots[seat.candidate.agentID])?.vote)
            },
            unservedNeeds: state.channel.map { state.unservedNeeds(in: $0) } ?? understanding.capabilityTags,
            lastProposal: state.channel?.proposal,
            context: state.context(
                state.rootChannelID, round: state.channel?.round ?? 0, version: state.channel?.version ?? 0, due: due))
    }

    // MARK: Questions to members

    nonisolated func content(of question: OpenQuestion, state: DemandState) async -> AgentMessage.Content? {
        guard let channel = state.negotiation(question.channel), let seat = channel.seat(question.agentID),
            let understanding = state.subject(of: channel.id),
            let member = try? await environment.members(of: state).member(
                question.agentID, version: question.memberVersion)
        else { return nil }
        let today = state.today(at: environment.clock.now())
        let context = state.context(
            question.channel, round: question.round, version: question.version, due: question.due)
        switch question.kind {
        case .invitation:
            return .invitation(
                InvitationRequest(
                    member: member, understanding: understanding, candidate: seat.candidate, today: today,
                    context: context))
        case .review:
            guard let proposal = channel.proposal, let offer = seat.offer else { return nil }
            return .review(
                VoteRequest(
                    member: member, understanding: understanding, today: today, offer: offer, proposal: proposal,
                    assignments: proposal.assignments.filter { $0.agentID == question.agentID },
                    previousVote: channel.previousBallots[question.agentID]?.vote, round: channel.round,
                    maxRounds: channel.limits.maxRounds, context: context))
        }
    }
}

extension DemandState {
    func context(_ channel: ChannelID, round: Int, version: Int = 0, due: Timestamp) -> DecisionContext {
        DecisionContext(
            demandID: id, channelID: channel, round: round, version: version, due: due, spentUSD: usage?.costUSD ?? 0,
            requestID: request.requestID)
    }
}

extension Input {
    /// What a model took for a plan.
    var planUsage: Usage? {
        switch self {
        case .composed(let decision, _): decision.by.usage
        case .adjusted(let decision, _, _): decision.by.usage
        default: nil
        }
    }

    /// The same plan with what earlier ones cost that did not fit the state.
    func adding(_ vain: Usage?) -> Input {
        guard let vain else { return self }
        switch self {
        case .composed(var decision, let channel):
            decision.by.usage = (decision.by.usage ?? .zero) + vain
            return .composed(decision, channel: channel)
        case .adjusted(var decision, let channel, let round):
            decision.by.usage = (decision.by.usage ?? .zero) + vain
            return .adjusted(decision, channel: channel, round: round)
        default: return self
        }
    }
}

extension Proposal {
    /// The plainest plan there is.
    init(everybodyDoesWhatTheyOfferedIn language: Language, participants: [Participant]) {
        let isChinese = language == .chinese
        self.init(
            summary: isChinese ? "各成员按自己的报价内容参与。" : "Everybody does what they offered.",
            objective: isChinese ? "完成需求中能够完成的部分。" : "Do what can be done of the demand.",
            assignments: participants.map { participant in
                Assignment(
                    agentID: participant.candidate.agentID, displayName: participant.candidate.displayName,
                    role: participant.offer.suggestedRole.isEmpty
                        ? participant.candidate.expectedRole : participant.offer.suggestedRole,
                    responsibility: participant.offer.contribution, needs: participant.offer.needs)
            },
            timeline: Timeline(
                startDate: "", endDate: "",
                milestones: [
                    Milestone(
                        name: isChinese ? "开始" : "Start", date: "",
                        deliverable: isChinese ? "各方确认分工" : "Everybody confirms their part")
                ]),
            collaborationModel: CollaborationModel(
                communicationChannel: isChinese ? "由需求方建立群聊" : "A group chat set up by the requester",
                meetingFrequency: isChinese ? "开始前一次" : "Once before the start",
                decisionMechanism: isChinese ? "需求方决定" : "The requester decides"),
            successCriteria: isChinese
                ? ["每位成员完成自己的分工", "需求方确认结果"]
                : ["Every member has done their part", "The requester confirms the result"],
            confidence: .low)
    }
}
