extension Inbox {
    /// One negotiation as a member who was asked sees it.
    public struct Channel: Sendable, Hashable, Encodable {
        /// What became of the member's part.
        public enum Participation: String, Sendable, Encodable {
            /// A question to them is open.
            case asked
            /// They answered, and it goes on.
            case waiting
            /// The plan goes without them.
            case notSelected = "not_selected"
            case declined
            case noAnswer = "no_answer"
            case withdrawn, removed
            /// It ended while the invitation was open.
            case questionWithdrawn = "question_withdrawn"
            case confirmed, optional
            /// They did not accept the plan that was agreed on.
            case rejected
            /// Nothing was agreed.
            case released
        }

        public struct Abilities: Sendable, Hashable, Encodable {
            public var withdraw: Bool
            public var bargain: Bool
            public var counterProposal: Bool

            enum CodingKeys: String, CodingKey { case withdraw, bargain, counterProposal = "counter_proposal" }
        }

        public var channelID: ChannelID
        public var demandID: DemandID
        public var isSubnet: Bool
        public var surfaceDemand: String
        public var language: Language
        public var submittedAt: Timestamp
        public var status: ChannelStatus
        public var isOver: Bool
        public var round: Int
        public var maxRounds: Int
        public var version: Int
        public var participation: Participation
        public var reason: String?
        public var reasonCode: String?
        public var withdrawnQuestion: String?
        public var can: Abilities
        public var ownOffer: OwnOffer?
        public var ownVote: OwnVote?
        public var ownAssignments: [Proposal.Assignment]
        public var summary: String?

        enum CodingKeys: String, CodingKey {
            case language, status, round, version, participation, reason, can, summary
            case channelID = "channel_id"
            case demandID = "demand_id"
            case isSubnet = "is_subnet"
            case surfaceDemand = "surface_demand"
            case submittedAt = "submitted_at"
            case isOver = "is_over"
            case maxRounds = "max_rounds"
            case reasonCode = "reason_code"
            case withdrawnQuestion = "withdrawn_question"
            case ownOffer = "own_offer"
            case ownVote = "own_vote"
            case ownAssignments = "own_assignments"
        }
    }
}

extension Inbox.Channel {
    /// Nil when the member has no seat in the channel.
    init?(_ state: DemandState, _ id: ChannelID, of agentID: String) {
        guard let channel = state.negotiation(id), let seat = channel.seat(agentID) else { return nil }
        channelID = id
        demandID = state.id
        isSubnet = id.isChild
        surfaceDemand = state.subject(of: id)?.surfaceDemand ?? state.request.text
        language = state.language
        submittedAt = state.submittedAt
        status = channel.status
        isOver = channel.status.isTerminal
        round = channel.round
        maxRounds = channel.limits.maxRounds
        version = channel.version
        ownOffer = seat.offer.map { Inbox.OwnOffer(offer: $0, by: seat.offerBy) }
        let final = channel.outcome?.proposal ?? channel.proposal
        ownAssignments = final?.assignments.filter { $0.agentID == agentID } ?? []
        summary = channel.outcome?.summary ?? channel.failure?.reason
        can = Abilities(
            withdraw: !isOver && seat.removal == nil, bargain: !isOver && seat.isParticipant,
            counterProposal: !isOver && seat.isParticipant)
        ownVote = channel.vote(of: agentID)
        withdrawnQuestion = channel.questionLeftOpen(to: seat)?.rawValue
        (participation, reason, reasonCode) = channel.participation(of: seat)
    }
}

extension Negotiation {
    /// The member's newest vote that counts, with the version it is about.
    fileprivate func vote(of agentID: String) -> Inbox.OwnVote? {
        // While the next version is made, the votes are those on the version that there is.
        let votes = status == .proposalSent || isBetweenVersions ? previousBallots : ballots
        return votes[agentID].map { Inbox.OwnVote(vote: $0.vote, by: $0.by, version: version) }
    }

    /// A round has begun and its version was not sent, or never will be.
    private var isBetweenVersions: Bool { proposal.map { $0.round < round } ?? false }

    /// The question to a member that was open when the channel ended.
    func questionLeftOpen(to seat: Seat) -> OpenQuestion.Kind? {
        guard status.isTerminal, seat.removal == nil else { return nil }
        guard seat.offer != nil else { return seat.isSilent ? nil : .invitation }
        let agentID = seat.candidate.agentID
        guard seat.isParticipant, proposal != nil, !isBetweenVersions, voters.contains(agentID),
            ballots[agentID] == nil, !silentVoters.contains(agentID)
        else { return nil }
        return .review
    }

    /// What became of a member's part, why, and the code of the reason.
    func participation(of seat: Seat) -> (Inbox.Channel.Participation, String?, String?) {
        let agentID = seat.candidate.agentID
        switch seat.removal {
        case .withdrew(let reason): return (.withdrawn, reason.isEmpty ? nil : reason, nil)
        case .kicked(let reason, _):
            return reason == "member_deactivated" ? (.removed, nil, reason) : (.removed, reason, "kicked")
        case nil: break
        }
        guard let offer = seat.offer else {
            if seat.isSilent { return (.noAnswer, nil, nil) }
            guard status.isTerminal else { return (.asked, nil, nil) }
            return (.questionWithdrawn, failure?.reason, failure?.reasonCode.rawValue)
        }
        guard offer.isParticipating else { return (.declined, nil, nil) }
        if let failure { return (.released, failure.reason, failure.reasonCode.rawValue) }
        let plan = outcome?.proposal ?? proposal
        if let plan, !plan.assignments.contains(where: { $0.agentID == agentID }) {
            return (.notSelected, plan.notSelected.first { $0.agentID == agentID }?.reason, nil)
        }
        guard let outcome else {
            let isAsked = openQuestions.contains { $0.agentID == agentID }
            return (isAsked ? .asked : .waiting, nil, nil)
        }
        let standings = Set(outcome.proposal.assignments.filter { $0.agentID == agentID }.compactMap(\.standing))
        if standings.contains(.confirmed) { return (.confirmed, nil, nil) }
        return (standings.contains(.optional) ? .optional : .rejected, nil, nil)
    }
}

extension Inbox.Question {
    /// Nil when the question is no longer open.
    init?(_ messageID: String, _ state: DemandState, _ id: ChannelID) {
        guard let channel = state.negotiation(id),
            let question = channel.openQuestions.first(where: { $0.messageID == messageID }),
            let seat = channel.seat(question.agentID)
        else { return nil }
        self.messageID = messageID
        kind = question.kind
        channelID = id
        demandID = state.id
        round = question.round
        maxRounds = channel.limits.maxRounds
        dueAt = question.due
        isReminded = question.isReminder
        demand = Inbox.Subject(state, id)
        switch question.kind {
        case .invitation:
            let candidate = seat.candidate
            invitation = Invitation(
                role: candidate.expectedRole, reason: candidate.reason, needs: candidate.needs,
                relevanceScore: candidate.relevanceScore, isFallback: candidate.isFallback)
        case .review:
            guard let proposal = channel.proposal, let offer = seat.offer else { return nil }
            let agentID = question.agentID
            review = Review(
                version: proposal.version, proposal: proposal,
                ownAssignments: proposal.assignments.indices.filter { proposal.assignments[$0].agentID == agentID },
                changes: proposal.adjustment.flatMap { $0.round == proposal.round ? $0 : nil },
                ownOffer: Inbox.OwnOffer(offer: offer, by: seat.offerBy),
                ownPreviousVote: channel.previousBallots[agentID].map { Inbox.OwnVote(vote: $0.vote, by: $0.by) })
        }
    }
}

extension Inbox.Subject {
    init(_ state: DemandState, _ channel: ChannelID) {
        text = state.request.text
        language = state.language
        submittedAt = state.submittedAt
        let subject = state.subject(of: channel)
        subDemand = channel.isChild ? subject?.surfaceDemand : nil
        understanding = subject.map { subject in
            Understood(
                surfaceDemand: subject.surfaceDemand, motivation: subject.depth.motivation,
                needs: subject.capabilityTags, location: subject.context.location ?? subject.depth.location,
                expectedAttendees: subject.context.expectedAttendees ?? subject.depth.scale?.peopleCount,
                date: subject.context.date, dateEnd: subject.context.dateEnd, budget: subject.context.budget,
                remote: subject.context.remote, uncertainties: subject.uncertainties)
        }
    }
}
