internal import Engine

/// Decision 7. What can be counted was found by rules already; the model looks for what cannot.
enum GapsPrompt {
    static let version = 1

    static let instructions = """
        Find what the agreed plan lacks for the demand to be met. What is in "found" is known and must not be repeated.
        - Only real gaps: a need without anybody who agreed, work that nobody does, too few people, a condition that does not hold. A \
        plan can be complete: then the list is empty.
        - importance: 0 to 100, how much it matters to the requester; 60 and more is worth looking for another member.
        - tags: what somebody would have to be able to do, as short noun phrases; empty when another person would not help.
        - sub_demand: the gap as a demand of its own in one sentence; empty when another person would not help.
        """

    static let schema = Schema.object([
        "gaps": .list(
            .object([
                "type": .choice(["capability", "resource", "participant", "coverage", "condition"], ""),
                "severity": .choice(["critical", "high", "medium", "low"], ""),
                "importance": .integer("0 to 100"),
                "description": .text(""),
                "requirement": .text("What is required"),
                "sub_demand": .text(""),
                "tags": .list(.text(""), ""),
                "affects": .list(.text(""), "Parts of the plan"),
                "solutions": .list(.text(""), ""),
            ]), ""),
        "analysis": .text("How complete the plan is, in one or two sentences"),
    ])

    static func prompt(_ request: GapRequest, found: [Gap]) -> Prompt {
        Prompt(
            kind: .gaps, version: version, instructions: instructions,
            shared: [
                Prompt.Part(name: "demand", json: Facts.demand(request.understanding, today: request.today)),
                Prompt.Part(name: "plan", json: Facts.plan(request.proposal, for: .channel)),
                Prompt.Part(name: "agreed", json: .strings(request.confirmed.sorted())),
                Prompt.Part(name: "nobody_offers", json: .strings(request.uncovered)),
                Prompt.Part(name: "found", json: .array(found.map(gap))),
            ], own: [], schema: schema)
    }

    static func gap(_ gap: Gap) -> OrderedJSON {
        .object([
            "type": .string(gap.kind.rawValue), "severity": .string(gap.severity.rawValue),
            "importance": .integer(gap.importance), "description": .string(gap.description),
            "requirement": .text(gap.requirement), "sub_demand": gap.suggestedSubDemand.map(OrderedJSON.string),
            "tags": .list(gap.suggestedTags),
        ])
    }
}
