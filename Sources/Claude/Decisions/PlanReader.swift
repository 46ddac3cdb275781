internal import Engine

/// Turns an answer of decisions 4 and 6 into a plan, and refuses one that goes beyond the offers.
struct PlanReader {
    let answer: AnswerReader
    let participants: [Participant]
    let understanding: Understanding
    let today: CalendarDate
    /// The version before; nil for a first plan.
    let previous: Proposal?

    private var ids: Set<String> { Set(participants.map(\.member.id)) }

    func proposal() throws(AnswerFault) -> Proposal {
        let assignments = try assignments()
        let proposal = Proposal(
            summary: try answer.demandedText("summary"), objective: answer.text("objective"), assignments: assignments,
            timeline: try timeline(),
            collaborationModel: Proposal.CollaborationModel(
                communicationChannel: answer.text("communication"), meetingFrequency: answer.text("meetings"),
                decisionMechanism: answer.text("decisions")),
            successCriteria: answer.texts("success_criteria"), risks: try risks(), rationale: answer.text("rationale"),
            negotiationHandling: try handling(),
            openNeeds: openNeeds(assignments), notSelected: try notSelected(),
            confidence: try answer.choice("confidence", or: .medium))
        return addressed(proposal)
    }

    private func assignments() throws(AnswerFault) -> [Proposal.Assignment] {
        var assignments: [Proposal.Assignment] = []
        for entry in answer.objects("assignments") {
            let id = try entry.known("agent_id", in: ids)
            guard !assignments.contains(where: { $0.agentID == id }) else {
                throw AnswerFault("\(AnswerReader.quoted(id)) is assigned twice.")
            }
            guard let participant = participants.first(where: { $0.member.id == id }) else { continue }
            let needs = try entry.knownList("needs", in: Set(understanding.capabilityTags))
            let offered = participant.offer.needs
            if !offered.isEmpty, let foreign = needs.first(where: { !offered.contains($0) }) {
                throw AnswerFault(
                    "\(AnswerReader.quoted(id)) did not offer \(AnswerReader.quoted(foreign)), only what its \"needs\" say."
                )
            }
            assignments.append(
                Proposal.Assignment(
                    agentID: id, displayName: participant.member.displayName, role: entry.text("role"),
                    responsibility: try entry.demandedText("responsibility"), needs: needs,
                    dependencies: try entry.knownList("depends_on", in: ids), notes: entry.text("notes"),
                    price: try price(entry, participant)))
        }
        guard !assignments.isEmpty else {
            throw AnswerFault("\"assignments\" is empty: at least one member takes part.")
        }
        return assignments
    }

    /// What was offered, or what the last version says, or less if the answer says so.
    private func price(_ entry: AnswerReader, _ participant: Participant) throws(AnswerFault) -> Price? {
        let before = previous?.assignments.first { $0.agentID == participant.member.id }?.price
        guard var price = before ?? participant.offer.price else { return nil }
        guard let amount = entry.number("price_amount") else { return price }
        let most = max(price.amount, participant.offer.price?.amount ?? 0)
        guard amount >= 0, amount <= most else {
            throw AnswerFault(
                "\"price_amount\" of \(AnswerReader.quoted(participant.member.id)) is above what was offered.")
        }
        price.amount = amount
        return price
    }

    private func timeline() throws(AnswerFault) -> Proposal.Timeline {
        let start = try answer.day("start_date"), end = try answer.day("end_date")
        if let start, start < today { throw AnswerFault("\"start_date\" is in the past.") }
        if let start, let end, end < start { throw AnswerFault("\"end_date\" is before \"start_date\".") }
        if previous == nil, let day = understanding.context.date {
            let last = understanding.context.dateEnd ?? day
            guard let start, start >= day, start <= last else {
                throw AnswerFault("\"start_date\" is not the demand's date, \(day).")
            }
        }
        var milestones: [Proposal.Milestone] = []
        for entry in answer.objects("milestones") {
            let day = try entry.day("date")
            milestones.append(
                Proposal.Milestone(
                    name: entry.text("name"), date: day?.description ?? "", deliverable: entry.text("deliverable")))
        }
        return Proposal.Timeline(
            startDate: start?.description ?? "", endDate: (end ?? start)?.description ?? "", milestones: milestones)
    }

    private func risks() throws(AnswerFault) -> [Proposal.Risk] {
        var risks: [Proposal.Risk] = []
        for entry in answer.objects("risks") {
            risks.append(
                Proposal.Risk(
                    risk: entry.text("risk"), probability: try entry.choice("probability", or: .medium),
                    mitigation: entry.text("mitigation")))
        }
        return risks
    }

    private func handling() throws(AnswerFault) -> Proposal.NegotiationHandling {
        var handling = Proposal.NegotiationHandling()
        for entry in answer.objects("points_granted") {
            handling.addressed.append(
                .init(
                    agentID: try entry.known("agent_id", in: ids), aspect: entry.text("aspect"),
                    resolution: entry.text("resolution")))
        }
        for entry in answer.objects("points_declined") {
            handling.declined.append(
                .init(
                    agentID: try entry.known("agent_id", in: ids), aspect: entry.text("aspect"),
                    reason: entry.text("reason")))
        }
        return handling
    }

    private func notSelected() throws(AnswerFault) -> [Proposal.NotSelected] {
        var result: [Proposal.NotSelected] = []
        for entry in answer.objects("not_selected") {
            let id = try entry.known("agent_id", in: ids)
            let name = participants.first { $0.member.id == id }?.member.displayName ?? id
            result.append(Proposal.NotSelected(agentID: id, displayName: name, reason: entry.text("reason")))
        }
        return result
    }

    /// Counted, not believed: needs without anybody who is assigned to them.
    private func openNeeds(_ assignments: [Proposal.Assignment]) -> [String] {
        let served = Set(assignments.flatMap(\.needs))
        return understanding.capabilityTags.filter { !served.contains($0) }
    }

    /// Which conditions the plan meets is found by the same test that votes use.
    private func addressed(_ proposal: Proposal) -> Proposal {
        var result = proposal
        for index in result.assignments.indices {
            let assignment = result.assignments[index]
            let offer = participants.first { $0.member.id == assignment.agentID }?.offer
            result.assignments[index].conditionsAddressed = (offer?.conditions ?? []).filter {
                ConditionCheck.isMet(
                    $0, proposal: proposal, assignment: assignment, understanding: understanding, today: today)
            }.map(\.id)
        }
        return result
    }

    func adjustment(round: Int) -> Proposal.Adjustment {
        Proposal.Adjustment(
            round: round,
            changes: answer.objects("changes").map {
                .init(
                    aspect: $0.text("aspect"), before: $0.text("before"), after: $0.text("after"),
                    reason: $0.text("reason"))
            }, requestsAddressed: answer.texts("requests_granted"),
            requestsDeclined: answer.objects("requests_declined").map {
                .init(request: $0.text("request"), reason: $0.text("reason"))
            })
    }
}
