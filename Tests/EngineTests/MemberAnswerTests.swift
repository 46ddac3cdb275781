import Synchronization
import Testing

@testable import Engine
@testable import Storage

@Suite("Answers by hand", .timeLimit(.minutes(5)))
struct MemberAnswerTests {
    private static func read(_ call: MemberAnswer.Call, _ json: String) throws -> MemberAnswer {
        try MemberAnswer(call, body: Array(json.utf8))
    }

    /// `field: problem` of each fault.
    private static func faults(_ call: MemberAnswer.Call, _ json: String) -> [String] {
        do {
            _ = try read(call, json)
            return []
        } catch let failure as MemberImportFailure {
            return failure.faults.map { "\($0.field): \($0.problem)" }.sorted()
        } catch {
            return ["\(error)"]
        }
    }

    @discardableResult
    private func say(
        _ agent: String, _ call: MemberAnswer.Call, _ json: String, at harness: EngineHarness, _ id: DemandID
    ) async throws -> Acknowledgement {
        try await harness.coordinator.answer(Self.read(call, json), by: agent, in: ChannelID(id))
    }

    private func invited() async throws -> (EngineHarness, DemandID) {
        let harness = try await EngineHarness()
        let id = try await harness.submit().demandID
        try await harness.until("demand.broadcast", in: id)
        return (harness, id)
    }

    private let yes = #"{"message_id":"1","decision":"participate","contribution":"a hall"}"#
    private func accept(_ id: String, version: Int = 1) -> String {
        #"{"message_id":"\#(id)","version":\#(version),"feedback_type":"accept"}"#
    }

    // MARK: Reading

    @Test("an offer is read as it was said; what was left open takes its default")
    func offer() throws {
        let answer = try Self.read(.offers, yes)
        #expect(answer.messageID == "1" && answer.takesNeedsOfInvitation)
        guard case .offer(let offer) = answer.content else { return #expect(Bool(false), "not an offer") }
        #expect(offer.decision == .participate && offer.responseType == .offer && offer.contribution == "a hall")
        #expect(offer.confidence == 50 && offer.enthusiasm == .medium && offer.price == nil && offer.conditions.isEmpty)
        let conditional = try Self.read(
            .offers,
            #"""
            {"message_id":"2","decision":"conditional","conditions":["Food"],"needs":["need"],
             "condition_details":[{"id":"a1","kind":"notice","operator":">=","value":3,"text":"Three days"}],
             "negotiation_points":[{"aspect":"time","desired_value":"evening"}],
             "price":{"amount":10,"currency":"EUR","per":"hour"}}
            """#)
        guard case .offer(let second) = conditional.content else { return #expect(Bool(false), "not an offer") }
        #expect(second.responseType == .negotiate && !conditional.takesNeedsOfInvitation)
        #expect(
            second.conditions.map(\.text) == ["Three days", "Food"] && second.conditions.map(\.id) == ["a1", "a2"])
        #expect(second.price?.amount == 10 && second.negotiationPoints.map(\.desiredValue) == ["evening"])
    }

    @Test(
        "each fault has its field, and nothing is cut",
        arguments: [
            (MemberAnswer.Call.offers, #"{"message_id":"1"}"#, ["decision: missing"]),
            (.offers, #"{"decision":"participate"}"#, ["message_id: missing"]),
            (
                .offers, #"{"message_id":"a b","decision":"decline"}"#,
                ["message_id: not 1 to 128 visible ASCII characters"]
            ),
            (.offers, #"{"message_id":"1","decision":"conditional"}"#, ["conditions: needed to be conditional"]),
            (
                .offers, #"{"message_id":"1","decision":"decline","conditions":["x"]}"#,
                ["conditions: not when declining"]
            ),
            (
                .offers, #"{"message_id":"1","decision":"participate","decline_reason":"x"}"#,
                ["decline_reason: only when declining"]
            ),
            (
                .offers, #"{"message_id":"1","decision":"participate","response_type":"negotiate"}"#,
                ["negotiation_points: needed to negotiate"]
            ),
            (.offers, #"{"message_id":"1","decision":"participate","colour":"red"}"#, ["colour: unknown field"]),
            (.feedback, #"{"message_id":"1","feedback_type":"accept"}"#, ["version: missing"]),
            (.feedback, #"{"message_id":"1","version":1}"#, ["feedback_type: missing"]),
            (
                .feedback, #"{"message_id":"1","version":1,"feedback_type":"negotiate"}"#,
                ["adjustment_request: needed to negotiate"]
            ),
            (.bargain, #"{"message_id":"1"}"#, ["content: missing"]),
            (.counterProposal, #"{"message_id":"1"}"#, ["counter_proposal: missing"]),
            (.counterProposal, #"{"message_id":"1","counter_proposal":{}}"#, ["counter_proposal: empty"]),
            (.counterProposal, #"{"message_id":"1","counter_proposal":[]}"#, ["counter_proposal: not an object"]),
            (.withdraw, #"{"message_id":"1","reason":5}"#, ["reason: not a text"]),
        ])
    func faults(call: MemberAnswer.Call, json: String, expected: [String]) {
        #expect(Self.faults(call, json) == expected)
    }

    @Test("too long is a fault in every field of text")
    func tooLong() {
        let long = String(repeating: "x", count: 2_001)
        #expect(
            Self.faults(.withdraw, #"{"message_id":"1","reason":"\#(long)"}"#) == [
                "reason: longer than 2000 characters"
            ])
        let id = String(repeating: "m", count: 129)
        #expect(Self.faults(.withdraw, #"{"message_id":"\#(id)"}"#) == ["message_id: longer than 128 characters"])
        let terms = (0..<9).map { #""k\#($0)":"\#(long.dropLast())""# }.joined(separator: ",")
        #expect(
            Self.faults(.counterProposal, #"{"message_id":"1","counter_proposal":{\#(terms)}}"#)
                == ["counter_proposal: longer than 16384 characters"])
    }

    // MARK: Invitations

    @Test("an offer without needs serves those of the invitation; others than the demand's are refused")
    func needs() async throws {
        let (harness, id) = try await invited()
        let foreign = #"{"message_id":"0","decision":"participate","needs":["moon"]}"#
        await #expect(throws: MemberImportFailure.self) { try await say("a", .offers, foreign, at: harness, id) }
        #expect(try await say("a", .offers, yes, at: harness, id) == .accepted)
        let seat = try #require(try await harness.coordinator.state(of: id)?.channel?.seat("a"))
        #expect(seat.offer?.needs == ["need"] && seat.offerBy?.decidedBy == "member")
    }

    @Test("the first answer counts: the same message, another one, and another decision are duplicates")
    func answeredTwice() async throws {
        let (harness, id) = try await invited()
        #expect(try await say("a", .offers, yes, at: harness, id) == .accepted)
        #expect(try await say("a", .offers, yes, at: harness, id) == .duplicate)
        let other = #"{"message_id":"2","decision":"decline"}"#
        #expect(try await say("a", .offers, other, at: harness, id) == .duplicate)
        #expect(try await harness.coordinator.state(of: id)?.channel?.seat("a")?.offer?.decision == .participate)
        #expect(try await say("b", .offers, yes, at: harness, id) == .accepted, "message ids are each member's own")
    }

    @Test("of many answers at once exactly one is taken, whatever their ids")
    func atOnce() async throws {
        let (harness, id) = try await invited()
        let results = try await withThrowingTaskGroup(of: Acknowledgement.self) { group in
            for number in 0..<10 {
                let body = #"{"message_id":"\#(number % 5)","decision":"participate","contribution":"\#(number)"}"#
                group.addTask { try await say("a", .offers, body, at: harness, id) }
            }
            return try await group.reduce(into: []) { $0.append($1) }
        }
        #expect(results.count { $0 == .accepted } == 1 && results.count { $0 == .duplicate } == 9)
        #expect(try await harness.types(id).count { $0 == "offer.submitted" } == 1)
    }

    @Test("strangers, unknown channels, and who has left or withdrawn are refused")
    func refused() async throws {
        let (harness, id) = try await invited()
        await expect(.unknownAgent) { try await say("c", .offers, yes, at: harness, id) }
        let nowhere = DemandID(randomBytes: Array(repeating: 9, count: 16))
        await expect(.unknownChannel) { try await say("a", .offers, yes, at: harness, nowhere) }
        await expect(.unknownChannel) {
            try await harness.coordinator.answer(Self.read(.offers, yes), by: "a", in: ChannelID(id, child: 1))
        }
        #expect(try await say("a", .withdraw, #"{"message_id":"w"}"#, at: harness, id) == .accepted)
        await expect(.notPossible) { try await say("a", .offers, yes, at: harness, id) }
        #expect(try await say("a", .withdraw, #"{"message_id":"w2"}"#, at: harness, id) == .duplicate)
        try await harness.coordinator.deactivate("b")
        await expect(.notPossible) { try await say("b", .offers, yes, at: harness, id) }
    }

    @Test("an answer is taken that comes before the owner has heard that its question is committed")
    func early() async throws {
        let harness = try await EngineHarness()
        let gate = Gate()
        // Another instance may hear of it first, and so may a member who watches their inbox there.
        let id = try await harness.committedUnheard(until: gate)
        let isAnswered = Mutex(false)
        async let said = {
            defer { isAnswered.withLock { $0 = true } }
            return try await say("a", .offers, yes, at: harness, id)
        }()
        for _ in 0..<1_000 where !isAnswered.withLock({ $0 }) { await Task.yield() }
        gate.open()
        #expect(try await said == .accepted)
        #expect(try await harness.types(id).count { $0 == "offer.submitted" } == 1)
    }

    @Test("an answer that comes with the deadline counts or is refused, never both; one after it is refused")
    func late() async throws {
        let (harness, id) = try await invited()
        try await say("b", .offers, yes, at: harness, id)
        let limits = Limits()
        // Half of the time: the reminder.
        await harness.clock.untilSomebodySleeps(limits.responseTimeoutMilliseconds / 2)
        harness.clock.advance(milliseconds: limits.responseTimeoutMilliseconds / 2)
        try await harness.until("agent.reminded", in: id)
        await harness.clock.untilSomebodySleeps(limits.responseTimeoutMilliseconds / 2)
        harness.clock.advance(milliseconds: limits.responseTimeoutMilliseconds / 2)
        let isTaken = (try? await say("a", .offers, yes, at: harness, id)) == .accepted
        try await harness.until("proposal.distributed", in: id)
        let types = try await harness.types(id)
        #expect(types.count { $0 == "offer.submitted" } == (isTaken ? 2 : 1))
        #expect(types.count { $0 == "agent.no_answer" } == (isTaken ? 0 : 1))
        let again = #"{"message_id":"9","decision":"decline"}"#
        await expect(.notPossible) { try await say("a", .offers, again, at: harness, id) }
    }

    // MARK: Reviews

    @Test("votes count once per version, on the current version alone")
    func votes() async throws {
        let harness = try await EngineHarness()
        let id = try await harness.negotiating().demandID
        #expect(try await say("a", .feedback, accept("1", version: 2), at: harness, id) == .notCounted)
        let change = #"{"message_id":"2","version":1,"feedback_type":"negotiate","adjustment_request":"later"}"#
        #expect(try await say("a", .feedback, change, at: harness, id) == .accepted)
        #expect(try await say("a", .feedback, change, at: harness, id) == .duplicate)
        #expect(try await say("a", .feedback, accept("3"), at: harness, id) == .duplicate)
        #expect(try await say("b", .feedback, accept("1"), at: harness, id) == .accepted)
        try await harness.until("proposal.distributed", 2, in: id)
        #expect(try await say("a", .feedback, accept("4"), at: harness, id) == .notCounted, "version 1 is over")
        for agent in ["a", "b"] {
            #expect(try await say(agent, .feedback, accept("5", version: 2), at: harness, id) == .accepted)
        }
        try await harness.until("demand.completed", in: id)
        await expect(.notPossible) { try await say("a", .feedback, accept("6", version: 2), at: harness, id) }
        try await harness.checkLog(id)
    }

    @Test("a vote before there is a plan, or of somebody without a part in it, is refused")
    func noVote() async throws {
        var rules = ScriptedDecider()
        rules.onCompose = { _ in Decided(ScriptedDecider.plan(["a"]), by: .rules) }
        let harness = try await EngineHarness(rules: rules)
        let id = try await harness.submit().demandID
        try await harness.until("demand.broadcast", in: id)
        await expect(.notPossible) { try await say("a", .feedback, accept("1"), at: harness, id) }
        for agent in ["a", "b"] { try await say(agent, .offers, yes, at: harness, id) }
        try await harness.until("proposal.distributed", in: id)
        await expect(.notPossible) { try await say("b", .feedback, accept("2"), at: harness, id) }
        let inbox = try await harness.coordinator.inbox(of: "b", after: nil, limit: 9)
        #expect(inbox.questions.isEmpty && inbox.channels.map(\.participation) == [.notSelected])
    }

    @Test("a vote to withdraw voids an earlier one and takes the member out")
    func withdrawByVote() async throws {
        let harness = try await EngineHarness()
        let id = try await harness.negotiating().demandID
        try await say("a", .feedback, accept("1"), at: harness, id)
        let leave = #"{"message_id":"2","version":1,"feedback_type":"withdraw","reasoning":"ill"}"#
        #expect(try await say("a", .feedback, leave, at: harness, id) == .accepted)
        #expect(try await harness.types(id).suffix(2) == ["proposal.feedback", "agent.withdrawn"])
        await expect(.notPossible) { try await say("a", .feedback, accept("3"), at: harness, id) }
    }

    @Test("who withdraws while the plan is being made has no part in it")
    func withdrawWhileComposing() async throws {
        let begun = Gate()
        let gate = Gate()
        var rules = ScriptedDecider()
        rules.onCompose = { request in
            begun.open()
            await gate.pass()
            return Decided(ScriptedDecider.plan(request.participants.map(\.candidate.agentID)), by: .rules)
        }
        let harness = try await EngineHarness(rules: rules)
        let id = try await harness.submit().demandID
        try await harness.until("demand.broadcast", in: id)
        for agent in ["a", "b"] { try await say(agent, .offers, yes, at: harness, id) }
        await begun.pass()
        #expect(try await say("a", .withdraw, #"{"message_id":"w","reason":"ill"}"#, at: harness, id) == .accepted)
        gate.open()
        try await harness.until("proposal.distributed", in: id)
        let channel = try #require(try await harness.coordinator.state(of: id)?.channel)
        #expect(channel.proposal?.assignments.map(\.agentID) == ["b"])
        #expect(channel.openQuestions.map(\.agentID) == ["b"])
        await harness.coordinator.stop()
    }

    // MARK: Between votes

    @Test("a bargain and a counter-proposal reach the decision about the next version, and do not end the wait")
    func talk() async throws {
        let heard = Heard()
        var rules = ScriptedDecider()
        rules.onAdjust = { request in
            await heard.add(request)
            return Decided(ScriptedDecider.plan(request.participants.map(\.candidate.agentID)), by: .rules)
        }
        let harness = try await EngineHarness(rules: rules)
        let id = try await harness.negotiating().demandID
        let bargain = #"{"message_id":"b","content":"from noon","new_terms":{"start":"12:00"}}"#
        #expect(try await say("a", .bargain, bargain, at: harness, id) == .accepted)
        #expect(try await say("a", .bargain, bargain, at: harness, id) == .duplicate)
        let counter = #"{"message_id":"c","counter_proposal":{"summary":"smaller"},"reason":"cheaper"}"#
        #expect(try await say("b", .counterProposal, counter, at: harness, id) == .accepted)
        let open = try #require(try await harness.coordinator.state(of: id)?.channel?.openQuestions)
        #expect(open.map(\.agentID) == ["a", "b"], "both still have their vote")
        for agent in ["a", "b"] {
            try await say(
                agent, .feedback,
                #"{"message_id":"v","version":1,"feedback_type":"negotiate","adjustment_request":"see above"}"#,
                at: harness, id)
        }
        try await harness.until("proposal.distributed", 2, in: id)
        let request = try #require(await heard.requests.first)
        #expect(request.bargains.map(\.content) == ["from noon"])
        #expect(request.counterProposals.map(\.reason) == ["cheaper"])
        await harness.coordinator.stop()
    }

    @Test("only participants talk, and only until it is over")
    func talkRefused() async throws {
        let (harness, id) = try await invited()
        let bargain = #"{"message_id":"b","content":"c"}"#
        await expect(.notPossible) { try await say("a", .bargain, bargain, at: harness, id) }
        try await say("a", .offers, #"{"message_id":"1","decision":"decline"}"#, at: harness, id)
        await expect(.notPossible) { try await say("a", .bargain, bargain, at: harness, id) }
        try await say("b", .offers, yes, at: harness, id)
        try await harness.until("proposal.distributed", in: id)
        try await say("b", .feedback, accept("2"), at: harness, id)
        try await harness.until("demand.completed", in: id)
        await expect(.notPossible) { try await say("b", .bargain, bargain, at: harness, id) }
        let counter = #"{"message_id":"c","counter_proposal":{"a":1}}"#
        await expect(.notPossible) { try await say("b", .counterProposal, counter, at: harness, id) }
        await expect(.notPossible) { try await say("b", .withdraw, #"{"message_id":"w"}"#, at: harness, id) }
    }

    private actor Heard {
        var requests: [AdjustRequest] = []
        func add(_ request: AdjustRequest) { requests.append(request) }
    }
}
