/// What every variable is set to, and by whom.
struct Settings: Sendable {
    enum Source: Sendable, Hashable {
        case standard
        /// With the line, 1, 2, 3 ….
        case file(path: String, line: Int)
        /// A systemd credential.
        case credential
        case environment
        case commandLine
        /// The admin API.
        case live
    }

    struct Setting: Sendable, Hashable {
        /// As it was written, checked; nil when the variable has no value.
        var text: String?
        var value: ConfigurationValue?
        var source: Source
    }

    private var settings: [ConfigurationKey: Setting]
    /// The configuration file that was read.
    var file: String?

    init(_ settings: [ConfigurationKey: Setting], file: String?) {
        self.settings = settings
        self.file = file
    }

    subscript(key: ConfigurationKey) -> Setting {
        settings[key] ?? Setting(text: nil, value: nil, source: .standard)
    }

    /// The same settings with `setting` for `key`.
    func replacing(_ key: ConfigurationKey, by setting: Setting) -> Settings {
        var copy = self
        copy.settings[key] = setting
        return copy
    }

    func isSet(_ key: ConfigurationKey) -> Bool { self[key].value != nil }

    func text(_ key: ConfigurationKey) -> String? {
        if case .text(let value) = self[key].value { value } else { nil }
    }

    func optionalInteger(_ key: ConfigurationKey) -> Int? {
        if case .integer(let value) = self[key].value { value } else { nil }
    }

    func optionalNumber(_ key: ConfigurationKey) -> Double? {
        if case .number(let value) = self[key].value { value } else { nil }
    }

    func list(_ key: ConfigurationKey) -> [String] {
        if case .list(let value) = self[key].value { value } else { [] }
    }

    func boolean(_ key: ConfigurationKey) -> Bool {
        if case .boolean(let value) = self[key].value { value } else { false }
    }

    /// For keys that the table gives a default.
    func integer(_ key: ConfigurationKey) -> Int {
        guard let value = optionalInteger(key) else { preconditionFailure("\(key.name) has no default in the table") }
        return value
    }

    /// For keys that the table gives a default.
    func number(_ key: ConfigurationKey) -> Double {
        guard let value = optionalNumber(key) else { preconditionFailure("\(key.name) has no default in the table") }
        return value
    }

    /// For keys in seconds that the table gives a default.
    func milliseconds(_ key: ConfigurationKey) -> Int64 {
        max(1, Int64((number(key) * 1000).rounded()))
    }
}

extension Settings.Source: CustomStringConvertible {
    var description: String {
        switch self {
        case .standard: "default"
        case .file(let path, let line): "\(path):\(line)"
        case .credential: "systemd credential"
        case .environment: "environment"
        case .commandLine: "command line"
        case .live: "live"
        }
    }

    fileprivate var chinese: String {
        switch self {
        case .standard: "默认值"
        case .file: description
        case .credential: "systemd 凭据"
        case .environment: "环境变量"
        case .commandLine: "命令行"
        case .live: "在线设置"
        }
    }
}

extension Wording {
    /// This, said of what a source says: `source: this`.
    func about(_ source: Settings.Source) -> Wording {
        Wording("\(source): \(english)", "\(source.chinese)：\(chinese)")
    }
}
