import Testing

@testable import Engine

@Suite("Sub-networks")
struct SubnetTests {
    static func gap(_ name: String, _ importance: Int = 80, tags: [String]? = nil) -> Gap {
        NegotiationScenario.gap(name, importance: importance, tags: tags)
    }

    /// The child's whole way to a plan that x accepted.
    static func agreedInChild(gaps: [Gap]? = nil, limits: Limits = Limits()) -> NegotiationScenario {
        var scenario = NegotiationScenario.inChild(["x"], gaps: gaps, limits: limits)
        scenario.offers("x", in: scenario.child)
        scenario.compose(in: scenario.child)
        scenario.vote("x", .accept, in: scenario.child)
        return scenario
    }

    // §10: 98, 102; engine §7
    @Test(
        "a gap of importance 60 or more with a sub-demand may get a sub-network",
        arguments: [(60, "find", true), (100, "find", true), (59, "find", false), (90, "", false), (90, nil, false)]
            as [(Int, String?, Bool)])
    func threshold(importance: Int, subDemand: String?, may: Bool) {
        var scenario = NegotiationScenario.agreed()
        var gap = Self.gap("room", importance)
        gap.suggestedSubDemand = subDemand
        scenario.findGaps([gap])
        #expect(scenario.state.isCompleted != may)
        #expect((scenario.state.recursionCandidates.count == 1) == may)
    }

    // §10: 101; engine §7
    @Test("the number of sub-networks is limited, none with limit 0, and a child never opens one", arguments: 0...3)
    func limitOfSubnets(limit: Int) {
        let gaps = (1...4).map { Self.gap("g\($0)", 80 + $0) }
        var scenario = NegotiationScenario.agreed(limits: Limits(maxSubnets: limit))
        scenario.findGaps(gaps)
        while !scenario.state.isCompleted {
            scenario.considerSubnets(true)
            scenario.chooseNobody(in: scenario.child)
        }
        #expect(scenario.count("subnet.triggered") == limit)
        #expect(scenario.state.children.allSatisfy { $0.limits.maxSubnets == 0 })
    }

    // engine §7: best gap first, one at a time
    @Test("the most important gap goes first, and the next child begins when the first is over")
    func bestFirstOneAtATime() {
        var scenario = NegotiationScenario.agreed(limits: Limits(maxSubnets: 2))
        scenario.findGaps([Self.gap("small", 61), Self.gap("big", 95), Self.gap("middle", 70)])
        scenario.considerSubnets(true)
        #expect(scenario.state.triggered.last?.gapDescription == "no big")
        #expect(scenario.considerSubnets(true) == .stale, "one child at a time")
        scenario.choose(["x"], in: scenario.child)
        scenario.offer("x", .decline, in: scenario.child)
        scenario.considerSubnets(true)
        #expect(scenario.state.triggered.map(\.gapDescription) == ["no big", "no middle"])
        #expect(scenario.state.triggered.map(\.subChannelID.childNumber) == [1, 2])
        scenario.chooseNobody(in: scenario.child)
        #expect(scenario.state.isCompleted, "the limit is reached")
    }

    // engine §7; events.md: names and addresses
    @Test("the child's events have names of their own and the parent's never come twice")
    func ownNames() throws {
        let scenario = Self.agreedInChild()
        #expect(
            scenario.types.suffix(13) == [
                "subnet.triggered", "subnet.filter.completed", "subnet.channel.created", "subnet.demand.broadcast",
                "subnet.offer.submitted", "subnet.aggregation.started", "subnet.proposal.distributed",
                "subnet.proposal.feedback", "subnet.feedback.evaluated", "subnet.proposal.finalized",
                "subnet.completed",
                "proposal.updated", "demand.completed",
            ])
        #expect(scenario.count("proposal.finalized") == 1 && scenario.count("channel.created") == 1)
        for payload in try scenario.payloads("subnet.offer.submitted") + scenario.payloads("subnet.proposal.finalized")
        {
            #expect(payload["channel_id"] == .string(scenario.root.rawValue + "-sub1"))
            #expect(payload["parent_channel_id"] == .string(scenario.root.rawValue))
            #expect(payload["demand_id"] == .string(scenario.id.rawValue))
        }
        let created = try scenario.payload("subnet.channel.created")
        #expect(created["is_subnet"] == .bool(true) && created["gap_id"] != nil)
        #expect(try scenario.payload("subnet.triggered")["channel_id"] == .string(scenario.root.rawValue))
    }

    // §11: F49, F56; engine §7
    @Test("subnet.triggered carries everything that the child needs")
    func triggered() throws {
        let scenario = NegotiationScenario.inChild()
        let payload = try scenario.payload("subnet.triggered")
        #expect(payload["sub_channel_id"] == .string(scenario.root.rawValue + "-sub1"))
        #expect(payload["sub_demand_id"] == .string(scenario.id.rawValue + "-sub1"))
        #expect(payload["recursion_depth"] == .integer(1))
        #expect(payload["sub_demand"]?["capability_tags"] == .array([.string("room")]), "needs, not internal words")
        #expect(payload["sub_demand"]?["surface_demand"] == .string("find room"))
        #expect(payload["sub_demand"]?["metadata"]?["parent_channel_id"] == .string(scenario.root.rawValue))
        for test in ["gain", "support", "cost"] { #expect(payload["conditions"]?[test]?["met"] == .bool(true)) }
    }

    // engine §7
    @Test("a child has the smaller limits, and those only shrink")
    func childLimits() throws {
        let wide = try #require(NegotiationScenario.inChild().state.children.first).limits
        #expect(
            wide.maxRounds == 2 && wide.responseTimeoutMilliseconds == 60_000
                && wide.feedbackTimeoutMilliseconds == 30_000)
        let tight = Limits(maxRounds: 1, responseTimeoutMilliseconds: 7_000, feedbackTimeoutMilliseconds: 8_000)
        let narrow = try #require(NegotiationScenario.inChild(limits: tight).state.children.first).limits
        #expect(narrow.maxRounds == 1 && narrow.responseTimeoutMilliseconds == 7_000)
        #expect(narrow.feedbackTimeoutMilliseconds == 8_000)
    }

    // §10: 104; §11: F48, F54; engine §7
    @Test("people who accepted in the child are merged once, marked, and the rest stays as voted")
    func merge() throws {
        let scenario = Self.agreedInChild(gaps: [Self.gap("room", tags: ["need-x"])])
        let before = try #require(scenario.outcome?.proposal)
        guard case .proposalUpdated(let updated) = scenario.bodies("proposal.updated").last else {
            Issue.record("not merged")
            return
        }
        #expect(scenario.count("proposal.updated") == 1)
        #expect(updated.version == before.version + 1 && updated.proposalID != before.proposalID)
        #expect(Array(updated.proposal.assignments.dropLast()) == before.assignments)
        let merged = try #require(updated.proposal.assignments.last)
        #expect(merged.agentID == "x" && merged.source == "subnet" && merged.gapID == scenario.state.gaps[0].gapID)
        #expect(merged.standing == .confirmed && merged.isConfirmed == true)
        #expect(updated.added == ["x"] && !updated.note.isEmpty)
        #expect(scenario.state.openQuestions.isEmpty, "nobody votes again")
        let completion = try #require(scenario.state.completion)
        #expect(completion.proposal?.version == before.version + 1)
        #expect(completion.participants == ["a", "x"])
        #expect(completion.openGaps.isEmpty && scenario.state.gaps[0].isClosed)
        #expect(completion.outcome == .finalized)
        #expect(scenario.outcome?.proposal == before, "the outcome itself never changes")
    }

    @Test("only who accepted in the child is merged")
    func mergeOnlyAcceptors() throws {
        var scenario = NegotiationScenario.inChild(["x", "y", "z"])
        scenario.offers("x", "y", "z", in: scenario.child)
        scenario.compose(in: scenario.child)
        scenario.votes([("x", .accept), ("y", .negotiate), ("z", .negotiate)], in: scenario.child)
        scenario.adjust(in: scenario.child)
        scenario.votes([("x", .accept), ("y", .negotiate), ("z", .withdraw)], in: scenario.child)
        guard case .proposalUpdated(let updated) = scenario.bodies("proposal.updated").last else {
            Issue.record("not merged")
            return
        }
        #expect(updated.added == ["x"])
        #expect(updated.proposal.assignments.filter { $0.source != nil }.map(\.agentID) == ["x"])
        #expect(scenario.count("subnet.negotiation.force_finalized") == 1)
    }

    @Test("a gap that the child serves in part only stays open, and somebody with two parts is named once")
    func partlyClosed() throws {
        var scenario = NegotiationScenario.inChild(["x"], gaps: [Self.gap("room", tags: ["need-x", "projector"])])
        scenario.offers("x", in: scenario.child)
        scenario.compose(assigning: ["x", "x"], in: scenario.child)
        scenario.vote("x", .accept, in: scenario.child)
        #expect(try scenario.payload("subnet.completed")["closed"] == .bool(false))
        #expect(scenario.state.completion?.openGaps.map(\.requirement) == ["room"])
        #expect(scenario.state.completion?.participants == ["a", "x"])
    }

    // §10: 103; §11: F55; engine §7
    @Test("a child's failure leaves the parent's outcome alone and the gap open, with advice", arguments: 0..<4)
    func childFails(way: Int) throws {
        var scenario = NegotiationScenario.agreed()
        scenario.findGaps([Self.gap("room")])
        scenario.considerSubnets(true)
        switch way {
        case 0: scenario.chooseNobody(in: scenario.child)
        case 1: scenario.deadline(.child)
        case 2:
            scenario.choose(["x"], in: scenario.child)
            scenario.offer("x", .decline, in: scenario.child)
        default:
            scenario.choose(["x"], in: scenario.child)
            scenario.offer("x", in: scenario.child)
            scenario.compose(in: scenario.child)
            scenario.vote("x", .reject, in: scenario.child)
        }
        let payload = try scenario.payload("subnet.failed")
        let codes = ["no_candidates", "timeout", "no_participants", "majority_reject"]
        #expect(payload["reason_code"] == .string(codes[way]))
        #expect(payload["advice"] != .string("") && payload["reason"] != .string(""))
        #expect(scenario.channel?.status == .finalized)
        #expect(scenario.state.outcome == .finalized)
        #expect(scenario.state.completion?.openGaps.count == 1)
        #expect(scenario.count("proposal.updated") == 0)
        #expect(scenario.count("compromise.proposed") == 0, "no compromise of its own")
    }

    // engine §6, §7
    @Test("at its deadline a child with a yes is forced, one without fails", arguments: [true, false])
    func childDeadline(accepted: Bool) throws {
        var scenario = NegotiationScenario.inChild(["x", "y"])
        #expect(scenario.due(.child) == scenario.state.triggered.last?.childDeadlineAt)
        scenario.offers("x", "y", in: scenario.child)
        scenario.compose(in: scenario.child)
        if accepted { scenario.vote("x", .accept, in: scenario.child) }
        scenario.deadline(.child)
        #expect(scenario.count("subnet.negotiation.force_finalized") == (accepted ? 1 : 0))
        #expect(scenario.count("subnet.negotiation.failed") == (accepted ? 0 : 1))
        #expect(scenario.state.isCompleted)
        let decidedBy = try scenario.payload(
            accepted ? "subnet.negotiation.force_finalized" : "subnet.negotiation.failed")["decided_by"]
        #expect(decidedBy == .string("deadline"))
    }

    @Test("a child has 180 seconds from its beginning")
    func childTime() throws {
        let scenario = NegotiationScenario.inChild()
        let began = try #require(scenario.log.last { $0.event.type == "towow.subnet.triggered" }).at
        #expect(scenario.due(.child) == began + 180_000)
    }

    // engine §7: decision 8
    @Test("a no is recorded in demand.completed.recursion, in the order asked")
    func verdictsAreRecorded() throws {
        var scenario = NegotiationScenario.agreed()
        scenario.findGaps([Self.gap("small", 61), Self.gap("big", 95)])
        #expect(scenario.considerSubnets(false, false) == .accepted)
        let recursion = try #require(scenario.state.completion?.recursion)
        #expect(recursion.map(\.shouldRecurse) == [false, false])
        #expect(recursion.map(\.gapID) == [scenario.state.gaps[1].gapID, scenario.state.gaps[0].gapID])
        #expect(recursion.allSatisfy { $0.reason == "no" })
        let payload = try #require(try scenario.payload("demand.completed")["recursion"])
        #expect(payload.count == 2)
    }

    @Test("a no before a yes survives a restart and stands beside it at the end")
    func verdictsSurvive() throws {
        var scenario = NegotiationScenario.agreed()
        scenario.findGaps([Self.gap("big", 95), Self.gap("small", 61)])
        scenario.considerSubnets(false, true)
        #expect(scenario.state.triggered.last?.gapDescription == "no small")
        try scenario.restart()
        scenario.chooseNobody(in: scenario.child)
        #expect(scenario.state.completion?.recursion?.map(\.shouldRecurse) == [false, true])
    }

    @Test("verdicts for unknown gaps decide nothing")
    func unknownGaps() {
        var scenario = NegotiationScenario.agreed()
        scenario.findGaps([Self.gap("room")])
        let test = RecursionVerdict.Test(met: true, analysis: "")
        let reply = scenario.take(
            .subnetsConsidered([
                .init(gapID: "gap-x", verdict: .init(gain: test, support: test, cost: test, reason: ""), by: .rules)
            ]))
        #expect(reply == .askAgain)
        #expect(scenario.count("subnet.triggered") == 0)
    }

    // engine §3
    @Test("the same member in parent and child has two independent conversations")
    func twoConversations() {
        var scenario = NegotiationScenario.inChild(["a"])
        #expect(scenario.offer("a", messageID: "m1", in: scenario.child) == .accepted)
        #expect(scenario.vote("a", .accept).code == .notPossible, "the parent is over")
        scenario.compose(in: scenario.child)
        #expect(scenario.withdraw("a", in: scenario.child) == .accepted)
        #expect(scenario.channel?.seat("a")?.removal == nil)
        #expect(scenario.outcome?.confirmed == ["a"])
        #expect(scenario.count("subnet.agent.withdrawn") == 1 && scenario.count("agent.withdrawn") == 0)
    }

    @Test("reminders, silence and rounds of a child are the child's own")
    func childRounds() {
        var scenario = NegotiationScenario.inChild(["x", "y"])
        scenario.deadline(.reminder, in: scenario.child)
        scenario.offer("x", in: scenario.child)
        scenario.deadline(.invitation, in: scenario.child)
        scenario.compose(in: scenario.child)
        scenario.deadline(.feedback, in: scenario.child)
        #expect(scenario.count("subnet.agent.reminded") == 1)
        #expect(scenario.count("subnet.agent.no_answer") == 2)
        #expect(scenario.state.children.first?.round == 2 && scenario.channel?.round == 1)
        scenario.deadline(.feedback, in: scenario.child)
        #expect(scenario.state.children.first?.failure?.reasonCode == .noFeedback)
        #expect(scenario.channel?.status == .finalized)
    }

    @Test("a deactivated member leaves the running child, not the finished parent")
    func deactivatedInChild() {
        var scenario = NegotiationScenario.inChild(["a", "x"])
        #expect(scenario.take(.memberDeactivated(agentID: "a")) == .accepted)
        #expect(scenario.count("subnet.agent.kicked") == 1 && scenario.count("agent.kicked") == 0)
        #expect(scenario.outcome?.confirmed == ["a"])
    }

    @Test("several children are merged one after the other, each with its gap")
    func severalChildren() throws {
        let gaps = [Self.gap("room", 95, tags: ["need-x"]), Self.gap("food", 90, tags: ["need-y"])]
        var scenario = Self.agreedInChild(gaps: gaps, limits: Limits(maxSubnets: 3))
        scenario.considerSubnets(true)
        scenario.choose(["y"], in: scenario.child)
        scenario.offers("y", in: scenario.child)
        scenario.compose(in: scenario.child)
        scenario.vote("y", .accept, in: scenario.child)
        let completion = try #require(scenario.state.completion)
        #expect(completion.participants == ["a", "x", "y"])
        #expect(
            completion.proposal?.assignments.map(\.gapID) == [
                nil, scenario.state.gaps[0].gapID, scenario.state.gaps[1].gapID,
            ])
        #expect(completion.openGaps.isEmpty)
        let ids = try scenario.payloads("proposal.updated").compactMap { $0["proposal_id"]?.stringValue }
        #expect(Set(ids + scenario.distributed.map(\.proposalID)).count == 5)
    }
}
