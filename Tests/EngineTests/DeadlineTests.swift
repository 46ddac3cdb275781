import Testing

@testable import Engine

@Suite("Deadlines")
struct DeadlineTests {
    // §10: 61–74 and §11: F15–F17 are overruled by engine §6: deadlines, not a checker that guesses
    @Test("every wait has exactly one deadline of its kind, and it stands in the event that begins the wait")
    func oneDeadlineEach() throws {
        var scenario = NegotiationScenario(limits: Limits(maxRounds: 2))
        scenario.understand()
        scenario.choose(["a", "b"])
        #expect(scenario.kinds == [.invitation, .reminder, .demand])
        #expect(
            try scenario.payload("demand.broadcast")["deadline_at"]
                == .string(try #require(scenario.due(.invitation)).rfc3339))
        scenario.offers("a", "b")
        #expect(scenario.kinds == [.demand], "a running decision is bounded by its own limit")
        #expect(try scenario.payload("aggregation.started")["deadline_at"] != nil)
        scenario.compose()
        #expect(scenario.kinds == [.feedback, .demand])
        #expect(
            try scenario.payload("proposal.distributed")["deadline_at"]
                == .string(try #require(scenario.due(.feedback)).rfc3339))
        scenario.votes([("a", .accept), ("b", .negotiate)])
        #expect(scenario.kinds == [.demand])
        #expect(try scenario.payload("negotiation.round_started")["deadline_at"] != nil)
        scenario.adjust()
        #expect(scenario.kinds == [.feedback, .demand])
        scenario.votes([("a", .accept), ("b", .accept)])
        #expect(scenario.kinds.isEmpty)
    }

    // §11: F16; engine §6
    @Test("a new round has a deadline of its own, and the old one means nothing")
    func perRound() throws {
        var scenario = NegotiationScenario.negotiating(["a", "b"], limits: Limits(maxRounds: 5))
        let old = try #require(scenario.waits(.feedback))
        scenario.now = scenario.now + 100_000
        scenario.votes([("a", .accept), ("b", .negotiate)])
        scenario.adjust()
        #expect(scenario.due(.feedback) == scenario.now + 120_000)
        scenario.now = scenario.now + 50_000
        #expect(scenario.take(.deadline(old)) == .stale)
        #expect(scenario.channel?.round == 2)
        #expect(scenario.evaluations.count == 1)
    }

    @Test(
        "keys of channels that do not exist are ignored",
        arguments: [DeadlineKey.Kind.invitation, .reminder, .feedback, .child])
    func foreignKeys(kind: DeadlineKey.Kind) {
        var scenario = NegotiationScenario.negotiating(["a"])
        #expect(
            scenario.take(.deadline(.init(channel: ChannelID(scenario.id, child: 1), kind: kind, round: 1))) == .stale)
        var early = NegotiationScenario()
        #expect(early.take(.deadline(.init(channel: early.root, kind: kind, round: 1))) == .stale)
    }

    // engine §6; §11: F25; wire F-34
    @Test("after a fold deadlines, questions and their ids are the same", arguments: 0..<5)
    func sameAfterFold(phase: Int) throws {
        var scenario: NegotiationScenario
        switch phase {
        case 0:
            scenario = NegotiationScenario(clarify: true)
            scenario.understand(questions: ["?"])
        case 1:
            scenario = .collecting(["a", "b", "c"])
            scenario.offer("a")
            scenario.deadline(.reminder)
        case 2:
            scenario = .negotiating(["a", "b"])
            scenario.bargain("a")
            scenario.vote("b", .accept)
        case 3:
            scenario = .negotiating(["a", "b"])
            scenario.votes([("a", .accept), ("b", .negotiate)])
            scenario.counter("a")
        default: scenario = .inChild()
        }
        let before = scenario.state
        try scenario.restart()
        #expect(scenario.state == before)
        #expect(scenario.state.effects == before.effects)
        #expect(Set(scenario.state.openQuestions.map(\.messageID)).count == scenario.state.openQuestions.count)
    }

    @Test("a message was taken before the restart: it is a duplicate after it")
    func duplicatesSurviveRestart() throws {
        var scenario = NegotiationScenario.collecting(["a", "b"])
        scenario.offer("a", messageID: "first")
        scenario.offers("b")
        scenario.compose()
        scenario.vote("a", .accept, messageID: "second")
        scenario.bargain("b")
        try scenario.restart()
        #expect(scenario.offer("a", messageID: "first") == .duplicate)
        #expect(scenario.vote("a", .accept, messageID: "second") == .duplicate)
    }

    @Test("a question has one id for all its repetitions, and another one for the next version")
    func questionIDs() {
        var scenario = NegotiationScenario.collecting(["a", "b"])
        let first = scenario.state.openQuestions.map(\.messageID)
        scenario.deadline(.reminder)
        #expect(scenario.state.openQuestions.map(\.messageID) == first)
        scenario.offers("a", "b")
        scenario.compose()
        let round1 = scenario.state.openQuestions.map(\.messageID)
        scenario.votes([("a", .negotiate), ("b", .negotiate)])
        scenario.adjust()
        let round2 = scenario.state.openQuestions.map(\.messageID)
        #expect(Set(first + round1 + round2).count == 6)
    }

    @Test("the reminder is gone once the deadline passed, an answer closes a question")
    func questionsClose() {
        var scenario = NegotiationScenario.collecting(["a", "b"])
        scenario.offer("a")
        #expect(scenario.state.openQuestions.map(\.agentID) == ["b"])
        scenario.deadline(.invitation)
        #expect(scenario.state.openQuestions.isEmpty)
        #expect(scenario.kinds == [.demand])
    }

    // MARK: The demand's own deadline (engine §6)

    @Test("before a channel the demand fails with the reason timeout", arguments: 0..<2)
    func demandDeadlineEarly(phase: Int) {
        var scenario = NegotiationScenario(limits: Limits(demandTimeoutMilliseconds: 90_000), clarify: phase == 0)
        scenario.understand(questions: ["?"])
        #expect(scenario.deadline(.demand) == .accepted)
        #expect(scenario.types.last == "demand.completed")
        #expect(scenario.state.completion?.reasonCode == "timeout")
        #expect(scenario.state.outcome == .failed)
        #expect(scenario.state.completion?.reason?.isEmpty == false)
    }

    @Test(
        "an active channel without a yes fails with the reason timeout, then a compromise",
        arguments: RequesterTests.active.indices)
    func demandDeadlineActive(index: Int) throws {
        var scenario = RequesterTests.active[index].1
        #expect(scenario.deadline(.demand) == .accepted)
        if index < 3 {
            #expect(scenario.failure?.reasonCode == .timeout)
            #expect(try scenario.payload("negotiation.failed")["decided_by"] == .string("deadline"))
            #expect(scenario.state.isOverdue)
            scenario.compromise()
            #expect(scenario.state.completion?.reasonCode == "timeout")
        } else {
            // Adjusting: a accepted version 1, which is the last published one.
            #expect(scenario.outcome?.status == .forceFinalized)
            #expect(scenario.outcome?.confirmed == ["a"] && scenario.outcome?.optional == ["b"])
            #expect(scenario.outcome?.proposal.version == 1)
        }
    }

    @Test("an accept on the version that is being voted on is enough, one on an earlier version is not")
    func demandDeadlineLooksAtLastVersion() {
        var voted = NegotiationScenario.negotiating(["a", "b"])
        voted.vote("a", .accept)
        voted.deadline(.demand)
        #expect(voted.outcome?.status == .forceFinalized && voted.outcome?.confirmed == ["a"])

        var earlier = NegotiationScenario.negotiating(["a", "b"])
        earlier.votes([("a", .accept), ("b", .negotiate)])
        earlier.adjust()
        earlier.deadline(.demand)
        #expect(earlier.failure?.reasonCode == .timeout)
    }

    @Test("the accept of somebody who has left does not count at the deadline")
    func demandDeadlineWithoutTheAcceptor() {
        var scenario = NegotiationScenario.negotiating(["a", "b", "c"])
        scenario.vote("a", .accept)
        scenario.withdraw("a")
        scenario.deadline(.demand)
        #expect(scenario.failure?.reasonCode == .timeout)
    }

    @Test("after the outcome it ends the running child and completes the demand", arguments: [true, false])
    func demandDeadlineInChild(filtering: Bool) {
        var scenario: NegotiationScenario
        let gaps = [NegotiationScenario.gap("room"), NegotiationScenario.gap("food")]
        if filtering {
            scenario = .agreed(limits: Limits(maxSubnets: 3))
            scenario.findGaps(gaps)
            scenario.considerSubnets(true)
        } else {
            scenario = .inChild(gaps: gaps, limits: Limits(maxSubnets: 3))
        }
        let key = DeadlineKey(channel: scenario.root, kind: .demand, round: 1)
        // The monotonic clock says so, whatever the wall clock shows.
        #expect(scenario.take(.deadline(key)) == .accepted)
        #expect(scenario.count("subnet.failed") == 1)
        #expect(scenario.types.last == "demand.completed")
        #expect(scenario.state.outcome == .finalized)
        #expect(scenario.state.completion?.openGaps.count == 2)
    }

    @Test("while decision 8 runs it completes the demand; decisions 7 and 9 are bounded by themselves")
    func demandDeadlineAfterOutcome() throws {
        var considering = NegotiationScenario.agreed()
        let key = DeadlineKey(channel: considering.root, kind: .demand, round: 1)
        #expect(considering.take(.deadline(key)) == .stale)
        considering.findGaps([NegotiationScenario.gap("room")])
        #expect(considering.deadline(.demand) == .accepted)
        #expect(considering.state.outcome == .finalized)

        var late = NegotiationScenario.agreed()
        late.now = try #require(late.state.deadline)
        late.findGaps([NegotiationScenario.gap("room")])
        #expect(late.types.last == "demand.completed", "no sub-network after the demand's deadline")
    }

    @Test("a demand deadline after the end changes nothing")
    func demandDeadlineAfterEnd() {
        var scenario = NegotiationScenario.agreed()
        scenario.findGaps()
        #expect(scenario.take(.deadline(.init(channel: scenario.root, kind: .demand, round: 1))) == .stale)
    }
}

extension NegotiationScenario {
    /// The key of the wait of this kind.
    func waits(_ kind: DeadlineKey.Kind) -> DeadlineKey? {
        for case .wake(let key, _) in state.effects where key.kind == kind { return key }
        return nil
    }

    var kinds: [DeadlineKey.Kind] {
        state.effects.compactMap { if case .wake(let key, _) = $0 { key.kind } else { nil } }
    }
}
