import Glibc

/// Ranks short documents with weighted fields by BM25F.
///
/// S. Robertson and H. Zaragoza, "The Probabilistic Relevance Framework: BM25 and Beyond" (2009), §3.6: the term frequencies of
/// the fields are length-normalised, weighted and added up before the saturation `tf / (k1 + tf)`.
struct BM25FIndex: Sendable {
    struct Field: Sendable {
        var weight: Double
        /// Length normalisation, 0 none … 1 full.
        var b: Double
    }

    static let saturation = 1.2

    private let documentCount: Int
    /// Per term: document and its summed, normalised frequency, by document.
    private let postings: [UInt64: [(document: Int32, frequency: Float)]]

    /// `documents[d][f]` are the terms of field `f` in document `d`.
    init(fields: [Field], documents: [[[UInt64]]]) {
        var averages = [Double](repeating: 0, count: fields.count)
        for document in documents {
            for (field, terms) in document.enumerated() { averages[field] += Double(terms.count) }
        }
        for field in averages.indices { averages[field] = max(1, averages[field] / Double(max(1, documents.count))) }
        var postings: [UInt64: [(document: Int32, frequency: Float)]] = [:]
        for (number, document) in documents.enumerated() {
            var frequencies: [UInt64: Double] = [:]
            for (field, terms) in document.enumerated() where !terms.isEmpty {
                let parameters = fields[field]
                let norm = 1 - parameters.b + parameters.b * Double(terms.count) / averages[field]
                for term in terms { frequencies[term, default: 0] += parameters.weight / norm }
            }
            for (term, frequency) in frequencies {
                postings[term, default: []].append((Int32(number), Float(frequency)))
            }
        }
        documentCount = documents.count
        self.postings = postings
    }

    /// Inverse document frequency, never negative.
    func rarity(_ term: UInt64) -> Double {
        let frequency = Double(postings[term]?.count ?? 0)
        return log(1 + (Double(documentCount) - frequency + 0.5) / (frequency + 0.5))
    }

    /// The score of every document for the weighted terms of a query.
    func scores(_ query: [(term: UInt64, weight: Double)]) -> [Double] {
        var scores = [Double](repeating: 0, count: documentCount)
        for (term, weight) in query {
            guard let list = postings[term] else { continue }
            let rarity = rarity(term) * weight
            for (document, frequency) in list {
                let frequency = Double(frequency)
                scores[Int(document)] += rarity * frequency / (BM25FIndex.saturation + frequency)
            }
        }
        return scores
    }

    func contains(_ term: UInt64) -> Bool { postings[term] != nil }
}
