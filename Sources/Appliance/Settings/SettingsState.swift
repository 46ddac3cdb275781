import Engine

/// What all settings are made from, and what follows from it.
struct SettingsState: Sendable {
    /// What the process was started with. What needs a restart stays so.
    let started: Settings
    /// Command line, environment, credentials and file, as last read without a fault.
    private(set) var base: Settings
    /// What the admin API has set.
    private(set) var live: [ConfigurationKey: Settings.Setting] = [:]
    /// Stored values that this version cannot use.
    var storedFaults: [Wording] { unusable + unfitting }
    /// Of those, what cannot be used on its own.
    private var unusable: [Wording] = []
    /// Of those, what does not fit together.
    private var unfitting: [Wording] = []
    /// What is wrong with the sources as they are now.
    private(set) var fileFaults: [Wording] = []
    /// What holds.
    private(set) var effective: Settings

    /// In the table of settings: a prefix keeps these apart from what others store there.
    static let storedPrefix = "config."

    init(started: Settings) {
        self.started = started
        base = started
        effective = started
    }

    /// Variables that were changed and need a restart, in the order of the table.
    var pending: [ConfigurationKey] {
        ConfigurationKey.allCases.filter { !$0.entry.isLive && started[$0].value != base[$0].value }
    }

    /// Takes sources that were read again.
    /// - Returns: false when they are faulty: then nothing of them is used.
    mutating func take(_ settings: Settings, faults: [Wording]) -> Bool {
        fileFaults = faults
        guard faults.isEmpty else { return false }
        base = settings
        settle()
        return true
    }

    /// Takes what is stored. What is not usable any more is left out and said.
    mutating func take(stored: [String: String]) {
        live = [:]
        unusable = []
        for (name, text) in stored.sorted(by: { $0.key < $1.key }) where name.hasPrefix(SettingsState.storedPrefix) {
            let name = String(name.dropFirst(SettingsState.storedPrefix.count))
            guard let key = ConfigurationKey(liveName: name) else {
                unusable.append(SettingsState.unknown.about(name))
                continue
            }
            do throws(ConfigurationValueFault) {
                live[key] = .init(text: text, value: try key.liveValue(text), source: .live)
            } catch {
                unusable.append(error.text.about(name))
            }
        }
        settle()
    }

    /// Makes `effective`. Stored values that do not fit together with the others give way: all that a rule names.
    private mutating func settle() {
        effective = combined(with: live)
        let conflicts = Configuration.conflicts(in: effective, for: .tool)
        unfitting = conflicts.map {
            Wording("live settings are not used: \($0.english)", "在线设置未被采用：\($0.chinese)")
        }
        guard !conflicts.isEmpty else { return }
        let named = live.filter { key, _ in !conflicts.contains { $0.english.contains(key.name) } }
        effective = combined(with: named)
        if !Configuration.conflicts(in: effective, for: .tool).isEmpty { effective = combined(with: [:]) }
    }

    private static let unknown = Wording("unknown setting", "没有这个设置")

    private func combined(with live: [ConfigurationKey: Settings.Setting]) -> Settings {
        var result = started
        for key in ConfigurationKey.allCases where key.entry.isLive {
            result = result.replacing(key, by: live[key] ?? base[key])
        }
        result.file = base.file
        return result
    }

    /// Checks changes of live settings.
    /// - Returns: what to store by live name; nil removes.
    /// - Throws: every fault; then nothing may be stored.
    func checked(_ changes: [String: JSONValue]) throws(ConfigurationFaults) -> [ConfigurationKey: String?] {
        var faults: [Wording] = []
        var texts: [ConfigurationKey: String?] = [:]
        var next = live
        for (name, change) in changes.sorted(by: { $0.key < $1.key }) {
            guard let key = ConfigurationKey(liveName: name) else {
                let isKnown = ConfigurationKey.allCases.contains { $0.name == name.uppercased() }
                let fault =
                    isKnown ? Wording("can only be changed by a restart", "只能通过重启来更改") : SettingsState.unknown
                faults.append(fault.about(name))
                continue
            }
            guard texts[key] == nil else {
                faults.append(Wording("is named twice", "出现了两次").about(name))
                continue
            }
            do throws(ConfigurationValueFault) {
                let text = try key.text(of: change)
                texts[key] = .some(text)
                next[key] = try text.map { (text) throws(ConfigurationValueFault) in
                    .init(text: text, value: try key.liveValue(text), source: .live)
                }
            } catch {
                faults.append(error.text.about(name))
            }
        }
        if faults.isEmpty { faults = Configuration.conflicts(in: combined(with: next), for: .tool) }
        guard faults.isEmpty else { throw ConfigurationFaults(faults: faults) }
        return texts
    }
}
