import MetricsTesting
import Testing

@testable import Engine

@Suite("Outcomes")
struct OutcomeTests {
    // §11: F30, F40, F41; engine §5
    @Test("a forced plan shows everybody as they answered, and nobody who did not accept as agreed")
    func forcedStanding() throws {
        var scenario = NegotiationScenario.collecting(NegotiationScenario.agents(7), limits: Limits(maxRounds: 1))
        scenario.offers("a", "b", "c", "d", "f")
        scenario.offer("e", .decline)
        scenario.noAnswer("g", .invitation)
        scenario.compose()
        scenario.votes([("a", .accept), ("b", .negotiate), ("c", .reject), ("d", .withdraw)])
        scenario.deadline(.feedback)
        let outcome = try #require(scenario.outcome)
        #expect(outcome.status == .forceFinalized)
        #expect(outcome.confirmed == ["a"] && outcome.optional == ["b", "f"])
        #expect(outcome.declined == ["c", "e"] && outcome.withdrawn == ["d"])
        let standing = Dictionary(uniqueKeysWithValues: outcome.proposal.assignments.map { ($0.agentID, $0.standing) })
        #expect(standing == ["a": .confirmed, "b": .optional, "c": .declined, "d": .withdrawn, "f": .optional])
        #expect(outcome.proposal.assignments.filter { $0.isConfirmed == true }.map(\.agentID) == ["a"])
        #expect(outcome.proposal.openNeeds == ["need-c", "need-d"])
        #expect(!outcome.participants.contains("e") && !outcome.participants.contains("g"))
    }

    // §11: F40: a finalized plan does not list refusers as agreed
    @Test("in a finalized plan who rejected is declined and their work is open")
    func finalizedStanding() throws {
        var scenario = NegotiationScenario.negotiating(NegotiationScenario.agents(5))
        scenario.votes([("a", .accept), ("b", .accept), ("c", .accept), ("d", .accept), ("e", .reject)])
        let outcome = try #require(scenario.outcome)
        #expect(outcome.confirmed == ["a", "b", "c", "d"] && outcome.declined == ["e"])
        #expect(outcome.proposal.openNeeds == ["need-e"])
        let payload = try scenario.payload("proposal.finalized")
        #expect(payload["status"] == .string("success"))
        #expect(payload["proposal"] == payload["final_proposal"])
        #expect(payload["accepted_by"] == payload["confirmed_participants"])
    }

    @Test("somebody who was kicked is in no list and their work is open")
    func kickedAtTheEnd() throws {
        var scenario = NegotiationScenario.negotiating(["a", "b"])
        scenario.kick("b")
        scenario.vote("a", .accept)
        let outcome = try #require(scenario.outcome)
        #expect(outcome.proposal.assignments.map(\.agentID) == ["a"])
        #expect(outcome.proposal.openNeeds == ["need-b"])
        #expect(!(outcome.confirmed + outcome.optional + outcome.declined + outcome.withdrawn).contains("b"))
    }

    @Test("the final plan has the id and version that was voted on")
    func votedVersion() {
        var scenario = NegotiationScenario.negotiating(["a"])
        scenario.vote("a", .negotiate)
        scenario.adjust()
        scenario.vote("a", .accept)
        #expect(scenario.outcome?.proposal.proposalID == scenario.distributed[1].proposalID)
        #expect(scenario.outcome?.proposal.version == 2)
    }

    // §10: 87; engine §2
    @Test(
        "nobody to ask: filter.failed, a compromise, and the last event",
        arguments: [CandidateChoice.Nobody.noMembers, .allExcluded])
    func nobody(why: CandidateChoice.Nobody) throws {
        var scenario = NegotiationScenario()
        scenario.understand()
        scenario.chooseNobody(why, constraint: why == .allExcluded ? "2026-10-01" : nil)
        scenario.compromise()
        #expect(
            scenario.types == [
                "demand.submitted", "demand.understood", "filter.failed", "compromise.proposed", "demand.completed",
            ])
        let payload = try scenario.payload("filter.failed")
        #expect(payload["reason"] == .string("no_candidates"))
        #expect(payload["reason_code"] == .string(why.rawValue))
        #expect((payload["constraint"] != nil) == (why == .allExcluded))
        #expect(scenario.state.completion?.reasonCode == "no_candidates")
        #expect(scenario.state.completion?.reason?.isEmpty == false)
        #expect(scenario.state.outcome == .failed && scenario.state.status == .failed)
    }

    // §10: 111; §11: F28, F45
    @Test("a failure is told with the plain facts and is followed by a compromise")
    func failureFacts() throws {
        var scenario = NegotiationScenario.collecting(NegotiationScenario.agents(5))
        scenario.offer("a")
        scenario.offer("b", .conditional)
        scenario.offer("c", .decline)
        scenario.noAnswer("d", .invitation)
        scenario.withdraw("e")
        scenario.compose()
        scenario.votes([("a", .reject), ("b", .reject)])
        let failure = try #require(scenario.failure)
        #expect(failure.reasonCode == .majorityReject)
        #expect(failure.asked.map(\.answer) == [.participate, .conditional, .decline, .silent, .withdrew])
        #expect(failure.finalAcceptCount == 0 && failure.finalRejectCount == 2 && failure.responsesReceived == 3)
        #expect(failure.unservedNeeds == ["need"])
        #expect(!failure.reason.isEmpty)
        #expect(scenario.types.last == "negotiation.failed")
        scenario.compromise()
        #expect(scenario.types.suffix(2) == ["compromise.proposed", "demand.completed"])
        let completion = try #require(scenario.state.completion)
        #expect(completion.compromise?.nextSteps == ["ask again"])
        #expect(
            completion.reasonCode == "majority_reject" && completion.participants.isEmpty && completion.proposal == nil)
        #expect(completion.reason == failure.reason)
    }

    // product: two languages
    @Test("the reason is told in the language of the demand")
    func language() throws {
        var scenario = NegotiationScenario(language: .chinese)
        scenario.understand()
        scenario.choose(["a"])
        scenario.offer("a", .decline)
        let reason = try #require(scenario.failure?.reason)
        #expect(reason.contains("没有成员愿意参与"))
    }

    // §11: F57; engine §7
    @Test("the outcome is published before anybody looks for gaps, and gaps are published even when there are none")
    func outcomeBeforeGaps() throws {
        var scenario = NegotiationScenario.agreed()
        #expect(scenario.types.last == "proposal.finalized")
        scenario.findGaps()
        let payload = try scenario.payload("gap.identified")
        #expect(payload["is_complete"] == .bool(true) && payload["total_gaps"] == .integer(0))
        #expect(payload["subnet_recommended"] == .bool(false))
    }

    // §10: 89, 90; §11: F67; wire F-14
    @Test("one completed event carries outcome, plan, rounds and who agreed")
    func completed() throws {
        var scenario = NegotiationScenario.negotiating(["a", "b"])
        scenario.votes([("a", .accept), ("b", .negotiate)])
        scenario.adjust()
        scenario.votes([("a", .accept), ("b", .accept)])
        scenario.findGaps()
        let completion = try #require(scenario.state.completion)
        #expect(completion.outcome == .finalized && completion.success)
        #expect(completion.rounds == 2 && completion.participants == ["a", "b"])
        #expect(completion.proposal?.assignments.count == 2)
        #expect(completion.reasonCode == nil && completion.reason == nil && completion.recursion == nil)
        #expect(scenario.count("demand.completed") == 1 && scenario.types.last == "demand.completed")
        #expect(scenario.state.effects.isEmpty)
    }

    // engine §1
    @Test("after the last event nothing moves a demand")
    func nothingAfterTheEnd() {
        var scenario = NegotiationScenario.agreed()
        scenario.findGaps()
        let rows = scenario.rows
        scenario.understand()
        scenario.choose(["z"])
        scenario.offer("a", messageID: "n1")
        scenario.vote("a", .reject)
        scenario.withdraw("a")
        scenario.kick("a")
        scenario.bargain("a")
        scenario.findGaps([NegotiationScenario.gap("x")])
        scenario.considerSubnets(true)
        scenario.compromise()
        scenario.take(.cancelled)
        scenario.take(.clarified([]))
        for kind: DeadlineKey.Kind in [.clarify, .invitation, .reminder, .feedback, .child, .demand] {
            scenario.take(.deadline(DeadlineKey(channel: scenario.root, kind: kind, round: 1)))
        }
        #expect(scenario.rows == rows)
    }

    // §10: 99
    @Test("gaps are counted by severity and numbered by the engine")
    func gapCounts() throws {
        var scenario = NegotiationScenario.agreed(limits: Limits(maxSubnets: 0))
        var invented = NegotiationScenario.gap("c", severity: .medium)
        invented.gapID = "gap-1"
        invented.isClosed = true
        scenario.findGaps([
            NegotiationScenario.gap("a", severity: .critical), NegotiationScenario.gap("b", severity: .high), invented,
        ])
        let payload = try scenario.payload("gap.identified")
        #expect(payload["total_gaps"] == .integer(3) && payload["critical_gaps"] == .integer(2))
        #expect(payload["subnet_recommended"] == .bool(true))
        let ids = scenario.state.gaps.map(\.gapID)
        #expect(Set(ids).count == 3 && ids.allSatisfy { $0.hasPrefix("gap-\(scenario.id.token)-") })
        #expect(scenario.state.completion?.openGaps.count == 3, "no gap is closed by being declared so")
    }
}
