import Testing

@testable import Engine
@testable import Storage

@Suite("What members' agents elsewhere say", .timeLimit(.minutes(5)))
struct RemoteMembersTests {
    /// Takes questions and leaves them open.
    private struct SilentLink: AgentLink {
        func send(_ messages: [AgentMessage], answersTo receiver: any AnswerReceiver) async -> [Handover] {
            messages.map { _ in .handedOver }
        }
    }

    private func harness(on store: (any Store)? = nil, name: String = "one") async throws -> EngineHarness {
        let harness = try await EngineHarness(
            on: store, name: name, rules: ScriptedDecider(candidates: ["oa_r", "oa_s"], kind: .openagents),
            links: [.openagents: SilentLink()])
        _ = try await harness.base.upsert(
            members: ["oa_r", "oa_s"].map { ScriptedDecider.member($0, kind: .openagents) }, isActive: true)
        try await harness.members.reload()
        return harness
    }

    private func collecting() async throws -> (EngineHarness, DemandID) {
        let harness = try await harness()
        let id = try await harness.submit().demandID
        try await harness.until("demand.broadcast", in: id)
        return (harness, id)
    }

    private func question(
        _ agent: String, _ kind: OpenQuestion.Kind = .invitation, version: Int = 0, in id: DemandID
    ) -> String {
        OpenQuestion.messageID(ChannelID(id), kind, version: version, to: agent)
    }

    private func message(
        _ call: MemberAnswer.Call, _ body: String, re question: String? = nil, round: Int? = 1, own: String? = nil,
        in id: DemandID
    ) -> RemoteMessage {
        RemoteMessage(
            call, channel: ChannelID(id), round: round, inReplyTo: question, messageID: own, body: Array(body.utf8))
    }

    private func refusal(_ message: RemoteMessage, from agent: String, at harness: EngineHarness) async
        -> RemoteRefusal?
    {
        do {
            _ = try await harness.coordinator.take(message, from: agent)
            return nil
        } catch { return error as? RemoteRefusal }
    }

    private let yes = #"{"decision":"participate","contribution":"a hall","confidence":80.0,"unheard_of":{"a":null}}"#

    @Test("they offer and vote like others, decided by remote, and each question counts once")
    func agreement() async throws {
        let (harness, id) = try await collecting()
        for agent in ["oa_r", "oa_s"] {
            let offer = message(.offers, yes, re: question(agent, in: id), in: id)
            #expect(try await harness.coordinator.take(offer, from: agent) == .accepted)
        }
        try await harness.until("proposal.distributed", in: id)
        let late = message(.offers, yes, re: question("oa_r", in: id), in: id)
        #expect(try await harness.coordinator.take(late, from: "oa_r") == .duplicate)
        let accept = #"{"feedback_type":"accept"}"#
        for agent in ["oa_r", "oa_s"] {
            let vote = message(.feedback, accept, re: question(agent, .review, version: 1, in: id), in: id)
            #expect(try await harness.coordinator.take(vote, from: agent) == .accepted)
        }
        try await harness.until("demand.completed", in: id)
        try await harness.checkLog(id)
        _ = await harness.idle()
        let again = message(.offers, yes, re: question("oa_r", in: id), in: id)
        #expect(try await harness.coordinator.take(again, from: "oa_r") == .duplicate)
        #expect(await refusal(message(.withdraw, "{}", in: id), from: "oa_r", at: harness) == .notPossible)
        #expect(await refusal(again, from: "oa_x", at: harness) == .notPossible)
        let offers = try await harness.rows(id).filter { $0.type == "towow.offer.submitted" }
        #expect(offers.count == 2 && offers.allSatisfy { $0.payload.contains(#""decided_by":"remote""#) })
        #expect(
            offers.allSatisfy { $0.payload.contains(#""confidence":80"#) && $0.payload.contains(#""needs":["need"]"#) })
    }

    @Test("nothing is taken that was not asked of the sender, there, then")
    func refusals() async throws {
        let (harness, id) = try await collecting()
        let own = question("oa_r", in: id)
        let other = DemandID(randomBytes: [UInt8](repeating: 9, count: 16))
        let cases: [(RemoteMessage, String, RemoteRefusal)] = [
            (message(.offers, yes, re: own, in: other), "oa_r", .unknownChannel),
            (message(.offers, yes, re: question("oa_x", in: id), in: id), "oa_x", .notInvited),
            (message(.offers, yes, re: question("oa_s", in: id), in: id), "oa_r", .unknownQuestion),
            (message(.offers, yes, re: nil, in: id), "oa_r", .unknownQuestion),
            (message(.offers, yes, re: "msg-guess", in: id), "oa_r", .unknownQuestion),
            (message(.offers, yes, re: own, round: 2, in: id), "oa_r", .wrongRound),
            (
                message(.feedback, #"{"feedback_type":"accept"}"#, re: own, in: id), "oa_r", .unknownQuestion
            ),
            (
                message(
                    .feedback, #"{"feedback_type":"accept"}"#, re: question("oa_r", .review, version: 1, in: id),
                    in: id), "oa_r", .unknownQuestion
            ),
            (message(.bargain, #"{"content":"more"}"#, own: "b", in: id), "oa_r", .notPossible),
        ]
        for (message, agent, expected) in cases {
            #expect(await refusal(message, from: agent, at: harness) == expected)
        }
        for body in [
            #"{"decision":"maybe"}"#, #"{"decision":"participate","confidence":"high"}"#, "{", "[]",
            #"{"decision":"participate","confidence":101}"#,
        ] {
            let refused = await refusal(message(.offers, body, re: own, in: id), from: "oa_r", at: harness)
            guard case .invalid = refused else {
                return #expect(Bool(false), "\(body): \(String(describing: refused))")
            }
        }
        #expect(try await harness.coordinator.take(message(.offers, yes, re: own, in: id), from: "oa_r") == .accepted)
    }

    @Test("a vote on an older version is not counted, and withdrawing needs no question")
    func laterRounds() async throws {
        let (harness, id) = try await collecting()
        for agent in ["oa_r", "oa_s"] {
            _ = try await harness.coordinator.take(
                message(.offers, yes, re: question(agent, in: id), in: id), from: agent)
        }
        try await harness.until("proposal.distributed", in: id)
        let change = #"{"feedback_type":"negotiate","concerns":["Too early"],"negotiation_points":null}"#
        for agent in ["oa_r", "oa_s"] {
            _ = try await harness.coordinator.take(
                message(.feedback, change, re: question(agent, .review, version: 1, in: id), in: id), from: agent)
        }
        try await harness.until("proposal.distributed", 2, in: id)
        let old = message(
            .feedback, #"{"feedback_type":"accept"}"#, re: question("oa_r", .review, version: 1, in: id), in: id)
        #expect(try await harness.coordinator.take(old, from: "oa_r") == .duplicate)
        let wrong = message(
            .feedback, #"{"feedback_type":"accept"}"#, re: question("oa_r", .review, version: 2, in: id), round: 1,
            in: id)
        #expect(await refusal(wrong, from: "oa_r", at: harness) == .wrongRound)
        let bargain = message(.bargain, #"{"content":"Lunch, too"}"#, own: "b-1", in: id)
        #expect(try await harness.coordinator.take(bargain, from: "oa_r") == .accepted)
        #expect(try await harness.coordinator.take(bargain, from: "oa_r") == .duplicate)
        let counter = message(.counterProposal, #"{"counter_proposal":{"start":"noon"}}"#, own: "c-1", in: id)
        #expect(try await harness.coordinator.take(counter, from: "oa_s") == .accepted)
        let leave = message(.withdraw, #"{"reason":"ill"}"#, in: id)
        #expect(try await harness.coordinator.take(leave, from: "oa_s") == .accepted)
        #expect(try await harness.coordinator.take(leave, from: "oa_s") == .duplicate)
        try await harness.until("agent.withdrawn", in: id)
    }

    // MARK: Reading leniently

    private func read(_ call: MemberAnswer.Call, _ json: String, version: Int? = nil) throws -> MemberMessage.Content {
        try MemberAnswer(remote: call, body: Array(json.utf8), messageID: "m", version: version).content
    }

    @Test("what does not go together is left out, what is too long is cut, what is hostile is replaced")
    func lenient() throws {
        let long = String(repeating: "x", count: 3_000)
        let content = try read(
            .offers,
            #"{"decision":"conditional","conditions":[],"response_type":"negotiate","contribution":"\#(long)","decline_reason":"no","suggested_role":"a\u202Eb\ud800"}"#
        )
        guard case .offer(let offer) = content else { return #expect(Bool(false), "not an offer") }
        #expect(offer.decision == .participate && offer.responseType == .offer && offer.declineReason.isEmpty)
        #expect(offer.contribution.unicodeScalars.count == 2_000 && offer.suggestedRole == "a\u{FFFD}b\u{FFFD}")
        guard
            case .vote(let vote, 3) = try read(
                .feedback, #"{"feedback_type":"negotiate","reasoning":"later"}"#, version: 3)
        else { return #expect(Bool(false), "not a vote on version 3") }
        #expect(vote.adjustmentRequest == "later")
        #expect(throws: MemberImportFailure.self) {
            try read(.feedback, #"{"feedback_type":"accept","version":2}"#, version: 3)
        }
    }

    // MARK: Who they are

    private func profile(_ id: String, _ json: String = #"{"display_name":"R"}"#) throws -> Member {
        try Member(remote: Array(json.utf8), id: id, name: nil)
    }

    @Test("a profile is cleaned, and says nothing about its id and kind")
    func profiles() throws {
        let member = try profile(
            "oa_r",
            #"{"display_name":"A\u202eB\nC","id":"x","kind":"auto","nonsense":1,"public_fields":["summary","id"],"summary":null}"#
        )
        #expect(member.id == "oa_r" && member.kind == .openagents && member.displayName == "AB C")
        #expect(member.publicFields == ["summary"] && member.origin == .openagents)
        #expect(try Member(remote: Array("{}".utf8), id: "oa_r", name: "Rob").displayName == "Rob")
        for json in [
            #"{"display_name":"\u202e"}"#, #"{"price":5}"#, "[]", "{}",
            #"{"summary":"\#(String(repeating: "x", count: 70_000))"}"#,
        ] {
            #expect(throws: MemberImportFailure.self) { try profile("oa_r", json) }
        }
        #expect(throws: MemberImportFailure.self) {
            try MemberDraft.new(Array(#"{"agent_id":"oa_x","display_name":"X"}"#.utf8), generatedID: "m-1")
        }
    }

    @Test("who is let in is active; others wait for the operator, whose word then stands")
    func admission() async throws {
        let harness = try await EngineHarness()
        let coordinator = harness.coordinator
        func standing(_ json: String = #"{"display_name":"R"}"#, isAllowed: Bool) async throws -> RemoteStanding? {
            try await coordinator.takeIn(remote: [try profile("oa_r", json)]) { _ in isAllowed }["oa_r"]
        }
        #expect(try await standing(isAllowed: false) == .waiting)
        #expect(harness.members.current("oa_r") == nil)
        #expect(try await coordinator.profile("oa_r")?.isActive == false)
        try await coordinator.activate("oa_r")
        #expect(try await standing(#"{"display_name":"R2"}"#, isAllowed: false) == .active)
        #expect(harness.members.current("oa_r")?.member.displayName == "R2")
        try await coordinator.deactivate("oa_r")
        #expect(try await standing(isAllowed: true) == .off, "the operator switched it off")
        let other = try profile("oa_s")
        #expect(try await coordinator.takeIn(remote: [other]) { _ in false } == ["oa_s": .waiting])
        #expect(try await coordinator.takeIn(remote: [other]) { _ in true } == ["oa_s": .active])
        #expect(harness.members.current("oa_s")?.isActive == true)
    }

    @Test(
        "a profile that an agent shows is changed by nobody here: the fields are named; who is active is the operator's"
    )
    func foreignProfile() async throws {
        let harness = try await EngineHarness()
        let coordinator = harness.coordinator
        let shown = try profile("oa_r", #"{"display_name":"R","summary":"halls","notice_days":2}"#)
        #expect(try await coordinator.takeIn(remote: [shown]) { _ in true } == ["oa_r": .active])
        func fields(_ body: () async throws -> some Any) async -> [String]? {
            do {
                _ = try await body()
                return nil
            } catch { return (error as? RemoteProfileFault)?.changes.flatMap(\.fields) ?? ["\(error)"] }
        }
        func edit(_ json: String) async -> [String]? {
            await fields { try await coordinator.edit("oa_r", Array(json.utf8)) }
        }
        #expect(
            await edit(#"{"summary":"barns","notice_days":null,"remote":true}"#) == [
                "notice_days", "remote", "summary",
            ])
        #expect(await edit(#"{"kind":"manual"}"#) == ["kind"])
        #expect(await edit(#"{"summary":"halls","version":1}"#) == nil, "nothing would change")
        var other = shown
        other.displayName = "Q"
        let local = ScriptedDecider.member("anna", kind: .auto)
        for isTrial in [true, false] {
            let refused = await fields { try await coordinator.take(members: [local, other], isTrial: isTrial) }
            #expect(refused == ["display_name"])
        }
        #expect(try await coordinator.profile("anna") == nil, "all or none")
        #expect(try await coordinator.profile("oa_r") == MemberRecord(member: shown, version: 1, isActive: true))
        // What is the operator's stays so through the next look.
        try await coordinator.deactivate("oa_r")
        #expect(await fields { try await coordinator.take(members: [other], isTrial: false) } == ["display_name"])
        #expect(try await coordinator.takeIn(remote: [shown]) { _ in true } == ["oa_r": .off])
        #expect(try await coordinator.take(members: [shown], isTrial: false).updated == 1)
        #expect(try await coordinator.takeIn(remote: [other]) { _ in false } == ["oa_r": .active])
        #expect(try await coordinator.profile("oa_r")?.member == other, "the network's word")
    }

    @Test("a local member is never touched")
    func local() async throws {
        let harness = try await EngineHarness()
        let local = ScriptedDecider.member("oa_r", kind: .auto)
        _ = try await harness.base.upsert(members: [local], isActive: true)
        let standings = try await harness.coordinator.takeIn(remote: [try profile("oa_r")]) { _ in true }
        #expect(standings == ["oa_r": .taken])
        #expect(try await harness.coordinator.profile("oa_r")?.member == local)
    }

    @Test("who is away is not invited")
    func absent() async throws {
        let harness = try await EngineHarness()
        let members = ["oa_r", "oa_s"].map { ScriptedDecider.member($0, kind: .openagents) }
        _ = try await harness.base.upsert(members: members, isActive: true)
        try await harness.members.reload()
        let environment = await harness.coordinator.environment
        #expect(await environment.absentMembers() == ["oa_r", "oa_s"])
        #expect(environment.presence.set(online: ["oa_r"]) == ["oa_r"])
        #expect(await environment.absentMembers() == ["oa_s"])
        #expect(members.map { environment.presence.isOnline($0) } == [true, false])
        #expect(environment.presence.isOnline(ScriptedDecider.member("a", kind: .manual)) == nil)
        let matcher = MemberMatcher(source: harness.members)
        func found(absent: Set<String>) async -> [String] {
            let query = MatchQuery(
                text: "work", needs: [], language: .english, today: CalendarDate(year: 2026, month: 11, day: 29),
                limit: 50, absent: absent)
            return await matcher.match(query).matches.map(\.record.member.id)
        }
        #expect(await Set(found(absent: [])).isSuperset(of: ["oa_r", "oa_s"]))
        #expect(await found(absent: ["oa_s"]).contains("oa_s") == false)
    }
}
