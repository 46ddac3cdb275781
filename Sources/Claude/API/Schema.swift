/// The part of JSON Schema that structured output knows (`docs/claude.md`): no ranges and no lengths, so answers are checked
/// again after decoding; every object is closed and every member required.
indirect enum Schema: Sendable, Hashable {
    struct Property: Sendable, Hashable {
        var name: String
        var schema: Schema
    }

    case text(String)
    case integer(String)
    case number(String)
    case boolean(String)
    /// One of these and nothing else.
    case choice([String], String)
    case list(Schema, String)
    case object([Property])
    case optional(Schema)

    /// Properties in the order in which they are to be written; those without a schema are left out.
    static func object(_ properties: KeyValuePairs<String, Schema?>) -> Schema {
        .object(properties.compactMap { name, schema in schema.map { Property(name: name, schema: $0) } })
    }

    /// A list of some of these; nil when there is nothing to choose from.
    static func choices(_ values: [String], _ description: String) -> Schema? {
        values.isEmpty ? nil : .list(.choice(values, ""), description)
    }

    var json: OrderedJSON {
        switch self {
        case .text(let description): .object(["type": "string", "description": .text(description)])
        case .integer(let description): .object(["type": "integer", "description": .text(description)])
        case .number(let description): .object(["type": "number", "description": .text(description)])
        case .boolean(let description): .object(["type": "boolean", "description": .text(description)])
        case .choice(let values, let description):
            .object(["type": "string", "enum": .strings(values), "description": .text(description)])
        case .list(let item, let description):
            .object(["type": "array", "items": item.json, "description": .text(description)])
        case .object(let properties):
            .object([
                "type": "object",
                "properties": .object(properties.map { OrderedJSON.Member(name: $0.name, value: $0.schema.json) }),
                "required": .strings(properties.map(\.name)),
                "additionalProperties": false,
            ])
        case .optional(let schema): .object(["anyOf": .array([schema.json, .object(["type": "null"])])])
        }
    }
}
