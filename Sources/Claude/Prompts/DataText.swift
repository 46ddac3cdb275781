/// Texts of people on their way into a prompt.
enum DataText {
    /// Drops characters that people do not see and models do: control characters, directions, zero widths, tags.
    static func clean(_ text: String) -> String {
        guard text.unicodeScalars.contains(where: isHidden) else { return text }
        var view = String.UnicodeScalarView()
        for scalar in text.unicodeScalars where !isHidden(scalar) { view.append(scalar) }
        return String(view)
    }

    static func clip(_ text: String, _ limit: Int) -> String {
        text.count > limit ? String(text.prefix(limit)) + "…" : text
    }

    private static func isHidden(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 9, 10, 13: false
        case 0..<32, 0x7F..<0xA0, 0xAD, 0x061C, 0x180E: true
        case 0x200B...0x200F, 0x202A...0x202E, 0x2060...0x206F, 0xFEFF, 0xFFF9...0xFFFB: true
        case 0xE0000...0xE0FFF: true
        default: false
        }
    }
}
