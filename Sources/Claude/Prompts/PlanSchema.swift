internal import Engine

/// A plan as decisions 4 and 6 write it. Prices, names and met conditions are not the model's to say: they come from the offers.
enum PlanSchema {
    static func properties(agents: [String], needs: [String]) -> [Schema.Property] {
        let assignment = Schema.object([
            "agent_id": .choice(agents, ""),
            "role": .text("A short name of the role"),
            "responsibility": .text("What exactly this member does and delivers, from the offer"),
            "needs": .choices(needs, "Needs that this member offered to serve"),
            "depends_on": .choices(agents, "Members whose work has to be there first"),
            "notes": .text("What was agreed for this member; conditions that the plan meets, quoted word for word"),
            "price_amount": .optional(.number("Only when it differs from the offered price; never above it")),
        ])
        let milestone = Schema.object([
            "name": .text(""), "date": .text("YYYY-MM-DD or empty"), "deliverable": .text(""),
        ])
        let all: KeyValuePairs<String, Schema?> = [
            "rationale": .text("Why this plan, in one or two sentences"),
            "summary": .text("The plan in two or three sentences"),
            "objective": .text(""),
            "assignments": .list(assignment, "Each member at most once"),
            "not_selected": .list(
                .object(["agent_id": .choice(agents, ""), "reason": .text("Said to this member")]),
                "Members who get no assignment"),
            "start_date": .text(
                "The day of the thing itself, YYYY-MM-DD; the demand's when it names one, empty when open"),
            "end_date": .text("YYYY-MM-DD or empty"),
            "milestones": .list(milestone, "At least one"),
            "communication": .text("Where people talk"),
            "meetings": .text("How often"),
            "decisions": .text("Who decides what"),
            "success_criteria": .list(.text(""), "At least two, that can be checked"),
            "risks": .list(
                .object([
                    "risk": .text(""), "probability": .choice(["high", "medium", "low"], ""), "mitigation": .text(""),
                ]), ""),
            "points_granted": .list(
                .object(["agent_id": .choice(agents, ""), "aspect": .text(""), "resolution": .text("")]), ""),
            "points_declined": .list(
                .object(["agent_id": .choice(agents, ""), "aspect": .text(""), "reason": .text("")]), ""),
            "open_needs": .choices(needs, "Needs that nobody here serves"),
            "confidence": .choice(["high", "medium", "low"], ""),
        ]
        return all.compactMap { name, schema in schema.map { Schema.Property(name: name, schema: $0) } }
    }

    static let rules = """
        - Assign only members who offered, each at most once, and only to needs that they offered. Whoever has no useful part goes to \
        not_selected with an honest reason. At least one member is assigned.
        - Two members may share a need when the work takes two; otherwise take the better offer by capability and conditions.
        - A condition of a member who is assigned has to be met or the member will not agree: keep to dates, places, sizes and prices, \
        and quote other conditions word for word in that member's notes.
        - Prices are what members offered; never put amounts of money into texts.
        - Dates: not in the past; the demand's own date is fixed unless a member's accepted request moves it.
        """
}
