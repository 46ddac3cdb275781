import Glibc
import Synchronization

/// Finds members by what they can do, weighed with what their profile says in words, where they are and when.
///
/// A member fits by the needs that a capability serves (`NeedFit`), then by BM25F over the whole profile, where every concept of
/// the vocabulary counts as one more term, so that an English demand finds a Chinese profile.
public final class MemberMatcher: Matcher {
    /// A member with this score really fits; below, only because nobody else does.
    static let fitScore = 40

    private let source: any MemberSource
    private let cache = Mutex<MemberIndex?>(nil)

    public init(source: any MemberSource) {
        self.source = source
    }

    public func match(_ query: MatchQuery) async -> MatchResult {
        await index().match(query)
    }

    private func index() async -> MemberIndex {
        let generation = await source.generation()
        if let index = cache.withLock({ $0 }), index.generation == generation { return index }
        let index = MemberIndex(members: await source.activeMembers(), generation: generation)
        cache.withLock { $0 = index }
        return index
    }
}

/// The members of one generation, prepared for queries. Immutable.
final class MemberIndex: Sendable {
    struct Entry: Sendable {
        var record: MemberRecord
        var capabilities: [NeedFit.Profile]
        /// Concepts of summary and name: weaker evidence than a capability.
        var summary: NeedFit.Profile
        var cities: [Int?]
        /// One bit a weekday, Monday first; 0: unknown.
        var weekdays: UInt8
    }

    static let fields = [
        BM25FIndex.Field(weight: 3, b: 0.4), BM25FIndex.Field(weight: 1, b: 0.7), BM25FIndex.Field(weight: 0.5, b: 0.2),
        BM25FIndex.Field(weight: 0.5, b: 0.2),
    ]

    let generation: UInt64
    let entries: [Entry]
    let fits = NeedFit.standard
    private let index: BM25FIndex

    init(members: [MemberRecord], generation: UInt64) {
        self.generation = generation
        let fits = NeedFit.standard
        entries = members.filter(\.isActive).map { record in
            let member = record.member
            var weekdays: UInt8 = 0
            for slot in member.availability { for day in slot.weekdays { weekdays |= day.bit } }
            return Entry(
                record: record, capabilities: member.capabilities.map(fits.profile),
                summary: fits.profile([member.summary, member.displayName]),
                cities: member.places.map { Cities.standard.city(of: $0.city) }, weekdays: weekdays)
        }
        index = BM25FIndex(
            fields: MemberIndex.fields,
            documents: entries.map { entry in
                let member = entry.record.member
                let skills = member.capabilities.flatMap { [$0.name] + $0.tags }
                return [
                    skills.flatMap { MemberIndex.terms($0) } + MemberIndex.conceptTerms(entry.capabilities.flatMap(\.concepts)),
                    MemberIndex.terms(member.summary) + MemberIndex.conceptTerms(entry.summary.concepts),
                    MemberIndex.terms(member.displayName), member.places.flatMap { MemberIndex.terms($0.city) },
                ]
            })
    }

    static func terms(_ text: String) -> [UInt64] {
        Tokenizer.terms(FoldedText(text, limit: 2_000)).map(\.key)
    }

    static func conceptTerms(_ concepts: [Int]) -> [UInt64] {
        // Bit 62 keeps concepts apart from words (bit 63) and from pairs of Han characters.
        concepts.map { 1 << 62 | UInt64($0) }
    }

    func match(_ query: MatchQuery) -> MatchResult {
        let prepared = PreparedQuery(query, fits: fits, index: index)
        let texts = index.scores(prepared.terms)
        var found: [(entry: Int, score: Int, fits: [Double])] = []
        var excluded: [MatchResult.Constraint: Int] = [:]
        for (number, entry) in entries.enumerated() {
            let needFits = prepared.needs.map { need in fit(of: entry, for: need) }
            let placed = place(entry, needFits: needFits, prepared: prepared)
            if let constraint = exclusion(entry, needFits: needFits, placed: placed, prepared: prepared) {
                excluded[constraint, default: 0] += 1
                continue
            }
            let usable = zip(needFits, prepared.needs).map { fit, need in
                placed == .elsewhere && need.entry?.isOnSite == true ? fit * 0.3 : fit
            }
            let score = score(entry, needFits: usable, text: texts[number], placed: placed, prepared: prepared)
            found.append((number, score, usable))
        }
        let avoided = Set(query.avoid)
        func rank(_ item: (entry: Int, score: Int, fits: [Double])) -> Int {
            let isAvoided = avoided.contains(entries[item.entry].record.member.id)
            return item.score >= MemberMatcher.fitScore ? (isAvoided ? 1 : 0) : (isAvoided ? 3 : 2)
        }
        found.sort { left, right in
            let leftRank = rank(left), rightRank = rank(right)
            if leftRank != rightRank { return leftRank < rightRank }
            if left.score != right.score { return left.score > right.score }
            return entries[left.entry].record.member.id < entries[right.entry].record.member.id
        }
        let exclusions = excluded.sorted { $0.value != $1.value ? $0.value > $1.value : $0.key.rawValue < $1.key.rawValue }
        return MatchResult(
            matches: found.prefix(max(0, query.limit)).map { describe($0.entry, score: $0.score, fits: $0.fits, prepared: prepared) },
            totalFound: found.reduce(0) { $0 + ($1.score >= MemberMatcher.fitScore ? 1 : 0) }, totalMembers: entries.count,
            exclusions: exclusions.map(\.key))
    }

    private func fit(of entry: Entry, for need: PreparedQuery.Need) -> Double {
        var best = 0.0
        for capability in entry.capabilities { best = max(best, fits.fit(need: need.profile, capability: capability)) }
        if best < NeedFit.threshold, !need.profile.concepts.isEmpty {
            // The summary may name a trade that no capability lists; that alone is not enough to serve the need.
            best = max(best, fits.fit(need: need.profile, capability: entry.summary) * 0.55)
        }
        return best
    }

    private func score(
        _ entry: Entry, needFits: [Double], text: Double, placed: Placement, prepared: PreparedQuery
    ) -> Int {
        let words = 1 - exp(-text / 9)
        var raw: Double
        if needFits.isEmpty {
            raw = 0.85 * words
        } else {
            let sorted = needFits.sorted(by: >)
            let second = sorted.count > 1 ? sorted[1] : 0
            raw = 0.6 * (sorted[0] >= NeedFit.threshold ? sorted[0] : sorted[0] * 0.5) + 0.06 * second + 0.24 * words
        }
        if raw > 0.1 {
            if placed == .here { raw += 0.06 }
            if placed == .elsewhere { raw -= 0.04 }
            if let preferred = prepared.query.preferredTime, entry.weekdays != 0 {
                let suits = preferred == .weekend ? Weekday.weekendBits : Weekday.workdayBits
                if preferred != .evening { raw += entry.weekdays & suits != 0 ? 0.03 : -0.06 }
            }
            if entry.record.member.capabilities.contains(where: { $0.level == .expert }) { raw += 0.01 }
        }
        return max(0, min(100, Int((raw * 100).rounded())))
    }

    private func describe(_ number: Int, score: Int, fits needFits: [Double], prepared: PreparedQuery) -> Match {
        let entry = entries[number]
        let member = entry.record.member
        var needs: [String] = []
        var best: (name: String, fit: Double)?
        for (need, fit) in zip(prepared.needs, needFits) where fit >= NeedFit.threshold {
            needs.append(need.name)
            for (capability, profile) in zip(member.capabilities, entry.capabilities) {
                let value = fits.fit(need: need.profile, capability: profile)
                if value > (best?.fit ?? 0) { best = (capability.name, value) }
            }
        }
        let words = sharedWords(entry, prepared: prepared)
        if best == nil {
            let topics = Set(prepared.concepts)
            let index = entry.capabilities.firstIndex { !topics.isDisjoint(with: $0.concepts) }
            best = index.map { (member.capabilities[$0].name, 0) }
        }
        let city = entry.cities.contains(prepared.city) && prepared.city != nil ? prepared.query.context.location : nil
        let reason = MatchWording.reason(
            prepared.query.language, needs: needs, capability: best?.name, words: words, city: city)
        return Match(record: entry.record, score: score, reason: reason, needs: needs, bestCapability: best?.name)
    }

    /// Words of the demand that stand in the profile as well, rarest first, at most three.
    private func sharedWords(_ entry: Entry, prepared: PreparedQuery) -> [String] {
        let capability = entry.capabilities.reduce(into: Set<UInt64>()) { $0.formUnion($1.terms) }
        let known = capability.union(entry.summary.terms)
        var words: [(text: String, rarity: Double)] = []
        for (key, text) in prepared.words where known.contains(key) {
            words.append((text, index.rarity(key)))
        }
        let profileConcepts = Set(entry.capabilities.flatMap(\.concepts) + entry.summary.concepts)
        for (concept, text) in prepared.conceptWords where profileConcepts.contains(concept) { words.append((text, 9)) }
        var seen: Set<String> = []
        return words.sorted { $0.rarity != $1.rarity ? $0.rarity > $1.rarity : $0.text < $1.text }
            .filter { seen.insert($0.text).inserted }.prefix(3).map(\.text)
    }
}

extension Weekday {
    static let workdayBits: UInt8 = 0b0001_1111
    static let weekendBits: UInt8 = 0b0110_0000

    var bit: UInt8 { 1 << UInt8(Weekday.allCases.firstIndex(of: self) ?? 0) }
}
