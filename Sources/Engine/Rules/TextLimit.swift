/// Lengths of texts, and characters that must not reach a page.
enum TextLimit {
    static let name = 80
    static let line = 200
    static let text = 2_000
    static let list = 20

    /// At most `limit` characters; a longer text ends in an ellipsis. Never splits a character.
    static func clip(_ text: String, _ limit: Int) -> String {
        guard text.unicodeScalars.count > limit, text.count > limit else { return text }
        return String(text.prefix(max(0, limit - 1))) + "…"
    }

    /// Replaces U+0000, other control characters except line breaks and tabs, and characters that change the direction of writing.
    static func clean(_ text: String) -> String {
        guard text.unicodeScalars.contains(where: isHostile) else { return text }
        var view = String.UnicodeScalarView()
        for scalar in text.unicodeScalars { view.append(isHostile(scalar) ? "\u{FFFD}" : scalar) }
        return String(view)
    }

    static func isHostile(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 9, 10, 13: false
        case 0..<32, 0x7F..<0xA0: true
        case 0x061C, 0x200E, 0x200F, 0x202A...0x202E, 0x2066...0x2069: true
        case 0xFDD0...0xFDEF, 0xFFFE, 0xFFFF: true
        default: false
        }
    }

    /// White space, and characters that only say how others are shown.
    static func isInvisible(_ scalar: Unicode.Scalar) -> Bool {
        scalar.properties.isWhitespace || scalar.properties.generalCategory == .format
    }

    static func tidy(_ text: String, _ limit: Int) -> String {
        clip(trim(clean(text)), limit)
    }

    static func trim(_ text: String) -> String {
        var rest = text[...]
        while let first = rest.first, first.isWhitespace { rest.removeFirst() }
        while let last = rest.last, last.isWhitespace { rest.removeLast() }
        return rest.count == text.count ? text : String(rest)
    }
}
