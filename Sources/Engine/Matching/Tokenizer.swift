/// Splits mixed Chinese and Latin text into terms for an index.
///
/// Latin words are lower-cased and lose a plural ending; names of tools stay whole (`c++`, `c#`, `three.js`, `3d`, `.net`).
/// A run of Han characters gives its characters and its pairs of neighbours, which needs no dictionary.
enum Tokenizer {
    enum Kind: Sendable { case word, number, han }

    /// A word, a number, or a whole run of Han characters.
    struct Token: Sendable {
        var kind: Kind
        var range: Range<Int>
    }

    /// A term: equal keys mean equal terms.
    struct Term: Sendable, Hashable {
        var key: UInt64
        var range: Range<Int>
        var isSingleHan: Bool
    }

    static func tokens(_ text: FoldedText) -> [Token] {
        let scalars = text.scalars
        var tokens: [Token] = []
        var index = 0
        while index < scalars.count {
            let value = scalars[index]
            if FoldedText.isHan(value) {
                let start = index
                while index < scalars.count, FoldedText.isHan(scalars[index]) { index += 1 }
                tokens.append(Token(kind: .han, range: start..<index))
            } else if FoldedText.isLatin(value) || FoldedText.isDigit(value) {
                let end = wordEnd(scalars, from: index)
                let start = startsDotNet(scalars, index) ? index - 1 : index
                let isNumber = scalars[index..<end].allSatisfy { !FoldedText.isLatin($0) }
                tokens.append(Token(kind: isNumber ? .number : .word, range: start..<end))
                index = end
            } else {
                index += 1
            }
        }
        return tokens
    }

    static func terms(_ text: FoldedText) -> [Term] {
        var terms: [Term] = []
        for token in tokens(text) {
            if token.kind != .han {
                terms.append(Term(key: wordKey(text.scalars[token.range]), range: token.range, isSingleHan: false))
                continue
            }
            for index in token.range {
                let value = UInt64(text.scalars[index])
                terms.append(Term(key: value, range: index..<(index + 1), isSingleHan: true))
                if index + 1 < token.range.upperBound {
                    let key = value << 32 | UInt64(text.scalars[index + 1])
                    terms.append(Term(key: key, range: index..<(index + 2), isSingleHan: false))
                }
            }
        }
        return terms
    }

    /// The key of a word after removing a plural ending.
    static func wordKey(_ word: ArraySlice<UInt32>) -> UInt64 {
        // FNV-1a, 64 bit; the top bit keeps words apart from Han keys.
        var hash: UInt64 = 0xcbf2_9ce4_8422_2325
        let (stem, suffix) = stem(word)
        for value in stem { hash = (hash ^ UInt64(value)) &* 0x100_0000_01b3 }
        if let suffix { hash = (hash ^ UInt64(suffix)) &* 0x100_0000_01b3 }
        return hash | 1 << 63
    }

    /// D. Harman, "How effective is suffixing?" (1991), the S-stemmer: plural endings only.
    static func stem(_ word: ArraySlice<UInt32>) -> (ArraySlice<UInt32>, UInt32?) {
        let letterS: UInt32 = 115, letterE: UInt32 = 101, letterI: UInt32 = 105, letterU: UInt32 = 117, letterY: UInt32 = 121
        guard word.count > 3, word.last == letterS else { return (word, nil) }
        let body = word.dropLast()
        guard let before = body.last, before != letterS, before != letterU, before != letterI, before != 46 else {
            return (word, nil)
        }
        if before == letterE, body.count > 3 {
            let root = body.dropLast()
            if root.last == letterI { return (root.dropLast(), letterY) }
            // classes, boxes, lunches, dishes
            if let last = root.last, last == letterS || last == 120 || last == 104 { return (root, nil) }
        }
        return (body, nil)
    }

    private static func wordEnd(_ scalars: [UInt32], from start: Int) -> Int {
        var index = start
        func part(_ at: Int) -> Bool {
            at < scalars.count && (FoldedText.isLatin(scalars[at]) || FoldedText.isDigit(scalars[at]))
        }
        while true {
            while part(index) { index += 1 }
            guard index < scalars.count else { break }
            let value = scalars[index]
            // three.js, node.js; 2.5; don't
            let joins = value == 46 || value == 39 || value == 95
            if joins, part(index + 1) {
                let bothDigits = FoldedText.isDigit(scalars[index - 1]) && FoldedText.isDigit(scalars[index + 1])
                let bothLetters = FoldedText.isLatin(scalars[index - 1]) && FoldedText.isLatin(scalars[index + 1])
                if bothDigits || (bothLetters && (value != 46 || isShortSuffix(scalars, from: index + 1))) {
                    index += 1
                    continue
                }
            }
            break
        }
        // c++, c#, f#
        if index - start == 1, FoldedText.isLatin(scalars[start]) {
            if index + 1 < scalars.count, scalars[index] == 43, scalars[index + 1] == 43 { return index + 2 }
            if index < scalars.count, scalars[index] == 35 { return index + 1 }
        }
        return index
    }

    /// After a dot only endings like `js`, `io`, `net` belong to the word; otherwise a sentence ended without a space.
    private static func isShortSuffix(_ scalars: [UInt32], from start: Int) -> Bool {
        var end = start
        while end < scalars.count, FoldedText.isLatin(scalars[end]) { end += 1 }
        return end - start <= 3
    }

    private static func startsDotNet(_ scalars: [UInt32], _ index: Int) -> Bool {
        guard index > 0, scalars[index - 1] == 46, index + 3 <= scalars.count else { return false }
        let isNet = scalars[index] == 110 && scalars[index + 1] == 101 && scalars[index + 2] == 116
        let endsThere = index + 3 == scalars.count || !FoldedText.isLatin(scalars[index + 3])
        return isNet && endsThere && (index < 2 || !FoldedText.isLatin(scalars[index - 2]))
    }
}
