extension DecisionValidator {
    /// Decisions 4 and 6: assigns participants only, each once; whoever is not mentioned is listed as not selected.
    /// - Parameters:
    ///   - participants: who may take part.
    ///   - previous: the version before; its identity and dates stand in for what a decider left out.
    /// - Returns: nil when nobody is left to do anything.
    public static func proposal(
        _ proposal: Proposal, participants: [Participant], previous: Proposal?, language: Language
    ) -> Proposal? {
        let phrase = Phrase(language: language)
        var known: [String: Participant] = [:]
        for participant in participants where known[participant.member.id] == nil {
            known[participant.member.id] = participant
        }
        var result = proposal
        result.assignments = assignments(proposal.assignments, known: known)
        guard !result.assignments.isEmpty else { return nil }
        result.summary = text(proposal.summary)
        if result.summary.isEmpty {
            result.summary = text(phrase.planSummary(result.assignments, open: proposal.openNeeds))
        }
        result.objective = text(proposal.objective)
        result.timeline = timeline(proposal.timeline, previous: previous?.timeline, phrase: phrase)
        result.collaborationModel = Proposal.CollaborationModel(
            communicationChannel: line(proposal.collaborationModel.communicationChannel),
            meetingFrequency: line(proposal.collaborationModel.meetingFrequency),
            decisionMechanism: line(proposal.collaborationModel.decisionMechanism))
        result.successCriteria = criteria(proposal.successCriteria, result.assignments, phrase)
        result.risks = Array(proposal.risks.prefix(TextLimit.list)).map {
            Proposal.Risk(risk: line($0.risk), probability: $0.probability, mitigation: line($0.mitigation))
        }.filter { !$0.risk.isEmpty }
        result.rationale = text(proposal.rationale)
        result.openNeeds = list(proposal.openNeeds, TextLimit.name)
        result.negotiationHandling = handling(proposal.negotiationHandling, known: known)
        result.notSelected = notSelected(proposal.notSelected, result.assignments, participants: participants, phrase)
        result.adjustment = proposal.adjustment.map(adjustment)
        return result
    }

    private static func assignments(_ assignments: [Proposal.Assignment], known: [String: Participant]) -> [Proposal
        .Assignment]
    {
        var result: [Proposal.Assignment] = []
        for assignment in assignments {
            guard let participant = known[assignment.agentID] else { continue }
            if let index = result.firstIndex(where: { $0.agentID == assignment.agentID }) {
                merge(assignment, into: &result[index])
                continue
            }
            guard result.count < TextLimit.list else { continue }
            var tidy = assignment
            tidy.displayName = name(participant.member.displayName)
            tidy.role = line(assignment.role)
            tidy.responsibility = text(assignment.responsibility)
            tidy.needs = list(assignment.needs, TextLimit.name)
            tidy.notes = text(assignment.notes)
            let stated = Set(participant.offer.conditions.map(\.id))
            tidy.conditionsAddressed = list(assignment.conditionsAddressed, TextLimit.name).filter(stated.contains)
            if let price = assignment.price, !isSum(price.amount, price.currency) { tidy.price = nil }
            // Only a vote confirms, only the engine says how somebody stands and who came in by a sub-network.
            tidy.isConfirmed = nil
            tidy.standing = nil
            tidy.source = nil
            tidy.gapID = nil
            result.append(tidy)
        }
        let assigned = Set(result.map(\.agentID))
        for index in result.indices {
            let own = result[index].agentID
            result[index].dependencies = list(result[index].dependencies, TextLimit.name).filter {
                $0 != own && assigned.contains($0)
            }
            if result[index].role.isEmpty, let participant = known[own] {
                let capability = participant.member.capabilities.first?.name ?? ""
                result[index].role = line(
                    participant.offer.suggestedRole.isEmpty ? capability : participant.offer.suggestedRole)
            }
        }
        return result
    }

    private static func merge(_ other: Proposal.Assignment, into assignment: inout Proposal.Assignment) {
        func joined(_ left: String, _ right: String, _ limit: Int) -> String {
            let right = TextLimit.tidy(right, limit)
            if right.isEmpty || left.contains(right) { return left }
            return left.isEmpty ? right : TextLimit.clip(left + "; " + right, limit)
        }
        assignment.role = joined(assignment.role, other.role, TextLimit.line)
        assignment.responsibility = joined(assignment.responsibility, other.responsibility, TextLimit.text)
        assignment.notes = joined(assignment.notes, other.notes, TextLimit.text)
        assignment.needs = list(assignment.needs + other.needs, TextLimit.name)
        assignment.dependencies += other.dependencies
        assignment.conditionsAddressed = list(
            assignment.conditionsAddressed + other.conditionsAddressed, TextLimit.name)
        if assignment.price == nil { assignment.price = other.price }
    }

    private static func timeline(_ timeline: Proposal.Timeline, previous: Proposal.Timeline?, phrase: Phrase)
        -> Proposal.Timeline
    {
        func day(_ text: String) -> String { CalendarDate(text) == nil ? "" : text }
        var start = day(timeline.startDate), end = day(timeline.endDate)
        if let first = CalendarDate(start), let last = CalendarDate(end), last < first { end = start }
        var milestones = Array(timeline.milestones.prefix(TextLimit.list)).map {
            Proposal.Milestone(name: name($0.name), date: day($0.date), deliverable: line($0.deliverable))
        }.filter { !$0.name.isEmpty }
        if milestones.isEmpty, let previous {
            milestones = previous.milestones
            if start.isEmpty, end.isEmpty { (start, end) = (previous.startDate, previous.endDate) }
        }
        if milestones.isEmpty {
            milestones = [
                Proposal.Milestone(
                    name: phrase.kickoff, date: start, deliverable: phrase.kickoffDeliverable(isOpen: start.isEmpty))
            ]
        }
        return Proposal.Timeline(startDate: start, endDate: end, milestones: milestones)
    }

    private static func criteria(_ criteria: [String], _ assignments: [Proposal.Assignment], _ phrase: Phrase)
        -> [String]
    {
        var result = list(criteria)
        let defaults = [
            phrase.pick("每位参与者完成自己负责的部分", "Everybody delivers their part"),
            phrase.pick("发起人确认结果解决了最初的需求", "The requester confirms that the result answers the demand"),
        ]
        for text in defaults where result.count < 2 && !result.contains(text) { result.append(text) }
        return result
    }

    private static func handling(
        _ handling: Proposal.NegotiationHandling, known: [String: Participant]
    ) -> Proposal.NegotiationHandling {
        Proposal.NegotiationHandling(
            addressed: handling.addressed.filter { known[$0.agentID] != nil }.prefix(TextLimit.list).map {
                .init(agentID: $0.agentID, aspect: name($0.aspect), resolution: line($0.resolution))
            },
            declined: handling.declined.filter { known[$0.agentID] != nil }.prefix(TextLimit.list).map {
                .init(agentID: $0.agentID, aspect: name($0.aspect), reason: line($0.reason))
            })
    }

    private static func notSelected(
        _ listed: [Proposal.NotSelected], _ assignments: [Proposal.Assignment], participants: [Participant],
        _ phrase: Phrase
    ) -> [Proposal.NotSelected] {
        let assigned = Set(assignments.map(\.agentID))
        var result: [Proposal.NotSelected] = []
        var seen: Set<String> = []
        for participant in participants {
            let id = participant.member.id
            guard !assigned.contains(id), seen.insert(id).inserted else { continue }
            let given = line(listed.first { $0.agentID == id }?.reason ?? "")
            let reason =
                given.isEmpty
                ? phrase.pick("这一版计划没有安排相应的分工", "This version of the plan has no part for the offer") : given
            result.append(.init(agentID: id, displayName: name(participant.member.displayName), reason: reason))
        }
        return result
    }

    private static func adjustment(_ adjustment: Proposal.Adjustment) -> Proposal.Adjustment {
        Proposal.Adjustment(
            round: max(1, adjustment.round),
            changes: adjustment.changes.prefix(TextLimit.list).map {
                .init(aspect: name($0.aspect), before: line($0.before), after: line($0.after), reason: line($0.reason))
            },
            requestsAddressed: list(adjustment.requestsAddressed),
            requestsDeclined: adjustment.requestsDeclined.prefix(TextLimit.list).map {
                .init(request: line($0.request), reason: line($0.reason))
            })
    }
}
