import Engine
import FoundationEssentials
import NIOCore

/// A value that is written as `null` when there is none, where the encoder would leave the field out.
struct Nullable<Value: Encodable>: Encodable {
    var value: Value?

    init(_ value: Value?) {
        self.value = value
    }

    func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        if let value { try container.encode(value) } else { try container.encodeNil() }
    }
}

extension Nullable: Sendable where Value: Sendable {}

extension Answer {
    /// The names of fields become those of the API: `costUSD` is `cost_usd`.
    static func snakeCased(_ value: some Encodable) throws -> Answer {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        encoder.keyEncodingStrategy = .convertToSnakeCase
        return json(bytes: ByteBuffer(bytes: try encoder.encode(value)))
    }
}

/// What a call that resets something answers.
struct AdminReset<Status: Encodable>: Encodable {
    var message: String
    var status: Status
}

extension WebRequest {
    /// - Throws: `WebError` when `limit` is not a whole number in `1...most`.
    func limit(upTo most: Int) throws -> Int? {
        try query("limit").map { text in
            guard let limit = Int(text), (1...most).contains(limit) else {
                throw WebError.field("limit", most == 100 ? "bad_limit" : "bad_count")
            }
            return limit
        }
    }

    /// A cursor that is a number of the store.
    func numberCursor() throws -> Int? {
        try query("cursor").flatMap { $0.isEmpty ? nil : $0 }.map { text in
            guard text.utf8.allSatisfy({ (0x30...0x39).contains($0) }), let number = Int(text) else {
                throw WebError.field("cursor", "bad_cursor")
            }
            return number
        }
    }

    /// What somebody searches for, trimmed; nil when there is nothing to search for.
    func searchText() throws -> String? {
        guard let text = query("q")?.trimmedWhitespace, !text.isEmpty else { return nil }
        try JSONBody.check(text, field: "q", maximum: 200)
        return text
    }

    /// A body that may be left out.
    func optionalBody<Value: Decodable>(_ type: Value.Type) throws -> Value? {
        body.readableBytes == 0 ? nil : try JSONBody.decode(type, from: self)
    }
}
