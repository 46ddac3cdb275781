/// Text of a model is never trusted to be JSON that a decoder takes.
enum JSONRepair {
    /// Replaces escapes of lone surrogates and of U+0000 by U+FFFD. A decoder would refuse the whole text for the former.
    static func bytes(_ bytes: [UInt8]) -> [UInt8] {
        guard bytes.contains(UInt8(ascii: "\\")) else { return bytes }
        var result: [UInt8] = []
        result.reserveCapacity(bytes.count)
        var index = 0
        while index < bytes.count {
            guard bytes[index] == UInt8(ascii: "\\"), index + 1 < bytes.count else {
                result.append(bytes[index])
                index += 1
                continue
            }
            guard bytes[index + 1] == UInt8(ascii: "u"), let unit = unit(bytes, at: index) else {
                result += bytes[index..<(index + 2)]
                index += 2
                continue
            }
            if (0xD800..<0xDC00).contains(unit), let low = self.unit(bytes, at: index + 6),
                (0xDC00..<0xE000).contains(low)
            {
                result += bytes[index..<(index + 12)]
                index += 12
            } else {
                let isUsable = unit != 0 && !(0xD800..<0xE000).contains(unit)
                result += isUsable ? Array(bytes[index..<(index + 6)]) : Array("\\ufffd".utf8)
                index += 6
            }
        }
        return result
    }

    /// The code unit of `\uXXXX` at `index`.
    private static func unit(_ bytes: [UInt8], at index: Int) -> Int? {
        guard index + 6 <= bytes.count, bytes[index] == UInt8(ascii: "\\"), bytes[index + 1] == UInt8(ascii: "u") else {
            return nil
        }
        return Int(String(decoding: bytes[(index + 2)..<(index + 6)], as: UTF8.self), radix: 16)
    }

    /// The outermost object in a text that may have words or a code fence around it; nil when there is none.
    static func object(in text: String) -> String? {
        let bytes = Array(text.utf8)
        guard let start = bytes.firstIndex(of: UInt8(ascii: "{")), let end = bytes.lastIndex(of: UInt8(ascii: "}")),
            start < end
        else { return nil }
        return String(decoding: JSONRepair.bytes(Array(bytes[start...end])), as: UTF8.self)
    }
}
