import Synchronization

@testable import Engine
@testable import OpenAgents

/// The engine as the bridge sees it.
final class FakeEngine: RemoteMembers {
    private struct State {
        var open: [OpenQuestion] = []
        var taken: [(message: RemoteMessage, agentID: String)] = []
        var members: [String: Member] = [:]
        var told: [DemandID] = []
        var refusal: RemoteRefusal?
        var overloads = 0
        var local: Set<String> = []
    }

    private let state = Mutex(State())

    func open(_ questions: [OpenQuestion]) { state.withLock { $0.open += questions } }
    func close() { state.withLock { $0.open = [] } }
    func refuse(_ refusal: RemoteRefusal?) { state.withLock { $0.refusal = refusal } }
    func overload(_ times: Int) { state.withLock { $0.overloads = times } }
    func isLocal(_ id: String) { _ = state.withLock { $0.local.insert(id) } }
    var taken: [(message: RemoteMessage, agentID: String)] { state.withLock { $0.taken } }
    var members: [String: Member] { state.withLock { $0.members } }
    var told: [DemandID] { state.withLock { $0.told } }

    func openQuestions(of id: DemandID) async -> [OpenQuestion]? {
        state.withLock { state in
            let open = state.open.filter { $0.channel.demandID == id }
            return open.isEmpty ? nil : open
        }
    }

    func take(_ message: RemoteMessage, from agentID: String) async throws -> Acknowledgement {
        try state.withLock { state in
            if state.overloads > 0 {
                state.overloads -= 1
                throw TowowError(.overloaded, "store_unavailable")
            }
            if let refusal = state.refusal { throw refusal }
            let isKnown = state.taken.contains { $0.message.inReplyTo == message.inReplyTo && $0.agentID == agentID }
            state.taken.append((message, agentID))
            state.open.removeAll { $0.messageID == message.inReplyTo }
            return isKnown ? .duplicate : .accepted
        }
    }

    func takeIn(
        remote members: [Member], isAllowed: @Sendable (_ id: String) -> Bool
    ) async throws -> [String: RemoteStanding] {
        state.withLock { state in
            for member in members { state.members[member.id] = member }
            return Dictionary(
                uniqueKeysWithValues: members.map { member in
                    (member.id, state.local.contains(member.id) ? .taken : isAllowed(member.id) ? .active : .waiting)
                })
        }
    }

    func tellAgain(of demands: Set<DemandID>) async { state.withLock { $0.told += demands } }
}

/// An invitation to a member of the network.
func invitation(_ agentID: String, number: UInt8 = 1, isReminder: Bool = false) -> AgentMessage {
    let channel = ChannelID(DemandID(randomBytes: [UInt8](repeating: number, count: 16)))
    let memberID = "oa_" + agentID
    let candidate = Candidate(
        agentID: memberID, displayName: agentID, reason: "has a room", relevanceScore: 80, expectedRole: "host",
        capabilities: ["venue"], needs: ["venue"], isFallback: false, kind: .openagents, memberVersion: 1)
    let understanding = Understanding(
        surfaceDemand: "a room for 50",
        depth: .init(
            motivation: "meet", type: "event", keywords: [], timeline: .init(urgency: .low), resourceRequirements: []),
        capabilityTags: ["venue"], context: .init(), uncertainties: [], questions: [], confidence: .high,
        language: .english)
    return AgentMessage(
        question: OpenQuestion(
            messageID: OpenQuestion.messageID(channel, .invitation, version: 0, to: memberID), channel: channel,
            agentID: memberID, memberVersion: 1, memberKind: .openagents, kind: .invitation, round: 1, version: 0,
            due: SteppedClock.start + 300_000, isReminder: isReminder),
        content: .invitation(
            InvitationRequest(
                member: Member(
                    id: memberID, displayName: agentID, kind: .openagents, summary: "", capabilities: [], languages: [],
                    places: [], availability: [], declines: [], style: .balanced, conditions: [], publicFields: []),
                understanding: understanding, candidate: candidate,
                today: CalendarDate(year: 2026, month: 11, day: 29), context: nil)))
}

/// The reply of an agent to a question.
func reply(to question: OpenQuestion, _ body: String = #""decision":"participate","contribution":"a hall""#) -> String {
    """
    {"v":1,"type":"offer_response","message_id":"r","in_reply_to":"\(question.messageID)","channel_id":"\(question.channel)","round":1,\(body)}
    """
}
