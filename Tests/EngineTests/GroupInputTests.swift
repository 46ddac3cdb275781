import Testing

@testable import Engine
@testable import Storage

@Suite("Calls that reach another instance", .timeLimit(.minutes(5)))
struct GroupInputTests {
    /// What the table of inputs has: message id → answer.
    private func answers(_ batches: [AppendBatch]) -> [String: String] {
        Dictionary(batches.flatMap(\.inputs).map { ($0.messageID, $0.result) }, uniquingKeysWith: { first, _ in first })
    }

    @Test("a whole negotiation by calls at the other instance; each answer is written with its events")
    func wholeNegotiation() async throws {
        let group = try await Group()
        let id = try await group.one.submit().demandID
        try await group.two.until("demand.broadcast", in: id)
        for agent in ["a", "b"] { #expect(try await group.two.offer(agent, in: id) == .accepted) }
        try await group.two.until("proposal.distributed", in: id)
        for agent in ["a", "b"] { #expect(try await group.two.vote(agent, in: id) == .accepted) }
        try await group.two.until("demand.completed", in: id)
        try await group.two.checkLog(id)
        #expect(try await group.two.types(id) == CoordinatorTests.plainNegotiation)
        let withInputs = group.one.store.batches.filter { !$0.inputs.isEmpty }
        #expect(withInputs.allSatisfy { !$0.events.isEmpty }, "call, events and answer in one transaction")
        #expect(answers(withInputs).keys.sorted() == ["0 offer", "0 vote-1"])
        #expect(group.two.store.batches.isEmpty, "only the owner writes")
        #expect(try await group.base.pendingInputs(of: [id], limit: 10).isEmpty)
        await group.stop()
    }

    @Test("caller and owner in one process: call, events and answer are one transaction, and nothing is put before")
    func sameProcess() async throws {
        let group = try await Group()
        let id = try await group.one.submit().demandID
        try await group.one.until("demand.broadcast", in: id)
        try await group.one.offer("a", in: id)
        let batch = try #require(group.one.store.batches.last)
        #expect(batch.events.map(\.type) == ["towow.offer.submitted"])
        #expect(batch.inputs.map(\.messageID) == ["0 offer"] && batch.inputs.map(\.sender) == ["a"])
        #expect(batch.inputs.map(\.result) == [#"{"result":"accepted"}"#])
        #expect(group.one.store.inputsPut == 0)
        #expect(try await group.two.offer("a", in: id) == .duplicate, "the stored answer")
        await group.stop()
    }

    @Test("what the owner refuses is refused at the other instance, with the same code")
    func refusals() async throws {
        let group = try await Group()
        let submission = try await group.one.submit()
        let id = submission.demandID
        try await group.two.until("demand.broadcast", in: id)
        await expect(.unknownAgent) { try await group.two.offer("stranger", in: id) }
        await expect(.unknownAgent) { try await group.two.offer("stranger", in: id) }
        await expect(.notPossible) { try await group.two.vote("a", in: id) }
        await expect(.unknownChannel) {
            try await group.two.offer("a", in: DemandID(randomBytes: Array(repeating: 7, count: 16)))
        }
        await expect(.forbidden) { try await group.two.coordinator.cancel(id, ownerToken: "own-wrong") }
        #expect(try await group.two.types(id).last == "demand.broadcast")
        #expect(try await group.two.coordinator.cancel(id, ownerToken: submission.ownerToken) == .accepted)
        #expect(try await group.two.coordinator.cancel(id, ownerToken: submission.ownerToken) == .duplicate)
        await expect(.notPossible) { try await group.two.offer("a", in: id) }
        try await group.two.checkLog(id)
        await group.stop()
    }

    @Test("clarifying, removing and talking work at the other instance too")
    func everyKind() async throws {
        let group = try await Group()
        let submission = try await group.one.submit(clarify: true)
        let id = submission.demandID
        try await group.two.until("demand.understood", in: id)
        #expect(
            try await group.two.coordinator.clarify(
                id, ownerToken: submission.ownerToken, answers: [.init(id: "q1", text: "Beijing")]) == .accepted)
        try await group.two.until("demand.broadcast", in: id)
        #expect(try await group.two.coordinator.state(of: id)?.answers.map(\.text) == ["Beijing"])
        for agent in ["a", "b"] { try await group.two.offer(agent, in: id) }
        try await group.two.until("proposal.distributed", in: id)
        let channel = ChannelID(id)
        let talk: [MemberMessage.Content] = [
            .bargain(
                bargainType: "price", content: "more", offer: "9", original: ["p": .number(8)], new: ["p": .number(9)]),
            .counterProposal(["summary": .string("other")], reason: "better"),
        ]
        for (index, content) in talk.enumerated() {
            #expect(try await group.two.say("a", content, messageID: "t\(index)", in: channel) == .accepted)
            #expect(try await group.two.say("a", content, messageID: "t\(index)", in: channel) == .duplicate)
        }
        #expect(try await group.two.coordinator.kick("b", from: channel, reason: "rude") == .accepted)
        #expect(try await group.two.say("a", .withdraw(reason: "busy"), messageID: "w", in: channel) == .accepted)
        try await group.two.until("demand.completed", in: id)
        try await group.two.checkLog(id)
        let types = try await group.two.types(id)
        for type in ["negotiation.bargain", "negotiation.counter_proposal", "agent.kicked", "agent.withdrawn"] {
            #expect(types.count { $0 == type } == 1, "\(type)")
        }
        await group.stop()
    }

    @Test("the same message many times at both instances counts once")
    func duplicates() async throws {
        let group = try await Group()
        let id = try await group.one.submit().demandID
        try await group.two.until("demand.broadcast", in: id)
        let results = try await withThrowingTaskGroup(of: Acknowledgement.self) { tasks in
            for index in 0..<40 { tasks.addTask { try await group.members[index % 2].offer("a", in: id) } }
            var all: [Acknowledgement] = []
            for try await result in tasks { all.append(result) }
            return all
        }
        #expect(results.allSatisfy { $0 == .accepted || $0 == .duplicate })
        #expect(results.contains(.accepted))
        #expect(try await group.two.types(id).count { $0 == "offer.submitted" } == 1)
        #expect(try await group.base.pendingInputs(of: [id], limit: 10).isEmpty)
        await group.stop()
    }

    @Test("an owner that is dead: E030 after five seconds, and the next owner does what was asked, once")
    func ownerDead() async throws {
        let group = try await Group(isInTouch: false)
        let id = try await group.one.submit().demandID
        try await group.one.until("demand.broadcast", in: id)
        group.one.store.kill()
        let call = Task { try await group.two.offer("a", in: id) }
        await group.clock.untilSomebodySleeps(Coordinator.answerMilliseconds)
        group.clock.advance(milliseconds: Coordinator.answerMilliseconds)
        await expect(.overloaded) { try await call.value }
        group.leasesRunOut()
        await group.two.coordinator.takeOver()
        try await group.two.until("offer.submitted", in: id)
        #expect(try await group.two.offer("a", in: id) == .duplicate)
        try await group.two.offer("b", in: id)
        try await group.two.until("proposal.distributed", in: id)
        #expect(try await group.two.types(id).count { $0 == "offer.submitted" } == 2)
        await group.stop()
    }

    @Test(
        "an owner that dies while it handles a call: committed or not, the call counts once", arguments: [true, false])
    func ownerDies(afterCommit: Bool) async throws {
        let group = try await Group()
        let id = try await group.one.submit().demandID
        try await group.two.until("demand.broadcast", in: id)
        group.one.store.fault(afterCommit ? .diesAfterCommit : .diesBeforeCommit)
        let call = Task { try await group.two.offer("a", in: id) }
        await group.one.store.untilDead()
        if afterCommit {
            #expect(try await call.value == .accepted, "the answer stands in the store")
        } else {
            await group.clock.untilSomebodySleeps(Coordinator.answerMilliseconds)
        }
        group.leasesRunOut()
        try await group.two.untilOwner(of: id)
        if !afterCommit { _ = try? await call.value }
        try await group.two.until("offer.submitted", in: id)
        #expect(try await group.two.offer("a", in: id) == .duplicate)
        #expect(try await group.two.types(id).count { $0 == "offer.submitted" } == 1)
        await group.stop()
    }

    @Test("a call about a demand that waits for its turn elsewhere has it done here")
    func waitsElsewhere() async throws {
        let group = try await Group(maxActive: 1)
        let first = try await group.one.negotiating()
        let second = try await group.two.negotiating()
        let waiting = try await group.one.submit()
        #expect(try await group.two.coordinator.cancel(waiting.demandID, ownerToken: waiting.ownerToken) == .accepted)
        try await group.two.checkLog(waiting.demandID)
        #expect(await group.two.coordinator.runner(second.demandID) != nil)
        #expect(await group.one.coordinator.runner(first.demandID) != nil)
        await group.stop()
    }

    @Test("a lost hint about a call is made up for by the comparison")
    func lostHint() async throws {
        let group = try await Group(isInTouch: false)
        let id = try await group.one.submit().demandID
        try await group.one.until("demand.broadcast", in: id)
        let call = Task { try await group.two.offer("a", in: id) }
        await group.clock.untilSomebodySleeps(Coordinator.answerMilliseconds)
        #expect(try await group.two.types(id).last == "demand.broadcast")
        await group.one.coordinator.compare()
        try await group.one.until("offer.submitted", in: id)
        group.clock.advance(milliseconds: Coordinator.answerMilliseconds)
        #expect(try await call.value == .accepted)
        await group.stop()
    }

    @Test("a call that comes too late for its owner is answered as soon as the demand is over")
    func tooLate() async throws {
        let group = try await Group(isInTouch: false)
        let id = try await group.one.negotiating().demandID
        let call = Task { try await group.two.say("a", .withdraw(reason: "ill"), in: ChannelID(id)) }
        await group.clock.untilSomebodySleeps(Coordinator.answerMilliseconds)
        for agent in ["a", "b"] { try await group.one.vote(agent, in: id) }
        try await group.one.until("demand.completed", in: id)
        var changes = StoreChanges()
        changes.events = [id]
        await group.two.coordinator.look(at: changes)
        await expect(.notPossible) { try await call.value }
        await group.stop()
    }

    // architecture: an input that a version does not know
    @Test("an input of a later version waits for somebody who knows it, and holds up nobody")
    func unknownKind() async throws {
        let group = try await Group()
        let id = try await group.one.submit().demandID
        try await group.two.until("demand.broadcast", in: id)
        let later = PendingInput(demandID: id, sender: "a", messageID: "x", body: #"{"kind":"invented"}"#)
        #expect(try await group.base.put(input: later) == .new)
        #expect(try await group.two.offer("a", in: id) == .accepted)
        #expect(try await group.base.pendingInputs(of: [id], limit: 10) == [later])
        await group.stop()
    }

    @Test("every kind of call can be written and read back")
    func coding() throws {
        let channel = ChannelID(DemandID(randomBytes: Array(repeating: 5, count: 16)))
        func message(_ content: MemberMessage.Content) -> Input {
            .message(
                MemberMessage(messageID: "m", channel: channel, agentID: "a", content: content, by: .member))
        }
        let inputs: [Input] = [
            .cancelled, .cancelledByOperator, .clarified([.init(id: "q1", text: "x")]), .clarified([]),
            .kicked(agentID: "a", channel: channel, reason: "r", by: .operator),
            message(.offer(Offer(decision: .conditional, contribution: "c", needs: ["n"]))),
            message(.vote(Vote(kind: .negotiate), version: 3)), message(.withdraw(reason: "w")),
            message(
                .bargain(
                    bargainType: "t", content: "c", offer: "o", original: ["a": .null],
                    new: ["b": .array([.bool(true)])]
                )),
            message(.counterProposal(["s": .object(["x": .number(1.5)])], reason: "r")),
            message(.noAnswer(.review, .unreachable, version: 2)),
        ]
        for input in inputs {
            let record = try #require(try InputRecord(input, call: "call"))
            #expect(try record.input() == input)
        }
        #expect(try InputRecord(.memberDeactivated(agentID: "a"), call: "call") == nil)
        let replies: [Reaction.Reply] = [
            .accepted, .duplicate, .notCounted, .refused(TowowError(.unknownAgent, "not_in_channel")),
        ]
        for reply in replies { #expect(try InputResult(text: InputResult(reply).text).reply == reply) }
    }
}
