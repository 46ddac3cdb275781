import FoundationEssentials

/// What one look found.
struct Finding: Sendable, Hashable, Encodable {
    enum Status: String, Sendable, Encodable, Comparable {
        case ok, warn, fail

        private var weight: Int {
            switch self {
            case .ok: 0
            case .warn: 1
            case .fail: 2
            }
        }

        static func < (left: Status, right: Status) -> Bool { left.weight < right.weight }
    }

    /// What was looked at: one word, the same in every version.
    var check: String
    var status: Status
    /// What is so.
    var message: String
    /// What to do about it; nil when nothing has to be done.
    var advice: String?

    static func ok(_ check: String, _ message: String) -> Finding {
        Finding(check: check, status: .ok, message: message, advice: nil)
    }

    static func warn(_ check: String, _ message: String, _ advice: String) -> Finding {
        Finding(check: check, status: .warn, message: message, advice: advice)
    }

    static func fail(_ check: String, _ message: String, _ advice: String) -> Finding {
        Finding(check: check, status: .fail, message: message, advice: advice)
    }
}

/// Everything that was found, in the order in which it was looked at.
struct Diagnosis: Sendable {
    var findings: [Finding]

    /// The worst of all.
    var status: Finding.Status { findings.map(\.status).max() ?? .ok }

    /// One line a finding: status, check, what is so, what to do.
    func text(_ style: TextStyle) -> String {
        let width = findings.map(\.check.count).max() ?? 0
        let lines = findings.map { finding in
            let mark =
                switch finding.status {
                case .ok: style.good("ok  ")
                case .warn: style.warning("warn")
                case .fail: style.bad("fail")
                }
            let name = finding.check + String(repeating: " ", count: width - finding.check.count)
            let advice = finding.advice.map { "; \($0)" } ?? ""
            return "\(mark)  \(name)  \(LogText.escaped(finding.message + advice))\n"
        }
        return lines.joined()
    }

    /// One JSON object.
    func json() throws -> String {
        struct Report: Encodable {
            var version = Version.number
            var status: Finding.Status
            var checks: [Finding]
        }
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return String(decoding: try encoder.encode(Report(status: status, checks: findings)), as: UTF8.self) + "\n"
    }
}
