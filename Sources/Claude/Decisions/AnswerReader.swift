internal import Engine
internal import FoundationEssentials

/// What is wrong with an answer, in words that the model is told.
struct AnswerFault: Error, Sendable, Hashable {
    var text: String

    init(_ text: String) {
        self.text = text
    }
}

/// Reads an answer tolerantly: words around the object, numbers as text, one value instead of a list, and missing optional members
/// are no fault. What a decision rests on is demanded.
struct AnswerReader: Sendable {
    private let members: [String: JSONValue]

    init(_ text: String) throws(AnswerFault) {
        guard let object = JSONRepair.object(in: text),
            let value = try? JSONDecoder().decode(JSONValue.self, from: Data(object.utf8)),
            case .object(let members) = value
        else { throw AnswerFault("It is not a JSON object.") }
        self.members = members
    }

    private init(_ members: [String: JSONValue]) {
        self.members = members
    }

    /// Empty when there is none.
    func text(_ name: String) -> String {
        switch members[name] {
        case .string(let value)?: DataText.clean(value)
        case .integer(let value)?: String(value)
        case .number(let value)?: String(value)
        default: ""
        }
    }

    func demandedText(_ name: String) throws(AnswerFault) -> String {
        let value = text(name)
        guard value.contains(where: { !$0.isWhitespace }) else { throw AnswerFault("\"\(name)\" is empty.") }
        return value
    }

    func texts(_ name: String) -> [String] {
        switch members[name] {
        case .array(let values)?: values.compactMap(\.stringValue).map(DataText.clean)
        case .string(let value)? where !value.isEmpty: [DataText.clean(value)]
        default: []
        }
    }

    func number(_ name: String) -> Double? {
        switch members[name] {
        case .integer(let value)?: Double(value)
        case .number(let value)?: value.isFinite ? value : nil
        case .string(let value)?: Double(value).flatMap { $0.isFinite ? $0 : nil }
        default: nil
        }
    }

    /// - Parameter fallback: for a missing one; nil demands it.
    func integer(_ name: String, or fallback: Int? = nil) throws(AnswerFault) -> Int {
        if let value = number(name), abs(value) < 1e9 { return Int(value.rounded()) }
        guard let fallback else { throw AnswerFault("\"\(name)\" is not a number.") }
        return fallback
    }

    func boolean(_ name: String) throws(AnswerFault) -> Bool {
        switch members[name] {
        case .bool(let value)?: return value
        case .string(let value)?:
            if let value = Bool(value.lowercased()) { return value }
        default: break
        }
        throw AnswerFault("\"\(name)\" is neither true nor false.")
    }

    func optionalBoolean(_ name: String) -> Bool? { try? boolean(name) }

    /// - Parameter fallback: for a missing or unknown one; nil demands one of the type's values.
    func choice<Value: RawRepresentable>(_ name: String, or fallback: Value? = nil) throws(AnswerFault) -> Value
    where Value.RawValue == String {
        let given = text(name)
        if let value = Value(rawValue: given) ?? Value(rawValue: given.lowercased()) { return value }
        guard let fallback else { throw AnswerFault("\"\(name)\" must be one of the values given.") }
        return fallback
    }

    /// One of the ids or values that were put in; anything else is a fault, never a guess.
    func known(_ name: String, in values: Set<String>) throws(AnswerFault) -> String {
        let value = text(name)
        guard values.contains(value) else {
            throw AnswerFault("\(AnswerReader.quoted(value)) in \"\(name)\" is not one of those given.")
        }
        return value
    }

    func knownList(_ name: String, in values: Set<String>) throws(AnswerFault) -> [String] {
        let list = texts(name)
        if let stranger = list.first(where: { !values.contains($0) }) {
            throw AnswerFault("\(AnswerReader.quoted(stranger)) in \"\(name)\" is not one of those given.")
        }
        var seen: Set<String> = []
        return list.filter { seen.insert($0).inserted }
    }

    func objects(_ name: String) -> [AnswerReader] {
        switch members[name] {
        case .array(let values)?:
            values.compactMap { if case .object(let members) = $0 { AnswerReader(members) } else { nil } }
        case .object(let members)?: [AnswerReader(members)]
        default: []
        }
    }

    func object(_ name: String) throws(AnswerFault) -> AnswerReader {
        guard case .object(let members)? = members[name] else { throw AnswerFault("\"\(name)\" is missing.") }
        return AnswerReader(members)
    }

    /// A day, or nil for an empty or missing one.
    func day(_ name: String) throws(AnswerFault) -> CalendarDate? {
        let value = text(name)
        guard !value.isEmpty else { return nil }
        guard let day = CalendarDate(value) else {
            throw AnswerFault("\"\(name)\" is not a day in the form YYYY-MM-DD.")
        }
        return day
    }

    func points(_ name: String) -> [NegotiationPoint] {
        objects(name).map {
            NegotiationPoint(
                aspect: $0.text("aspect"), currentValue: $0.text("now"), desiredValue: $0.text("wanted"),
                reason: $0.text("reason"))
        }
    }

    /// A value of an answer as it may stand in the next question.
    static func quoted(_ value: String) -> String {
        OrderedJSON.string(DataText.clip(value, 60)).text(isData: true)
    }
}
