/// Numbers as people write them: `50`, `1,000`, `3k`, `1.5万`, `两百`, `五十`.
struct NumberReader {
    struct Found: Equatable {
        var value: Double
        var end: Int
    }

    let text: FoldedText

    /// The number that starts at `index`; nil when none does.
    func number(at index: Int) -> Found? {
        guard index < text.count else { return nil }
        if FoldedText.isDigit(text.scalars[index]) { return digits(at: index) }
        if NumberReader.chinese[text.scalars[index]] != nil { return chinese(at: index) }
        return word(at: index)
    }

    private func digits(at start: Int) -> Found? {
        let scalars = text.scalars
        var index = start
        var value = 0.0
        var count = 0
        while index < scalars.count {
            if FoldedText.isDigit(scalars[index]) {
                value = value * 10 + Double(scalars[index] - 48)
                count += 1
                index += 1
            } else if scalars[index] == 44, thousands(after: index) {
                index += 1
            } else {
                break
            }
        }
        guard count <= 15 else { return nil }
        if index + 1 < scalars.count, scalars[index] == 46, FoldedText.isDigit(scalars[index + 1]) {
            index += 1
            var place = 0.1
            while index < scalars.count, FoldedText.isDigit(scalars[index]) {
                value += Double(scalars[index] - 48) * place
                place /= 10
                index += 1
            }
        }
        return unit(Found(value: value, end: index))
    }

    private func thousands(after comma: Int) -> Bool {
        let scalars = text.scalars
        guard comma + 3 < scalars.count, scalars[(comma + 1)...(comma + 3)].allSatisfy(FoldedText.isDigit) else {
            return false
        }
        return comma + 4 >= scalars.count || !FoldedText.isDigit(scalars[comma + 4])
    }

    /// `3k`, `2万`, `5千`, `1百`.
    private func unit(_ found: Found) -> Found {
        let scalars = text.scalars
        var index = found.end
        var value = found.value
        while index < scalars.count, scalars[index] == 32, index + 1 < scalars.count,
            NumberReader.units[scalars[index + 1]] != nil
        { index += 1 }
        while index < scalars.count, let factor = NumberReader.units[scalars[index]] {
            value *= factor
            index += 1
        }
        if index != found.end, index - found.end >= 1 { return Found(value: value, end: index) }
        index = found.end
        let endsWord = index + 1 >= scalars.count || !FoldedText.isLatin(scalars[index + 1])
        if index < scalars.count, scalars[index] == 107, endsWord { return Found(value: value * 1_000, end: index + 1) }
        if index < scalars.count, scalars[index] == 119, endsWord {
            return Found(value: value * 10_000, end: index + 1)
        }
        return Found(value: value, end: index)
    }

    private func chinese(at start: Int) -> Found? {
        var index = start
        var total = 0.0
        var section = 0.0
        var digit = -1.0
        var lastUnit = 1.0
        while index < text.count, let value = NumberReader.chinese[text.scalars[index]] {
            if value < 10 {
                guard digit < 0 else { break }
                digit = value
            } else if value == 10_000 {
                section += max(0, digit)
                guard section > 0 else { return nil }
                total += section * value
                section = 0
                digit = -1
                lastUnit = value
            } else {
                section += (digit < 0 ? 1 : digit) * value
                digit = -1
                lastUnit = value
            }
            index += 1
        }
        if digit >= 0 {
            // 一万五: the last digit counts the next smaller unit.
            let previous = index - 2 >= start ? text.scalars[index - 2] : 0
            let isShort = lastUnit >= 100 && NumberReader.chinese[previous].map { $0 == lastUnit } == true
            section += isShort ? digit * lastUnit / 10 : digit
        }
        guard index > start else { return nil }
        return Found(value: total + section, end: index)
    }

    private func word(at start: Int) -> Found? {
        guard start == 0 || !FoldedText.isLatin(text.scalars[start - 1]) else { return nil }
        for (word, value) in NumberReader.words where text.has(word, at: start) {
            let end = start + word.count
            if end == text.count || !FoldedText.isLatin(text.scalars[end]) { return Found(value: value, end: end) }
        }
        return nil
    }

    private static let units: [UInt32: Double] = [0x4E07: 10_000, 0x5343: 1_000, 0x767E: 100, 0x4EBF: 100_000_000]

    private static let chinese: [UInt32: Double] = {
        var table: [UInt32: Double] = [:]
        for (index, scalar) in "零一二三四五六七八九".unicodeScalars.enumerated() { table[scalar.value] = Double(index) }
        for (scalar, value) in [("两", 2.0), ("十", 10), ("百", 100), ("千", 1_000), ("万", 10_000), ("〇", 0)] {
            table[scalar.unicodeScalars.first?.value ?? 0] = value
        }
        return table
    }()

    /// Longest first: "two hundred" before "two".
    private static let words: [([UInt32], Double)] = [
        ("two", 2.0), ("three", 3), ("four", 4), ("five", 5), ("six", 6), ("seven", 7), ("eight", 8), ("nine", 9),
        ("ten", 10),
        ("twelve", 12), ("fifteen", 15), ("twenty", 20), ("thirty", 30), ("forty", 40), ("fifty", 50), ("sixty", 60),
        ("seventy", 70), ("eighty", 80), ("ninety", 90), ("thirteen", 13), ("fourteen", 14), ("sixteen", 16),
        ("seventeen", 17), ("eighteen", 18), ("nineteen", 19), ("twenty-five", 25), ("three hundred", 300),
        ("a dozen", 12), ("a hundred", 100), ("one hundred", 100), ("two hundred", 200), ("hundred", 100),
    ].map { (FoldedText.scalars(of: $0.0), $0.1) }.sorted { $0.0.count > $1.0.count }
}
