/// What the engine accepts of any decider's answer: `DecisionValidator` tidies it, nil makes it invalid.
enum DecisionChecks {
    static let understanding: @Sendable (Understanding) -> Understanding? = { DecisionValidator.understanding($0) }
    static let offer: @Sendable (Offer?) -> Offer?? = { .some($0.map(DecisionValidator.offer)) }
    static let vote: @Sendable (Vote?) -> Vote?? = { .some($0.map(DecisionValidator.vote)) }
    static let verdict: @Sendable (RecursionVerdict) -> RecursionVerdict? = { $0 }

    static let gaps: @Sendable (GapAnalysis) -> GapAnalysis? = { analysis in
        GapAnalysis(gaps: DecisionValidator.gaps(analysis.gaps), analysis: DecisionValidator.text(analysis.analysis))
    }

    /// A choice of nobody we know is no choice.
    static func candidates(
        _ choice: CandidateChoice, maxCandidates: Int, known: (String) -> MemberRecord?
    ) -> CandidateChoice? {
        guard case .chosen(var chosen) = choice else { return choice }
        var records: [String: MemberRecord] = [:]
        for candidate in chosen.candidates { records[candidate.agentID] = known(candidate.agentID) }
        chosen.candidates = DecisionValidator.candidates(
            chosen.candidates, maxCandidates: maxCandidates, known: records)
        return chosen.candidates.isEmpty ? nil : .chosen(chosen)
    }

    static func proposal(
        _ proposal: Proposal, participants: [Participant], previous: Proposal?, language: Language
    ) -> Proposal? {
        DecisionValidator.proposal(proposal, participants: participants, previous: previous, language: language)
    }

    static func compromise(_ compromise: Compromise, known: [String: String]) -> Compromise? {
        DecisionValidator.compromise(compromise, known: known)
    }
}
