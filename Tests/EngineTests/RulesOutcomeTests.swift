import Testing

@testable import Engine

@Suite("The rules look at the outcome")
struct RulesOutcomeTests {
    let event = "我想在北京办一场50人的AI聚会，12月5日，需要场地、讲师、主持和餐饮，预算1万元"
    let team = [Fixtures.venue, Fixtures.speaker, Fixtures.host, Fixtures.catering]

    func gaps(
        _ members: [Member], _ text: String, change: (inout Proposal) -> Void = { _ in }, confirmed: [String]? = nil
    ) async throws -> GapAnalysis {
        let u = try await Fixtures.understand(text)
        var (plan, participants) = try await Fixtures.compose(members, u)
        change(&plan)
        return try await Fixtures.decider().findGaps(
            GapRequest(
                understanding: u, today: Fixtures.today, proposal: plan, participants: participants,
                confirmed: confirmed ?? plan.assignments.map(\.agentID), uncovered: plan.openNeeds)
        ).value
    }

    @Test("a complete plan has no gaps, however many guests come")
    func noGaps() async throws {
        let analysis = try await gaps(team, event)
        #expect(analysis.gaps.isEmpty)
        #expect(!analysis.analysis.isEmpty)
    }

    @Test("a need that nobody covers is a gap with the need as its tag and a demand in the same language")
    func openNeed() async throws {
        let analysis = try await gaps([Fixtures.venue, Fixtures.speaker, Fixtures.host], event)
        let gap = try #require(analysis.gaps.first)
        #expect(gap.suggestedTags == ["餐饮"])
        #expect(gap.kind == .resource)
        #expect(gap.importance >= 60)
        #expect(gap.suggestedSubDemand?.contains("餐饮") == true)
        #expect(gap.suggestedSubDemand?.contains("北京") == true)
    }

    @Test(
        "a need whose member withdrew or declined is open again",
        arguments: [Proposal.Assignment.Standing.withdrawn, .declined])
    func lostNeed(_ standing: Proposal.Assignment.Standing) async throws {
        let analysis = try await gaps(team, event) { plan in
            for index in plan.assignments.indices {
                plan.assignments[index].standing =
                    plan.assignments[index].agentID == "speaker-ai" ? standing : .confirmed
            }
        }
        #expect(analysis.gaps.first?.suggestedTags == ["讲师"])
        #expect(analysis.gaps.first?.severity == .critical)
    }

    @Test("a member who has not confirmed is a smaller gap without a sub-demand")
    func unsure() async throws {
        let analysis = try await gaps(team, event) { plan in
            for index in plan.assignments.indices {
                plan.assignments[index].standing =
                    plan.assignments[index].agentID == "speaker-ai" ? .optional : .confirmed
            }
        }
        #expect(analysis.gaps.count == 1)
        #expect(analysis.gaps[0].importance < 60)
        #expect(analysis.gaps[0].suggestedSubDemand == nil)
    }

    @Test("unmet conditions and empty parts are gaps")
    func conditionsAndParts() async throws {
        let analysis = try await gaps(team, event) { plan in
            for index in plan.assignments.indices where plan.assignments[index].agentID == "venue-bj" {
                plan.assignments[index].notes = ""
            }
            for index in plan.assignments.indices where plan.assignments[index].agentID == "host-bj" {
                plan.assignments[index].responsibility = "待确认"
            }
        }
        #expect(Set(analysis.gaps.map(\.kind)) == [.condition, .coverage])
    }

    @Test("one person for many needs is too few")
    func tooFew() async throws {
        let all = Fixtures.member("all", "全能", skills: [("场地", []), ("讲师", []), ("主持", []), ("餐饮", [])])
        let analysis = try await gaps([all], event)
        #expect(analysis.gaps.map(\.kind) == [.participant])
    }

    @Test("a missing head-count changes nothing")
    func noScale() async throws {
        #expect(try await gaps([Fixtures.listener], "我最近很迷茫，想找人聊聊").gaps.isEmpty)
    }

    // MARK: sub-network

    func verdict(_ gap: Gap, members: [Member] = Fixtures.all, remaining: Int64 = 600_000, asked: Set<String> = [])
        async throws -> RecursionVerdict
    {
        let u = try await Fixtures.understand(event)
        let (plan, _) = try await Fixtures.compose(team, u)
        return try await Fixtures.decider(members).considerSubnetwork(
            RecursionRequest(
                gap: gap, understanding: u, today: Fixtures.today, proposal: plan, remainingMilliseconds: remaining,
                alreadyAsked: asked)
        ).value
    }

    var cateringGap: Gap {
        Gap(
            kind: .resource, severity: .high, importance: 75, description: "餐饮没有人", requirement: "餐饮",
            suggestedSubDemand: "需要一位能负责餐饮的成员", suggestedTags: ["餐饮"])
    }

    @Test("a sub-network opens only when it matters, somebody new fits and time is left")
    func subnetwork() async throws {
        let yes = try await verdict(cateringGap)
        #expect(yes.shouldRecurse)
        #expect([yes.gain, yes.support, yes.cost].allSatisfy { !$0.analysis.isEmpty })
        #expect(!(try await verdict(cateringGap, remaining: 100_000)).cost.met)
        #expect(!(try await verdict(cateringGap, asked: ["catering-bj"])).support.met)
        #expect(!(try await verdict(cateringGap, members: [Fixtures.piano])).support.met)
        var small = cateringGap
        small.importance = 50
        #expect(!(try await verdict(small)).gain.met)
    }

    // MARK: compromise

    @Test("a compromise names who would help, what is missing and what to do next")
    func compromise() async throws {
        let u = try await Fixtures.understand(event)
        let offer = try #require(try await Fixtures.offer(Fixtures.venue, u))
        let declined = try #require(try await Fixtures.offer(Fixtures.piano, u))
        let compromise = try await Fixtures.decider().compromise(
            CompromiseRequest(
                understanding: u, today: Fixtures.today, reasonCode: "no_consensus", constraint: nil,
                asked: [
                    .init(candidate: Fixtures.candidate(Fixtures.venue), answer: .conditional, offer: offer, vote: nil),
                    .init(candidate: Fixtures.candidate(Fixtures.piano), answer: .decline, offer: declined, vote: nil),
                    .init(candidate: Fixtures.candidate(Fixtures.host), answer: .silent, offer: nil, vote: nil),
                ], unservedNeeds: ["讲师"], lastProposal: nil)
        ).value
        #expect(compromise.possibleNow.map(\.agentID) == ["venue-bj"])
        #expect(compromise.possibleNow[0].conditions == ["活动结束后恢复原状"])
        #expect(compromise.unresolved.contains { $0.contains("讲师") })
        #expect(compromise.unresolved.contains { $0.contains("陈一鸣") && $0.contains("没有回复") })
        #expect(!compromise.alternatives.isEmpty && !compromise.nextSteps.isEmpty)
        #expect(compromise.type == "compromise")
    }

    @Test("without candidates a compromise says why and what to relax")
    func nobody() async throws {
        let u = try await Fixtures.understand("Looking for a venue in Beijing for 50 people")
        let compromise = try await Fixtures.decider().compromise(
            CompromiseRequest(
                understanding: u, today: Fixtures.today, reasonCode: "no_candidates", constraint: "it is in Beijing",
                asked: [],
                unservedNeeds: ["venue"], lastProposal: nil)
        ).value
        #expect(compromise.summary.contains("Beijing"))
        #expect(compromise.possibleNow.isEmpty)
        #expect(compromise.alternatives.contains { $0.contains("Beijing") })
        #expect(compromise.confidence == .low)
    }
}

@Suite("Conditions are checked in one way")
struct ConditionCheckTests {
    func isMet(_ condition: Condition, demand: String, notes: String = "", start: String = "", price: Price? = nil)
        async throws -> Bool
    {
        let u = try await Fixtures.understand(demand)
        var assignment = Proposal.Assignment(
            agentID: "a", displayName: "A", role: "主持", responsibility: "主持全场", needs: ["主持"], price: price)
        assignment.notes = notes
        let plan = Proposal(
            summary: "", objective: "", assignments: [assignment],
            timeline: .init(startDate: start, endDate: "", milestones: []),
            collaborationModel: .init(communicationChannel: "", meetingFrequency: "", decisionMechanism: ""),
            successCriteria: [])
        return ConditionCheck.isMet(
            condition, proposal: plan, assignment: assignment, understanding: u, today: Fixtures.today)
    }

    func condition(
        _ kind: Condition.Kind, _ comparison: Condition.Comparison, _ value: Condition.Value, _ text: String = "条件"
    ) -> Condition {
        Condition(id: "c", kind: kind, comparison: comparison, value: value, text: text)
    }

    @Test("known facts decide")
    func known() async throws {
        #expect(try await isMet(condition(.size, .atMost, .number(60)), demand: "50人聚会"))
        #expect(!(try await isMet(condition(.size, .atMost, .number(40)), demand: "50人聚会")))
        #expect(try await isMet(condition(.place, .oneOf, .list(["北京", "天津"])), demand: "在北京办聚会"))
        #expect(try await isMet(condition(.place, .equal, .text("Beijing")), demand: "在北京办聚会"))
        #expect(!(try await isMet(condition(.place, .noneOf, .list(["北京"])), demand: "在北京办聚会")))
        #expect(try await isMet(condition(.notice, .atLeast, .number(7)), demand: "12月5日聚会"))
        #expect(!(try await isMet(condition(.notice, .atLeast, .number(30)), demand: "12月5日聚会")))
        #expect(try await isMet(condition(.date, .oneOf, .text("周末")), demand: "12月5日聚会"))
        #expect(!(try await isMet(condition(.date, .noneOf, .list(["sat"])), demand: "12月5日聚会")))
        #expect(try await isMet(condition(.role, .equal, .text("主持人")), demand: "聚会"))
        #expect(try await isMet(condition(.price, .atLeast, .number(500)), demand: "聚会", price: Fixtures.cny(600)))
        #expect(!(try await isMet(condition(.price, .atLeast, .number(500)), demand: "聚会", price: Fixtures.cny(400))))
    }

    @Test("what the demand leaves open is met only when the plan states it")
    func unknown() async throws {
        let small = condition(.size, .atMost, .number(40), "不超过40人")
        #expect(!(try await isMet(small, demand: "办个聚会")))
        #expect(try await isMet(small, demand: "办个聚会", notes: "约定：不超过40人"))
        #expect(!(try await isMet(small, demand: "50人的聚会", notes: "约定：不超过40人")))
        let notice = condition(.notice, .atLeast, .number(7))
        #expect(!(try await isMet(notice, demand: "办个聚会")))
        #expect(try await isMet(notice, demand: "办个聚会", start: "2026-12-12"))
    }

    @Test("anything else is met only when the plan quotes it")
    func other() async throws {
        let other = condition(.other, .quotes, .text("提供 投影仪"), "需要投影仪")
        #expect(!(try await isMet(other, demand: "聚会，提供投影仪")))
        #expect(try await isMet(other, demand: "聚会", notes: "会场提供投影仪。"))
        #expect(!(try await isMet(condition(.other, .quotes, .text(""), ""), demand: "聚会", notes: "什么都有")))
    }
}
