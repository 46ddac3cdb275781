public import Engine

/// Decisions 1 and 2.
extension ClaudeDecider {
    public func understand(_ request: UnderstandRequest) async throws -> Decided<Understanding> {
        // The language is the person's choice or the text's script, not a matter of opinion.
        let known = try await rules.understand(request).value
        let language = known.language
        let offset = request.request.utcOffsetMinutes ?? (language == .chinese ? 480 : 0)
        let today = request.submittedAt.date(utcOffsetMinutes: offset)
        return try await caller.ask(
            ModelCaller.Question(
                prompt: UnderstandPrompt.prompt(request, language: language, today: today), context: request.context
            ) { (answer) throws(AnswerFault) in
                try Self.understanding(answer, language: language, isRevision: request.previous != nil)
            })
    }

    private static func understanding(
        _ answer: AnswerReader, language: Language, isRevision: Bool
    ) throws(AnswerFault) -> Understanding {
        let needs = answer.texts("needs").filter { !$0.isEmpty }
        let questions = isRevision ? [] : answer.texts("questions").prefix(3)
        guard !needs.isEmpty || !questions.isEmpty else { throw AnswerFault("\"needs\" is empty.") }
        let resources = Set(answer.texts("resources"))
        let people = answer.number("people").flatMap { $0 >= 1 && $0 <= 1_000_000 ? Int($0) : nil }
        let place = answer.text("place")
        let date = try answer.day("date")
        var budget: Money?
        if let amount = answer.number("budget_amount"), amount > 0 {
            let currency = answer.text("budget_currency").uppercased()
            budget = Money(
                amount: amount, currency: currency.isEmpty ? (language == .chinese ? "CNY" : "USD") : currency)
        }
        return Understanding(
            surfaceDemand: try answer.demandedText("summary"),
            depth: Understanding.Depth(
                motivation: answer.text("motivation"), type: answer.text("type"), keywords: answer.texts("keywords"),
                location: place.isEmpty ? nil : place, scale: people.map(Understanding.Scale.init(peopleCount:)),
                timeline: Understanding.Timeline(
                    urgency: try answer.choice("urgency", or: .medium),
                    preferredTime: .init(rawValue: answer.text("preferred_time"))),
                resourceRequirements: needs.filter(resources.contains)),
            capabilityTags: Array(needs.prefix(8)),
            context: Understanding.Context(
                location: place.isEmpty ? nil : place, expectedAttendees: people, date: date,
                dateEnd: try answer.day("date_end"), budget: budget, remote: answer.optionalBoolean("remote")),
            uncertainties: answer.texts("uncertainties"),
            questions: questions.enumerated().map { .init(id: "q\($0 + 1)", text: $1) },
            confidence: try answer.choice("confidence", or: .medium), language: language)
    }

    // MARK: Whom to ask

    /// Members with this score of the matcher really fit.
    private static let fitScore = 40

    public func choose(_ request: ChooseRequest) async throws -> Decided<CandidateChoice> {
        let understanding = request.understanding
        let result = await request.matcher(matcher).match(
            MatchQuery(
                text: request.text, needs: understanding.capabilityTags, keywords: understanding.depth.keywords,
                context: understanding.context, preferredTime: understanding.depth.timeline.preferredTime,
                language: understanding.language, today: request.today, limit: 50, avoid: request.avoid,
                absent: request.absent))
        // Whoever is in the parent already is asked only if nobody else fits.
        let others = result.matches.filter { !request.avoid.contains($0.record.member.id) }
        let isFree = others.contains { $0.score >= Self.fitScore }
        let pool = isFree || request.avoid.isEmpty ? others : result.matches
        // That nobody can be asked, and why, is a fact.
        guard !pool.isEmpty else { return try await rules.choose(request) }
        let records = Dictionary(pool.map { ($0.record.member.id, $0.record) }, uniquingKeysWith: { first, _ in first })
        let limit = max(1, min(10, request.maxCandidates))
        return try await caller.ask(
            ModelCaller.Question(
                prompt: ChoosePrompt.prompt(request, members: Self.shuffled(pool, request)), context: request.context
            ) { (answer) throws(AnswerFault) in
                let candidates = try Self.candidates(answer, records: records, needs: understanding.capabilityTags)
                let chosen = Array(candidates.prefix(limit))
                let served = chosen.filter { !$0.isFallback }.flatMap(\.needs)
                return .chosen(
                    CandidateChoice.Chosen(
                        candidates: chosen, totalFound: max(result.totalFound, chosen.count),
                        coverage: Coverage(
                            covered: understanding.capabilityTags.filter(served.contains),
                            uncovered: understanding.capabilityTags.filter { !served.contains($0) })))
            })
    }

    /// An order that nobody can write into their profile and that does not tell who fits best; the same for the same demand.
    private static func shuffled(_ pool: [Match], _ request: ChooseRequest) -> [Member] {
        let salt = Array(request.text.utf8)
        let keyed = pool.map { match in
            (key: Crypto.sha256(salt + Array(match.record.member.id.utf8)), member: match.record.member)
        }
        return keyed.sorted { $0.key.lexicographicallyPrecedes($1.key) }.map(\.member)
    }

    private static func candidates(
        _ answer: AnswerReader, records: [String: MemberRecord], needs: [String]
    ) throws(AnswerFault) -> [Candidate] {
        var best: [String: Candidate] = [:]
        for entry in answer.objects("members") {
            let id = try entry.known("id", in: Set(records.keys))
            guard let record = records[id] else { continue }
            let score = max(0, min(100, try entry.integer("score")))
            if let other = best[id], other.relevanceScore >= score { continue }
            best[id] = Candidate(
                agentID: id, displayName: record.member.displayName, reason: try entry.demandedText("reason"),
                relevanceScore: score, expectedRole: entry.text("role"),
                capabilities: Array(record.member.capabilities.map(\.name).prefix(6)),
                needs: try entry.knownList("needs", in: Set(needs)), isFallback: score < fitScore,
                kind: record.member.kind, memberVersion: record.version)
        }
        guard !best.isEmpty else { throw AnswerFault("\"members\" is empty: at least one has to be asked.") }
        return best.values.sorted {
            $0.relevanceScore != $1.relevanceScore ? $0.relevanceScore > $1.relevanceScore : $0.agentID < $1.agentID
        }
    }
}
