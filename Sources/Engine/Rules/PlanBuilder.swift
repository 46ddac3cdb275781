/// Puts one plan together out of offers.
struct PlanBuilder {
    let understanding: Understanding
    let today: CalendarDate
    /// In candidate order.
    let participants: [Participant]
    let uncovered: [String]
    let fits = NeedFit.standard

    let timeline: PlanTimeline

    var phrase: Phrase { Phrase(language: understanding.language) }

    init(understanding: Understanding, today: CalendarDate, participants: [Participant], uncovered: [String]) {
        self.understanding = understanding
        self.today = today
        self.participants = participants
        self.uncovered = uncovered
        timeline = PlanTimeline(understanding: understanding, today: today)
    }

    /// Who does what: agent id → needs, first choices and seconds.
    struct Roles {
        var needs: [String: [String]] = [:]
        var backups: [String: [String]] = [:]
        var open: [String] = []
    }

    func build() -> Proposal {
        let roles = cast()
        var chosen = participants.filter { roles.needs[$0.member.id] != nil || roles.backups[$0.member.id] != nil }
        if chosen.isEmpty { chosen = Array(participants.prefix(understanding.capabilityTags.isEmpty ? 6 : 1)) }
        var plan = Proposal(
            summary: "", objective: understanding.depth.motivation, assignments: chosen.map { assignment($0, roles) },
            timeline: Proposal.Timeline(startDate: "", endDate: "", milestones: []),
            collaborationModel: collaboration(), successCriteria: [],
            openNeeds: roles.open)
        connect(&plan)
        setDay(planDay(chosen), in: &plan)
        for participant in chosen { PointResolver(builder: self).grant(participant, in: &plan) }
        for participant in participants where !chosen.contains(where: { $0.member.id == participant.member.id }) {
            plan.notSelected.append(notSelected(participant, plan))
        }
        finish(&plan)
        return plan
    }

    // MARK: assignments

    func assignment(_ participant: Participant, _ roles: Roles) -> Proposal.Assignment {
        let main = roles.needs[participant.member.id] ?? []
        let backup = main.isEmpty ? roles.backups[participant.member.id] ?? [] : []
        return assignment(participant, needs: main.isEmpty ? backup : main, isBackup: main.isEmpty && !backup.isEmpty)
    }

    func assignment(_ participant: Participant, needs: [String], isBackup: Bool = false) -> Proposal.Assignment {
        let suggested = participant.offer.suggestedRole
        let role: String
        if !isBackup, let name = named(participant, needs) {
            role = name
        } else if needs.count == 1, !isBackup, !suggested.isEmpty, participant.offer.needs.count <= 1 {
            role = suggested
        } else if let first = needs.first {
            let names = needs.count == 1 ? phrase.role(first) : phrase.capitalised(phrase.list(Array(needs.prefix(3))))
            role = isBackup ? phrase.standIn(names) : names
        } else {
            role =
                suggested.isEmpty
                ? participant.member.capabilities.first?.name ?? participant.member.displayName : suggested
        }
        return Proposal.Assignment(
            agentID: participant.member.id, displayName: participant.member.displayName, role: role,
            responsibility: phrase.responsibility(needs, participant, understanding, isBackup: isBackup),
            needs: needs,
            price: participant.offer.price)
    }

    /// The name that a condition about the role asks for, when it is the same part in other words.
    private func named(_ participant: Participant, _ needs: [String]) -> String? {
        for condition in participant.offer.conditions where condition.kind == .role && condition.comparison != .noneOf {
            for name in ConditionCheck.texts(condition.value) {
                let profile = fits.profile([name])
                if needs.contains(where: {
                    fits.fit(need: fits.profile([$0]), capability: profile) >= NeedFit.threshold
                }) {
                    return phrase.capitalised(name)
                }
            }
        }
        return nil
    }

    // MARK: the rest of the plan

    /// The demand's day; when that is open, one that the chosen members' conditions ask for.
    func planDay(_ chosen: [Participant]) -> CalendarDate? {
        if timeline.isFixed { return understanding.context.date }
        let asksForDay = chosen.contains { participant in
            participant.offer.conditions.contains { $0.kind == .date || $0.kind == .notice }
                || participant.offer.negotiationPoints.contains { PointKind($0) == .time }
        }
        guard asksForDay || understanding.context.date != nil || understanding.context.dateEnd != nil else {
            return nil
        }
        return timeline.proposedDay(chosen)
    }

    /// Moves the plan to `day`, with the steps that lead there.
    func setDay(_ day: CalendarDate?, in plan: inout Proposal) {
        let assigned = Set(plan.assignments.map(\.agentID))
        plan.timeline = timeline.timeline(
            day: day, plan: plan, participants: participants.filter { assigned.contains($0.member.id) })
    }

    private func collaboration() -> Proposal.CollaborationModel {
        let isRemote = understanding.context.remote == true
        return Proposal.CollaborationModel(
            communicationChannel: isRemote
                ? phrase.pick("线上群组，必要时视频会议", "An online group, video calls when needed")
                : phrase.pick("共同的群组，关键节点当面或电话沟通", "A shared group; meetings or calls at the milestones"),
            meetingFrequency: phrase.pick("启动时一次，之后在每个节点前碰一次", "Once at kick-off, then before each milestone"),
            decisionMechanism: phrase.pick(
                "各人决定自己负责的部分，涉及时间和预算的由发起人定",
                "Everybody decides on their own part; the requester decides on dates and money"))
    }

    /// What has to be there first, by trade: a venue before the catering, a design before the building.
    func connect(_ plan: inout Proposal) {
        for index in plan.assignments.indices { plan.assignments[index].dependencies = [] }
        for index in plan.assignments.indices {
            let own = plan.assignments[index]
            var dependencies: [String] = []
            for need in own.needs {
                for key in fits.entry(of: need)?.after ?? [] {
                    guard let concept = fits.vocabulary[key] else { continue }
                    for other in plan.assignments
                    where other.agentID != own.agentID && !dependencies.contains(other.agentID) {
                        let provides = other.needs.compactMap { fits.concept(of: $0) }
                        let isFirst = provides.contains {
                            $0 == concept || fits.vocabulary.ancestors(of: $0).contains(concept)
                        }
                        // Two people never wait for each other.
                        if isFirst,
                            !plan.assignments.contains(where: {
                                $0.agentID == other.agentID && $0.dependencies.contains(own.agentID)
                            })
                        {
                            dependencies.append(other.agentID)
                        }
                    }
                }
            }
            plan.assignments[index].dependencies = dependencies
        }
    }

    func notSelected(_ participant: Participant, _ plan: Proposal) -> Proposal.NotSelected {
        let offered =
            participant.offer.needs.isEmpty
            ? understanding.capabilityTags.filter { strength(participant, $0) > 0 } : participant.offer.needs
        let taker = plan.assignments.first { assignment in
            assignment.needs.contains { need in offered.contains { fits.isSame($0, need) } }
        }
        let needs =
            taker.map { taker in offered.filter { need in taker.needs.contains { fits.isSame($0, need) } } } ?? offered
        return Proposal.NotSelected(
            agentID: participant.member.id, displayName: participant.member.displayName,
            reason: phrase.notNeeded(needs, taker: taker?.displayName))
    }
}
