internal import Engine

/// Decision 6.
enum AdjustPrompt {
    static let version = 1

    static let instructions = """
        Make the next version of the plan out of the last one and what members said about it.
        \(PlanSchema.rules)
        - Grant what can be granted without harm to the others; decline the rest with the reason. Every request is in requests_granted \
        or requests_declined, as the member put it.
        - Change nothing that nobody asked for. Roles of members who left are given to others who offered the need, or stay open.
        - changes: what is different from the last version.
        """

    static func prompt(_ request: AdjustRequest, participants: [Participant]) -> Prompt {
        let change = Schema.object([
            "aspect": .text(""), "before": .text(""), "after": .text(""), "reason": .text(""),
        ])
        let properties =
            PlanSchema.properties(
                agents: participants.map(\.member.id).sorted(), needs: request.understanding.capabilityTags)
            + [
                .init(name: "changes", schema: .list(change, "")),
                .init(name: "requests_granted", schema: .list(.text(""), "")),
                .init(
                    name: "requests_declined",
                    schema: .list(.object(["request": .text(""), "reason": .text("")]), "")),
            ]
        return Prompt(
            kind: .adjust, version: version, instructions: instructions,
            shared: [
                Prompt.Part(name: "demand", json: Facts.demand(request.understanding, today: request.today)),
                Prompt.Part(name: "plan", json: Facts.plan(request.proposal, for: .channel)),
                Prompt.Part(name: "offers", json: ComposePrompt.offers(participants)),
                Prompt.Part(name: "feedback", json: feedback(request)),
                Prompt.Part(name: "left", json: .strings(request.removed.sorted())),
            ], own: [], schema: .object(properties))
    }

    /// Sorted by who spoke: when is not known here.
    private static func feedback(_ request: AdjustRequest) -> OrderedJSON {
        let votes = request.ballots.sorted { $0.agentID < $1.agentID }.map { Facts.vote($0.vote, by: $0.agentID) }
        let bargains = request.bargains.sorted { ($0.agentID, $0.content) < ($1.agentID, $1.content) }.prefix(40).map {
            OrderedJSON.object([
                "agent_id": .string($0.agentID), "suggests": .string(DataText.clip($0.content, 2_000)),
                "offers": .text(DataText.clip($0.offer, 2_000)),
                "terms": $0.newTerms.isEmpty ? nil : OrderedJSON(.object($0.newTerms)),
            ])
        }
        let counters = request.counterProposals.sorted { ($0.agentID, $0.reason) < ($1.agentID, $1.reason) }.prefix(40)
            .map {
                OrderedJSON.object([
                    "agent_id": .string($0.agentID), "counter_proposal": OrderedJSON(.object($0.counterProposal)),
                    "reason": .text(DataText.clip($0.reason, 2_000)),
                ])
            }
        return .array(votes + bargains + counters)
    }
}
