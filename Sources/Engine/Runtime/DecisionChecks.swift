/// What the engine accepts of any decider's answer. Nil makes the answer invalid.
enum DecisionChecks {
    static let understanding: @Sendable (Understanding) -> Understanding? = { $0 }
    static let offer: @Sendable (Offer?) -> Offer?? = { $0 }
    static let vote: @Sendable (Vote?) -> Vote?? = { $0 }
    static let gaps: @Sendable (GapAnalysis) -> GapAnalysis? = { $0 }
    static let verdict: @Sendable (RecursionVerdict) -> RecursionVerdict? = { $0 }

    static func candidates(
        _ choice: CandidateChoice, maxCandidates: Int, known: (String) -> MemberRecord?
    ) -> CandidateChoice? { choice }

    static func proposal(_ proposal: Proposal, participants: [Participant], language: Language) -> Proposal? {
        proposal
    }

    static func compromise(_ compromise: Compromise, known: Set<String>) -> Compromise? { compromise }
}
