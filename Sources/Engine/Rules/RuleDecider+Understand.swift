extension RuleDecider {
    public func understand(_ request: UnderstandRequest) async throws -> Decided<Understanding> {
        let understanding = request.previous.map { revised($0, request) } ?? understood(request)
        return Decided(DecisionValidator.understanding(understanding), by: .rules)
    }

    private func today(_ request: UnderstandRequest, _ language: Language) -> CalendarDate {
        let offset = request.request.utcOffsetMinutes ?? (language == .chinese ? 480 : 0)
        return request.submittedAt.date(utcOffsetMinutes: offset)
    }

    // MARK: first reading

    private func understood(_ request: UnderstandRequest) -> Understanding {
        let raw = TextLimit.clean(request.request.text)
        let language = request.request.language ?? DemandReader.language(of: raw)
        let reader = DemandReader(raw, language: language, today: today(request, language))
        let phrase = Phrase(language: language)
        let needs = reader.needs()
        let type = type(of: needs, reader: reader)
        let context = context(reader)
        var tags = (needs.explicit + needs.implied).map { reader.vocabulary.concepts[$0].name(language) }
        if tags.isEmpty, let plain = reader.plainNeed() { tags = [plain] }
        let open = openPoints(type: type, context: context, hasNeeds: !tags.isEmpty, remote: context.remote == true)
        var uncertainties = open.map(phrase.openPoint)
        for implied in needs.implied {
            let concept = reader.vocabulary.concepts[implied]
            let activity = needs.activities.first { reader.vocabulary.concepts[$0].implies.contains(concept.key) }
            guard let activity else { continue }
            uncertainties.append(phrase.implied(concept.name(language), by: reader.vocabulary.concepts[activity].name(language)))
        }
        let questions = open.prefix(3).enumerated().map { index, point in
            Understanding.Question(id: "q\(index + 1)", text: phrase.question(point))
        }
        return Understanding(
            surfaceDemand: TextLimit.tidy(raw, TextLimit.text),
            depth: Understanding.Depth(
                motivation: motivation(reader, raw), type: type, keywords: keywords(reader), location: context.location,
                scale: context.expectedAttendees.map(Understanding.Scale.init(peopleCount:)),
                timeline: Understanding.Timeline(urgency: reader.urgency(reader.date()), preferredTime: reader.preferredTime()),
                resourceRequirements: (needs.explicit + needs.implied).filter { reader.vocabulary.concepts[$0].kind == .resource }
                    .map { reader.vocabulary.concepts[$0].name(language) }),
            capabilityTags: tags, context: context, uncertainties: uncertainties, questions: questions,
            confidence: confidence(open: open, implied: needs.implied.count), language: language)
    }

    private func context(_ reader: DemandReader) -> Understanding.Context {
        let date = reader.date()
        let count = reader.headCount()
        return Understanding.Context(
            location: reader.location(), expectedAttendees: count, date: date?.first, dateEnd: date?.last,
            budget: BudgetReader(text: reader.text, language: reader.language, headCount: count).read(), remote: reader.isRemote())
    }

    private func type(of needs: DemandReader.Needs, reader: DemandReader) -> String {
        let concepts = reader.vocabulary.concepts
        let activities = needs.activities.map { concepts[$0].type }
        let explicit = needs.explicit.map { concepts[$0].type }.filter { $0 != "general" }
        let trades = Set(explicit)
        if trades == ["design"] || trades == ["development"], !activities.contains("event") || explicit.count > 1,
            let only = trades.first
        { return activities.contains("event") && explicit.count < needs.explicit.count ? "event" : only }
        if activities.contains("event") { return "event" }
        if let first = activities.first(where: { $0 != "general" }) { return first }
        return explicit.first ?? "general"
    }

    private func keywords(_ reader: DemandReader) -> [String] {
        var keywords: [String] = []
        var seen: Set<String> = []
        func add(_ range: Range<Int>) {
            if seen.insert(reader.text.folded(range)).inserted { keywords.append(TextLimit.clip(reader.text.quote(range), 40)) }
        }
        for hit in reader.hits { add(hit.range) }
        for token in reader.tokens where token.kind == .word && keywords.count < 12 {
            let key = Tokenizer.wordKey(reader.text.scalars[token.range])
            let isCovered = reader.hits.contains { $0.range.overlaps(token.range) }
            guard !isCovered, !StopWords.contains(key), token.range.count >= 3, token.range.count <= 24 else { continue }
            if reader.language == .chinese || reader.text.quote(token.range).first?.isUppercase == true { add(token.range) }
        }
        return Array(keywords.prefix(12))
    }

    /// The clause that says why, or the first sentence.
    private func motivation(_ reader: DemandReader, _ raw: String) -> String {
        for marker in ["为了", "因为", "because ", "so that ", "in order to ", "to celebrate "] {
            guard let range = reader.text.find(TextLimit.trim(marker)) else { continue }
            var end = range.upperBound
            while end < reader.text.count, !reader.endsClause(end) { end += 1 }
            let clause = TextLimit.tidy(reader.text.quote(range.lowerBound..<end), 120)
            if clause.count > marker.count + 1 { return clause }
        }
        var end = 0
        while end < reader.text.count, end < 160 {
            let isComma = reader.text.scalars[end] == 44 || reader.text.scalars[end] == 0x3001
            if reader.endsClause(end), !isComma { break }
            end += 1
        }
        let first = TextLimit.tidy(reader.text.quote(0..<end), 120)
        return first.isEmpty ? TextLimit.tidy(raw, 120) : first
    }

    /// What matters for this type and is not said, most important first.
    private func openPoints(type: String, context: Understanding.Context, hasNeeds: Bool, remote: Bool) -> [OpenPoint] {
        var open: [OpenPoint] = []
        if !hasNeeds { open.append(.need) }
        if context.date == nil, context.dateEnd == nil { open.append(.date) }
        switch type {
        case "event", "sharing":
            if context.location == nil, !remote { open.append(.place) }
            if context.expectedAttendees == nil { open.append(.size) }
            if context.budget == nil { open.append(.budget) }
        case "design", "development":
            if context.budget == nil { open.append(.budget) }
        default:
            if context.location == nil, !remote { open.append(.place) }
        }
        return open
    }

    private func confidence(open: [OpenPoint], implied: Int) -> Level {
        var score = 100 - 5 * implied
        for point in open {
            switch point {
            case .need: score -= 50
            case .place, .size: score -= 20
            case .date: score -= 15
            case .budget: score -= 10
            }
        }
        return score >= 70 ? .high : score >= 40 ? .medium : .low
    }

    // MARK: with answers

    private func revised(_ previous: Understanding, _ request: UnderstandRequest) -> Understanding {
        var result = previous
        let phrase = Phrase(language: previous.language)
        let today = today(request, previous.language)
        var answered: [String] = []
        for answer in request.answers {
            let text = TextLimit.tidy(answer.text, TextLimit.text)
            guard !text.isEmpty, !answered.contains(text) else { continue }
            answered.append(text)
            let question = previous.questions.first { $0.id == answer.id }?.text
            let point = OpenPoint.allCases.first { phrase.question($0) == question }
            merge(text, point: point, into: &result, today: today)
        }
        if !answered.isEmpty {
            let separator = phrase.pick("；", "; ")
            result.surfaceDemand = TextLimit.clip(([previous.surfaceDemand] + answered).joined(separator: separator), TextLimit.text)
        }
        let type = result.depth.type
        let open = openPoints(
            type: type, context: result.context, hasNeeds: !result.capabilityTags.isEmpty, remote: result.context.remote == true)
        let known = Set(OpenPoint.allCases.map(phrase.openPoint))
        let implied = previous.uncertainties.filter { !known.contains($0) }
        result.uncertainties = open.map(phrase.openPoint) + implied
        result.questions = []
        result.depth.location = result.context.location ?? result.depth.location
        result.depth.scale = result.context.expectedAttendees.map(Understanding.Scale.init(peopleCount:)) ?? result.depth.scale
        result.confidence = confidence(open: open, implied: implied.count)
        return result
    }

    private func merge(_ text: String, point: OpenPoint?, into result: inout Understanding, today: CalendarDate) {
        let reader = DemandReader(text, language: result.language, today: today)
        let found = context(reader)
        if let date = reader.date() {
            result.context.date = date.first
            result.context.dateEnd = date.last
            result.depth.timeline.urgency = reader.urgency(date)
        }
        if let preferred = reader.preferredTime() { result.depth.timeline.preferredTime = preferred }
        if let location = found.location { result.context.location = location }
        if let remote = found.remote { result.context.remote = remote }
        if let count = found.expectedAttendees { result.context.expectedAttendees = count }
        if let budget = found.budget { result.context.budget = budget }
        // A short answer to one question says only the value.
        let number = (0..<reader.text.count).lazy.compactMap { NumberReader(text: reader.text).number(at: $0)?.value }.first
        switch point {
        case .size where found.expectedAttendees == nil:
            if let number, number >= 1, number <= 1_000_000 { result.context.expectedAttendees = Int(number) }
        case .budget where found.budget == nil:
            if let number, number >= 0, result.language == .chinese { result.context.budget = Money(amount: number, currency: "CNY") }
        case .place where found.location == nil && found.remote != true:
            let isName = text.count <= 20 && !DemandReader.isRefusal(text)
            if isName { result.context.location = text }
        default: break
        }
        let needs = reader.needs()
        for need in needs.explicit.map({ reader.vocabulary.concepts[$0].name(result.language) }) + needs.implied.map({ reader.vocabulary.concepts[$0].name(result.language) })
        where !result.capabilityTags.contains(need) && (point == .need || needs.explicit.contains { reader.vocabulary.concepts[$0].name(result.language) == need }) {
            result.capabilityTags.append(need)
        }
        if point == .need, result.capabilityTags.isEmpty, !DemandReader.isRefusal(text) {
            result.capabilityTags = [reader.plainNeed() ?? TextLimit.clip(text, 40)]
        }
    }
}

extension DemandReader {
    /// An answer that says nothing.
    static func isRefusal(_ text: String) -> Bool {
        let folded = FoldedText(text)
        return ["不知道", "不确定", "还没定", "没定", "待定", "随便", "都行", "都可以", "无所谓", "not sure", "don't know", "no idea", "tbd", "anywhere", "any", "whatever", "n/a", "none"]
            .contains { folded.contains($0) }
    }
}
