import Testing

@testable import Engine

@Suite("Proposals and rounds")
struct ProposalTests {
    // §11: F23; wire F-31
    @Test("every version has an id of its own, whatever a decider echoes, and ids of two demands never meet")
    func uniqueIDs() {
        var scenario = NegotiationScenario.negotiating(["a"], limits: Limits(maxRounds: 9))
        for _ in 0..<3 {
            scenario.vote("a", .negotiate)
            var echoed = scenario.plan(assigning: ["a"])
            echoed.proposalID = scenario.distributed[0].proposalID
            echoed.version = 1
            scenario.take(
                .adjusted(
                    .init(Decided(echoed, by: .rules)), channel: scenario.root, round: scenario.channel?.round ?? 0))
        }
        #expect(scenario.distributed.map(\.version) == [1, 2, 3, 4])
        #expect(Set(scenario.distributed.map(\.proposalID)).count == 4)
        #expect(scenario.distributed.allSatisfy { $0.proposalID == $0.proposal.proposalID })
        var other = NegotiationScenario(seed: 77)
        other.understand()
        other.choose(["a"])
        other.offer("a")
        other.compose()
        #expect(!scenario.distributed.map(\.proposalID).contains(other.distributed[0].proposalID))
    }

    // wire F-18; engine §4
    @Test("a published plan never changes, whatever happens later")
    func publishedNeverChanges() throws {
        var scenario = NegotiationScenario.negotiating(["a", "b"])
        let first = try #require(scenario.rows.last { $0.type == "towow.proposal.distributed" })
        let index = first.sequence - 1
        scenario.votes([("a", .accept), ("b", .withdraw)])
        scenario.adjust(summary: "another")
        scenario.vote("a", .accept)
        scenario.findGaps([NegotiationScenario.gap("room")])
        scenario.considerSubnets(false)
        #expect(scenario.rows[index] == first)
        guard case .proposalDistributed(let body) = scenario.log[index].event.body else {
            Issue.record("not a plan")
            return
        }
        #expect(body.proposal.round == 1 && body.proposal.version == 1 && body.proposal.summary == "plan")
        #expect(body.proposal.assignments.allSatisfy { $0.standing == nil && $0.isConfirmed == nil })
    }

    // §11: F43; engine §2
    @Test("a plan names participants only; work given to anybody else is an open need")
    func onlyParticipants() {
        var scenario = NegotiationScenario.collecting(["a", "b", "c"])
        scenario.offers("a", "b")
        scenario.offer("c", .decline)
        scenario.compose(assigning: ["a", "c", "invented"])
        let proposal = scenario.distributed[0].proposal
        #expect(proposal.assignments.map(\.agentID) == ["a"])
        #expect(proposal.openNeeds == ["need-c", "need-invented"])
        #expect(scenario.distributed[0].hasGaps)
    }

    // §11: F29; engine §2
    @Test("a plan without any participant is not distributed: the decision is asked again", arguments: [true, false])
    func emptyPlan(atFirst: Bool) {
        var scenario = NegotiationScenario.aggregating(["a"])
        if !atFirst {
            scenario.compose()
            scenario.vote("a", .negotiate)
        }
        let before = scenario.types
        let reply = atFirst ? scenario.compose(assigning: []) : scenario.adjust(assigning: ["invented"])
        #expect(reply == .askAgain)
        #expect(scenario.types == before)
        #expect(scenario.channel?.proposal?.assignments.isEmpty != true)
    }

    // §11: F42; engine §4
    @Test("who is left out is listed with a reason, is not asked for a vote, and is never marked declined")
    func notSelected() throws {
        let agents = NegotiationScenario.agents(10)
        var scenario = NegotiationScenario.negotiating(agents, assigning: Array(agents.prefix(5)))
        let proposal = scenario.distributed[0].proposal
        #expect(proposal.notSelected.map(\.agentID) == Array(agents.suffix(5)))
        #expect(proposal.notSelected.allSatisfy { !$0.reason.isEmpty })
        #expect(scenario.state.openQuestions.map(\.agentID) == Array(agents.prefix(5)))
        for agent in agents.prefix(5) { scenario.vote(agent, .accept) }
        let outcome = try #require(scenario.outcome)
        #expect(outcome.declined.isEmpty && outcome.confirmed.count == 5)
        #expect(outcome.participants == Array(agents.prefix(5)))
    }

    @Test("a decider's own reason for leaving somebody out is kept")
    func notSelectedReason() {
        var scenario = NegotiationScenario.aggregating(["a", "b"])
        var plan = scenario.plan(assigning: ["a"])
        plan.notSelected = [
            .init(agentID: "b", displayName: "B", reason: "too far away"),
            .init(agentID: "ghost", displayName: "G", reason: "?"),
        ]
        scenario.take(.composed(.init(Decided(plan, by: .rules)), channel: scenario.root))
        #expect(scenario.distributed[0].proposal.notSelected.map(\.reason) == ["too far away"])
    }

    // §10: 56
    @Test("display names come from the candidates, not from the decider")
    func displayNames() {
        var scenario = NegotiationScenario.aggregating(["a"])
        scenario.compose()
        #expect(scenario.distributed[0].proposal.assignments[0].displayName == "A")
        #expect(scenario.distributed[0].proposal.assignments[0].responsibility == "work of a")
    }

    @Test("a decider cannot declare anybody confirmed, declined or brought in by a sub-network")
    func noInventedConsent() {
        var scenario = NegotiationScenario.aggregating(["a"])
        var plan = scenario.plan(assigning: ["a"])
        plan.assignments[0].isConfirmed = true
        plan.assignments[0].standing = .confirmed
        plan.assignments[0].source = "subnet"
        plan.assignments[0].gapID = "gap"
        plan.assignments[0].dependencies = ["ghost"]
        scenario.take(.composed(.init(Decided(plan, by: .rules)), channel: scenario.root))
        let assignment = scenario.distributed[0].proposal.assignments[0]
        #expect(assignment.isConfirmed == nil && assignment.standing == nil)
        #expect(assignment.source == nil && assignment.gapID == nil && assignment.dependencies.isEmpty)
    }

    // §10: 49; §11: F18
    @Test("a new round begins without votes and keeps the old ones for decision 6")
    func roundBeginsEmpty() {
        var scenario = NegotiationScenario.negotiating(["a", "b"])
        scenario.votes([("a", .accept), ("b", .negotiate)])
        #expect(scenario.channel?.ballots.isEmpty == true)
        #expect(scenario.channel?.previousBallots.mapValues(\.vote.kind) == ["a": .accept, "b": .negotiate])
        scenario.adjust()
        #expect(scenario.channel?.ballots.isEmpty == true)
        #expect(scenario.channel?.round == 2 && scenario.channel?.status == .negotiating)
    }

    // §11: F38
    @Test("decision 6 can read what was asked for: reasoning, request, points, bargains and counter-proposals")
    func requestsReachDecision6() throws {
        var scenario = NegotiationScenario.negotiating(["a", "b"])
        scenario.bargain("a")
        scenario.counter("b")
        let vote = Vote(
            kind: .negotiate, adjustmentRequest: "later", concerns: ["cost"],
            negotiationPoints: [.init(aspect: "time", currentValue: "9", desiredValue: "10", reason: "train")],
            reasoning: "far", satisfaction: 40)
        scenario.say("a", .vote(vote, version: 1))
        scenario.vote("b", .negotiate)
        let channel = try #require(scenario.channel)
        #expect(channel.status == .proposalSent)
        #expect(channel.previousBallots["a"]?.vote == vote)
        #expect(channel.bargains.map(\.agentID) == ["a"] && channel.counterProposals.map(\.agentID) == ["b"])
        let payload = try #require(try scenario.payloads("proposal.feedback").first)
        #expect(payload["satisfaction_score"] == .integer(40) && payload["reasoning"] == .string("far"))
        #expect(payload["feedback"] == .string("counter") && payload["feedback_type"] == .string("negotiate"))
    }

    @Test("what was granted reaches no later round twice, what is said while decision 6 runs reaches the next one")
    func bargainsOfOneRound() {
        var scenario = NegotiationScenario.negotiating(["a", "b"])
        scenario.bargain("a")
        scenario.votes([("a", .negotiate), ("b", .negotiate)])
        scenario.bargain("b")
        scenario.counter("b")
        scenario.adjust()
        #expect(scenario.channel?.bargains.map(\.agentID) == ["b"])
        #expect(scenario.channel?.counterProposals.map(\.agentID) == ["b"])
    }

    // engine §5: after a silent round
    @Test("after a silent round the plan goes out again unchanged, as a new version, without asking decision 6")
    func silentRound() throws {
        var scenario = NegotiationScenario.negotiating(["a", "b"])
        scenario.deadline(.feedback)
        #expect(scenario.state.effects.allSatisfy { if case .adjust = $0 { false } else { true } })
        #expect(
            Array(scenario.types.suffix(3)) == [
                "feedback.evaluated", "negotiation.round_started", "proposal.distributed",
            ])
        let versions = scenario.distributed
        #expect(versions.map(\.version) == [1, 2] && versions.map(\.round) == [1, 2])
        var again = versions[1].proposal
        again.proposalID = versions[0].proposal.proposalID
        again.version = 1
        again.round = 1
        #expect(again == versions[0].proposal)
        #expect(try scenario.payload("negotiation.round_started")["deadline_at"] == nil)
        #expect(scenario.adjust(round: 2) == .stale)
    }

    // §11: F10, F10b, F11; engine §1
    @Test("a decision that comes back late is dropped and changes nothing")
    func staleDecisions() {
        var scenario = NegotiationScenario.negotiating(["a", "b"])
        let before = scenario.types
        #expect(scenario.compose(assigning: ["b"]) == .stale)
        #expect(scenario.adjust(round: 1) == .stale)
        scenario.votes([("a", .negotiate), ("b", .negotiate)])
        #expect(scenario.adjust(round: 1) == .stale)
        #expect(scenario.adjust(round: 3) == .stale)
        #expect(scenario.understand() == .stale)
        #expect(scenario.choose(["z"]) == .stale)
        #expect(scenario.findGaps() == .stale)
        #expect(scenario.compromise() == .stale)
        #expect(scenario.considerSubnets(true) == .stale)
        #expect(scenario.types.prefix(before.count) == before[...])
        #expect(scenario.distributed.count == 1)
    }

    @Test(
        "a channel that failed while decision 4 or 6 ran is not brought back by the result", arguments: [true, false])
    func noResurrection(whileAdjusting: Bool) {
        var scenario = NegotiationScenario.aggregating(["a"])
        if whileAdjusting {
            scenario.compose()
            scenario.vote("a", .negotiate)
        }
        scenario.withdraw("a")
        #expect(scenario.failure?.reasonCode == .allWithdrawn)
        #expect(scenario.compose(assigning: ["a"]) == .stale)
        #expect(scenario.adjust(assigning: ["a"], round: 2) == .stale)
        #expect(scenario.channel?.status == .failed)
        #expect(scenario.count("negotiation.failed") == 1)
    }

    // engine §4
    @Test(
        "a removal while decision 4 runs does not stop it: the role is open when the plan is applied",
        arguments: [true, false])
    func removalDuringDecision4(byKick: Bool) {
        var scenario = NegotiationScenario.aggregating(["a", "b"])
        if byKick { scenario.kick("b") } else { scenario.withdraw("b") }
        #expect(scenario.channel?.status == .aggregating)
        #expect(scenario.compose(assigning: ["a", "b"]) == .accepted)
        #expect(scenario.distributed[0].participants == ["a"])
        #expect(scenario.distributed[0].proposal.openNeeds == ["need-b"])
    }

    @Test("a removal while decision 6 runs does not stop it either", arguments: [true, false])
    func removalDuringDecision6(byKick: Bool) {
        var scenario = NegotiationScenario.negotiating(["a", "b"])
        scenario.votes([("a", .negotiate), ("b", .negotiate)])
        if byKick { scenario.kick("b") } else { scenario.withdraw("b") }
        #expect(scenario.adjust(assigning: ["a", "b"]) == .accepted)
        #expect(scenario.distributed.last?.participants == ["a"])
        #expect(scenario.distributed.last?.proposal.openNeeds == ["need-b"])
        scenario.vote("a", .accept)
        #expect(scenario.outcome?.confirmed == ["a"])
    }

    // §10: 50
    @Test("a new version says for which round it was adjusted")
    func adjustmentNamesItsRound() {
        var scenario = NegotiationScenario.negotiating(["a"])
        scenario.vote("a", .negotiate)
        scenario.adjust()
        #expect(scenario.distributed[0].proposal.adjustment == nil)
        #expect(scenario.distributed[1].proposal.adjustment?.round == 2)
    }

    // §11: F65; engine §8
    @Test("every distributed plan is whole, in every round")
    func wholePlanEachRound() throws {
        var scenario = NegotiationScenario.negotiating(["a"])
        scenario.vote("a", .negotiate)
        scenario.adjust()
        for payload in try scenario.payloads("proposal.distributed") {
            let proposal = try #require(payload["proposal"])
            for field in [
                "assignments", "timeline", "collaboration_model", "success_criteria", "risks", "rationale", "objective",
                "negotiation_handling", "open_needs", "not_selected", "confidence",
            ] {
                #expect(proposal[field] != nil, "\(field)")
            }
        }
    }

    // engine §2 provenance
    @Test("a fallback is visible in the payload and counted at the end")
    func fallbackIsVisible() throws {
        var scenario = NegotiationScenario()
        scenario.understand(
            by: Provenance(
                decidedBy: "model-x",
                usage: .init(latencyMilliseconds: 5, inputTokens: 1, outputTokens: 2, costUSD: 0.5, attempts: 1)))
        scenario.choose(["a"], by: .rules(insteadOfModelBecause: .breaker))
        scenario.offer("a")
        scenario.compose(by: .rules(insteadOfModelBecause: .timeout))
        let payload = try scenario.payload("proposal.distributed")
        #expect(payload["decided_by"] == .string("rules") && payload["fallback"] == .bool(true))
        #expect(payload["fallback_reason"] == .string("timeout"))
        scenario.vote("a", .accept)
        scenario.findGaps()
        let completion = try #require(scenario.state.completion)
        #expect(completion.decidedBy["fallback"] == 2 && completion.decidedBy["model-x"] == 1)
        #expect(completion.usage?.costUSD == 0.5)
    }

    // §11: F12; wire F-07
    @Test("a demand without a head count ends like any other", arguments: [nil, 50] as [Int?])
    func noHeadCount(people: Int?) throws {
        var scenario = NegotiationScenario()
        scenario.understand(scale: people.map { Understanding.Scale(peopleCount: $0) })
        scenario.choose(["a"])
        scenario.offer("a")
        scenario.compose()
        scenario.vote("a", .accept)
        scenario.findGaps()
        #expect(scenario.state.outcome == .finalized)
        #expect(scenario.types.suffix(3) == ["proposal.finalized", "gap.identified", "demand.completed"])
    }
}
