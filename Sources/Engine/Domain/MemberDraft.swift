import FoundationEssentials

/// Reads what a member says about themselves: a whole profile, or changes to one.
enum MemberDraft {
    /// Names that calls from elsewhere have in the log and in the table of inputs.
    private static let reserved: Set<String> = [
        "admin", "channel_admin", "coordinator", "member", "operator", "requester", "rules", "system",
    ]

    /// A new member.
    /// - Parameter generatedID: taken when the body names none.
    static func new(_ body: [UInt8], generatedID: @autoclosure () -> String) throws(MemberImportFailure) -> Member {
        var report = ImportReport()
        var fields = try PositionedJSON.object(body)
        takeID(&fields, &report)
        // null leaves open, and what is left open here is chosen for the member.
        fields.removeAll { ["id", "kind"].contains($0.key) && $0.value.isNull }
        if !fields.contains(where: { $0.key == "id" }) {
            fields.append(("id", PositionedJSON(value: .string(generatedID()), line: 1)))
        }
        if !fields.contains(where: { $0.key == "kind" }) {
            fields.append(("kind", PositionedJSON(value: .string(Member.Kind.manual.rawValue), line: 1)))
        }
        let member = MemberReader.member(ImportRecord(line: 1, fields: fields), &report)
        if let member {
            if reserved.contains(member.id) { report.add(1, "id", "reserved") }
            if member.id.hasPrefix(Member.remotePrefix) {
                report.add(1, "id", "must not begin with \(Member.remotePrefix): those are members of another network")
            }
            checkKind(member.kind, &report)
        }
        guard let member, report.isEmpty else { throw named(report) }
        return member
    }

    /// - Returns: the changed profile, and the version that the change is based on if the body names one.
    static func changed(
        _ member: Member, by body: [UInt8]
    ) throws(MemberImportFailure) -> (member: Member, version: Int?) {
        var report = ImportReport()
        var changes = try PositionedJSON.object(body)
        takeID(&changes, &report)
        var version: Int?
        if let index = changes.firstIndex(where: { $0.key == "version" }) {
            if case .number(let number) = changes[index].value.value, let whole = Int(exactly: number) {
                version = whole
            } else {
                report.add(1, "version", "not a whole number")
            }
            changes.remove(at: index)
        }
        if let index = changes.firstIndex(where: { $0.key == "id" }) {
            if changes[index].value.strings != [member.id] { report.add(1, "id", "cannot be changed") }
            changes.remove(at: index)
        }
        var fields = try PositionedJSON.object(encoded(member))
        for change in changes {
            let index = fields.firstIndex { $0.key == change.key }
            if case .null = change.value.value {
                if change.key == "kind" { report.add(1, "kind", "missing") }
                // A field that the profile does not have stays in, so that an unknown one is found.
                if let index { fields.remove(at: index) } else { fields.append(change) }
            } else if let index {
                fields[index] = change
            } else {
                fields.append(change)
            }
        }
        let result = MemberReader.member(ImportRecord(line: 1, fields: fields), &report)
        if let result, result.kind != member.kind { checkKind(result.kind, &report) }
        guard let result, report.isEmpty else { throw named(report) }
        return (result, version)
    }

    private static func encoded(_ member: Member) -> [UInt8] {
        // A profile that was read can be written.
        (try? JSONEncoder().encode(member)).map { Array($0) } ?? Array("{}".utf8)
    }

    /// `agent_id` is the name of `id` in the API.
    private static func takeID(_ fields: inout [(key: String, value: PositionedJSON)], _ report: inout ImportReport) {
        guard fields.contains(where: { $0.key == "agent_id" }) else { return }
        if fields.contains(where: { $0.key == "id" }) { report.add(1, "id", "given twice") }
        fields.removeAll { $0.key == "id" }
        for index in fields.indices where fields[index].key == "agent_id" { fields[index].key = "id" }
    }

    private static func checkKind(_ kind: Member.Kind, _ report: inout ImportReport) {
        if kind == .openagents { report.add(1, "kind", "only auto and manual members register here") }
    }

    private static func named(_ report: ImportReport) -> MemberImportFailure {
        var failure = report.failure
        for index in failure.faults.indices where failure.faults[index].field == "id" {
            failure.faults[index].field = "agent_id"
        }
        return failure
    }
}

extension PositionedJSON {
    var isNull: Bool { if case .null = value { true } else { false } }

    /// The members of the object that a body consists of.
    /// - Parameter mendsText: half a surrogate pair becomes U+FFFD instead of being a fault.
    static func object(
        _ body: [UInt8], mendsText: Bool = false
    ) throws(MemberImportFailure) -> [(key: String, value: PositionedJSON)] {
        var report = ImportReport()
        do throws(PositionedJSON.Fault) {
            let json = try PositionedJSON.Parser.parse(body[...], mendsText: mendsText)
            if case .object(let fields) = json.value { return fields }
            report.add(json.line, "", "not an object")
        } catch {
            report.add(error.line, "", error.problem)
        }
        throw report.failure
    }
}
