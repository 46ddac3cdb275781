import Glibc

/// What words, concepts and meaning say about every member for one query.
struct MatchEvidence {
    /// How far the three count; they add up to 1.
    static let wordWeight: Float = 0.4
    static let conceptWeight: Float = 0.25
    static let meaningWeight: Float = 0.35
    /// BM25F scores at which words and concepts have said 63 % of what they can say.
    static let wordScale: Float = 14
    static let conceptScale: Float = 6

    let words: [Float]
    let concepts: [Float]
    /// Empty without a latent space.
    let meaning: [Float]

    init(_ prepared: PreparedQuery, _ members: MemberIndex) {
        var words = [Float](repeating: 0, count: members.index.slotCount)
        var concepts = words
        members.index.add(prepared.terms, to: &words)
        members.index.add(prepared.conceptTerms, to: &concepts)
        self.words = words
        self.concepts = concepts
        if let latent = members.latent {
            let ids = (prepared.terms + prepared.conceptTerms).compactMap { term, weight in
                members.index.id(of: term).map { (id: $0, frequency: weight) }
            }
            meaning = latent.similarities(to: latent.vector(ids), slotCount: words.count)
        } else {
            meaning = []
        }
    }

    /// 0…1.
    func general(_ slot: Int) -> Float {
        let said = 1 - expf(-words[slot] / MatchEvidence.wordScale)
        let named = 1 - expf(-concepts[slot] / MatchEvidence.conceptScale)
        let lexical = MatchEvidence.wordWeight * said + MatchEvidence.conceptWeight * named
        // Small pools have no space: then words and concepts share its part.
        guard !meaning.isEmpty else {
            return lexical / (MatchEvidence.wordWeight + MatchEvidence.conceptWeight)
        }
        return lexical + MatchEvidence.meaningWeight * max(0, meaning[slot])
    }
}

/// Joins the judges' views to one number.
enum MatchScore {
    /// General evidence from which on a profile fits a demand that names no need which a trade serves.
    static let generalFit: Float = 0.3

    /// 0 and up, about 1 for somebody who is clearly meant.
    ///
    /// The general evidence counts most, a served need a sixth of it: needs are read from words and may be read wrongly.
    static func raw(
        _ entry: MemberIndex.Entry, needFits: [Double], general: Float, placed: MemberIndex.Placement,
        prepared: PreparedQuery
    ) -> Double {
        let sorted = needFits.sorted(by: >)
        let best = sorted.first ?? 0
        let second = sorted.count > 1 ? sorted[1] : 0
        var raw = Double(general) + 0.15 * best + 0.05 * second
        guard raw > 0.1 else { return raw }
        if placed == .here { raw += 0.06 }
        if placed == .elsewhere { raw -= 0.04 }
        if let preferred = prepared.query.preferredTime, preferred != .evening, entry.weekdays != 0 {
            let suits = preferred == .weekend ? Weekday.weekendBits : Weekday.workdayBits
            raw += entry.weekdays & suits != 0 ? 0.03 : -0.06
        }
        if entry.record.member.capabilities.contains(where: { $0.level == .expert }) { raw += 0.01 }
        return max(0, raw)
    }

    /// 0…100 for people: 0.3 is 38, 0.5 is 55, 0.8 is 72, 1.1 is 83.
    static func score(_ raw: Double) -> Int {
        max(0, min(100, Int((100 * (1 - exp(-1.6 * raw))).rounded())))
    }
}

/// The best slots of many, without sorting all.
struct TopSlots {
    private let limit: Int
    /// A heap, the worst first.
    private var heap: [(slot: Int, score: Float)] = []

    init(limit: Int) {
        self.limit = limit
        heap.reserveCapacity(limit)
    }

    var slots: [Int] { heap.map(\.slot) }

    private static func isWorse(_ left: (slot: Int, score: Float), _ right: (slot: Int, score: Float)) -> Bool {
        left.score != right.score ? left.score < right.score : left.slot > right.slot
    }

    mutating func offer(_ slot: Int, _ score: Float) {
        if heap.count < limit {
            heap.append((slot, score))
            var child = heap.count - 1
            while child > 0, TopSlots.isWorse(heap[child], heap[(child - 1) / 2]) {
                heap.swapAt(child, (child - 1) / 2)
                child = (child - 1) / 2
            }
            return
        }
        guard limit > 0, TopSlots.isWorse(heap[0], (slot, score)) else { return }
        heap[0] = (slot, score)
        var parent = 0
        while true {
            var worst = parent
            for child in [2 * parent + 1, 2 * parent + 2] where child < heap.count {
                if TopSlots.isWorse(heap[child], heap[worst]) { worst = child }
            }
            if worst == parent { return }
            heap.swapAt(parent, worst)
            parent = worst
        }
    }
}
