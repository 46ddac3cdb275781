/// Turns one record of an import into a member and reports every fault in it.
struct MemberReader {
    private(set) var fields: [String: PositionedJSON] = [:]
    private let line: Int
    private let prefix: String
    private(set) var report: ImportReport
    /// What agents elsewhere say: fields that nobody knows are passed over, texts are cleaned and cut, lists are cut. Otherwise each of
    /// these is a fault.
    let isLenient: Bool

    static func member(_ record: ImportRecord, isLenient: Bool = false, _ report: inout ImportReport) -> Member? {
        let known = [
            "id", "display_name", "kind", "summary", "capabilities", "languages", "places", "remote", "availability",
            "notice_days", "price",
            "capacity", "declines", "style", "conditions", "public_fields",
        ]
        var reader = MemberReader(
            record.fields, line: record.line, prefix: "", known: known, isLenient: isLenient, report)
        let member = reader.member()
        report = reader.report
        return member
    }

    init(
        _ fields: [(key: String, value: PositionedJSON)], line: Int, prefix: String, known: [String],
        isLenient: Bool = false, _ report: ImportReport
    ) {
        self.line = line
        self.prefix = prefix
        self.isLenient = isLenient
        self.report = report
        for (key, value) in fields {
            if known.contains(key) {
                // null is an open field.
                if case .null = value.value { continue }
                self.fields[key] = value
            } else if !isLenient {
                self.report.add(value.line, prefix + key, "unknown field")
            }
        }
    }

    mutating func fault(_ key: String, _ problem: String) {
        report.add(fields[key]?.line ?? line, prefix + key, problem)
    }

    /// Reads a nested object with its own keys.
    mutating func nested<Value>(
        _ json: PositionedJSON, _ path: String, _ known: [String], _ read: (inout MemberReader) -> Value?
    ) -> Value? {
        guard case .object(let fields) = json.value else {
            report.add(json.line, path, "not an object")
            return nil
        }
        var reader = MemberReader(
            fields, line: json.line, prefix: path + ".", known: known, isLenient: isLenient, report)
        let value = read(&reader)
        report = reader.report
        return value
    }

    // MARK: the member

    private mutating func member() -> Member? {
        let id = text("id", limit: 64, isRequired: true)
        if let id, !MemberReader.isID(id) {
            fault("id", "only a–z, 0–9, _ and -, beginning with a letter or digit, at most 64")
        }
        if let id, id.hasPrefix(SimulatedCast.idPrefix) {
            fault("id", "must not begin with \(SimulatedCast.idPrefix): those are simulated members")
        }
        let name = text("display_name", limit: 80, isRequired: true, isName: true)
        let kind = choice("kind", Member.Kind.self) ?? .auto
        let summary = text("summary", limit: 2_000) ?? ""
        let capabilities = objects("capabilities") { $0.capability($1, $2) }
        let languages = texts("languages", limit: 8)
        for language in languages where !MemberReader.isLanguage(language) {
            fault("languages", "not an ISO 639-1 code: \(language)")
        }
        let places = objects("places") { $0.place($1, $2) }
        let availability = objects("availability") { $0.availability($1, $2) }
        let notice = integer("notice_days", 0...366)
        let price = fields["price"].flatMap { json in
            nested(json, prefix + "price", ["amount", "currency", "per", "negotiable"]) { $0.price() }
        }
        let capacity = fields["capacity"].flatMap { json in
            nested(json, prefix + "capacity", ["min", "max"]) { $0.capacity() }
        }
        let declines = texts("declines", limit: 200)
        let style = fields["style"].flatMap { json in
            nested(json, prefix + "style", ["openness", "patience", "detail"]) { $0.style() }
        }
        let conditions = objects("conditions") { $0.condition($1, $2) }
        if Set(conditions.map(\.id)).count != conditions.count {
            fault("conditions", "two conditions with the same id")
        }
        var publicFields = texts("public_fields", limit: 40)
        for field in publicFields where !MemberReader.publicNames.contains(field) && !isLenient {
            fault("public_fields", "no such profile field: \(field)")
        }
        publicFields.removeAll { !MemberReader.publicNames.contains($0) }
        let remote = flag("remote")
        guard let id, let name else { return nil }
        return Member(
            id: id, displayName: name, kind: kind, summary: summary, capabilities: capabilities, languages: languages,
            places: places,
            remote: remote, availability: availability, noticeDays: notice, price: price, capacity: capacity,
            declines: declines,
            style: style ?? .balanced, conditions: conditions, publicFields: publicFields)
    }

    static let publicNames: Set<String> = [
        "display_name", "kind", "summary", "capabilities", "languages", "places", "remote", "availability",
        "notice_days", "price", "capacity",
        "declines", "style", "conditions",
    ]

    private mutating func capability(_ json: PositionedJSON, _ path: String) -> Member.Capability? {
        if case .string = json.value {
            report.add(json.line, path, "not an object with a name")
            return nil
        }
        return nested(json, path, ["name", "tags", "level"]) { reader in
            guard let name = reader.text("name", limit: 80, isRequired: true, isName: true) else { return nil }
            return Member.Capability(
                name: name, tags: reader.texts("tags", limit: 80),
                level: reader.choice("level", Member.Capability.Level.self))
        }
    }

    private mutating func place(_ json: PositionedJSON, _ path: String) -> Member.Place? {
        nested(json, path, ["city", "radius_km"]) { reader in
            guard let city = reader.text("city", limit: 80, isRequired: true, isName: true) else { return nil }
            return Member.Place(city: city, radiusKilometres: reader.integer("radius_km", 0...20_000))
        }
    }

    private mutating func availability(_ json: PositionedJSON, _ path: String) -> Member.Availability? {
        nested(json, path, ["weekdays", "from", "to"]) { reader in
            let names = reader.texts("weekdays", limit: 10)
            let weekdays = names.compactMap(Weekday.init(rawValue:))
            if weekdays.count != names.count {
                reader.fault("weekdays", "weekdays are mon, tue, wed, thu, fri, sat, sun")
            }
            if names.isEmpty { reader.fault("weekdays", "no weekday") }
            let from = reader.text("from", limit: 5) ?? "00:00"
            let to = reader.text("to", limit: 5) ?? "24:00"
            for (key, value) in [("from", from), ("to", to)] where !MemberReader.isTime(value) {
                reader.fault(key, "not HH:MM")
            }
            return Member.Availability(weekdays: weekdays, from: from, to: to)
        }
    }

    mutating func price() -> Price? {
        let amount = number("amount", 0...1e12, isRequired: true)
        let currency = text("currency", limit: 3, isRequired: true)
        if let currency, !DecisionValidator.isSum(0, currency) { fault("currency", "not an ISO 4217 code") }
        let unit = choice("per", Price.Unit.self)
        if unit == nil, fields["per"] == nil { fault("per", "missing") }
        let negotiable = flag("negotiable")
        guard let amount, let currency, let unit else { return nil }
        return Price(amount: amount, currency: currency, per: unit, negotiable: negotiable)
    }

    private mutating func capacity() -> Member.Capacity? {
        let capacity = Member.Capacity(min: integer("min", 0...1_000_000), max: integer("max", 0...1_000_000))
        if let least = capacity.min, let most = capacity.max, least > most { fault("min", "above max") }
        return capacity
    }

    private mutating func style() -> Member.Style? {
        Member.Style(
            openness: integer("openness", 0...100) ?? 50, patience: integer("patience", 0...100) ?? 50,
            detail: integer("detail", 0...100) ?? 50)
    }

    private mutating func condition(_ json: PositionedJSON, _ path: String) -> Condition? {
        nested(json, path, ["id", "kind", "operator", "value", "text"]) { reader in
            let id = reader.text("id", limit: 80, isRequired: true)
            let kind = reader.choice("kind", Condition.Kind.self, isRequired: true)
            let comparison = reader.choice("operator", Condition.Comparison.self, isRequired: true)
            let text = reader.text("text", limit: 200, isRequired: true)
            let value = reader.conditionValue()
            guard let id, let kind, let comparison, let text, let value else { return nil }
            return Condition(id: id, kind: kind, comparison: comparison, value: value, text: text)
        }
    }

    mutating func conditionValue() -> Condition.Value? {
        guard let json = fields["value"] else {
            fault("value", "missing")
            return nil
        }
        switch json.value {
        case .number(let number): return .number(number)
        case .string: return text("value", limit: 200, isRequired: true).map(Condition.Value.text)
        case .array: return .list(texts("value", limit: 200))
        default:
            fault("value", "not a number, text or list of texts")
            return nil
        }
    }

    // MARK: fields

    mutating func text(_ key: String, limit: Int, isRequired: Bool = false, isName: Bool = false) -> String? {
        guard let json = fields[key] else {
            if isRequired { fault(key, "missing") }
            return nil
        }
        guard case .string(let text) = json.value else {
            fault(key, "not a text")
            return nil
        }
        return checked(text, key, limit: limit, isRequired: isRequired, isName: isName)
    }

    private mutating func checked(
        _ text: String, _ key: String, limit: Int, isRequired: Bool, isName: Bool
    ) -> String? {
        if isRequired, text.unicodeScalars.allSatisfy(TextLimit.isInvisible) {
            fault(key, "empty")
            return nil
        }
        guard var text = allowed(text, key, limit: limit) else { return nil }
        func isBreak(_ scalar: Unicode.Scalar) -> Bool { scalar.value == 10 || scalar.value == 13 || scalar.value == 9 }
        if isName, text.unicodeScalars.contains(where: isBreak) {
            guard isLenient else {
                fault(key, "a name has one line")
                return nil
            }
            text = TextLimit.trim(
                String(String.UnicodeScalarView(text.unicodeScalars.map { isBreak($0) ? " " : $0 })))
        }
        return text
    }

    /// The text if it is neither too long nor hostile; from elsewhere, without what is hostile and cut.
    /// - Parameter limit: Unicode scalar values, as JSON Schema counts: a character may consist of any number of them.
    mutating func allowed(_ text: String, _ key: String, limit: Int) -> String? {
        if isLenient {
            let clean = TextLimit.clip(TextLimit.clean(text), limit)
            // A character may consist of any number of scalars.
            return clean.unicodeScalars.count <= limit
                ? clean : String(String.UnicodeScalarView(clean.unicodeScalars.prefix(limit)))
        }
        if text.unicodeScalars.count > limit {
            fault(key, "longer than \(limit) characters")
            return nil
        }
        if text.unicodeScalars.contains(where: TextLimit.isHostile) {
            fault(key, "control or direction characters are not allowed")
            return nil
        }
        return text
    }

    mutating func texts(_ key: String, limit: Int, most: Int = 50) -> [String] {
        guard let json = fields[key] else { return [] }
        guard case .array(let items) = json.value else {
            fault(key, "not a list")
            return []
        }
        if items.count > most, !isLenient { fault(key, "more than \(most) entries") }
        return items.prefix(most).compactMap { item in
            guard case .string(let text) = item.value else {
                report.add(item.line, prefix + key, "not a text")
                return nil
            }
            if isLenient, text.unicodeScalars.allSatisfy(TextLimit.isInvisible) { return nil }
            return checked(text, key, limit: limit, isRequired: true, isName: false)
        }
    }

    mutating func objects<Value>(
        _ key: String, most: Int = 50, _ read: (inout MemberReader, PositionedJSON, String) -> Value?
    ) -> [Value] {
        guard let json = fields[key] else { return [] }
        guard case .array(let items) = json.value else {
            fault(key, "not a list")
            return []
        }
        if items.count > most, !isLenient { fault(key, "more than \(most) entries") }
        var values: [Value] = []
        for (index, item) in items.prefix(most).enumerated() {
            if let value = read(&self, item, "\(prefix)\(key)[\(index)]") { values.append(value) }
        }
        return values
    }

    private mutating func number(_ key: String, _ range: ClosedRange<Double>, isRequired: Bool = false) -> Double? {
        guard let json = fields[key] else {
            if isRequired { fault(key, "missing") }
            return nil
        }
        guard case .number(let number) = json.value else {
            fault(key, "not a number")
            return nil
        }
        guard range.contains(number) else {
            fault(
                key,
                "not between \(Phrase(language: .english).number(range.lowerBound)) and \(Phrase(language: .english).number(range.upperBound))"
            )
            return nil
        }
        return number
    }

    mutating func integer(_ key: String, _ range: ClosedRange<Int>) -> Int? {
        guard let number = number(key, Double(range.lowerBound)...Double(range.upperBound)) else { return nil }
        guard number == number.rounded() else {
            fault(key, "not a whole number")
            return nil
        }
        return Int(number)
    }

    private mutating func flag(_ key: String) -> Bool? {
        guard let json = fields[key] else { return nil }
        guard case .bool(let value) = json.value else {
            fault(key, "not true or false")
            return nil
        }
        return value
    }

    mutating func choice<Choice: RawRepresentable>(_ key: String, _ type: Choice.Type, isRequired: Bool = false)
        -> Choice?
    where Choice.RawValue == String {
        guard let text = text(key, limit: 40, isRequired: isRequired) else { return nil }
        guard let choice = Choice(rawValue: text) else {
            fault(key, "not one of the values allowed: \(text)")
            return nil
        }
        return choice
    }

    // MARK: forms

    static func isID(_ id: String) -> Bool {
        let bytes = Array(id.utf8)
        guard (1...64).contains(bytes.count) else { return false }
        func plain(_ byte: UInt8) -> Bool { (byte >= 97 && byte <= 122) || (byte >= 48 && byte <= 57) }
        return plain(bytes[0]) && bytes.allSatisfy { plain($0) || $0 == UInt8(ascii: "-") || $0 == UInt8(ascii: "_") }
    }

    private static func isLanguage(_ code: String) -> Bool {
        code.utf8.count == 2 && code.utf8.allSatisfy { $0 >= 97 && $0 <= 122 }
    }

    private static func isTime(_ text: String) -> Bool {
        let bytes = Array(text.utf8)
        guard bytes.count == 5, bytes[2] == UInt8(ascii: ":"), let hour = Int(text.prefix(2)),
            let minute = Int(text.suffix(2)),
            bytes[0] >= 48, bytes[0] <= 57, bytes[3] >= 48, bytes[3] <= 57
        else { return false }
        return (hour < 24 && minute < 60) || (hour == 24 && minute == 0)
    }
}
