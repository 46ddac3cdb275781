/// Words for people, in the language of the demand. One function a sentence; the tables stand in `Phrase+….swift`.
struct Phrase: Sendable {
    let language: Language

    func pick(_ chinese: @autoclosure () -> String, _ english: @autoclosure () -> String) -> String {
        language == .chinese ? chinese() : english()
    }

    /// `a、b和c`, `a, b and c`.
    func list(_ items: [String]) -> String {
        guard let last = items.last else { return "" }
        guard items.count > 1 else { return last }
        return items.dropLast().joined(separator: pick("、", ", ")) + pick("和", " and ") + last
    }

    /// In quotation marks; marks inside become the inner ones, a final full stop is left out.
    func quote(_ text: String) -> String {
        let inner: [Character: Character] = language == .chinese ? ["「": "『", "」": "』"] : ["“": "‘", "”": "’"]
        var body = String(text.map { inner[$0] ?? $0 })
        if let last = body.last, last == "。" || last == "." { body.removeLast() }
        return pick("「\(body)」", "“\(body)”")
    }

    /// Ends a text as a sentence.
    func sentence(_ text: String) -> String {
        guard let last = text.unicodeScalars.last else { return "" }
        return "。.!?！？…".unicodeScalars.contains(last) ? text : text + pick("。", ".")
    }

    /// Without the full stop, to go on after it.
    func unended(_ text: String) -> String {
        guard let last = text.last, last == "。" || last == "." else { return text }
        return String(text.dropLast())
    }

    func sentences(_ parts: [String]) -> String {
        parts.filter { !$0.isEmpty }.map { sentence(capitalised($0)) }.joined(separator: pick("", " "))
    }

    func capitalised(_ text: String) -> String {
        guard language == .english, let first = text.first else { return text }
        return first.uppercased() + text.dropFirst()
    }

    func number(_ value: Double) -> String {
        value == value.rounded() && abs(value) < 1e15 ? String(Int64(value)) : String((value * 100).rounded() / 100)
    }

    /// `2026年12月5日（周六）`, `Saturday, 5 December 2026`.
    func date(_ date: CalendarDate) -> String {
        pick("\(day(date))（\(weekday(date.weekday))）", "\(weekday(date.weekday)), \(day(date))")
    }

    func day(_ date: CalendarDate) -> String {
        pick("\(date.year)年\(date.month)月\(date.day)日", "\(date.day) \(month(date.month)) \(date.year)")
    }

    private func month(_ month: Int) -> String {
        let names = [
            "January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
            "November",
            "December",
        ]
        return names[max(1, min(12, month)) - 1]
    }

    /// `2026年12月`, `1 to 3 December 2026`: as short as the two days allow.
    func range(_ first: CalendarDate, _ last: CalendarDate) -> String {
        if first == last { return date(first) }
        guard first.year == last.year, first.month == last.month else {
            return pick("\(day(first))至\(day(last))", "\(day(first)) to \(day(last))")
        }
        if first.day == 1, last.adding(days: 1).day == 1 {
            return pick("\(first.year)年\(first.month)月", "\(month(first.month)) \(first.year)")
        }
        return pick("\(day(first))至\(last.day)日", "\(first.day) to \(day(last))")
    }

    /// A day that a member or a plan wrote as `YYYY-MM-DD`, in words; anything else as it is.
    func spoken(_ text: String) -> String { CalendarDate(text).map(date) ?? text }

    func weekday(_ day: Weekday) -> String {
        let index = Weekday.allCases.firstIndex(of: day) ?? 0
        return pick(
            ["周一", "周二", "周三", "周四", "周五", "周六", "周日"][index],
            ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"][index])
    }

    func weekdays(_ days: [Weekday]) -> String {
        let sorted = Weekday.allCases.filter(days.contains)
        if sorted.count == 7 { return pick("每天", "every day") }
        if sorted == Array(Weekday.allCases.prefix(5)) { return pick("周一至周五", "Monday to Friday") }
        if sorted == [.saturday, .sunday] { return pick("周末", "weekends") }
        return list(sorted.map(weekday))
    }

    func people(_ count: Int) -> String { pick("\(count)人", "\(count) people") }

    /// Where and when, for how many: only what the demand says, or the day that the plan has.
    func frame(_ context: Understanding.Context, kind: WorkKind = .event, day: CalendarDate? = nil) -> String {
        var parts: [String] = []
        if let count = context.expectedAttendees { parts.append(pick(people(count), "for \(people(count))")) }
        if let location = context.location { parts.append(pick(location, "in \(location)")) }
        if context.remote == true { parts.append(pick("线上", "online")) }
        if let last = context.dateEnd ?? context.date, kind.isDeliverable || context.date == nil {
            parts.append(pick("\(date(day ?? last))前完成", "by \(date(day ?? last))"))
        } else if let first = day ?? context.date {
            let last = day ?? context.dateEnd ?? first
            parts.append(first == last ? pick(date(first), "on \(date(first))") : pick("", "in ") + range(first, last))
        }
        return parts.joined(separator: pick("，", " "))
    }
}
