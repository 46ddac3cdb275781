import Engine
import FoundationEssentials
import NIOCore
import NIOHTTP1

/// Reads a JSON body and says which field is wrong. Fields that a body type does not know are ignored.
enum JSONBody {
    /// - Throws: `WebError` 415 for another type, 400 for anything that does not fit.
    static func decode<Value: Decodable>(_ type: Value.Type, from request: WebRequest) throws -> Value {
        let bytes = try bytes(of: request)
        do {
            return try JSONDecoder().decode(type, from: Data(bytes))
        } catch let error as DecodingError {
            throw WebError(error)
        }
    }

    /// The bytes of a body that may well be JSON.
    /// - Throws: `WebError` 415 for another type, 400 for what is no text or nested too deeply.
    static func bytes(of request: WebRequest) throws -> [UInt8] {
        guard isJSON(request.headers.first(name: "content-type")) else {
            throw WebError(
                .unsupportedMediaType, .badRequest, "not_json_type", fields: [("accept", "application/json")])
        }
        if let encoding = request.headers.first(name: "content-encoding"), encoding.lowercased() != "identity" {
            throw WebError(
                .unsupportedMediaType, .badRequest, "compressed_body", fields: [("accept-encoding", "identity")])
        }
        let bytes = request.body.readableBytesView
        guard String(validating: bytes, as: UTF8.self) != nil else {
            throw WebError(.badRequest, .badRequest, "not_utf8")
        }
        // JSON has no NUL outside strings and only escaped ones inside; the decoder would take them for UTF-16.
        guard !bytes.contains(0) else { throw WebError(.badRequest, .badRequest, "not_json") }
        guard depth(of: bytes) <= 64 else { throw WebError(.badRequest, .badRequest, "too_deep") }
        return Array(bytes)
    }

    private static func isJSON(_ contentType: String?) -> Bool {
        guard let contentType else { return false }
        let type = contentType.prefix { $0 != ";" }.trimmedSpaces.lowercased()
        return type == "application/json"
    }

    /// The deepest nesting, brackets in strings not counted.
    private static func depth(of bytes: some Sequence<UInt8>) -> Int {
        var (depth, deepest, inString, isEscaped) = (0, 0, false, false)
        for byte in bytes {
            if inString {
                if isEscaped {
                    isEscaped = false
                } else if byte == UInt8(ascii: "\\") {
                    isEscaped = true
                } else if byte == UInt8(ascii: "\"") {
                    inString = false
                }
                continue
            }
            switch byte {
            case UInt8(ascii: "\""): inString = true
            case UInt8(ascii: "{"), UInt8(ascii: "["):
                depth += 1
                deepest = max(deepest, depth)
            case UInt8(ascii: "}"), UInt8(ascii: "]"): depth -= 1
            default: break
            }
        }
        return deepest
    }

    /// Refuses U+0000. Unpaired surrogates are no Unicode scalars: the decoder refuses them.
    static func check(_ text: String, field: String, maximum: Int) throws {
        guard !text.unicodeScalars.contains("\0") else { throw WebError.field(field, "bad_characters") }
        guard text.unicodeScalars.count <= maximum else { throw WebError.field(field, "too_long") }
    }
}

/// A whole number. The decoder alone reports 1.5 as broken JSON without saying where.
struct WholeNumber: Decodable {
    let value: Int

    init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        if let value = try? container.decode(Int.self) {
            self.value = value
            return
        }
        let context = DecodingError.Context(codingPath: decoder.codingPath, debugDescription: "not a whole number")
        throw DecodingError.typeMismatch(Int.self, context)
    }
}

extension WebError {
    fileprivate init(_ error: DecodingError) {
        switch error {
        case .typeMismatch(let type, let context): self = WebError.mismatch(type, context)
        case .valueNotFound(let type, let context): self = WebError.mismatch(type, context)
        case .keyNotFound(let key, let context):
            self = .field(WebError.name(context.codingPath + [key]), "required")
        case .dataCorrupted(let context):
            self =
                context.codingPath.isEmpty
                ? WebError(.badRequest, .badRequest, "not_json")
                : .field(WebError.name(context.codingPath), "must_be_integer")
        @unknown default: self.init(.badRequest, .badRequest, "not_json")
        }
    }

    private static func mismatch(_ type: any Any.Type, _ context: DecodingError.Context) -> WebError {
        if context.codingPath.isEmpty { return WebError(.badRequest, .badRequest, "not_an_object") }
        let reason =
            switch type {
            case is String.Type: "must_be_string"
            case is Bool.Type: "must_be_boolean"
            case is Int.Type: "must_be_integer"
            case is [Any].Type: "must_be_array"
            default: "must_be_object"
            }
        return .field(name(context.codingPath), reason)
    }

    private static func name(_ path: [any CodingKey]) -> String {
        path.map { key in key.intValue.map(String.init) ?? key.stringValue }.joined(separator: ".")
    }
}
