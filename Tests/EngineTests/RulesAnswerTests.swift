import Testing

@testable import Engine

@Suite("The rules answer for a member")
struct RulesAnswerTests {
    let event = "我想在北京办一场50人的AI聚会，12月5日，需要场地、讲师和主持，预算1万元"

    @Test("an offer quotes the member's capability and the need it meets")
    func quotes() async throws {
        let u = try await Fixtures.understand(event)
        let offer = try #require(try await Fixtures.offer(Fixtures.speaker, u))
        #expect(offer.decision == .participate)
        #expect(offer.needs == ["讲师"])
        #expect(offer.contribution.contains("AI 主题演讲") && offer.contribution.contains("讲师"))
        #expect(offer.suggestedRole == "讲师")
        #expect(offer.availabilityNote.contains("周末") && offer.availabilityNote.contains("3天"))
    }

    @Test("an English demand is answered in English")
    func english() async throws {
        let u = try await Fixtures.understand("I need a keynote speaker for a conference in Berlin")
        let offer = try #require(try await Fixtures.offer(Fixtures.english, u))
        #expect(offer.contribution.contains("“Keynote talks on AI products”"))
        #expect(!offer.contribution.unicodeScalars.contains { FoldedText.isHan($0.value) })
    }

    @Test("conditions of the profile that the demand does not meet make the offer conditional, with their ids")
    func conditional() async throws {
        let offer = try #require(try await Fixtures.offer(Fixtures.venue, try await Fixtures.understand(event)))
        #expect(offer.decision == .conditional)
        #expect(offer.conditions.map(\.id) == ["c1"])
    }

    @Test("conditions that the demand meets already are left out")
    func alreadyMet() async throws {
        var host = Fixtures.host
        host.conditions = [
            Condition(id: "d", kind: .date, comparison: .oneOf, value: .list(["sat", "sun"]), text: "只在周末")
        ]
        let offer = try #require(try await Fixtures.offer(host, try await Fixtures.understand(event)))
        #expect(offer.decision == .participate)
    }

    @Test("who cannot help says so politely and names what they do")
    func noFit() async throws {
        let offer = try #require(try await Fixtures.offer(Fixtures.piano, try await Fixtures.understand(event)))
        #expect(offer.decision == .decline)
        #expect(offer.declineReason.contains("钢琴教学"))
        #expect(offer.needs.isEmpty)
    }

    @Test("topics that a member declines are declined with the topic")
    func declines() async throws {
        let offer = try #require(
            try await Fixtures.offer(
                Fixtures.gardener, try await Fixtures.understand("Gardening and flowers for a wedding in London")))
        #expect(offer.decision == .decline)
        #expect(offer.declineReason.contains("weddings"))
    }

    @Test("a declined sentence does not decline everything it mentions in passing")
    func narrowDeclines() async throws {
        var host = Fixtures.host
        host.declines = ["通宵的大型户外活动"]
        #expect(try await Fixtures.offer(host, try await Fixtures.understand(event))?.decision == .participate)
    }

    @Test("a day without time is negotiated by the open and declined by the others")
    func weekday() async throws {
        let u = try await Fixtures.understand("在北京办活动，12月5日，需要摄影")
        let open = try #require(try await Fixtures.offer(Fixtures.photographer, u))
        #expect(open.responseType == .negotiate)
        #expect(open.negotiationPoints.first?.aspect == "time")
        #expect(open.negotiationPoints.first?.desiredValue == "2026-12-07")
        var closed = Fixtures.photographer
        closed.style.openness = 20
        #expect(try await Fixtures.offer(closed, u)?.decision == .decline)
    }

    @Test("too little notice is declined with the days that are needed")
    func notice() async throws {
        var speaker = Fixtures.speaker
        speaker.noticeDays = 30
        let offer = try #require(try await Fixtures.offer(speaker, try await Fixtures.understand(event)))
        #expect(offer.decision == .decline)
        #expect(offer.declineReason.contains("30天"))
    }

    @Test("a price above the budget is negotiated when negotiable, else refused or made a condition by openness")
    func price() async throws {
        let u = try await Fixtures.understand("在北京办50人的聚会，需要餐饮，预算2000元")
        let open = try #require(try await Fixtures.offer(Fixtures.catering, u))
        #expect(open.negotiationPoints.map(\.aspect) == ["price"])
        var fixed = Fixtures.catering
        fixed.price = Fixtures.cny(3000)
        #expect(try await Fixtures.offer(fixed, u)?.decision == .decline)
        fixed.style.openness = 80
        let conditional = try #require(try await Fixtures.offer(fixed, u))
        #expect(conditional.decision == .conditional)
        #expect(conditional.conditions.first?.kind == .price)
    }

    @Test("a room that is too small is declined, what does not depend on size is still offered")
    func capacity() async throws {
        let u = try await Fixtures.understand(event)
        #expect(try await Fixtures.offer(Fixtures.smallVenue, u)?.decision == .decline)
        var both = Fixtures.smallVenue
        both.capabilities.append(.init(name: "活动主持", tags: [], level: nil))
        #expect(try await Fixtures.offer(both, u)?.needs == ["主持"])
    }

    @Test("a member elsewhere who does not work remotely declines")
    func place() async throws {
        let offer = try #require(try await Fixtures.offer(Fixtures.shanghaiVenue, try await Fixtures.understand(event)))
        #expect(offer.decision == .decline)
        #expect(offer.declineReason.contains("上海"))
    }

    @Test("who minds details asks for what is open, with points")
    func details() async throws {
        var host = Fixtures.host
        host.style.detail = 90
        let offer = try #require(try await Fixtures.offer(host, try await Fixtures.understand("在北京办聚会，需要主持")))
        #expect(offer.responseType == .negotiate)
        #expect(offer.negotiationPoints.contains { $0.aspect == "time" })
    }

    @Test("the cautious decline what they are not sure of")
    func cautious() async throws {
        var beginner = Fixtures.host
        beginner.capabilities[0].level = .beginner
        beginner.style.openness = 5
        beginner.conditions = [
            Condition(id: "x", kind: .other, comparison: .quotes, value: .text("报销交通"), text: "报销交通")
        ]
        var u = try await Fixtures.understand(event)
        u.confidence = .low
        var candidate = Fixtures.candidate(beginner)
        candidate.isFallback = true
        let offer = try await Fixtures.decider().answer(
            InvitationRequest(member: beginner, understanding: u, candidate: candidate, today: Fixtures.today)
        ).value
        #expect(offer?.decision == .decline)
    }

    @Test("an empty profile gives no answer at all")
    func silent() async throws {
        let empty = Fixtures.member("empty", "Empty", skills: [])
        #expect(try await Fixtures.offer(empty, try await Fixtures.understand(event)) == nil)
    }

    @Test(
        "somebody unrelated never says conditional",
        arguments: ["我最近很迷茫，想找人聊聊", "需要律师看合同", "Bring me to Mars by Friday"])
    func unrelated(_ text: String) async throws {
        #expect(try await Fixtures.offer(Fixtures.mover, try await Fixtures.understand(text))?.decision == .decline)
    }

    @Test("no text says that something is to be confirmed")
    func noTemplates() async throws {
        let u = try await Fixtures.understand(event)
        for member in Fixtures.all {
            guard let offer = try await Fixtures.offer(member, u) else { continue }
            #expect(!offer.contribution.contains("待确认"))
            #expect(
                offer.isParticipating
                    ? !offer.contribution.isEmpty && offer.declineReason.isEmpty : !offer.declineReason.isEmpty)
            #expect(offer.isParticipating || offer.conditions.isEmpty)
        }
    }
}
