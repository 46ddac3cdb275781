/// Why an import was refused as a whole.
public struct MemberImportFailure: Error, Sendable, Hashable {
    public struct Fault: Sendable, Hashable, Codable {
        /// The first line of the text is 1.
        public var line: Int
        /// The field (`price.amount`); empty when the whole record is at fault.
        public var field: String
        public var problem: String
    }

    /// In order of lines, at most 100.
    public var faults: [Fault]
    /// All faults, also those beyond the first hundred.
    public var total: Int
}

/// Reads members from JSON, JSON Lines or CSV: all of them or none.
///
/// A JSON record with `name`, `bio` and `skills` in place of ours is read by `PlainProfile`.
///
/// CSV (RFC 4180) has a header with any of these columns, `id` and `display_name` required; lists are separated by `;`:
/// `id, display_name, kind, summary, capabilities, languages, places, remote, weekdays, from, to, notice_days, price_amount,
/// price_currency, price_per, price_negotiable, capacity_min, capacity_max, declines, openness, patience, detail, conditions,
/// public_fields`. A capability is `name`, or `name:tag|tag`; a place is `city`, or `city:radius_km`; a condition is its text
/// and becomes one of kind `other`. An empty cell is an open field.
public enum MemberImport {
    public enum Format: String, Sendable {
        case json, csv, automatic
        case jsonLines = "jsonl"
    }

    /// A member, and the line that it begins in.
    public typealias Entry = (line: Int, member: Member)

    /// The most members in one import.
    public static let limit = 10_000

    /// - Throws: `MemberImportFailure` with every fault found; then nothing may be imported.
    public static func parse(_ bytes: [UInt8], format: Format = .automatic) throws(MemberImportFailure) -> [Member] {
        try read(bytes, format: format).map(\.member)
    }

    /// The same with lines; no id comes twice.
    public static func read(
        _ bytes: [UInt8], format: Format = .automatic
    ) throws(MemberImportFailure) -> [Entry] {
        var content = bytes[...]
        if content.starts(with: [0xEF, 0xBB, 0xBF]) { content = content.dropFirst(3) }
        var report = ImportReport()
        let records: [ImportRecord]
        switch format == .automatic ? detect(content) : format {
        case .json, .automatic: records = array(content, &report)
        case .jsonLines: records = lines(content, &report)
        case .csv: records = CSVMembers.records(content, &report)
        }
        if records.isEmpty, report.isEmpty { report.add(1, "", "there are no members in it") }
        if records.count > limit { report.add(records[limit].line, "", "more than \(limit) members at once") }
        var members: [Entry] = []
        var seen: [String: Int] = [:]
        for record in records.prefix(limit) {
            guard let member = MemberReader.member(PlainProfile.converted(record) ?? record, &report) else { continue }
            if let first = seen[member.id] { report.add(record.line, "id", "\(member.id) is in line \(first) already") }
            seen[member.id] = seen[member.id] ?? record.line
            members.append((record.line, member))
        }
        guard report.isEmpty else { throw report.failure }
        return members
    }

    private static func detect(_ bytes: ArraySlice<UInt8>) -> Format {
        switch bytes.first(where: { $0 != 32 && $0 != 9 && $0 != 10 && $0 != 13 }) {
        case UInt8(ascii: "["): .json
        case UInt8(ascii: "{"): .jsonLines
        default: .csv
        }
    }

    private static func array(_ bytes: ArraySlice<UInt8>, _ report: inout ImportReport) -> [ImportRecord] {
        do throws(PositionedJSON.Fault) {
            let json = try PositionedJSON.Parser.parse(bytes)
            guard case .array(let items) = json.value else {
                report.add(json.line, "", "not an array of members")
                return []
            }
            return items.compactMap { record($0, &report) }
        } catch {
            report.add(error.line, "", error.problem)
            return []
        }
    }

    private static func lines(_ bytes: ArraySlice<UInt8>, _ report: inout ImportReport) -> [ImportRecord] {
        var records: [ImportRecord] = []
        for (number, line) in bytes.split(separator: 10, omittingEmptySubsequences: false).enumerated() {
            if line.allSatisfy({ $0 == 32 || $0 == 9 || $0 == 13 }) { continue }
            do throws(PositionedJSON.Fault) {
                let json = try PositionedJSON.Parser.parse(line, line: number + 1)
                if let record = record(json, &report) { records.append(record) }
            } catch {
                report.add(error.line, "", error.problem)
            }
        }
        return records
    }

    private static func record(_ json: PositionedJSON, _ report: inout ImportReport) -> ImportRecord? {
        guard case .object(let fields) = json.value else {
            report.add(json.line, "", "not an object")
            return nil
        }
        return ImportRecord(line: json.line, fields: fields)
    }
}

/// One member as it stands in the text.
struct ImportRecord {
    var line: Int
    var fields: [(key: String, value: PositionedJSON)]
}

struct ImportReport {
    private var faults: [MemberImportFailure.Fault] = []
    private var total = 0

    var isEmpty: Bool { total == 0 }

    mutating func add(_ line: Int, _ field: String, _ problem: String) {
        total += 1
        if faults.count < 100 {
            faults.append(.init(line: line, field: TextLimit.tidy(field, 80), problem: TextLimit.tidy(problem, 200)))
        }
    }

    var failure: MemberImportFailure {
        let sorted = faults.enumerated().sorted {
            $0.element.line != $1.element.line ? $0.element.line < $1.element.line : $0.offset < $1.offset
        }
        return MemberImportFailure(faults: sorted.map(\.element), total: total)
    }
}

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
        func has(_ key: String) -> Bool { record.fields.contains { $0.key == key } }
        func strings(_ key: String) -> [String] { record.fields.filter { $0.key == key }.flatMap(\.value.strings) }
        guard !has("display_name"), !has("capabilities"), has("name"), has("bio") || has("skills") else { return nil }
        var fields = record.fields.filter { shared.contains($0.key) }
        fields += record.fields.filter { $0.key == "name" }.map { ("display_name", $0.value) }
        let parts = texts.flatMap(strings)
        if !parts.isEmpty {
            let summary = TextLimit.clip(parts.joined(separator: "\n"), TextLimit.text)
            fields.append(("summary", PositionedJSON(value: .string(summary), line: record.line)))
        }
        var seen: Set<String> = []
        let names = skills.flatMap(strings).map { TextLimit.clip($0, TextLimit.name) }
            .filter { seen.insert($0).inserted }
        if !names.isEmpty {
            let capabilities = names.prefix(TextLimit.list).map { name in
                let text = PositionedJSON(value: .string(name), line: record.line)
                return PositionedJSON(value: .object([("name", text)]), line: record.line)
            }
            fields.append(("capabilities", PositionedJSON(value: .array(capabilities), line: record.line)))
        }
        return ImportRecord(line: record.line, fields: fields)
    }
}
