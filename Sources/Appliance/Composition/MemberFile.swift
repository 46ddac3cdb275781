import Engine
import FoundationEssentials

/// Members as people hand them in: a JSON array, JSON Lines or CSV.
enum MemberFile {
    static func parse(_ text: String) throws -> [Member] {
        let decoder = JSONDecoder()
        return try text.split(whereSeparator: \.isNewline).map { try decoder.decode(Member.self, from: Data($0.utf8)) }
    }

    static func read(_ path: String) throws -> [Member] {
        let text: String
        do throws(ConfigurationSources.FileFault) {
            text = try ConfigurationSources.contents(of: path, limit: 64 << 20)
        } catch {
            throw StartFault("\(path) \(error.text)")
        }
        return try parse(text)
    }
}
