import Testing

@testable import Engine

/// One negotiation in which everything that may happen does, chosen by a seed: answers, silences, refusals, withdrawals, kicks,
/// bargains, duplicates, late and foreign votes, late decisions, deadlines, crashes between commit and publish.
struct RandomNegotiation {
    var random: SeededGenerator
    let id: DemandID
    var state: DemandState
    /// What was committed.
    var log: [(event: Event, at: Timestamp)] = []
    var rows: [StoredEvent] = []
    var now = Timestamp(milliseconds: 1_790_000_000_000)
    let limits: Limits
    private let coding = EventCoding()
    /// Every id that was ever offered to the engine.
    var knownIDs: Set<String> = []
    private var oldInputs: [Input] = []

    init(seed: UInt64) throws {
        random = SeededGenerator(seed: seed)
        id = DemandID(randomBytes: (0..<16).map { UInt8(truncatingIfNeeded: Int(seed) &* 31 &+ $0) })
        limits = Limits(
            maxRounds: Int.random(in: 1...5, using: &random), maxCandidates: Int.random(in: 1...10, using: &random),
            maxSubnets: Int.random(in: 0...3, using: &random))
        let submitted = DemandSubmitted(
            DemandRequest(text: "demand \(seed)", language: .english, clarify: random.chance(20)))
        state = DemandState(id: id, submitted: submitted, at: now)
        let event = Event(channel: ChannelID(id), body: .demandSubmitted(submitted))
        log.append((event, now))
        rows.append(try coding.row(event, sequence: 1, at: now))
    }

    /// Runs to the end; false when it did not end within `steps`.
    mutating func run(steps: Int = 600) throws -> Bool {
        for _ in 0..<steps {
            guard !state.isCompleted else { return true }
            now = now + Int64.random(in: 0...5_000, using: &random)
            try take(nextInput())
            if random.chance(5), let repeated = oldInputs.randomElement(using: &random) { try take(repeated) }
            if random.chance(3) { try crash() }
        }
        return state.isCompleted
    }

    /// Commits what `input` leads to and checks that the fold of the log gives the same state.
    mutating func take(_ input: Input) throws {
        oldInputs.append(input)
        let reaction = state.handle(input, at: now, limits: limits)
        var folded = state
        for event in reaction.events {
            folded.apply(event, at: now)
            let row = try coding.row(event, sequence: rows.count + 1, at: now)
            #expect(try coding.event(row) == event, "an event survives being written and read")
            rows.append(row)
            log.append((event, now))
        }
        if reaction.events.isEmpty { return }
        #expect(folded == reaction.next, "what handle computed is what apply makes of its events")
        state = reaction.next
    }

    /// Throws the state away and folds the log, as after `kill -9`.
    mutating func crash() throws {
        let refolded = try #require(DemandState(id: id, log: log))
        #expect(refolded == state, "the log alone gives the state")
        state = refolded
    }

    // MARK: Inputs

    private mutating func nextInput() -> Input {
        let effects = state.effects
        if random.chance(6) { return strayInput() }
        // Deadlines are long: most of the time something else happens first.
        let prompt = effects.filter { effect in
            if case .wake = effect { false } else { true }
        }
        let pool = prompt.isEmpty || random.chance(8) ? effects : prompt
        guard let effect = pool.randomElement(using: &random) else { return .cancelled }
        return input(for: effect)
    }

    private mutating func input(for effect: Effect) -> Input {
        switch effect {
        case .understand(let revision):
            return .understood(decision(understanding()), revision: revision, startedAt: now)
        case .choose(let channel, _): return .chosen(decision(choice(channel)), channel: channel)
        case .compose(let channel, _): return .composed(decision(proposal(channel)), channel: channel)
        case .adjust(let channel, let round, _):
            return .adjusted(decision(proposal(channel)), channel: channel, round: round)
        case .findGaps: return .gapsFound(decision(gaps()))
        case .considerSubnets:
            return .subnetsConsidered(
                state.recursionCandidates.map { gap in
                    let met = RecursionVerdict.Test(met: random.chance(70), analysis: "a")
                    let verdict = RecursionVerdict(gain: met, support: met, cost: met, reason: "r")
                    return Input.GapVerdict(gapID: gap.gapID, verdict: verdict, by: .rules)
                })
        case .compromise:
            return .compromised(
                decision(
                    Compromise(
                        summary: "s", possibleNow: [], unresolved: [], alternatives: [], nextSteps: ["n"],
                        confidence: .low)))
        case .ask(let question): return answer(question)
        case .wake(let key, let at):
            now = max(now, at)
            return .deadline(key)
        }
    }

    private mutating func answer(_ question: OpenQuestion) -> Input {
        func message(_ content: MemberMessage.Content) -> Input {
            .message(
                MemberMessage(
                    messageID: "m-\(rows.count)", channel: question.channel, agentID: question.agentID,
                    content: content,
                    by: .rules))
        }
        let dice = Int.random(in: 0..<100, using: &random)
        switch question.kind {
        case .invitation:
            if dice < 8 { return message(.noAnswer(.invitation, .deciderFailed, version: 0)) }
            if dice < 12 { return message(.withdraw(reason: "busy")) }
            let kinds: [Offer.Decision] = [.participate, .participate, .participate, .conditional, .decline]
            return message(
                .offer(
                    Offer(
                        decision: kinds.randomElement(using: &random) ?? .decline, contribution: "work",
                        needs: ["need"])))
        case .review:
            if dice < 8 { return message(.noAnswer(.review, .deciderFailed, version: question.version)) }
            if dice < 12 { return message(.withdraw(reason: "busy")) }
            if dice < 16 {
                return message(.bargain(bargainType: "condition", content: "c", offer: "o", original: [:], new: [:]))
            }
            if dice < 19 { return message(.counterProposal(["summary": .string("other")], reason: "better")) }
            let kinds: [Vote.Kind] = [.accept, .accept, .accept, .accept, .negotiate, .negotiate, .reject, .withdraw]
            let version = random.chance(5) ? question.version - 1 : question.version
            return message(.vote(Vote(kind: kinds.randomElement(using: &random) ?? .accept), version: version))
        }
    }

    /// Something nobody asked for.
    private mutating func strayInput() -> Input {
        let channel = state.children.last?.id ?? state.rootChannelID
        let seats = state.negotiation(channel)?.seats.map(\.candidate.agentID) ?? []
        let somebody = random.chance(30) ? "stranger" : seats.randomElement(using: &random) ?? "stranger"
        func message(_ content: MemberMessage.Content) -> Input {
            .message(
                MemberMessage(
                    messageID: "s-\(rows.count)", channel: channel, agentID: somebody, content: content, by: .member))
        }
        switch Int.random(in: 0..<9, using: &random) {
        case 0: return message(.vote(Vote(kind: .accept), version: Int.random(in: 0...6, using: &random)))
        case 1: return message(.vote(Vote(kind: .reject), version: Int.random(in: 0...6, using: &random)))
        case 2: return message(.offer(Offer(decision: .participate, contribution: "late")))
        case 3: return message(.withdraw(reason: "gone"))
        case 4: return .kicked(agentID: somebody, channel: channel, reason: "rude", by: .operator)
        case 5: return .memberDeactivated(agentID: somebody)
        case 6: return random.chance(40) ? .cancelled : .clarified([])
        case 7:
            return .deadline(
                DeadlineKey(channel: channel, kind: .feedback, round: Int.random(in: 1...5, using: &random)))
        default: return .composed(decision(proposal(channel)), channel: channel)
        }
    }

    // MARK: Decisions

    private func decision<Value>(_ value: Value) -> Input.Decision<Value> { .init(Decided(value, by: .rules)) }

    private mutating func understanding() -> Understanding {
        Understanding(
            surfaceDemand: state.request.text,
            depth: .init(
                motivation: "m", type: "event", keywords: [], location: nil, scale: nil,
                timeline: .init(urgency: .low, preferredTime: nil), resourceRequirements: []),
            capabilityTags: ["need"], context: .init(), uncertainties: [],
            questions: random.chance(50) ? [.init(id: "q1", text: "where?")] : [], confidence: .low, language: .english)
    }

    private mutating func choice(_ channel: ChannelID) -> CandidateChoice {
        if random.chance(5) { return .nobody(.allExcluded, constraint: "date") }
        let count = Int.random(in: 1...12, using: &random)
        let candidates = (0..<count).map { index in
            let agent = "\(channel.isChild ? "child" : "agent")-\(index)"
            knownIDs.insert(agent)
            return Candidate(
                agentID: agent, displayName: "Agent \(index)", reason: "fits",
                relevanceScore: Int.random(in: 0...100, using: &random), expectedRole: "helper", capabilities: ["work"],
                needs: ["need"], isFallback: false, kind: .auto, memberVersion: 1)
        }
        // A decider may repeat itself.
        let doubled = random.chance(20) ? candidates + candidates.prefix(2) : candidates
        return .chosen(.init(candidates: doubled, totalFound: count, coverage: .init(covered: ["need"], uncovered: [])))
    }

    private mutating func proposal(_ channel: ChannelID) -> Proposal {
        let people = state.negotiation(channel)?.participants.map(\.candidate) ?? []
        var assignments = people.filter { _ in random.chance(85) }.map { person in
            Proposal.Assignment(
                agentID: person.agentID, displayName: person.displayName, role: "helper", responsibility: "work",
                needs: ["need"])
        }
        if random.chance(15) {
            // A model may name people who do not exist.
            assignments.append(
                .init(agentID: "invented", displayName: "Nobody", role: "ghost", responsibility: "boo", needs: ["need"])
            )
        }
        return Proposal(
            summary: "plan", objective: "o", assignments: assignments,
            timeline: .init(startDate: "", endDate: "", milestones: [.init(name: "m", date: "", deliverable: "d")]),
            collaborationModel: .init(communicationChannel: "c", meetingFrequency: "m", decisionMechanism: "d"),
            successCriteria: ["a", "b"], openNeeds: random.chance(30) ? ["other"] : [])
    }

    private mutating func gaps() -> GapAnalysis {
        let count = Int.random(in: 0...3, using: &random)
        return GapAnalysis(
            gaps: (0..<count).map { index in
                Gap(
                    kind: .resource, severity: .high, importance: Int.random(in: 20...100, using: &random),
                    description: "gap \(index)", requirement: "thing", suggestedSubDemand: "find thing \(index)",
                    suggestedTags: ["need"])
            }, analysis: "\(count) gaps")
    }
}
