/// A query taken apart once for all members.
struct PreparedQuery {
    struct Need {
        var name: String
        var profile: NeedFit.Profile
        var entry: Concept?
    }

    let query: MatchQuery
    let needs: [Need]
    /// Concepts that the text names.
    let concepts: [Int]
    let conceptWords: [(concept: Int, text: String)]
    let terms: [(term: UInt64, weight: Double)]
    /// Words of the text that may be shown as shared.
    let words: [(key: UInt64, text: String)]
    /// The demand's city, when it is to happen there.
    let city: Int?
    let lastDay: CalendarDate?
    /// One bit a weekday on which it may happen; 0: open.
    let weekdays: UInt8

    init(_ query: MatchQuery, fits: NeedFit, index: BM25FIndex) {
        self.query = query
        needs = query.needs.prefix(20).map { Need(name: $0, profile: fits.profile([$0]), entry: fits.entry(of: $0)) }
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
        var weights: [UInt64: Double] = [:]
        var order: [UInt64] = []
        var words: [(UInt64, String)] = []
        for term in Tokenizer.terms(text) where !StopWords.contains(term.key) && index.contains(term.key) {
            let weight = term.isSingleHan ? 0.15 : 1
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
        var terms = order.map { ($0, weights[$0] ?? 0) }
        var seen: Set<Int> = []
        for concept in concepts + needs.flatMap(\.profile.concepts) where seen.insert(concept).inserted {
            let isOccasion = fits.vocabulary.concepts[concept].kind == .activity
            for key in MemberIndex.conceptTerms([concept]) { terms.append((key, isOccasion ? 0.6 : 1.6)) }
            for key in MemberIndex.conceptTerms(fits.vocabulary.ancestors(of: concept)) { terms.append((key, 0.3)) }
        }
        self.terms = terms
        self.words = words
        let isRemote = query.context.remote == true
        city = isRemote ? nil : query.context.location.flatMap { Cities.standard.city(of: $0) }
        lastDay = query.context.dateEnd ?? query.context.date
        weekdays = PreparedQuery.weekdays(query.context)
    }

    /// The weekdays of a fixed date or range; 0 when the date is open or only a last day is given.
    static func weekdays(_ context: Understanding.Context) -> UInt8 {
        guard let first = context.date else { return 0 }
        let length = min(6, max(0, (context.dateEnd ?? first).daysSinceEpoch - first.daysSinceEpoch))
        return (0...length).reduce(0) { $0 | first.adding(days: $1).weekday.bit }
    }
}

/// Words that say nothing about a trade.
enum StopWords {
    static func contains(_ key: UInt64) -> Bool { keys.contains(key) }

    private static let keys: Set<UInt64> = {
        let chinese =
            "我想 想要 需要 我们 一个 一场 想在 可以 能够 希望 帮我 帮忙 找人 找个 一位 一名 有没 没有 左右 大概 时间 地点 人数 预算 "
            + "这个 那个 什么 怎么 最近 因为 所以 但是 而且 如果 已经 还有 以及 或者 进行 提供 服务 相关 专业 丰富 经验 大家 的人 个人 以上 办一 举办 参加 人的 "
            + "的 了 是 我 在 有 和 想 个 们 要 一 人 办 找 不 能 会 到 去 做 与 及 或 也 都 就 很 请 为 对 以 上 下 中 年 月 日 号"
        let english =
            "a an and are as at be but by can could do does find for from get give has have help how i i'd i'm if in into is it its "
            + "just let like looking make me my need no not of on one or our please some somebody someone that the their them there "
            + "this to us want was we what when where which who will with would you your people person about around hold plan take "
            + "good great very really also any all more new work"
        return Set((chinese + " " + english).split(separator: " ").flatMap { word -> [UInt64] in
            let terms = Tokenizer.terms(FoldedText(word))
            return terms.filter { !$0.isSingleHan || word.unicodeScalars.count == 1 }.map(\.key)
        })
    }()
}

/// Why somebody was found, in words.
enum MatchWording {
    static func reason(_ language: Language, needs: [String], capability: String?, words: [String], city: String?) -> String {
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
