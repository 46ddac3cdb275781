internal import FoundationEssentials

/// Takes the outermost level of a JSON text apart and leaves what is inside unread.
///
/// A network passes on what its members send, in one answer for many messages. One that nests too deeply, or holds what only some
/// parsers take (`NaN`, half a surrogate pair), must not cost the others.
enum JSONParts {
    /// The members of an object by key, the last one of each; nil when the text is no object. Keys with escapes are left out.
    static func members(_ text: ArraySlice<UInt8>) -> [String: ArraySlice<UInt8>]? {
        var scanner = Scanner(text)
        guard scanner.take(UInt8(ascii: "{")) else { return nil }
        var members: [String: ArraySlice<UInt8>] = [:]
        if scanner.take(UInt8(ascii: "}")) { return scanner.isAtEnd ? members : nil }
        repeat {
            guard let key = scanner.value(), key.first == UInt8(ascii: "\""), scanner.take(UInt8(ascii: ":")),
                let value = scanner.value()
            else { return nil }
            let name = key.dropFirst().dropLast()
            if !name.contains(UInt8(ascii: "\\")) { members[String(decoding: name, as: UTF8.self)] = value }
        } while scanner.take(UInt8(ascii: ","))
        return scanner.take(UInt8(ascii: "}")) && scanner.isAtEnd ? members : nil
    }

    /// The elements of an array; nil when the text is no array.
    static func elements(_ text: ArraySlice<UInt8>) -> [ArraySlice<UInt8>]? {
        var scanner = Scanner(text)
        guard scanner.take(UInt8(ascii: "[")) else { return nil }
        var elements: [ArraySlice<UInt8>] = []
        if scanner.take(UInt8(ascii: "]")) { return scanner.isAtEnd ? elements : nil }
        repeat {
            guard let value = scanner.value() else { return nil }
            elements.append(value)
        } while scanner.take(UInt8(ascii: ","))
        return scanner.take(UInt8(ascii: "]")) && scanner.isAtEnd ? elements : nil
    }

    /// A text as JSON, in quotes.
    static func quoted(_ text: String) -> String {
        var result = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"": result += "\\\""
            case "\\": result += "\\\\"
            case "\u{0}"..<" ":
                let digits = String(scalar.value, radix: 16)
                result += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result + "\""
    }

    private struct Scanner {
        private let text: ArraySlice<UInt8>
        private var index: Int

        init(_ text: ArraySlice<UInt8>) {
            self.text = text
            index = text.startIndex
            skipSpace()
        }

        var isAtEnd: Bool { index == text.endIndex }

        private mutating func skipSpace() {
            while index < text.endIndex, [32, 9, 10, 13].contains(text[index]) { index += 1 }
        }

        mutating func take(_ byte: UInt8) -> Bool {
            guard index < text.endIndex, text[index] == byte else { return false }
            index += 1
            skipSpace()
            return true
        }

        /// The next value with everything in it.
        mutating func value() -> ArraySlice<UInt8>? {
            let start = index
            var depth = 0
            while index < text.endIndex {
                switch text[index] {
                case UInt8(ascii: "\""): guard skipString() else { return nil }
                case UInt8(ascii: "{"), UInt8(ascii: "["):
                    depth += 1
                    index += 1
                    continue
                case UInt8(ascii: "}"), UInt8(ascii: "]"):
                    guard depth > 0 else { return nil }
                    depth -= 1
                    index += 1
                default:
                    index += 1
                    // A number or a word ends before what cannot be in it.
                    if depth == 0 {
                        while index < text.endIndex, !",]}: \t\n\r".utf8.contains(text[index]) { index += 1 }
                    }
                }
                guard depth > 0 else {
                    let value = text[start..<index]
                    skipSpace()
                    return value
                }
            }
            return nil
        }

        private mutating func skipString() -> Bool {
            index += 1
            while index < text.endIndex {
                switch text[index] {
                case UInt8(ascii: "\\"): index += 2
                case UInt8(ascii: "\""):
                    index += 1
                    return true
                default: index += 1
                }
            }
            return false
        }
    }
}

/// The members of an object of which some are wanted: null and what is not there are the same.
struct JSONFields {
    /// A member is there and of another type than is wanted.
    struct WrongType: Error, Hashable {
        var key: String
    }

    private let members: [String: ArraySlice<UInt8>]

    /// Nil when the text is no object.
    init?(_ text: ArraySlice<UInt8>) {
        guard let members = JSONParts.members(text) else { return nil }
        self.members = members
    }

    /// The bytes of a member.
    func part(_ key: String) -> ArraySlice<UInt8>? {
        guard let value = members[key], !value.elementsEqual("null".utf8) else { return nil }
        return value
    }

    func fields(_ key: String) -> JSONFields? { part(key).flatMap(JSONFields.init) }

    func text(_ key: String) throws(WrongType) -> String? { try value(key, String.self) }
    func number(_ key: String) throws(WrongType) -> Double? { try value(key, Double.self) }
    func flag(_ key: String) throws(WrongType) -> Bool? { try value(key, Bool.self) }

    /// A whole number, however it is written: `80.0` is 80.
    func whole(_ key: String) throws(WrongType) -> Int? {
        guard let number = try number(key) else { return nil }
        guard let whole = Int(exactly: number) else { throw WrongType(key: key) }
        return whole
    }

    /// By key, the bytes of every member.
    var all: [String: ArraySlice<UInt8>] { members }

    private func value<Value: Decodable>(_ key: String, _ type: Value.Type) throws(WrongType) -> Value? {
        guard let part = part(key) else { return nil }
        // In an array, because not every version of the decoder takes a bare value.
        guard
            let values = try? JSONDecoder().decode([Value].self, from: Data(Array("[".utf8) + part + Array("]".utf8))),
            values.count == 1
        else { throw WrongType(key: key) }
        return values[0]
    }
}
