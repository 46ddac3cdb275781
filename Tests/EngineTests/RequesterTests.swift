import Testing

@testable import Engine

@Suite("The requester: clarifying and cancelling")
struct RequesterTests {
    static func asking() -> NegotiationScenario {
        var scenario = NegotiationScenario(clarify: true)
        scenario.understand(questions: ["Where?", "How many?"])
        return scenario
    }

    // engine §2: clarifying
    @Test("a demand that wants to be asked waits for answers, for 120 seconds")
    func waits() throws {
        let scenario = Self.asking()
        #expect(scenario.state.phase == .clarifying(until: scenario.now + 120_000))
        #expect(scenario.state.status == .processing)
        let payload = try scenario.payload("demand.understood")
        #expect(payload["revision"] == .integer(1) && payload["answer_by"] != nil && payload["deadline_at"] == nil)
        #expect(payload["questions"]?.count == 2)
        #expect(payload["clarifying_questions"] == .array([.string("Where?"), .string("How many?")]))
    }

    @Test("answers give a second understanding, with revision 2 and no second set of questions")
    func answers() throws {
        var scenario = Self.asking()
        #expect(scenario.take(.clarified([.init(id: "q1", text: "Beijing")])) == .accepted)
        #expect(scenario.state.phase == .understanding(revision: 2))
        #expect(scenario.state.answers == [.init(id: "q1", text: "Beijing")])
        scenario.understand(questions: ["And when?"])
        let payload = try scenario.payload("demand.understood")
        #expect(payload["revision"] == .integer(2) && payload["answer_by"] == nil)
        #expect(payload["questions"] == .array([]))
        #expect(scenario.state.status == .filtering)
        #expect(scenario.take(.clarified([])).code == .notPossible)
    }

    @Test("the deadline of the whole demand is that of the first understanding")
    func demandDeadlineStays() throws {
        var scenario = Self.asking()
        let deadline = scenario.state.deadline
        scenario.now = scenario.now + 60_000
        scenario.take(.clarified([.init(id: "q1", text: "x")]))
        scenario.understand()
        #expect(scenario.state.deadline == deadline && deadline != nil)
    }

    @Test("empty answers let the demand go on with what was understood")
    func emptyAnswers() {
        var scenario = Self.asking()
        #expect(scenario.take(.clarified([])) == .accepted)
        #expect(scenario.types.suffix(2) == ["demand.understood", "demand.clarified"])
        #expect(scenario.state.status == .filtering)
        #expect(scenario.choose(["a"]) == .accepted)
    }

    @Test("when nobody answers in time the demand goes on by itself, and late answers are refused")
    func clarifyDeadline() throws {
        var scenario = Self.asking()
        #expect(scenario.deadline(.clarify) == .accepted)
        #expect(try scenario.payload("demand.clarified")["decided_by"] == .string("deadline"))
        #expect(scenario.state.status == .filtering)
        let late = scenario.take(.clarified([.init(id: "q1", text: "late")]))
        #expect(late.code == .notPossible && late.reason == "no_questions_open")
        #expect(scenario.count("demand.clarified") == 1)
    }

    // engine §6: within a process the wait is monotonic
    @Test("a wall clock that went back does not make the demand wait for ever")
    func clarifyDeadlineByMonotonicClock() throws {
        var scenario = Self.asking()
        let key = try #require(scenario.waits(.clarify))
        scenario.now = scenario.now + -3_600_000
        #expect(scenario.take(.deadline(key)) == .accepted)
        #expect(scenario.state.status == .filtering)
    }

    @Test("a clarify deadline of another revision means nothing")
    func foreignClarifyDeadline() {
        var scenario = Self.asking()
        scenario.now = scenario.now + 200_000
        #expect(scenario.take(.deadline(.init(channel: scenario.root, kind: .clarify, round: 2))) == .stale)
    }

    @Test("no waiting without the wish or without questions", arguments: [(false, ["Where?"]), (true, [])])
    func noWaiting(clarify: Bool, questions: [String]) {
        var scenario = NegotiationScenario(clarify: clarify)
        scenario.understand(questions: questions)
        #expect(scenario.state.status == .filtering)
        #expect(scenario.take(.clarified([])).code == .notPossible)
    }

    // MARK: Cancel (engine §7)

    @Test("before there is a channel a cancelled demand has its last event only", arguments: 0..<4)
    func cancelBeforeChannel(phase: Int) {
        var scenario = phase == 1 ? Self.asking() : NegotiationScenario()
        if phase >= 2 { scenario.understand() }
        if phase == 3 { scenario.chooseNobody() }
        let before = scenario.types
        #expect(scenario.take(.cancelled) == .accepted)
        #expect(scenario.types == before + ["demand.completed"])
        #expect(scenario.state.outcome == .cancelled && scenario.state.status == .cancelled)
        #expect(scenario.state.completion?.reasonCode == "cancelled")
        #expect(scenario.state.completion?.reason?.contains("cancelled") == true)
        #expect(scenario.take(.cancelled) == .duplicate)
    }

    static let active: [(String, NegotiationScenario)] = {
        let collecting = NegotiationScenario.collecting(["a", "b"])
        let aggregating = NegotiationScenario.aggregating(["a", "b"])
        let negotiating = NegotiationScenario.negotiating(["a", "b"])
        var adjusting = negotiating
        adjusting.votes([("a", .accept), ("b", .negotiate)])
        return [
            ("collecting", collecting), ("aggregating", aggregating), ("negotiating", negotiating),
            ("adjusting", adjusting),
        ]
    }()

    @Test(
        "while the channel is active it fails with the reason cancelled, without a compromise",
        arguments: active.indices)
    func cancelActive(index: Int) throws {
        var scenario = Self.active[index].1
        let before = scenario.types
        #expect(scenario.take(.cancelled) == .accepted)
        #expect(scenario.types == before + ["negotiation.failed", "demand.completed"], "\(Self.active[index].0)")
        let failed = try scenario.payload("negotiation.failed")
        #expect(failed["reason_code"] == .string("cancelled") && failed["decided_by"] == .string("requester"))
        #expect(scenario.state.outcome == .cancelled)
        #expect(scenario.state.effects.isEmpty, "decisions stop, questions and deadlines are withdrawn")
        #expect(scenario.take(.cancelled) == .duplicate)
        #expect(scenario.compose() == .stale)
    }

    @Test("after the outcome a cancel is refused", arguments: 0..<5)
    func cancelAfterOutcome(phase: Int) {
        var scenario: NegotiationScenario
        switch phase {
        case 0: scenario = .agreed()
        case 1:
            scenario = .agreed()
            scenario.findGaps([NegotiationScenario.gap("room")])
        case 2: scenario = .inChild()
        case 3:
            scenario = .collecting(["a"])
            scenario.offer("a", .decline)
        default:
            scenario = .agreed()
            scenario.findGaps()
        }
        let before = scenario.types
        #expect(scenario.take(.cancelled).code == .notPossible)
        #expect(scenario.types == before)
    }
}

extension JSONValue {
    var count: Int? { if case .array(let values) = self { values.count } else { nil } }
}
