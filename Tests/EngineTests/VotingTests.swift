import Testing

@testable import Engine

@Suite("Voting and leaving")
struct VotingTests {
    // §10: 9; engine §5
    @Test("the first vote of a member for a version stays")
    func firstVoteStays() {
        var scenario = NegotiationScenario.negotiating(["a", "b"])
        #expect(scenario.vote("a", .reject) == .accepted)
        #expect(scenario.vote("a", .accept) == .duplicate)
        #expect(scenario.vote("a", .reject, messageID: "m3") == .duplicate, "m3 is the message of the first vote")
        #expect(scenario.channel?.ballots["a"]?.vote.kind == .reject)
        #expect(scenario.count("proposal.feedback") == 1)
    }

    // §11: F18; engine §5
    @Test("a vote for another version is answered politely and not counted", arguments: [0, 1, 3, 99])
    func otherVersion(version: Int) {
        var scenario = NegotiationScenario.negotiating(["a", "b"])
        scenario.votes([("a", .negotiate), ("b", .negotiate)])
        scenario.adjust()
        #expect(scenario.vote("a", .reject, version: version) == .notCounted)
        #expect(scenario.channel?.ballots.isEmpty == true)
        #expect(scenario.vote("a", .accept, version: 2) == .accepted)
    }

    // §11: F10b; engine §1
    @Test("while the next version is made no vote is taken")
    func noVoteWhileAdjusting() {
        var scenario = NegotiationScenario.negotiating(["a", "b"])
        scenario.votes([("a", .negotiate), ("b", .negotiate)])
        #expect(scenario.channel?.status == .proposalSent)
        for version in 1...2 { #expect(scenario.vote("a", .accept, version: version).code == .notPossible) }
        #expect(scenario.deadline(.feedback) == .stale)
        #expect(scenario.count("negotiation.round_started") == 1)
    }

    @Test("votes are refused in every other phase")
    func votesElsewhere() {
        var scenario = NegotiationScenario.collecting(["a", "b"])
        #expect(scenario.vote("a", .accept).code == .notPossible)
        scenario.offers("a", "b")
        #expect(scenario.vote("a", .accept).code == .notPossible)
        scenario.compose()
        scenario.votes([("a", .accept), ("b", .accept)])
        #expect(scenario.vote("a", .reject, messageID: "late").code == .notPossible)
        #expect(scenario.outcome?.confirmed == ["a", "b"])
    }

    // §11: F19; engine §4
    @Test("who declined, is silent or is not selected has no vote")
    func nonVoters() {
        var scenario = NegotiationScenario.collecting(["a", "b", "c", "d"])
        scenario.offers("a", "b")
        scenario.offer("c", .decline)
        scenario.noAnswer("d", .invitation)
        scenario.compose(assigning: ["a"])
        for agent in ["b", "c", "d"] { #expect(scenario.vote(agent, .reject).code == .notPossible) }
        scenario.vote("a", .accept)
        #expect(scenario.evaluations.last?.eligible == 1)
        #expect(scenario.outcome?.status == .finalized)
    }

    // engine §5
    @Test("a withdrawal voids an earlier vote and is one feedback followed by one withdrawn")
    func withdrawVoidsVote() {
        var scenario = NegotiationScenario.negotiating(["a", "b", "c"])
        scenario.vote("a", .accept)
        #expect(scenario.vote("a", .withdraw) == .accepted)
        #expect(Array(scenario.types.suffix(2)) == ["proposal.feedback", "agent.withdrawn"])
        scenario.votes([("b", .accept), ("c", .negotiate)])
        #expect(scenario.evaluations.last?.accepts == 1)
        #expect(scenario.evaluations.last?.withdraws == 1)
        #expect(scenario.evaluations.last?.eligible == 3)
    }

    @Test("a withdrawal by call is agent.withdrawn alone and voids the vote too")
    func withdrawByCall() {
        var scenario = NegotiationScenario.negotiating(["a", "b", "c"])
        scenario.vote("a", .accept)
        scenario.withdraw("a")
        #expect(scenario.count("proposal.feedback") == 1)
        #expect(scenario.types.last == "agent.withdrawn")
        scenario.votes([("b", .accept), ("c", .accept)])
        #expect(scenario.evaluations.last?.accepts == 2)
        #expect(scenario.evaluations.last?.withdraws == 1)
        #expect(scenario.outcome == nil, "two of three are below the threshold")
    }

    @Test("a withdrawal that names an old version still takes effect")
    func withdrawOldVersion() {
        var scenario = NegotiationScenario.negotiating(["a", "b"])
        scenario.votes([("a", .negotiate), ("b", .negotiate)])
        scenario.adjust()
        #expect(scenario.vote("a", .withdraw, version: 1) == .accepted)
        #expect(scenario.channel?.seat("a")?.removal != nil)
    }

    // §11: F40; wire F-11; engine §5
    @Test("who withdrew is not asked again, has no part in the next version and does not count as having agreed")
    func withdrawnStaysOut() {
        var scenario = NegotiationScenario.negotiating(["a", "b", "c"])
        scenario.votes([("a", .withdraw), ("b", .accept), ("c", .negotiate)])
        scenario.adjust(assigning: ["a", "b", "c"])
        #expect(scenario.distributed.last?.participants == ["b", "c"])
        #expect(scenario.state.openQuestions.map(\.agentID) == ["b", "c"])
        #expect(scenario.distributed.last?.proposal.openNeeds == ["need-a"])
        scenario.votes([("b", .accept), ("c", .accept)])
        #expect(scenario.outcome?.confirmed == ["b", "c"])
        #expect(scenario.outcome?.withdrawn == ["a"])
    }

    // engine §5
    @Test("a kick reduces the denominator, a withdrawal does not")
    func kickReducesDenominator() {
        var kicked = NegotiationScenario.negotiating(["a", "b", "c"])
        kicked.votes([("a", .accept), ("b", .accept)])
        kicked.kick("c")
        #expect(kicked.evaluations.last?.eligible == 2)
        #expect(kicked.outcome?.status == .finalized)

        var withdrawn = NegotiationScenario.negotiating(["a", "b", "c"])
        withdrawn.votes([("a", .accept), ("b", .accept)])
        withdrawn.withdraw("c")
        #expect(withdrawn.evaluations.last?.eligible == 3)
        #expect(withdrawn.evaluations.last?.decision == .nextRound)
    }

    @Test("the vote of somebody who is kicked is gone")
    func kickedVote() {
        var scenario = NegotiationScenario.negotiating(["a", "b"])
        scenario.vote("a", .accept)
        scenario.kick("a")
        scenario.vote("b", .negotiate)
        #expect(scenario.evaluations.last?.accepts == 0)
        #expect(scenario.evaluations.last?.eligible == 1)
    }

    // §11: F14
    @Test("the last open vote leaves: the round is evaluated at once", arguments: [true, false])
    func completenessAfterRemoval(byKick: Bool) {
        var scenario = NegotiationScenario.negotiating(["a", "b"])
        scenario.vote("a", .accept)
        if byKick { scenario.kick("b") } else { scenario.withdraw("b") }
        #expect(scenario.evaluations.count == 1)
    }

    // engine §4, §5
    @Test(
        "the last assigned member leaves but others are there: the next round starts without an evaluation",
        arguments: [true, false])
    func nobodyAssignedLeft(byKick: Bool) {
        var scenario = NegotiationScenario.negotiating(["a", "b"], assigning: ["a"])
        if byKick { scenario.kick("a") } else { scenario.withdraw("a") }
        #expect(scenario.count("feedback.evaluated") == 0)
        #expect(scenario.count("negotiation.round_started") == 1)
        #expect(scenario.channel?.status == .proposalSent)
        scenario.adjust(assigning: ["b"])
        scenario.vote("b", .accept)
        #expect(scenario.outcome?.confirmed == ["b"])
        #expect(scenario.outcome?.proposal.version == 2)
    }

    @Test("… and in the last round there is no consensus")
    func nobodyAssignedLeftInLastRound() {
        var scenario = NegotiationScenario.negotiating(["a", "b"], assigning: ["a"], limits: Limits(maxRounds: 1))
        scenario.withdraw("a")
        #expect(scenario.failure?.reasonCode == .noConsensus)
    }

    // engine §3 codes, §1
    @Test("when everybody has left the channel fails with the way they left", arguments: [true, false])
    func everybodyLeft(byKick: Bool) {
        var scenario = NegotiationScenario.negotiating(["a", "b"])
        for agent in ["a", "b"] { if byKick { scenario.kick(agent) } else { scenario.withdraw(agent) } }
        #expect(scenario.failure?.reasonCode == (byKick ? .allRemoved : .allWithdrawn))
        #expect(scenario.count("negotiation.failed") == 1)
    }

    // §11: F9; wire F-10; engine §5
    @Test("after the outcome nobody can leave, be kicked, bargain or vote")
    func removalsAfterTheEnd() {
        var scenario = NegotiationScenario.agreed()
        let before = scenario.types
        #expect(scenario.withdraw("a").code == .notPossible)
        #expect(scenario.kick("a").code == .notPossible)
        #expect(scenario.bargain("a").code == .notPossible)
        #expect(scenario.counter("a").code == .notPossible)
        #expect(scenario.vote("a", .withdraw).code == .notPossible)
        #expect(scenario.take(.memberDeactivated(agentID: "a")) == .stale)
        #expect(scenario.types == before)
        #expect(scenario.channel?.status == .finalized)
    }

    // engine §3, §5
    @Test("a voter known to give no answer ends the wait, and a real vote before the deadline still replaces it")
    func noAnswerToReview() {
        var scenario = NegotiationScenario.negotiating(["a", "b", "c"])
        scenario.noAnswer("a", .review, version: 1)
        #expect(scenario.vote("a", .accept) == .accepted)
        #expect(scenario.noAnswer("a", .review, version: 1) == .stale)
        scenario.noAnswer("b", .review, version: 1)
        #expect(scenario.evaluations.isEmpty)
        scenario.vote("c", .accept)
        #expect(scenario.evaluations.last?.accepts == 2)
        #expect(scenario.evaluations.last?.eligible == 3)
    }

    @Test("“no answer” to an earlier version does not silence anybody now")
    func staleNoAnswer() {
        var scenario = NegotiationScenario.negotiating(["a", "b"])
        scenario.votes([("a", .negotiate), ("b", .negotiate)])
        scenario.adjust()
        #expect(scenario.noAnswer("a", .review, version: 1) == .stale)
        #expect(scenario.channel?.silentVoters.isEmpty == true)
    }

    // §11: F27; wire F-19
    @Test("nobody is ever counted as having said yes without a vote")
    func silenceIsNoConsent() throws {
        var scenario = NegotiationScenario.negotiating(NegotiationScenario.agents(5))
        scenario.votes([("a", .accept), ("b", .accept), ("c", .accept), ("d", .accept)])
        scenario.deadline(.feedback)
        let outcome = try #require(scenario.outcome)
        #expect(outcome.confirmed == ["a", "b", "c", "d"])
        #expect(outcome.optional == ["e"])
        let silent = outcome.proposal.assignments.first { $0.agentID == "e" }
        #expect(silent?.standing == .optional && silent?.isConfirmed == false)
        scenario.findGaps()
        #expect(scenario.state.completion?.participants == ["a", "b", "c", "d"])
    }

    // engine §5: no hand-over to talk by those outside
    @Test("only participants can bargain, and not after they have left")
    func bargainers() {
        var scenario = NegotiationScenario.collecting(["a", "b", "c"])
        #expect(scenario.bargain("a").code == .notPossible, "has not answered yet")
        scenario.offers("a", "b")
        scenario.offer("c", .decline)
        #expect(scenario.bargain("c").code == .notPossible)
        #expect(scenario.bargain("a") == .accepted)
        scenario.withdraw("a")
        #expect(scenario.bargain("a").code == .notPossible)
        #expect(scenario.counter("a").code == .notPossible)
    }
}
