import Testing

@testable import Engine

@Suite("Results of every decider are validated")
struct RulesValidatorTests {
    @Test("unknown and repeated candidates are dropped, scores clamped, the best first, at most as many as allowed")
    func candidates() {
        var known: [String: MemberRecord] = [:]
        for member in Fixtures.all { known[member.id] = MemberRecord(member: member, version: 3, isActive: true) }
        var list = Fixtures.all.prefix(12).enumerated().map {
            Fixtures.candidate($0.element, score: 200 - $0.offset * 30)
        }
        list.append(Fixtures.candidate(Fixtures.venue, score: 1))
        list.append(Fixtures.candidate(Fixtures.member("stranger", "X", skills: [])))
        list[0].displayName = "Somebody else"
        let valid = DecisionValidator.candidates(list, maxCandidates: 10, known: known)
        #expect(valid.count == 10)
        #expect(Set(valid.map(\.agentID)).count == 10)
        #expect(!valid.contains { $0.agentID == "stranger" })
        #expect(valid.allSatisfy { (0...100).contains($0.relevanceScore) && $0.memberVersion == 3 })
        #expect(valid.first { $0.agentID == "venue-bj" }?.displayName == "林间空间")
    }

    @Test("negotiate without points is an offer, conditional without conditions is participate")
    func offers() {
        let offer = DecisionValidator.offer(
            Offer(decision: .conditional, responseType: .negotiate, contribution: "x", confidence: 150))
        #expect(offer.decision == .participate)
        #expect(offer.responseType == .offer)
        #expect(offer.confidence == 100)
        let point = NegotiationPoint(aspect: "time", currentValue: "", desiredValue: "later", reason: "")
        #expect(
            DecisionValidator.offer(Offer(decision: .participate, negotiationPoints: [point])).negotiationPoints.isEmpty
        )
        #expect(
            DecisionValidator.offer(Offer(decision: .decline, responseType: .negotiate, negotiationPoints: [point]))
                .responseType == .offer)
    }

    @Test("texts are cut by characters and lose hostile ones")
    func texts() {
        let family = "👨‍👩‍👧‍👦"
        let offer = DecisionValidator.offer(
            Offer(
                decision: .participate, contribution: String(repeating: family, count: 3000),
                suggestedRole: "a\u{0}b\u{202E}c"))
        #expect(offer.contribution.count == 2_000)
        #expect(offer.contribution.dropLast().allSatisfy { String($0) == family })
        #expect(offer.suggestedRole == "a\u{FFFD}b\u{FFFD}c")
        #expect(
            DecisionValidator.vote(Vote(kind: .accept, concerns: Array(repeating: "x", count: 50), satisfaction: -5))
                .concerns == ["x"])
        #expect(DecisionValidator.list((0..<50).map(String.init)).count == 20)
    }

    func participants() async throws -> [Participant] {
        let u = try await Fixtures.understand("在北京办50人的聚会，需要场地和主持")
        return try await Fixtures.participants([Fixtures.venue, Fixtures.host], u)
    }

    func plan(_ assignments: [Proposal.Assignment], criteria: [String] = []) -> Proposal {
        Proposal(
            summary: "s", objective: "o", assignments: assignments,
            timeline: .init(startDate: "soon", endDate: "", milestones: []),
            collaborationModel: .init(communicationChannel: "", meetingFrequency: "", decisionMechanism: ""),
            successCriteria: criteria)
    }

    @Test("a proposal assigns participants only, each once, and lists the others")
    func proposal() async throws {
        var own = Proposal.Assignment(
            agentID: "venue-bj", displayName: "wrong", role: "场地", responsibility: "一",
            dependencies: ["ghost", "venue-bj"], conditionsAddressed: ["c1", "made-up"])
        own.isConfirmed = true
        own.standing = .confirmed
        own.source = "subnet"
        own.gapID = "g"
        let again = Proposal.Assignment(
            agentID: "venue-bj", displayName: "", role: "布置", responsibility: "二", needs: ["布置"])
        let ghost = Proposal.Assignment(agentID: "ghost", displayName: "Ghost", role: "r", responsibility: "r")
        let valid = try #require(
            DecisionValidator.proposal(
                plan([own, again, ghost]), participants: try await participants(), previous: nil, language: .chinese))
        #expect(valid.assignments.count == 1)
        let kept = valid.assignments[0]
        #expect(kept.displayName == "林间空间")
        #expect(kept.responsibility == "一; 二")
        #expect(kept.dependencies.isEmpty)
        #expect(kept.conditionsAddressed == ["c1"])
        #expect(kept.isConfirmed == nil && kept.standing == nil && kept.source == nil && kept.gapID == nil)
        #expect(valid.notSelected.map(\.agentID) == ["host-bj"])
        #expect(!valid.notSelected[0].reason.isEmpty)
        #expect(valid.timeline.startDate.isEmpty)
        #expect(!valid.timeline.milestones.isEmpty)
        #expect(valid.successCriteria.count == 2)
    }

    @Test("a proposal without a participant is none")
    func noProposal() async throws {
        let ghost = Proposal.Assignment(agentID: "ghost", displayName: "Ghost", role: "r", responsibility: "r")
        #expect(
            DecisionValidator.proposal(
                plan([ghost]), participants: try await participants(), previous: nil, language: .english) == nil)
    }

    @Test("two gaps about one need are one, the most important first")
    func gaps() {
        func gap(_ kind: Gap.Kind, _ importance: Int, _ tag: String) -> Gap {
            Gap(
                kind: kind, severity: .high, importance: importance, description: "d \(tag) \(importance)",
                requirement: tag, suggestedTags: [tag])
        }
        let valid = DecisionValidator.gaps([
            gap(.resource, 70, "场地"), gap(.capability, 65, "场地"), gap(.capability, 180, "讲师"),
        ])
        #expect(valid.map(\.importance) == [100, 70])
    }

    @Test("an understanding keeps three questions and drops impossible numbers")
    func understanding() async throws {
        var u = try await Fixtures.understand("在北京办聚会")
        u.questions = (1...5).map { .init(id: "x\($0)", text: "question \($0)") }
        u.context.expectedAttendees = -4
        u.context.budget = Money(amount: .infinity, currency: "CNY")
        u.depth.type = "nonsense"
        let valid = DecisionValidator.understanding(u)
        #expect(valid.questions.map(\.id) == ["q1", "q2", "q3"])
        #expect(valid.context.expectedAttendees == nil && valid.context.budget == nil)
        #expect(valid.depth.type == "general")
    }

    @Test("a compromise names only people who were asked")
    func compromise() {
        let valid = DecisionValidator.compromise(
            Compromise(
                summary: "s",
                possibleNow: [
                    .init(agentID: "a", displayName: "Fake", contribution: "c"),
                    .init(agentID: "b", displayName: "B", contribution: "c"),
                ],
                unresolved: [], alternatives: [], nextSteps: [], confidence: .low), known: ["a": "Anna"])
        #expect(valid.possibleNow.map(\.displayName) == ["Anna"])
    }
}
