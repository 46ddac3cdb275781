import Logging

@testable import Claude
@testable import Engine

/// A small network in two languages, and one request of each decision.
enum Samples {
    static let today = CalendarDate(year: 2026, month: 11, day: 25)
    static let demandID = DemandID(randomBytes: [UInt8](repeating: 7, count: 16))

    static func member(
        _ id: String, _ name: String, _ summary: String, _ skill: String, tags: [String] = [], place: String? = nil,
        price: Price? = nil, conditions: [Condition] = [], languages: [String] = ["zh"]
    ) -> Member {
        Member(
            id: id, displayName: name, kind: .auto, summary: summary,
            capabilities: [Member.Capability(name: skill, tags: tags, level: nil)], languages: languages,
            places: place.map { [Member.Place(city: $0, radiusKilometres: nil)] } ?? [],
            remote: place == nil ? true : nil,
            availability: [], noticeDays: nil, price: price, capacity: nil, declines: [], style: .balanced,
            conditions: conditions, publicFields: [])
    }

    static let restore = Condition(
        id: "restore", kind: .other, comparison: .quotes, value: .text("活动结束后恢复原状"), text: "活动结束后恢复原状")
    static let tidy = Condition(
        id: "tidy", kind: .other, comparison: .quotes, value: .text("the room is left tidy"),
        text: "the room is left tidy")

    static let venue = member(
        "venue-bj", "林间空间", "社区空间", "活动场地出租", tags: ["会议室"], place: "北京",
        price: Price(amount: 2000, currency: "CNY", per: .event, negotiable: nil), conditions: [restore])
    static let speaker = member("speaker-bj", "周予安", "常做技术分享", "AI 主题演讲", tags: ["讲师"], place: "北京")
    static let catering = member("catering-bj", "三餐四季", "茶歇与简餐", "茶歇定制", tags: ["餐饮"], place: "北京")
    static let room = member(
        "room-berlin", "Loft Nine", "A loft for events", "Venue hire", tags: ["event space"], place: "Berlin",
        price: Price(amount: 900, currency: "EUR", per: .event, negotiable: nil), conditions: [tidy], languages: ["en"])
    static let talker = member(
        "talker-berlin", "Maya Collins", "Speaks about AI", "Keynote talks", tags: ["speaker"], place: "Berlin",
        languages: ["en"])
    static let cook = member(
        "cook-berlin", "Green Fork", "Vegan food", "Catering", tags: ["buffet"], place: "Berlin", languages: ["en"])

    static let all = [venue, speaker, catering, room, talker, cook]

    static let demands: [Language: String] = [
        .chinese: "2026-12-12 在北京办一场 30 人的 AI 分享会，需要场地和讲师。",
        .english: "An AI meetup in Berlin on 2026-12-12 for 30 people: we need a venue and a speaker.",
    ]

    static func people(_ language: Language) -> [Member] {
        language == .chinese ? [venue, speaker] : [room, talker]
    }

    static func needs(_ language: Language) -> [String] { language == .chinese ? ["场地", "讲师"] : ["venue", "speaker"] }

    static func understanding(_ language: Language) -> Understanding {
        Understanding(
            surfaceDemand: demands[language] ?? "",
            depth: .init(
                motivation: "", type: "event", keywords: needs(language), location: nil, scale: .init(peopleCount: 30),
                timeline: .init(urgency: .medium, preferredTime: nil), resourceRequirements: []),
            capabilityTags: needs(language),
            context: .init(
                location: language == .chinese ? "北京" : "Berlin", expectedAttendees: 30,
                date: CalendarDate(year: 2026, month: 12, day: 12)),
            uncertainties: [], questions: [], confidence: .high, language: language)
    }

    static func candidate(_ member: Member, needs: [String], score: Int) -> Candidate {
        Candidate(
            agentID: member.id, displayName: member.displayName, reason: "fits", relevanceScore: score,
            expectedRole: needs.first ?? "", capabilities: member.capabilities.map(\.name), needs: needs,
            isFallback: false, kind: member.kind, memberVersion: 1)
    }

    static func participants(_ language: Language) -> [Participant] {
        zip(people(language), needs(language)).enumerated().map { index, pair in
            Participant(
                candidate: candidate(pair.0, needs: [pair.1], score: 90 - index), member: pair.0,
                offer: Offer(
                    decision: pair.0.conditions.isEmpty ? .participate : .conditional,
                    contribution: language == .chinese ? "负责\(pair.1)" : "I do the \(pair.1)",
                    conditions: pair.0.conditions, suggestedRole: pair.1, needs: [pair.1], price: pair.0.price))
        }
    }

    static func plan(_ language: Language) -> Proposal {
        var proposal = Proposal(
            summary: "plan", objective: "meet",
            assignments: participants(language).map {
                Proposal.Assignment(
                    agentID: $0.member.id, displayName: $0.member.displayName, role: $0.offer.suggestedRole,
                    responsibility: $0.offer.contribution, needs: $0.offer.needs,
                    notes: $0.offer.conditions.map(\.text).joined(), price: $0.offer.price)
            },
            timeline: .init(
                startDate: "2026-12-12", endDate: "2026-12-12",
                milestones: [.init(name: "m", date: "", deliverable: "")]),
            collaborationModel: .init(communicationChannel: "", meetingFrequency: "", decisionMechanism: ""),
            successCriteria: ["a", "b"])
        proposal.version = 1
        return proposal
    }

    static func context(due: Timestamp, version: Int = 0, round: Int = 1) -> DecisionContext {
        DecisionContext(
            demandID: demandID, channelID: ChannelID(demandID), round: round, version: version, due: due)
    }

    static func invitation(_ language: Language, _ index: Int = 0, context: DecisionContext? = nil) -> InvitationRequest
    {
        let participant = participants(language)[index]
        return InvitationRequest(
            member: participant.member, understanding: understanding(language), candidate: participant.candidate,
            today: today, context: context)
    }

    static func voting(
        _ language: Language, _ index: Int = 0, plan: Proposal? = nil, context: DecisionContext? = nil
    ) -> VoteRequest {
        let participant = participants(language)[index]
        let proposal = plan ?? Samples.plan(language)
        return VoteRequest(
            member: participant.member, understanding: understanding(language), today: today, offer: participant.offer,
            proposal: proposal,
            assignments: proposal.assignments.filter { $0.agentID == participant.member.id },
            previousVote: nil, round: 1, maxRounds: 3, context: context)
    }

    static func adjusting(_ language: Language, context: DecisionContext? = nil) -> AdjustRequest {
        AdjustRequest(
            understanding: understanding(language), today: today, proposal: plan(language),
            participants: participants(language),
            ballots: people(language).map {
                .init(agentID: $0.id, vote: Vote(kind: .negotiate, adjustmentRequest: "please \($0.id)"))
            }, bargains: [], counterProposals: [], removed: [], round: 2, context: context)
    }

    static func choosing(_ language: Language, context: DecisionContext? = nil) -> ChooseRequest {
        ChooseRequest(
            understanding: understanding(language), text: demands[language] ?? "", today: today, maxCandidates: 5,
            avoid: [], isSubnet: false, context: context)
    }

    static func understanding(_ language: Language, context: DecisionContext?) -> UnderstandRequest {
        UnderstandRequest(
            request: DemandRequest(text: demands[language] ?? "", language: language), submittedAt: TestClock.start,
            previous: nil, answers: [], context: context)
    }

    static func gaps(_ language: Language, context: DecisionContext? = nil) -> GapRequest {
        GapRequest(
            understanding: understanding(language), today: today, proposal: plan(language),
            participants: participants(language), confirmed: people(language).map(\.id), uncovered: [],
            context: context)
    }

    static func subnetwork(_ language: Language, context: DecisionContext? = nil) -> RecursionRequest {
        let tag = language == .chinese ? "餐饮" : "catering"
        var gap = Gap(
            kind: .capability, severity: .high, importance: 80, description: tag, requirement: tag,
            suggestedSubDemand: tag, suggestedTags: [tag])
        gap.gapID = "gap-1"
        return RecursionRequest(
            gap: gap, understanding: understanding(language), today: today, proposal: plan(language),
            remainingMilliseconds: 1_000_000, alreadyAsked: Set(people(language).map(\.id)), context: context)
    }

    static func compromise(_ language: Language, context: DecisionContext? = nil) -> CompromiseRequest {
        CompromiseRequest(
            understanding: understanding(language), today: today, reasonCode: "majority_reject", constraint: nil,
            asked: participants(language).map {
                .init(candidate: $0.candidate, answer: .participate, offer: $0.offer, vote: nil)
            }, unservedNeeds: [], lastProposal: plan(language), context: context)
    }
}

/// A decider against the fake, its rules beside it.
struct Bench {
    let scope: FakeClaude.Scope
    let decider: ClaudeDecider
    let rules: RuleDecider
    let clock: any EngineClock
    let book = LogBook()

    init(
        _ script: [FakeClaude.Step] = [], members: [Member] = Samples.all, clock: any EngineClock = TestClock(),
        steps: any StepStore = InMemoryStepStore(), scope: FakeClaude.Scope? = nil,
        settings change: (inout ClaudeSettings) -> Void = { _ in }
    ) async throws {
        if let scope {
            self.scope = scope
            if !script.isEmpty { try await scope.script(script) }
        } else {
            self.scope = try await FakeClaude.scope(script)
        }
        self.clock = clock
        let matcher = MemberMatcher(source: Network(members))
        rules = RuleDecider(matcher: matcher)
        var settings = ClaudeSettings(key: FakeClaude.key, baseURL: self.scope.baseURL)
        change(&settings)
        decider = try ClaudeDecider(
            settings: settings, rules: rules, matcher: matcher, steps: steps, clock: clock, logger: book.logger)
    }

    /// Takes one decision and says who took it.
    func take(_ kind: DecisionKind, _ language: Language = .chinese, version: Int = 1) async throws -> Provenance {
        let context = Samples.context(due: clock.now() + 3_600_000, version: version)
        switch kind {
        case .understand:
            return try await decider.understand(Samples.understanding(language, context: context)).by
        case .choose: return try await decider.choose(Samples.choosing(language, context: context)).by
        case .answer: return try await decider.answer(Samples.invitation(language, context: context)).by
        case .compose:
            return try await decider.compose(
                ComposeRequest(
                    understanding: Samples.understanding(language), today: Samples.today,
                    participants: Samples.participants(language), uncovered: [], context: context)
            ).by
        case .vote: return try await decider.vote(Samples.voting(language, context: context)).by
        case .adjust: return try await decider.adjust(Samples.adjusting(language, context: context)).by
        case .gaps: return try await decider.findGaps(Samples.gaps(language, context: context)).by
        case .subnetwork:
            return try await decider.considerSubnetwork(Samples.subnetwork(language, context: context)).by
        case .compromise: return try await decider.compromise(Samples.compromise(language, context: context)).by
        }
    }
}

struct Network: MemberSource {
    private let records: [MemberRecord]

    init(_ members: [Member]) {
        records = members.sorted { $0.id < $1.id }.map { MemberRecord(member: $0, version: 1, isActive: true) }
    }

    func activeMembers() async -> [MemberRecord] { records }
    func generation() async -> UInt64 { 1 }
    func member(_ id: String, version: Int) async throws -> Member? { records.first { $0.member.id == id }?.member }
}
