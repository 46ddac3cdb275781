import Testing

@testable import Engine

@Suite("The rules compose, vote and adjust")
struct RulesPlanTests {
    let event = "我想在北京办一场50人的AI聚会，12月5日，需要场地、讲师、主持和餐饮，预算1万元"
    let team = [Fixtures.venue, Fixtures.speaker, Fixtures.host, Fixtures.catering]

    func adjust(
        _ plan: Proposal, _ participants: [Participant], _ u: Understanding, ballots: [AdjustRequest.Ballot] = [],
        bargains: [Bargain] = [],
        counters: [CounterProposal] = [], removed: [String] = []
    ) async throws -> Proposal {
        try await Fixtures.decider().adjust(
            AdjustRequest(
                understanding: u, today: Fixtures.today, proposal: plan, participants: participants, ballots: ballots,
                bargains: bargains,
                counterProposals: counters, removed: removed, round: 2)
        ).value
    }

    @Test("a plan is complete: roles, milestones, criteria, dependencies, budget")
    func complete() async throws {
        let u = try await Fixtures.understand(event)
        let (plan, _) = try await Fixtures.compose(team, u)
        #expect(Set(plan.assignments.map(\.agentID)) == Set(team.map(\.id)))
        for assignment in plan.assignments {
            #expect(!assignment.displayName.isEmpty && !assignment.role.isEmpty && assignment.responsibility.count > 10)
            #expect(assignment.isConfirmed == nil && assignment.standing == nil)
        }
        #expect(plan.timeline.startDate == "2026-12-05")
        #expect(!plan.timeline.milestones.isEmpty)
        #expect(
            plan.timeline.milestones.allSatisfy {
                !$0.name.isEmpty && CalendarDate($0.date) != nil && !$0.deliverable.isEmpty
            })
        #expect(plan.successCriteria.count >= 2)
        #expect(plan.openNeeds.isEmpty)
        #expect(!plan.summary.isEmpty && !plan.rationale.isEmpty)
        #expect(plan.rationale.contains("5000元"))
        let catering = try #require(plan.assignments.first { $0.agentID == "catering-bj" })
        #expect(catering.dependencies == ["venue-bj"])
        #expect(plan.proposalID.isEmpty && plan.version == 0)
    }

    @Test("conditions that the plan quotes are listed as addressed, and only those")
    func addressed() async throws {
        let u = try await Fixtures.understand(event)
        let (plan, _) = try await Fixtures.compose(team, u)
        let venue = try #require(plan.assignments.first { $0.agentID == "venue-bj" })
        #expect(venue.conditionsAddressed == ["c1"])
        #expect(venue.notes.contains("活动结束后恢复原状"))
    }

    @Test("who is not needed is told so with the name of who takes the part")
    func notSelected() async throws {
        let u = try await Fixtures.understand("想办一次20人的线上分享会，需要讲师")
        let second = Fixtures.member("speaker-2", "第二位", skills: [("讲师", [])])
        let (plan, _) = try await Fixtures.compose([Fixtures.speaker, second], u)
        #expect(plan.assignments.count == 1)
        #expect(plan.notSelected.count == 1)
        #expect(plan.notSelected[0].reason.contains(plan.assignments[0].displayName))
    }

    @Test("big events keep a second for what matters most")
    func backups() async throws {
        let u = try await Fixtures.understand("在北京办200人的大会，需要讲师")
        let second = Fixtures.member("speaker-2", "第二位", skills: [("讲师", [])])
        let (plan, _) = try await Fixtures.compose([Fixtures.speaker, second], u)
        #expect(plan.assignments.count == 2)
        #expect(plan.openNeeds.contains("场地"))
        #expect(plan.risks.contains { $0.risk.contains("场地") })
    }

    @Test("an open date stays open unless somebody's condition asks for one")
    func openDate() async throws {
        let u = try await Fixtures.understand("在北京办聚会，需要主持")
        let (open, _) = try await Fixtures.compose([Fixtures.host], u)
        #expect(open.timeline.startDate.isEmpty)
        #expect(!open.timeline.milestones.isEmpty)
        var host = Fixtures.host
        host.conditions = [Condition(id: "n", kind: .notice, comparison: .atLeast, value: .number(10), text: "至少提前10天")]
        let (dated, _) = try await Fixtures.compose([host], u)
        let start = try #require(CalendarDate(dated.timeline.startDate))
        #expect(start.daysSinceEpoch - Fixtures.today.daysSinceEpoch >= 10)
        #expect(start.weekday.isWeekend)
        #expect(dated.assignments[0].conditionsAddressed == ["n"])
    }

    @Test("every negotiation point of the offers is answered")
    func handling() async throws {
        let u = try await Fixtures.understand("在北京办活动，12月5日，50人，需要摄影和餐饮，预算2000元")
        let (plan, participants) = try await Fixtures.compose([Fixtures.photographer, Fixtures.catering], u)
        let points = participants.flatMap { participant in
            participant.offer.negotiationPoints.map { (participant.member.id, $0.aspect) }
        }
        #expect(!points.isEmpty)
        for (id, aspect) in points {
            let isHandled =
                plan.negotiationHandling.addressed.contains { $0.agentID == id && $0.aspect == aspect }
                || plan.negotiationHandling.declined.contains { $0.agentID == id && $0.aspect == aspect }
            #expect(isHandled, "\(id) \(aspect)")
        }
    }

    @Test("a whole negotiation by rules is agreed")
    func agreed() async throws {
        let u = try await Fixtures.understand(event)
        let (plan, participants) = try await Fixtures.compose(team, u)
        for participant in participants { #expect(try await Fixtures.vote(participant, plan, u)?.kind == .accept) }
    }

    // MARK: votes

    @Test("an unmet condition is named in a negotiate vote with a point")
    func unmetCondition() async throws {
        let u = try await Fixtures.understand(event)
        var (plan, participants) = try await Fixtures.compose(team, u)
        for index in plan.assignments.indices { plan.assignments[index].notes = "" }
        let venue = try #require(participants.first { $0.member.id == "venue-bj" })
        let vote = try #require(try await Fixtures.vote(venue, plan, u))
        #expect(vote.kind == .negotiate)
        #expect(vote.negotiationPoints.map(\.desiredValue) == ["活动结束后恢复原状"])
        #expect(vote.adjustmentRequest.contains("活动结束后恢复原状"))
    }

    @Test("claiming a condition as addressed does not make it met")
    func claimed() async throws {
        let u = try await Fixtures.understand(event)
        var (plan, participants) = try await Fixtures.compose(team, u)
        for index in plan.assignments.indices {
            plan.assignments[index].notes = ""
            plan.assignments[index].conditionsAddressed = ["c1"]
        }
        let venue = try #require(participants.first { $0.member.id == "venue-bj" })
        #expect(try await Fixtures.vote(venue, plan, u)?.kind == .negotiate)
    }

    @Test("a part outside the profile is not accepted")
    func foreignRole() async throws {
        let u = try await Fixtures.understand(event)
        var (plan, participants) = try await Fixtures.compose(team, u)
        let index = try #require(plan.assignments.firstIndex { $0.agentID == "host-bj" })
        plan.assignments[index].needs = ["餐饮"]
        plan.assignments[index].role = "餐饮负责人"
        let host = try #require(participants.first { $0.member.id == "host-bj" })
        let vote = try #require(try await Fixtures.vote(host, plan, u))
        #expect(vote.kind == .negotiate)
        #expect(vote.negotiationPoints.first?.aspect == "role")
    }

    @Test("a plan on a day without time is not accepted")
    func wrongDay() async throws {
        let u = try await Fixtures.understand("在北京办聚会，需要主持")
        var (plan, participants) = try await Fixtures.compose([Fixtures.host], u)
        plan.timeline.startDate = "2026-12-07"
        #expect(try await Fixtures.vote(participants[0], plan, u)?.kind == .negotiate)
    }

    @Test("an empty assignment is not accepted")
    func emptyAssignment() async throws {
        let u = try await Fixtures.understand(event)
        var (plan, participants) = try await Fixtures.compose(team, u)
        plan.assignments[1].responsibility = " "
        let participant = try #require(participants.first { $0.member.id == plan.assignments[1].agentID })
        #expect(try await Fixtures.vote(participant, plan, u)?.kind == .negotiate)
    }

    @Test("who has no part has no vote")
    func unassigned() async throws {
        let u = try await Fixtures.understand(event)
        var (plan, participants) = try await Fixtures.compose(team, u)
        plan.assignments.removeAll { $0.agentID == "host-bj" }
        let host = try #require(participants.first { $0.member.id == "host-bj" })
        #expect(try await Fixtures.vote(host, plan, u) == nil)
    }

    @Test("without improvement the impatient reject, the closed withdraw, the patient go on")
    func patience() async throws {
        let u = try await Fixtures.understand(event)
        var (plan, participants) = try await Fixtures.compose(team, u)
        for index in plan.assignments.indices { plan.assignments[index].notes = "" }
        var venue = try #require(participants.first { $0.member.id == "venue-bj" })
        let first = try #require(try await Fixtures.vote(venue, plan, u))
        func second(_ style: Member.Style) async throws -> Vote.Kind? {
            venue.member.style = style
            return try await Fixtures.vote(venue, plan, u, previous: first, round: 2)?.kind
        }
        #expect(try await second(.init(openness: 50, patience: 80, detail: 50)) == .negotiate)
        #expect(try await second(.init(openness: 50, patience: 20, detail: 50)) == .reject)
        #expect(try await second(.init(openness: 5, patience: 20, detail: 50)) == .withdraw)
    }

    // MARK: adjusting

    @Test("an adjustment quotes the missing condition, records it and leads to acceptance")
    func quoteCondition() async throws {
        let u = try await Fixtures.understand(event)
        var (plan, participants) = try await Fixtures.compose(team, u)
        for index in plan.assignments.indices {
            plan.assignments[index].notes = ""
            plan.assignments[index].conditionsAddressed = []
        }
        let venue = try #require(participants.first { $0.member.id == "venue-bj" })
        let vote = try #require(try await Fixtures.vote(venue, plan, u))
        let others = participants.filter { $0.member.id != "venue-bj" }.map {
            AdjustRequest.Ballot(agentID: $0.member.id, vote: Vote(kind: .accept))
        }
        let next = try await adjust(plan, participants, u, ballots: [.init(agentID: "venue-bj", vote: vote)] + others)
        #expect(next.adjustment?.requestsAddressed.count == 1)
        #expect(next.adjustment?.round == 2)
        #expect(next.adjustment?.changes.isEmpty == false)
        let own = try #require(next.assignments.first { $0.agentID == "venue-bj" })
        #expect(own.conditionsAddressed == ["c1"])
        for old in plan.assignments where old.agentID != "venue-bj" {
            #expect(next.assignments.first { $0.agentID == old.agentID } == old)
        }
        #expect(try await Fixtures.vote(venue, next, u, previous: vote, round: 2)?.kind == .accept)
    }

    @Test("the requester's fixed date is not moved, and the refusal says why")
    func fixedDate() async throws {
        let u = try await Fixtures.understand(event)
        let (plan, participants) = try await Fixtures.compose(team, u)
        let vote = Vote(
            kind: .negotiate,
            negotiationPoints: [
                NegotiationPoint(aspect: "time", currentValue: "", desiredValue: "2026-12-12", reason: "")
            ])
        let next = try await adjust(plan, participants, u, ballots: [.init(agentID: "host-bj", vote: vote)])
        #expect(next.timeline.startDate == "2026-12-05")
        #expect(next.adjustment?.requestsDeclined.first?.reason.contains("2026年12月5日") == true)
        #expect(next.assignments.count == plan.assignments.count)
    }

    @Test("an open date moves when nobody who agreed is hurt")
    func moveDate() async throws {
        let u = try await Fixtures.understand("在北京办聚会，需要主持和餐饮")
        let (plan, participants) = try await Fixtures.compose([Fixtures.host, Fixtures.catering], u)
        func wish(_ day: String) -> [AdjustRequest.Ballot] {
            [
                .init(
                    agentID: "catering-bj",
                    vote: Vote(
                        kind: .negotiate,
                        negotiationPoints: [.init(aspect: "时间", currentValue: "", desiredValue: day, reason: "")])),
                .init(agentID: "host-bj", vote: Vote(kind: .accept)),
            ]
        }
        let saturday = try await adjust(plan, participants, u, ballots: wish("2026-12-12"))
        #expect(saturday.timeline.startDate == "2026-12-12")
        #expect(saturday.adjustment?.changes.contains { $0.after.contains("2026年12月12日") } == true)
        let monday = try await adjust(plan, participants, u, ballots: wish("2026-12-14"))
        #expect(monday.timeline.startDate == plan.timeline.startDate)
        #expect(monday.adjustment?.requestsDeclined.first?.reason.contains("陈一鸣") == true)
    }

    @Test("a price within the budget is granted, one above it is refused with the budget")
    func price() async throws {
        let u = try await Fixtures.understand(event)
        let (plan, participants) = try await Fixtures.compose(team, u)
        func wish(_ text: String) -> [AdjustRequest.Ballot] {
            [
                .init(
                    agentID: "venue-bj",
                    vote: Vote(
                        kind: .negotiate,
                        negotiationPoints: [.init(aspect: "price", currentValue: "", desiredValue: text, reason: "")]))
            ]
        }
        let granted = try await adjust(plan, participants, u, ballots: wish("2500元"))
        #expect(granted.assignments.first { $0.agentID == "venue-bj" }?.price?.amount == 2500)
        let refused = try await adjust(plan, participants, u, ballots: wish("20000元"))
        #expect(refused.assignments.first { $0.agentID == "venue-bj" }?.price?.amount == 2000)
        #expect(refused.adjustment?.requestsDeclined.first?.reason.contains("10000元") == true)
    }

    @Test("needs of somebody who left go to another participant who offered them")
    func reassign() async throws {
        let u = try await Fixtures.understand("想办一次20人的线上分享会，需要讲师")
        let second = Fixtures.member("speaker-2", "第二位", skills: [("讲师", [])])
        let (plan, participants) = try await Fixtures.compose([Fixtures.speaker, second], u)
        let first = plan.assignments[0].agentID
        let next = try await adjust(plan, participants.filter { $0.member.id != first }, u, removed: [first])
        #expect(
            next.assignments.map(\.agentID) == ["speaker-2"].filter { $0 != first }
                + (first == "speaker-2" ? ["speaker-ai"] : []))
        #expect(next.openNeeds.isEmpty)
        #expect(!next.notSelected.contains { $0.agentID == next.assignments[0].agentID })
    }

    @Test("a rejecting member makes room for another who can do it")
    func rejected() async throws {
        let u = try await Fixtures.understand("想办一次20人的线上分享会，需要讲师")
        let second = Fixtures.member("speaker-2", "第二位", skills: [("讲师", [])])
        let (plan, participants) = try await Fixtures.compose([Fixtures.speaker, second], u)
        let first = plan.assignments[0].agentID
        let next = try await adjust(
            plan, participants, u, ballots: [.init(agentID: first, vote: Vote(kind: .reject, reasoning: "不合适"))])
        #expect(next.assignments.count == 1)
        #expect(next.assignments[0].agentID != first)
        #expect(next.notSelected.map(\.agentID) == [first])
    }

    @Test("who withdrew gets no part in the next version")
    func withdrew() async throws {
        let u = try await Fixtures.understand(event)
        let (plan, participants) = try await Fixtures.compose(team, u)
        let next = try await adjust(
            plan, participants, u, ballots: [.init(agentID: "host-bj", vote: Vote(kind: .withdraw))])
        #expect(!next.assignments.contains { $0.agentID == "host-bj" })
        #expect(next.openNeeds == ["主持"])
    }

    @Test("when everybody with a part has left, the others get a new plan")
    func anew() async throws {
        let u = try await Fixtures.understand("想办一次20人的线上分享会，需要讲师")
        let second = Fixtures.member("speaker-2", "第二位", skills: [("讲师", [])])
        let (plan, participants) = try await Fixtures.compose([Fixtures.speaker, second], u)
        var empty = plan
        empty.assignments = []
        let next = try await adjust(empty, participants, u)
        #expect(!next.assignments.isEmpty)
        #expect(next.adjustment?.changes.isEmpty == false)
    }

    @Test("bargains and counter-proposals reach the plan")
    func bargains() async throws {
        let u = try await Fixtures.understand(event)
        let (plan, participants) = try await Fixtures.compose(team, u)
        let next = try await adjust(
            plan, participants, u,
            bargains: [
                Bargain(
                    agentID: "venue-bj", bargainType: "price", content: "希望多一点", offer: "",
                    newTerms: ["price": .integer(2200)])
            ],
            counters: [
                CounterProposal(agentID: "host-bj", counterProposal: ["time": .string("2026-12-12")], reason: "那天更合适")
            ])
        #expect(next.assignments.first { $0.agentID == "venue-bj" }?.price?.amount == 2200)
        #expect(next.adjustment?.requestsDeclined.contains { $0.request.contains("陈一鸣") } == true)
    }

    @Test("a round in which nothing can be changed keeps every assignment")
    func unchanged() async throws {
        let u = try await Fixtures.understand(event)
        let (plan, participants) = try await Fixtures.compose(team, u)
        let next = try await adjust(
            plan, participants, u,
            ballots: [.init(agentID: "host-bj", vote: Vote(kind: .negotiate, adjustmentRequest: "请给我一座火星基地"))])
        #expect(next.assignments.map(\.agentID) == plan.assignments.map(\.agentID))
        #expect(next.adjustment?.requestsDeclined.count == 1)
    }
}
