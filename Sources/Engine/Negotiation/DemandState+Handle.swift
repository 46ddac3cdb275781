extension DemandState {
    /// Decides what an input leads to. Pure: the same state, input, time and limits give the same events.
    /// - Parameter limits: the settings for channels that this input creates.
    public func handle(_ input: Input, at moment: Timestamp, limits: Limits) -> Reaction {
        var turn = Turn(state: self, moment: moment, limits: limits)
        let reply = turn.take(input)
        return Reaction(events: turn.events, reply: reply, next: turn.state)
    }
}

/// One call of `handle`: emits events and applies them as it goes, so that what follows sees what went before.
struct Turn {
    var state: DemandState
    let moment: Timestamp
    let limits: Limits
    private(set) var events: [Event] = []

    init(state: DemandState, moment: Timestamp, limits: Limits) {
        self.state = state
        self.moment = moment
        self.limits = limits
    }

    mutating func emit(
        _ body: EventBody, in channel: ChannelID? = nil, by provenance: Provenance? = nil,
        hidden: Event.Hidden = .init()
    ) {
        let event = Event(channel: channel ?? state.rootChannelID, body: body, by: provenance, hidden: hidden)
        state.apply(event, at: moment)
        events.append(event)
    }

    /// When a decision asked now has to be there.
    var decisionDeadline: Timestamp {
        let timeout = state.channel?.limits.decisionTimeoutMilliseconds ?? limits.decisionTimeoutMilliseconds
        return moment + timeout
    }

    mutating func take(_ input: Input) -> Reaction.Reply {
        switch input {
        case .understood(let decision, let revision, let startedAt):
            takeUnderstanding(decision, revision: revision, startedAt: startedAt)
        case .clarified(let answers): takeAnswers(answers)
        case .chosen(let decision, let channel): takeChoice(decision, channel: channel)
        case .composed(let decision, let channel): takeComposition(decision, channel: channel)
        case .adjusted(let decision, let channel, let round): takeAdjustment(decision, channel: channel, round: round)
        case .gapsFound(let decision): takeGaps(decision)
        case .subnetsConsidered(let verdicts): takeVerdicts(verdicts)
        case .compromised(let decision): takeCompromise(decision)
        case .message(let message): take(message)
        case .kicked(let agentID, let channel, let reason, let by):
            takeKick(agentID, channel: channel, reason: reason, by: by)
        case .memberDeactivated(let agentID): takeDeactivation(agentID)
        case .cancelled: takeCancel(by: .requester)
        case .cancelledByOperator: takeCancel(by: .operator)
        case .deadline(let key): takeDeadline(key)
        }
    }

    // MARK: Before the channel

    private mutating func takeUnderstanding(
        _ decision: Input.Decision<Understanding>, revision: Int, startedAt: Timestamp
    ) -> Reaction.Reply {
        guard state.phase == .understanding(revision: revision) else { return .stale }
        var understanding = decision.value
        if revision == 2 { understanding.questions = [] }
        let waits = revision == 1 && state.request.clarify && !understanding.questions.isEmpty
        emit(
            .demandUnderstood(
                DemandUnderstood(
                    understanding: understanding, revision: revision,
                    answerBy: waits ? moment + Limits.clarifyTimeoutMilliseconds : nil,
                    deadlineAt: waits ? nil : moment + limits.decisionTimeoutMilliseconds,
                    demandDeadlineAt: state.deadline ?? startedAt + limits.demandTimeoutMilliseconds)),
            by: decision.by)
        return .accepted
    }

    private mutating func takeAnswers(_ answers: [ClarifyingAnswer]) -> Reaction.Reply {
        guard case .clarifying = state.phase else {
            return .refused(TowowError(.notPossible, "no_questions_open"))
        }
        emit(
            .demandClarified(
                DemandClarified(answers: answers, deadlineAt: moment + limits.decisionTimeoutMilliseconds)),
            by: .requester)
        return .accepted
    }

    // MARK: Candidates

    private mutating func takeChoice(_ decision: Input.Decision<CandidateChoice>, channel: ChannelID) -> Reaction.Reply
    {
        if channel.isChild {
            guard case .filteringSubnet = state.phase, state.activeChildNumber == channel.childNumber else {
                return .stale
            }
        } else {
            guard case .filtering = state.phase, channel == state.rootChannelID else { return .stale }
        }
        switch decision.value {
        case .nobody(let why, let constraint):
            emit(
                .filterFailed(
                    FilterFailed(
                        reasonCode: why, constraint: constraint,
                        message: Wording(state.language).nobodyToAsk(why, constraint: constraint),
                        deadlineAt: channel.isChild ? nil : decisionDeadline)),
                in: channel, by: decision.by)
            if channel.isChild { closeChild(afterNoCandidates: channel) }
        case .chosen(let chosen):
            open(channel, with: chosen, by: decision.by)
        }
        return .accepted
    }

    private mutating func open(_ channel: ChannelID, with chosen: CandidateChoice.Chosen, by: Provenance) {
        let base = channel.isChild ? state.channel?.limits ?? limits : limits
        let channelLimits = channel.isChild ? base.forChild : base
        var seen: Set<String> = []
        let candidates = chosen.candidates
            .filter { seen.insert($0.agentID).inserted }
            .sorted { ($1.relevanceScore, $0.agentID) < ($0.relevanceScore, $1.agentID) }
            .prefix(channelLimits.maxCandidates)
        emit(
            .filterCompleted(
                FilterCompleted(
                    candidates: Array(candidates), totalCandidates: candidates.count,
                    totalFound: max(chosen.totalFound, candidates.count), coverage: chosen.coverage)),
            in: channel, by: by)
        emit(
            .channelCreated(
                ChannelCreated(
                    candidatesCount: candidates.count, isSubnet: channel.isChild,
                    gapID: channel.isChild ? state.triggered.last?.gapID : nil, limits: channelLimits,
                    isDemo: state.isDemo ? true : nil)),
            in: channel)
        emit(
            .demandBroadcast(
                DemandBroadcast(
                    candidates: candidates.map(\.agentID), round: 1,
                    deadlineAt: moment + channelLimits.responseTimeoutMilliseconds,
                    remindAt: moment + channelLimits.responseTimeoutMilliseconds / 2)),
            in: channel)
    }

    // MARK: Deadlines

    private mutating func takeDeadline(_ key: DeadlineKey) -> Reaction.Reply {
        switch key.kind {
        case .clarify:
            guard case .clarifying = state.phase, key.round == state.revision else { return .stale }
            emit(
                .demandClarified(DemandClarified(answers: [], deadlineAt: moment + limits.decisionTimeoutMilliseconds)),
                by: .deadline)
        case .invitation:
            guard let channel = state.negotiation(key.channel), channel.status == .collecting else { return .stale }
            for seat in channel.seats where !seat.isSettled {
                noAnswer(seat.candidate.agentID, in: channel.id, phase: .invitation, reason: .timeout)
            }
            settleCollecting(channel.id, trigger: .answers)
        case .reminder:
            guard let channel = state.negotiation(key.channel), channel.status == .collecting else { return .stale }
            let silent = channel.seats.filter { !$0.isSettled && !$0.wasReminded }.map(\.candidate.agentID)
            guard !silent.isEmpty else { return .stale }
            emit(.agentReminded(AgentReminded(agentIDs: silent, round: channel.round)), in: channel.id)
        case .feedback:
            guard let channel = state.negotiation(key.channel), channel.status == .negotiating,
                channel.round == key.round
            else { return .stale }
            for voter in channel.activeVoters
            where channel.ballots[voter] == nil && !channel.silentVoters.contains(voter) {
                noAnswer(voter, in: channel.id, phase: .review, reason: .timeout)
            }
            evaluate(channel.id)
        case .child:
            guard state.activeChildNumber == key.channel.childNumber else { return .stale }
            endChildByDeadline(key.channel)
        case .demand: return takeDemandDeadline()
        }
        return .accepted
    }

    private mutating func takeDemandDeadline() -> Reaction.Reply {
        switch state.phase {
        case .understanding, .clarifying, .filtering:
            complete(.failed, reasonCode: FailureCode.timeout.rawValue)
        case .negotiating:
            endByDeadline(state.rootChannelID)
        case .filteringSubnet, .negotiatingSubnet:
            endChildByDeadline(ChannelID(state.id, child: max(1, state.triggered.count)))
            // The wall clock may show an earlier time than the wait had; no other sub-network begins.
            if !state.isCompleted { complete(state.channel?.outcome?.status ?? .failed) }
        case .consideringSubnets:
            complete(state.channel?.outcome?.status ?? .failed)
        // Bounded by the deadline of the decision that runs.
        case .findingGaps, .compromising, .completed: return .stale
        }
        return .accepted
    }

    mutating func noAnswer(
        _ agentID: String, in channel: ChannelID, phase: AgentNoAnswer.Phase, reason: AgentNoAnswer.Reason,
        by: Provenance? = nil, hidden: Event.Hidden = .init()
    ) {
        guard let negotiation = state.negotiation(channel) else { return }
        emit(
            .agentNoAnswer(
                AgentNoAnswer(
                    agentID: agentID, displayName: negotiation.displayNames[agentID] ?? agentID, phase: phase,
                    reason: reason, round: negotiation.round)),
            in: channel, by: by, hidden: hidden)
    }

    // MARK: Cancel

    private mutating func takeCancel(by: Provenance) -> Reaction.Reply {
        switch state.phase {
        case .completed:
            return state.outcome == .cancelled ? .duplicate : .refused(TowowError(.notPossible, "already_over"))
        case .understanding, .clarifying, .filtering:
            complete(.cancelled, reasonCode: FailureCode.cancelled.rawValue, isByOperator: by == .operator)
        case .negotiating:
            fail(state.rootChannelID, .cancelled, by: by)
        case .compromising where state.channel == nil:
            complete(.cancelled, reasonCode: FailureCode.cancelled.rawValue, isByOperator: by == .operator)
        default:
            return .refused(TowowError(.notPossible, "outcome_is_there"))
        }
        return .accepted
    }
}
