internal import Engine

/// JSON whose members keep their order: the order of a schema is the order in which a model writes, and equal questions have to
/// be equal bytes.
indirect enum OrderedJSON: Sendable, Hashable {
    struct Member: Sendable, Hashable {
        var name: String
        var value: OrderedJSON
    }

    case null
    case bool(Bool)
    case integer(Int)
    case number(Double)
    case string(String)
    case array([OrderedJSON])
    case object([Member])

    /// Members without a value are left out.
    static func object(_ members: KeyValuePairs<String, OrderedJSON?>) -> OrderedJSON {
        .object(members.compactMap { name, value in value.map { Member(name: name, value: $0) } })
    }

    static func strings(_ values: [String]) -> OrderedJSON { .array(values.map(OrderedJSON.string)) }

    /// Left out when empty.
    static func text(_ value: String) -> OrderedJSON? { value.isEmpty ? nil : .string(value) }

    /// Left out when empty.
    static func list(_ values: [String]) -> OrderedJSON? { values.isEmpty ? nil : .strings(values) }

    init(_ value: JSONValue) {
        switch value {
        case .null: self = .null
        case .bool(let value): self = .bool(value)
        case .integer(let value): self = .integer(Int(value))
        case .number(let value): self = .number(value)
        case .string(let value): self = .string(value)
        case .array(let values): self = .array(values.map(OrderedJSON.init))
        case .object(let members):
            self = .object(
                members.sorted { $0.key < $1.key }.map { Member(name: $0.key, value: OrderedJSON($0.value)) })
        }
    }

    /// - Parameter isData: `<`, `>` and `&` are written as escapes, so that no text can close the tag around it.
    func text(isData: Bool = false) -> String {
        var bytes: [UInt8] = []
        write(into: &bytes, isData: isData)
        return String(decoding: bytes, as: UTF8.self)
    }

    var bytes: [UInt8] {
        var bytes: [UInt8] = []
        write(into: &bytes, isData: false)
        return bytes
    }

    private func write(into bytes: inout [UInt8], isData: Bool) {
        switch self {
        case .null: bytes += "null".utf8
        case .bool(let value): bytes += (value ? "true" : "false").utf8
        case .integer(let value): bytes += String(value).utf8
        case .number(let value):
            // JSON has no infinities; whole numbers are written as such.
            if !value.isFinite {
                bytes += "null".utf8
            } else if value == value.rounded(), abs(value) < 1e15 {
                bytes += String(Int(value)).utf8
            } else {
                bytes += String(value).utf8
            }
        case .string(let value): OrderedJSON.write(value, into: &bytes, isData: isData)
        case .array(let values):
            bytes.append(UInt8(ascii: "["))
            for (index, value) in values.enumerated() {
                if index > 0 { bytes.append(UInt8(ascii: ",")) }
                value.write(into: &bytes, isData: isData)
            }
            bytes.append(UInt8(ascii: "]"))
        case .object(let members):
            bytes.append(UInt8(ascii: "{"))
            for (index, member) in members.enumerated() {
                if index > 0 { bytes.append(UInt8(ascii: ",")) }
                OrderedJSON.write(member.name, into: &bytes, isData: isData)
                bytes.append(UInt8(ascii: ":"))
                member.value.write(into: &bytes, isData: isData)
            }
            bytes.append(UInt8(ascii: "}"))
        }
    }

    private static func write(_ text: String, into bytes: inout [UInt8], isData: Bool) {
        let text = isData ? DataText.clean(text) : text
        bytes.append(UInt8(ascii: "\""))
        for byte in text.utf8 {
            switch byte {
            case UInt8(ascii: "\""): bytes += "\\\"".utf8
            case UInt8(ascii: "\\"): bytes += "\\\\".utf8
            case UInt8(ascii: "\n"): bytes += "\\n".utf8
            case UInt8(ascii: "\r"): bytes += "\\r".utf8
            case UInt8(ascii: "\t"): bytes += "\\t".utf8
            case 0..<32: escape(byte, into: &bytes)
            case UInt8(ascii: "<"), UInt8(ascii: ">"), UInt8(ascii: "&"):
                if isData { escape(byte, into: &bytes) } else { bytes.append(byte) }
            default: bytes.append(byte)
            }
        }
        bytes.append(UInt8(ascii: "\""))
    }

    private static func escape(_ byte: UInt8, into bytes: inout [UInt8]) {
        let digits = Array("0123456789abcdef".utf8)
        bytes += "\\u00".utf8
        bytes += [digits[Int(byte >> 4)], digits[Int(byte & 15)]]
    }
}

extension OrderedJSON: ExpressibleByStringLiteral, ExpressibleByBooleanLiteral, ExpressibleByIntegerLiteral {
    init(stringLiteral value: String) { self = .string(value) }
    init(booleanLiteral value: Bool) { self = .bool(value) }
    init(integerLiteral value: Int) { self = .integer(value) }
}
