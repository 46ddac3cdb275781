import Testing

@testable import Engine

@Suite("The rules speak like people")
struct RulesWordingTests {
    let event = "我想在北京办一场50人的AI聚会，12月5日，需要场地、讲师、主持和餐饮，预算1万元"
    let team = [Fixtures.venue, Fixtures.speaker, Fixtures.host, Fixtures.catering]

    @Test("a part says in one sentence what somebody does, with their capability, the size and the price once")
    func responsibility() async throws {
        let (plan, _) = try await Fixtures.compose(team, try await Fixtures.understand(event))
        let venue = try #require(plan.assignments.first { $0.agentID == "venue-bj" })
        #expect(venue.responsibility == "提供「活动场地出租」给50人用，一场2000元。")
        for assignment in plan.assignments {
            #expect(!assignment.responsibility.contains("依据") && !assignment.responsibility.contains("报价"))
            #expect(assignment.responsibility.count { $0 == "。" } == 1)
        }
    }

    @Test("one person alone is not a team", arguments: ["想办一次20人的线上分享会，需要讲师", "I need a speaker for an online talk"])
    func alone(_ text: String) async throws {
        let member = text.hasPrefix("I ") ? Fixtures.english : Fixtures.speaker
        let (plan, _) = try await Fixtures.compose([member], try await Fixtures.understand(text))
        #expect(plan.summary.contains(member.displayName))
        for word in ["共1位", "合作", "together"] { #expect(!plan.summary.contains(word)) }
    }

    @Test("food is paid by the head and the plan says what that comes to")
    func portions() async throws {
        var catering = Fixtures.catering
        catering.price = Fixtures.cny(58, .item, negotiable: true)
        let u = try await Fixtures.understand(event)
        let offer = try #require(try await Fixtures.offer(catering, u))
        #expect(offer.contribution.contains("每份58元，50份合计2900元"))
        let (plan, _) = try await Fixtures.compose([Fixtures.venue, catering], u)
        #expect(plan.summary.contains("报价合计4900元，在10000元的预算之内"))
    }

    @Test("prices above the budget are said with the difference and with whom to talk")
    func tooDear() async throws {
        let u = try await Fixtures.understand("在北京办50人的聚会，12月5日，需要场地和餐饮，预算4000元")
        let (plan, _) = try await Fixtures.compose([Fixtures.venue, Fixtures.catering], u)
        #expect(plan.summary.contains("多1000元"))
        #expect(plan.risks.contains { $0.mitigation.contains("三餐四季的价格可以谈") })
    }

    @Test("a need that the capability's name says already is not said twice")
    func noParroting() async throws {
        let u = try await Fixtures.understand("I need graphic design for a poster")
        let press = Fixtures.member("press", "Biscuit Press", skills: [("Graphic design", [])], remote: true)
        let offer = try #require(try await Fixtures.offer(press, u))
        #expect(offer.contribution == "“Graphic design” is what I do, so I can take that on.")
    }

    @Test("names of needs with an article read well after another")
    func article() async throws {
        let u = try await Fixtures.understand("I would like to talk to somebody, I need a listening ear")
        let (plan, participants) = try await Fixtures.compose([Fixtures.listener], u)
        let texts = [plan.summary] + participants.map(\.offer.contribution) + plan.assignments.map(\.responsibility)
        #expect(texts.allSatisfy { !$0.contains("the a ") })
    }

    @Test("prices are written as people say them")
    func prices() {
        let zh = Phrase(language: .chinese), en = Phrase(language: .english)
        let hourly = Price(amount: 700, currency: "CNY", per: .hour, negotiable: nil)
        #expect(zh.price(hourly, for: ["场地"]) == "每小时700元")
        #expect(en.price(hourly, for: ["venue"]) == "700 yuan an hour")
        #expect(
            en.price(.init(amount: 28_000, currency: "GBP", per: .event, negotiable: nil), for: ["venue"])
                == "£28,000 for the event")
        #expect(zh.price(.init(amount: 150, currency: "GBP", per: .event, negotiable: nil), for: ["数理辅导"]) == "每次150英镑")
    }

    @Test("a condition in another language stands in quotation marks")
    func foreignCondition() async throws {
        var venue = Fixtures.venue
        venue.conditions = [
            Condition(
                id: "c", kind: .other, comparison: .quotes, value: .text("sound check"), text: "A sound check first")
        ]
        let (plan, _) = try await Fixtures.compose([venue], try await Fixtures.understand(event))
        #expect(plan.assignments[0].notes.contains("约定：「A sound check first」"))
        #expect(plan.assignments[0].conditionsAddressed == ["c"])
    }

    // MARK: days and steps

    @Test("a range is kept as the frame, the day is called a proposal and falls on the weekday that was asked for")
    func proposedDay() async throws {
        let u = try await Fixtures.understand("下个月找一个周六在北京办50人的聚会，需要场地和主持")
        var bound = u
        bound.context.date = CalendarDate(year: 2026, month: 12, day: 1)
        bound.context.dateEnd = CalendarDate(year: 2026, month: 12, day: 31)
        let (plan, _) = try await Fixtures.compose([Fixtures.venue, Fixtures.host], bound)
        #expect(plan.timeline.startDate == "2026-12-05" && plan.timeline.endDate == "2026-12-05")
        #expect(plan.summary.contains("建议定在2026年12月5日（周六）（需求说的是2026年12月）"))
    }

    @Test("work with a last day is delivered by it, not held on it")
    func deliveredBy() async throws {
        var u = try await Fixtures.understand("需要前端开发，做一个小网站")
        u.context.date = nil
        u.context.dateEnd = CalendarDate(year: 2027, month: 2, day: 23)
        let (plan, participants) = try await Fixtures.compose([Fixtures.frontend], u)
        #expect(plan.summary.contains("2027年2月23日（周二）前交付"))
        #expect(plan.timeline.milestones.map(\.name) == ["说清要什么", "试用第一版", "交付"])
        #expect(try await Fixtures.vote(participants[0], plan, u)?.kind == .accept)
    }

    @Test(
        "steps are named for the kind of work",
        arguments: [
            ("想学钢琴，需要钢琴教学", "第一次课"), ("我最近很迷茫，想找人聊聊", "第一次聊"), ("12月5日在北京搬家，需要搬家", "搬运当天"),
        ])
    func steps(_ text: String, _ step: String) async throws {
        let (plan, _) = try await Fixtures.compose(
            [Fixtures.piano, Fixtures.listener, Fixtures.mover], try await Fixtures.understand(text))
        #expect(plan.timeline.milestones.contains { $0.name.hasPrefix(step) })
        #expect(!plan.timeline.milestones.contains { $0.name.hasPrefix("活动") })
    }

    @Test("the days that members need beforehand are steps of the plan, the food after the room")
    func notices() async throws {
        var speaker = Fixtures.speaker
        speaker.conditions = [
            Condition(id: "n", kind: .notice, comparison: .atLeast, value: .number(8), text: "提前八天给题目")
        ]
        let (plan, _) = try await Fixtures.compose(
            [Fixtures.venue, speaker, Fixtures.catering], try await Fixtures.understand(event))
        let names = plan.timeline.milestones.map(\.name)
        #expect(plan.timeline.milestones.first { $0.name.contains("周予安") }?.date == "2026-11-27")
        let room = try #require(names.firstIndex(of: "定下场地")), food = try #require(names.firstIndex(of: "报准用餐人数"))
        #expect(room < food)
        #expect(plan.timeline.milestones.map(\.date) == plan.timeline.milestones.map(\.date).sorted())
    }

    @Test(
        "how long it takes is read from the text, points in time are not",
        arguments: [
            ("为期两天的展览", 2), ("慢慢走八天", 8), ("a 48-hour hackathon", 2), ("三天内完成", nil), ("within three weeks", nil),
            ("提前五天通知", nil),
        ] as [(String, Int?)])
    func duration(_ text: String, _ days: Int?) {
        #expect(DurationReader(text: FoldedText(text)).days() == days)
    }
}
