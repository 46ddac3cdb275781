/// A query taken apart once for all members.
struct PreparedQuery {
    struct Need {
        var name: String
        var profile: NeedFit.Profile
        var entry: Concept?
        /// The words and concepts that speak for serving it.
        var terms: [(term: UInt64, weight: Float)]
    }

    let query: MatchQuery
    let needs: [Need]
    /// Concepts that the text names.
    let concepts: [Int]
    let conceptWords: [(concept: Int, text: String)]
    let terms: [(term: UInt64, weight: Float)]
    /// What the text and the needs name, and what is near to it.
    let conceptTerms: [(term: UInt64, weight: Float)]
    /// Words of the text that may be shown as shared.
    let words: [(key: UInt64, text: String)]
    /// Whether a need is one that a trade or a thing serves.
    var namesTrade: Bool { needs.contains { $0.entry.map { !$0.isSubject } ?? false } }
    /// The demand's city, when it is to happen there.
    let city: Int?
    let lastDay: CalendarDate?
    /// One bit a weekday on which it may happen; 0: open.
    let weekdays: UInt8

    init(_ query: MatchQuery, fits: NeedFit, index: InvertedIndex) {
        self.query = query
        needs = query.needs.prefix(20).map { name in
            let profile = fits.profile([name])
            let concepts = PreparedQuery.conceptTerms(profile.concepts, in: fits.vocabulary)
            return Need(
                name: name, profile: profile, entry: fits.entry(of: name),
                terms: profile.terms.map { ($0, 1) } + concepts)
        }
        let text = FoldedText(query.text + "\n" + query.keywords.joined(separator: " "), limit: 2_000)
        let tokens = Tokenizer.tokens(text)
        var concepts: [Int] = []
        var conceptWords: [(Int, String)] = []
        for hit in fits.vocabulary.hits(in: text, tokens: tokens) where !concepts.contains(hit.concept) {
            concepts.append(hit.concept)
            let kind = fits.vocabulary.concepts[hit.concept].kind
            if kind != .activity { conceptWords.append((hit.concept, text.quote(hit.range))) }
        }
        self.concepts = concepts
        self.conceptWords = conceptWords
        var weights: [UInt64: Float] = [:]
        var order: [UInt64] = []
        var words: [(UInt64, String)] = []
        for term in Tokenizer.terms(text) where !StopWords.contains(term.key) && index.contains(term.key) {
            let weight: Float = term.isSingleHan ? 0.25 : 1
            if weights.updateValue(weight, forKey: term.key) == nil {
                order.append(term.key)
                if !term.isSingleHan, term.key >> 63 == 1 { words.append((term.key, text.quote(term.range))) }
            }
        }
        for need in needs {
            for key in need.profile.terms where weights[key] == nil && index.contains(key) {
                weights[key] = 1
                order.append(key)
            }
        }
        terms = order.map { ($0, weights[$0] ?? 0) }
        conceptTerms = PreparedQuery.conceptTerms(concepts + needs.flatMap(\.profile.concepts), in: fits.vocabulary)
        self.words = words
        let isRemote = query.context.remote == true
        city = isRemote ? nil : query.context.location.flatMap { Cities.standard.city(of: $0) }
        lastDay = query.context.dateEnd ?? query.context.date
        weekdays = PreparedQuery.weekdays(query.context)
    }

    /// Concepts as terms, with what is near to them; an occasion or a subject says less than a trade.
    static func conceptTerms(_ concepts: [Int], in vocabulary: Vocabulary) -> [(term: UInt64, weight: Float)] {
        var weights: [Int: Float] = [:]
        for concept in concepts {
            let weight: Float =
                vocabulary.concepts[concept].kind == .activity ? 0.5 : vocabulary.concepts[concept].isSubject ? 0.8 : 1
            weights[concept] = max(weights[concept] ?? 0, weight)
            for neighbour in vocabulary.neighbours(of: concept) {
                let near = weight * neighbour.weight
                weights[neighbour.concept] = max(weights[neighbour.concept] ?? 0, near)
            }
        }
        return weights.sorted { $0.key < $1.key }.map { (MemberIndex.conceptTerm($0.key), $0.value) }
    }

    /// The weekdays of a fixed date or range; 0 when the date is open or only a last day is given.
    static func weekdays(_ context: Understanding.Context) -> UInt8 {
        guard let first = context.date else { return 0 }
        let length = min(6, max(0, (context.dateEnd ?? first).daysSinceEpoch - first.daysSinceEpoch))
        return (0...length).reduce(0) { $0 | first.adding(days: $1).weekday.bit }
    }
}

/// Why somebody was found, in words.
enum MatchWording {
    static func reason(_ language: Language, needs: [String], capability: String?, words: [String], city: String?)
        -> String
    {
        var parts: [String] = []
        switch language {
        case .chinese:
            if !needs.isEmpty, let capability {
                parts.append("擅长「\(capability)」，对应需要的\(needs.prefix(3).joined(separator: "、"))")
            } else if let capability, !words.isEmpty {
                parts.append("「\(capability)」与需求里的\(words.joined(separator: "、"))有关")
            } else if !words.isEmpty {
                parts.append("资料里提到\(words.joined(separator: "、"))")
            } else {
                parts.append("资料与需求没有直接对应的内容")
            }
            if let city { parts.append("就在\(city)") }
            return TextLimit.clip(parts.joined(separator: "，"), 200)
        case .english:
            if !needs.isEmpty, let capability {
                parts.append("Offers “\(capability)”, which serves: \(needs.prefix(3).joined(separator: ", "))")
            } else if let capability, !words.isEmpty {
                parts.append("“\(capability)” is related to \(words.joined(separator: ", "))")
            } else if !words.isEmpty {
                parts.append("The profile mentions \(words.joined(separator: ", "))")
            } else {
                parts.append("Nothing in the profile matches the demand directly")
            }
            if let city { parts.append("based in \(city)") }
            return TextLimit.clip(parts.joined(separator: "; "), 200)
        }
    }
}
