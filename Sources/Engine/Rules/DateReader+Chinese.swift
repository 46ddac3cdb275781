/// Days, weeks and months in Chinese words.
extension DateReader {
    func chineseWord(at start: Int) -> Span? {
        for (word, days) in [("大后天", 3), ("后天", 2), ("明天", 1), ("明晚", 1), ("今天", 0), ("今晚", 0)]
        where sees(word, at: start) {
            return Span(first: today.adding(days: days), last: nil, range: start..<(start + word.unicodeScalars.count))
        }
        if sees("下个月", at: start) || sees("下月", at: start) {
            let end = start + (sees("下月", at: start) ? 2 : 3)
            if chineseNumericDay(at: end) { return nil }
            if sees("底", at: end) || sees("末", at: end) {
                return nextMonth(start..<(end + 1)).map { lastDays($0) }
            }
            return nextMonth(start..<end)
        }
        if sees("月底", at: start), start == 0 || !sees("下", at: start - 1) {
            return Span(first: endOfMonth, last: nil, range: start..<(start + 2))
        }
        var index = start
        var weeks: Int?
        for (word, count) in [("下下个", 2), ("下下", 2), ("下个", 1), ("下", 1), ("这个", 0), ("本", 0), ("这", 0)]
        where sees(word, at: start) {
            weeks = count
            index = start + word.unicodeScalars.count
            break
        }
        for word in ["礼拜", "星期", "周"] where sees(word, at: index) {
            let after = index + word.unicodeScalars.count
            guard weeks != nil || start == 0 || !sees("每", at: start - 1) && !sees("每个", at: start - 2) else {
                return nil
            }
            if sees("末", at: after) {
                let isVague = sees("一个", at: start - 2) || sees("任意", at: start - 2) || sees("都", at: after + 1)
                return isVague ? nil : weekend(weeks ?? 0, start..<(after + 1))
            }
            guard after < text.count, let day = DateReader.weekdayCharacters[text.scalars[after]] else {
                return weeks.flatMap { sees("周年", at: index) || sees("周边", at: index) ? nil : week($0, start..<after) }
            }
            let isOneOfMany =
                weeks == nil
                && ["一个", "某个", "某一个", "找个", "哪个"].contains {
                    sees($0, at: start - $0.unicodeScalars.count)
                }
            let kind: Span.Kind = weeks != nil ? .day : isOneOfMany ? .anyWeekday(day) : .weekday(day)
            return Span(first: weekday(day, weeks: weeks), last: nil, range: start..<(after + 1), kind: kind)
        }
        return nil
    }

    func chineseNumericDay(at index: Int) -> Bool {
        guard let number = chineseNumber(at: index) else { return false }
        return sees("号", at: number.end) || sees("日", at: number.end)
    }

    static let weekdayCharacters: [UInt32: Int] = {
        var table: [UInt32: Int] = [:]
        for (index, scalar) in "一二三四五六日".unicodeScalars.enumerated() { table[scalar.value] = index }
        for scalar in "天".unicodeScalars { table[scalar.value] = 6 }
        return table
    }()
}
