/// One thing that people ask for or can do, with its words in both languages.
struct Concept: Sendable {
    /// What the word stands for in a demand.
    enum Kind: String, Sendable {
        /// Somebody who can do it is needed.
        case skill
        /// Something that is needed.
        case resource
        /// An occasion: it says what the demand is about and what it takes.
        case activity
        /// A subject: it says which speaker or developer, and is no need in itself.
        case topic
        /// What somebody is like, or what people wish from each other (patient, funny, to be understood): it ranks members and is
        /// no need in itself.
        case trait
    }

    var key: String
    var kind: Kind
    /// The more general concept, if any.
    var parent: String?
    var chinese: String
    var english: String
    /// event, design, development, sharing or general.
    var type: String
    /// The name of the need is the name of the person who serves it (`讲师`, `speaker`).
    var isPerson: Bool
    /// So general that somebody who names only this serves none of its kinds ("teacher" for Japanese lessons).
    var isBroad: Bool
    /// Capacity matters: it has to be big enough for everybody.
    var dependsOnSize: Bool
    /// It happens at the place of the demand.
    var isOnSite: Bool
    /// It usually decides whether the whole can happen.
    var isCore: Bool
    /// Keys of what it usually takes.
    var implies: [String]
    /// Keys of what has to be there first.
    var after: [String]
    /// Keys of concepts that are near: who asks for this one may be helped by somebody who names that one.
    var related: [String]

    /// Whether it only describes: somebody who names it offers nothing yet.
    var isSubject: Bool { kind == .topic || kind == .trait }

    func name(_ language: Language) -> String {
        language == .chinese ? chinese : english
    }
}

/// The words of trades and occasions, zh and en, and where they stand in a text.
///
/// An English demand meets a Chinese profile through the concept that both texts name.
struct Vocabulary: Sendable {
    struct Hit: Sendable {
        var concept: Int
        var range: Range<Int>
    }

    /// A concept that answers to another one, in part.
    struct Neighbour: Sendable {
        var concept: Int
        var weight: Float
    }

    static let standard = Vocabulary(table: Vocabulary.table)

    let concepts: [Concept]
    private let byKey: [String: Int]
    /// Per concept the more general ones, nearest first.
    private let ancestorLists: [[Int]]
    /// Per concept what is near to it, with a weight in 0…1.
    private let neighbourLists: [[Neighbour]]
    /// Han words by a hash of their characters.
    private let hanWords: [UInt64: Int]
    /// Per first character one bit for every length that a word which begins with it has.
    private let hanLengths: [UInt32: UInt64]
    /// Latin phrases by the key of their first word, longest first.
    private let latinPhrases: [UInt64: [(words: [UInt64], concept: Int)]]

    /// One concept a line: `key|kind|parent|zh|en|type|flags|zh words|en words|tools|related`.
    ///
    /// An English word that begins with `=` counts only as it stands, not in other forms ("=talks" is not "talk").
    /// `tools` are names of programs, materials and instruments in either language that tell the trade; `related` are keys.
    init(table: String) {
        var concepts: [Concept] = []
        var hanWords: [UInt64: Int] = [:]
        var hanLengths: [UInt32: UInt64] = [:]
        var latinPhrases: [UInt64: [(words: [UInt64], concept: Int)]] = [:]
        var byKey: [String: Int] = [:]
        for line in table.split(separator: "\n") {
            let columns = line.split(separator: "|", omittingEmptySubsequences: false).map(String.init)
            guard columns.count == 11, let kind = Concept.Kind(rawValue: columns[1]) else { continue }
            let index = concepts.count
            let concept = Vocabulary.concept(columns, kind: kind)
            concepts.append(concept)
            byKey[concept.key] = index
            let words = columns[7...9].flatMap { $0.split(separator: ",") }
            for word in words.map(String.init) + [concept.chinese, concept.english] {
                let text = FoldedText(word)
                let tokens = Tokenizer.tokens(text)
                guard let first = tokens.first else { continue }
                if first.kind == .han || tokens.contains(where: { $0.kind == .han }) {
                    // Longer words than 63 characters do not exist; the first concept keeps a word.
                    guard text.count < 64 else { continue }
                    let key = text.scalars.reduce(Vocabulary.hashStart) { Vocabulary.hash($0, $1) }
                    if hanWords[key] == nil { hanWords[key] = index }
                    hanLengths[text.scalars[0], default: 0] |= 1 << UInt64(text.count)
                } else {
                    let keys = tokens.map { token in
                        word.hasPrefix("=")
                            ? Vocabulary.exactKey(text.scalars[token.range])
                            : Tokenizer.wordKey(text.scalars[token.range])
                    }
                    guard latinPhrases[keys[0]]?.contains(where: { $0.words == keys }) != true else { continue }
                    latinPhrases[keys[0], default: []].append((keys, index))
                }
            }
        }
        for word in Vocabulary.plainWords {
            let scalars = FoldedText.scalars(of: word)
            hanWords[scalars.reduce(Vocabulary.hashStart) { Vocabulary.hash($0, $1) }] = Vocabulary.plain
            hanLengths[scalars[0], default: 0] |= 1 << UInt64(scalars.count)
        }
        for key in latinPhrases.keys { latinPhrases[key]?.sort { $0.words.count > $1.words.count } }
        self.concepts = concepts
        self.byKey = byKey
        self.hanWords = hanWords
        self.hanLengths = hanLengths
        self.latinPhrases = latinPhrases
        ancestorLists = Vocabulary.ancestors(concepts, byKey)
        neighbourLists = Vocabulary.neighbours(concepts, byKey, ancestorLists)
    }

    private static func ancestors(_ concepts: [Concept], _ byKey: [String: Int]) -> [[Int]] {
        concepts.indices.map { start in
            var result: [Int] = []
            var current = start
            while let parent = concepts[current].parent, let index = byKey[parent], index != start,
                !result.contains(index)
            {
                result.append(index)
                current = index
            }
            return result
        }
    }

    /// Kinds of the same thing, what is said to be related (less so the other way round), what an occasion takes, and what is more
    /// general.
    private static func neighbours(_ concepts: [Concept], _ byKey: [String: Int], _ ancestors: [[Int]]) -> [[Neighbour]]
    {
        var weights = [[Int: Float]](repeating: [:], count: concepts.count)
        func connect(_ from: Int, _ to: Int, _ weight: Float) {
            guard from != to else { return }
            weights[from][to] = max(weights[from][to] ?? 0, weight)
        }
        for (index, concept) in concepts.enumerated() {
            for (distance, ancestor) in ancestors[index].enumerated() {
                connect(ancestor, index, distance == 0 ? 0.7 : 0.5)
                connect(index, ancestor, distance == 0 ? 0.3 : 0.15)
            }
            for key in concept.related {
                guard let other = byKey[key] else { continue }
                connect(index, other, 0.25)
                connect(other, index, 0.25)
            }
            for key in concept.implies { byKey[key].map { connect(index, $0, 0.3) } }
        }
        return weights.map { list in
            list.map { Neighbour(concept: $0.key, weight: $0.value) }.sorted { $0.concept < $1.concept }
        }
    }

    private static func concept(_ columns: [String], kind: Concept.Kind) -> Concept {
        let flags = columns[6].split(separator: " ")
        func list(_ name: String) -> [String] {
            for flag in flags where flag.hasPrefix(name + ":") {
                return flag.dropFirst(name.count + 1).split(separator: "+").map(String.init)
            }
            return []
        }
        return Concept(
            key: columns[0], kind: kind, parent: columns[2].isEmpty ? nil : columns[2], chinese: columns[3],
            english: columns[4], type: columns[5].isEmpty ? "general" : columns[5], isPerson: flags.contains("person"),
            isBroad: flags.contains("broad"),
            dependsOnSize: flags.contains("size"), isOnSite: flags.contains("site"), isCore: flags.contains("core"),
            implies: list("needs"), after: list("after"), related: columns[10].split(separator: ",").map(String.init))
    }

    subscript(key: String) -> Int? { byKey[key] }

    /// Every concept that `text` names, in order of appearance; the longest word wins.
    func hits(in text: FoldedText) -> [Hit] {
        hits(in: text, tokens: Tokenizer.tokens(text))
    }

    func hits(in text: FoldedText, tokens: [Tokenizer.Token]) -> [Hit] {
        var hits: [Hit] = []
        let keys = tokens.map { $0.kind == .han ? 0 : Tokenizer.wordKey(text.scalars[$0.range]) }
        var covered = 0
        for (position, token) in tokens.enumerated() {
            var index = max(token.range.lowerBound, covered)
            while index < token.range.upperBound {
                if let (length, concept) = hanWord(in: text, at: index) {
                    if concept != Vocabulary.plain {
                        hits.append(Hit(concept: concept, range: index..<(index + length)))
                    }
                    index += length
                    covered = max(covered, index)
                } else if token.kind == .han {
                    index += 1
                } else {
                    break
                }
            }
            guard token.kind != .han, token.range.lowerBound >= covered else { continue }
            var phrase = latinPhrases[keys[position]]?.first { phrase in
                position + phrase.words.count <= keys.count
                    && phrase.words.indices.allSatisfy { phrase.words[$0] == keys[position + $0] }
            }
            if phrase.map({ $0.words.count == 1 }) ?? true {
                phrase = latinPhrases[Vocabulary.exactKey(text.scalars[token.range])]?.first ?? phrase
            }
            guard let phrase else { continue }
            covered = tokens[position + phrase.words.count - 1].range.upperBound
            hits.append(Hit(concept: phrase.concept, range: token.range.lowerBound..<covered))
        }
        return hits
    }

    /// FNV-1a over whole scalars: two of 10⁵ words meet by chance once in 10⁹.
    private static let hashStart: UInt64 = 0xcbf2_9ce4_8422_2325

    private static func hash(_ hash: UInt64, _ scalar: UInt32) -> UInt64 {
        (hash ^ UInt64(scalar)) &* 0x100_0000_01b3
    }

    /// The key of a word as it stands; another start of the hash keeps it apart from that of its stem.
    private static func exactKey(_ word: ArraySlice<UInt32>) -> UInt64 {
        word.reduce(~hashStart) { hash($0, $1) } | 1 << 63
    }

    /// A word that stands for no concept; it keeps others from being read across its end.
    private static let plain = -1
    private static let plainWords = [
        "帮助", "合作", "城市", "多媒体", "会计划", "整体", "文化学", "上海报名", "北京市场", "场地质量", "每天线上", "可能源于", "制作物料",
    ]

    /// The longest word that begins at `index`.
    private func hanWord(in text: FoldedText, at index: Int) -> (Int, Int)? {
        guard let lengths = hanLengths[text.scalars[index]] else { return nil }
        var best: (Int, Int)?
        var hash = Vocabulary.hashStart
        let longest = min(text.count - index, 64 - lengths.leadingZeroBitCount - 1)
        for length in stride(from: 1, through: longest, by: 1) {
            hash = Vocabulary.hash(hash, text.scalars[index + length - 1])
            if lengths >> UInt64(length) & 1 == 1, let concept = hanWords[hash] { best = (length, concept) }
        }
        return best
    }

    /// The concepts that a short name (a need, a capability, a tag) stands for.
    func concepts(of name: String) -> [Int] {
        var seen: [Int] = []
        for hit in hits(in: FoldedText(name, limit: 200)) where !seen.contains(hit.concept) { seen.append(hit.concept) }
        return seen
    }

    /// The concepts above `concept`, nearest first.
    func ancestors(of concept: Int) -> [Int] { ancestorLists[concept] }

    func neighbours(of concept: Int) -> [Neighbour] { neighbourLists[concept] }
}
