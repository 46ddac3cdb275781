extension RuleDecider {
    public func compose(_ request: ComposeRequest) async throws -> Decided<Proposal> {
        let builder = PlanBuilder(
            understanding: request.understanding, today: request.today, participants: request.participants, uncovered: request.uncovered)
        let plan = builder.build()
        let valid = DecisionValidator.proposal(
            plan, participants: request.participants, previous: nil, language: request.understanding.language)
        return Decided(valid ?? plan, by: .rules)
    }
}
