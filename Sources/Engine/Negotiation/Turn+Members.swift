/// What members say.
extension Turn {
    /// What made a collecting channel complete.
    enum Trigger { case answers, withdrawal, kick }

    mutating func take(_ message: MemberMessage) -> Reaction.Reply {
        guard let channel = state.negotiation(message.channel) else {
            return .refused(TowowError(.unknownChannel, "no_such_channel"))
        }
        guard let seat = channel.seat(message.agentID) else {
            return .refused(TowowError(.unknownAgent, "not_in_channel"))
        }
        let key = "\(message.agentID)/\(message.messageID)"
        guard !channel.seenMessages.contains(key) else { return .duplicate }
        let hidden = Event.Hidden(messageID: key)
        switch message.content {
        case .offer(let offer): return takeOffer(offer, from: seat, in: channel, by: message.by, hidden: hidden)
        case .vote(let vote, let version):
            return takeVote(vote, version: version, from: seat, in: channel, by: message.by, hidden: hidden)
        case .withdraw(let reason):
            return takeWithdrawal(reason, from: seat, in: channel, by: message.by, hidden: hidden)
        case .noAnswer(let phase, let reason, let version):
            return takeNoAnswer(
                phase, reason, version: version, from: seat, in: channel, by: message.by, hidden: hidden)
        case .bargain(let bargainType, let content, let offer, let original, let new):
            guard canTalk(seat, in: channel) else { return .refused(TowowError(.notPossible, "not_a_participant_now")) }
            let bargain = Bargain(
                agentID: message.agentID, bargainType: bargainType, content: content, offer: offer,
                originalTerms: original, newTerms: new)
            emit(
                .bargain(
                    BargainMade(
                        displayName: seat.candidate.displayName, bargain: bargain, round: channel.round,
                        timestamp: moment)),
                in: channel.id, by: message.by, hidden: hidden)
        case .counterProposal(let terms, let reason):
            guard canTalk(seat, in: channel) else { return .refused(TowowError(.notPossible, "not_a_participant_now")) }
            let proposal = CounterProposal(agentID: message.agentID, counterProposal: terms, reason: reason)
            emit(
                .counterProposal(
                    CounterProposalMade(
                        displayName: seat.candidate.displayName, counterProposal: proposal, round: channel.round,
                        timestamp: moment)),
                in: channel.id, by: message.by, hidden: hidden)
        }
        return .accepted
    }

    private func canTalk(_ seat: Negotiation.Seat, in channel: Negotiation) -> Bool {
        !channel.status.isTerminal && seat.isParticipant
    }

    // MARK: Collecting

    private mutating func takeOffer(
        _ offer: Offer, from seat: Negotiation.Seat, in channel: Negotiation, by: Provenance, hidden: Event.Hidden
    ) -> Reaction.Reply {
        guard channel.status == .collecting, seat.removal == nil else {
            return .refused(TowowError(.notPossible, "not_collecting"))
        }
        // The first answer stays; only "no answer" may still be replaced.
        guard seat.offer == nil else { return .duplicate }
        emit(
            .offerSubmitted(
                OfferSubmitted(
                    agentID: seat.candidate.agentID, displayName: seat.candidate.displayName, offer: offer,
                    capabilities: seat.candidate.capabilities, round: channel.round, timestamp: moment)),
            in: channel.id, by: by, hidden: hidden)
        settleCollecting(channel.id, trigger: .answers)
        return .accepted
    }

    /// Starts aggregation, or fails, once every candidate has answered, is known to be silent, or has left.
    mutating func settleCollecting(_ id: ChannelID, trigger: Trigger) {
        guard let channel = state.negotiation(id), channel.status == .collecting, channel.isCollectingSettled else {
            return
        }
        guard !channel.participants.isEmpty else {
            let code: FailureCode =
                switch trigger {
                case .answers: .noParticipants
                case .withdrawal: .allWithdrawn
                case .kick: .allRemoved
                }
            fail(id, code, by: .rules)
            return
        }
        let present = channel.seats.filter { $0.removal == nil }
        let offers = present.compactMap(\.offer)
        emit(
            .aggregationStarted(
                AggregationStarted(
                    offersCount: offers.count { $0.isParticipating && $0.responseType == .offer },
                    negotiationsCount: offers.count { $0.isParticipating && $0.responseType == .negotiate },
                    declinesCount: offers.count { !$0.isParticipating },
                    noAnswerCount: present.count { $0.offer == nil }, participantsCount: channel.participants.count,
                    round: channel.round, deadlineAt: decisionDeadline)),
            in: id)
    }

    // MARK: Voting

    private mutating func takeVote(
        _ vote: Vote, version: Int, from seat: Negotiation.Seat, in channel: Negotiation, by: Provenance,
        hidden: Event.Hidden
    ) -> Reaction.Reply {
        let agentID = seat.candidate.agentID
        guard channel.status == .negotiating, seat.removal == nil, let proposal = channel.proposal else {
            return .refused(TowowError(.notPossible, "no_vote_open"))
        }
        guard channel.voters.contains(agentID) else { return .refused(TowowError(.notPossible, "no_vote")) }
        guard vote.kind == .withdraw || version == channel.version else { return .notCounted }
        guard vote.kind == .withdraw || channel.ballots[agentID] == nil else { return .duplicate }
        emit(
            .proposalFeedback(
                ProposalFeedback(
                    agentID: agentID, displayName: seat.candidate.displayName, vote: vote,
                    proposalID: proposal.proposalID, version: proposal.version, round: channel.round)),
            in: channel.id, by: by, hidden: hidden)
        if vote.kind == .withdraw {
            remove(agentID, from: channel.id, .withdrew(reason: vote.reasoning), by: by)
        } else {
            settleVoting(channel.id)
        }
        return .accepted
    }

    private mutating func settleVoting(_ id: ChannelID) {
        guard let channel = state.negotiation(id), channel.status == .negotiating, channel.isVotingSettled else {
            return
        }
        evaluate(id)
    }

    private mutating func takeNoAnswer(
        _ phase: AgentNoAnswer.Phase, _ reason: AgentNoAnswer.Reason, version: Int, from seat: Negotiation.Seat,
        in channel: Negotiation, by: Provenance, hidden: Event.Hidden
    ) -> Reaction.Reply {
        let agentID = seat.candidate.agentID
        // That a model was asked in vain is told, with what it cost; otherwise nobody has decided anything.
        let by = by.isFallback || by.usage != nil ? by : nil
        switch phase {
        case .invitation:
            guard channel.status == .collecting, !seat.isSettled else { return .stale }
            noAnswer(agentID, in: channel.id, phase: phase, reason: reason, by: by, hidden: hidden)
            settleCollecting(channel.id, trigger: .answers)
        case .review:
            guard channel.status == .negotiating, version == channel.version, channel.activeVoters.contains(agentID),
                channel.ballots[agentID] == nil, !channel.silentVoters.contains(agentID)
            else { return .stale }
            noAnswer(agentID, in: channel.id, phase: phase, reason: reason, by: by, hidden: hidden)
            settleVoting(channel.id)
        }
        return .accepted
    }

    // MARK: Leaving

    private mutating func takeWithdrawal(
        _ reason: String, from seat: Negotiation.Seat, in channel: Negotiation, by: Provenance, hidden: Event.Hidden
    ) -> Reaction.Reply {
        guard !channel.status.isTerminal else { return .refused(TowowError(.notPossible, "already_over")) }
        guard seat.removal == nil else { return .duplicate }
        remove(seat.candidate.agentID, from: channel.id, .withdrew(reason: reason), by: by, hidden: hidden)
        return .accepted
    }

    mutating func takeKick(_ agentID: String, channel id: ChannelID, reason: String, by: Provenance) -> Reaction.Reply {
        guard let channel = state.negotiation(id) else {
            return .refused(TowowError(.unknownChannel, "no_such_channel"))
        }
        guard let seat = channel.seat(agentID) else { return .refused(TowowError(.unknownAgent, "not_in_channel")) }
        guard !channel.status.isTerminal else { return .refused(TowowError(.notPossible, "already_over")) }
        guard seat.removal == nil else { return .duplicate }
        remove(agentID, from: id, .kicked(reason: reason, by: by.decidedBy), by: by)
        return .accepted
    }

    mutating func takeDeactivation(_ agentID: String) -> Reaction.Reply {
        let channels = ([state.channel].compactMap(\.self) + state.children)
            .filter { !$0.status.isTerminal && $0.seat(agentID).map { $0.removal == nil } == true }
        guard !channels.isEmpty else { return .stale }
        for channel in channels {
            remove(agentID, from: channel.id, .kicked(reason: "member_deactivated", by: "system"), by: .operator)
        }
        return .accepted
    }

    private mutating func remove(
        _ agentID: String, from id: ChannelID, _ removal: Negotiation.Removal, by: Provenance,
        hidden: Event.Hidden = .init()
    ) {
        guard let channel = state.negotiation(id) else { return }
        let name = channel.displayNames[agentID] ?? agentID
        let trigger: Trigger
        switch removal {
        case .withdrew(let reason):
            trigger = .withdrawal
            emit(
                .agentWithdrawn(
                    AgentWithdrawn(
                        agentID: agentID, displayName: name, reason: reason, round: channel.round, timestamp: moment)),
                in: id, by: by, hidden: hidden)
        case .kicked(let reason, let kickedBy):
            trigger = .kick
            emit(
                .agentKicked(
                    AgentKicked(
                        agentID: agentID, displayName: name, reason: reason, kickedBy: kickedBy, round: channel.round,
                        timestamp: moment)),
                in: id, by: by, hidden: hidden)
        }
        goOnAfterRemoval(id, trigger: trigger)
    }

    private mutating func goOnAfterRemoval(_ id: ChannelID, trigger: Trigger) {
        guard let channel = state.negotiation(id) else { return }
        switch channel.status {
        case .collecting: settleCollecting(id, trigger: trigger)
        case .aggregating, .proposalSent:
            // A running decision goes on; its result is filtered when it comes.
            if channel.participants.isEmpty { fail(id, trigger == .kick ? .allRemoved : .allWithdrawn, by: .rules) }
        case .negotiating:
            if channel.participants.isEmpty {
                fail(id, trigger == .kick ? .allRemoved : .allWithdrawn, by: .rules)
            } else if channel.activeVoters.isEmpty {
                // Nobody is left who could vote on this version: the others get a new one, if there is a round left.
                if channel.round < channel.limits.maxRounds {
                    startRound(id, unchanged: false)
                } else {
                    fail(id, .noConsensus, by: .rules)
                }
            } else {
                settleVoting(id)
            }
        default: break
        }
    }
}
