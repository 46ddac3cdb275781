import Engine
import Glibc
import Logging
import Synchronization

/// Where all loggers of the process write, and the level they share, which the admin API may change while the server runs.
final class LogOutput: Sendable {
    let format: LogOptions.Format
    /// journald's priority prefixes (sd-daemon(3)), when the journal reads our standard error.
    let hasPriorityPrefix: Bool
    private let write: @Sendable (_ line: String) -> Void
    private let now: @Sendable () -> Timestamp
    private let sharedLevel: Mutex<Logger.Level>

    /// Standard error of this process.
    convenience init(_ options: LogOptions, isUnderJournal: Bool) {
        self.init(options, hasPriorityPrefix: isUnderJournal, now: { SystemClock().now() }, write: Self.writeToStandardError)
    }

    init(
        _ options: LogOptions, hasPriorityPrefix: Bool, now: @escaping @Sendable () -> Timestamp,
        write: @escaping @Sendable (_ line: String) -> Void
    ) {
        format = options.format
        sharedLevel = Mutex(options.level)
        self.hasPriorityPrefix = hasPriorityPrefix
        self.now = now
        self.write = write
    }

    /// The least important level that is written.
    var level: Logger.Level {
        get { sharedLevel.withLock { $0 } }
        set { sharedLevel.withLock { $0 = newValue } }
    }

    func logger(_ label: String) -> Logger {
        Logger(label: label) { TowowLogHandler(label: $0, output: self) }
    }

    fileprivate func line(
        _ level: Logger.Level, _ message: String, label: String, metadata: [(key: String, value: Logger.MetadataValue)]
    ) {
        var line = hasPriorityPrefix ? "<\(level.journalPriority)>" : ""
        switch format {
        case .text:
            line += hasPriorityPrefix ? "" : "\(now().rfc3339) "
            line += "\(level.padded) \(LogText.escaped(message))"
            for (key, value) in metadata { line += " \(LogText.escaped(key))=\(LogText.textValue(value))" }
        case .json:
            line += "{\"time\":\"\(now().rfc3339)\",\"level\":\"\(level)\",\"label\":\(LogText.json(label)),"
            line += "\"message\":\(LogText.json(message))"
            for (key, value) in metadata {
                // The line's own fields cannot be replaced by metadata.
                let name = ["time", "level", "label", "message"].contains(key) ? key + "_" : key
                line += ",\(LogText.json(name)):\(LogText.jsonValue(value))"
            }
            line += "}"
        }
        write(line + "\n")
    }

    /// One write a line: lines of several threads do not mix. A full or closed pipe loses the line, not the process.
    private static func writeToStandardError(_ line: String) {
        var line = line
        line.withUTF8 { bytes in
            var rest = UnsafeRawBufferPointer(bytes)
            while let start = rest.baseAddress, !rest.isEmpty {
                let count = Glibc.write(STDERR_FILENO, start, rest.count)
                if count < 0, errno == EINTR { continue }
                guard count > 0 else { return }
                rest = UnsafeRawBufferPointer(rebasing: rest[count...])
            }
        }
    }
}

/// swift-log handler of the process. Its level follows the shared one unless a logger asks for its own.
struct TowowLogHandler: LogHandler {
    let label: String
    let output: LogOutput
    var metadata: Logger.Metadata = [:]
    var metadataProvider: Logger.MetadataProvider?
    private var ownLevel: Logger.Level?

    init(label: String, output: LogOutput) {
        self.label = label
        self.output = output
    }

    /// Libraries say much that only their authors need: below `trace` they are heard from `info` on.
    var logLevel: Logger.Level {
        get {
            if let ownLevel { return ownLevel }
            let level = output.level
            return label.hasPrefix("towow") || level == .trace ? level : max(level, .info)
        }
        set { ownLevel = newValue }
    }

    subscript(metadataKey key: String) -> Logger.MetadataValue? {
        get { metadata[key] }
        set { metadata[key] = newValue }
    }

    func log(event: LogEvent) {
        var all = metadata
        if let provided = metadataProvider?.get() { all.merge(provided) { _, new in new } }
        if let own = event.metadata { all.merge(own) { _, new in new } }
        output.line(
            event.level, event.message.description, label: label,
            metadata: all.sorted { $0.key < $1.key }.map { (key: $0.key, value: $0.value) })
    }
}

extension Logger.Level {
    /// Severities of syslog (RFC 5424, section 6.2.1).
    fileprivate var journalPriority: Int {
        switch self {
        case .trace, .debug: 7
        case .info: 6
        case .notice: 5
        case .warning: 4
        case .error: 3
        case .critical: 2
        }
    }

    fileprivate var padded: String {
        let name = rawValue.uppercased()
        return name + String(repeating: " ", count: max(0, 8 - name.count))
    }
}

/// Text that cannot break out of its line: control characters, line separators and direction marks are escaped.
enum LogText {
    static func escaped(_ text: String) -> String {
        guard text.unicodeScalars.contains(where: isUnsafe) else { return text }
        var result = ""
        for scalar in text.unicodeScalars {
            if isUnsafe(scalar) {
                switch scalar {
                case "\n": result += "\\n"
                case "\r": result += "\\r"
                case "\t": result += "\\t"
                default: result += "\\u" + hexadecimal(scalar.value)
                }
            } else {
                result.unicodeScalars.append(scalar)
            }
        }
        return result
    }

    /// A JSON string literal (RFC 8259, section 7).
    static func json(_ text: String) -> String {
        var quoted = ""
        for scalar in text.unicodeScalars {
            if scalar == "\"" || scalar == "\\" { quoted += "\\" }
            quoted.unicodeScalars.append(scalar)
        }
        return "\"" + escaped(quoted) + "\""
    }

    static func textValue(_ value: Logger.MetadataValue) -> String {
        let text = escaped(value.description)
        let isPlain = !text.isEmpty && !text.contains { $0 == " " || $0 == "\"" || $0 == "=" }
        return isPlain ? text : json(value.description)
    }

    static func jsonValue(_ value: Logger.MetadataValue) -> String {
        switch value {
        case .string(let text): json(text)
        case .stringConvertible(let value):
            switch value {
            case let number as Int: "\(number)"
            case let flag as Bool: "\(flag)"
            case let number as Double where number.isFinite: "\(number)"
            default: json(value.description)
            }
        case .array(let values): "[" + values.map(jsonValue).joined(separator: ",") + "]"
        case .dictionary(let members):
            "{" + members.sorted { $0.key < $1.key }.map { json($0.key) + ":" + jsonValue($0.value) }.joined(separator: ",")
                + "}"
        }
    }

    /// Cc, Cf that reorder or separate lines; all in the basic plane, so that `\uXXXX` names them.
    private static func isUnsafe(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0..<0x20, 0x7F..<0xA0, 0x2028...0x202E, 0x2066...0x2069, 0x200E, 0x200F, 0xFEFF: true
        default: false
        }
    }

    private static func hexadecimal(_ value: UInt32) -> String {
        let digits = String(value, radix: 16)
        return String(repeating: "0", count: max(0, 4 - digits.count)) + digits
    }
}
