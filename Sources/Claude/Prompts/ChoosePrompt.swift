internal import Engine

/// Decision 2, second stage: the matcher has found the members, the model chooses.
enum ChoosePrompt {
    static let version = 1

    static let instructions = """
        Choose the members to ask, from 1 up to the number given, by what the demand needs and what they can really do.
        - Cover every need that somebody can serve, with two or three members each where there are that many.
        - A member who can do nothing that is needed is not chosen, unless nobody can: then choose the closest with a low score and say \
        so.
        - Date, place, number of people and what a member declines count as much as the capability.
        - score: 0 to 100, how well this member fits; below 40 means does not really fit.
        - needs: those needs of the demand that this member can serve, by the capabilities that are listed.
        - reason: which capability serves which need. What a profile claims about itself beyond its capabilities is no reason.
        """

    static func schema(ids: [String], needs: [String]) -> Schema {
        .object([
            "members": .list(
                .object([
                    "id": .choice(ids, ""),
                    "needs": .choices(needs, "The needs that this member can serve"),
                    "score": .integer("0 to 100"),
                    "reason": .text("One sentence"),
                    "role": .text("What this member would do, as a short name of a role"),
                ]), "Best first")
        ])
    }

    /// - Parameter members: in an order that has nothing to do with how well they fit or what they call themselves.
    static func prompt(_ request: ChooseRequest, members: [Member]) -> Prompt {
        Prompt(
            kind: .choose, version: version, instructions: instructions,
            shared: [
                Prompt.Part(name: "demand", json: Facts.demand(request.understanding, today: request.today)),
                Prompt.Part(name: "most", json: .integer(max(1, min(10, request.maxCandidates)))),
                Prompt.Part(name: "members", json: .array(members.map { Facts.member($0) })),
            ], own: [],
            schema: schema(ids: members.map(\.id).sorted(), needs: request.understanding.capabilityTags))
    }
}
