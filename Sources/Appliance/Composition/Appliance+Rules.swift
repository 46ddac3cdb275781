import Engine

extension Appliance {
    /// The decider that works without a model.
    static func rules(members: MemberDirectory) -> any Decider {
        UnfinishedRules()
    }
}

/// Holds the place of the rule engine until it is there: every decision fails.
private struct UnfinishedRules: Decider {
    func understand(_ request: UnderstandRequest) async throws -> Decided<Understanding> { throw DecisionFailure(.unavailable) }
    func choose(_ request: ChooseRequest) async throws -> Decided<CandidateChoice> { throw DecisionFailure(.unavailable) }
    func answer(_ request: InvitationRequest) async throws -> Decided<Offer?> { throw DecisionFailure(.unavailable) }
    func compose(_ request: ComposeRequest) async throws -> Decided<Proposal> { throw DecisionFailure(.unavailable) }
    func vote(_ request: VoteRequest) async throws -> Decided<Vote?> { throw DecisionFailure(.unavailable) }
    func adjust(_ request: AdjustRequest) async throws -> Decided<Proposal> { throw DecisionFailure(.unavailable) }
    func findGaps(_ request: GapRequest) async throws -> Decided<GapAnalysis> { throw DecisionFailure(.unavailable) }
    func considerSubnetwork(_ request: RecursionRequest) async throws -> Decided<RecursionVerdict> {
        throw DecisionFailure(.unavailable)
    }
    func compromise(_ request: CompromiseRequest) async throws -> Decided<Compromise> { throw DecisionFailure(.unavailable) }
}
