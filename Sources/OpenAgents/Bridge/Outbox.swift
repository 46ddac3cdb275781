internal import Engine

/// What is to be sent: questions until they are answered, notices once.
struct Outbox: Sendable {
    struct Question: Sendable {
        var question: OpenQuestion
        var type: MessageType
        /// In the network.
        var agentID: String
        /// JSON; the same for every transmission.
        var payload: String
        var firstSentAt: Timestamp?
        /// How often it was sent since it last had a reason to be sent at once.
        var attempts = 0
        var nextAt: Timestamp
    }

    struct Notice: Sendable {
        var notice: AgentNotice
        var agentID: String
        var payload: String
    }

    /// Notices that were handed in together, and who waits for what becomes of them.
    struct Round: Sendable {
        /// Nil in a place: for a member that is none of the network.
        var notices: [Notice?]
        var finish: @Sendable ([Handover]) -> Void
    }

    /// Between two transmissions of a question, milliseconds; from the last on always the same.
    fileprivate static let pauses: [Int64] = [15_000, 30_000, 45_000, 60_000]
    /// Demands of which a member is told later, at most; others are told after the next start.
    private static let mostUntold = 10_000

    private var questions: [String: Question] = [:]
    private var rounds: [Round] = []
    /// By agent: demands of which it could not be told.
    private var untold: [String: Set<DemandID>] = [:]

    var count: Int { questions.count }
    var isEmpty: Bool { questions.isEmpty && rounds.isEmpty }
    var hasNotices: Bool { !rounds.isEmpty }

    // MARK: Questions

    /// Takes a question, to be sent at once. One that is there already is sent again, as it is now.
    mutating func ask(_ question: Question) {
        var question = question
        question.firstSentAt = questions[question.question.messageID]?.firstSentAt
        questions[question.question.messageID] = question
    }

    /// - Returns: the question, if it was there.
    @discardableResult
    mutating func drop(_ messageID: String) -> Question? { questions.removeValue(forKey: messageID) }

    /// When a question was sent for the first time; nil when it was not, or is not there.
    func firstSentAt(_ messageID: String) -> Timestamp? { questions[messageID]?.firstSentAt }

    /// Questions that should be sent now, those first that are due first.
    func due(at now: Timestamp, online: Set<String>, limit: Int) -> [Question] {
        let due = questions.values.filter { $0.isDue(at: now) && online.contains($0.agentID) }
        return Array(
            due.sorted {
                ($0.question.due, $0.question.messageID) < ($1.question.due, $1.question.messageID)
            }.prefix(limit))
    }

    /// Questions to agents that are away, which nobody sends and which may have been closed meanwhile.
    var waiting: [Question] { Array(questions.values) }

    mutating func sent(_ messageID: String, at now: Timestamp) {
        guard var question = questions[messageID] else { return }
        question.firstSentAt = question.firstSentAt ?? now
        question.nextAt = now + Outbox.pauses[min(question.attempts, Outbox.pauses.count - 1)]
        question.attempts += 1
        questions[messageID] = question
    }

    /// The network did not take it for now.
    mutating func postpone(_ messageID: String, at now: Timestamp) {
        questions[messageID]?.nextAt = now + Outbox.pauses[0]
    }

    /// Mail may be lost in either direction.
    mutating func askAllAgain(at now: Timestamp) {
        for messageID in questions.keys { questions[messageID]?.askAgain(at: now) }
    }

    /// These agents were away and are back.
    mutating func askAgain(_ agents: Set<String>, at now: Timestamp) {
        for (messageID, question) in questions where agents.contains(question.agentID) {
            questions[messageID]?.askAgain(at: now)
        }
    }

    /// Milliseconds until something is due; nil: nothing is.
    func pause(at now: Timestamp, online: Set<String>) -> Int64? {
        if hasNotices { return 0 }
        return questions.values.lazy.filter { online.contains($0.agentID) }.map(\.nextAt).min().map { max(0, $0 - now) }
    }

    // MARK: Notices

    mutating func tell(_ round: Round) { rounds.append(round) }

    mutating func takeNotices() -> [Round] {
        defer { rounds = [] }
        return rounds
    }

    /// Nobody can be told now.
    mutating func failNotices() {
        for round in takeNotices() {
            for case let notice? in round.notices { remember(untold: notice) }
            round.finish(round.notices.map { _ in .unreachable })
        }
    }

    mutating func remember(untold notice: Notice) {
        guard untold.values.reduce(0, { $0 + $1.count }) < Outbox.mostUntold else { return }
        untold[notice.agentID, default: []].insert(notice.notice.standing.demandID)
    }

    /// Demands of which these agents are to be told, now that they can be.
    mutating func takeUntold(_ agents: Set<String>) -> Set<DemandID> {
        var demands: Set<DemandID> = []
        for agent in agents { demands.formUnion(untold.removeValue(forKey: agent) ?? []) }
        return demands
    }
}

extension Outbox.Question {
    fileprivate func isDue(at now: Timestamp) -> Bool { nextAt.isDue(at: now, within: Outbox.pauses.max() ?? 0) }

    fileprivate mutating func askAgain(at now: Timestamp) {
        attempts = 0
        nextAt = min(nextAt, now)
    }
}

extension Timestamp {
    /// Whether a moment has come that was set at most so many milliseconds ahead. One that is further away was set before somebody put
    /// the clock back.
    func isDue(at now: Timestamp, within longest: Int64) -> Bool { self <= now || self - now > longest }
}
