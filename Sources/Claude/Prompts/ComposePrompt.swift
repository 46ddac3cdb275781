internal import Engine

/// Decision 4.
enum ComposePrompt {
    static let version = 1

    static let instructions = """
        Make one plan out of the offers.
        \(PlanSchema.rules)
        - points_granted and points_declined: every change that a member wants is in one of them.
        """

    /// - Parameter participants: sorted; the order of arrival is not known here.
    static func prompt(_ request: ComposeRequest, participants: [Participant]) -> Prompt {
        Prompt(
            kind: .compose, version: version, instructions: instructions,
            shared: [
                Prompt.Part(name: "demand", json: Facts.demand(request.understanding, today: request.today)),
                Prompt.Part(name: "offers", json: offers(participants)),
                Prompt.Part(name: "nobody_offers", json: .strings(request.uncovered)),
            ], own: [],
            schema: .object(
                PlanSchema.properties(
                    agents: participants.map(\.member.id).sorted(), needs: request.understanding.capabilityTags)))
    }

    static func offers(_ participants: [Participant]) -> OrderedJSON {
        .array(participants.map { Facts.offer($0.offer, id: $0.member.id, name: $0.member.displayName) })
    }
}
