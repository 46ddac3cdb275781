/// How well a capability serves a need: the same measure for inviting, offering, planning, voting and finding gaps.
struct NeedFit: Sendable {
    /// A capability, a need or an offer's text, ready for comparing.
    struct Profile: Sendable {
        var concepts: [Int]
        /// Sorted, each once.
        var terms: [UInt64]

        func holds(_ term: UInt64) -> Bool {
            var low = 0, high = terms.count
            while low < high {
                let middle = (low + high) / 2
                if terms[middle] < term { low = middle + 1 } else { high = middle }
            }
            return low < terms.count && terms[low] == term
        }
    }

    /// From here on a capability is taken to serve a need.
    static let threshold = 0.5
    static let standard = NeedFit(vocabulary: .standard)

    let vocabulary: Vocabulary

    func profile(_ texts: [String]) -> Profile {
        var concepts: [Int] = []
        var terms: Set<UInt64> = []
        for text in texts {
            let folded = FoldedText(text, limit: 400)
            for hit in vocabulary.hits(in: folded) where !concepts.contains(hit.concept) {
                concepts.append(hit.concept)
            }
            for term in Tokenizer.terms(folded) where !term.isSingleHan || folded.count == 1 { terms.insert(term.key) }
        }
        return Profile(concepts: concepts, terms: terms.sorted())
    }

    func profile(_ capability: Member.Capability) -> Profile {
        profile([capability.name] + capability.tags)
    }

    /// 0…1: 1 the same thing, 0.8 a kind of it (0.6 of something very general), 0.5 what it is a kind of unless that is very general, below that shared words only.
    func fit(need: Profile, capability: Profile) -> Double {
        var best = 0.0
        let isNamed = need.concepts.contains { !vocabulary.concepts[$0].isSubject }
        for wanted in need.concepts where !isNamed || !vocabulary.concepts[wanted].isSubject {
            for offered in capability.concepts { best = max(best, fit(wanted, offered)) }
        }
        guard !need.terms.isEmpty else { return best }
        let shared = need.terms.reduce(0) { $0 + (capability.holds($1) ? 1 : 0) }
        let share = Double(shared) / Double(need.terms.count)
        // All the words of the need: it is the same thing in other words. Named concepts need more than a stray word.
        return max(best, isNamed ? (share == 1 ? 0.8 : share * 0.4) : share * 0.9)
    }

    func fit(_ wanted: Int, _ offered: Int) -> Double {
        if wanted == offered { return 1 }
        if vocabulary.ancestors(of: offered).contains(wanted) { return vocabulary.concepts[wanted].isBroad ? 0.6 : 0.8 }
        let above = vocabulary.ancestors(of: wanted)
        if above.first == offered { return vocabulary.concepts[offered].isBroad ? 0.45 : 0.5 }
        if above.contains(offered) { return 0.4 }
        // "Moving house" on a mover's card: the trade that carries the occasion.
        let occasion = vocabulary.concepts[offered], need = vocabulary.concepts[wanted]
        if occasion.kind == .activity, occasion.type != "event", occasion.type != "sharing", need.kind == .skill,
            need.isCore, occasion.implies.contains(need.key)
        {
            return 0.7
        }
        if let parent = above.first, parent == vocabulary.ancestors(of: offered).first { return 0.3 }
        return 0
    }

    /// The member's best capability for `need`, and how well it fits.
    func best(of member: Member, for need: String) -> (capability: Member.Capability, fit: Double)? {
        let wanted = profile([need])
        var best: (capability: Member.Capability, fit: Double)?
        for capability in member.capabilities {
            let fit = fit(need: wanted, capability: profile(capability))
            if fit > (best?.fit ?? 0) { best = (capability, fit) }
        }
        return best
    }

    /// Whether two needs are the same thing, perhaps in two languages.
    func isSame(_ left: String, _ right: String) -> Bool {
        if left == right { return true }
        let first = profile([left]), second = profile([right])
        if first.terms == second.terms { return !first.terms.isEmpty }
        guard let one = concept(of: left), let other = concept(of: right) else { return false }
        return one == other
    }

    /// The concept that a need names; nil for words that the vocabulary does not have.
    func concept(of need: String) -> Int? {
        let concepts = vocabulary.concepts(of: need)
        return concepts.first { vocabulary.concepts[$0].kind == .skill || vocabulary.concepts[$0].kind == .resource }
            ?? concepts.first
    }

    func entry(of need: String) -> Concept? {
        concept(of: need).map { vocabulary.concepts[$0] }
    }
}
