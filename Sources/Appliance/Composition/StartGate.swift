import Engine
import Synchronization

/// Refuses calls until the engine may take them: a server listens before its database can be reached, and says so.
final class StartGate: NegotiationService {
    private let service: any NegotiationService
    private let opened: Atomic<Bool>

    init(_ service: any NegotiationService, isOpen: Bool) {
        self.service = service
        opened = Atomic(isOpen)
    }

    var isOpen: Bool { opened.load(ordering: .acquiring) }
    func open() { opened.store(true, ordering: .releasing) }

    private func pass() throws -> any NegotiationService {
        guard isOpen else {
            throw TowowError(.overloaded, "store_unavailable", retryAfter: 2)
        }
        return service
    }

    func submit(_ request: DemandRequest, idempotency: Idempotency?) async throws -> Submission {
        try await pass().submit(request, idempotency: idempotency)
    }

    func state(of id: DemandID) async throws -> DemandState? { try await pass().state(of: id) }
    func summary(of id: DemandID) async throws -> DemandSummary? { try await pass().summary(of: id) }

    func events(of id: DemandID, after sequence: Int, limit: Int) async throws -> [StoredEvent] {
        try await pass().events(of: id, after: sequence, limit: limit)
    }

    func subscribe(to id: DemandID, _ handler: @escaping EventHub.Handler) -> EventHub.Subscription {
        service.subscribe(to: id, handler)
    }

    func cancel(_ id: DemandID, ownerToken: String) async throws -> Acknowledgement {
        try await pass().cancel(id, ownerToken: ownerToken)
    }

    func clarify(_ id: DemandID, ownerToken: String, answers: [ClarifyingAnswer]) async throws -> Acknowledgement {
        try await pass().clarify(id, ownerToken: ownerToken, answers: answers)
    }

    func receive(_ message: MemberMessage) async throws -> Acknowledgement { try await pass().receive(message) }

    func kick(_ agentID: String, from channel: ChannelID, reason: String) async throws -> Acknowledgement {
        try await pass().kick(agentID, from: channel, reason: reason)
    }

    func members(matching text: String?, after cursor: String?, limit: Int) async throws -> MemberPage {
        try await pass().members(matching: text, after: cursor, limit: limit)
    }

    // MARK: Members themselves

    func register(_ body: [UInt8]) async throws -> MemberRegistration { try await pass().register(body) }
    func memberID(ofToken token: String) async throws -> String? { try await pass().memberID(ofToken: token) }
    func profile(_ id: String) async throws -> MemberRecord? { try await pass().profile(id) }
    func isOnline(_ member: Member) -> Bool? { service.isOnline(member) }
    func edit(_ id: String, _ body: [UInt8]) async throws -> MemberRecord { try await pass().edit(id, body) }
    func deactivate(_ id: String) async throws -> Bool { try await pass().deactivate(id) }
    func renewToken(of id: String) async throws -> String { try await pass().renewToken(of: id) }

    func inbox(of id: String, after cursor: InboxCursor?, limit: Int) async throws -> Inbox {
        try await pass().inbox(of: id, after: cursor, limit: limit)
    }

    func inboxSignals(of id: String) -> AsyncStream<Void> { service.inboxSignals(of: id) }

    func answer(_ answer: MemberAnswer, by agentID: String, in channel: ChannelID) async throws -> Acknowledgement {
        try await pass().answer(answer, by: agentID, in: channel)
    }

    // MARK: The operator

    func storeFigures() async throws -> StoreFigures { try await pass().storeFigures() }
    func demands(_ query: DemandQuery) async throws -> DemandPage { try await pass().demands(query) }
    func cancel(_ id: DemandID) async throws -> Acknowledgement { try await pass().cancel(id) }

    func allMembers(matching text: String?, after cursor: String?, limit: Int) async throws -> MemberListing {
        try await pass().allMembers(matching: text, after: cursor, limit: limit)
    }

    func take(members: [Member], isTrial: Bool) async throws -> MemberIntake {
        try await pass().take(members: members, isTrial: isTrial)
    }

    func activate(_ id: String) async throws -> Bool { try await pass().activate(id) }

    func note(_ action: String, _ detail: String, by actor: String) async throws {
        try await pass().note(action, detail, by: actor)
    }

    func audit(before number: Int?, limit: Int) async throws -> [AuditRecord] {
        try await pass().audit(before: number, limit: limit)
    }

    func member(_ id: String) async throws -> MemberRecord? { try await pass().member(id) }
    func statistics() async -> EngineStatistics { await service.statistics() }
    func ping() async throws { try await pass().ping() }
}
