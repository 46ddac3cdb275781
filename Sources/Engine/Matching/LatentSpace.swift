import Glibc

/// Latent semantic analysis over the members: what stands in the same profiles becomes near, so that a demand finds members who say
/// it in other words.
///
/// S. Deerwester et al., "Indexing by Latent Semantic Analysis" (1990). Members that come after the training are folded in.
struct LatentSpace: Sendable {
    /// Below this many members their profiles say too little about which words belong together.
    static let smallestPool = 60
    /// Larger pools are learned from an even sample of this size.
    static let largestSample = 5_000
    static let seed: UInt64 = 0x746f_776f_7721

    let rank: Int
    /// Per term id its row of `basis`, −1 for a term that was not there at the training.
    private let rows: [Int32]
    /// Per row the term's inverse document frequency at the training.
    private let rarities: [Float]
    /// One row of `rank` numbers a term.
    private let basis: [Float]
    /// One row of `rank` numbers a slot, of length 1 or 0.
    private var documents: [Float]
    let singularValues: [Float]
    /// Members at the training.
    let trainedCount: Int

    /// - Parameters:
    ///   - rank: dimensions wanted, at most.
    ///   - exponent: how much the strong dimensions count more than the weak ones: 1 as they are, 0 all alike.
    init?(_ index: InvertedIndex, slots: [Int], rank wanted: Int = 50, exponent: Float = 0.8) {
        guard slots.count >= LatentSpace.smallestPool else { return nil }
        let step = max(1, (slots.count + LatentSpace.largestSample - 1) / LatentSpace.largestSample)
        var row = [Int32](repeating: -1, count: index.slotCount)
        var sampled = 0
        for slot in stride(from: 0, to: slots.count, by: step).map({ slots[$0] }) {
            row[slot] = Int32(sampled)
            sampled += 1
        }
        let matrix = LatentSpace.matrix(index, row: row, rowCount: sampled)
        let decomposition = RandomizedSVD(
            matrix.sparse, rank: min(wanted, sampled / 4), seed: LatentSpace.seed)
        rank = decomposition.singularValues.count
        guard rank > 0, let strongest = decomposition.singularValues.first, strongest > 0 else { return nil }
        singularValues = decomposition.singularValues
        var basis = decomposition.rightVectors
        // U S^e = A V S^(e-1): scaling the basis scales members and demands alike.
        let scales = singularValues.map { powf(max($0, 1e-6) / strongest, exponent - 1) }
        for start in stride(from: 0, to: basis.count, by: rank) {
            for dimension in 0..<rank { basis[start + dimension] *= scales[dimension] }
        }
        self.basis = basis
        rows = matrix.rows
        rarities = matrix.rarities
        trainedCount = slots.count
        documents = []
        documents = foldIn(all: index)
    }

    private struct Prepared {
        var sparse: SparseMatrix
        var rows: [Int32]
        var rarities: [Float]
    }

    /// Members × terms, `log`-damped BM25F frequency times rarity, each member's row of length 1. Terms of one member only teach
    /// nothing, and neither do those that most have.
    private static func matrix(_ index: InvertedIndex, row: [Int32], rowCount: Int) -> Prepared {
        let norms = index.norms
        var rows = [Int32](repeating: -1, count: index.termCount)
        var rarities: [Float] = []
        var starts: [Int] = [0]
        var members: [Int32] = []
        var values: [Float] = []
        var squares = [Float](repeating: 0, count: rowCount)
        for id in 0..<index.termCount {
            let list = index.postings[id]
            guard list.count >= 2, list.count * 2 <= max(4, index.documentCount) else { continue }
            let rarity = index.rarity(id)
            let first = values.count
            for posting in list where row[Int(posting.slot)] >= 0 {
                let value = log1pf(index.frequency(posting, norms)) * rarity
                members.append(row[Int(posting.slot)])
                values.append(value)
                squares[Int(row[Int(posting.slot)])] += value * value
            }
            guard values.count - first >= 2 else {
                for position in first..<values.count {
                    squares[Int(members[position])] -= values[position] * values[position]
                }
                members.removeSubrange(first...)
                values.removeSubrange(first...)
                continue
            }
            rows[id] = Int32(rarities.count)
            rarities.append(rarity)
            starts.append(values.count)
        }
        for position in values.indices {
            let square = squares[Int(members[position])]
            values[position] = square > 1e-12 ? values[position] / square.squareRoot() : 0
        }
        return Prepared(
            sparse: SparseMatrix(rowCount: rowCount, columnStarts: starts, rows: members, values: values), rows: rows,
            rarities: rarities)
    }

    /// Every member's place in the space.
    private func foldIn(all index: InvertedIndex) -> [Float] {
        let norms = index.norms
        var result = [Float](repeating: 0, count: index.slotCount * rank)
        for (id, row) in rows.enumerated() where row >= 0 {
            let rarity = rarities[Int(row)]
            let start = Int(row) * rank
            for posting in index.postings[id] {
                let value = log1pf(index.frequency(posting, norms)) * rarity
                let slot = Int(posting.slot) * rank
                for dimension in 0..<rank { result[slot + dimension] += value * basis[start + dimension] }
            }
        }
        for slot in 0..<index.slotCount { LatentSpace.normalise(&result, at: slot * rank, count: rank) }
        return result
    }

    /// Gives a member that is new or changed its place.
    mutating func fold(slot: Int, terms: some Sequence<(id: Int, frequency: Float)>) {
        let needed = (slot + 1) * rank
        if documents.count < needed { documents += [Float](repeating: 0, count: needed - documents.count) }
        let place = vector(terms)
        for dimension in 0..<rank { documents[slot * rank + dimension] = place[dimension] }
    }

    mutating func remove(slot: Int) {
        guard documents.count >= (slot + 1) * rank else { return }
        for dimension in 0..<rank { documents[slot * rank + dimension] = 0 }
    }

    /// The place of a text, of length 1, or 0 when no term of it is known.
    func vector(_ terms: some Sequence<(id: Int, frequency: Float)>) -> [Float] {
        var result = [Float](repeating: 0, count: rank)
        for (id, frequency) in terms where id < rows.count && rows[id] >= 0 {
            let row = Int(rows[id])
            let value = log1pf(frequency) * rarities[row]
            for dimension in 0..<rank { result[dimension] += value * basis[row * rank + dimension] }
        }
        LatentSpace.normalise(&result, at: 0, count: rank)
        return result
    }

    /// The cosine between `vector` and every slot, −1…1.
    func similarities(to vector: [Float], slotCount: Int) -> [Float] {
        var result = [Float](repeating: 0, count: slotCount)
        documents.withUnsafeBufferPointer { documents in
            vector.withUnsafeBufferPointer { vector in
                guard let documents = documents.baseAddress, let vector = vector.baseAddress else { return }
                for slot in 0..<min(slotCount, self.documents.count / rank) {
                    result[slot] = Vectors.dot(documents + slot * rank, vector, count: rank)
                }
            }
        }
        return result
    }

    private static func normalise(_ values: inout [Float], at start: Int, count: Int) {
        var square: Float = 0
        for position in start..<(start + count) { square += values[position] * values[position] }
        guard square > 1e-12 else {
            for position in start..<(start + count) { values[position] = 0 }
            return
        }
        let factor = 1 / square.squareRoot()
        for position in start..<(start + count) { values[position] *= factor }
    }
}
