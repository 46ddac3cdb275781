import Testing

@testable import Engine

@Suite("Member drafts")
struct MemberDraftTests {
    private func new(_ body: String) throws -> Member {
        try MemberDraft.new(Array(body.utf8), generatedID: "m-generated")
    }

    @Test("null leaves open what is then chosen for a new member: id and kind")
    func nulls() throws {
        let member = try new(#"{"display_name": "Somebody", "agent_id": null, "kind": null, "summary": null}"#)
        #expect(member.id == "m-generated")
        #expect(member.kind == .manual)
        #expect(member.summary == "")
    }

    @Test("lengths are counted in scalar values: one character cannot smuggle in thousands")
    func lengths() throws {
        let marks = String(repeating: "\u{0301}", count: 79)
        #expect(try new("{\"display_name\": \"e\(marks)\"}").displayName.count == 1)
        #expect(throws: MemberImportFailure.self) { try new("{\"display_name\": \"e\(marks)\u{0301}\"}") }
    }
}
