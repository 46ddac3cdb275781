@testable import Engine

/// A decider that says what a test wrote down; without a script everybody agrees at once.
struct ScriptedDecider: Decider {
    typealias Script<Request, Value: Sendable> = @Sendable (Request) async throws -> Decided<Value>

    var name = "rules"
    /// Who is invited.
    var candidates: [String] = ["a", "b"]
    var kind = Member.Kind.manual
    var onUnderstand: Script<UnderstandRequest, Understanding>?
    var onChoose: Script<ChooseRequest, CandidateChoice>?
    var onAnswer: Script<InvitationRequest, Offer?>?
    var onCompose: Script<ComposeRequest, Proposal>?
    var onVote: Script<VoteRequest, Vote?>?
    var onAdjust: Script<AdjustRequest, Proposal>?
    var onGaps: Script<GapRequest, GapAnalysis>?
    var onSubnet: Script<RecursionRequest, RecursionVerdict>?
    var onCompromise: Script<CompromiseRequest, Compromise>?

    func decided<Value>(_ value: Value) -> Decided<Value> { Decided(value, by: Provenance(decidedBy: name)) }

    func understand(_ request: UnderstandRequest) async throws -> Decided<Understanding> {
        if let onUnderstand { return try await onUnderstand(request) }
        return decided(
            Self.understanding(request, questions: request.request.clarify && request.previous == nil ? ["Where?"] : [])
        )
    }

    func choose(_ request: ChooseRequest) async throws -> Decided<CandidateChoice> {
        if let onChoose { return try await onChoose(request) }
        return decided(Self.choice(candidates, kind: kind))
    }

    func answer(_ request: InvitationRequest) async throws -> Decided<Offer?> {
        if let onAnswer { return try await onAnswer(request) }
        return decided(Offer(decision: .participate, contribution: "work of \(request.member.id)", needs: ["need"]))
    }

    func compose(_ request: ComposeRequest) async throws -> Decided<Proposal> {
        if let onCompose { return try await onCompose(request) }
        return decided(Self.plan(request.participants.map(\.candidate.agentID)))
    }

    func vote(_ request: VoteRequest) async throws -> Decided<Vote?> {
        if let onVote { return try await onVote(request) }
        return decided(Vote(kind: .accept))
    }

    func adjust(_ request: AdjustRequest) async throws -> Decided<Proposal> {
        if let onAdjust { return try await onAdjust(request) }
        return decided(Self.plan(request.participants.map(\.candidate.agentID)))
    }

    func findGaps(_ request: GapRequest) async throws -> Decided<GapAnalysis> {
        if let onGaps { return try await onGaps(request) }
        return decided(GapAnalysis(gaps: [], analysis: "nothing is missing"))
    }

    func considerSubnetwork(_ request: RecursionRequest) async throws -> Decided<RecursionVerdict> {
        if let onSubnet { return try await onSubnet(request) }
        let test = RecursionVerdict.Test(met: true, analysis: "yes")
        return decided(RecursionVerdict(gain: test, support: test, cost: test, reason: "worth it"))
    }

    func compromise(_ request: CompromiseRequest) async throws -> Decided<Compromise> {
        if let onCompromise { return try await onCompromise(request) }
        return decided(
            Compromise(
                summary: "s", possibleNow: [], unresolved: [], alternatives: [], nextSteps: ["try later"],
                confidence: .low))
    }

    // MARK: Values

    static func understanding(_ request: UnderstandRequest, questions: [String] = []) -> Understanding {
        Understanding(
            surfaceDemand: request.request.text,
            depth: .init(
                motivation: "m", type: "event", keywords: [], location: nil, scale: nil,
                timeline: .init(urgency: .low, preferredTime: nil), resourceRequirements: []),
            capabilityTags: ["need"], context: .init(), uncertainties: [],
            questions: questions.enumerated().map { .init(id: "q\($0.offset + 1)", text: $0.element) },
            confidence: .low,
            language: .english)
    }

    static func choice(_ agents: [String], kind: Member.Kind) -> CandidateChoice {
        .chosen(
            .init(
                candidates: agents.enumerated().map { index, agent in
                    Candidate(
                        agentID: agent, displayName: agent.uppercased(), reason: "fits", relevanceScore: 90 - index,
                        expectedRole: "helper", capabilities: ["work"], needs: ["need"], isFallback: false, kind: kind,
                        memberVersion: 1)
                }, totalFound: agents.count, coverage: .init(covered: ["need"], uncovered: [])))
    }

    static func plan(_ agents: [String]) -> Proposal {
        Proposal(
            summary: "plan", objective: "o",
            assignments: agents.map {
                .init(agentID: $0, displayName: $0, role: "helper", responsibility: "work of \($0)", needs: ["need"])
            },
            timeline: .init(startDate: "", endDate: "", milestones: [.init(name: "m", date: "", deliverable: "d")]),
            collaborationModel: .init(communicationChannel: "c", meetingFrequency: "m", decisionMechanism: "d"),
            successCriteria: ["a", "b"])
    }

    static func member(_ id: String, kind: Member.Kind) -> Member {
        Member(
            id: id, displayName: id.uppercased(), kind: kind, summary: "works",
            capabilities: [.init(name: "work", tags: ["need"], level: nil)], languages: ["en"], places: [], remote: nil,
            availability: [], noticeDays: nil, price: nil, capacity: nil, declines: [], style: .balanced,
            conditions: [],
            publicFields: [])
    }
}
