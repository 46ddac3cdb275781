/// How negotiations and demands end.
extension Turn {
    // MARK: A channel's outcome

    mutating func finalize(_ id: ChannelID, as status: DemandOutcome, by: Provenance) {
        guard let channel = state.negotiation(id), let proposal = channel.proposal else { return }
        // While a new version is being made, the votes on the last published one count.
        let ballots = channel.status == .proposalSent ? channel.previousBallots : channel.ballots
        let final = finalProposal(proposal, channel: channel, ballots: ballots)
        func people(_ standing: Proposal.Assignment.Standing) -> [String] {
            var seen: Set<String> = []
            return final.assignments.filter { $0.standing == standing && seen.insert($0.agentID).inserted }.map(
                \.agentID)
        }
        let confirmed = people(.confirmed)
        let optional = people(.optional)
        let refused = channel.seats.filter { $0.removal == nil && $0.offer?.decision == .decline }.map(
            \.candidate.agentID)
        let left = channel.seats.filter { seat in
            if case .withdrew = seat.removal { true } else { false }
        }.map(\.candidate.agentID)
        emit(
            status == .finalized ? .proposalFinalized(outcome()) : .forceFinalized(outcome()), in: id, by: by)
        if id.isChild { closeChild(afterSuccess: id) }

        func outcome() -> ProposalFinalized {
            ProposalFinalized(
                status: status, proposal: final, totalRounds: channel.round, maxRounds: channel.limits.maxRounds,
                declinedCount: people(.declined).count + refused.count, withdrawnCount: left.count,
                participants: confirmed + optional, confirmed: confirmed, optional: optional,
                declined: people(.declined) + refused, withdrawn: left,
                summary: Wording(state.language).agreed(
                    status, rounds: channel.round, confirmed: confirmed.count, optional: optional.count,
                    declined: people(.declined).count + refused.count, withdrawn: left.count),
                at: moment, deadlineAt: id.isChild ? nil : decisionDeadline)
        }
    }

    /// The plan that was voted on, with what each vote made of its assignments.
    private func finalProposal(
        _ proposal: Proposal, channel: Negotiation, ballots: [String: Negotiation.Ballot]
    ) -> Proposal {
        var final = proposal
        final.assignments = []
        var open = proposal.openNeeds
        for var assignment in proposal.assignments {
            switch channel.seat(assignment.agentID)?.removal {
            case .kicked:
                open += assignment.needs
                continue
            case .withdrew: assignment.standing = .withdrawn
            case nil:
                switch ballots[assignment.agentID]?.vote.kind {
                case .accept: assignment.standing = .confirmed
                case .reject: assignment.standing = .declined
                case .withdraw: assignment.standing = .withdrawn
                case .negotiate, nil: assignment.standing = .optional
                }
            }
            assignment.isConfirmed = assignment.standing == .confirmed
            if assignment.standing == .withdrawn || assignment.standing == .declined { open += assignment.needs }
            final.assignments.append(assignment)
        }
        let served = Set(
            final.assignments.filter { $0.standing == .confirmed || $0.standing == .optional }.flatMap(\.needs))
        var seen: Set<String> = []
        final.openNeeds = open.filter { !served.contains($0) && seen.insert($0).inserted }
        return final
    }

    mutating func fail(_ id: ChannelID, _ code: FailureCode, by: Provenance) {
        guard let channel = state.negotiation(id), !channel.status.isTerminal else { return }
        let counted = channel.status == .proposalSent ? channel.previousBallots : channel.ballots
        let asked = channel.seats.map { seat in
            NegotiationFailed.Asked(
                agentID: seat.candidate.agentID, displayName: seat.candidate.displayName, answer: seat.answer)
        }
        emit(
            .negotiationFailed(
                NegotiationFailed(
                    reason: code == .cancelled && by == .operator
                        ? Wording(state.language).cancelledByOperator
                        : Wording(state.language).failed(code, asked: asked), reasonCode: code,
                    totalRounds: channel.round, maxRounds: channel.limits.maxRounds,
                    finalAcceptCount: counted.values.count { $0.vote.kind == .accept },
                    finalRejectCount: counted.values.count { $0.vote.kind == .reject },
                    responsesReceived: channel.seats.count { $0.offer != nil }, asked: asked,
                    unservedNeeds: state.unservedNeeds(in: channel), failedAt: moment,
                    deadlineAt: id.isChild || code == .cancelled ? nil : decisionDeadline)),
            in: id, by: code == .timeout ? .deadline : by)
        if id.isChild {
            closeChild(afterFailure: id, code: code)
        } else if code == .cancelled {
            complete(.cancelled, reasonCode: code.rawValue, isByOperator: by == .operator)
        }
    }

    /// The demand, or a child, ran out of time: the votes on the last published version decide.
    mutating func endByDeadline(_ id: ChannelID) {
        guard let channel = state.negotiation(id) else { return }
        let ballots = channel.status == .proposalSent ? channel.previousBallots : channel.ballots
        let accepted = ballots.contains { id, ballot in
            ballot.vote.kind == .accept && channel.seat(id)?.removal == nil
        }
        if accepted, channel.status == .negotiating || channel.status == .proposalSent {
            finalize(id, as: .forceFinalized, by: .deadline)
        } else {
            fail(id, .timeout, by: .deadline)
        }
    }

    // MARK: The demand's end

    mutating func takeCompromise(_ decision: Input.Decision<Compromise>) -> Reaction.Reply {
        guard case .compromising = state.phase else { return .stale }
        emit(.compromiseProposed(CompromiseProposed(compromise: decision.value)), by: decision.by)
        complete(.failed, reasonCode: state.channel?.failure?.reasonCode.rawValue ?? state.filterFailure?.reason)
        return .accepted
    }

    /// Emits the last event of the demand.
    /// - Parameter isByOperator: it was not the requester who cancelled.
    mutating func complete(_ outcome: DemandOutcome, reasonCode: String? = nil, isByOperator: Bool = false) {
        let wording = Wording(state.language)
        let agreed = state.channel?.outcome
        let reason: String? =
            switch outcome {
            case .finalized, .forceFinalized: nil
            case .cancelled: isByOperator ? wording.cancelledByOperator : wording.cancelled
            case .failed: state.channel?.failure?.reason ?? state.filterFailure?.message ?? wording.ranOutOfTime
            }
        let merged = state.channel?.proposal?.assignments.filter { $0.source != nil }.map(\.agentID) ?? []
        var named: Set<String> = []
        let agreeing = ((agreed?.confirmed ?? []) + merged).filter { named.insert($0).inserted }
        emit(
            .demandCompleted(
                DemandCompleted(
                    outcome: outcome, success: outcome.isSuccess, reasonCode: reasonCode, reason: reason,
                    proposal: outcome.isSuccess ? state.finalProposal : nil, compromise: state.compromise,
                    rounds: state.channel?.round ?? 0,
                    participants: outcome.isSuccess ? agreeing : [],
                    openGaps: state.gaps.filter { !$0.isClosed },
                    recursion: state.verdicts.isEmpty ? nil : state.verdicts, decidedBy: state.tally,
                    usage: state.usage, completedAt: moment)))
    }
}

extension DemandState {
    /// The agreed plan, with what sub-networks added.
    public var finalProposal: Proposal? {
        guard let channel, let outcome = channel.outcome else { return nil }
        if let proposal = channel.proposal, proposal.version > outcome.proposal.version { return proposal }
        return outcome.proposal
    }

    /// Needs that no participant of the channel offers to serve.
    func unservedNeeds(in channel: Negotiation) -> [String] {
        let offered = Set(channel.participants.flatMap { $0.offer?.needs ?? [] })
        let needs =
            channel.id.isChild
            ? triggered.last?.subDemand.capabilityTags ?? [] : understanding?.capabilityTags ?? []
        return needs.filter { !offered.contains($0) }
    }
}

extension Negotiation.Seat {
    /// What this candidate answered, as a plain fact.
    public var answer: CompromiseRequest.Answer {
        switch removal {
        case .withdrew: return .withdrew
        case .kicked: return .removed
        case nil: break
        }
        switch offer?.decision {
        case .participate: return .participate
        case .conditional: return .conditional
        case .decline: return .decline
        case nil: return .silent
        }
    }
}
