/// The syntax of `.env` files: `KEY=value` lines, comments, quotes, an optional `export` before the key.
///
/// - Unquoted values end at ` #` or the end of the line; blanks around them do not count.
/// - `'single quotes'` keep everything as it stands.
/// - `"double quotes"` know `\n`, `\r`, `\t`, `\"`, `\\` and `\$`; a dollar sign is a dollar sign.
/// - A quoted value may go over several lines.
struct EnvironmentFile: Sendable, Hashable {
    struct Assignment: Sendable, Hashable {
        var name: String
        var value: String
        /// 1, 2, 3 …, where the name stands.
        var line: Int
    }

    struct Fault: Error, Sendable, Hashable {
        var line: Int
        var text: Wording
    }

    var assignments: [Assignment] = []
    /// Every line that is none, so that one run reports all of them.
    var faults: [Fault] = []

    init(parsing text: String) {
        var scanner = Scanner(text)
        while !scanner.isAtEnd {
            do throws(Fault) {
                if let assignment = try scanner.nextLine() { assignments.append(assignment) }
            } catch {
                faults.append(error)
                scanner.skipLine()
            }
        }
    }
}

extension EnvironmentFile {
    private struct Scanner {
        private let scalars: [Unicode.Scalar]
        private var position = 0
        private(set) var line = 1

        init(_ text: String) {
            // A byte order mark of an editor is no part of the first name; CR before LF is no part of a value.
            let all = Array(text.unicodeScalars)
            scalars = all.first == "\u{FEFF}" ? Array(all.dropFirst()) : all
        }

        var isAtEnd: Bool { position >= scalars.count }
        private var current: Unicode.Scalar? { isAtEnd ? nil : scalars[position] }
        private var isAtLineEnd: Bool {
            current == nil || current == "\n"
                || (current == "\r" && (position + 1 >= scalars.count || scalars[position + 1] == "\n"))
        }

        mutating func skipLine() {
            while let scalar = current {
                advance()
                if scalar == "\n" { return }
            }
        }

        private mutating func advance() {
            if current == "\n" { line += 1 }
            position += 1
        }

        private mutating func skipBlanks() {
            while current == " " || current == "\t" { advance() }
        }

        /// One assignment; nil for an empty line or a comment.
        mutating func nextLine() throws(Fault) -> Assignment? {
            skipBlanks()
            if isAtLineEnd || current == "#" {
                skipLine()
                return nil
            }
            let start = line
            var name = word()
            skipBlanks()
            if name == "export", current != "=" {
                name = word()
                skipBlanks()
            }
            guard isName(name), current == "=" else {
                throw Fault(line: start, text: Wording("not a KEY=value line", "这一行不是 KEY=value"))
            }
            advance()
            let afterEqualSign = position
            skipBlanks()
            let value: String
            switch current {
            case "'": value = try quoted(by: "'", name: name)
            case "\"": value = try quoted(by: "\"", name: name)
            default: value = unquoted(afterBlank: position > afterEqualSign)
            }
            skipLine()
            return Assignment(name: name, value: value, line: start)
        }

        private mutating func word() -> String {
            var text = String.UnicodeScalarView()
            while let scalar = current, !isAtLineEnd, scalar != " ", scalar != "\t", scalar != "=" {
                text.append(scalar)
                advance()
            }
            return String(text)
        }

        private func isName(_ text: String) -> Bool {
            guard let first = text.utf8.first, !(48...57).contains(first) else { return false }
            return text.utf8.allSatisfy { byte in
                (65...90).contains(byte) || (97...122).contains(byte) || (48...57).contains(byte) || byte == 95
            }
        }

        private mutating func unquoted(afterBlank: Bool) -> String {
            var text: [Unicode.Scalar] = []
            while let scalar = current, !isAtLineEnd {
                if scalar == "#", text.isEmpty ? afterBlank : text.last == " " || text.last == "\t" { break }
                text.append(scalar)
                advance()
            }
            while text.last == " " || text.last == "\t" { text.removeLast() }
            var view = String.UnicodeScalarView()
            view.append(contentsOf: text)
            return String(view)
        }

        private mutating func quoted(by quote: Unicode.Scalar, name: String) throws(Fault) -> String {
            let start = line
            var text = String.UnicodeScalarView()
            advance()
            while true {
                guard let scalar = current else {
                    throw Fault(
                        line: start,
                        text: Wording("the value of \(name) has no closing quote", "\(name) 的值缺少结束引号"))
                }
                advance()
                if scalar == quote { break }
                if scalar == "\\", quote == "\"", let escaped = current {
                    advance()
                    switch escaped {
                    case "n": text.append("\n")
                    case "r": text.append("\r")
                    case "t": text.append("\t")
                    case "\"", "\\", "$": text.append(escaped)
                    default:
                        text.append(scalar)
                        text.append(escaped)
                    }
                } else {
                    text.append(scalar)
                }
            }
            skipBlanks()
            guard isAtLineEnd || current == "#" else {
                throw Fault(
                    line: line,
                    text: Wording("text after the closing quote of \(name)", "\(name) 的结束引号后面还有内容"))
            }
            return String(text)
        }
    }
}
