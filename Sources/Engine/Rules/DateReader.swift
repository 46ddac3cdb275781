/// Dates as people write them, reckoned from the day of the demand.
struct DateReader {
    struct Found: Equatable {
        /// Nil when only a last day is given ("by Friday").
        var first: CalendarDate?
        /// The last day of a range, or the day by which something has to be done.
        var last: CalendarDate?
    }

    struct Span {
        /// How sure the words are of the day.
        enum Kind {
            case day
            /// A weekday without its week: 0 Monday … 6 Sunday.
            case weekday(Int)
            /// "A Saturday": one of many.
            case anyWeekday(Int)
            /// "In two months": about then.
            case about
        }

        var first: CalendarDate
        var last: CalendarDate?
        var range: Range<Int>
        var kind = Kind.day
    }

    let text: FoldedText
    let today: CalendarDate

    /// The first date that the text names and that is not over.
    ///
    /// A weekday without its week takes the week from words like "in two months" or "next month" beside it.
    func read() -> Found? {
        let spans = spans()
        for span in spans {
            switch span.kind {
            case .day, .about: return found(span)
            case .weekday(let day), .anyWeekday(let day):
                // "Saturday 5 December": the date beside it says which.
                let exact = spans.first { other in
                    if case .day = other.kind, other.last == nil {
                        return other.range.lowerBound >= span.range.upperBound
                            && other.range.lowerBound - span.range.upperBound <= 6
                    }
                    return false
                }
                if let exact { return found(exact) }
                let anchor = spans.first { other in
                    if case .about = other.kind { return true }
                    return other.last != nil && other.range != span.range
                }
                if let anchor, case .about = anchor.kind { return found(near(anchor, weekday: day, span.range)) }
                if let anchor { return found(anchor) }
                if case .weekday = span.kind { return found(span) }
            }
        }
        return nil
    }

    func spans() -> [Span] {
        var spans: [Span] = []
        var index = 0
        while index < text.count {
            guard let span = span(at: index) else {
                index += 1
                continue
            }
            if span.first >= today || (span.last ?? span.first) >= today { spans.append(span) }
            index = max(index + 1, span.range.upperBound)
        }
        return spans
    }

    func found(_ span: Span) -> Found {
        if isDeadline(span.range) { return Found(first: nil, last: span.last ?? span.first) }
        if span.last == nil, let end = rangeEnd(after: span) { return Found(first: span.first, last: end) }
        return Found(first: span.first, last: span.last)
    }

    /// That weekday which is nearest to an approximate day.
    func near(_ anchor: Span, weekday: Int, _ range: Range<Int>) -> Span {
        let index = Weekday.allCases.firstIndex(of: anchor.first.weekday) ?? 0
        var distance = (weekday - index + 7) % 7
        if distance > 3 { distance -= 7 }
        return Span(first: max(today, anchor.first.adding(days: distance)), last: nil, range: range)
    }

    func span(at index: Int) -> Span? {
        let value = text.scalars[index]
        let startsWord = index == 0 || !isWordPart(text.scalars[index - 1])
        if FoldedText.isDigit(value), startsWord {
            return numeric(at: index) ?? dayMonthEnglish(at: index) ?? offset(at: index)
        }
        if FoldedText.isLatin(value) {
            return startsWord ? monthDayEnglish(at: index) ?? englishWord(at: index) ?? offset(at: index) : nil
        }
        if FoldedText.isHan(value) { return chineseNumeric(at: index) ?? offset(at: index) ?? chineseWord(at: index) }
        return nil
    }

    func isWordPart(_ value: UInt32) -> Bool { FoldedText.isLatin(value) || FoldedText.isDigit(value) }

    func digits(at start: Int, _ lengths: ClosedRange<Int>) -> (value: Int, end: Int)? {
        var end = start
        var value = 0
        while end < text.count, FoldedText.isDigit(text.scalars[end]), end - start < 5 {
            value = value * 10 + Int(text.scalars[end] - 48)
            end += 1
        }
        return lengths.contains(end - start) ? (value, end) : nil
    }

    func valid(_ year: Int, _ month: Int, _ day: Int) -> CalendarDate? {
        guard (1...12).contains(month), (1...31).contains(day), (2000...2200).contains(year) else { return nil }
        let date = CalendarDate(year: year, month: month, day: day)
        return CalendarDate(daysSinceEpoch: date.daysSinceEpoch) == date ? date : nil
    }

    /// Without a year the next such day is meant.
    func next(_ month: Int, _ day: Int) -> CalendarDate? {
        guard let date = valid(today.year, month, day) ?? valid(today.year + 1, month, day) else { return nil }
        return date < today ? valid(today.year + 1, month, day) : date
    }

    // MARK: digits

    func numeric(at start: Int) -> Span? {
        if let year = digits(at: start, 4...4), year.end < text.count {
            let separator = text.scalars[year.end]
            if separator == 45 || separator == 47 || separator == 46 {
                guard let month = digits(at: year.end + 1, 1...2), month.end < text.count,
                    text.scalars[month.end] == separator,
                    let day = digits(at: month.end + 1, 1...2), let date = valid(year.value, month.value, day.value)
                else { return nil }
                return Span(first: date, last: nil, range: start..<day.end)
            }
        }
        return chineseNumeric(at: start)
    }

    /// `2026年12月5日`, `12月5号`, `十二月五日`, `5号`.
    func chineseNumeric(at start: Int) -> Span? {
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
            guard let date = year.map({ valid($0, month.value, day.value) }) ?? next(month.value, day.value) else {
                return nil
            }
            let hasUnit = sees("日", at: day.end) || sees("号", at: day.end)
            // 三月四个人: four people in March.
            if !hasUnit, ["个", "位", "名", "人", "天", "场"].contains(where: { sees($0, at: day.end) }) {
                return monthAlone(month, year: year, start: start)
            }
            return Span(first: date, last: nil, range: start..<(day.end + (hasUnit ? 1 : 0)))
        }
        if let alone = monthAlone(month, year: year, start: start) { return alone }
        guard year == nil, sees("号", at: first.end), (1...31).contains(first.value) else { return nil }
        // 5号 alone: this month or the next; not 5号线, 3号楼.
        if sees("号线", at: first.end) || sees("号楼", at: first.end) || sees("号馆", at: first.end)
            || sees("号店", at: first.end)
        {
            return nil
        }
        let nextMonth = sees("下个月", at: start - 3) || sees("下月", at: start - 2)
        let later = today.month == 12 ? (today.year + 1, 1) : (today.year, today.month + 1)
        let here = valid(today.year, today.month, first.value)
        guard let date = !nextMonth && here.map({ $0 >= today }) == true ? here : valid(later.0, later.1, first.value)
        else {
            return nil
        }
        return Span(first: date, last: nil, range: start..<(first.end + 1))
    }

    /// `明年四月`, `2027年4月`, `五月份`, `五月的一个周日`; `三月` alone may count months.
    private func monthAlone(_ month: (value: Int, end: Int), year: Int?, start: Int) -> Span? {
        guard (1...12).contains(month.value), sees("月", at: month.end), !sees("个月", at: month.end) else { return nil }
        let named = ["明年", "后年", "今年", "来年"].firstIndex { sees($0, at: start - 2) }
        let tail = ["月份", "月中旬", "月上旬", "月下旬", "月初", "月底", "月里", "月的"].first { sees($0, at: month.end) }
        guard named != nil || year != nil || tail != nil else { return nil }
        let ahead = named.map { [1, 2, 0, 1][$0] }
        let range = start..<(month.end + (tail?.unicodeScalars.count ?? 1))
        return wholeMonth(month.value, range, year: year ?? ahead.map { today.year + $0 })
    }

    func chineseNumber(at start: Int) -> (value: Int, end: Int)? {
        var start = start
        while start < text.count, text.scalars[start] == 32 { start += 1 }
        if start < text.count, FoldedText.isDigit(text.scalars[start]) {
            guard let found = digits(at: start, 1...4) else { return nil }
            var end = found.end
            while end < text.count, text.scalars[end] == 32, end + 1 < text.count,
                FoldedText.isHan(text.scalars[end + 1])
            { end += 1 }
            return (found.value, end)
        }
        guard start < text.count, FoldedText.isHan(text.scalars[start]),
            let found = NumberReader(text: text).number(at: start), found.value <= 31
        else { return nil }
        return (Int(found.value), found.end)
    }

    func sees(_ word: String, at index: Int) -> Bool {
        text.has(word, at: index)
    }

    /// `in 3 days`, `about two months from now`, `3天后`, `两周后`, `within two weeks`.
    func offset(at start: Int) -> Span? {
        guard let number = NumberReader(text: text).number(at: start), number.value >= 1, number.value <= 120,
            number.value == number.value.rounded()
        else { return nil }
        let count = Int(number.value)
        for (unit, days) in [("天", 1), ("日", 1), ("周", 7), ("个星期", 7), ("星期", 7), ("个月", 30)]
        where sees(unit, at: number.end) {
            let after = number.end + unit.unicodeScalars.count
            for tail in ["之后", "以后", "后"] where sees(tail, at: after) {
                let end = after + tail.unicodeScalars.count
                return Span(first: today.adding(days: count * days), last: nil, range: start..<end, kind: .about)
            }
            for tail in ["之内", "以内", "内", "做完", "完成", "搞定", "交付", "上线"] where sees(tail, at: after) {
                return Span(
                    first: today, last: today.adding(days: count * days),
                    range: start..<(after + tail.unicodeScalars.count))
            }
        }
        return englishOffset(count, start: start, end: skip(number.end, [32]))
    }

    // MARK: reckoning

    var monday: CalendarDate {
        let index = Weekday.allCases.firstIndex(of: today.weekday) ?? 0
        return today.adding(days: -index)
    }

    /// `weeks` nil: the next such day from today; 0 this week; 1 next week.
    func weekday(_ index: Int, weeks: Int?) -> CalendarDate {
        let date = monday.adding(days: 7 * (weeks ?? 0) + index)
        return weeks ?? 0 == 0 && date < today ? date.adding(days: 7) : date
    }

    func weekend(_ weeks: Int, _ range: Range<Int>) -> Span {
        let saturday = monday.adding(days: 7 * weeks + 5)
        return Span(
            first: max(saturday, today),
            last: max(saturday, today) < saturday.adding(days: 1) ? saturday.adding(days: 1) : nil, range: range)
    }

    func week(_ weeks: Int, _ range: Range<Int>) -> Span {
        let first = max(monday.adding(days: 7 * weeks), today)
        return Span(first: first, last: monday.adding(days: 7 * weeks + 6), range: range)
    }

    /// The last ten days of a month.
    func lastDays(_ month: Span) -> Span {
        guard let last = month.last else { return month }
        return Span(first: last.adding(days: -9), last: last, range: month.range)
    }

    /// A month without a day: the whole of its next occurrence.
    func wholeMonth(_ month: Int, _ range: Range<Int>, year given: Int? = nil) -> Span? {
        let year = given ?? (month < today.month ? today.year + 1 : today.year)
        let after = month == 12 ? (year + 1, 1) : (year, month + 1)
        let last = CalendarDate(year: after.0, month: after.1, day: 1).adding(days: -1)
        return Span(first: max(today, CalendarDate(year: year, month: month, day: 1)), last: last, range: range)
    }

    func nextMonth(_ range: Range<Int>) -> Span? {
        let (year, month) = today.month == 12 ? (today.year + 1, 1) : (today.year, today.month + 1)
        let first = CalendarDate(year: year, month: month, day: 1)
        let after =
            month == 12
            ? CalendarDate(year: year + 1, month: 1, day: 1) : CalendarDate(year: year, month: month + 1, day: 1)
        return Span(first: first, last: after.adding(days: -1), range: range)
    }

    var endOfMonth: CalendarDate {
        let (year, month) = today.month == 12 ? (today.year + 1, 1) : (today.year, today.month + 1)
        return CalendarDate(year: year, month: month, day: 1).adding(days: -1)
    }

    func isDeadline(_ range: Range<Int>) -> Bool {
        for word in ["之前", "以前", "前"] where sees(word, at: range.upperBound) || sees(word, at: range.upperBound + 1) {
            return !sees("前后", at: range.upperBound)
        }
        for word in ["by ", "before ", "until ", "no later than ", "due ", "by the ", "before the "] {
            let index = range.lowerBound - word.unicodeScalars.count
            if sees(word, at: index), index == 0 || !FoldedText.isLatin(text.scalars[index - 1]) { return true }
        }
        for word in ["by next ", "by this ", "before next ", "deadline is ", "deadline: ", "deadline "]
        where sees(word, at: range.lowerBound - word.unicodeScalars.count) { return true }
        for word in ["截止", "截止到", "截至", "最晚"] where sees(word, at: range.lowerBound - word.unicodeScalars.count) {
            return true
        }
        return false
    }

    func rangeEnd(after span: Span) -> CalendarDate? {
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
        {
            return date
        }
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
