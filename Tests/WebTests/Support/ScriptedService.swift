import Synchronization

@testable import Engine

/// An engine whose commits a test decides. What no test needs throws.
final class ScriptedService: NegotiationService {
    private struct State {
        var logs: [DemandID: [StoredEvent]] = [:]
        var completed: Set<DemandID> = []
        var members: [MemberRecord] = []
        var onRead: (@Sendable (_ rows: Int) async -> Void)?
        var isHanging = false
        var next: UInt8 = 0
    }

    let hub = EventHub()
    let presence = MemberPresence()
    private let state = Mutex(State())

    struct Unexpected: Error {}

    /// A new demand with `count` events.
    func demand(events count: Int = 1) -> DemandID {
        let id = state.withLock { state in
            state.next += 1
            let id = DemandID(randomBytes: [UInt8](repeating: 0, count: 15) + [state.next])
            state.logs[id] = []
            return id
        }
        for _ in 0..<count { commit(id) }
        return id
    }

    /// Commits `count` events at once, then tells who watches.
    func commit(_ id: DemandID, count: Int = 1, type: String = "towow.agent.reminded", padding: Int = 0) {
        let events = state.withLock { state in
            let head = state.logs[id]?.count ?? 0
            let events = (1...count).map { index in
                StoredEvent(
                    sequence: head + index, type: type, timestamp: Timestamp(milliseconds: 0),
                    payload: "{\"demand_id\":\"\(id)\",\"text\":\"\(String(repeating: "x", count: padding))\"}")
            }
            state.logs[id, default: []] += events
            if type == "towow.demand.completed" { state.completed.insert(id) }
            return events
        }
        hub.publish(events, of: id)
    }

    func complete(_ id: DemandID) {
        commit(id, type: "towow.demand.completed")
    }

    /// Called in the middle of each read of a log, after the rows were taken.
    func onRead(_ action: (@Sendable (_ rows: Int) async -> Void)?) {
        state.withLock { $0.onRead = action }
    }

    func hang() { state.withLock { $0.isHanging = true } }
    func set(members: [MemberRecord]) { state.withLock { $0.members = members } }

    // MARK: NegotiationService

    func submit(_ request: DemandRequest, idempotency: Idempotency?) async throws -> Submission {
        if request.text == "store" { throw StoreError.unavailable }
        if request.text == "fault" { throw Unexpected() }
        return Submission(demandID: demand(), ownerToken: "token", isRepetition: false)
    }

    func state(of id: DemandID) async throws -> DemandState? { nil }

    func summary(of id: DemandID) async throws -> DemandSummary? {
        state.withLock { state in
            state.logs[id].map { log in
                DemandSummary(
                    id: id, status: state.completed.contains(id) ? .completed : .negotiating, outcome: nil,
                    head: log.count)
            }
        }
    }

    func events(of id: DemandID, after sequence: Int, limit: Int) async throws -> [StoredEvent] {
        let (page, action) = state.withLock { state in
            (Array((state.logs[id] ?? []).dropFirst(sequence).prefix(limit)), state.onRead)
        }
        await action?(page.count)
        return page
    }

    func subscribe(to id: DemandID, _ handler: @escaping EventHub.Handler) -> EventHub.Subscription {
        hub.subscribe(to: id, handler)
    }

    func cancel(_ id: DemandID, ownerToken: String) async throws -> Acknowledgement { throw Unexpected() }
    func clarify(_ id: DemandID, ownerToken: String, answers: [ClarifyingAnswer]) async throws -> Acknowledgement {
        throw Unexpected()
    }
    func receive(_ message: MemberMessage) async throws -> Acknowledgement { throw Unexpected() }
    func kick(_ agentID: String, from channel: ChannelID, reason: String) async throws -> Acknowledgement {
        throw Unexpected()
    }

    func members(matching text: String?, after cursor: String?, limit: Int) async throws -> MemberPage {
        let members = state.withLock { $0.members }
        return MemberPage(members: Array(members.prefix(limit)), total: members.count, nextCursor: nil)
    }

    func member(_ id: String) async throws -> MemberRecord? {
        state.withLock { $0.members.first { $0.member.id == id } }
    }

    func statistics() async -> EngineStatistics {
        EngineStatistics(
            active: 0, waiting: 0, subscribers: hub.subscriberCount, eventsTotal: hub.publishedCount, members: 0,
            outcomes: [:])
    }

    func ping() async throws {
        if state.withLock({ $0.isHanging }) { try await Task.sleep(for: .seconds(600)) }
    }
}

extension ScriptedService {
    func register(_ body: [UInt8]) async throws -> MemberRegistration { throw Unexpected() }
    func memberID(ofToken token: String) async throws -> String? { throw Unexpected() }
    func profile(_ id: String) async throws -> MemberRecord? { throw Unexpected() }
    func isOnline(_ member: Member) -> Bool? { presence.isOnline(member) }
    func edit(_ id: String, _ body: [UInt8]) async throws -> MemberRecord { throw Unexpected() }
    func deactivate(_ id: String) async throws -> Bool { throw Unexpected() }
    func renewToken(of id: String) async throws -> String { throw Unexpected() }
    func inbox(of id: String, after cursor: InboxCursor?, limit: Int) async throws -> Inbox { throw Unexpected() }
    func inboxSignals(of id: String) -> AsyncStream<Void> { AsyncStream { $0.finish() } }
    func answer(_ answer: MemberAnswer, by agentID: String, in channel: ChannelID) async throws -> Acknowledgement {
        throw Unexpected()
    }
}

extension ScriptedService {
    func storeFigures() async throws -> StoreFigures { throw Unexpected() }
    func demands(_ query: DemandQuery) async throws -> DemandPage { throw Unexpected() }
    func cancel(_ id: DemandID) async throws -> Acknowledgement { throw Unexpected() }
    func allMembers(matching text: String?, after cursor: String?, limit: Int) async throws -> MemberListing {
        throw Unexpected()
    }
    func take(members: [Member], isTrial: Bool) async throws -> MemberIntake { throw Unexpected() }
    func activate(_ id: String) async throws -> Bool { throw Unexpected() }
    func note(_ action: String, _ detail: String, by actor: String) async throws { throw Unexpected() }
    func audit(before number: Int?, limit: Int) async throws -> [AuditRecord] { throw Unexpected() }
}
