internal import Engine

/// Decision 9.
enum CompromisePrompt {
    static let version = 1

    static let instructions = """
        No plan was agreed. Say what the requester can do now.
        - possible: only members in "willing", with what they offered, and their conditions word for word. Nobody has agreed: say "could", \
        never "will".
        - unresolved: what is missing. alternatives: other ways to the same end. next_steps: what to do first, concretely.
        - summary: what happened and what is possible, in two or three sentences, without blaming anybody.
        """

    static func schema(willing: [String]) -> Schema {
        .object([
            "summary": .text(""),
            "possible": willing.isEmpty
                ? nil
                : .list(
                    .object([
                        "agent_id": .choice(willing, ""), "contribution": .text(""), "conditions": .list(.text(""), ""),
                    ]), ""),
            "unresolved": .list(.text(""), ""),
            "alternatives": .list(.text(""), ""),
            "next_steps": .list(.text(""), "At least one"),
            "confidence": .choice(["high", "medium", "low"], ""),
        ])
    }

    /// - Parameter willing: who offered something and is still there.
    static func prompt(_ request: CompromiseRequest, willing: [CompromiseRequest.Asked]) -> Prompt {
        let others = request.asked.filter { asked in
            !willing.contains { $0.candidate.agentID == asked.candidate.agentID }
        }
        return Prompt(
            kind: .compromise, version: version, instructions: instructions,
            shared: [
                Prompt.Part(name: "demand", json: Facts.demand(request.understanding, today: request.today)),
                Prompt.Part(
                    name: "outcome",
                    json: .object([
                        "reason": .string(request.reasonCode), "constraint": request.constraint.map(OrderedJSON.string),
                        "nobody_serves": .strings(request.unservedNeeds),
                    ])),
                Prompt.Part(
                    name: "willing",
                    json: .array(
                        willing.compactMap { asked in
                            asked.offer.map {
                                Facts.offer($0, id: asked.candidate.agentID, name: asked.candidate.displayName)
                            }
                        })),
                Prompt.Part(
                    name: "others",
                    json: .array(
                        others.map {
                            .object([
                                "name": .string(DataText.clip($0.candidate.displayName, 80)),
                                "answer": .string($0.answer.rawValue), "because": .text($0.offer?.declineReason ?? ""),
                            ])
                        })),
                Prompt.Part(
                    name: "last_plan",
                    json: request.lastProposal.map { Facts.plan($0, for: .channel) } ?? .null),
            ], own: [], schema: schema(willing: willing.map(\.candidate.agentID).sorted()))
    }
}
