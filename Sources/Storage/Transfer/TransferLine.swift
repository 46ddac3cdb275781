internal import Engine
internal import FoundationEssentials

/// A value as an export holds it.
enum TransferValue: Hashable, Sendable {
    case null
    case integer(Int64)
    case text(String)
    case blob([UInt8])
}

/// The lines of an export: JSON objects.
///
/// The first is `{"format":"towow-export","version":1,"schema":"NAME OF THE NEWEST MIGRATION"}`. Then one for each row,
/// table after table: `{"table":"events","demand":"d-…","seq":1,…}`, columns in a fixed order, without those that are
/// NULL, bytes as hexadecimal digits. The last is `{"end":true,"rows":{"audit":0,…},"sha256":"…"}`: rows by table, and
/// the SHA-256 of all lines before it.
enum TransferLine {
    static let format = "towow-export"
    static let version = 1

    struct Header: Codable {
        var format: String
        var version: Int
        var schema: String
    }

    struct End: Codable {
        var rows: [String: Int]
        var sha256: String
    }

    static func header(schema: String) -> [UInt8] {
        var line = Array(#"{"format":"\#(format)","version":\#(version),"schema":"#.utf8)
        append(schema, to: &line)
        line += "}\n".utf8
        return line
    }

    static func end(_ summary: TransferSummary) -> [UInt8] {
        let rows = summary.rows.sorted { $0.key < $1.key }.map { #""\#($0.key)":\#($0.value)"# }
        return Array(#"{"end":true,"rows":{\#(rows.joined(separator: ","))},"sha256":"\#(summary.sha256)"}"#.utf8)
            + Array("\n".utf8)
    }

    static func row(_ table: TransferTable, _ values: [TransferValue], into line: inout [UInt8]) {
        line += #"{"table":"\#(table.name)""#.utf8
        for (column, value) in zip(table.columns, values) {
            guard value != .null else { continue }
            line += #","\#(column.name)":"#.utf8
            switch value {
            case .null: break
            case .integer(let value): line += String(value).utf8
            case .text(let text): append(text, to: &line)
            case .blob(let bytes): append(hexadecimal(bytes), to: &line)
            }
        }
        line += "}\n".utf8
    }

    /// A line that is neither the first nor the last.
    /// - Throws: `TransferError`.
    static func read(_ line: [UInt8], number: Int) throws -> (table: TransferTable, values: [TransferValue]) {
        guard var fields = try? JSONDecoder().decode([String: Field].self, from: Data(line)),
            case .text(let name) = fields.removeValue(forKey: "table")
        else { throw TransferError.notAnExport(line: number) }
        guard let table = TransferTable.all.first(where: { $0.name == name }) else {
            throw TransferError.madeByNewerVersion(what: "table \(name)")
        }
        let values = try table.columns.map { column in
            let field = fields.removeValue(forKey: column.name)
            guard let value = column.value(field) else { throw TransferError.notAnExport(line: number) }
            return value
        }
        if let unknown = fields.keys.min() { throw TransferError.madeByNewerVersion(what: "\(name).\(unknown)") }
        return (table, values)
    }

    /// A number or a text.
    enum Field: Decodable {
        case integer(Int64)
        case text(String)

        init(from decoder: any Decoder) throws {
            let container = try decoder.singleValueContainer()
            if let text = try? container.decode(String.self) {
                self = .text(text)
            } else {
                self = .integer(try container.decode(Int64.self))
            }
        }
    }

    static func hexadecimal(_ bytes: [UInt8]) -> String {
        let digits = Array("0123456789abcdef".utf8)
        return String(decoding: bytes.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }, as: UTF8.self)
    }

    static func bytes(hexadecimal text: String) -> [UInt8]? {
        let digits = text.utf8.compactMap { Character(UnicodeScalar($0)).hexDigitValue }
        guard digits.count == text.utf8.count, digits.count.isMultiple(of: 2) else { return nil }
        return stride(from: 0, to: digits.count, by: 2).map { UInt8(digits[$0] << 4 | digits[$0 + 1]) }
    }

    /// A JSON string (RFC 8259, section 7).
    private static func append(_ text: String, to line: inout [UInt8]) {
        line.append(UInt8(ascii: "\""))
        for byte in text.utf8 {
            switch byte {
            case UInt8(ascii: "\""), UInt8(ascii: "\\"): line += [UInt8(ascii: "\\"), byte]
            case 0..<32: line += "\\u00\(hexadecimal([byte]))".utf8
            default: line.append(byte)
            }
        }
        line.append(UInt8(ascii: "\""))
    }
}

extension TransferTable.Column {
    /// Nil when the field is missing or not of this column's kind.
    fileprivate func value(_ field: TransferLine.Field?) -> TransferValue? {
        switch (kind, field) {
        case (_, nil): isOptional ? .null : nil
        case (.integer, .integer(let value)): .integer(value)
        case (.text, .text(let text)): .text(text)
        case (.blob, .text(let digits)): TransferLine.bytes(hexadecimal: digits).map { .blob($0) }
        default: nil
        }
    }
}
