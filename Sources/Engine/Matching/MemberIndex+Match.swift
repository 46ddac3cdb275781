extension MemberIndex {
    /// In larger pools only those are looked at closely that words, concepts or meaning speak for.
    static let closeLook = 2_000
    static let closeCandidates = 400
    static let closeCandidatesPerNeed = 40

    struct Scored {
        var slot: Int
        var entry: Entry
        var raw: Double
        var fits: [Double]
        var placed: Placement
        /// Whether the member serves a need, or speaks for themselves where none is named.
        var isFit: Bool
    }

    func match(_ query: MatchQuery) -> MatchResult {
        let prepared = PreparedQuery(query, fits: fits, index: index)
        var excluded: [MatchResult.Constraint: Int] = [:]
        let open = admitted(prepared, &excluded)
        let evidence = MatchEvidence(prepared, self)
        var found: [Scored] = []
        for slot in candidates(open, evidence, prepared) {
            guard let entry = entries[slot] else { continue }
            let needFits = prepared.needs.map { need in fit(of: entry, for: need) }
            if isTooSmall(entry, needFits: needFits, prepared: prepared) {
                excluded[.size, default: 0] += 1
                continue
            }
            let placed = place(entry, prepared: prepared)
            let usable = zip(needFits, prepared.needs).map { fit, need in
                placed == .elsewhere && need.entry?.isOnSite == true ? fit * 0.3 : fit
            }
            let general = evidence.general(slot)
            let raw = MatchScore.raw(entry, needFits: usable, general: general, placed: placed, prepared: prepared)
            let isFit =
                usable.contains { $0 >= NeedFit.threshold }
                || !prepared.namesTrade && general >= MatchScore.generalFit
            found.append(Scored(slot: slot, entry: entry, raw: raw, fits: usable, placed: placed, isFit: isFit))
        }
        sort(&found, avoided: query.avoid)
        let exclusions = excluded.sorted {
            $0.value != $1.value ? $0.value > $1.value : $0.key.rawValue < $1.key.rawValue
        }
        return MatchResult(
            matches: covering(found, needs: prepared.needs.count, limit: max(0, query.limit)).map {
                describe($0, evidence, prepared: prepared)
            },
            totalFound: found.reduce(0) { $0 + ($1.isFit ? 1 : 0) },
            totalMembers: count - query.absent.count { holds($0) }, exclusions: exclusions.map(\.key))
    }

    /// Slots of members that place and date leave; unsorted evidence is not looked at yet.
    private func admitted(_ prepared: PreparedQuery, _ excluded: inout [MatchResult.Constraint: Int]) -> [Int] {
        var slots: [Int] = []
        slots.reserveCapacity(count)
        for slot in entries.indices {
            guard let entry = entries[slot], !prepared.query.absent.contains(entry.record.member.id) else { continue }
            if let constraint = exclusion(entry, prepared: prepared) {
                excluded[constraint, default: 0] += 1
            } else {
                slots.append(slot)
            }
        }
        return slots
    }

    private func candidates(_ open: [Int], _ evidence: MatchEvidence, _ prepared: PreparedQuery) -> [Int] {
        guard open.count > MemberIndex.closeLook else { return open }
        var chosen = TopSlots(limit: MemberIndex.closeCandidates)
        for slot in open { chosen.offer(slot, evidence.general(slot)) }
        var slots = Set(chosen.slots)
        var scores: [Float] = []
        for need in prepared.needs {
            scores = [Float](repeating: 0, count: index.slotCount)
            index.add(need.terms, to: &scores)
            var best = TopSlots(limit: MemberIndex.closeCandidatesPerNeed)
            // Equal evidence for the need: the better member for the demand as a whole.
            for slot in open where scores[slot] > 0 { best.offer(slot, scores[slot] + 0.1 * evidence.general(slot)) }
            slots.formUnion(best.slots)
        }
        return slots.sorted()
    }

    private func sort(_ found: inout [Scored], avoided: Set<String>) {
        // Nobody to avoid: the order is that of the evidence alone.
        func rank(_ item: Scored) -> Int {
            if avoided.isEmpty { return 0 }
            let isAvoided = avoided.contains(item.entry.record.member.id)
            return item.isFit ? (isAvoided ? 1 : 0) : (isAvoided ? 3 : 2)
        }
        found.sort { left, right in
            let leftRank = rank(left), rightRank = rank(right)
            if leftRank != rightRank { return leftRank < rightRank }
            if left.raw != right.raw { return left.raw > right.raw }
            return left.entry.record.member.id < right.entry.record.member.id
        }
    }

    /// The first `limit`, and behind them the three best for every need that those do not serve as often.
    private func covering(_ found: [Scored], needs: Int, limit: Int) -> [Scored] {
        var chosen = Array(found.prefix(limit))
        guard found.count > limit, limit > 0 else { return chosen }
        var served = (0..<needs).map { need in chosen.reduce(0) { $0 + ($1.fits[need] >= NeedFit.threshold ? 1 : 0) } }
        for item in found.dropFirst(limit) {
            let missing = served.indices.filter { served[$0] < 3 && item.fits[$0] >= NeedFit.threshold }
            guard !missing.isEmpty else { continue }
            chosen.append(item)
            for need in served.indices where item.fits[need] >= NeedFit.threshold { served[need] += 1 }
        }
        return chosen
    }

    private func fit(of entry: Entry, for need: PreparedQuery.Need) -> Double {
        var best = 0.0
        for capability in entry.capabilities { best = max(best, fits.fit(need: need.profile, capability: capability)) }
        if best < NeedFit.threshold, !need.profile.concepts.isEmpty {
            // The summary may name a trade that no capability lists; that alone is not enough to serve the need.
            best = max(best, fits.fit(need: need.profile, capability: entry.summary) * 0.45)
        }
        return best
    }

    private func describe(_ item: Scored, _ evidence: MatchEvidence, prepared: PreparedQuery) -> Match {
        let entry = item.entry
        let member = entry.record.member
        var needs: [String] = []
        var best: (name: String, fit: Double)?
        for (need, fit) in zip(prepared.needs, item.fits) where fit >= NeedFit.threshold {
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
        let explanation = Match.Explanation(
            fits: item.fits, words: Double(evidence.words[item.slot]), concepts: Double(evidence.concepts[item.slot]),
            meaning: evidence.meaning.isEmpty ? nil : Double(evidence.meaning[item.slot]), shared: words,
            place: item.placed.rawValue)
        return Match(
            record: entry.record, score: MatchScore.score(item.raw), fits: item.isFit, reason: reason, needs: needs,
            bestCapability: best?.name, explanation: explanation)
    }

    /// Words of the demand that stand in the profile as well, rarest first, at most three.
    private func sharedWords(_ entry: Entry, prepared: PreparedQuery) -> [String] {
        var words: [(text: String, rarity: Float)] = []
        for (key, text) in prepared.words
        where entry.summary.holds(key) || entry.capabilities.contains(where: { $0.holds(key) }) {
            words.append((text, index.rarity(of: key)))
        }
        let profileConcepts = Set(entry.concepts)
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
