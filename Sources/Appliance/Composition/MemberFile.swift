import Engine
import FoundationEssentials

/// Members as people hand them in: JSON Lines.
enum MemberFile {
    /// - Throws: `StartFault` with one line for every faulty one: all or nothing.
    static func parse(_ text: String) throws -> [Member] {
        let decoder = JSONDecoder()
        var members: [Member] = []
        var faults: [String] = []
        for (index, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
            guard !line.allSatisfy(\.isWhitespace) else { continue }
            do {
                members.append(try decoder.decode(Member.self, from: Data(line.utf8)))
            } catch {
                faults.append("line \(index + 1): not a member: \(error)")
            }
        }
        guard faults.isEmpty else {
            let more = faults.count > 20 ? "\nand \(faults.count - 20) more" : ""
            throw StartFault(faults.prefix(20).joined(separator: "\n") + more)
        }
        return members
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
