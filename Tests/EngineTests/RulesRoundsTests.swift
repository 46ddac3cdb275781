import Testing

@testable import Engine

@Suite("Rounds by rules lead somewhere")
struct RulesRoundsTests {
    let demand = "在北京办50人的聚会，12月5日，需要餐饮和主持"

    /// A caterer who can not come on Saturdays, in a plan nevertheless.
    var workday: Member {
        var member = Fixtures.catering
        member.id = "catering-workday"
        member.displayName = "工作日厨房"
        member.availability = [.init(weekdays: Fixtures.workdays, from: "09:00", to: "18:00")]
        return member
    }

    struct Round {
        var plan: Proposal
        var votes: [AdjustRequest.Ballot] = []
    }

    /// What the rules make of one plan: everybody votes, then the next version.
    func next(
        _ plan: Proposal, _ participants: [Participant], _ u: Understanding, before: [AdjustRequest.Ballot], round: Int
    )
        async throws -> Round
    {
        var votes: [AdjustRequest.Ballot] = []
        for participant in participants where plan.assignments.contains(where: { $0.agentID == participant.member.id })
        {
            let previous = before.first { $0.agentID == participant.member.id }?.vote
            if let vote = try await Fixtures.vote(participant, plan, u, previous: previous, round: round) {
                votes.append(.init(agentID: participant.member.id, vote: vote))
            }
        }
        let adjusted = try await Fixtures.decider().adjust(
            AdjustRequest(
                understanding: u, today: Fixtures.today, proposal: plan, participants: participants, ballots: votes,
                bargains: [], counterProposals: [], removed: [], round: round + 1)
        ).value
        return Round(plan: adjusted, votes: votes)
    }

    @Test("whose wish can not be had makes room at once for another who offered the same")
    func substitute() async throws {
        let u = try await Fixtures.understand(demand)
        var (plan, participants) = try await Fixtures.compose([Fixtures.host, workday, Fixtures.catering], u)
        let index = try #require(plan.assignments.firstIndex { $0.needs == ["餐饮"] })
        #expect(plan.assignments[index].agentID == "catering-bj")
        plan.assignments[index].agentID = "catering-workday"
        plan.assignments[index].displayName = "工作日厨房"
        let second = try await next(plan, participants, u, before: [], round: 1)
        #expect(second.votes.first { $0.agentID == "catering-workday" }?.vote.kind == .negotiate)
        #expect(second.plan.assignments.contains { $0.agentID == "catering-bj" })
        #expect(!second.plan.assignments.contains { $0.agentID == "catering-workday" })
        let change = try #require(second.plan.adjustment?.changes.first)
        #expect(change.before.contains("工作日厨房") && change.after.contains("三餐四季") && change.reason.contains("12月5日"))
        #expect(second.plan.notSelected.contains { $0.agentID == "catering-workday" && $0.reason.contains("12月5日") })
        let third = try await next(second.plan, participants, u, before: second.votes, round: 2)
        #expect(third.votes.allSatisfy { $0.vote.kind == .accept })
    }

    @Test(
        "without a substitute the next vote answers the refusal, and the part is left open rather than asked for again")
    func noSubstitute() async throws {
        let u = try await Fixtures.understand(demand)
        var person = workday
        person.kind = .manual
        let (plan, participants) = try await Fixtures.compose([Fixtures.host, person], u)
        #expect(plan.assignments.contains { $0.agentID == "catering-workday" })
        let second = try await next(plan, participants, u, before: [], round: 1)
        #expect(second.plan.adjustment?.requestsDeclined.first?.reason.contains("2026年12月5日") == true)
        let third = try await next(second.plan, participants, u, before: second.votes, round: 2)
        let vote = try #require(third.votes.first { $0.agentID == "catering-workday" }?.vote)
        #expect(vote.kind == .reject && vote.reasoning.contains("2026年12月5日"))
        #expect(third.plan.assignments.map(\.agentID) == ["host-bj"])
        #expect(third.plan.openNeeds.contains("餐饮"))
    }

    @Test("an agent that can only say no leaves the part open at once, and the others go on")
    func agentWithoutSubstitute() async throws {
        let u = try await Fixtures.understand(demand)
        let (plan, participants) = try await Fixtures.compose([Fixtures.host, workday], u)
        let second = try await next(plan, participants, u, before: [], round: 1)
        #expect(second.plan.assignments.map(\.agentID) == ["host-bj"])
        #expect(second.plan.openNeeds.contains("餐饮"))
        #expect(second.plan.adjustment?.changes.contains { $0.reason.contains("2026年12月5日") } == true)
    }

    @Test("a wish for a weekday that the requester did not ask for is declined with the one that was")
    func otherWeekday() async throws {
        var u = try await Fixtures.understand("下个月找个周六在北京办聚会，需要主持")
        u.context.date = CalendarDate(year: 2026, month: 12, day: 1)
        u.context.dateEnd = CalendarDate(year: 2026, month: 12, day: 31)
        let (plan, participants) = try await Fixtures.compose([Fixtures.host], u)
        let vote = Vote(
            kind: .negotiate,
            negotiationPoints: [.init(aspect: "time", currentValue: "", desiredValue: "2026-12-14", reason: "")])
        let next = try await Fixtures.decider().adjust(
            AdjustRequest(
                understanding: u, today: Fixtures.today, proposal: plan, participants: participants,
                ballots: [.init(agentID: "host-bj", vote: vote)], bargains: [], counterProposals: [], removed: [],
                round: 2)
        ).value
        #expect(next.timeline.startDate == plan.timeline.startDate)
        #expect(next.adjustment?.requestsDeclined.first?.reason.contains("周六") == true)
    }

    @Test("when the day moves, the steps move with it")
    func stepsMove() async throws {
        let u = try await Fixtures.understand("在北京办聚会，需要主持和餐饮")
        let (plan, participants) = try await Fixtures.compose([Fixtures.host, Fixtures.catering], u)
        let vote = Vote(
            kind: .negotiate,
            negotiationPoints: [.init(aspect: "time", currentValue: "", desiredValue: "2026-12-12", reason: "")])
        let next = try await Fixtures.decider().adjust(
            AdjustRequest(
                understanding: u, today: Fixtures.today, proposal: plan, participants: participants,
                ballots: [.init(agentID: "catering-bj", vote: vote)], bargains: [], counterProposals: [], removed: [],
                round: 2)
        ).value
        #expect(next.timeline.milestones.last?.date == "2026-12-12")
        #expect(next.summary.contains("2026年12月12日"))
    }

    // MARK: what is told afterwards

    @Test(
        "a lost need is told with who had it and whether they declined or left",
        arguments: [
            (Proposal.Assignment.Standing.declined, "没有同意"), (.withdrawn, "退出了"),
        ])
    func lost(_ standing: Proposal.Assignment.Standing, _ word: String) async throws {
        let u = try await Fixtures.understand(demand)
        var (plan, participants) = try await Fixtures.compose([Fixtures.host, Fixtures.catering], u)
        for index in plan.assignments.indices {
            plan.assignments[index].standing = plan.assignments[index].needs == ["餐饮"] ? standing : .confirmed
        }
        let gaps = try await Fixtures.decider().findGaps(
            GapRequest(
                understanding: u, today: Fixtures.today, proposal: plan, participants: participants,
                confirmed: ["host-bj"],
                uncovered: [])
        ).value.gaps
        #expect(gaps.first?.description.contains("三餐四季") == true && gaps.first?.description.contains(word) == true)
    }

    @Test(
        "the demand of a gap finds somebody when it is asked on its own",
        arguments: [
            ("在北京办50人的聚会，12月5日，需要主持和餐饮", "餐饮", "catering-bj"),
            ("I need a host and catering for 40 people in Berlin on 5 December", "catering", "catering-berlin"),
        ])
    func subDemand(_ text: String, _ need: String, _ expected: String) async throws {
        let u = try await Fixtures.understand(text)
        let phrase = Phrase(language: u.language)
        let sub = phrase.subDemand(need, u.context, kind: .event, day: u.context.date, left: nil)
        let understood = try await Fixtures.understand(sub)
        #expect(understood.capabilityTags == [need])
        #expect(understood.context.location == u.context.location)
        let choice = try await Fixtures.decider().choose(
            ChooseRequest(
                understanding: understood, text: sub, today: Fixtures.today, maxCandidates: 3, avoid: [], isSubnet: true
            )
        ).value
        guard case .chosen(let chosen) = choice else {
            Issue.record("nobody was found")
            return
        }
        #expect(chosen.candidates.contains { $0.agentID == expected })
    }

    @Test("a compromise names who could but for one fact, and asks for nothing that was said already")
    func nearly() async throws {
        let u = try await Fixtures.understand("12月5日在北京办50人的聚会，需要场地，预算5000元")
        let declined = try #require(try await Fixtures.offer(Fixtures.smallVenue, u))
        #expect(declined.decision == .decline && declined.needs == ["场地"])
        let compromise = try await Fixtures.decider().compromise(
            CompromiseRequest(
                understanding: u, today: Fixtures.today, reasonCode: "no_participants", constraint: nil,
                asked: [
                    .init(
                        candidate: Fixtures.candidate(Fixtures.smallVenue), answer: .decline, offer: declined, vote: nil
                    )
                ], unservedNeeds: ["场地"], lastProposal: nil)
        ).value
        #expect(compromise.alternatives.contains { $0.contains("小满茶室") && $0.contains("20人") && !$0.contains("谢谢") })
        #expect(compromise.nextSteps.contains { $0.contains("想找一处场地") && $0.contains("北京") })
        #expect(!compromise.nextSteps.contains { $0.contains("写清楚") })
    }
}
