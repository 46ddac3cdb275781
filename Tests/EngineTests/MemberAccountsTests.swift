import Synchronization
import Testing

@testable import Engine
@testable import Storage

@Suite("Members' accounts", .timeLimit(.minutes(5)))
struct MemberAccountsTests {
    private func bytes(_ json: String) -> [UInt8] { Array(json.utf8) }

    private let anna = #"{"agent_id":"anna","display_name":"Anna","capabilities":[{"name":"venue","tags":[]}]}"#

    private func register(_ json: String, at harness: EngineHarness) async throws -> MemberRegistration {
        try await harness.coordinator.register(bytes(json))
    }

    /// Field and problem of each fault.
    private func faults(_ body: () async throws -> some Any) async -> [String] {
        do {
            _ = try await body()
            Issue.record("was not refused")
            return []
        } catch let failure as MemberImportFailure {
            return failure.faults.map { "\($0.field): \($0.problem)" }.sorted()
        } catch {
            Issue.record(error)
            return []
        }
    }

    private func reason(_ body: () async throws -> some Any) async -> String? {
        do {
            _ = try await body()
            return nil
        } catch {
            return (error as? TowowError)?.reason
        }
    }

    // MARK: Registering

    @Test("whoever registers is in the directory at once, and the token speaks for them")
    func register() async throws {
        let harness = try await EngineHarness()
        let registration = try await register(anna, at: harness)
        #expect(registration.record.member.kind == .manual && registration.record.version == 1)
        #expect(registration.token.utf8.count == 56 && registration.token.hasPrefix("mem-"))
        #expect(harness.members.current("anna") == registration.record)
        #expect(try await harness.coordinator.memberID(ofToken: registration.token) == "anna")
        let row = try await harness.base.token(hash: Crypto.sha256(registration.token.utf8))
        #expect(row?.subject == "anna", "the store has the digest alone")
    }

    @Test("without an id one is made, and no two are the same")
    func generatedID() async throws {
        let harness = try await EngineHarness()
        var ids: Set<String> = []
        for _ in 0..<5 { ids.insert(try await register(#"{"display_name":"N"}"#, at: harness).record.member.id) }
        #expect(ids.count == 5 && ids.allSatisfy { $0.hasPrefix("m-") && $0.utf8.count == 18 })
    }

    @Test("an id that is or was in use is taken; of many at once, one gets it")
    func taken() async throws {
        let harness = try await EngineHarness()
        let winners = await withTaskGroup(of: String?.self) { group in
            for _ in 0..<10 { group.addTask { try? await register(anna, at: harness).token } }
            return await group.reduce(into: [String]()) { tokens, token in if let token { tokens.append(token) } }
        }
        #expect(winners.count == 1)
        #expect(await reason { try await register(anna, at: harness) } == "id_taken")
        try await harness.coordinator.deactivate("anna")
        #expect(await reason { try await register(anna, at: harness) } == "id_taken")
    }

    @Test(
        "what is wrong with a profile is said field by field, and nobody is registered",
        arguments: [
            (#"{}"#, ["display_name: missing"]),
            (#"{"display_name":"A","kind":"openagents"}"#, ["kind: only auto and manual members register here"]),
            (#"{"display_name":"A","agent_id":"operator"}"#, ["agent_id: reserved"]),
            (#"{"display_name":"A","agent_id":"a","id":"b"}"#, ["agent_id: given twice"]),
            (#"{"display_name":"A","version":3}"#, ["version: unknown field"]),
            (#"{"display_name":"A","colour":"red"}"#, ["colour: unknown field"]),
            (#"{"display_name":"A","notice_days":-1}"#, ["notice_days: not between 0 and 3650"]),
            (#"[]"#, [": not an object"]),
        ])
    func faultyProfile(json: String, expected: [String]) async throws {
        let harness = try await EngineHarness()
        let found = await faults { try await register(json, at: harness) }
        #expect(found.map { $0.prefix(while: { $0 != ":" }) } == expected.map { $0.prefix(while: { $0 != ":" }) })
        for (found, expected) in zip(found, expected) where !expected.contains("between") { #expect(found == expected) }
        #expect(try await harness.base.statistics().members == 6, "those of the harness")
    }

    @Test("while the store is away nobody is registered, and the caller may try again")
    func storeAway() async throws {
        let harness = try await EngineHarness()
        harness.store.kill()
        await expect(.overloaded) { try await harness.coordinator.edit("a", bytes(#"{"summary":"x"}"#)) }
        await expect(.overloaded) { try await harness.coordinator.profile("a") }
    }

    // MARK: Tokens

    @Test(
        "no other text is a token",
        arguments: ["", "mem-", "mem-short", "mem-" + String(repeating: "a", count: 52), "own-x"])
    func noToken(text: String) async throws {
        let harness = try await EngineHarness()
        _ = try await register(anna, at: harness)
        #expect(try await harness.coordinator.memberID(ofToken: text) == nil)
    }

    @Test("a renewed token revokes all older ones")
    func renew() async throws {
        let harness = try await EngineHarness()
        let first = try await register(anna, at: harness).token
        let second = try await harness.coordinator.renewToken(of: "anna")
        let third = try await harness.coordinator.renewToken(of: "anna")
        var speaking: [String?] = []
        for token in [first, second, third] {
            speaking.append(try await harness.coordinator.memberID(ofToken: token))
        }
        #expect(speaking == [nil, nil, "anna"])
        await expect(.unknownAgent) { try await harness.coordinator.renewToken(of: "nobody") }
        try await harness.coordinator.deactivate("anna")
        await expect(.unknownAgent) { try await harness.coordinator.renewToken(of: "anna") }
    }

    @Test("a token of another kind speaks for nobody")
    func otherKind() async throws {
        let harness = try await EngineHarness()
        let token = MemberToken(secret: Array(repeating: 5, count: 32))
        try await harness.base.put(
            token: TokenRow(hash: token.hash, kind: "other", subject: "a", createdAt: harness.clock.now()))
        #expect(try await harness.coordinator.memberID(ofToken: token.text) == nil)
    }

    // MARK: Editing

    @Test("a change replaces the fields it names, null clears one, and the same again keeps the version")
    func edit() async throws {
        let harness = try await EngineHarness()
        _ = try await register(anna, at: harness)
        let change = bytes(#"{"summary":"a hall","notice_days":3}"#)
        let changed = try await harness.coordinator.edit("anna", change)
        #expect(changed.version == 2 && changed.member.summary == "a hall" && changed.member.noticeDays == 3)
        #expect(changed.member.capabilities.map(\.name) == ["venue"])
        #expect(harness.members.current("anna") == changed)
        #expect(try await harness.coordinator.edit("anna", change).version == 2)
        let cleared = try await harness.coordinator.edit("anna", bytes(#"{"notice_days":null}"#))
        #expect(cleared.version == 3 && cleared.member.noticeDays == nil && cleared.member.summary == "a hall")
        #expect(
            await faults { try await harness.coordinator.edit("anna", bytes(#"{"agent_id":"b"}"#)) }
                == ["agent_id: cannot be changed"])
        #expect(await faults { try await harness.coordinator.edit("anna", bytes(#"{"kind":null}"#)) }.count == 1)
        await expect(.unknownAgent) { try await harness.coordinator.edit("nobody", change) }
    }

    @Test("a change that names an older version is refused; of two, the second is")
    func versionConflict() async throws {
        let harness = try await EngineHarness()
        _ = try await register(anna, at: harness)
        let results = await withTaskGroup(of: Bool.self) { group in
            for number in 0..<8 {
                group.addTask {
                    let body = bytes(#"{"version":1,"summary":"\#(number)"}"#)
                    return (try? await harness.coordinator.edit("anna", body)) != nil
                }
            }
            return await group.reduce(into: 0) { $0 += $1 ? 1 : 0 }
        }
        #expect(results == 1)
        let late = await reason { try await harness.coordinator.edit("anna", bytes(#"{"version":1,"summary":"z"}"#)) }
        #expect(late == "profile_changed")
        #expect(try await harness.coordinator.edit("anna", bytes(#"{"version":2,"summary":"z"}"#)).version == 3)
    }

    @Test("changes of different fields at the same time are all kept")
    func concurrentEdits() async throws {
        let harness = try await EngineHarness()
        _ = try await register(anna, at: harness)
        let changes = [#"{"summary":"s"}"#, #"{"notice_days":2}"#, #"{"remote":true}"#, #"{"languages":["en"]}"#]
        try await withThrowingTaskGroup(of: Void.self) { group in
            for change in changes {
                group.addTask { _ = try await harness.coordinator.edit("anna", bytes(change)) }
            }
            try await group.waitForAll()
        }
        let member = try #require(try await harness.coordinator.profile("anna")).member
        #expect(member.summary == "s" && member.noticeDays == 2 && member.remote == true && member.languages == ["en"])
    }

    // MARK: Leaving

    @Test("who leaves is out of the directory, has no token, and leaves what runs; again changes nothing")
    func deactivate() async throws {
        let harness = try await EngineHarness(rules: ScriptedDecider(candidates: ["anna", "b"]))
        let token = try await register(anna, at: harness).token
        let id = try await harness.submit().demandID
        try await harness.until("demand.broadcast", in: id)
        try await harness.offer("b", in: id)
        #expect(try await harness.coordinator.deactivate("anna"))
        try await harness.until("agent.kicked", in: id)
        try await harness.until("proposal.distributed", in: id)
        #expect(try await harness.coordinator.memberID(ofToken: token) == nil)
        #expect(try await harness.coordinator.member("anna") == nil)
        #expect(try await harness.coordinator.profile("anna")?.isActive == false)
        #expect(try await harness.coordinator.deactivate("anna") == false)
        #expect(try await harness.types(id).count { $0 == "agent.kicked" } == 1)
        await expect(.unknownAgent) { try await harness.coordinator.deactivate("nobody") }
        await expect(.unknownAgent) { try await harness.coordinator.edit("anna", bytes(#"{"summary":"x"}"#)) }
        await expect(.notPossible) { try await harness.offer("anna", in: id) }
        let inbox = try await harness.coordinator.inbox(of: "anna", after: nil, limit: 9)
        #expect(inbox.questions.isEmpty && inbox.channels.map(\.participation) == [.removed])
        #expect(inbox.channels.map(\.reasonCode) == ["member_deactivated"])
    }

    @Test("who leaves while a plan is voted on has no vote left, and the others decide")
    func deactivatedWhileVoting() async throws {
        let harness = try await EngineHarness()
        let id = try await harness.negotiating().demandID
        try await harness.vote("a", in: id)
        try await harness.coordinator.deactivate("b")
        try await harness.until("demand.completed", in: id)
        try await harness.checkLog(id)
        let final = try #require(try await harness.coordinator.state(of: id)?.channel?.outcome)
        #expect(final.confirmed == ["a"])
    }

    // MARK: Elsewhere

    @Test("what one instance does to an account holds at the other: registered, edited, renewed, left")
    func otherInstance() async throws {
        let group = try await Group()
        let token = try await register(anna, at: group.one).token
        #expect(try await group.two.coordinator.memberID(ofToken: token) == "anna")
        while group.two.members.current("anna") == nil {
            try Task.checkCancellation()
            await Task.yield()
        }
        let edited = try await group.two.coordinator.edit("anna", bytes(#"{"summary":"x"}"#))
        #expect(try await group.one.coordinator.profile("anna") == edited)
        let renewed = try await group.two.coordinator.renewToken(of: "anna")
        #expect(try await group.one.coordinator.memberID(ofToken: token) == nil)
        #expect(try await group.one.coordinator.memberID(ofToken: renewed) == "anna")
        try await group.one.coordinator.deactivate("anna")
        #expect(try await group.two.coordinator.memberID(ofToken: renewed) == nil, "though still in its directory")
        await group.stop()
    }

    @Test("a member who leaves at one instance is out of the negotiations of the other")
    func leavesElsewhere() async throws {
        let group = try await Group(rules: ScriptedDecider(candidates: ["anna", "b"]))
        _ = try await register(anna, at: group.one)
        let id = try await group.one.submit().demandID
        try await group.one.until("demand.broadcast", in: id)
        try await group.two.coordinator.deactivate("anna")
        try await group.one.until("agent.kicked", in: id)
        await group.stop()
    }
}
