extension Member {
    /// The most bytes of the profile that an agent elsewhere shows.
    public static let remoteProfileBytes = 65_536
    /// What ids of members elsewhere begin with, so that none is like a local one.
    public static let remotePrefix = "oa_"

    /// The profile that an agent of another network shows of itself.
    ///
    /// Texts are cleaned and cut and unknown fields passed over; what is of the wrong type or out of range is a fault. What the profile
    /// says about `id` and `kind` does not count.
    /// - Parameters:
    ///   - profile: JSON with the fields of a profile.
    ///   - id: the member's id here.
    ///   - name: what the agent is called when the profile does not say it.
    /// - Throws: every fault, with the name of its field.
    public init(remote profile: [UInt8], id: String, name: String?) throws(MemberImportFailure) {
        var report = ImportReport()
        guard profile.count <= Member.remoteProfileBytes else {
            report.add(1, "", "longer than \(Member.remoteProfileBytes) bytes")
            throw report.failure
        }
        var fields = try PositionedJSON.object(profile, mendsText: true)
        fields.removeAll { ["id", "agent_id", "kind"].contains($0.key) || $0.key == "display_name" && $0.value.isNull }
        fields.append(("id", PositionedJSON(value: .string(id), line: 1)))
        fields.append(("kind", PositionedJSON(value: .string(Kind.openagents.rawValue), line: 1)))
        if let name, !fields.contains(where: { $0.key == "display_name" }) {
            fields.append(("display_name", PositionedJSON(value: .string(name), line: 1)))
        }
        let member = MemberReader.member(ImportRecord(line: 1, fields: fields), isLenient: true, &report)
        guard var member, report.isEmpty else { throw report.failure }
        // What was cleaned out of a name is no part of it.
        let visible = member.displayName.unicodeScalars.filter { $0 != "\u{FFFD}" }
        member.displayName = TextLimit.trim(String(String.UnicodeScalarView(visible)))
        guard !member.displayName.unicodeScalars.allSatisfy(TextLimit.isInvisible) else {
            report.add(1, "display_name", "empty")
            throw report.failure
        }
        self = member
    }
}
