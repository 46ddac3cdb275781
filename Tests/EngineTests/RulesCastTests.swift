import Testing

@testable import Engine

@Suite("The rules give parts to whom they fit best")
struct RulesCastTests {
    func plan(_ members: [Member], _ text: String) async throws -> Proposal {
        try await Fixtures.compose(members, try await Fixtures.understand(text)).plan
    }

    @Test("a football pitch does not win against an event room")
    func pitch() async throws {
        let pitch = Fixtures.member(
            "pitch", "北郊草场", skills: [("足球场租用", ["活动场地", "场地"])], places: ["北京"], price: Fixtures.cny(700, .hour))
        let made = try await plan([pitch, Fixtures.venue], "在北京办50人的聚会，12月5日，需要场地，预算6000元")
        #expect(made.assignments.map(\.agentID) == ["venue-bj"])
    }

    @Test("while prices come to more than the budget, a cheaper member who fits about as well takes the part")
    func budget() async throws {
        let dear = Fixtures.member("dear", "贵的", skills: [("活动主持", [])], places: ["北京"], price: Fixtures.cny(5000))
        let fair = Fixtures.member("fair", "合适的", skills: [("活动主持", [])], places: ["北京"], price: Fixtures.cny(1000))
        let made = try await plan([dear, fair, Fixtures.venue], "在北京办50人的聚会，12月5日，需要场地和主持，预算4000元")
        #expect(Set(made.assignments.map(\.agentID)) == ["fair", "venue-bj"])
    }

    @Test("among equals the one at the place of the event is taken")
    func place() async throws {
        let far = Fixtures.member("far", "远方", skills: [("AI 主题演讲", ["讲师"])], places: ["上海"], remote: true)
        let near = Fixtures.member("near", "近处", skills: [("AI 主题演讲", ["讲师"])], places: ["北京"])
        let made = try await plan([far, near], "在北京办50人的聚会，12月5日，需要讲师")
        #expect(made.assignments.map(\.agentID) == ["near"])
    }

    @Test("among equals the one who speaks the language of the demand is taken")
    func language() async throws {
        let zh = Fixtures.member("zh", "周老师", skills: [("Mathematics tutoring", [])], remote: true)
        var en = Fixtures.member("en", "Tom", skills: [("Mathematics tutoring", [])], remote: true)
        en.languages = ["en"]
        let made = try await plan([zh, en], "I need mathematics tutoring for my daughter")
        #expect(made.assignments.map(\.agentID) == ["en"])
    }

    @Test("an expert is taken before a beginner who costs less")
    func level() async throws {
        var expert = Fixtures.member("z-expert", "范老师", skills: [("数学辅导", [])], price: Fixtures.cny(260, .hour))
        expert.capabilities[0].level = .expert
        var beginner = Fixtures.member("a-beginner", "小格子", skills: [("数学辅导", [])], price: Fixtures.cny(160, .hour))
        beginner.capabilities[0].level = .beginner
        let made = try await plan([beginner, expert], "孩子初二，数学跟不上，需要数学辅导")
        #expect(made.assignments.map(\.agentID) == ["z-expert"])
    }

    @Test("a condition that the facts rule out is declined at once, with the fact")
    func impossible() async throws {
        var truck = Fixtures.catering
        truck.capacity = nil
        truck.conditions = [
            Condition(id: "s", kind: .size, comparison: .atLeast, value: .number(60), text: "不足六十人不划算")
        ]
        let offer = try #require(
            try await Fixtures.offer(truck, try await Fixtures.understand("在北京办50人的聚会，12月5日，需要餐饮")))
        #expect(offer.decision == .decline)
        #expect(offer.declineReason.contains("不足六十人不划算") && offer.declineReason.contains("50人"))
    }

    @Test("a condition that some day within the range meets is no reason to decline")
    func withinRange() async throws {
        var host = Fixtures.host
        host.conditions = [Condition(id: "n", kind: .notice, comparison: .atLeast, value: .number(14), text: "提前两周")]
        var u = try await Fixtures.understand("下个月在北京办聚会，需要主持")
        u.context.date = CalendarDate(year: 2026, month: 12, day: 1)
        u.context.dateEnd = CalendarDate(year: 2026, month: 12, day: 31)
        let (plan, participants) = try await Fixtures.compose([host], u)
        #expect(participants.map(\.offer.decision) == [.conditional])
        #expect(plan.timeline.startDate >= "2026-12-09")
        #expect(try await Fixtures.vote(participants[0], plan, u)?.kind == .accept)
    }

    @Test("somebody whose places are a world away declines, although one of them is unknown")
    func farAway() async throws {
        let photographer = Fixtures.member(
            "far", "Iris", skills: [("Event photography", [])], places: ["London", "Little Snoring"])
        let offer = try #require(
            try await Fixtures.offer(photographer, try await Fixtures.understand("在北京办活动，12月5日，需要摄影")))
        #expect(offer.decision == .decline)
    }

    @Test("a second is kept for people, not for rooms")
    func standIns() async throws {
        var other = Fixtures.venue
        other.id = "venue-2"
        other.capacity = .init(min: nil, max: 500)
        var first = Fixtures.venue
        first.capacity = .init(min: nil, max: 500)
        let second = Fixtures.member("speaker-2", "第二位", skills: [("讲师", [])])
        let made = try await plan([first, other, Fixtures.speaker, second], "12月5日在北京办200人的大会，需要讲师和场地")
        #expect(made.assignments.count { $0.role.contains("替补") } == 1)
        #expect(made.notSelected.map(\.agentID) == ["venue-2"])
    }
}
