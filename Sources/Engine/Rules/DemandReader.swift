/// What a demand's text says in so many words. Nothing is guessed.
struct DemandReader {
    let text: FoldedText
    let tokens: [Tokenizer.Token]
    let hits: [Vocabulary.Hit]
    let language: Language
    let today: CalendarDate
    let date: DateReader.Found?
    /// Beginning and end of a long text: where numbers and days are looked for.
    let facts: FoldedText
    let fits = NeedFit.standard

    init(_ text: String, language: Language, today: CalendarDate) {
        self.text = FoldedText(text)
        tokens = Tokenizer.tokens(self.text)
        hits = NeedFit.standard.vocabulary.hits(in: self.text, tokens: tokens)
        self.language = language
        self.today = today
        facts =
            self.text.count <= 2_500
            ? self.text
            : FoldedText(self.text.quote(0..<1_500) + "\n" + self.text.quote((self.text.count - 999)..<self.text.count))
        date = DateReader(text: facts, today: today).read()
    }

    var vocabulary: Vocabulary { fits.vocabulary }

    /// The language whose script has the larger share; a Han character weighs like a short word.
    static func language(of text: String) -> Language {
        var han = 0, latin = 0
        for scalar in text.unicodeScalars.prefix(8_000) {
            let value = FoldedText.fold(scalar)
            if FoldedText.isHan(value) { han += 1 } else if FoldedText.isLatin(value) { latin += 1 }
        }
        return han > 0 && han * 3 >= latin ? .chinese : .english
    }

    // MARK: words around a hit

    func has(_ words: [String], before index: Int, within distance: Int) -> Bool {
        let start = max(0, index - distance)
        for word in words {
            let scalars = FoldedText.scalars(of: word)
            var from = start
            while let found = text.firstIndex(of: scalars, from: from, upTo: index) {
                let between = (found + scalars.count)..<index
                let startsWord =
                    !FoldedText.isLatin(scalars[0]) || found == 0 || !FoldedText.isLatin(text.scalars[found - 1])
                if startsWord, !between.contains(where: endsClause) { return true }
                from = found + 1
            }
        }
        return false
    }

    func has(_ words: [String], after index: Int, within distance: Int) -> Bool {
        for word in words {
            let scalars = FoldedText.scalars(of: word)
            if let found = text.firstIndex(of: scalars, from: index, upTo: index + distance + scalars.count) {
                if !(index..<found).contains(where: endsClause) { return true }
            }
        }
        return false
    }

    /// Whether a clause ends at `index`; the dots in `Three.js` and `2.5` do not end one.
    func endsClause(_ index: Int) -> Bool {
        let value = text.scalars[index]
        if value == 46 {
            let next = index + 1 < text.count ? text.scalars[index + 1] : 32
            return !FoldedText.isLatin(next) && !FoldedText.isDigit(next)
        }
        return DemandReader.endsClause(value)
    }

    static func endsClause(_ value: UInt32) -> Bool {
        // , ; ! ? line break and the Chinese marks
        value == 44 || value == 59 || value == 33 || value == 63 || value == 10 || value == 0x3002 || value == 0x3001
    }

    // MARK: needs in other words

    /// What somebody looks for, in their own words, when the vocabulary has none for it.
    func plainNeed() -> String? {
        let starts =
            language == .chinese
            ? [
                "想找一个", "想找一位", "想找个", "想找位", "找一个", "找一位", "找一家", "寻找", "想找", "找个", "找位", "找人", "需要一个", "需要一位", "需要",
                "求一个", "求", "缺",
            ]
            : [
                "looking for someone who can ", "looking for somebody who can ", "someone who can ",
                "somebody who can ", "someone to ", "somebody to ", "looking for an ", "looking for a ", "looking for ",
                "need an ", "need a ", "need some ", "need ", "want someone to ", "help me ",
            ]
        for start in starts {
            guard let range = text.find(language == .chinese ? start : TextLimit.trim(start)) else { continue }
            var index = range.upperBound
            while index < text.count, text.scalars[index] == 32 { index += 1 }
            var end = index
            var words = 0
            while end < text.count, end - index < (language == .chinese ? 14 : 48) {
                let value = text.scalars[end]
                if endsClause(end) || !isPlain(value) { break }
                if value == 32 {
                    words += 1
                    if language == .english, words >= 5 { break }
                }
                end += 1
            }
            var phrase = TextLimit.trim(text.quote(index..<end))
            for prefix in ["会", "懂", "能", "可以", "擅长"] where language == .chinese && phrase.hasPrefix(prefix) {
                phrase.removeFirst(prefix.count)
            }
            for suffix in ["的人", "的师傅", "的朋友", "的老师", "的"] where language == .chinese && phrase.hasSuffix(suffix) {
                phrase.removeLast(suffix.count)
            }
            if phrase.count >= 2 { return TextLimit.clip(phrase, 40) }
        }
        return nil
    }

    private func isPlain(_ value: UInt32) -> Bool {
        value == 32 || value == 45 || value == 39 || value == 46 || FoldedText.isHan(value) || FoldedText.isLatin(value)
            || FoldedText.isDigit(value)
    }

    // MARK: place

    private static let products = [
        "商城", "教育平台", "课程平台", "平台", "系统", "shop", "store", "course platform", "platform", "marketplace", "business",
    ]

    func isRemote() -> Bool? {
        var remote = false
        for word in [
            "线上", "远程", "在线", "网上", "云端", "online", "remote", "remotely", "virtual", "virtually", "腾讯会议", "zoom",
            "视频会议", "异地也行",
        ] {
            guard let range = text.find(word), !has(DemandReader.products, after: range.upperBound, within: 2) else {
                continue
            }
            remote = true
            break
        }
        var onSite = false
        for word in [
            "线下", "现场", "当面", "面对面", "in person", "in-person", "on site", "on-site", "onsite", "offline",
            "face to face",
        ]
        where text.contains(word) {
            onSite = true
            break
        }
        if remote && onSite { return nil }
        return remote ? true : onSite ? false : nil
    }

    func location() -> String? {
        let found = Cities.standard.hits(in: text, tokens: tokens)
        let prepositions = ["在", "于", "去", "到", "来", "in ", "at ", "near ", "around ", "to "]
        let chosen =
            found.first { has(prepositions, before: $0.range.lowerBound, within: 4) && !isAway($0.range) }
            ?? found.first
        return chosen.map { Cities.standard.cities[$0.city].name(language) }
    }

    /// Where somebody only is at the moment or comes from.
    private func isAway(_ range: Range<Int>) -> Bool {
        has(["来自", "from "], before: range.lowerBound, within: 5)
            || has(["出差", "工作"], after: range.upperBound, within: 1)
    }

    // MARK: people

    private static let personWords = [
        "people", "persons", "person", "guests", "guest", "attendees", "participants", "visitors", "employees",
        "colleagues", "students", "kids",
        "children", "friends", "members", "developers", "founders", "designers", "seats", "pax", "of us",
    ]

    func headCount() -> Int? {
        let numbers = NumberReader(text: facts)
        var index = 0
        while index < facts.count {
            let value = facts.scalars[index]
            let startsNumber =
                index == 0 || !(FoldedText.isDigit(facts.scalars[index - 1]) || facts.scalars[index - 1] == 46)
            guard startsNumber, FoldedText.isDigit(value) || FoldedText.isHan(value) || FoldedText.isLatin(value),
                var found = numbers.number(at: index)
            else {
                index += 1
                continue
            }
            // 30-50人, 30到50人: room for all.
            var next = found.end
            for joint in ["-", "到", "至", "~", "～", " to ", " - "] where facts.has(joint, at: next) {
                if let upper = numbers.number(at: next + joint.unicodeScalars.count), upper.value > found.value {
                    found = upper
                }
            }
            next = found.end
            if countsPeople(after: &next), found.value >= 2, found.value <= 1_000_000,
                found.value == found.value.rounded()
            {
                return Int(found.value)
            }
            index = max(index + 1, found.end)
        }
        return nil
    }

    private func countsPeople(after index: inout Int) -> Bool {
        while index < facts.count,
            facts.scalars[index] == 32 || facts.scalars[index] == 43 || facts.scalars[index] == 45
        {
            index += 1
        }
        for word in ["多", "余", "来", "几", "左右"] where facts.has(word, at: index) { index += word.unicodeScalars.count }
        for word in ["位", "名", "个"] where facts.has(word, at: index) {
            let end = index + 1
            let names = [
                "人", "观众", "听众", "朋友", "同事", "同学", "学生", "员工", "客人", "来宾", "参会者", "参与者", "小朋友", "孩子", "用户", "宾客", "学员",
                "会员",
            ]
            if names.contains(where: { facts.has($0, at: end) }) { return true }
            // 3位讲师 is how many are sought, not how many come.
            return false
        }
        if facts.has("人", at: index) {
            let after = index + 1
            return !["民币", "均", "力", "份", "工"].contains { facts.has($0, at: after) }
        }
        for adjective in ["young ", "local ", "invited ", "tech ", "or so "] where facts.has(adjective, at: index) {
            index += adjective.unicodeScalars.count
        }
        for word in DemandReader.personWords where facts.has(word, at: index) {
            let end = index + word.unicodeScalars.count
            return end >= facts.count || !FoldedText.isLatin(facts.scalars[end])
        }
        return false
    }

    // MARK: time

    func urgency() -> Level {
        for word in ["不急", "不着急", "慢慢来", "no rush", "no hurry", "whenever", "not urgent"] where text.contains(word) {
            return .low
        }
        for word in [
            "紧急", "尽快", "马上", "立刻", "赶紧", "急需", "急找", "急", "asap", "urgent", "urgently", "immediately", "right away",
            "as soon as possible",
        ]
        where text.contains(word) { return .high }
        if let day = date?.first ?? date?.last, day.daysSinceEpoch - today.daysSinceEpoch <= 3 { return .high }
        return .medium
    }

    func preferredTime() -> Understanding.Timeline.PreferredTime? {
        for word in ["晚上", "今晚", "明晚", "傍晚", "evening", "evenings", "tonight", "at night"] where text.contains(word) {
            return .evening
        }
        for word in ["周末", "周六", "周日", "星期六", "星期天", "weekend", "weekends", "saturday", "sunday"]
        where text.contains(word) {
            return .weekend
        }
        for word in ["工作日", "weekday", "weekdays"] where text.contains(word) { return .weekday }
        return nil
    }
}
