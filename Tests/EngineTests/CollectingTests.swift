import Testing

@testable import Engine

@Suite("Collecting answers")
struct CollectingTests {
    // §10: 7; engine §3 (E007)
    @Test("a message for a channel that does not exist is refused")
    func unknownChannel() {
        var scenario = NegotiationScenario()
        #expect(scenario.offer("a").code == .unknownChannel)
        scenario.understand()
        scenario.choose(["a"])
        #expect(scenario.offer("a", in: ChannelID(scenario.id, child: 1)).code == .unknownChannel)
        #expect(scenario.kick("a", in: ChannelID(scenario.id, child: 1)).code == .unknownChannel)
        #expect(scenario.count("offer.submitted") == 0)
    }

    // §11: F19; engine §3 (E008)
    @Test("strangers can neither answer, vote, leave, bargain nor be kicked")
    func strangers() {
        var scenario = NegotiationScenario.negotiating(["a", "b"])
        let before = scenario.types
        #expect(scenario.offer("stranger").code == .unknownAgent)
        #expect(scenario.vote("stranger", .reject).code == .unknownAgent)
        #expect(scenario.withdraw("stranger").code == .unknownAgent)
        #expect(scenario.kick("stranger").code == .unknownAgent)
        #expect(scenario.bargain("stranger").code == .unknownAgent)
        #expect(scenario.counter("stranger").code == .unknownAgent)
        #expect(scenario.noAnswer("stranger", .review, version: 1).code == .unknownAgent)
        #expect(scenario.types == before)
        #expect(scenario.channel?.status == .negotiating)
    }

    // §10: 11; engine §3
    @Test("the same message id twice with other content is a duplicate: the first content stays")
    func sameMessageTwice() {
        var scenario = NegotiationScenario.collecting(["a", "b"])
        #expect(scenario.offer("a", .participate, messageID: "m") == .accepted)
        #expect(scenario.offer("a", .decline, messageID: "m") == .duplicate)
        #expect(scenario.channel?.seat("a")?.offer?.decision == .participate)
        #expect(scenario.count("offer.submitted") == 1)
    }

    @Test("a second answer under a new id is a duplicate too: the first stays")
    func firstAnswerStays() {
        var scenario = NegotiationScenario.collecting(["a", "b"])
        scenario.offer("a", .decline)
        #expect(scenario.offer("a", .participate) == .duplicate)
        #expect(scenario.channel?.seat("a")?.offer?.decision == .decline)
    }

    // §11: F20
    @Test("two members may use the same message id")
    func idsAreScopedBySender() {
        var scenario = NegotiationScenario.collecting(["a", "b"])
        #expect(scenario.offer("a", messageID: "same") == .accepted)
        #expect(scenario.offer("b", messageID: "same") == .accepted)
        #expect(scenario.count("offer.submitted") == 2)
    }

    // §11: F20: a message counts as seen only with its effect
    @Test("a refused message is not remembered: it may come again when it is possible")
    func refusedIsNotRemembered() {
        var scenario = NegotiationScenario.collecting(["a", "b"])
        scenario.offers("a", "b")
        #expect(scenario.vote("a", .accept, messageID: "early").code == .notPossible)
        scenario.compose()
        #expect(scenario.vote("a", .accept, messageID: "early") == .accepted)
    }

    // §11: F3; wire F-04: nothing is dropped for having the same type
    @Test("two different bargains by one member are both taken, and every round's vote")
    func noDeduplicationByType() {
        var scenario = NegotiationScenario.negotiating(["a", "b"])
        #expect(scenario.bargain("a") == .accepted)
        #expect(scenario.bargain("a") == .accepted)
        #expect(scenario.count("negotiation.bargain") == 2)
        scenario.votes([("a", .negotiate), ("b", .negotiate)])
        scenario.adjust()
        #expect(scenario.state.openQuestions.map(\.agentID) == ["a", "b"], "round 2 asks again")
        #expect(scenario.vote("a", .accept) == .accepted)
    }

    // §10: 12, 13, 95
    @Test("an offer has no points; a negotiating answer keeps aspect and desired value")
    func answerTypes() throws {
        var scenario = NegotiationScenario.collecting(["a", "b"])
        scenario.offer("a")
        scenario.offer("b", .participate, .negotiate)
        let payloads = try scenario.payloads("offer.submitted")
        #expect(payloads[0]["response_type"] == .string("offer"))
        #expect(payloads[0]["negotiation_points"] == .array([]))
        #expect(payloads[0]["negotiation_summary"] == nil)
        #expect(payloads[1]["response_type"] == .string("negotiate"))
        #expect(payloads[1]["negotiation_summary"] == .string("time: evening"))
    }

    // §10: 15; counts of aggregation.started
    @Test("offering and negotiating participants are counted apart and both get the plan")
    func classification() {
        var scenario = NegotiationScenario.collecting(["a", "b", "c", "d"])
        scenario.offer("a")
        scenario.offer("b", .conditional, .negotiate)
        scenario.offer("c", .decline)
        scenario.noAnswer("d", .invitation)
        guard case .aggregationStarted(let body) = scenario.bodies("aggregation.started").first else {
            Issue.record("no aggregation")
            return
        }
        #expect(
            body.offersCount == 1 && body.negotiationsCount == 1 && body.declinesCount == 1 && body.noAnswerCount == 1)
        #expect(body.participantsCount == 2)
        scenario.compose()
        #expect(scenario.distributed.last?.participants == ["a", "b"])
    }

    // §11: F61; engine §3
    @Test("all candidates are asked at once, in candidate order")
    func parallelInvitations() {
        var scenario = NegotiationScenario()
        scenario.understand()
        scenario.choose([
            scenario.candidate("low", score: 10), scenario.candidate("b", score: 70),
            scenario.candidate("a", score: 70),
        ])
        #expect(scenario.state.openQuestions.map(\.agentID) == ["a", "b", "low"])
    }

    // §11: F43; engine §2
    @Test("a candidate who is named twice is invited once, and no more than the limit are")
    func candidatesAreUnique() throws {
        var scenario = NegotiationScenario(limits: Limits(maxCandidates: 3))
        scenario.understand()
        scenario.choose(["a", "b", "a", "c", "d", "e"])
        #expect(scenario.channel?.seats.map(\.candidate.agentID) == ["a", "b", "c"])
        #expect(try scenario.payload("channel.created")["candidates_count"] == .integer(3))
    }

    // engine §3; product: no answer is "no answer"
    @Test("a candidate known to give no answer completes the count and is never a refusal")
    func noAnswerIsNoRefusal() throws {
        var scenario = NegotiationScenario.collecting(["a", "b"])
        scenario.offer("a")
        scenario.noAnswer("b", .invitation)
        #expect(scenario.channel?.status == .aggregating)
        #expect(scenario.channel?.seat("b")?.answer == .silent)
        #expect(try scenario.payload("aggregation.started")["declines_count"] == .integer(0))
    }

    @Test("a real answer replaces “no answer” as long as answers are collected")
    func realAnswerReplacesNone() {
        var scenario = NegotiationScenario.collecting(["a", "b"])
        scenario.noAnswer("a", .invitation)
        #expect(scenario.offer("a") == .accepted)
        #expect(scenario.channel?.seat("a")?.isParticipant == true)
        #expect(scenario.noAnswer("a", .invitation) == .stale, "and none does not replace a real one")
        #expect(scenario.channel?.seat("a")?.isSilent == false)
    }

    @Test("after aggregation has begun an answer is too late")
    func lateAnswer() {
        var scenario = NegotiationScenario.collecting(["a", "b"])
        scenario.offer("a")
        scenario.deadline(.invitation)
        #expect(scenario.offer("b").code == .notPossible)
        #expect(scenario.channel?.seat("b")?.answer == .silent)
    }

    // §11: F15, F28; engine §3
    @Test("at the deadline the silent are recorded as such and the plan is made with those who answered")
    func deadlineWithSome() throws {
        var scenario = NegotiationScenario.collecting(["a", "b", "c"])
        scenario.offer("b")
        scenario.deadline(.invitation)
        #expect(scenario.channel?.status == .aggregating)
        let silent = try scenario.payloads("agent.no_answer")
        #expect(silent.map { $0["agent_id"] } == [.string("a"), .string("c")])
        #expect(silent.allSatisfy { $0["reason"] == .string("timeout") && $0["phase"] == .string("invitation") })
    }

    // §11: F22, F28; §10: 111
    @Test("with nobody taking part the channel fails at once and says who answered what", arguments: [true, false])
    func noParticipants(declined: Bool) throws {
        var scenario = NegotiationScenario.collecting(["a", "b"])
        if declined {
            scenario.offers("a", "b", decision: .decline)
        } else {
            scenario.deadline(.invitation)
        }
        let failure = try #require(scenario.failure)
        #expect(failure.reasonCode == .noParticipants)
        #expect(failure.asked.map(\.answer) == (declined ? [.decline, .decline] : [.silent, .silent]))
        #expect(failure.unservedNeeds == ["need"])
        #expect(scenario.count("aggregation.started") == 0)
        scenario.compromise()
        #expect(scenario.state.outcome == .failed)
        #expect(scenario.state.completion?.success == false)
    }

    // engine §3
    @Test("at half the time the silent are invited once more, in one event, and only once")
    func reminder() throws {
        var scenario = NegotiationScenario.collecting(
            ["a", "b", "c"], limits: Limits(responseTimeoutMilliseconds: 300_000))
        let invited = scenario.now
        scenario.offer("b")
        #expect(scenario.due(.reminder) == invited + 150_000)
        #expect(scenario.due(.invitation) == invited + 300_000)
        let key = DeadlineKey(channel: scenario.root, kind: .reminder, round: 1)
        #expect(scenario.deadline(.reminder) == .accepted)
        #expect(try scenario.payload("agent.reminded")["agent_ids"] == .array([.string("a"), .string("c")]))
        #expect(scenario.due(.reminder) == nil)
        #expect(scenario.take(.deadline(key)) == .stale)
        #expect(scenario.count("agent.reminded") == 1)
        #expect(scenario.state.openQuestions.allSatisfy { $0.isReminder })
    }

    @Test("nobody silent, no reminder; who is known to give no answer is not reminded")
    func reminderOnlyForSilent() {
        var scenario = NegotiationScenario.collecting(["a", "b"])
        scenario.noAnswer("a", .invitation)
        scenario.deadline(.reminder)
        guard case .agentReminded(let body) = scenario.bodies("agent.reminded").first else {
            Issue.record("no reminder")
            return
        }
        #expect(body.agentIDs == ["b"])
    }

    // §11: F13, F14; engine §3
    @Test("the first responder leaves while others still think: the channel goes on", arguments: [true, false])
    func leavingWhileOthersThink(byKick: Bool) {
        var scenario = NegotiationScenario.collecting(["a", "b"])
        scenario.offer("a")
        if byKick { scenario.kick("a") } else { scenario.withdraw("a") }
        #expect(scenario.channel?.status == .collecting)
        scenario.offer("b")
        #expect(scenario.channel?.status == .aggregating)
        #expect(scenario.channel?.participants.map(\.candidate.agentID) == ["b"])
    }

    // §11: F14; engine §3
    @Test("leaving before answering counts as answered and completes the collection")
    func leavingCountsAsAnswered() {
        var scenario = NegotiationScenario.collecting(["a", "b"])
        scenario.offer("a")
        scenario.withdraw("b")
        #expect(scenario.channel?.status == .aggregating)
    }

    // §11: F14
    @Test("who has left cannot answer any more")
    func leftCannotAnswer() {
        var scenario = NegotiationScenario.collecting(["a", "b"])
        scenario.withdraw("a")
        #expect(scenario.offer("a").code == .notPossible)
        #expect(scenario.withdraw("a") == .duplicate)
        #expect(scenario.kick("a") == .duplicate)
        #expect(scenario.count("agent.withdrawn") == 1)
    }

    // engine §3
    @Test(
        "the last one leaving after all others have answered fails the channel with the way they left",
        arguments: [true, false])
    func lastOneLeaves(byKick: Bool) {
        var scenario = NegotiationScenario.collecting(["a", "b"])
        scenario.offer("a", .decline)
        if byKick { scenario.kick("b") } else { scenario.withdraw("b") }
        #expect(scenario.failure?.reasonCode == (byKick ? .allRemoved : .allWithdrawn))
    }

    // engine §3
    @Test("a deactivated member leaves every running channel like one who is kicked")
    func deactivation() throws {
        var scenario = NegotiationScenario.collecting(["a", "b"])
        scenario.offer("a")
        scenario.offer("b")
        #expect(scenario.take(.memberDeactivated(agentID: "b")) == .accepted)
        let payload = try scenario.payload("agent.kicked")
        #expect(payload["reason"] == .string("member_deactivated"))
        #expect(payload["kicked_by"] == .string("system"))
        #expect(scenario.take(.memberDeactivated(agentID: "b")) == .stale)
        #expect(scenario.take(.memberDeactivated(agentID: "nobody")) == .stale)
    }
}
