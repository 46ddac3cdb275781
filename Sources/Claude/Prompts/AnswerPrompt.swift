internal import Engine

/// Decision 3: one member's agent, which knows the demand and this member's profile and nothing of anybody else.
enum AnswerPrompt {
    static let version = 1

    static let instructions = """
        You are the agent of the member whose profile is given. Answer the invitation on the member's behalf.
        - decision: "participate"; "conditional" when the profile names conditions; "decline" when the profile does not have what is \
        needed, declines such work, or cannot make the date, place or size.
        - capabilities: the labels of the capabilities that would be used. Promise nothing that is not among them.
        - needs: the needs of the demand that these capabilities serve.
        - conditions: the labels of the profile's conditions that matter here.
        - points: what has to be changed or settled before the member can say yes, for example a date the member is not available on, or \
        a price above the budget. None when there is nothing.
        - style counts: low openness declines sooner, high openness asks for changes instead; high detail asks what is left open.
        - contribution: what exactly the member would do and deliver. Name no price.
        """

    static func schema(needs: [String]) -> Schema {
        .object([
            "reasoning": .text("Why, from the profile, in one or two sentences"),
            "decision": .choice(["participate", "conditional", "decline"], ""),
            "capabilities": .choices(Labels.capabilities, ""),
            "needs": .choices(needs, ""),
            "conditions": .choices(Labels.conditions, ""),
            "contribution": .text("Empty when declining"),
            "role": .text("A short name of the role; empty when declining"),
            "points": .list(PointSchema.point, ""),
            "availability": .text("When the member can, as far as the profile says; else empty"),
            "decline_reason": .text("Only when declining"),
            "confidence": .integer("0 to 100"),
            "enthusiasm": .choice(["high", "medium", "low"], ""),
        ])
    }

    static func prompt(_ request: InvitationRequest) -> Prompt {
        Prompt(
            kind: .answer, version: version, instructions: instructions,
            shared: [Prompt.Part(name: "demand", json: Facts.demand(request.understanding, today: request.today))],
            own: [
                Prompt.Part(name: "profile", json: Facts.profile(request.member)),
                Prompt.Part(
                    name: "invitation",
                    json: .object([
                        "role": .text(request.candidate.expectedRole), "needs": .list(request.candidate.needs),
                    ])),
            ], schema: schema(needs: request.understanding.capabilityTags))
    }
}

/// What several decisions say in the same form.
enum PointSchema {
    static let aspects = ["time", "role", "scope", "price", "place", "size", "other"]

    static let point = Schema.object([
        "aspect": .choice(aspects, ""),
        "now": .text("How it is"),
        "wanted": .text("How it should be"),
        "reason": .text(""),
    ])
}
