/// A demand: the fold of its events, and nothing else.
///
/// `apply` changes it and cannot fail; `handle` (`DemandState+Handle.swift`) decides and has no side effects. Both are pure: time
/// comes in with the input, ids follow from the demand's id.
public struct DemandState: Sendable, Hashable {
    /// What the demand waits for.
    public enum Phase: Sendable, Hashable {
        /// Decision 1. Revision 2 when it is asked again with answers.
        case understanding(revision: Int)
        /// The requester's answers.
        case clarifying(until: Timestamp)
        /// Decision 2.
        case filtering(deadline: Timestamp)
        /// The channel.
        case negotiating
        /// Decision 7.
        case findingGaps(deadline: Timestamp)
        /// Decision 8.
        case consideringSubnets(deadline: Timestamp)
        /// Decision 2 for a child.
        case filteringSubnet(deadline: Timestamp)
        /// The child channel.
        case negotiatingSubnet
        /// Decision 9.
        case compromising(deadline: Timestamp)
        case completed
    }

    public let id: DemandID
    public var request: DemandRequest
    public var submittedAt: Timestamp
    /// The number of the newest event.
    public var head: Int
    public var phase: Phase = .understanding(revision: 1)
    public var understanding: Understanding?
    public var revision = 0
    public var answers: [ClarifyingAnswer] = []
    public var deadline: Timestamp?
    public var choice: FilterCompleted?
    public var filterFailure: FilterFailed?
    public var channel: Negotiation?
    public var children: [Negotiation] = []
    /// The sub-networks opened so far, with their gap.
    public var triggered: [SubnetTriggered] = []
    public var childChoices: [FilterCompleted] = []
    public var gaps: [Gap] = []
    public var verdicts: [RecordedVerdict] = []
    public var compromise: Compromise?
    public var completion: DemandCompleted?
    public var completedAt: Timestamp?
    /// Who decided how often.
    public var tally: [String: Int] = [:]
    public var usage: Usage?
    /// Why rules decided in a model's place, how often.
    public var fallbackReasons: [String: Int] = [:]
    /// The deadline of the whole demand ended the negotiation: only rules decide from here on.
    public var isOverdue = false

    /// Starts the fold from the first event of a log.
    public init(id: DemandID, submitted: DemandSubmitted, at timestamp: Timestamp, requestID: String? = nil) {
        self.id = id
        request = submitted.request
        request.requestID = requestID
        submittedAt = timestamp
        head = 1
    }

    /// Folds a whole log.
    /// - Returns: nil when the log is empty or does not begin with `demand.submitted`.
    public init?(id: DemandID, log: [(event: Event, at: Timestamp)]) {
        guard let first = log.first, case .demandSubmitted(let body) = first.event.body else { return nil }
        self.init(id: id, submitted: body, at: first.at, requestID: first.event.hidden.requestID)
        for entry in log.dropFirst() { apply(entry.event, at: entry.at) }
    }

    // MARK: Views

    /// A demonstration: who takes part is simulated.
    public var isDemo: Bool { request.demo != nil }

    public var rootChannelID: ChannelID { ChannelID(id) }

    public var language: Language { understanding?.language ?? request.language ?? .english }

    public var status: DemandStatus {
        switch phase {
        case .completed:
            switch completion?.outcome {
            case .finalized, .forceFinalized: .completed
            case .cancelled: .cancelled
            default: .failed
            }
        case .understanding, .clarifying: .processing
        case .filtering: .filtering
        default: channel == nil ? .filtering : .negotiating
        }
    }

    public var outcome: DemandOutcome? { completion?.outcome }

    public var isCompleted: Bool { phase == .completed }

    /// Minutes east of UTC by which "today", weekdays and dates are reckoned.
    public var utcOffsetMinutes: Int {
        request.utcOffsetMinutes ?? (language == .chinese ? 480 : 0)
    }

    public func today(at moment: Timestamp) -> CalendarDate {
        moment.date(utcOffsetMinutes: utcOffsetMinutes)
    }

    public func negotiation(_ id: ChannelID) -> Negotiation? {
        channel?.id == id ? channel : children.first { $0.id == id }
    }

    /// The sub-network that is under way.
    var activeChildNumber: Int? {
        switch phase {
        case .filteringSubnet, .negotiatingSubnet: triggered.count
        default: nil
        }
    }

    /// Open gaps that may still get a sub-network, best first.
    var recursionCandidates: [Gap] {
        guard let limits = channel?.limits, triggered.count < limits.maxSubnets, !isOverdue else { return [] }
        let tried = Set(triggered.map(\.gapID)).union(verdicts.filter { !$0.shouldRecurse }.map(\.gapID))
        return gaps.enumerated()
            .filter { !$0.element.isClosed && $0.element.importance >= 60 && !tried.contains($0.element.gapID) }
            .filter { $0.element.suggestedSubDemand?.isEmpty == false }
            .sorted { ($1.element.importance, $0.offset) < ($0.element.importance, $1.offset) }
            .map(\.element)
    }
}

// MARK: - Fold

extension DemandState {
    /// Changes the state by one committed event. Cannot fail; an event of an unknown type only counts.
    public mutating func apply(_ event: Event, at timestamp: Timestamp) {
        head += 1
        if let by = event.by { count(by) }
        if let recorded = event.hidden.verdicts { verdicts = recorded }
        if event.channel.isChild {
            applyToChild(event)
        } else {
            channel?.apply(event)
            applyToDemand(event, at: timestamp)
        }
    }

    mutating func count(_ by: Provenance) {
        tally[by.decidedBy, default: 0] += 1
        if by.isFallback { tally["fallback", default: 0] += 1 }
        if let reason = by.fallbackReason { fallbackReasons[reason.rawValue, default: 0] += 1 }
        if let usage = by.usage { self.usage = (self.usage ?? .zero) + usage }
    }

    private mutating func applyToChild(_ event: Event) {
        switch event.body {
        case .filterCompleted(let body): childChoices.append(body)
        case .channelCreated(let body):
            children.append(
                Negotiation(
                    id: event.channel, gapID: body.gapID, limits: body.limits,
                    candidates: childChoices.last?.candidates ?? []))
            phase = .negotiatingSubnet
        default:
            guard let index = children.firstIndex(where: { $0.id == event.channel }) else { return }
            children[index].apply(event)
        }
    }

    private mutating func applyToDemand(_ event: Event, at timestamp: Timestamp) {
        switch event.body {
        case .demandUnderstood(let body):
            understanding = body.understanding
            revision = body.revision
            deadline = body.demandDeadlineAt
            if let answerBy = body.answerBy {
                phase = .clarifying(until: answerBy)
            } else {
                phase = .filtering(deadline: body.deadlineAt ?? body.demandDeadlineAt)
            }
        case .demandClarified(let body):
            answers = body.answers
            phase = body.answers.isEmpty ? .filtering(deadline: body.deadlineAt) : .understanding(revision: 2)
        case .filterCompleted(let body): choice = body
        case .filterFailed(let body):
            filterFailure = body
            phase = .compromising(deadline: body.deadlineAt ?? timestamp)
        case .channelCreated(let body):
            channel = Negotiation(
                id: event.channel, gapID: nil, limits: body.limits, candidates: choice?.candidates ?? [])
            phase = .negotiating
        case .proposalFinalized(let body), .forceFinalized(let body):
            isOverdue = event.by?.decidedBy == Provenance.deadline.decidedBy
            phase = .findingGaps(deadline: body.deadlineAt ?? timestamp)
        case .negotiationFailed(let body):
            isOverdue = body.reasonCode == .timeout
            phase = .compromising(deadline: body.deadlineAt ?? timestamp)
        case .gapIdentified(let body):
            gaps = body.gaps
            phase = .consideringSubnets(deadline: body.deadlineAt ?? timestamp)
        case .subnetTriggered(let body):
            triggered.append(body)
            phase = .filteringSubnet(deadline: body.deadlineAt)
        case .subnetCompleted(let body):
            if body.closed, let index = gaps.firstIndex(where: { $0.gapID == body.gapID }) {
                gaps[index].isClosed = true
            }
            phase = .consideringSubnets(deadline: body.deadlineAt ?? timestamp)
        case .subnetFailed(let body): phase = .consideringSubnets(deadline: body.deadlineAt ?? timestamp)
        case .compromiseProposed(let body): compromise = body.compromise
        case .demandCompleted(let body):
            completion = body
            // With the decisions that have no event of their own.
            tally = body.decidedBy
            usage = body.usage
            if let recursion = body.recursion { verdicts = recursion }
            completedAt = body.completedAt
            phase = .completed
        default: break
        }
    }
}
