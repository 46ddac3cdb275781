import FoundationEssentials
import Testing

@testable import Engine
@testable import Storage

@Suite("Inboxes", .timeLimit(.minutes(5)))
struct InboxTests {
    typealias Participation = Inbox.Channel.Participation

    private func channel(_ scenario: NegotiationScenario, _ agent: String, in id: ChannelID? = nil) throws
        -> Inbox.Channel
    {
        try #require(Inbox.Channel(scenario.state, id ?? scenario.root, of: agent))
    }

    private func participation(_ scenario: NegotiationScenario, _ agent: String) throws -> Participation {
        try channel(scenario, agent).participation
    }

    // MARK: What became of a member's part

    @Test("asked until they answer, then waiting")
    func askedAndWaiting() throws {
        var scenario = NegotiationScenario.collecting(["a", "b"])
        #expect(try participation(scenario, "a") == .asked)
        scenario.offer("a")
        #expect(try participation(scenario, "a") == .waiting)
        scenario.offer("b")
        scenario.compose()
        #expect(try participation(scenario, "a") == .asked, "a review")
        scenario.vote("a", .accept)
        let waiting = try channel(scenario, "a")
        #expect(waiting.participation == .waiting && !waiting.isOver && waiting.version == 1)
        #expect(waiting.ownVote?.vote.kind == .accept && waiting.ownVote?.version == 1)
        #expect(waiting.ownOffer?.offer.contribution == "work of a" && waiting.ownOffer?.by?.decidedBy == "member")
        #expect(waiting.ownAssignments.map(\.agentID) == ["a"])
    }

    @Test("declined, silent, withdrawn, kicked and deactivated are five different things, each with its reason")
    func gone() throws {
        var scenario = NegotiationScenario.collecting(["a", "b", "c", "d", "e"])
        scenario.offer("a")
        scenario.offer("b", .decline)
        scenario.noAnswer("c", .invitation)
        scenario.withdraw("d")
        scenario.kick("e")
        #expect(try participation(scenario, "b") == .declined)
        #expect(try participation(scenario, "c") == .noAnswer)
        let (withdrawn, kicked) = (try channel(scenario, "d"), try channel(scenario, "e"))
        #expect(withdrawn.participation == .withdrawn && withdrawn.reason == "ill" && withdrawn.reasonCode == nil)
        #expect(kicked.participation == .removed && kicked.reason == "rude" && kicked.reasonCode == "kicked")
        scenario.take(.memberDeactivated(agentID: "a"))
        let left = try channel(scenario, "a")
        #expect(left.participation == .removed && left.reason == nil && left.reasonCode == "member_deactivated")
        for agent in ["a", "b", "c", "d", "e"] {
            #expect(try channel(scenario, agent).isOver && channel(scenario, agent).withdrawnQuestion == nil)
        }
    }

    @Test("not selected, with the reason that the plan gives")
    func notSelected() throws {
        var scenario = NegotiationScenario.negotiating(["a", "b"], assigning: ["a"])
        let left = try channel(scenario, "b")
        #expect(left.participation == .notSelected && left.reason?.isEmpty == false && left.ownAssignments.isEmpty)
        #expect(left.can == .init(withdraw: true, bargain: true, counterProposal: true))
        scenario.vote("a", .accept)
        #expect(try participation(scenario, "b") == .notSelected)
        #expect(try channel(scenario, "b").can == .init(withdraw: false, bargain: false, counterProposal: false))
    }

    @Test("confirmed, optional and rejected in a plan that was agreed on")
    func agreed() throws {
        var scenario = NegotiationScenario.negotiating(["a", "b", "c"], limits: Limits(maxRounds: 1))
        scenario.vote("a", .accept)
        scenario.vote("b", .accept)
        scenario.vote("c", .reject)
        #expect(scenario.channel?.status == .forceFinalized)
        #expect(try participation(scenario, "a") == .confirmed)
        #expect(try participation(scenario, "c") == .rejected)
        #expect(try channel(scenario, "a").ownAssignments.map(\.standing) == [.confirmed])
        #expect(try channel(scenario, "a").summary?.isEmpty == false)
        var silent = NegotiationScenario.negotiating(["a", "b"], limits: Limits(maxRounds: 1))
        silent.vote("a", .accept)
        silent.deadline(.feedback)
        #expect(try participation(silent, "b") == .optional, "nobody who did not accept is shown as having agreed")
    }

    @Test("released when nothing was agreed, with why")
    func released() throws {
        var scenario = NegotiationScenario.negotiating(["a", "b"])
        scenario.votes([("a", .reject), ("b", .reject)])
        let released = try channel(scenario, "a")
        #expect(released.participation == .released && released.reasonCode == "majority_reject")
        #expect(released.reason?.isEmpty == false && released.ownVote?.vote.kind == .reject)
    }

    @Test("what was open when it ended is withdrawn: the invitation, or the review")
    func withdrawnQuestions() throws {
        var invited = NegotiationScenario.collecting(["a", "b"])
        invited.offer("b")
        invited.take(.cancelled)
        let open = try channel(invited, "a")
        #expect(open.participation == .questionWithdrawn && open.withdrawnQuestion == "invitation")
        #expect(open.reasonCode == "cancelled")
        var reviewing = NegotiationScenario.negotiating(["a", "b"])
        reviewing.vote("a", .accept)
        reviewing.take(.cancelled)
        #expect(try channel(reviewing, "a").withdrawnQuestion == nil)
        #expect(try channel(reviewing, "b").withdrawnQuestion == "review")
        #expect(try participation(reviewing, "b") == .released)
    }

    @Test("between two versions the vote shown is the one on the version that there is")
    func betweenVersions() throws {
        var scenario = NegotiationScenario.negotiating(["a", "b"])
        scenario.votes([("a", .negotiate), ("b", .accept)])
        let between = try channel(scenario, "a")
        #expect(between.participation == .waiting && between.round == 2 && between.version == 1)
        #expect(between.ownVote?.vote.kind == .negotiate && between.ownVote?.version == 1)
        scenario.adjust()
        #expect(try channel(scenario, "a").ownVote == nil && participation(scenario, "a") == .asked)
    }

    @Test("a sub-network is a negotiation of its own, and strangers have no part")
    func subnetwork() throws {
        let scenario = NegotiationScenario.inChild(["x"])
        let child = try channel(scenario, "x", in: scenario.child)
        #expect(child.isSubnet && child.participation == .asked && child.demandID == scenario.id)
        #expect(child.surfaceDemand == "find room")
        #expect(Inbox.Channel(scenario.state, scenario.root, of: "x") == nil)
        #expect(Inbox.Channel(scenario.state, scenario.child, of: "a") == nil)
    }

    // MARK: Questions

    @Test("an invitation says what for, a review shows the plan, the own part in it and what changed")
    func questions() throws {
        var scenario = NegotiationScenario.negotiating(["a", "b"])
        func question(_ agent: String) throws -> Inbox.Question {
            let open = try #require(scenario.channel?.openQuestions.first { $0.agentID == agent })
            return try #require(Inbox.Question(open.messageID, scenario.state, scenario.root))
        }
        let first = try question("b")
        #expect(first.kind == .review && first.review?.version == 1 && first.review?.ownAssignments == [1])
        #expect(first.review?.changes == nil && first.review?.ownPreviousVote == nil)
        #expect(first.review?.ownOffer.offer.contribution == "work of b")
        scenario.votes([("a", .negotiate), ("b", .accept)])
        #expect(Inbox.Question(first.messageID, scenario.state, scenario.root) == nil, "closed with the round")
        scenario.adjust()
        let second = try question("b")
        #expect(second.review?.version == 2 && second.review?.ownPreviousVote?.vote.kind == .accept)
        #expect(second.messageID != first.messageID && second.dueAt > first.dueAt)
        let invited = NegotiationScenario.collecting(["a"])
        let open = try #require(invited.channel?.openQuestions.first)
        let invitation = try #require(Inbox.Question(open.messageID, invited.state, invited.root))
        #expect(invitation.invitation?.role == "helper" && invitation.invitation?.needs == ["need"])
        #expect(invitation.review == nil && invitation.demand.text == "a meetup" && !invitation.isReminded)
        #expect(invitation.demand.understanding?.needs == ["need"] && invitation.demand.subDemand == nil)
    }

    @Test("a reminder changes the question and not its id")
    func reminded() throws {
        var scenario = NegotiationScenario.collecting(["a"])
        let before = try #require(scenario.channel?.openQuestions.first)
        scenario.deadline(.reminder)
        let question = try #require(Inbox.Question(before.messageID, scenario.state, scenario.root))
        #expect(question.isReminded && question.dueAt == before.due)
    }

    @Test("as JSON a question has its fields flat, under the documented names")
    func json() throws {
        let scenario = NegotiationScenario.negotiating(["a"])
        let open = try #require(scenario.channel?.openQuestions.first)
        let inbox = Inbox(
            questions: [try #require(Inbox.Question(open.messageID, scenario.state, scenario.root))],
            channels: [try channel(scenario, "a")], next: nil)
        let json = try JSONDecoder().decode(JSONValue.self, from: JSONEncoder().encode(inbox))
        guard case .object(let all) = json, case .array(let questions) = all["questions"],
            case .object(let question) = questions.first, case .array(let channels) = all["channels"],
            case .object(let channel) = channels.first
        else { return #expect(Bool(false), "not an inbox") }
        #expect(
            Set(question.keys) == [
                "message_id", "kind", "channel_id", "demand_id", "is_subnet", "round", "max_rounds", "due_at",
                "reminded", "demand", "version", "proposal", "own_assignments", "own_offer",
            ])
        #expect(question["kind"] == .string("review") && question["message_id"] == .string(open.messageID))
        #expect(channel["participation"] == .string("asked") && channel["is_over"] == .bool(false))
        #expect(
            channel["can"]
                == .object(["withdraw": .bool(true), "bargain": .bool(true), "counter_proposal": .bool(true)]))
    }

    // MARK: Paging

    @Test("pages show each question and each negotiation once, soonest due and newest first")
    func paging() async throws {
        let harness = try await EngineHarness()
        var demands: [DemandID] = []
        for number in 0..<5 {
            let id = try await harness.submit("demand \(number)").demandID
            try await harness.until("demand.broadcast", in: id)
            demands.append(id)
            // Each is due later than the one before.
            harness.clock.advance(milliseconds: 10)
        }
        let token = try await harness.submit("the last")
        try await harness.until("demand.broadcast", in: token.demandID)
        _ = try await harness.coordinator.cancel(token.demandID, ownerToken: token.ownerToken)
        for limit in [1, 2, 4, 5, 6, 100] {
            var questions: [DemandID] = []
            var channels: [DemandID] = []
            var cursor: InboxCursor?
            var pages = 0
            repeat {
                let page = try await harness.coordinator.inbox(of: "a", after: cursor, limit: limit)
                #expect(page.questions.count <= limit && page.channels.count <= limit)
                questions += page.questions.map(\.demandID)
                channels += page.channels.map(\.demandID)
                cursor = try page.next.map { try #require(InboxCursor(text: $0.text)) }
                pages += 1
            } while cursor != nil && pages < 20
            #expect(questions == demands, "limit \(limit)")
            #expect(channels == [token.demandID] + demands.reversed(), "limit \(limit)")
        }
        #expect(try await harness.coordinator.inbox(of: "c", after: nil, limit: 9).channels.isEmpty)
        await expect(.unknownAgent) { try await harness.coordinator.inbox(of: "nobody", after: nil, limit: 9) }
        await harness.coordinator.stop()
    }

    @Test("a cursor survives being written and read; nothing else is one")
    func cursors() throws {
        let questions = MessageCursor(due: Timestamp(milliseconds: 12), messageID: "msg-a")
        let channel = ChannelID(DemandID(randomBytes: Array(repeating: 3, count: 16)))
        let channels = ConversationCursor(demandNumber: 7, channel: channel.rawValue)
        for cursor in [
            InboxCursor(questions: questions, channels: channels), InboxCursor(questions: nil, channels: channels),
            InboxCursor(questions: questions, channels: nil),
        ] {
            #expect(InboxCursor(text: cursor.text) == cursor)
        }
        let bad = [
            "", "x", "!!", Base32.encode(Array("\n\n\n".utf8)), Base32.encode(Array("x\nm\n\n".utf8)),
            Base32.encode(Array("\n\n1\nnowhere".utf8)), String(repeating: "a", count: 513),
        ]
        for text in bad { #expect(InboxCursor(text: text) == nil, "\(text)") }
    }

    @Test("what is over stays as it was, read from memory or from the log")
    func archive() async throws {
        let harness = try await EngineHarness()
        let id = try await harness.negotiating().demandID
        for agent in ["a", "b"] { try await harness.vote(agent, in: id) }
        try await harness.until("demand.completed", in: id)
        let first = try await harness.coordinator.inbox(of: "a", after: nil, limit: 9)
        let again = try await harness.coordinator.inbox(of: "a", after: nil, limit: 9)
        let fresh = try await EngineHarness(on: harness.base, clock: harness.clock, name: "two")
        #expect(first == again && first.channels.map(\.participation) == [.confirmed])
        #expect(try await fresh.coordinator.inbox(of: "a", after: nil, limit: 9) == first)
    }

    @Test("what another instance owns is read once, then only what is new, and is never older than its log")
    func foldedOnce() async throws {
        let harness = try await EngineHarness()
        let id = try await harness.submit().demandID
        try await harness.until("demand.broadcast", in: id)
        let cache = FoldCache()
        // The engine goes on meanwhile: alike are the two only once the log stood still between them.
        func compare() async throws {
            var known: DemandState
            var whole: DemandState
            repeat {
                let before = try #require(try await harness.base.fold(id)).head
                known = try #require(try await cache.state(of: id, in: harness.store))
                try #require(known.head >= before)
                whole = try #require(try await harness.base.fold(id))
            } while whole.head > known.head
            #expect(known == whole)
        }
        try await compare()
        for agent in ["a", "b"] {
            try await harness.offer(agent, in: id)
            try await compare()
        }
        try await harness.until("proposal.distributed", in: id)
        for agent in ["a", "b"] { try await harness.vote(agent, in: id) }
        try await harness.until("demand.completed", in: id)
        #expect(try await cache.state(of: id, in: harness.store) == harness.base.fold(id))
        #expect(try await cache.state(of: id, in: harness.store)?.isCompleted == true)
        let nowhere = DemandID(randomBytes: Array(repeating: 9, count: 16))
        #expect(try await cache.state(of: nowhere, in: harness.store) == nil)
    }

    // MARK: Signals

    @Test("an inbox that is read while a commit is under way shows what the commit brings")
    func readDuringCommit() async throws {
        let harness = try await EngineHarness()
        let id = try await harness.submit().demandID
        try await harness.until("demand.broadcast", in: id)
        let runner = try #require(await harness.coordinator.runner(id))
        // Each read begins where the commit before it may still be on its way back.
        for agent in ["a", "b"] {
            async let said = harness.offer(agent, in: id)
            var rows = try await harness.base.events(of: id, after: 0, limit: 99)
            while !rows.contains(where: { $0.type.hasSuffix("offer.submitted") && $0.payload.contains("\"\(agent)\"") })
            {
                try Task.checkCancellation()
                rows = try await harness.base.events(of: id, after: 0, limit: 99)
            }
            let state = try #require(await runner.settledState())
            #expect(state.head >= rows.count)
            #expect(state.channel?.seat(agent)?.offer != nil)
            _ = try await said
        }
        await harness.coordinator.stop()
    }

    @Test("who watches is told at once, and of every change that concerns them, on every instance")
    func signals() async throws {
        let group = try await Group()
        var signals = group.two.coordinator.inboxSignals(of: "a").makeAsyncIterator()
        _ = await signals.next()
        let id = try await group.one.submit().demandID
        /// Waits for signals until the inbox at the other instance is as it should be.
        func until(_ isMet: (Inbox) -> Bool) async throws {
            while try await !isMet(group.two.coordinator.inbox(of: "a", after: nil, limit: 9)) {
                _ = await signals.next()
                try Task.checkCancellation()
            }
        }
        try await until { $0.questions.map(\.kind) == [.invitation] }
        try await group.two.offer("a", in: id)
        try await until { $0.questions.isEmpty && $0.channels.map(\.participation) == [.waiting] }
        try await group.one.offer("b", in: id)
        try await until { $0.questions.map(\.kind) == [.review] }
        for agent in ["a", "b"] { try await group.one.vote(agent, in: id) }
        try await until { $0.channels.map(\.participation) == [.confirmed] }
        await group.stop()
    }
}
