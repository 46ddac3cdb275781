/// Gaps and the sub-networks that fill them.
extension Turn {
    mutating func takeGaps(_ decision: Input.Decision<GapAnalysis>) -> Reaction.Reply {
        guard case .findingGaps = state.phase else { return .stale }
        let gaps = decision.value.gaps.enumerated().map { index, gap in
            var numbered = gap
            numbered.gapID = "gap-\(state.id.token)-\(index + 1)"
            numbered.isClosed = false
            return numbered
        }
        emit(
            .gapIdentified(
                GapIdentified(
                    isComplete: gaps.isEmpty, totalGaps: gaps.count,
                    criticalGaps: gaps.count { $0.severity == .critical || $0.severity == .high }, gaps: gaps,
                    analysis: decision.value.analysis,
                    subnetRecommended: gaps.contains { $0.importance >= 60 && $0.suggestedSubDemand?.isEmpty == false },
                    deadlineAt: decisionDeadline)),
            by: decision.by)
        goOnWithGaps()
        return .accepted
    }

    /// Completes the demand unless another gap may get a sub-network.
    private mutating func goOnWithGaps() {
        let isLate = state.deadline.map { $0 <= moment } ?? false
        if state.recursionCandidates.isEmpty || isLate { complete(state.channel?.outcome?.status ?? .failed) }
    }

    mutating func takeVerdicts(_ verdicts: [Input.GapVerdict]) -> Reaction.Reply {
        guard case .consideringSubnets = state.phase else { return .stale }
        let open = state.recursionCandidates
        var recorded = state.verdicts
        // A "no" has no event of its own; what it cost goes with the next one that comes of it.
        var declined: [Provenance] = []
        for given in verdicts {
            guard let gap = open.first(where: { $0.gapID == given.gapID }) else { continue }
            if given.verdict.shouldRecurse {
                var given = given
                for usage in declined.compactMap(\.usage) { given.by.usage = (given.by.usage ?? .zero) + usage }
                trigger(gap, given, recorded: recorded)
                return .accepted
            }
            declined.append(given.by)
            recorded.append(RecordedVerdict(gapID: gap.gapID, shouldRecurse: false, reason: given.verdict.reason))
        }
        // The answers stand in the demand's last event.
        state.verdicts = recorded
        guard state.recursionCandidates.isEmpty || state.deadline.map({ $0 <= moment }) ?? false else {
            return .askAgain
        }
        for by in declined { state.count(by) }
        complete(state.channel?.outcome?.status ?? .failed)
        return .accepted
    }

    private mutating func trigger(_ gap: Gap, _ given: Input.GapVerdict, recorded: [RecordedVerdict]) {
        let number = state.triggered.count + 1
        let child = ChannelID(state.id, child: number)
        let verdicts = recorded + [RecordedVerdict(gapID: gap.gapID, shouldRecurse: true, reason: given.verdict.reason)]
        let childDeadline = moment + Limits.childTimeoutMilliseconds
        emit(
            .subnetTriggered(
                SubnetTriggered(
                    gapID: gap.gapID, gapType: gap.kind, gapSeverity: gap.severity, gapDescription: gap.description,
                    subChannelID: child, subDemandID: "\(state.id.rawValue)-sub\(number)",
                    subDemand: .init(
                        surfaceDemand: gap.suggestedSubDemand ?? gap.description,
                        depth: .init(
                            motivation: gap.description, parentGapType: gap.kind, requirement: gap.requirement),
                        capabilityTags: gap.suggestedTags,
                        metadata: [
                            "parent_demand_id": state.id.rawValue, "parent_channel_id": state.rootChannelID.rawValue,
                            "gap_id": gap.gapID, "gap_severity": gap.severity.rawValue,
                        ]),
                    reason: given.verdict.reason,
                    conditions: .init(
                        gain: given.verdict.gain, support: given.verdict.support, cost: given.verdict.cost),
                    childDeadlineAt: childDeadline, deadlineAt: min(decisionDeadline, childDeadline))),
            by: given.by, hidden: .init(verdicts: verdicts))
    }

    // MARK: The end of a child

    mutating func endChildByDeadline(_ id: ChannelID) {
        guard let child = state.negotiation(id) else {
            closeChild(id, reasonCode: FailureCode.timeout.rawValue)
            return
        }
        if !child.status.isTerminal { endByDeadline(id) }
    }

    mutating func closeChild(afterNoCandidates id: ChannelID) {
        closeChild(id, reasonCode: "no_candidates")
    }

    mutating func closeChild(afterFailure id: ChannelID, code: FailureCode) {
        closeChild(id, reasonCode: code.rawValue)
    }

    private mutating func closeChild(_ id: ChannelID, reasonCode: String) {
        guard let gapID = state.triggered.last?.gapID, let gap = state.gaps.first(where: { $0.gapID == gapID }) else {
            return
        }
        let wording = Wording(state.language)
        emit(
            .subnetFailed(
                SubnetFailed(
                    gapID: gapID, subChannelID: id, reason: wording.childFailed(reasonCode), reasonCode: reasonCode,
                    advice: wording.advice(for: gap), deadlineAt: decisionDeadline)))
        goOnWithGaps()
    }

    /// Merges the people who accepted in the child into the agreed plan: once, marked, and without touching what was voted on.
    mutating func closeChild(afterSuccess id: ChannelID) {
        guard let gapID = state.triggered.last?.gapID, let child = state.negotiation(id), let outcome = child.outcome,
            let gap = state.gaps.first(where: { $0.gapID == gapID }), var proposal = state.finalProposal
        else { return }
        let added = outcome.proposal.assignments.filter { $0.standing == .confirmed }
        let served = Set(added.flatMap(\.needs))
        let closed = !added.isEmpty && gap.suggestedTags.allSatisfy(served.contains)
        emit(
            .subnetCompleted(
                SubnetCompleted(
                    gapID: gapID, subChannelID: id, closed: closed, outcome: outcome.status,
                    participants: outcome.confirmed, deadlineAt: decisionDeadline)))
        if !added.isEmpty {
            proposal.version += 1
            proposal.proposalID = "prop-\(state.rootChannelID.rawValue.dropFirst(7))-v\(proposal.version)"
            proposal.assignments += added.map { assignment in
                var merged = assignment
                merged.source = "subnet"
                merged.gapID = gapID
                merged.dependencies = []
                return merged
            }
            proposal.openNeeds.removeAll(where: served.contains)
            let names = added.map(\.displayName)
            emit(
                .proposalUpdated(
                    ProposalUpdated(
                        proposal: proposal, proposalID: proposal.proposalID, version: proposal.version, gapID: gapID,
                        added: outcome.confirmed, note: Wording(state.language).merged(names: names, gap: gap))))
        }
        goOnWithGaps()
    }
}
