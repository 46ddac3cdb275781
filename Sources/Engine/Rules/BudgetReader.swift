/// Sums of money as people write them.
struct BudgetReader {
    let text: FoldedText
    let language: Language
    let headCount: Int?

    /// Words that mark a sum as the budget; none, and bare numbers need no look around.
    private let hasMarkers: Bool

    init(text: FoldedText, language: Language, headCount: Int?) {
        self.text = text
        self.language = language
        self.headCount = headCount
        speaksOfMoney = ["钱", "预算", "经费", "费用", "花费", "便宜", "贵", "搞定", "做完"].contains {
            text.firstIndex(of: FoldedText.scalars(of: $0)) != nil
        }
        hasMarkers = ["预算", "经费", "budget"].contains { text.firstIndex(of: FoldedText.scalars(of: $0)) != nil }
    }

    private let speaksOfMoney: Bool

    private struct Sum {
        var amount: Double
        var currency: String?
        var range: Range<Int>
        var isPerPerson: Bool
    }

    /// The budget; nil when none is named or its currency is open.
    func read() -> Money? {
        for word in ["没有预算", "没预算", "零预算", "无预算", "no budget", "zero budget"] where text.contains(word) {
            return Money(amount: 0, currency: language == .chinese ? "CNY" : "USD")
        }
        let all = sums()
        let marked = all.first { isMarked($0.range.lowerBound) } ?? all.first { $0.currency != nil }
        guard let sum = marked, sum.amount >= 0, sum.amount < 1e12 else { return nil }
        // A bare number after 预算 is in yuan; in English the currency stays open.
        guard let currency = sum.currency ?? (language == .chinese ? "CNY" : nil) else { return nil }
        guard sum.isPerPerson else { return Money(amount: sum.amount, currency: currency) }
        return headCount.map { Money(amount: sum.amount * Double($0), currency: currency) }
    }

    private func sums() -> [Sum] {
        let numbers = NumberReader(text: text)
        var sums: [Sum] = []
        var index = 0
        while index < text.count, sums.count < 20 {
            let value = text.scalars[index]
            let startsNumber =
                index == 0 || !(FoldedText.isDigit(text.scalars[index - 1]) || text.scalars[index - 1] == 46)
            guard startsNumber, FoldedText.isDigit(value) || FoldedText.isHan(value),
                let found = numbers.number(at: index)
            else {
                index += 1
                continue
            }
            let start = index
            var last = found
            for joint in ["-", "到", "至", "~", "～", " to "] where text.has(joint, at: found.end) {
                var at = found.end + joint.unicodeScalars.count
                if at < text.count, symbol(at: at) != nil { at += 1 }
                if var upper = numbers.number(at: at) {
                    // 3-5万: the unit counts for both ends; the upper one is the limit.
                    upper.value = max(upper.value, found.value)
                    last = upper
                }
            }
            let currency = currencyBefore(start) ?? currencyAfter(last.end)
            if currency != nil || isMarked(start), !isPrice(start), !countsSomethingElse(last.end) {
                let perPerson = has(["人均", "每人", "每位"], before: start, 5) || isPerPerson(after: last.end)
                sums.append(
                    Sum(amount: last.value, currency: currency, range: start..<last.end, isPerPerson: perPerson))
            }
            index = max(index + 1, last.end)
        }
        return sums
    }

    private func isMarked(_ index: Int) -> Bool {
        if hasMarkers, has(["预算", "经费", "budget"], before: index, 12) { return true }
        if isLimit(index) || isPerHead(index) { return true }
        guard currencyBefore(index) != nil || hasCurrency(near: index) else { return false }
        return has(["under", "up to", "less than", "below", "不超过", "控制在", "最多"], before: index, 12)
    }

    /// `一万以内` where money was spoken of: the sum that is there.
    private func isLimit(_ index: Int) -> Bool {
        guard speaksOfMoney, let number = NumberReader(text: text).number(at: index), number.value >= 100 else {
            return false
        }
        return ["以内", "以下", "之内", "封顶"].contains { text.has($0, at: number.end) }
    }

    /// `每人六千左右`.
    private func isPerHead(_ index: Int) -> Bool {
        guard language == .chinese, has(["人均", "每人", "每位"], before: index, 5) else { return false }
        return NumberReader(text: text).number(at: index).map { $0.value >= 10 } ?? false
    }

    private func hasCurrency(near index: Int) -> Bool {
        NumberReader(text: text).number(at: index).flatMap { currencyAfter($0.end) } != nil
    }

    private func isPrice(_ index: Int) -> Bool {
        has(["门票", "票价", "售价", "ticket", "tickets at", "收费"], before: index, 8)
    }

    private func isPerPerson(after index: Int) -> Bool {
        for word in ["per person", "a head", "per head", "each", "/人", "每人", "一人"] {
            if (0...8).contains(where: { text.has(word, at: index + $0) }) { return true }
        }
        return false
    }

    private func countsSomethingElse(_ index: Int) -> Bool {
        ["人", "位", "名", "天", "月", "号", "点", "场", "个", " people", " days", " hours", " guests"].contains {
            text.has($0, at: index)
        }
    }

    /// Whether one of `words` ends at most `distance` before `index`, in the same clause and with no number between.
    private func has(_ words: [String], before index: Int, _ distance: Int) -> Bool {
        var end = index
        while end >= 0, index - end <= distance {
            for word in words where text.has(word, at: end - word.unicodeScalars.count) { return true }
            guard end > 0 else { return false }
            let value = text.scalars[end - 1]
            if DemandReader.endsClause(value) || value == 46 || FoldedText.isDigit(value) { return false }
            end -= 1
        }
        return false
    }

    private func symbol(at index: Int) -> String? {
        guard index >= 0, index < text.count else { return nil }
        switch text.scalars[index] {
        case 0x24: return "USD"
        case 0x20AC: return "EUR"
        case 0xA3: return "GBP"
        case 0xA5, 0xFFE5: return language == .chinese ? "CNY" : "CNY"
        default: return nil
        }
    }

    private func currencyBefore(_ start: Int) -> String? {
        var index = start - 1
        while index >= 0, text.scalars[index] == 32 { index -= 1 }
        if let currency = symbol(at: index) {
            if text.has("hk$", at: index - 2) { return "HKD" }
            if text.has("s$", at: index - 1), !text.has("us$", at: index - 2) { return "SGD" }
            return currency
        }
        for (word, code) in BudgetReader.codes where index >= 2 && text.has(word, at: index - word.count + 1) {
            return code
        }
        return nil
    }

    private func currencyAfter(_ end: Int) -> String? {
        var index = end
        while index < text.count, text.scalars[index] == 32 { index += 1 }
        for (word, code) in BudgetReader.names where text.has(word, at: index) {
            let after = index + word.unicodeScalars.count
            let isLatin = FoldedText.isLatin(FoldedText.scalars(of: word).first ?? 0)
            if isLatin, after < text.count, FoldedText.isLatin(text.scalars[after]) { continue }
            return code
        }
        if let currency = symbol(at: index), index == end { return currency }
        return nil
    }

    private static let codes = [
        ("rmb", "CNY"), ("cny", "CNY"), ("usd", "USD"), ("eur", "EUR"), ("gbp", "GBP"), ("hkd", "HKD"), ("sgd", "SGD"),
        ("jpy", "JPY"), ("chf", "CHF"),
    ]
    private static let names =
        codes + [
            ("人民币", "CNY"), ("元", "CNY"), ("块", "CNY"), ("美元", "USD"), ("美金", "USD"), ("欧元", "EUR"), ("英镑", "GBP"),
            ("港币", "HKD"), ("日元", "JPY"),
            ("新币", "SGD"), ("dollars", "USD"), ("dollar", "USD"), ("bucks", "USD"), ("euros", "EUR"), ("euro", "EUR"),
            ("pounds", "GBP"),
            ("pound", "GBP"), ("yuan", "CNY"), ("yen", "JPY"),
        ]
}
