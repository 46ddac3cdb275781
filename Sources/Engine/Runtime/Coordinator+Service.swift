import Logging
import Synchronization

extension Coordinator: NegotiationService {
    /// The longest demand text, in Unicode scalar values after trimming.
    public static let maxTextScalars = 8_000

    // MARK: Submit

    public nonisolated func submit(_ request: DemandRequest, idempotency: Idempotency?) async throws -> Submission {
        let scalars = request.text.unicodeScalars.count
        guard scalars > 0 else { throw TowowError(.badRequest, "empty_demand") }
        guard scalars <= Coordinator.maxTextScalars else { throw TowowError(.badRequest, "demand_too_long") }
        let id = DemandID(randomBytes: environment.ids.randomBytes(16))
        let secret = environment.ids.randomBytes(32)
        let token = OwnerToken(secret: secret)
        let now = environment.clock.now()
        let body = DemandSubmitted(request)
        let row: StoredEvent
        do {
            row = try EventCoding().row(
                Event(
                    channel: ChannelID(id), body: .demandSubmitted(body),
                    hidden: .init(requestID: request.requestID)), sequence: 1, at: now)
        } catch {
            throw TowowError(.badRequest, "demand_not_encodable")
        }
        let claim = idempotency.map { IdempotentAnswer.claim($0, demandID: id, secret: secret, now: now) }
        let demand = NewDemand(
            id: id, submittedAt: now, ownerTokenHash: token.hash, firstEvent: row, claim: claim,
            logFormat: EngineEnvironment.logFormat)
        submitsInFlight.add(1, ordering: .relaxed)
        defer { leaveSubmit() }
        let result: CreateResult
        do { result = try await environment.store.create(demand) } catch { throw overload(error) }
        switch result {
        case .created:
            environment.hub.publish([row], of: id)
            await enqueue(DemandState(id: id, submitted: body, at: now, requestID: request.requestID))
            return Submission(demandID: id, ownerToken: token.text, isRepetition: false)
        case .repeated(let answer):
            guard let idempotency, let first = IdempotentAnswer.read(answer, key: idempotency.key) else {
                throw TowowError(.overloaded, "stored_answer_unreadable", retryAfter: 2)
            }
            return Submission(
                demandID: first.demandID, ownerToken: OwnerToken(secret: first.secret).text, isRepetition: true)
        case .keyReused:
            throw TowowError(.notPossible, "key_reused")
        }
    }

    private nonisolated func leaveSubmit() {
        submitsInFlight.subtract(1, ordering: .relaxed)
        guard !isSubmitRecent.exchange(true, ordering: .relaxed) else { return }
        Task(priority: .utility) {
            // On the host's own clock: this shares out the processor and decides nothing.
            try? await Task.sleep(for: Coordinator.submitPause)
            self.isSubmitRecent.store(false, ordering: .relaxed)
            await self.pump()
        }
    }

    nonisolated func overload(_ error: any Error) -> TowowError {
        if let error = error as? TowowError { return error }
        environment.logger.warning("the store did not answer", metadata: ["error": "\(error)"])
        return TowowError(.overloaded, "store_unavailable", retryAfter: 2)
    }

    // MARK: Reading

    /// With everything that stands in the store, wherever the demand is worked on: who was told of a commit, perhaps by another instance
    /// that heard of it sooner than this one, has to find what it brought.
    public nonisolated func state(of id: DemandID) async throws -> DemandState? {
        if let state = await runner(id)?.settledState() { return state }
        do { return try await environment.store.fold(id) } catch { throw overload(error) }
    }

    /// The same for what is asked often: the log of another instance's demand is read once, then only what is new in it.
    nonisolated func settledState(of id: DemandID) async throws -> DemandState? {
        if let state = await runner(id)?.settledState() { return state }
        do { return try await foreign.state(of: id, in: environment.store) } catch { throw overload(error) }
    }

    public nonisolated func summary(of id: DemandID) async throws -> DemandSummary? {
        do {
            guard let row = try await environment.store.demand(id) else { return nil }
            return DemandSummary(id: id, status: row.status, outcome: row.outcome, head: row.head)
        } catch { throw overload(error) }
    }

    public nonisolated func events(of id: DemandID, after sequence: Int, limit: Int) async throws -> [StoredEvent] {
        do { return try await environment.store.events(of: id, after: sequence, limit: limit) } catch {
            throw overload(error)
        }
    }

    public nonisolated func subscribe(
        to id: DemandID, _ handler: @escaping EventHub.Handler
    ) -> EventHub.Subscription {
        environment.hub.subscribe(to: id, handler)
    }

    public nonisolated func ping() async throws {
        try await environment.store.ping()
    }

    // MARK: The requester

    public nonisolated func cancel(_ id: DemandID, ownerToken: String) async throws -> Acknowledgement {
        try await check(ownerToken, for: id)
        return try await input(.cancelled, to: id)
    }

    public nonisolated func clarify(
        _ id: DemandID, ownerToken: String, answers: [ClarifyingAnswer]
    ) async throws -> Acknowledgement {
        try await check(ownerToken, for: id)
        guard let state = try await state(of: id) else { throw TowowError(.unknownDemand, "no_such_demand") }
        let asked = Set(state.understanding?.questions.map(\.id) ?? [])
        if case .clarifying = state.phase {
            guard answers.allSatisfy({ asked.contains($0.id) }), Set(answers.map(\.id)).count == answers.count else {
                throw TowowError(.badRequest, "unknown_question")
            }
        }
        return try await input(.clarified(answers.filter { !$0.text.isEmpty }), to: id)
    }

    private nonisolated func check(_ ownerToken: String, for id: DemandID) async throws {
        let row: DemandRow?
        do { row = try await environment.store.demand(id) } catch { throw overload(error) }
        guard let row else { throw TowowError(.unknownDemand, "no_such_demand") }
        guard !ownerToken.isEmpty else { throw TowowError(.unauthenticated, "owner_token_missing") }
        guard Crypto.isEqual(Crypto.sha256(ownerToken.utf8), row.ownerTokenHash) else {
            throw TowowError(.forbidden, "owner_token_wrong")
        }
    }

    // MARK: Members

    public nonisolated func receive(_ message: MemberMessage) async throws -> Acknowledgement {
        try await input(.message(message), to: message.channel.demandID, unknown: .unknownChannel)
    }

    public nonisolated func kick(
        _ agentID: String, from channel: ChannelID, reason: String
    ) async throws -> Acknowledgement {
        try await input(
            .kicked(agentID: agentID, channel: channel, reason: reason, by: .operator), to: channel.demandID,
            unknown: .unknownChannel)
    }

    public nonisolated func members(
        matching text: String?, after cursor: String?, limit: Int
    ) async throws -> MemberPage {
        let words = (text ?? "").lowercased().split(whereSeparator: \.isWhitespace).map(String.init)
        let all = await environment.members.activeMembers()
        let matching =
            words.isEmpty ? all : all.filter { record in words.allSatisfy { record.member.mentions($0) } }
        let rest = cursor.map { cursor in matching.filter { $0.member.id > cursor } } ?? matching
        let page = Array(rest.prefix(limit))
        return MemberPage(
            members: page, total: matching.count, nextCursor: rest.count > page.count ? page.last?.member.id : nil)
    }

    public nonisolated func member(_ id: String) async throws -> MemberRecord? {
        if let record = environment.members.current(id) { return record }
        do {
            let record = try await environment.store.member(id, version: nil)
            return record?.isActive == true ? record : nil
        } catch { throw overload(error) }
    }
}

extension Member {
    /// Whether a public field contains `word` (lower case).
    fileprivate func mentions(_ word: String) -> Bool {
        var texts = [id, displayName]
        let isPublic = Set(publicFields)
        if isPublic.contains("summary") { texts.append(summary) }
        if isPublic.contains("capabilities") { texts += capabilities.flatMap { [$0.name] + $0.tags } }
        if isPublic.contains("places") { texts += places.map(\.city) }
        if isPublic.contains("languages") { texts += languages }
        return texts.contains { $0.lowercased().contains(word) }
    }
}
