import Synchronization
import Testing

@testable import Engine
@testable import OpenAgents

@Suite("What waits to be sent to an OpenAgents network")
struct OutboxTests {
    private let start = SteppedClock.start

    private func question(_ agentID: String, number: UInt8 = 1, dueIn milliseconds: Int64 = 300_000) -> Outbox.Question
    {
        var question = invitation(agentID, number: number).question
        question.due = start + milliseconds
        return Outbox.Question(
            question: question, type: .demandOffer, agentID: agentID, payload: "{}", nextAt: start)
    }

    private func due(_ outbox: Outbox, after milliseconds: Int64 = 0, online: Set<String> = ["a", "b"]) -> [String] {
        outbox.due(at: start + milliseconds, online: online, limit: 10).map(\.agentID)
    }

    @Test("those who are there are asked, soonest due first")
    func order() {
        var outbox = Outbox()
        outbox.ask(question("a", number: 1, dueIn: 300_000))
        outbox.ask(question("b", number: 2, dueIn: 100_000))
        outbox.ask(question("c", number: 3))
        #expect(due(outbox) == ["b", "a"] && due(outbox, online: ["c"]) == ["c"] && outbox.count == 3)
        #expect(outbox.due(at: start, online: ["a", "b"], limit: 1).map(\.agentID) == ["b"])
    }

    @Test("a question is sent again after 15, 30, 45 and then every 60 seconds, and at once when there is a reason")
    func pauses() {
        var outbox = Outbox()
        let one = question("a")
        outbox.ask(one)
        var now = start
        for pause: Int64 in [15_000, 30_000, 45_000, 60_000, 60_000] {
            outbox.sent(one.question.messageID, at: now)
            #expect(outbox.pause(at: now, online: ["a"]) == pause && outbox.pause(at: now, online: []) == nil)
            now = now + pause
        }
        outbox.sent(one.question.messageID, at: now)
        outbox.askAllAgain(at: now)
        #expect(outbox.pause(at: now, online: ["a"]) == 0)
        outbox.sent(one.question.messageID, at: now)
        outbox.askAgain(["b"], at: now)
        #expect(outbox.pause(at: now, online: ["a"]) == 15_000)
        outbox.askAgain(["a"], at: now)
        #expect(outbox.pause(at: now, online: ["a"]) == 0)
        #expect(outbox.drop(one.question.messageID)?.firstSentAt == start && outbox.isEmpty)
    }

    @Test("asked again as a reminder, a question keeps when it was first sent")
    func reminder() {
        var outbox = Outbox()
        let one = question("a")
        outbox.ask(one)
        outbox.sent(one.question.messageID, at: start + 5)
        var again = one
        again.nextAt = start + 100
        outbox.ask(again)
        #expect(due(outbox, after: 100) == ["a"])
        #expect(outbox.drop(one.question.messageID)?.firstSentAt == start + 5)
    }

    @Test("a clock that is put back stops nothing")
    func clock() {
        var outbox = Outbox()
        outbox.ask(question("a"))
        outbox.sent(question("a").question.messageID, at: start)
        #expect(due(outbox, after: 1_000).isEmpty && due(outbox, after: -3_600_000) == ["a"])
    }

    @Test("a notice that cannot be handed over is remembered with its demand")
    func untold() throws {
        var outbox = Outbox()
        let state = NoticeState.finished
        let notice = try #require(state)
        let answers = Mutex<[Handover]>([])
        outbox.tell(
            Outbox.Round(notices: [.init(notice: notice, agentID: "a", payload: "{}"), nil]) { result in
                answers.withLock { $0 = result }
            })
        #expect(outbox.hasNotices && outbox.pause(at: start, online: []) == 0)
        outbox.failNotices()
        #expect(answers.withLock { $0 } == [.unreachable, .unreachable] && !outbox.hasNotices)
        #expect(outbox.takeUntold(["b"]).isEmpty && outbox.takeUntold(["a"]) == [notice.standing.demandID])
        #expect(outbox.takeUntold(["a"]).isEmpty)
    }
}

/// A notice as the engine derives it: an invitation that nobody answered before the demand was cancelled.
private enum NoticeState {
    static var finished: AgentNotice? {
        let id = DemandID(randomBytes: [UInt8](repeating: 7, count: 16))
        var state = DemandState(
            id: id, submitted: DemandSubmitted(DemandRequest(text: "a room")), at: SteppedClock.start, requestID: nil)
        func take(_ input: Input) { state = state.handle(input, at: SteppedClock.start, limits: Limits()).next }
        let message = invitation("a")
        guard case .invitation(let request) = message.content else { return nil }
        take(.understood(.init(Decided(request.understanding, by: .rules)), revision: 1, startedAt: SteppedClock.start))
        take(
            .chosen(
                .init(
                    Decided(
                        .chosen(
                            .init(
                                candidates: [request.candidate], totalFound: 1,
                                coverage: Coverage(covered: ["venue"], uncovered: []))), by: .rules)),
                channel: ChannelID(id)))
        take(.cancelled)
        return state.notices(to: [.openagents]).first
    }
}
