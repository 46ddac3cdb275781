internal import Engine

/// Decision 1.
enum UnderstandPrompt {
    static let version = 1

    static let instructions = """
        Say what the demand asks for.
        - needs: what somebody has to be able to do or provide, 1 to 8 of them, each a short noun phrase in the language of the \
        demand ("场地", "讲师"; "venue", "speaker"). Include what the demand needs without saying so, and name that in uncertainties.
        - place, people, dates, budget, remote: only what the text says. Work out dates like "next Saturday" from today. Null when it \
        is not said.
        - uncertainties: what is open and matters for the plan.
        - questions: at most three, the ones whose answers would change the plan most. None about what is said, and none at all when \
        answers to earlier questions are given.
        - confidence: how sure it is what is wanted.
        """

    static let schema = Schema.object([
        "summary": .text("The demand in one or two sentences, nothing added"),
        "motivation": .text("Why it is wanted, as far as it is said; else empty"),
        "type": .choice(["event", "design", "development", "sharing", "general"], ""),
        "needs": .list(.text(""), "What somebody has to be able to do or provide"),
        "resources": .list(.text(""), "Those of the needs that are things or places, word for word"),
        "keywords": .list(.text(""), "Words of the demand that help to find people, at most 12"),
        "place": .optional(.text("City, or place as it is called")),
        "remote": .optional(.boolean("True only when it is said to be online")),
        "people": .optional(.integer("How many take part")),
        "date": .optional(.text("First day, YYYY-MM-DD")),
        "date_end": .optional(.text("Last day, YYYY-MM-DD, when there are several")),
        "budget_amount": .optional(.number("The sum")),
        "budget_currency": .optional(.text("ISO 4217")),
        "urgency": .choice(["high", "medium", "low"], ""),
        "preferred_time": .optional(.choice(["weekend", "weekday", "evening"], "")),
        "uncertainties": .list(.text(""), ""),
        "questions": .list(.text(""), "At most three"),
        "confidence": .choice(["high", "medium", "low"], ""),
    ])

    /// - Parameter language: the language that people are answered in.
    static func prompt(_ request: UnderstandRequest, language: Language, today: CalendarDate) -> Prompt {
        var parts = [
            Prompt.Part(
                name: "demand",
                json: .object([
                    "language": .string(language.rawValue), "today": .string(today.description),
                    "today_is": .string(today.weekday.rawValue), "text": .string(request.request.text),
                ]))
        ]
        if let previous = request.previous {
            parts.append(Prompt.Part(name: "first_understanding", json: Facts.demand(previous, today: today)))
            let questions = Dictionary(
                previous.questions.map { ($0.id, $0.text) }, uniquingKeysWith: { first, _ in first })
            parts.append(
                Prompt.Part(
                    name: "answers",
                    json: .array(
                        request.answers.prefix(3).map { answer in
                            .object([
                                "question": questions[answer.id].map(OrderedJSON.string),
                                "answer": .string(DataText.clip(answer.text, 2_000)),
                            ])
                        })))
        }
        return Prompt(
            kind: .understand, version: version, instructions: instructions, shared: parts, own: [], schema: schema)
    }
}
