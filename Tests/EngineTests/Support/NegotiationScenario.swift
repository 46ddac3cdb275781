import FoundationEssentials
import Testing

@testable import Engine

/// Drives one demand purely, step by step: every step hands one input to `handle` and checks that the fold of the events is the
/// state that `handle` computed.
struct NegotiationScenario {
    let id: DemandID
    var limits: Limits
    var now = Timestamp(milliseconds: 1_790_000_000_000)
    private(set) var state: DemandState
    private(set) var log: [(event: Event, at: Timestamp)] = []
    private(set) var rows: [StoredEvent] = []
    private var messages = 0
    private let coding = EventCoding()

    init(
        limits: Limits = Limits(), clarify: Bool = false, language: Language = .english, text: String = "a meetup",
        seed: UInt8 = 1
    ) {
        self.limits = limits
        id = DemandID(randomBytes: (0..<16).map { $0 &+ seed })
        let body = DemandSubmitted(DemandRequest(text: text, language: language, clarify: clarify))
        state = DemandState(id: id, submitted: body, at: now)
        record(Event(channel: ChannelID(id), body: .demandSubmitted(body)))
    }

    private mutating func record(_ event: Event) {
        log.append((event, now))
        do {
            let row = try coding.row(event, sequence: rows.count + 1, at: now)
            #expect(try coding.event(row) == event, "an event survives being written and read")
            rows.append(row)
        } catch { Issue.record("\(event.type) cannot be written: \(error)") }
    }

    /// Time passes between steps, so that nothing depends on everything happening at one moment.
    @discardableResult
    mutating func take(_ input: Input) -> Reaction.Reply {
        now = now + 1
        let reaction = state.handle(input, at: now, limits: limits)
        var folded = state
        for event in reaction.events {
            folded.apply(event, at: now)
            record(event)
        }
        guard !reaction.events.isEmpty else { return reaction.reply }
        #expect(folded == reaction.next, "what handle computed is what apply makes of its events")
        state = folded
        return reaction.reply
    }

    /// Throws the state away and folds the log as it was written, as after `kill -9`.
    mutating func restart() throws {
        var reread: [(event: Event, at: Timestamp)] = []
        for row in rows { reread.append((try coding.event(row), row.timestamp)) }
        state = try #require(DemandState(id: id, log: reread))
    }

    // MARK: Looking

    var root: ChannelID { state.rootChannelID }
    var child: ChannelID { ChannelID(id, child: max(1, state.triggered.count)) }
    var channel: Negotiation? { state.channel }

    /// Event names without `towow.`.
    var types: [String] { log.map { String($0.event.type.dropFirst(6)) } }

    func count(_ type: String) -> Int { types.count { $0 == type } }

    func bodies(_ type: String) -> [EventBody] { log.map(\.event).filter { $0.type == "towow." + type }.map(\.body) }

    func events(_ type: String) -> [Event] { log.map(\.event).filter { $0.type == "towow." + type } }

    /// The payloads of events of one type as viewers get them.
    func payloads(_ type: String) throws -> [JSONValue] {
        try rows.filter { $0.type == "towow." + type }
            .map { try JSONDecoder().decode(JSONValue.self, from: Data($0.payload.utf8)) }
    }

    func payload(_ type: String) throws -> JSONValue { try #require(try payloads(type).last) }

    var evaluations: [FeedbackEvaluated] {
        log.compactMap { if case .feedbackEvaluated(let body) = $0.event.body { body } else { nil } }
    }

    var distributed: [ProposalDistributed] {
        log.compactMap { if case .proposalDistributed(let body) = $0.event.body { body } else { nil } }
    }

    var outcome: ProposalFinalized? { state.channel?.outcome }
    var failure: NegotiationFailed? { state.channel?.failure }

    // MARK: Decisions

    @discardableResult
    mutating func understand(
        needs: [String] = ["need"], questions: [String] = [], scale: Understanding.Scale? = nil,
        by provenance: Provenance = .rules
    ) -> Reaction.Reply {
        var revision = 1
        if case .understanding(let wanted) = state.phase { revision = wanted }
        let understanding = Understanding(
            surfaceDemand: state.request.text,
            depth: .init(
                motivation: "m", type: "event", keywords: [], location: nil, scale: scale,
                timeline: .init(urgency: .low, preferredTime: nil), resourceRequirements: []),
            capabilityTags: needs, context: .init(), uncertainties: [],
            questions: questions.enumerated().map { .init(id: "q\($0.offset + 1)", text: $0.element) },
            confidence: .low,
            language: state.request.language ?? .english)
        return take(.understood(decision(understanding, provenance), revision: revision, startedAt: now))
    }

    @discardableResult
    mutating func choose(_ agents: [String], in channel: ChannelID? = nil, by provenance: Provenance = .rules)
        -> Reaction.Reply
    {
        let candidates = agents.enumerated().map { candidate($0.element, score: 90 - $0.offset) }
        return choose(candidates, in: channel, by: provenance)
    }

    @discardableResult
    mutating func choose(
        _ candidates: [Candidate], in channel: ChannelID? = nil, by provenance: Provenance = .rules
    ) -> Reaction.Reply {
        let chosen = CandidateChoice.Chosen(
            candidates: candidates, totalFound: candidates.count, coverage: .init(covered: ["need"], uncovered: []))
        return take(.chosen(decision(.chosen(chosen), provenance), channel: channel ?? root))
    }

    @discardableResult
    mutating func chooseNobody(
        _ why: CandidateChoice.Nobody = .noMembers, constraint: String? = nil, in channel: ChannelID? = nil
    ) -> Reaction.Reply {
        take(.chosen(decision(.nobody(why, constraint: constraint), .rules), channel: channel ?? root))
    }

    func candidate(_ agent: String, score: Int = 50) -> Candidate {
        Candidate(
            agentID: agent, displayName: agent.uppercased(), reason: "fits", relevanceScore: score,
            expectedRole: "helper",
            capabilities: ["work"], needs: ["need"], isFallback: false, kind: .manual, memberVersion: 1)
    }

    func plan(assigning agents: [String], openNeeds: [String] = [], summary: String = "plan") -> Proposal {
        Proposal(
            summary: summary, objective: "o",
            assignments: agents.map {
                .init(
                    agentID: $0, displayName: $0, role: "helper", responsibility: "work of \($0)", needs: ["need-\($0)"]
                )
            },
            timeline: .init(startDate: "", endDate: "", milestones: [.init(name: "m", date: "", deliverable: "d")]),
            collaborationModel: .init(communicationChannel: "c", meetingFrequency: "m", decisionMechanism: "d"),
            successCriteria: ["a", "b"], openNeeds: openNeeds)
    }

    @discardableResult
    mutating func compose(
        assigning agents: [String]? = nil, openNeeds: [String] = [], in channel: ChannelID? = nil,
        by provenance: Provenance = .rules
    ) -> Reaction.Reply {
        let id = channel ?? root
        let everybody = state.negotiation(id)?.participants.map(\.candidate.agentID) ?? []
        return take(
            .composed(decision(plan(assigning: agents ?? everybody, openNeeds: openNeeds), provenance), channel: id))
    }

    @discardableResult
    mutating func adjust(
        assigning agents: [String]? = nil, round: Int? = nil, in channel: ChannelID? = nil, summary: String = "adjusted"
    ) -> Reaction.Reply {
        let id = channel ?? root
        let everybody = state.negotiation(id)?.participants.map(\.candidate.agentID) ?? []
        return take(
            .adjusted(
                decision(plan(assigning: agents ?? everybody, summary: summary), .rules), channel: id,
                round: round ?? state.negotiation(id)?.round ?? 0))
    }

    @discardableResult
    mutating func findGaps(_ gaps: [Gap] = []) -> Reaction.Reply {
        take(.gapsFound(decision(GapAnalysis(gaps: gaps, analysis: "\(gaps.count)"), .rules)))
    }

    static func gap(_ name: String, importance: Int = 80, severity: Gap.Severity = .high, tags: [String]? = nil) -> Gap
    {
        Gap(
            kind: .resource, severity: severity, importance: importance, description: "no \(name)", requirement: name,
            suggestedSubDemand: "find \(name)", suggestedTags: tags ?? [name])
    }

    /// Answers decision 8 for the open gaps in order, one answer a gap.
    @discardableResult
    mutating func considerSubnets(_ answers: Bool...) -> Reaction.Reply {
        let open = state.recursionCandidates
        return take(
            .subnetsConsidered(
                zip(open, answers).map { gap, yes in
                    let test = RecursionVerdict.Test(met: yes, analysis: "a")
                    return .init(
                        gapID: gap.gapID,
                        verdict: .init(gain: test, support: test, cost: test, reason: yes ? "worth it" : "no"),
                        by: .rules)
                }))
    }

    @discardableResult
    mutating func compromise() -> Reaction.Reply {
        take(
            .compromised(
                decision(
                    Compromise(
                        summary: "s", possibleNow: [], unresolved: ["need"], alternatives: ["later"],
                        nextSteps: ["ask again"],
                        confidence: .low), .rules)))
    }

    private func decision<Value>(_ value: Value, _ provenance: Provenance) -> Input.Decision<Value> {
        .init(Decided(value, by: provenance))
    }

    // MARK: Members

    @discardableResult
    mutating func say(
        _ agent: String, _ content: MemberMessage.Content, messageID: String? = nil, in channel: ChannelID? = nil,
        by provenance: Provenance = .member
    ) -> Reaction.Reply {
        messages += 1
        return take(
            .message(
                MemberMessage(
                    messageID: messageID ?? "m\(messages)", channel: channel ?? root, agentID: agent, content: content,
                    by: provenance)))
    }

    @discardableResult
    mutating func offer(
        _ agent: String, _ decision: Offer.Decision = .participate, _ type: Offer.ResponseType = .offer,
        messageID: String? = nil,
        in channel: ChannelID? = nil
    ) -> Reaction.Reply {
        let points =
            type == .negotiate
            ? [NegotiationPoint(aspect: "time", currentValue: "morning", desiredValue: "evening", reason: "job")] : []
        return say(
            agent,
            .offer(
                Offer(
                    decision: decision, responseType: type, contribution: "work of \(agent)", negotiationPoints: points,
                    declineReason: decision == .decline ? "busy" : "", needs: ["need-\(agent)"])),
            messageID: messageID, in: channel)
    }

    mutating func offers(_ agents: String..., decision: Offer.Decision = .participate, in channel: ChannelID? = nil) {
        for agent in agents { offer(agent, decision, in: channel) }
    }

    @discardableResult
    mutating func vote(
        _ agent: String, _ kind: Vote.Kind, version: Int? = nil, messageID: String? = nil, in channel: ChannelID? = nil
    ) -> Reaction.Reply {
        let version = version ?? state.negotiation(channel ?? root)?.version ?? 0
        return say(
            agent, .vote(Vote(kind: kind, adjustmentRequest: "\(kind)", reasoning: "because"), version: version),
            messageID: messageID, in: channel)
    }

    mutating func votes(_ kinds: [(String, Vote.Kind)], in channel: ChannelID? = nil) {
        for (agent, kind) in kinds { vote(agent, kind, in: channel) }
    }

    @discardableResult
    mutating func withdraw(_ agent: String, in channel: ChannelID? = nil) -> Reaction.Reply {
        say(agent, .withdraw(reason: "ill"), in: channel)
    }

    @discardableResult
    mutating func kick(_ agent: String, in channel: ChannelID? = nil) -> Reaction.Reply {
        take(.kicked(agentID: agent, channel: channel ?? root, reason: "rude", by: .operator))
    }

    @discardableResult
    mutating func bargain(_ agent: String, in channel: ChannelID? = nil) -> Reaction.Reply {
        say(
            agent,
            .bargain(bargainType: "condition", content: "c", offer: "o", original: [:], new: ["hours": .integer(2)]),
            in: channel)
    }

    @discardableResult
    mutating func counter(_ agent: String, in channel: ChannelID? = nil) -> Reaction.Reply {
        say(agent, .counterProposal(["summary": .string("other")], reason: "better"), in: channel)
    }

    @discardableResult
    mutating func noAnswer(
        _ agent: String, _ phase: AgentNoAnswer.Phase, version: Int = 0, in channel: ChannelID? = nil
    ) -> Reaction.Reply {
        say(agent, .noAnswer(phase, .deciderFailed, version: version), in: channel)
    }

    // MARK: Deadlines

    /// Time moves on to a deadline that the state waits for, and it passes. Stale when the state waits for no such thing.
    @discardableResult
    mutating func deadline(_ kind: DeadlineKey.Kind, in channel: ChannelID? = nil) -> Reaction.Reply {
        for case .wake(let key, let at) in state.effects where key.kind == kind && key.channel == channel ?? key.channel
        {
            now = max(now, at)
            return take(.deadline(key))
        }
        return .stale
    }

    func due(_ kind: DeadlineKey.Kind, in channel: ChannelID? = nil) -> Timestamp? {
        for case .wake(let key, let at) in state.effects where key.kind == kind && key.channel == channel ?? key.channel
        {
            return at
        }
        return nil
    }
}

extension Reaction.Reply {
    var code: TowowError.Code? { if case .refused(let error) = self { error.code } else { nil } }
    var reason: String? { if case .refused(let error) = self { error.reason } else { nil } }
}

extension NegotiationScenario {
    /// Agents `a`, `b`, `c` ….
    static func agents(_ count: Int) -> [String] { (0..<count).map { String(UnicodeScalar(UInt8(97 + $0))) } }

    /// Invited, nobody has answered.
    static func collecting(_ agents: [String], limits: Limits = Limits()) -> NegotiationScenario {
        var scenario = NegotiationScenario(limits: limits)
        scenario.understand()
        scenario.choose(agents)
        return scenario
    }

    /// Everybody offered; decision 4 runs.
    static func aggregating(_ agents: [String], limits: Limits = Limits()) -> NegotiationScenario {
        var scenario = collecting(agents, limits: limits)
        for agent in agents { scenario.offer(agent) }
        return scenario
    }

    /// Everybody offered and has a part in version 1.
    static func negotiating(_ agents: [String], assigning: [String]? = nil, limits: Limits = Limits())
        -> NegotiationScenario
    {
        var scenario = aggregating(agents, limits: limits)
        scenario.compose(assigning: assigning)
        return scenario
    }

    /// A finalized plan of `a`, with decision 7 running.
    static func agreed(limits: Limits = Limits()) -> NegotiationScenario {
        var scenario = negotiating(["a"], limits: limits)
        scenario.vote("a", .accept)
        return scenario
    }

    /// A child channel for one gap, its candidates invited.
    static func inChild(_ agents: [String] = ["x", "y"], gaps: [Gap]? = nil, limits: Limits = Limits())
        -> NegotiationScenario
    {
        var scenario = agreed(limits: limits)
        scenario.findGaps(gaps ?? [NegotiationScenario.gap("room")])
        scenario.considerSubnets(true)
        scenario.choose(agents, in: scenario.child)
        return scenario
    }
}
