internal import Engine

/// Decision 5: one member's agent, which knows the plan without other members' words and prices.
enum VotePrompt {
    static let version = 1

    static let instructions = """
        You are the agent of the member whose profile is given. Say what the member thinks of the plan, by the member's own assignment.
        - "accept" only when the assignment is what the member offered and every condition of the offer is met by the plan.
        - "negotiate" when something can be repaired: points say what exactly, asks_for says it in a sentence.
        - "reject" when it cannot be repaired but the member stays willing; "withdraw" when the member wants out.
        - style counts: low patience rejects sooner when the same request was not granted; low openness asks for less change.
        - In the last round nothing is changed any more.
        - satisfaction: 0 to 100, how well the plan suits the member.
        """

    static let schema = Schema.object([
        "reasoning": .text("Why, in one or two sentences"),
        "vote": .choice(["accept", "negotiate", "reject", "withdraw"], ""),
        "unmet_conditions": .choices(Labels.conditions, "Labels of the offer's conditions that the plan does not meet"),
        "asks_for": .text("What should be changed; empty unless negotiating"),
        "points": .list(PointSchema.point, "Only when negotiating"),
        "concerns": .list(.text(""), ""),
        "satisfaction": .integer("0 to 100"),
    ])

    static func prompt(_ request: VoteRequest) -> Prompt {
        let declined = request.proposal.negotiationHandling.declined.filter { $0.agentID == request.member.id }
        return Prompt(
            kind: .vote, version: version, instructions: instructions,
            shared: [
                Prompt.Part(name: "demand", json: Facts.demand(request.understanding, today: request.today)),
                Prompt.Part(name: "plan", json: Facts.plan(request.proposal, for: .member)),
                Prompt.Part(
                    name: "round",
                    json: .object([
                        "round": .integer(request.round), "last_round": .bool(request.round >= request.maxRounds),
                    ])),
            ],
            own: [
                Prompt.Part(name: "profile", json: Facts.profile(request.member)),
                Prompt.Part(name: "own_offer", json: Facts.offer(request.offer)),
                Prompt.Part(
                    name: "own_assignment",
                    json: .array(request.assignments.map { Facts.assignment($0, for: .channel) })),
                Prompt.Part(
                    name: "own_requests_declined",
                    json: .array(
                        declined.map { .object(["aspect": .string($0.aspect), "reason": .string($0.reason)]) })),
                Prompt.Part(name: "own_vote_before", json: request.previousVote.map { Facts.vote($0) } ?? .null),
            ], schema: schema)
    }
}
