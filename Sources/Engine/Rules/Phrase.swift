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

    func quote(_ text: String) -> String { pick("「\(text)」", "“\(text)”") }

    /// Ends a text as a sentence.
    func sentence(_ text: String) -> String {
        guard let last = text.unicodeScalars.last else { return "" }
        return "。.!?！？…".unicodeScalars.contains(last) ? text : text + pick("。", ".")
    }

    func sentences(_ parts: [String]) -> String {
        parts.filter { !$0.isEmpty }.map { sentence(capitalised($0)) }.joined(separator: pick("", " "))
    }

    func capitalised(_ text: String) -> String {
        guard language == .english, let first = text.first else { return text }
        return first.uppercased() + text.dropFirst()
    }

    func money(_ money: Money) -> String { amount(money.amount, money.currency) }

    func amount(_ value: Double, _ currency: String) -> String {
        let number = number(value)
        switch (currency, language) {
        case ("CNY", .chinese): return number + "元"
        case ("USD", .chinese): return number + "美元"
        case ("EUR", .chinese): return number + "欧元"
        default: return number + " " + currency
        }
    }

    func number(_ value: Double) -> String {
        value == value.rounded() && abs(value) < 1e15 ? String(Int64(value)) : String((value * 100).rounded() / 100)
    }

    func price(_ price: Price) -> String {
        let sum = amount(price.amount, price.currency)
        switch price.per {
        case .hour: return sum + pick("/小时", " an hour")
        case .day: return sum + pick("/天", " a day")
        case .event: return sum + pick("/场", " an event")
        case .item: return sum + pick("/件", " an item")
        }
    }

    func date(_ date: CalendarDate) -> String {
        pick("\(date.description)（\(weekday(date.weekday))）", "\(weekday(date.weekday)), \(date.description)")
    }

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

    /// Where and when, for how many: only what the demand says.
    func frame(_ context: Understanding.Context) -> String {
        var parts: [String] = []
        if let date = context.date {
            parts.append(context.dateEnd.map { pick("\(date.description)至\($0.description)", "\(date.description) to \($0.description)") } ?? self.date(date))
        } else if let last = context.dateEnd {
            parts.append(pick("最晚\(self.date(last))", "by \(self.date(last))"))
        }
        if let location = context.location { parts.append(pick("地点\(location)", "in \(location)")) }
        if context.remote == true { parts.append(pick("线上进行", "online")) }
        if let count = context.expectedAttendees { parts.append(pick("规模\(people(count))", "for \(people(count))")) }
        return parts.joined(separator: pick("，", ", "))
    }
}
