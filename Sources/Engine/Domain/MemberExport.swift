import FoundationEssentials

/// Writes members as JSON Lines that `MemberImport` reads back unchanged.
public enum MemberExport {
    /// One member a line, keys sorted, in the order given.
    /// - Throws: `EncodingError` for numbers that JSON cannot hold (infinite, not a number).
    public static func jsonLines(_ members: [Member]) throws -> [UInt8] {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        var bytes: [UInt8] = []
        for member in members {
            bytes.append(contentsOf: try encoder.encode(member))
            bytes.append(10)
        }
        return bytes
    }
}
