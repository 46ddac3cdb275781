/// Reads every source, most important first: command line, environment, systemd credentials, file, defaults.
struct ConfigurationLoader {
    /// All faults of all sources, one line each. The start stops when there is one.
    private(set) var faults: [Wording] = []
    private let sources: ConfigurationSources
    private var settings: [ConfigurationKey: Settings.Setting] = [:]

    /// The settings, and every fault found on the way.
    static func load(_ sources: ConfigurationSources) -> (settings: Settings, faults: [Wording]) {
        var loader = ConfigurationLoader(sources: sources)
        let settings = loader.load()
        return (settings, loader.faults)
    }

    private init(sources: ConfigurationSources) {
        self.sources = sources
    }

    private mutating func load() -> Settings {
        readCommandLine()
        readEnvironment()
        readCredentials()
        let file = readConfigurationFile()
        applyDefaults()
        return Settings(settings, file: file)
    }

    // MARK: - Sources

    private mutating func readCommandLine() {
        var seen: Set<String> = []
        for (name, value) in sources.commandLine.reversed() where seen.insert(name).inserted {
            guard let key = ConfigurationKey(rawValue: name) else {
                faults.append(Self.unknown(name, in: .commandLine))
                continue
            }
            if key.entry.isSecret, key != .databaseURL {
                let fault = Wording("\(name) is a secret; others could read it there", "\(name) 是机密，其他人能在那里看到它")
                faults.append(fault.about(.commandLine))
            } else {
                set(key, to: value, from: .commandLine)
            }
        }
    }

    private mutating func readEnvironment() {
        let reserved = ["TOWOW_", "LLM_", "RATE_LIMIT_", "OPENAGENT_"]
        for name in sources.environment.keys.sorted() {
            guard name != "TOWOW_CONFIG", reserved.contains(where: name.hasPrefix), !Self.isKnown(name) else {
                continue
            }
            faults.append(Self.unknown(name, in: .environment))
        }
        read(sources.environment.mapValues { ($0, Settings.Source.environment) })
    }

    private mutating func readCredentials() {
        guard let directory = sources.environment["CREDENTIALS_DIRECTORY"], !directory.isEmpty else { return }
        for key in ConfigurationKey.allCases {
            guard let name = key.credentialName else { continue }
            do throws(ConfigurationSources.FileFault) {
                set(key, to: Self.secret(try sources.readFile("\(directory)/\(name)")), from: .credential)
            } catch {
                if error != .missing {
                    faults.append(
                        Wording(
                            "systemd credential \(name) \(error.text.english)",
                            "systemd 凭据 \(name) \(error.text.chinese)"))
                }
            }
        }
    }

    /// Reads the first of `--config`, `TOWOW_CONFIG`, the system's file and, in development, `.env`.
    private mutating func readConfigurationFile() -> String? {
        if let path = sources.filePath ?? sources.environment["TOWOW_CONFIG"].flatMap({ $0.isEmpty ? nil : $0 }) {
            return readFile(path, isRequired: true) ? path : nil
        }
        if readFile(ConfigurationSources.systemFile, isRequired: false) { return ConfigurationSources.systemFile }
        guard settings[.environment]?.text != "production",
            readFile(ConfigurationSources.developmentFile, isRequired: false)
        else { return nil }
        if settings[.environment]?.text == "production" {
            faults.append(
                Wording(
                    "\(ConfigurationSources.developmentFile) is for development and sets APP_ENV=production: "
                        + "name the file with --config or TOWOW_CONFIG instead",
                    "\(ConfigurationSources.developmentFile) 只用于开发，却设置了 APP_ENV=production："
                        + "请用 --config 或 TOWOW_CONFIG 指定文件"))
        }
        return ConfigurationSources.developmentFile
    }

    private mutating func readFile(_ path: String, isRequired: Bool) -> Bool {
        let text: String
        do throws(ConfigurationSources.FileFault) {
            text = try sources.readFile(path)
        } catch {
            if isRequired || error != .missing { faults.append(error.text.following(path)) }
            return false
        }
        let file = EnvironmentFile(parsing: text)
        for fault in file.faults { faults.append(fault.text.about(.file(path: path, line: fault.line))) }
        var lines: [String: Int] = [:]
        var values: [String: (String, Settings.Source)] = [:]
        for assignment in file.assignments {
            let place = Settings.Source.file(path: path, line: assignment.line)
            guard Self.isKnown(assignment.name) else {
                faults.append(Self.unknown(assignment.name, in: place))
                continue
            }
            if let first = lines.updateValue(assignment.line, forKey: assignment.name) {
                let fault = Wording(
                    "\(assignment.name) is already set in line \(first)", "\(assignment.name) 已在第 \(first) 行设置")
                faults.append(fault.about(place))
            }
            values[assignment.name] = (assignment.value, place)
        }
        read(values)
        return true
    }

    /// Takes every known variable, and the files that `…_FILE` variables name, from one source.
    private mutating func read(_ values: [String: (text: String, source: Settings.Source)]) {
        for key in ConfigurationKey.allCases {
            let direct = values[key.name].flatMap { $0.text.isEmpty ? nil : $0 }
            let fromFile = key.fileVariable.flatMap { values[$0] }.flatMap { $0.text.isEmpty ? nil : $0 }
            if let direct, fromFile != nil {
                let fault = Wording(
                    "\(key.name) and \(key.name)_FILE are both set", "\(key.name) 和 \(key.name)_FILE 不能同时设置")
                faults.append(fault.about(direct.source))
            } else if let direct {
                set(key, to: direct.text, from: direct.source)
            } else if let fromFile {
                readSecret(key, at: fromFile.text, source: fromFile.source)
            }
        }
    }

    private mutating func readSecret(_ key: ConfigurationKey, at path: String, source: Settings.Source) {
        do throws(ConfigurationSources.FileFault) {
            let secret = Self.secret(try sources.readFile(path))
            if secret.isEmpty {
                faults.append(Wording("is empty", "为空").following(path).about("\(key.name)_FILE").about(source))
            } else {
                set(key, to: secret, from: source)
            }
        } catch {
            faults.append(error.text.following(path).about("\(key.name)_FILE").about(source))
        }
    }

    // MARK: - Values

    /// Checks and keeps a value, unless a more important source has set the variable. Faults count in every source.
    private mutating func set(_ key: ConfigurationKey, to text: String, from source: Settings.Source) {
        guard !text.isEmpty else { return }
        do throws(ConfigurationValueFault) {
            let value = try key.entry.kind.parse(text)
            if settings[key] == nil { settings[key] = .init(text: text, value: value, source: source) }
        } catch {
            faults.append(error.text.following(key.name).about(source))
        }
    }

    private mutating func applyDefaults() {
        let isProduction = settings[.environment]?.value == .text("production")
        for key in ConfigurationKey.allCases where settings[key] == nil {
            switch key.entry.standard {
            case .value(let text): set(key, to: text, from: .standard)
            case .byEnvironment(let development, let production):
                set(key, to: isProduction ? production : development, from: .standard)
            case .described: break
            }
        }
        if settings[.dataDirectory] == nil {
            // systemd separates several state directories by colons; the first is ours.
            let state = sources.environment["STATE_DIRECTORY"].map { String($0.prefix { $0 != ":" }) }
            set(.dataDirectory, to: state.flatMap { $0.isEmpty ? nil : $0 } ?? "./data", from: .standard)
        }
        if settings[.logLevel] == nil {
            set(.logLevel, to: settings[.debug]?.value == .boolean(true) ? "debug" : "info", from: .standard)
        }
    }

    // MARK: - Names

    private static func isKnown(_ name: String) -> Bool {
        if ConfigurationKey(rawValue: name) != nil { return true }
        guard name.hasSuffix("_FILE") else { return false }
        return ConfigurationKey(rawValue: String(name.dropLast(5)))?.entry.isSecret == true
    }

    /// Says that a name is unknown, and which one may have been meant.
    private static func unknown(_ name: String, in source: Settings.Source) -> Wording {
        let nearest = ConfigurationKey.allCases
            .map { (key: $0, distance: editDistance(name, $0.name)) }
            .min { $0.distance < $1.distance }
        let fault =
            if let nearest, nearest.distance <= 3 {
                Wording(
                    "\(name) is unknown; did you mean \(nearest.key.name)?", "没有变量 \(name)；是不是 \(nearest.key.name)？")
            } else {
                Wording("\(name) is unknown", "没有变量 \(name)")
            }
        return fault.about(source)
    }

    /// Editors end files with a newline that is no part of the secret.
    private static func secret(_ text: String) -> String {
        var view = Substring(text).unicodeScalars
        while let last = view.last, last == "\n" || last == "\r" { view.removeLast() }
        return String(view)
    }

    /// Levenshtein distance in bytes.
    private static func editDistance(_ left: String, _ right: String) -> Int {
        let right = Array(right.utf8)
        var row = Array(0...right.count)
        for (index, byte) in left.utf8.enumerated() {
            var diagonal = row[0]
            row[0] = index + 1
            for column in right.indices {
                let replaced = diagonal + (byte == right[column] ? 0 : 1)
                diagonal = row[column + 1]
                row[column + 1] = min(replaced, diagonal + 1, row[column] + 1)
            }
        }
        return row[right.count]
    }
}
