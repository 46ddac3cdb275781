/// A text prepared for comparing: one entry a Unicode scalar, full-width forms folded to ASCII, letters lower-cased.
///
/// Indices are those of the original's scalars, so what was found can be quoted as it was written.
struct FoldedText: Sendable {
    let scalars: [UInt32]
    private let original: [Unicode.Scalar]

    init(_ text: some StringProtocol, limit: Int = 8_000) {
        var original: [Unicode.Scalar] = []
        var scalars: [UInt32] = []
        for scalar in text.unicodeScalars.prefix(limit) {
            original.append(scalar)
            scalars.append(FoldedText.fold(scalar))
        }
        self.original = original
        self.scalars = scalars
    }

    var count: Int { scalars.count }

    /// The words as they were written.
    func quote(_ range: Range<Int>) -> String {
        var view = String.UnicodeScalarView()
        view.append(contentsOf: original[range.clamped(to: 0..<original.count)])
        return String(view)
    }

    /// Whether `word` (folded) stands at `index`.
    func has(_ word: [UInt32], at index: Int) -> Bool {
        guard index >= 0, index + word.count <= scalars.count else { return false }
        for offset in word.indices where scalars[index + offset] != word[offset] { return false }
        return true
    }

    func firstIndex(of word: [UInt32], from start: Int = 0) -> Int? {
        guard let first = word.first, start >= 0 else { return nil }
        var index = start
        while index + word.count <= scalars.count {
            if scalars[index] == first, has(word, at: index) { return index }
            index += 1
        }
        return nil
    }

    /// Finds `word`; Latin words only between word boundaries.
    func contains(_ word: String) -> Bool {
        find(word) != nil
    }

    func find(_ word: String, from start: Int = 0) -> Range<Int>? {
        let folded = FoldedText.scalars(of: word)
        guard let first = folded.first, let last = folded.last else { return nil }
        var from = start
        while let index = firstIndex(of: folded, from: from) {
            let end = index + folded.count
            let startsClean = !FoldedText.isLatin(first) || index == 0 || !FoldedText.isLatin(scalars[index - 1])
            let endsClean = !FoldedText.isLatin(last) || end == count || !FoldedText.isLatin(scalars[end])
            if startsClean && endsClean { return index..<end }
            from = index + 1
        }
        return nil
    }

    static func scalars(of word: some StringProtocol) -> [UInt32] {
        word.unicodeScalars.map(fold)
    }

    static func fold(_ scalar: Unicode.Scalar) -> UInt32 {
        var value = scalar.value
        if value < 0x80 { return value >= 65 && value <= 90 ? value + 32 : value }
        if value >= 0xFF01 && value <= 0xFF5E {
            value -= 0xFEE0
            return value >= 65 && value <= 90 ? value + 32 : value
        }
        if value == 0x3000 || value == 0xA0 { return 32 }
        if value == 0x2019 || value == 0x2018 { return 39 }
        if value >= 0x2010 && value <= 0x2015 { return 45 }
        if value < 0x0530 {
            let lower = scalar.properties.lowercaseMapping.unicodeScalars
            if lower.count == 1, let first = lower.first { return first.value }
        }
        return value
    }

    static func isHan(_ value: UInt32) -> Bool {
        (value >= 0x4E00 && value <= 0x9FFF) || (value >= 0x3400 && value <= 0x4DBF) || value == 0x3007
            || (value >= 0x20000 && value <= 0x3FFFF) || (value >= 0xF900 && value <= 0xFAFF)
    }

    /// Letters of alphabets with spaces between words, folded.
    static func isLatin(_ value: UInt32) -> Bool {
        (value >= 97 && value <= 122) || (value >= 0xC0 && value < 0x2000 && value != 0xD7 && value != 0xF7)
    }

    static func isDigit(_ value: UInt32) -> Bool { value >= 48 && value <= 57 }

    static func isSpace(_ value: UInt32) -> Bool { value == 32 || (value >= 9 && value <= 13) || value == 0x2028 }
}
