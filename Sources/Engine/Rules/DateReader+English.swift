/// Months, weekdays and offsets in English.
extension DateReader {
    static let months = [
        "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november",
        "december",
    ]

    func englishOffset(_ count: Int, start: Int, end: Int) -> Span? {
        for (unit, days) in [("days", 1), ("day", 1), ("weeks", 7), ("week", 7), ("months", 30), ("month", 30)]
        where sees(unit, at: end) {
            let after = end + unit.unicodeScalars.count
            var before = previousWord(start)
            if ["about", "around", "roughly", "approximately"].contains(before) {
                before = previousWord(start - before.unicodeScalars.count - 1)
            }
            let day = today.adding(days: count * days)
            for tail in [" from now", "' time", " time", " from today"] where sees(tail, at: after) {
                return Span(first: day, last: nil, range: start..<(after + tail.unicodeScalars.count), kind: .about)
            }
            if before == "in" { return Span(first: day, last: nil, range: start..<after, kind: .about) }
            if before == "within" { return Span(first: today, last: day, range: start..<after) }
        }
        return nil
    }

    func latinWord(at start: Int) -> (word: String, end: Int) {
        var end = start
        while end < text.count, FoldedText.isLatin(text.scalars[end]) { end += 1 }
        return (text.folded(start..<end), end)
    }

    func previousWord(_ index: Int) -> String {
        var end = index
        while end > 0, !FoldedText.isLatin(text.scalars[end - 1]) {
            guard FoldedText.isSpace(text.scalars[end - 1]) else { return "" }
            end -= 1
        }
        var start = end
        while start > 0, FoldedText.isLatin(text.scalars[start - 1]) { start -= 1 }
        return text.folded(start..<end)
    }

    func month(_ word: String) -> Int? {
        guard word.count >= 3 else { return nil }
        let name = word == "sept" ? "sep" : word
        return DateReader.months.firstIndex { $0 == name || (name.count == 3 && $0.hasPrefix(name)) }.map { $0 + 1 }
    }

    func skip(_ index: Int, _ scalars: Set<UInt32>) -> Int {
        var index = index
        while index < text.count, scalars.contains(text.scalars[index]) { index += 1 }
        return index
    }

    func ordinalEnd(_ index: Int) -> Int {
        for suffix in ["st", "nd", "rd", "th"] where sees(suffix, at: index) { return index + 2 }
        return index
    }

    func yearEnglish(_ index: Int) -> (value: Int, end: Int)? {
        let start = skip(index, [32, 44])
        guard let year = digits(at: start, 4...4), (2000...2200).contains(year.value) else { return nil }
        return year
    }

    /// `Dec 5`, `December 5th, 2026`, `Dec 5-7`.
    func monthDayEnglish(at start: Int) -> Span? {
        let (word, wordEnd) = latinWord(at: start)
        guard let month = month(word) else { return nil }
        guard let day = digits(at: skip(wordEnd, [32, 46]), 1...2) else {
            let before = previousWord(start)
            return before == "in" || before == "next" || before == "early" || before == "late" || before == "of"
                ? wholeMonth(month, start..<wordEnd) : nil
        }
        return english(month: month, day: day.value, start: start, end: ordinalEnd(day.end))
    }

    /// `5 Dec`, `5th of December 2026`.
    func dayMonthEnglish(at start: Int) -> Span? {
        guard let day = digits(at: start, 1...2) else { return nil }
        var index = skip(ordinalEnd(day.end), [32])
        if sees("of ", at: index) { index += 3 }
        guard index < text.count, FoldedText.isLatin(text.scalars[index]) else { return nil }
        let (word, end) = latinWord(at: index)
        guard let month = month(word) else { return nil }
        return english(month: month, day: day.value, start: start, end: end)
    }

    func english(month: Int, day: Int, start: Int, end: Int) -> Span? {
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

    func englishWord(at start: Int) -> Span? {
        let (word, end) = latinWord(at: start)
        let before = previousWord(start)
        let range = start..<end
        switch word {
        case "today", "tonight": return Span(first: today, last: nil, range: range)
        case "tomorrow":
            let days = sees("the day after ", at: start - 14) ? 2 : 1
            return Span(first: today.adding(days: days), last: nil, range: range)
        case "weekend":
            return before == "every" || before == "a" || before == "any"
                ? nil : weekend(sees(" after next", at: end) ? 2 : before == "next" ? 1 : 0, range)
        case "week" where before == "next": return week(1, range)
        case "week" where before == "this": return week(0, range)
        case "month" where before == "next": return nextMonth(range)
        case "month" where sees("end of the ", at: start - 11): return Span(first: endOfMonth, last: nil, range: range)
        default: break
        }
        guard
            let index = DateReader.weekdayNames.firstIndex(where: {
                $0 == word
                    || (word.count >= 3 && word.count <= 5 && word != "thus" && word != "sun" && word != "sat"
                        && word != "wed" && word != "mon" && $0.hasPrefix(word))
            })
        else { return nil }
        guard before != "every", before != "each", before != "any" else { return nil }
        let date = weekday(index, weeks: before == "next" ? 1 : nil)
        let isOneOfMany = before == "a" || before == "one" || before == "some"
        let kind: Span.Kind =
            isOneOfMany ? .anyWeekday(index) : before == "next" || before == "this" ? .day : .weekday(index)
        return Span(first: date, last: nil, range: range, kind: kind)
    }

    static let weekdayNames = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]
}
