/// Dates as people write them, reckoned from the day of the demand.
struct DateReader {
    struct Found: Equatable {
        /// Nil when only a last day is given ("by Friday").
        var first: CalendarDate?
        /// The last day of a range, or the day by which something has to be done.
        var last: CalendarDate?
    }

    private struct Span {
        var first: CalendarDate
        var last: CalendarDate?
        var range: Range<Int>
    }

    let text: FoldedText
    let today: CalendarDate

    /// The first date that the text names and that is not over.
    func read() -> Found? {
        var index = 0
        while index < text.count {
            guard let span = span(at: index) else {
                index += 1
                continue
            }
            if span.first < today, (span.last ?? span.first) < today {
                index = span.range.upperBound
                continue
            }
            if isDeadline(span.range) { return Found(first: nil, last: span.last ?? span.first) }
            if span.last == nil, let end = rangeEnd(after: span) { return Found(first: span.first, last: end) }
            return Found(first: span.first, last: span.last)
        }
        return nil
    }

    private func span(at index: Int) -> Span? {
        let value = text.scalars[index]
        let startsWord = index == 0 || !isWordPart(text.scalars[index - 1])
        if FoldedText.isDigit(value), startsWord {
            return numeric(at: index) ?? dayMonthEnglish(at: index) ?? offset(at: index)
        }
        if FoldedText.isLatin(value) { return startsWord ? monthDayEnglish(at: index) ?? englishWord(at: index) : nil }
        if FoldedText.isHan(value) { return chineseNumeric(at: index) ?? offset(at: index) ?? chineseWord(at: index) }
        return nil
    }

    private func isWordPart(_ value: UInt32) -> Bool { FoldedText.isLatin(value) || FoldedText.isDigit(value) }

    private func digits(at start: Int, _ lengths: ClosedRange<Int>) -> (value: Int, end: Int)? {
        var end = start
        var value = 0
        while end < text.count, FoldedText.isDigit(text.scalars[end]), end - start < 5 {
            value = value * 10 + Int(text.scalars[end] - 48)
            end += 1
        }
        return lengths.contains(end - start) ? (value, end) : nil
    }

    private func valid(_ year: Int, _ month: Int, _ day: Int) -> CalendarDate? {
        guard (1...12).contains(month), (1...31).contains(day), (2000...2200).contains(year) else { return nil }
        let date = CalendarDate(year: year, month: month, day: day)
        return CalendarDate(daysSinceEpoch: date.daysSinceEpoch) == date ? date : nil
    }

    /// Without a year the next such day is meant.
    private func next(_ month: Int, _ day: Int) -> CalendarDate? {
        guard let date = valid(today.year, month, day) ?? valid(today.year + 1, month, day) else { return nil }
        return date < today ? valid(today.year + 1, month, day) : date
    }

    // MARK: digits

    private func numeric(at start: Int) -> Span? {
        if let year = digits(at: start, 4...4), year.end < text.count {
            let separator = text.scalars[year.end]
            if separator == 45 || separator == 47 || separator == 46 {
                guard let month = digits(at: year.end + 1, 1...2), month.end < text.count, text.scalars[month.end] == separator,
                    let day = digits(at: month.end + 1, 1...2), let date = valid(year.value, month.value, day.value)
                else { return nil }
                return Span(first: date, last: nil, range: start..<day.end)
            }
        }
        return chineseNumeric(at: start)
    }

    /// `2026年12月5日`, `12月5号`, `十二月五日`, `5号`.
    private func chineseNumeric(at start: Int) -> Span? {
        guard let first = chineseNumber(at: start), first.end < text.count else { return nil }
        let year: Int?
        var month = first
        if sees("年", at: first.end), first.value >= 2000 {
            year = first.value
            guard let next = chineseNumber(at: first.end + 1) else { return nil }
            month = next
        } else {
            year = nil
        }
        if sees("月", at: month.end), let day = chineseNumber(at: month.end + 1) {
            guard let date = year.map({ valid($0, month.value, day.value) }) ?? next(month.value, day.value) else { return nil }
            let hasUnit = sees("日", at: day.end) || sees("号", at: day.end)
            return Span(first: date, last: nil, range: start..<(day.end + (hasUnit ? 1 : 0)))
        }
        guard year == nil, sees("号", at: first.end), (1...31).contains(first.value) else { return nil }
        // 5号 alone: this month or the next; not 5号线, 3号楼.
        if sees("号线", at: first.end) || sees("号楼", at: first.end) || sees("号馆", at: first.end) || sees("号店", at: first.end) {
            return nil
        }
        let nextMonth = sees("下个月", at: start - 3) || sees("下月", at: start - 2)
        let later = today.month == 12 ? (today.year + 1, 1) : (today.year, today.month + 1)
        let here = valid(today.year, today.month, first.value)
        guard let date = !nextMonth && here.map({ $0 >= today }) == true ? here : valid(later.0, later.1, first.value) else {
            return nil
        }
        return Span(first: date, last: nil, range: start..<(first.end + 1))
    }

    private func chineseNumber(at start: Int) -> (value: Int, end: Int)? {
        var start = start
        while start < text.count, text.scalars[start] == 32 { start += 1 }
        if start < text.count, FoldedText.isDigit(text.scalars[start]) {
            guard let found = digits(at: start, 1...4) else { return nil }
            var end = found.end
            while end < text.count, text.scalars[end] == 32, end + 1 < text.count, FoldedText.isHan(text.scalars[end + 1]) { end += 1 }
            return (found.value, end)
        }
        guard start < text.count, FoldedText.isHan(text.scalars[start]),
            let found = NumberReader(text: text).number(at: start), found.value <= 31
        else { return nil }
        return (Int(found.value), found.end)
    }

    private func sees(_ word: String, at index: Int) -> Bool {
        text.has(FoldedText.scalars(of: word), at: index)
    }

    /// `in 3 days`, `3天后`, `两周后`, `within two weeks`.
    private func offset(at start: Int) -> Span? {
        guard let number = NumberReader(text: text).number(at: start), number.value >= 1, number.value <= 120,
            number.value == number.value.rounded()
        else { return nil }
        let count = Int(number.value)
        for (unit, days) in [("天", 1), ("日", 1), ("周", 7), ("个星期", 7), ("星期", 7), ("个月", 30)] where sees(unit, at: number.end) {
            let after = number.end + unit.unicodeScalars.count
            for tail in ["之后", "以后", "后"] where sees(tail, at: after) {
                let end = after + tail.unicodeScalars.count
                return Span(first: today.adding(days: count * days), last: nil, range: start..<end)
            }
            for tail in ["之内", "以内", "内"] where sees(tail, at: after) {
                return Span(first: today, last: today.adding(days: count * days), range: start..<(after + tail.unicodeScalars.count))
            }
        }
        var end = number.end
        while end < text.count, text.scalars[end] == 32 { end += 1 }
        for (unit, days) in [("days", 1), ("day", 1), ("weeks", 7), ("week", 7), ("months", 30), ("month", 30)]
        where sees(unit, at: end) {
            let before = previousWord(start)
            let span = start..<(end + unit.unicodeScalars.count)
            if before == "in" { return Span(first: today.adding(days: count * days), last: nil, range: span) }
            if before == "within" { return Span(first: today, last: today.adding(days: count * days), range: span) }
        }
        return nil
    }

    // MARK: English

    private static let months = [
        "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december",
    ]

    private func latinWord(at start: Int) -> (word: String, end: Int) {
        var end = start
        while end < text.count, FoldedText.isLatin(text.scalars[end]) { end += 1 }
        return (text.folded(start..<end), end)
    }

    private func previousWord(_ index: Int) -> String {
        var end = index
        while end > 0, !FoldedText.isLatin(text.scalars[end - 1]) {
            guard FoldedText.isSpace(text.scalars[end - 1]) else { return "" }
            end -= 1
        }
        var start = end
        while start > 0, FoldedText.isLatin(text.scalars[start - 1]) { start -= 1 }
        return text.folded(start..<end)
    }

    private func month(_ word: String) -> Int? {
        guard word.count >= 3 else { return nil }
        let name = word == "sept" ? "sep" : word
        return DateReader.months.firstIndex { $0 == name || (name.count == 3 && $0.hasPrefix(name)) }.map { $0 + 1 }
    }

    private func skip(_ index: Int, _ scalars: Set<UInt32>) -> Int {
        var index = index
        while index < text.count, scalars.contains(text.scalars[index]) { index += 1 }
        return index
    }

    private func ordinalEnd(_ index: Int) -> Int {
        for suffix in ["st", "nd", "rd", "th"] where sees(suffix, at: index) { return index + 2 }
        return index
    }

    private func yearEnglish(_ index: Int) -> (value: Int, end: Int)? {
        let start = skip(index, [32, 44])
        guard let year = digits(at: start, 4...4), (2000...2200).contains(year.value) else { return nil }
        return year
    }

    /// `Dec 5`, `December 5th, 2026`, `Dec 5-7`.
    private func monthDayEnglish(at start: Int) -> Span? {
        let (word, wordEnd) = latinWord(at: start)
        guard let month = month(word), let day = digits(at: skip(wordEnd, [32, 46]), 1...2) else { return nil }
        return english(month: month, day: day.value, start: start, end: ordinalEnd(day.end))
    }

    /// `5 Dec`, `5th of December 2026`.
    private func dayMonthEnglish(at start: Int) -> Span? {
        guard let day = digits(at: start, 1...2) else { return nil }
        var index = skip(ordinalEnd(day.end), [32])
        if sees("of ", at: index) { index += 3 }
        guard index < text.count, FoldedText.isLatin(text.scalars[index]) else { return nil }
        let (word, end) = latinWord(at: index)
        guard let month = month(word) else { return nil }
        return english(month: month, day: day.value, start: start, end: end)
    }

    private func english(month: Int, day: Int, start: Int, end: Int) -> Span? {
        var end = end
        var last: Int?
        let dash = skip(end, [32])
        if dash < text.count, text.scalars[dash] == 45, let other = digits(at: skip(dash + 1, [32]), 1...2) {
            last = other.value
            end = ordinalEnd(other.end)
        }
        let year = yearEnglish(end)
        let first = year.map { valid($0.value, month, day) } ?? next(month, day)
        guard let first else { return nil }
        let lastDate = last.flatMap { valid(first.year, month, $0) }.flatMap { $0 > first ? $0 : nil }
        return Span(first: first, last: lastDate, range: start..<(year?.end ?? end))
    }

    private func englishWord(at start: Int) -> Span? {
        let (word, end) = latinWord(at: start)
        let before = previousWord(start)
        let range = start..<end
        switch word {
        case "today", "tonight": return Span(first: today, last: nil, range: range)
        case "tomorrow":
            let days = sees("the day after ", at: start - 14) ? 2 : 1
            return Span(first: today.adding(days: days), last: nil, range: range)
        case "weekend": return before == "every" || before == "a" || before == "any" ? nil : weekend(before == "next" ? 1 : 0, range)
        case "week" where before == "next": return week(1, range)
        case "week" where before == "this": return week(0, range)
        case "month" where before == "next": return nextMonth(range)
        case "month" where sees("end of the ", at: start - 11): return Span(first: endOfMonth, last: nil, range: range)
        default: break
        }
        guard let index = DateReader.weekdayNames.firstIndex(where: { $0 == word || (word.count >= 3 && word.count <= 5 && word != "thus" && word != "sun" && word != "sat" && word != "wed" && word != "mon" && $0.hasPrefix(word)) })
        else { return nil }
        guard before != "every", before != "each", before != "any" else { return nil }
        return Span(first: weekday(index, weeks: before == "next" ? 1 : nil), last: nil, range: range)
    }

    private static let weekdayNames = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]

    // MARK: Chinese words

    private func chineseWord(at start: Int) -> Span? {
        for (word, days) in [("大后天", 3), ("后天", 2), ("明天", 1), ("明晚", 1), ("今天", 0), ("今晚", 0)] where sees(word, at: start) {
            return Span(first: today.adding(days: days), last: nil, range: start..<(start + word.unicodeScalars.count))
        }
        if sees("下个月", at: start) || sees("下月", at: start) {
            let end = start + (sees("下月", at: start) ? 2 : 3)
            if chineseNumericDay(at: end) { return nil }
            return nextMonth(start..<end)
        }
        if sees("月底", at: start), start == 0 || !sees("下", at: start - 1) { return Span(first: endOfMonth, last: nil, range: start..<(start + 2)) }
        var index = start
        var weeks: Int?
        for (word, count) in [("下下个", 2), ("下下", 2), ("下个", 1), ("下", 1), ("这个", 0), ("本", 0), ("这", 0)] where sees(word, at: start) {
            weeks = count
            index = start + word.unicodeScalars.count
            break
        }
        for word in ["礼拜", "星期", "周"] where sees(word, at: index) {
            let after = index + word.unicodeScalars.count
            guard weeks != nil || start == 0 || !sees("每", at: start - 1) && !sees("每个", at: start - 2) else { return nil }
            if sees("末", at: after) {
                let isVague = sees("一个", at: start - 2) || sees("任意", at: start - 2) || sees("都", at: after + 1)
                return isVague ? nil : weekend(weeks ?? 0, start..<(after + 1))
            }
            guard after < text.count, let day = DateReader.weekdayCharacters[text.scalars[after]] else {
                return weeks.flatMap { sees("周年", at: index) || sees("周边", at: index) ? nil : week($0, start..<after) }
            }
            return Span(first: weekday(day, weeks: weeks), last: nil, range: start..<(after + 1))
        }
        return nil
    }

    private func chineseNumericDay(at index: Int) -> Bool {
        guard let number = chineseNumber(at: index) else { return false }
        return sees("号", at: number.end) || sees("日", at: number.end)
    }

    private static let weekdayCharacters: [UInt32: Int] = {
        var table: [UInt32: Int] = [:]
        for (index, scalar) in "一二三四五六日".unicodeScalars.enumerated() { table[scalar.value] = index }
        for scalar in "天".unicodeScalars { table[scalar.value] = 6 }
        return table
    }()

    // MARK: reckoning

    private var monday: CalendarDate {
        let index = Weekday.allCases.firstIndex(of: today.weekday) ?? 0
        return today.adding(days: -index)
    }

    /// `weeks` nil: the next such day from today; 0 this week; 1 next week.
    private func weekday(_ index: Int, weeks: Int?) -> CalendarDate {
        let date = monday.adding(days: 7 * (weeks ?? 0) + index)
        return weeks ?? 0 == 0 && date < today ? date.adding(days: 7) : date
    }

    private func weekend(_ weeks: Int, _ range: Range<Int>) -> Span {
        let saturday = monday.adding(days: 7 * weeks + 5)
        return Span(first: max(saturday, today), last: max(saturday, today) < saturday.adding(days: 1) ? saturday.adding(days: 1) : nil, range: range)
    }

    private func week(_ weeks: Int, _ range: Range<Int>) -> Span {
        let first = max(monday.adding(days: 7 * weeks), today)
        return Span(first: first, last: monday.adding(days: 7 * weeks + 6), range: range)
    }

    private func nextMonth(_ range: Range<Int>) -> Span? {
        let (year, month) = today.month == 12 ? (today.year + 1, 1) : (today.year, today.month + 1)
        let first = CalendarDate(year: year, month: month, day: 1)
        let after = month == 12 ? CalendarDate(year: year + 1, month: 1, day: 1) : CalendarDate(year: year, month: month + 1, day: 1)
        return Span(first: first, last: after.adding(days: -1), range: range)
    }

    private var endOfMonth: CalendarDate {
        let (year, month) = today.month == 12 ? (today.year + 1, 1) : (today.year, today.month + 1)
        return CalendarDate(year: year, month: month, day: 1).adding(days: -1)
    }

    private func isDeadline(_ range: Range<Int>) -> Bool {
        for word in ["之前", "以前", "前"] where sees(word, at: range.upperBound) || sees(word, at: range.upperBound + 1) {
            return !sees("前后", at: range.upperBound)
        }
        for word in ["by ", "before ", "until ", "no later than ", "due ", "by the ", "before the "] {
            let index = range.lowerBound - word.unicodeScalars.count
            if sees(word, at: index), index == 0 || !FoldedText.isLatin(text.scalars[index - 1]) { return true }
        }
        for word in ["by next ", "by this ", "before next ", "deadline is ", "deadline: ", "deadline "]
        where sees(word, at: range.lowerBound - word.unicodeScalars.count) { return true }
        for word in ["截止", "截止到", "截至", "最晚"] where sees(word, at: range.lowerBound - word.unicodeScalars.count) { return true }
        return false
    }

    private func rangeEnd(after span: Span) -> CalendarDate? {
        var index = skip(span.range.upperBound, [32])
        var isJoined = false
        for word in ["到", "至", "-", "~", "～", "—", "to ", "through ", "until "] where sees(word, at: index) {
            index = skip(index + word.unicodeScalars.count, [32, 45])
            isJoined = true
            break
        }
        guard isJoined, index < text.count else { return nil }
        if let other = self.span(at: index), other.first > span.first { return other.first }
        if let day = chineseNumber(at: index), sees("日", at: day.end) || sees("号", at: day.end),
            let date = valid(span.first.year, span.first.month, day.value), date > span.first
        { return date }
        return nil
    }
}

extension FoldedText {
    func folded(_ range: Range<Int>) -> String {
        var view = String.UnicodeScalarView()
        for value in scalars[range] { if let scalar = Unicode.Scalar(value) { view.append(scalar) } }
        return String(view)
    }
}
