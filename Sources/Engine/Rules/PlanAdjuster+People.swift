/// Who leaves a plan, who makes room and who takes over.
extension PlanAdjuster {
    func name(_ id: String) -> String {
        request.participants.first { $0.member.id == id }?.member.displayName
            ?? request.proposal.assignments.first { $0.agentID == id }?.displayName ?? id
    }

    func participant(_ id: String) -> Participant? {
        request.participants.first { $0.member.id == id }
    }

    mutating func dropAbsent(_ present: Set<String>) {
        for assignment in plan.assignments where !present.contains(assignment.agentID) {
            plan.assignments.removeAll { $0.agentID == assignment.agentID }
            adjustment.changes.append(
                .init(
                    aspect: "participant", before: "\(assignment.displayName): \(assignment.role)",
                    after: phrase.pick("已退出，角色空出", "left, the role is open"),
                    reason: phrase.pick(
                        "\(assignment.displayName)不再参与", "\(assignment.displayName) no longer takes part")))
        }
    }

    /// Who asked for what can not be had and can not go on without it makes room for another who offered the same; who
    /// rejected and has no substitute leaves the part open for a further search.
    mutating func replaceIfRefused(_ ballot: AdjustRequest.Ballot, _ present: Set<String>) {
        guard let index = plan.assignments.firstIndex(where: { $0.agentID == ballot.agentID }),
            let participant = participant(ballot.agentID), let refusal = refusals[ballot.agentID]
        else { return }
        let isReject = ballot.vote.kind == .reject
        guard isReject || !isContent(participant, with: plan) else { return }
        let assignment = plan.assignments[index]
        // Whoever only stands in is missed by nobody.
        guard !phrase.isStandIn(assignment.role) else {
            plan.assignments.remove(at: index)
            replaced[ballot.agentID] = refusal
            adjustment.changes.append(
                .init(
                    aspect: "participant", before: "\(assignment.displayName): \(assignment.role)",
                    after: phrase.pick("不再做替补", "stands in no more"), reason: refusal))
            return
        }
        var heirs: [(need: String, heir: Participant)] = []
        for need in assignment.needs {
            if let heir = best(for: need, among: present.subtracting([ballot.agentID])) { heirs.append((need, heir)) }
        }
        let isReplaceable = !assignment.needs.isEmpty && heirs.count == assignment.needs.count
        // An agent that speaks for a profile would only say no; a person may still give in.
        let isFinal = isReject || participant.member.kind == .auto
        guard isReplaceable || (isFinal && plan.assignments.count > 1) else { return }
        let who = assignment.displayName
        let why =
            isReject
            ? phrase.pick("\(who)没有同意：\(refusal)", "\(who) did not agree: \(refusal)")
            : phrase.pick("\(who)的要求做不到：\(refusal)", "what \(who) asked for cannot be had: \(refusal)")
        plan.assignments.remove(at: index)
        replaced[ballot.agentID] = why
        guard isReplaceable else {
            adjustment.changes.append(
                .init(
                    aspect: "participant", before: "\(who): \(phrase.list(assignment.needs))",
                    after: phrase.pick("先空着，另外找人", "open for now, to be looked for"), reason: why))
            return
        }
        for (need, heir) in heirs {
            give(need, to: heir, before: "\(who): \(need)", reason: why)
        }
    }

    /// Whether somebody could say yes to the plan as it is now, by the test that their vote will apply.
    func isContent(_ participant: Participant, with plan: Proposal) -> Bool {
        let own = plan.assignments.filter { $0.agentID == participant.member.id }
        guard !own.isEmpty else { return true }
        let vote = VoteRequest(
            member: participant.member, understanding: request.understanding, today: request.today,
            offer: participant.offer, proposal: plan, assignments: own, previousVote: nil, round: request.round,
            maxRounds: request.round)
        return VoteTest(request: vote).problems().isEmpty
    }

    /// Whether somebody who takes over `need` could say yes to that.
    func couldAgree(_ participant: Participant, _ need: String) -> Bool {
        var trial = plan
        trial.assignments.removeAll { $0.agentID == participant.member.id }
        trial.assignments.append(builder.assignment(participant, needs: [need]))
        for condition in participant.offer.conditions {
            resolver.state(condition, at: trial.assignments.count - 1, in: &trial)
        }
        return isContent(participant, with: trial)
    }

    /// The best of those who offered `need` and have not said no.
    func best(for need: String, among present: Set<String>) -> Participant? {
        let refusing = Set(request.ballots.filter { $0.vote.kind == .reject }.map(\.agentID))
        var best: (participant: Participant, value: Double)?
        for participant in request.participants {
            let id = participant.member.id
            guard present.contains(id), !refusing.contains(id), replaced[id] == nil,
                !participant.offer.conditions.contains(where: {
                    ConditionCheck.isImpossible($0, understanding: request.understanding, today: request.today)
                }), var value = builder.value(participant, need)
            else { continue }
            guard couldAgree(participant, need) else { continue }
            if plan.assignments.contains(where: { $0.agentID == id && !phrase.isStandIn($0.role) }) { value -= 30 }
            if resolver.settled.contains(where: { $0.member.id == id }) { value -= 30 }
            if value > (best?.value ?? -.infinity) { best = (participant, value) }
        }
        return best?.participant
    }

    /// Gives open needs to whoever offered to serve them, those without a part first.
    mutating func fillOpenNeeds(_ present: Set<String>) {
        for need in request.understanding.capabilityTags {
            let isServed = plan.assignments.contains { assignment in
                !phrase.isStandIn(assignment.role) && assignment.needs.contains { fits.isSame($0, need) }
            }
            if isServed { continue }
            if let best = best(for: need, among: present) {
                let name = best.member.displayName
                give(
                    need, to: best, before: phrase.pick("\(need)没有人", "nobody for \(need)"),
                    reason: phrase.pick("\(name)报名时提过可以做", "\(name) offered it"))
            }
        }
    }

    mutating func give(_ need: String, to participant: Participant, before: String, reason: String) {
        let id = participant.member.id
        if let index = plan.assignments.firstIndex(where: { $0.agentID == id }) {
            let old = plan.assignments[index]
            let kept = phrase.isStandIn(old.role) ? [] : old.needs
            var agreed = participant
            agreed.offer.price = old.price ?? participant.offer.price
            var new = builder.assignment(agreed, needs: kept.filter { !fits.isSame($0, need) } + [need])
            new.notes = old.notes
            plan.assignments[index] = new
        } else {
            plan.assignments.append(builder.assignment(participant, needs: [need]))
            resolver.grant(participant, in: &plan)
        }
        adjustment.changes.append(
            .init(
                aspect: "role", before: before, after: "\(participant.member.displayName): \(need)", reason: reason))
    }

    mutating func composeAnew(_ present: Set<String>) {
        let rest = PlanBuilder(
            understanding: request.understanding, today: request.today,
            participants: request.participants.filter { present.contains($0.member.id) }, uncovered: [])
        guard !rest.participants.isEmpty else { return }
        plan = rest.build()
        adjustment.changes.append(
            .init(
                aspect: "plan", before: phrase.pick("原来分工的人都不在了", "nobody of the former plan was left"),
                after: phrase.list(plan.assignments.map { "\($0.displayName)" }),
                reason: phrase.pick("按现有参与者重新安排", "planned anew with those who take part")))
    }

    /// Everybody without a part, with the reason.
    mutating func relist(_ present: Set<String>) {
        let assigned = Set(plan.assignments.map(\.agentID))
        plan.notSelected.removeAll { assigned.contains($0.agentID) || !present.contains($0.agentID) }
        for participant in request.participants
        where present.contains(participant.member.id) && !assigned.contains(participant.member.id) {
            if replaced[participant.member.id] != nil {
                plan.notSelected.removeAll { $0.agentID == participant.member.id }
            }
            guard !plan.notSelected.contains(where: { $0.agentID == participant.member.id }) else { continue }
            var entry = builder.notSelected(participant, plan)
            if let why = replaced[participant.member.id] { entry.reason = phrase.sentences([why, entry.reason]) }
            plan.notSelected.append(entry)
        }
        plan.negotiationHandling.addressed.removeAll { !present.contains($0.agentID) }
        plan.negotiationHandling.declined.removeAll { !present.contains($0.agentID) }
    }
}
