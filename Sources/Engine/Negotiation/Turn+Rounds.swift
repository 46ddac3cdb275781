/// Plans, votes on them, and rounds.
extension Turn {
    // MARK: Plans

    mutating func takeComposition(_ decision: Input.Decision<Proposal>, channel id: ChannelID) -> Reaction.Reply {
        guard let channel = state.negotiation(id), channel.status == .aggregating else { return .stale }
        guard let proposal = admit(decision.value, in: channel, version: 1) else { return .askAgain }
        distribute(proposal, in: id, by: decision.by)
        return .accepted
    }

    mutating func takeAdjustment(
        _ decision: Input.Decision<Proposal>, channel id: ChannelID, round: Int
    ) -> Reaction.Reply {
        guard let channel = state.negotiation(id), channel.status == .proposalSent, channel.round == round else {
            return .stale
        }
        guard var proposal = admit(decision.value, in: channel, version: channel.version + 1) else { return .askAgain }
        if proposal.adjustment == nil { proposal.adjustment = Proposal.Adjustment(round: round) }
        proposal.adjustment?.round = round
        distribute(proposal, in: id, by: decision.by)
        return .accepted
    }

    /// The plan with an identity of its own and with nobody in it who is not a participant now; nil when nobody would be left.
    private func admit(_ proposal: Proposal, in channel: Negotiation, version: Int) -> Proposal? {
        let names = channel.displayNames
        let participants = Set(channel.participants.map(\.candidate.agentID))
        var admitted = proposal
        admitted.proposalID = "prop-\(channel.id.rawValue.dropFirst(7))-v\(version)"
        admitted.version = version
        admitted.round = channel.round
        admitted.assignments = []
        for var assignment in proposal.assignments {
            guard participants.contains(assignment.agentID) else {
                // Left since the plan was made: the role is open.
                for need in assignment.needs where !admitted.openNeeds.contains(need) {
                    admitted.openNeeds.append(need)
                }
                continue
            }
            assignment.displayName = names[assignment.agentID] ?? assignment.displayName
            assignment.dependencies = assignment.dependencies.filter(participants.contains)
            assignment.isConfirmed = nil
            assignment.standing = nil
            assignment.source = nil
            assignment.gapID = nil
            admitted.assignments.append(assignment)
        }
        guard !admitted.assignments.isEmpty else { return nil }
        let assigned = Set(admitted.assignments.map(\.agentID))
        let served = Set(admitted.assignments.flatMap(\.needs))
        admitted.openNeeds.removeAll(where: served.contains)
        admitted.notSelected = channel.participants.map(\.candidate).filter { !assigned.contains($0.agentID) }.map {
            candidate in
            proposal.notSelected.first { $0.agentID == candidate.agentID }
                ?? Proposal.NotSelected(
                    agentID: candidate.agentID, displayName: candidate.displayName,
                    reason: Wording(state.language).notNeeded)
        }
        return admitted
    }

    private mutating func distribute(_ proposal: Proposal, in id: ChannelID, by: Provenance) {
        guard let channel = state.negotiation(id) else { return }
        let assigned = Set(proposal.assignments.map(\.agentID))
        let voters = channel.participants.map(\.candidate.agentID).filter(assigned.contains)
        emit(
            .proposalDistributed(
                ProposalDistributed(
                    proposalID: proposal.proposalID, proposal: proposal, summary: proposal.summary,
                    participants: voters,
                    participantsCount: voters.count, hasGaps: !proposal.openNeeds.isEmpty, version: proposal.version,
                    round: channel.round, maxRounds: channel.limits.maxRounds, timestamp: moment,
                    deadlineAt: moment + channel.limits.feedbackTimeoutMilliseconds)),
            in: id, by: by)
    }

    // MARK: Evaluation

    /// The votes of one round, counted (§5).
    struct Count {
        var accepts = 0
        var rejects = 0
        var withdraws = 0
        var negotiates = 0
        var eligible = 0

        init(_ channel: Negotiation) {
            for id in channel.eligibleVoters {
                eligible += 1
                if channel.seat(id)?.removal != nil {
                    withdraws += 1
                    continue
                }
                switch channel.ballots[id]?.vote.kind {
                case .accept: accepts += 1
                case .reject: rejects += 1
                case .negotiate: negotiates += 1
                case .withdraw: withdraws += 1
                case nil:
                    let spoke =
                        channel.bargains.contains { $0.agentID == id }
                        || channel.counterProposals.contains { $0.agentID == id }
                    if spoke { negotiates += 1 }
                }
            }
        }

        var total: Int { accepts + rejects + withdraws + negotiates }
        var acceptRate: Double { eligible == 0 ? 0 : Double(accepts) / Double(eligible) }
        var rejectRate: Double { eligible == 0 ? 0 : Double(rejects + withdraws) / Double(eligible) }

        /// First match wins; §5 of the engine's design numbers the rules.
        func verdict(_ channel: Negotiation) -> (FeedbackEvaluated.Decision, FailureCode?) {
            let isLast = channel.round >= channel.limits.maxRounds
            // Shares are quotients of small numbers; the tolerance only absorbs 1 − LOW.
            let tolerance = 1e-9
            if total == 0, channel.previousRoundWasSilent || isLast { return (.failed, .noFeedback) }
            if total > 0, acceptRate >= channel.limits.acceptThresholdHigh - tolerance { return (.finalized, nil) }
            let onlyWithdrawals = rejects == 0 && accepts > 0
            if total > 0, !onlyWithdrawals, rejectRate >= 1 - channel.limits.acceptThresholdLow - tolerance {
                return (.failed, .majorityReject)
            }
            if isLast { return accepts > 0 ? (.forceFinalized, nil) : (.failed, .noConsensus) }
            return (.nextRound, nil)
        }
    }

    mutating func evaluate(_ id: ChannelID) {
        guard let channel = state.negotiation(id), channel.status == .negotiating, let proposal = channel.proposal
        else {
            return
        }
        let count = Count(channel)
        let (decision, failure) = count.verdict(channel)
        emit(
            .feedbackEvaluated(
                FeedbackEvaluated(
                    accepts: count.accepts, rejects: count.rejects, withdraws: count.withdraws,
                    negotiates: count.negotiates, total: count.total, eligible: count.eligible,
                    acceptRate: count.acceptRate, rejectRate: count.rejectRate, decision: decision,
                    round: channel.round,
                    maxRounds: channel.limits.maxRounds, thresholdHigh: channel.limits.acceptThresholdHigh,
                    thresholdLow: channel.limits.acceptThresholdLow, version: proposal.version,
                    proposalID: proposal.proposalID)),
            in: id, by: .rules)
        switch decision {
        case .finalized: finalize(id, as: .finalized, by: .rules)
        case .forceFinalized: finalize(id, as: .forceFinalized, by: .rules)
        case .failed: fail(id, failure ?? .noConsensus, by: .rules)
        case .nextRound: startRound(id, unchanged: count.total == 0)
        }
    }

    /// Begins the next round: decision 6 is asked, or after a silent round the plan goes out again as it is.
    mutating func startRound(_ id: ChannelID, unchanged: Bool) {
        guard let channel = state.negotiation(id) else { return }
        let count = Count(channel)
        emit(
            .roundStarted(
                RoundStarted(
                    round: channel.round + 1, maxRounds: channel.limits.maxRounds,
                    participants: channel.participants.map(\.candidate.agentID),
                    previousFeedback: .init(
                        accepts: count.accepts, rejects: count.rejects + count.withdraws, negotiates: count.negotiates),
                    deadlineAt: unchanged ? nil : decisionDeadline)),
            in: id)
        guard unchanged, let channel = state.negotiation(id), let proposal = channel.proposal,
            let next = admit(proposal, in: channel, version: proposal.version + 1)
        else { return }
        distribute(next, in: id, by: .rules)
    }
}
