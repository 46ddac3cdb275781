import Engine

extension ConfigurationKey {
    /// The text of a value, not yet checked against its bounds; nil for `null`, which returns a setting to its static value.
    func text(of value: JSONValue) throws(ConfigurationValueFault) -> String? {
        switch (value, entry.kind) {
        case (.null, _): return nil
        case (.string(let text), _): return text
        case (.bool(let flag), .boolean): return flag ? "true" : "false"
        case (.integer(let number), .integer), (.integer(let number), .number): return String(number)
        case (.number(let number), .number): return Kind.plain(number)
        case (.number(let number), .integer): return "\(number)"
        case (.array(let items), .origins), (.array(let items), .networks), (.array(let items), .list),
            (.array(let items), .admission):
            var texts: [String] = []
            for item in items {
                guard case .string(let text) = item, !text.isEmpty,
                    !text.contains(where: { $0 == "," || $0.isWhitespace })
                else { throw ConfigurationValueFault("must be an array of plain strings", "必须是字符串数组，字符串中不能有逗号和空白") }
                texts.append(text)
            }
            return texts.joined(separator: ",")
        case (.object(let members), .models):
            var pairs: [String] = []
            for (name, value) in members.sorted(by: { $0.key < $1.key }) {
                guard case .string(let id) = value, !id.isEmpty, !id.contains(where: { $0 == "," || $0.isWhitespace })
                else { throw ConfigurationValueFault("\(name) must be a model id", "\(name) 必须是模型 ID") }
                pairs.append("\(name)=\(id)")
            }
            return pairs.joined(separator: ",")
        default:
            let kind = entry.kind.jsonDescription
            throw ConfigurationValueFault("must be \(kind.english)", "必须是\(kind.chinese)")
        }
    }

    /// The checked value of a live setting. Unlike in a file, an empty list is a value: none.
    func liveValue(_ text: String) throws(ConfigurationValueFault) -> ConfigurationValue {
        guard text.utf8.count <= 16_384 else { throw ConfigurationValueFault("is too long", "过长") }
        if text.isEmpty {
            if case .origins = entry.kind { return .list([]) }
            throw ConfigurationValueFault(
                "must not be empty; null returns it to its static value", "不能为空；用 null 恢复静态值")
        }
        return try entry.kind.parse(text)
    }
}

extension ConfigurationKey.Kind {
    var name: String {
        switch self {
        case .text: "text"
        case .choice: "choice"
        case .boolean: "boolean"
        case .integer: "integer"
        case .number: "number"
        case .list: "list"
        case .origins: "origins"
        case .networks: "networks"
        case .webURL: "url"
        case .databaseURL: "database"
        case .models: "models"
        case .path: "path"
        case .hostName, .agentID, .admission: "text"
        }
    }

    fileprivate var jsonDescription: Wording {
        switch self {
        case .boolean: Wording("true or false", " true 或 false")
        case .integer: Wording("a whole number", "整数")
        case .number: Wording("a number", "数字")
        case .list, .origins, .networks, .admission: Wording("an array of strings", "字符串数组")
        case .models: Wording("a model id or an object of class and model id", "模型 ID，或由类别和模型 ID 组成的对象")
        default: Wording("a string", "字符串")
        }
    }

    var choices: [String]? { if case .choice(let choices) = self { choices } else { nil } }

    var bounds: ClosedRange<Double>? {
        switch self {
        case .integer(let range): Double(range.lowerBound)...Double(range.upperBound)
        case .number(let range): range
        default: nil
        }
    }
}

extension ConfigurationValue {
    /// As the admin API shows it; a database without its password.
    var json: JSONValue {
        switch self {
        case .text(let text): .string(text)
        case .boolean(let flag): .bool(flag)
        case .integer(let number): .integer(Int64(number))
        case .number(let number): .number(number)
        case .list(let items): .array(items.map(JSONValue.string))
        case .models(let ids):
            if ids.count == 1, let id = ids[""] { .string(id) } else { .object(ids.mapValues(JSONValue.string)) }
        case .database(let address): .string(address.masked)
        }
    }
}
