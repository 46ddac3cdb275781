/// A JSON text as values that know their lines, so that a report can say where a fault is.
///
/// Strict RFC 8259: no comments, no trailing commas, no repeated keys, valid UTF-8, at most 32 levels deep.
struct PositionedJSON {
    enum Value {
        case null
        case bool(Bool)
        case number(Double)
        case string(String)
        case array([PositionedJSON])
        case object([(key: String, value: PositionedJSON)])
    }

    var value: Value
    /// Where the value starts; the first line is 1.
    var line: Int

    /// A text that is not empty, or all such texts of an array.
    var strings: [String] {
        switch value {
        case .string(let text): text.isEmpty ? [] : [text]
        case .array(let items): items.flatMap(\.strings)
        default: []
        }
    }

    struct Fault: Error {
        var line: Int
        var problem: String
    }

    struct Parser {
        private let bytes: ArraySlice<UInt8>
        private var index: Int
        private(set) var line: Int
        private let mendsText: Bool
        private static let deepest = 32

        init(_ bytes: ArraySlice<UInt8>, line: Int = 1, mendsText: Bool = false) {
            self.bytes = bytes
            self.mendsText = mendsText
            index = bytes.startIndex
            self.line = line
        }

        /// The one value that the text consists of.
        /// - Parameter mendsText: half a surrogate pair becomes U+FFFD instead of being a fault.
        static func parse(
            _ bytes: ArraySlice<UInt8>, line: Int = 1, mendsText: Bool = false
        ) throws(Fault) -> PositionedJSON {
            var parser = Parser(bytes, line: line, mendsText: mendsText)
            parser.skipSpace()
            let value = try parser.value(depth: 0)
            parser.skipSpace()
            guard parser.index == bytes.endIndex else { throw parser.fault("text after the end of the JSON value") }
            return value
        }

        private func fault(_ problem: String) -> Fault { Fault(line: line, problem: problem) }

        private var next: UInt8? { index < bytes.endIndex ? bytes[index] : nil }

        private mutating func skipSpace() {
            while let byte = next, byte == 32 || byte == 9 || byte == 10 || byte == 13 {
                if byte == 10 { line += 1 }
                index += 1
            }
        }

        private mutating func value(depth: Int) throws(Fault) -> PositionedJSON {
            guard depth <= Parser.deepest else { throw fault("nested too deeply") }
            let start = line
            guard let byte = next else { throw fault("the JSON text ends too early") }
            switch byte {
            case UInt8(ascii: "{"): return PositionedJSON(value: try object(depth: depth), line: start)
            case UInt8(ascii: "["): return PositionedJSON(value: try array(depth: depth), line: start)
            case UInt8(ascii: "\""): return PositionedJSON(value: .string(try string()), line: start)
            case UInt8(ascii: "t"): return PositionedJSON(value: try word("true", .bool(true)), line: start)
            case UInt8(ascii: "f"): return PositionedJSON(value: try word("false", .bool(false)), line: start)
            case UInt8(ascii: "n"): return PositionedJSON(value: try word("null", .null), line: start)
            default: return PositionedJSON(value: try number(), line: start)
            }
        }

        private mutating func word(_ word: String, _ value: Value) throws(Fault) -> Value {
            for byte in word.utf8 {
                guard next == byte else { throw fault("not a JSON value") }
                index += 1
            }
            return value
        }

        private mutating func number() throws(Fault) -> Value {
            let start = index
            func digit(_ at: Int) -> Bool { at < bytes.endIndex && bytes[at] >= 48 && bytes[at] <= 57 }
            if next == 45 { index += 1 }
            guard digit(index) else { throw fault("not a JSON value") }
            if bytes[index] == 48, digit(index + 1) { throw fault("a number with a leading zero") }
            while digit(index) { index += 1 }
            if next == 46 {
                index += 1
                guard digit(index) else { throw fault("a number without digits after the point") }
                while digit(index) { index += 1 }
            }
            if next == 101 || next == 69 {
                index += 1
                if next == 43 || next == 45 { index += 1 }
                guard digit(index) else { throw fault("a number without an exponent") }
                while digit(index) { index += 1 }
            }
            guard let number = Double(String(decoding: bytes[start..<index], as: UTF8.self)), number.isFinite else {
                throw fault("a number out of range")
            }
            return .number(number)
        }

        private mutating func array(depth: Int) throws(Fault) -> Value {
            index += 1
            var items: [PositionedJSON] = []
            skipSpace()
            if next == UInt8(ascii: "]") {
                index += 1
                return .array(items)
            }
            while true {
                skipSpace()
                items.append(try value(depth: depth + 1))
                skipSpace()
                if next == UInt8(ascii: ",") {
                    index += 1
                } else if next == UInt8(ascii: "]") {
                    index += 1
                    return .array(items)
                } else {
                    throw fault("a comma or ] is missing")
                }
            }
        }

        private mutating func object(depth: Int) throws(Fault) -> Value {
            index += 1
            var members: [(key: String, value: PositionedJSON)] = []
            var keys: Set<String> = []
            skipSpace()
            if next == UInt8(ascii: "}") {
                index += 1
                return .object(members)
            }
            while true {
                skipSpace()
                guard next == UInt8(ascii: "\"") else { throw fault("a key in quotes is missing") }
                let key = try string()
                if !keys.insert(key).inserted { throw fault("the key \(key.debugDescription) occurs twice") }
                skipSpace()
                guard next == UInt8(ascii: ":") else { throw fault("a colon is missing") }
                index += 1
                skipSpace()
                members.append((key, try value(depth: depth + 1)))
                skipSpace()
                if next == UInt8(ascii: ",") {
                    index += 1
                } else if next == UInt8(ascii: "}") {
                    index += 1
                    return .object(members)
                } else {
                    throw fault("a comma or } is missing")
                }
            }
        }

        private mutating func string() throws(Fault) -> String {
            index += 1
            var buffer: [UInt8] = []
            while let byte = next {
                if byte == UInt8(ascii: "\"") {
                    index += 1
                    guard let text = String(validating: buffer, as: UTF8.self) else { throw fault("not valid UTF-8") }
                    return text
                }
                guard byte >= 0x20 else { throw fault("a control character inside a string") }
                index += 1
                if byte == UInt8(ascii: "\\") { try escape(into: &buffer) } else { buffer.append(byte) }
            }
            throw fault("a string without an end")
        }

        private mutating func escape(into buffer: inout [UInt8]) throws(Fault) {
            guard let byte = next else { throw fault("a string without an end") }
            index += 1
            switch byte {
            case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): buffer.append(byte)
            case UInt8(ascii: "b"): buffer.append(8)
            case UInt8(ascii: "f"): buffer.append(12)
            case UInt8(ascii: "n"): buffer.append(10)
            case UInt8(ascii: "r"): buffer.append(13)
            case UInt8(ascii: "t"): buffer.append(9)
            case UInt8(ascii: "u"):
                var code = try hex()
                if code >= 0xD800, code < 0xDC00, let low = try lowSurrogate() {
                    code = 0x10000 + (code - 0xD800) << 10 + (low - 0xDC00)
                }
                guard let scalar = Unicode.Scalar(code) ?? (mendsText ? "\u{FFFD}" : nil) else {
                    throw fault("half a surrogate pair")
                }
                buffer.append(contentsOf: String(Character(scalar)).utf8)
            default: throw fault("an unknown escape in a string")
            }
        }

        /// The second half of a pair, if it comes next.
        private mutating func lowSurrogate() throws(Fault) -> UInt32? {
            guard bytes[index...].starts(with: [UInt8(ascii: "\\"), UInt8(ascii: "u")]) else { return nil }
            let start = index
            index += 2
            let low = try hex()
            if (0xDC00..<0xE000).contains(low) { return low }
            index = start
            return nil
        }

        private mutating func hex() throws(Fault) -> UInt32 {
            guard bytes.endIndex - index >= 4,
                bytes[index..<(index + 4)].allSatisfy({ ($0 >= 48 && $0 <= 57) || ($0 | 32 >= 97 && $0 | 32 <= 102) }),
                let code = UInt32(String(decoding: bytes[index..<(index + 4)], as: UTF8.self), radix: 16)
            else { throw fault("an unknown escape in a string") }
            index += 4
            return code
        }
    }
}
