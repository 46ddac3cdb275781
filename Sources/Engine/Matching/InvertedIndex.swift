import Glibc

/// Which documents hold which terms, with weighted fields: ranked by BM25F and changed one document at a time.
///
/// S. Robertson and H. Zaragoza, "The Probabilistic Relevance Framework: BM25 and Beyond" (2009), §3.6: the term frequencies of
/// the fields are length-normalised, weighted and added up before the saturation `tf / (k1 + tf)`.
///
/// A value type: a query works on its own copy while a change goes on, and only what changes is copied.
struct InvertedIndex: Sendable {
    struct Field: Sendable {
        var weight: Float
        /// Length normalisation, 0 none … 1 full.
        var b: Float
    }

    struct Posting: Sendable {
        var slot: Int32
        /// How often the term stands in each field.
        var counts: SIMD4<UInt8>
    }

    static let saturation: Float = 1.2
    static let fieldCount = 4

    private let weights: SIMD4<Float>
    private let normalisation: SIMD4<Float>
    private var ids: [UInt64: Int32] = [:]
    /// Per term id, sorted by slot.
    private(set) var postings: [[Posting]] = []
    private var lengths: [SIMD4<Float>] = []
    private var totals = SIMD4<Double>()
    private(set) var documentCount = 0

    /// - Parameter fields: exactly four.
    init(fields: [Field]) {
        var weights = SIMD4<Float>(), normalisation = SIMD4<Float>()
        for (number, field) in fields.prefix(InvertedIndex.fieldCount).enumerated() {
            weights[number] = field.weight
            normalisation[number] = field.b
        }
        self.weights = weights
        self.normalisation = normalisation
    }

    var termCount: Int { postings.count }
    var slotCount: Int { lengths.count }

    func id(of term: UInt64) -> Int? { ids[term].map(Int.init) }

    // MARK: changes

    /// Adds a document; `fields[f]` are the terms of field `f`. The slot must be free.
    mutating func add(slot: Int, fields: [[UInt64]]) {
        while lengths.count <= slot { lengths.append(SIMD4()) }
        let (terms, length) = InvertedIndex.count(fields)
        for (term, counts) in terms {
            let id: Int
            if let known = ids[term] {
                id = Int(known)
            } else {
                id = postings.count
                ids[term] = Int32(id)
                postings.append([])
            }
            let posting = Posting(slot: Int32(slot), counts: counts)
            if let last = postings[id].last, last.slot > posting.slot {
                postings[id].insert(posting, at: InvertedIndex.place(of: posting.slot, in: postings[id]))
            } else {
                postings[id].append(posting)
            }
        }
        lengths[slot] = length
        totals += SIMD4<Double>(length)
        documentCount += 1
    }

    /// Removes a document that was added with these fields.
    mutating func remove(slot: Int, fields: [[UInt64]]) {
        let (terms, length) = InvertedIndex.count(fields)
        for (term, _) in terms {
            guard let id = ids[term].map(Int.init) else { continue }
            let place = InvertedIndex.place(of: Int32(slot), in: postings[id])
            guard place < postings[id].count, postings[id][place].slot == Int32(slot) else { continue }
            postings[id].remove(at: place)
        }
        lengths[slot] = SIMD4()
        totals -= SIMD4<Double>(length)
        documentCount -= 1
    }

    /// The terms in order of appearance, so that the same documents give the same numbers to the last bit.
    private static func count(_ fields: [[UInt64]]) -> ([(term: UInt64, counts: SIMD4<UInt8>)], SIMD4<Float>) {
        var terms: [(term: UInt64, counts: SIMD4<UInt8>)] = []
        var places: [UInt64: Int] = [:]
        var length = SIMD4<Float>()
        for (number, field) in fields.prefix(fieldCount).enumerated() {
            length[number] = Float(field.count)
            for term in field {
                let place: Int
                if let known = places[term] {
                    place = known
                } else {
                    place = terms.count
                    places[term] = place
                    terms.append((term, SIMD4()))
                }
                if terms[place].counts[number] < 255 { terms[place].counts[number] += 1 }
            }
        }
        return (terms, length)
    }

    /// The first place whose slot is not below `slot`.
    private static func place(of slot: Int32, in list: [Posting]) -> Int {
        var low = 0, high = list.count
        while low < high {
            let middle = (low + high) / 2
            if list[middle].slot < slot { low = middle + 1 } else { high = middle }
        }
        return low
    }

    // MARK: ranking

    /// Inverse document frequency, never negative.
    func rarity(_ id: Int) -> Float {
        let frequency = Double(postings[id].count)
        return Float(log(1 + (Double(documentCount) - frequency + 0.5) / (frequency + 0.5)))
    }

    func rarity(of term: UInt64) -> Float { id(of: term).map(rarity) ?? 0 }

    func contains(_ term: UInt64) -> Bool { id(of: term).map { !postings[$0].isEmpty } ?? false }

    /// The factors that turn a document's field counts into one frequency.
    struct Norms: Sendable {
        fileprivate var weights: SIMD4<Float>
        fileprivate var base: SIMD4<Float>
        fileprivate var slope: SIMD4<Float>
    }

    var norms: Norms {
        var averages = SIMD4<Float>(repeating: 1)
        for field in 0..<InvertedIndex.fieldCount {
            averages[field] = max(1, Float(totals[field] / Double(max(1, documentCount))))
        }
        return Norms(weights: weights, base: 1 - normalisation, slope: normalisation / averages)
    }

    func frequency(_ posting: Posting, _ norms: Norms) -> Float {
        let norm = norms.base + norms.slope * lengths[Int(posting.slot)]
        let counts = SIMD4<Float>(
            Float(posting.counts[0]), Float(posting.counts[1]), Float(posting.counts[2]), Float(posting.counts[3]))
        return (counts * norms.weights / norm).sum()
    }

    /// Adds the score of every document that holds a term of the query.
    func add(_ query: [(term: UInt64, weight: Float)], to scores: inout [Float]) {
        let norms = norms
        for (term, weight) in query {
            guard let id = id(of: term) else { continue }
            let factor = rarity(id) * weight
            for posting in postings[id] {
                let frequency = frequency(posting, norms)
                scores[Int(posting.slot)] += factor * frequency / (InvertedIndex.saturation + frequency)
            }
        }
    }
}

extension InvertedIndex {
    /// The terms of one document that was added with `fields`, with their frequencies.
    func terms(slot: Int, fields: [[UInt64]]) -> [(id: Int, frequency: Float)] {
        let norms = norms
        return InvertedIndex.count(fields).0
            .compactMap { term, counts in
                id(of: term).map { (id: $0, frequency: frequency(Posting(slot: Int32(slot), counts: counts), norms)) }
            }
            .sorted { $0.id < $1.id }
    }
}
