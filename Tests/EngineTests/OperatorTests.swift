import FoundationEssentials
import Testing

@testable import Engine

/// What the operator does to demands and members.
@Suite(.timeLimit(.minutes(5)))
struct OperatorTests {
    // MARK: Cancel

    @Test("an operator's cancel ends the demand and says who it was")
    func cancelActive() throws {
        var scenario = NegotiationScenario.negotiating(["a", "b"])
        let before = scenario.types
        #expect(scenario.take(.cancelledByOperator) == .accepted)
        #expect(scenario.types == before + ["negotiation.failed", "demand.completed"])
        let failed = try scenario.payload("negotiation.failed")
        #expect(failed["reason_code"] == .string("cancelled") && failed["decided_by"] == .string("operator"))
        #expect(failed["reason"]?.stringValue?.contains("operator") == true)
        #expect(scenario.state.completion?.reason?.contains("operator") == true)
        #expect(scenario.state.effects.isEmpty)
        #expect(scenario.take(.cancelledByOperator) == .duplicate)
        #expect(scenario.take(.cancelled) == .duplicate)
    }

    @Test("before there is a channel the last event says that it was the operator")
    func cancelBeforeChannel() {
        var scenario = NegotiationScenario()
        #expect(scenario.take(.cancelledByOperator) == .accepted)
        #expect(scenario.types.last == "demand.completed")
        #expect(scenario.state.completion?.reason == "The operator cancelled this demand")
    }

    @Test("after the outcome the operator cannot cancel either")
    func cancelTooLate() {
        var scenario = NegotiationScenario.agreed()
        #expect(scenario.take(.cancelledByOperator).code == .notPossible)
    }

    @Test("cancel and kick at an instance that does not own the demand are carried out by the one that does")
    func elsewhere() async throws {
        let group = try await Group()
        let (first, second) = (try await group.one.submit().demandID, try await group.one.submit().demandID)
        for id in [first, second] { try await group.two.until("demand.broadcast", in: id) }
        let kicked = try await group.two.coordinator.kick("a", from: ChannelID(first), reason: "spam")
        #expect(kicked == .accepted)
        #expect(try await group.two.types(first).contains("agent.kicked"))
        #expect(try await group.two.coordinator.kick("a", from: ChannelID(first), reason: "again") == .duplicate)
        let nobody = await #expect(throws: TowowError.self) {
            _ = try await group.two.coordinator.kick("nobody", from: ChannelID(first), reason: "x")
        }
        #expect(nobody?.code == .unknownAgent)

        #expect(try await group.two.coordinator.cancel(second) == .accepted)
        #expect(try await group.two.coordinator.cancel(second) == .duplicate)
        try await group.two.checkLog(second)
        let events = try await group.base.events(of: second, after: 0, limit: 100)
        let failed = try #require(events.first { $0.type == "towow.negotiation.failed" })
        #expect(failed.payload.contains(#""decided_by":"operator""#))
        #expect(await group.two.coordinator.runner(second) == nil)
        await group.stop()
    }

    @Test("an unknown demand cannot be cancelled")
    func unknown() async throws {
        let group = try await Group(["one"])
        let id = DemandID(randomBytes: Array(repeating: 9, count: 16))
        let error = await #expect(throws: TowowError.self) { _ = try await group.one.coordinator.cancel(id) }
        #expect(error?.code == .unknownDemand)
        await group.stop()
    }

    // MARK: Lists

    @Test("a search finds words of the text and parts of ids, page after page, each demand once")
    func search() async throws {
        let group = try await Group(["one"])
        let ids = [
            try await group.one.submit().demandID, try await group.one.submit().demandID,
            try await group.one.submit().demandID,
        ]
        let everything = try await group.one.coordinator.demands(DemandQuery(limit: 10))
        #expect(everything.entries.map(\.demand.id) == ids.reversed() && everything.next == nil)
        let text = try #require(everything.entries.first?.text)
        let word = try #require(text.split(separator: " ").first.map(String.init))
        var found: [DemandID] = []
        var cursor: Int?
        repeat {
            let page = try await group.one.coordinator.demands(
                DemandQuery(words: [word.uppercased()], cursor: cursor, limit: 2))
            #expect(page.entries.count <= 2)
            found += page.entries.map(\.demand.id)
            cursor = page.next
        } while cursor != nil
        #expect(found == ids.reversed())
        let byID = try await group.one.coordinator.demands(
            DemandQuery(words: [String(ids[1].token.prefix(12))], limit: 10))
        #expect(byID.entries.map(\.demand.id) == [ids[1]])
        #expect(
            try await group.one.coordinator.demands(DemandQuery(words: [word, "xyzzy"], limit: 10)).entries.isEmpty)
        await group.stop()
    }

    // MARK: Members

    @Test("members are taken in with an account of what changes; a trial changes nothing")
    func intake() async throws {
        let group = try await Group(["one"])
        let coordinator = group.one.coordinator
        let known = try await coordinator.allMembers(matching: nil, after: nil, limit: 100).members.map(\.member)
        #expect(known.count >= 2)
        var changed = known[0]
        changed.summary += " And more."
        var new = known[1]
        new.id = "newcomer"
        let batch = [changed, known[1], new]
        let trial = try await coordinator.take(members: batch, isTrial: true)
        #expect((trial.created, trial.updated, trial.unchanged) == (1, 1, 1))
        #expect(try await group.base.member("newcomer", version: nil) == nil)
        #expect(try await coordinator.take(members: batch, isTrial: false) == trial)
        #expect(try await coordinator.member("newcomer")?.isActive == true)
        #expect(try await coordinator.member(changed.id)?.member == changed)
        let again = try await coordinator.take(members: batch, isTrial: false)
        #expect((again.created, again.updated, again.unchanged) == (0, 0, 3))
        await group.stop()
    }

    @Test("a member goes out of the directory and comes back; the list shows both")
    func activation() async throws {
        let group = try await Group(["one"])
        let coordinator = group.one.coordinator
        try await coordinator.deactivate("a")
        #expect(try await coordinator.member("a") == nil)
        let listed = try await coordinator.allMembers(matching: "a", after: nil, limit: 100).members
        #expect(listed.first { $0.member.id == "a" }?.isActive == false)
        #expect(try await coordinator.activate("a"))
        #expect(try await coordinator.activate("a") == false)
        #expect(try await coordinator.member("a")?.isActive == true)
        let error = await #expect(throws: TowowError.self) { try await coordinator.activate("nobody") }
        #expect(error?.code == .unknownAgent)
        await group.stop()
    }

    @Test("members are listed page by page, with and without a search")
    func memberPages() async throws {
        let group = try await Group(["one"])
        let coordinator = group.one.coordinator
        let all = try await coordinator.allMembers(matching: nil, after: nil, limit: 200)
        #expect(all.next == nil)
        for text in [nil, all.members[0].member.displayName] as [String?] {
            var ids: [String] = []
            var cursor: String?
            repeat {
                let page = try await coordinator.allMembers(matching: text, after: cursor, limit: 1)
                ids += page.members.map(\.member.id)
                cursor = page.next
            } while cursor != nil
            #expect(ids == ids.sorted() && Set(ids).count == ids.count)
            if text == nil { #expect(ids == all.members.map(\.member.id)) }
            #expect(ids.contains(all.members[0].member.id))
        }
        await group.stop()
    }
}
