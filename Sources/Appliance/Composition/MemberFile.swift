import Engine

/// Members as people hand them in: a JSON array, JSON Lines or CSV.
enum MemberFile {
    /// - Throws: `StartFault` with one line for every fault: all or nothing.
    static func parse(_ text: String) throws -> [Member] {
        do throws(MemberImportFailure) {
            return try MemberImport.parse(Array(text.utf8))
        } catch {
            var lines = error.faults.map { fault in
                "line \(fault.line): " + (fault.field.isEmpty ? "" : "\(fault.field): ") + fault.problem
            }
            if error.total > lines.count { lines.append("and \(error.total - lines.count) more") }
            throw StartFault(lines.map(LogText.escaped).joined(separator: "\n"))
        }
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
