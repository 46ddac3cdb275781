internal import Engine
internal import FoundationEssentials

/// A member's profile as text. Equal profiles have equal texts: keys are sorted.
enum MemberJSON {
    static func encode(_ member: Member) throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return String(decoding: try encoder.encode(member), as: UTF8.self)
    }

    static func decode(_ text: String) throws -> Member {
        try JSONDecoder().decode(Member.self, from: Data(text.utf8))
    }
}
