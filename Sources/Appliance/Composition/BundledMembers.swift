import CAssets
import Engine

/// The invented members that come with the binary (`Resources/members/bundled.jsonl`), for trying ToWow out.
enum BundledMembers {
    /// JSON Lines.
    static var text: String {
        var count = 0
        guard let bytes = towow_bundled_members(&count) else { return "" }
        return String(decoding: UnsafeBufferPointer(start: bytes, count: count), as: UTF8.self)
    }

    static func members() throws -> [Member] { try MemberFile.parse(text) }
}
