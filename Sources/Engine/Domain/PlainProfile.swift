/// Reads profiles as people's directories and the earlier prototype write them: `name`, `role`, `bio`, `skills` and texts beside.
///
/// Skills (`role`, `skills`, `can_teach`) become capabilities; what else is said in words becomes the summary. Nothing that our
/// format knows in another way (availability, price) is guessed from free text; fields of their own are passed over.
enum PlainProfile {
    private static let skills = ["role", "skills", "can_teach"]
    private static let texts = [
        "role", "bio", "experience", "history", "interests", "values", "style", "quirks", "looking_for", "ideal_match",
        "want_to_learn",
    ]
    /// Fields that mean the same in both formats.
    private static let shared = ["id", "kind", "languages", "remote", "notice_days", "public_fields"]

    /// A record of this kind as a record of ours; nil for any other.
    static func converted(_ record: ImportRecord) -> ImportRecord? {
        var values: [String: PositionedJSON] = [:]
        for (key, value) in record.fields { values[key] = value }
        guard values["display_name"] == nil, values["capabilities"] == nil, let name = values["name"],
            values["bio"] != nil || values["skills"] != nil
        else { return nil }
        func string(_ text: String) -> PositionedJSON { PositionedJSON(value: .string(text), line: record.line) }
        var fields: [(key: String, value: PositionedJSON)] = []
        for (key, value) in record.fields where shared.contains(key) { fields.append((key, value)) }
        fields.append(("display_name", name))
        let parts = texts.flatMap { strings(values[$0]) }
        if !parts.isEmpty {
            fields.append(("summary", string(TextLimit.clip(parts.joined(separator: "\n"), TextLimit.text))))
        }
        var seen: Set<String> = []
        let names = skills.flatMap { strings(values[$0]) }.map { TextLimit.clip($0, TextLimit.name) }
            .filter { seen.insert($0).inserted }
        if !names.isEmpty {
            let capabilities = names.prefix(TextLimit.list).map { name in
                PositionedJSON(value: .object([("name", string(name))]), line: record.line)
            }
            fields.append(("capabilities", PositionedJSON(value: .array(capabilities), line: record.line)))
        }
        return ImportRecord(line: record.line, fields: fields)
    }

    private static func strings(_ json: PositionedJSON?) -> [String] {
        switch json?.value {
        case .string(let text): return text.isEmpty ? [] : [text]
        case .array(let items): return items.flatMap { strings($0) }
        default: return []
        }
    }
}
