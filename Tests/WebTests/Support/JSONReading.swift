import Engine
import FoundationEssentials

extension RawClient.Reply {
    /// The body; `null` when it is no JSON.
    var json: JSONValue { (try? JSONDecoder().decode(JSONValue.self, from: Data(body))) ?? .null }
}

extension JSONValue {
    var int: Int? { if case .integer(let value) = self { Int(value) } else { nil } }
}

extension JSONValue? {
    subscript(key: String) -> JSONValue? { self?[key] }
    var string: String? { self?.stringValue }
    var int: Int? { self?.int }
    /// Empty for what is no array.
    var array: [JSONValue] { if case .array(let items)? = self { items } else { [] } }
}
