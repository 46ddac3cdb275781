import Testing

@testable import Engine
@testable import Storage

@Suite("The requester's right", .timeLimit(.minutes(5)))
struct OwnerTests {
    static let key = "0123456789abcdef-key"

    // engine §7; E002, E020, E021
    @Test("cancel and clarify need the owner's token", arguments: [true, false])
    func tokens(cancel: Bool) async throws {
        let harness = try await EngineHarness()
        let submission = try await harness.submit(clarify: !cancel)
        let other = try await harness.submit()
        let id = submission.demandID
        try await harness.until("demand.understood", in: id)
        func call(_ id: DemandID, _ token: String) async throws -> Acknowledgement {
            cancel
                ? try await harness.coordinator.cancel(id, ownerToken: token)
                : try await harness.coordinator.clarify(id, ownerToken: token, answers: [])
        }
        let before = try await harness.types(id).filter { $0 == "demand.completed" || $0 == "demand.clarified" }
        await expect(.unauthenticated) { try await call(id, "") }
        await expect(.forbidden) { try await call(id, "own-wrong") }
        await expect(.forbidden) { try await call(id, other.ownerToken) }
        await expect(.forbidden) { try await call(id, submission.ownerToken + " ") }
        await expect(.unknownDemand) {
            try await call(DemandID(randomBytes: Array(repeating: 9, count: 16)), submission.ownerToken)
        }
        #expect(try await harness.types(id).filter { $0 == "demand.completed" || $0 == "demand.clarified" } == before)
        #expect(try await call(id, submission.ownerToken) == .accepted)
    }

    @Test("a cancel ends the demand, a second one is a duplicate, after the outcome there is none")
    func cancel() async throws {
        let harness = try await EngineHarness()
        let submission = try await harness.negotiating()
        let id = submission.demandID
        #expect(try await harness.coordinator.cancel(id, ownerToken: submission.ownerToken) == .accepted)
        #expect(try await harness.coordinator.cancel(id, ownerToken: submission.ownerToken) == .duplicate)
        #expect(try await harness.coordinator.summary(of: id)?.status == .cancelled)
        await expect(.notPossible) { try await harness.vote("a", in: id) }
        let agreed = try await harness.negotiating()
        for agent in ["a", "b"] { try await harness.vote(agent, in: agreed.demandID) }
        try await harness.until("demand.completed", in: agreed.demandID)
        await expect(.notPossible) {
            try await harness.coordinator.cancel(agreed.demandID, ownerToken: agreed.ownerToken)
        }
    }

    // engine §2
    @Test("answers lead to a second understanding that has read them; unknown and doubled questions are refused")
    func clarify() async throws {
        let harness = try await EngineHarness()
        let submission = try await harness.submit(clarify: true)
        let id = submission.demandID
        try await harness.until("demand.understood", in: id)
        func answer(_ answers: [ClarifyingAnswer]) async throws -> Acknowledgement {
            try await harness.coordinator.clarify(id, ownerToken: submission.ownerToken, answers: answers)
        }
        await expect(.badRequest) { try await answer([.init(id: "q9", text: "x")]) }
        await expect(.badRequest) { try await answer([.init(id: "q1", text: "x"), .init(id: "q1", text: "y")]) }
        #expect(try await answer([.init(id: "q1", text: "Beijing")]) == .accepted)
        try await harness.until("demand.understood", 2, in: id)
        await expect(.notPossible) { try await answer([.init(id: "q1", text: "late")]) }
        #expect(try await harness.coordinator.state(of: id)?.revision == 2)
    }

    @Test("nobody answers: after 120 seconds the demand goes on, and answers are too late")
    func clarifyDeadline() async throws {
        let harness = try await EngineHarness()
        let submission = try await harness.submit(clarify: true)
        try await harness.until("demand.understood", in: submission.demandID)
        await harness.clock.untilSomebodySleeps(120_000)
        harness.clock.advance(milliseconds: 120_000)
        try await harness.until("demand.broadcast", in: submission.demandID)
        await expect(.notPossible) {
            try await harness.coordinator.clarify(
                submission.demandID, ownerToken: submission.ownerToken, answers: [.init(id: "q1", text: "late")])
        }
    }

    @Test("an answer of nothing is no answer")
    func blankAnswer() async throws {
        let harness = try await EngineHarness()
        let submission = try await harness.submit(clarify: true)
        try await harness.until("demand.understood", in: submission.demandID)
        #expect(
            try await harness.coordinator.clarify(
                submission.demandID, ownerToken: submission.ownerToken, answers: [.init(id: "q1", text: "")])
                == .accepted)
        try await harness.until("demand.broadcast", in: submission.demandID)
        #expect(try await harness.types(submission.demandID).count { $0 == "demand.understood" } == 1)
    }

    // MARK: Idempotency (§11: F3)

    @Test("fifty concurrent calls with one key make one demand, and each gets the same owner token")
    func concurrentKey() async throws {
        let harness = try await EngineHarness()
        let submissions = try await withThrowingTaskGroup(of: Submission.self) { group in
            for _ in 0..<50 { group.addTask { try await harness.submit(key: Self.key) } }
            var all: [Submission] = []
            for try await submission in group { all.append(submission) }
            return all
        }
        #expect(Set(submissions.map(\.demandID)).count == 1)
        #expect(Set(submissions.map(\.ownerToken)).count == 1)
        #expect(submissions.count { !$0.isRepetition } == 1)
        #expect(try await harness.base.statistics().demands == 1)
        let first = try #require(submissions.first)
        #expect(try await harness.coordinator.cancel(first.demandID, ownerToken: first.ownerToken) == .accepted)
    }

    @Test("the same key with another text is refused, another key makes another demand")
    func keyReused() async throws {
        let harness = try await EngineHarness()
        let first = try await harness.submit("one", key: Self.key)
        await expect(.notPossible) { try await harness.submit("two", key: Self.key) }
        let second = try await harness.submit("one", key: Self.key + "2")
        #expect(second.demandID != first.demandID && second.ownerToken != first.ownerToken)
    }

    @Test("a key holds across a restart")
    func keyAcrossRestart() async throws {
        let first = try await EngineHarness()
        let submission = try await first.submit(key: Self.key)
        await first.coordinator.stop()
        let second = try await EngineHarness(on: first.base)
        let again = try await second.submit(key: Self.key)
        #expect(
            again.isRepetition && again.demandID == submission.demandID && again.ownerToken == submission.ownerToken)
    }

    @Test("after 24 hours the key may be used again")
    func keyExpires() async throws {
        let harness = try await EngineHarness()
        let first = try await harness.submit(key: Self.key)
        harness.clock.advance(milliseconds: 86_400_000 + 1)
        let second = try await harness.submit(key: Self.key)
        #expect(!second.isRepetition && second.demandID != first.demandID)
        await harness.coordinator.stop()
    }

    // product: what the store holds gives nobody a right
    @Test("the store holds neither the token nor the key in clear text")
    func noClearText() async throws {
        let harness = try await EngineHarness()
        let submission = try await harness.submit(key: Self.key)
        let id = submission.demandID
        _ = try await harness.submit(key: Self.key)
        try await harness.until("demand.broadcast", in: id)
        let secret = String(submission.ownerToken.dropFirst(4))
        var texts: [String] = []
        for demand in harness.store.created { texts.append("\(demand)") }
        for batch in harness.store.batches { texts.append("\(batch)") }
        for row in try await harness.rows(id) { texts.append(row.payload + (row.privatePart ?? "")) }
        texts.append("\(try #require(try await harness.base.demand(id)))")
        for text in texts {
            #expect(!text.contains(secret))
            #expect(!text.contains(Self.key))
        }
        let claim = try #require(harness.store.created.first?.claim)
        #expect(IdempotentAnswer.read(claim.answer, key: "another key 123456")?.secret != Base32.decode(secret))
    }

    // wire F-22; product: ids are unguessable
    @Test("two submissions share nothing that could be guessed")
    func unguessable() async throws {
        let harness = try await EngineHarness()
        let one = try await harness.submit("same")
        let two = try await harness.submit("same")
        #expect(one.demandID != two.demandID && one.ownerToken != two.ownerToken)
        #expect(one.demandID.rawValue.utf8.count == 28)
        #expect(one.ownerToken.utf8.count == 56, "256 bits")
        await harness.coordinator.stop()
    }

    // §10: 109; api: bad text
    @Test("no text and too long a text are refused; everything between is taken as it is")
    func texts() async throws {
        let harness = try await EngineHarness()
        await expect(.badRequest) { try await harness.submit("") }
        await expect(.badRequest) { try await harness.submit(String(repeating: "字", count: 8_001)) }
        for text in ["?", String(repeating: "字", count: 8_000), "<script>alert(1)</script>", "a\u{1F600}\"\\\n"] {
            let id = try await harness.submit(text).demandID
            #expect(try await harness.coordinator.state(of: id)?.request.text == text)
        }
        await harness.coordinator.stop()
    }

    @Test("asking about a demand that does not exist gives nothing")
    func unknown() async throws {
        let harness = try await EngineHarness()
        let id = DemandID(randomBytes: Array(repeating: 1, count: 16))
        #expect(try await harness.coordinator.state(of: id) == nil)
        #expect(try await harness.coordinator.summary(of: id) == nil)
        #expect(try await harness.coordinator.events(of: id, after: 0, limit: 10).isEmpty)
    }
}
