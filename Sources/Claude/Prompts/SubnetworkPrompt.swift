internal import Engine

/// Decision 8. Whether anybody is there and time is left are facts; whether it is worth it is judged.
enum SubnetworkPrompt {
    static let version = 1

    static let instructions = """
        Decide whether to open a small negotiation of its own for one gap in an agreed plan.
        - gain: does closing the gap help the requester enough to ask more people?
        - support: can somebody serve it, and does nothing in the plan speak against it?
        - cost: do time and effort stay small beside the main negotiation?
        Each with the reason in one sentence. "facts" was computed and is true.
        """

    static let schema = Schema.object([
        "gain": test, "support": test, "cost": test, "reason": .text("The verdict in one sentence"),
    ])

    private static let test = Schema.object(["analysis": .text("One sentence"), "met": .boolean("")])

    static func prompt(_ request: RecursionRequest, rules: RecursionVerdict) -> Prompt {
        Prompt(
            kind: .subnetwork, version: version, instructions: instructions,
            shared: [
                Prompt.Part(name: "demand", json: Facts.demand(request.understanding, today: request.today)),
                Prompt.Part(name: "plan", json: Facts.plan(request.proposal, for: .channel)),
                Prompt.Part(name: "gap", json: GapsPrompt.gap(request.gap)),
                Prompt.Part(
                    name: "facts",
                    json: .object([
                        "support": .string(rules.support.analysis), "cost": .string(rules.cost.analysis),
                    ])),
            ], own: [], schema: schema)
    }
}
