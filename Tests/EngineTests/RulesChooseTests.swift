import Testing

@testable import Engine

@Suite("The rules choose candidates")
struct RulesChooseTests {
    func choose(
        _ text: String, members: [Member] = Fixtures.all, max: Int = 10, avoid: Set<String> = []
    ) async throws -> (Understanding, CandidateChoice) {
        let u = try await Fixtures.understand(text)
        let choice = try await Fixtures.decider(members).choose(
            ChooseRequest(
                understanding: u, text: text, today: Fixtures.today, maxCandidates: max, avoid: avoid, isSubnet: false)
        ).value
        return (u, choice)
    }

    func chosen(_ choice: CandidateChoice) throws -> CandidateChoice.Chosen {
        guard case .chosen(let chosen) = choice else { throw Missing() }
        return chosen
    }

    struct Missing: Error {}

    @Test("needs are covered before any need has a second candidate")
    func coverage() async throws {
        var crowd = Fixtures.all
        for number in 0..<12 {
            crowd.append(Fixtures.member("venue-\(number)", "Room \(number)", skills: [("活动场地出租", [])], places: ["北京"]))
        }
        let (u, choice) = try await choose("在北京办50人的聚会，需要场地、讲师、主持和餐饮", members: crowd)
        let chosen = try chosen(choice)
        #expect(chosen.coverage.covered == u.capabilityTags)
        #expect(chosen.coverage.uncovered.isEmpty)
        #expect(chosen.candidates.filter { $0.needs == ["场地"] }.count < chosen.candidates.count)
    }

    @Test("candidates are sorted, capped and complete")
    func shape() async throws {
        let chosen = try chosen(try await choose("在北京办50人的AI聚会，需要场地、讲师、主持、餐饮、设计", max: 4).1)
        #expect((1...4).contains(chosen.candidates.count))
        let scores = chosen.candidates.map(\.relevanceScore)
        #expect(scores == scores.sorted(by: >))
        for candidate in chosen.candidates {
            #expect(!candidate.reason.isEmpty && !candidate.expectedRole.isEmpty && !candidate.displayName.isEmpty)
            #expect(Fixtures.all.contains { $0.id == candidate.agentID })
            #expect(candidate.memberVersion == 1)
        }
    }

    @Test("an event finds at least three candidates, none of them a fallback")
    func event() async throws {
        let chosen = try chosen(try await choose("我想在北京办一场50人的AI聚会，12月5日，需要场地和讲师").1)
        #expect(chosen.candidates.count >= 3)
        #expect(chosen.candidates.allSatisfy { !$0.isFallback })
    }

    @Test("a designer for a prototype is found")
    func design() async throws {
        let chosen = try chosen(try await choose("找设计师做一个App原型").1)
        #expect(chosen.candidates.first?.agentID == "design-ui")
    }

    @Test(
        "when nobody fits, the best are asked with their true score and a reason that says so",
        arguments: ["Bring me to Mars by Friday", "想找一个会吹唢呐的人"])
    func fallback(_ text: String) async throws {
        let chosen = try chosen(try await choose(text).1)
        #expect((1...3).contains(chosen.candidates.count))
        #expect(chosen.candidates.allSatisfy { $0.isFallback && $0.relevanceScore < 40 })
        #expect(chosen.candidates.allSatisfy { $0.reason.contains("closest") || $0.reason.contains("最接近") })
        #expect(chosen.coverage.covered.isEmpty)
    }

    @Test("one member is asked even when they do not fit")
    func single() async throws {
        let chosen = try chosen(try await choose("需要律师", members: [Fixtures.piano]).1)
        #expect(chosen.candidates.map(\.agentID) == ["piano"])
        #expect(chosen.candidates[0].isFallback)
    }

    @Test("without members nobody is chosen")
    func noMembers() async throws {
        guard case .nobody(.noMembers, nil) = try await choose("需要场地", members: []).1 else {
            Issue.record("somebody was chosen")
            return
        }
    }

    @Test("when a constraint excludes everybody it is named in the language of the demand")
    func excluded() async throws {
        guard
            case .nobody(.allExcluded, let constraint) = try await choose("在北京找场地", members: [Fixtures.shanghaiVenue]).1
        else {
            Issue.record("somebody was chosen")
            return
        }
        #expect(constraint?.contains("北京") == true)
    }

    @Test("members of the parent are asked only if nobody else fits")
    func avoided() async throws {
        let free = try chosen(try await choose("需要讲师", avoid: ["speaker-ai"]).1)
        #expect(!free.candidates.contains { $0.agentID == "speaker-ai" })
        let only = try chosen(
            try await choose("需要讲师", members: [Fixtures.speaker, Fixtures.piano], avoid: ["speaker-ai"]).1)
        #expect(only.candidates.contains { $0.agentID == "speaker-ai" })
    }

    @Test("big events ask more people than small jobs")
    func numbers() async throws {
        var crowd: [Member] = []
        for number in 0..<8 {
            crowd.append(Fixtures.member("v\(number)", "V\(number)", skills: [("活动场地", [])]))
            crowd.append(Fixtures.member("s\(number)", "S\(number)", skills: [("讲师", [])]))
        }
        let small = try chosen(try await choose("5人小聚会，只需要场地和讲师，不需要主持", members: crowd).1)
        let large = try chosen(try await choose("300人大会，需要场地和讲师，不需要主持", members: crowd).1)
        #expect(small.candidates.count >= 3)
        #expect(small.candidates.count < large.candidates.count)
        #expect(large.candidates.count <= 10)
    }
}
