import Engine
import Logging
import Metrics
import Synchronization
import Telemetry
import Web

/// The settings of the running server.
///
/// The admin API stores what it changes; every instance reads it again when told. The configuration file is read again on demand.
/// Whoever needs a setting either asks for `configuration` when it counts, or is told by `onChange`.
final class LiveSettings: Sendable {
    private struct Contents {
        var state: SettingsState
        var configuration: Configuration
        var lastReload: SettingsReport.Reload?
        var listeners: [@Sendable (Configuration) -> Void] = []
    }

    private let sources: ConfigurationSources
    private let store: any Store
    private let clock: any EngineClock
    private let logger: Logger
    private let instanceID: String
    private let contents: Mutex<Contents>
    private let turns = Turns()
    private let reloads: (done: Counter, failed: Counter)

    /// - Parameters:
    ///   - configuration: what the process was started with.
    ///   - sources: where that came from.
    init(
        _ configuration: Configuration, sources: ConfigurationSources, store: any Store, instanceID: String,
        clock: any EngineClock = SystemClock(), metrics: any MetricsFactory = NOOPMetricsHandler.instance,
        logger: Logger
    ) {
        self.sources = sources
        self.store = store
        self.instanceID = instanceID
        self.clock = clock
        self.logger = logger
        contents = Mutex(
            Contents(state: SettingsState(started: configuration.settings), configuration: configuration))
        reloads = (
            Counter(label: "config_reload_total", dimensions: [("outcome", "ok")], factory: metrics),
            Counter(label: "config_reload_total", dimensions: [("outcome", "failed")], factory: metrics)
        )
    }

    /// What holds now.
    var configuration: Configuration { contents.withLock { $0.configuration } }

    /// The configuration file, if one was found.
    var file: String? { contents.withLock { $0.state.base.file } }

    /// Calls `body` with what holds now, and again after every change, one after another.
    func onChange(_ body: @escaping @Sendable (Configuration) -> Void) {
        body(
            contents.withLock {
                $0.listeners.append(body)
                return $0.configuration
            })
    }

    // MARK: Changes

    /// Reads what is stored.
    /// - Throws: `StoreError`.
    func load() async throws {
        try await turns.run { try await self.readStored() }
    }

    /// The store says that its settings may have changed.
    func storedChanged() async {
        do { try await load() } catch {
            // Who stops needs none any more.
            guard !Task.isCancelled else { return }
            logger.warning("live settings could not be read", metadata: ["error": "\(error)"])
        }
    }

    private func readStored() async throws {
        let stored = try await store.settings()
        update { $0.take(stored: stored) }
    }

    /// Changes live settings: all of `changes`, on every instance, or none.
    /// - Parameter language: of what is wrong with them.
    /// - Returns: live names of what has changed.
    /// - Throws: `AdminFaults` with every fault, `StoreError`.
    func change(
        _ changes: [String: JSONValue], by actor: String, language: Language = .english
    ) async throws -> [String] {
        try await turns.run {
            // Another instance may have changed something that goes together with this.
            try await self.readStored()
            let before = self.contents.withLock { $0.state }
            let texts: [ConfigurationKey: String?]
            do throws(ConfigurationFaults) { texts = try before.checked(changes) } catch {
                throw AdminFaults(error.faults.map { LogText.escaped($0(in: language)) })
            }
            guard !texts.isEmpty else { return [] }
            var stored: [String: String?] = [:]
            var details: [String] = []
            for key in ConfigurationKey.allCases {
                guard let text = texts[key], let name = key.liveName else { continue }
                stored[SettingsState.storedPrefix + name] = .some(text)
                let old = before.live[key]?.text ?? "(static)"
                details.append("\(name): \(old) → \(text ?? "(static)")")
            }
            try await self.store.put(
                settings: stored,
                audit: AuditEntry(
                    at: self.clock.now(), actor: actor, action: "config.set",
                    detail: LogText.escaped(details.joined(separator: "; "))))
            try await self.readStored()
            let after = self.contents.withLock { $0.state }
            self.logger.notice(
                "settings changed", metadata: ["by": "\(actor)", "changes": .array(details.map { "\($0)" })])
            return ConfigurationKey.allCases.filter { before.effective[$0] != after.effective[$0] }
                .compactMap(\.liveName)
        }
    }

    /// Reads command line, environment, credentials and file again. A fault anywhere changes nothing.
    @discardableResult
    func reload() async -> SettingsReport.Reload.Outcome {
        await turns.run {
            let found = Mutex<(settings: Settings, faults: [Wording])?>(nil)
            await BlockingWork.run {
                let (settings, faults) = ConfigurationLoader.load(self.sources)
                let all = faults + Configuration.conflicts(in: settings, for: .serving)
                found.withLock { $0 = (settings, all) }
            }
            guard let read = found.withLock({ $0 }) else { return .unchanged }
            return await self.take(read.settings, faults: read.faults)
        }
    }

    private func take(_ settings: Settings, faults: [Wording]) async -> SettingsReport.Reload.Outcome {
        let before = contents.withLock { $0.state }
        update { _ = $0.take(settings, faults: faults) }
        let after = contents.withLock { $0.state }
        let outcome: SettingsReport.Reload.Outcome
        if !faults.isEmpty {
            outcome = .refused
            reloads.failed.increment()
            if before.fileFaults != faults {
                logger.error(
                    "the configuration has faults and is not used; the settings are those from before",
                    metadata: ["faults": .stringConvertible(faults.count)])
                for fault in faults { logger.error("configuration fault", metadata: ["fault": "\(fault.english)"]) }
            }
        } else {
            reloads.done.increment()
            let changed = ConfigurationKey.allCases.filter { before.base[$0].value != after.base[$0].value }
            outcome = changed.isEmpty && before.fileFaults.isEmpty ? .unchanged : .applied
            if outcome == .applied { await say(changed, pending: after.pending) }
        }
        let reload = SettingsReport.Reload(at: clock.now(), outcome: outcome)
        contents.withLock { $0.lastReload = reload }
        return outcome
    }

    private func say(_ changed: [ConfigurationKey], pending: [ConfigurationKey]) async {
        let names = changed.map(\.name).joined(separator: " ")
        logger.notice("configuration read again", metadata: ["changed": "\(names)"])
        if !pending.isEmpty {
            logger.warning(
                "some changes need a restart", metadata: ["pending": "\(pending.map(\.name).joined(separator: " "))"])
        }
        guard !changed.isEmpty else { return }
        let entry = AuditEntry(
            at: clock.now(), actor: "configuration file", action: "config.reload", detail: "changed: \(names)")
        try? await store.put(settings: [:], audit: entry)
    }

    /// Only within a turn.
    private func update(_ change: (inout SettingsState) -> Void) {
        let (configuration, listeners) = contents.withLock { contents in
            change(&contents.state)
            contents.configuration = Configuration.made(of: contents.state.effective)
            return (contents.configuration, contents.listeners)
        }
        for listener in listeners { listener(configuration) }
    }

    // MARK: Report

    func report(in language: Language = .english, changed: [String]? = nil) -> SettingsReport {
        let (state, lastReload) = contents.withLock { ($0.state, $0.lastReload) }
        let pending = Set(state.pending)
        return SettingsReport(
            instanceID: instanceID, file: state.base.file,
            fileFaults: state.fileFaults.map { LogText.escaped($0(in: language)) },
            storedFaults: state.storedFaults.map { LogText.escaped($0(in: language)) },
            pending: state.pending.map(\.name), lastReload: lastReload,
            settings: ConfigurationKey.allCases.map { row($0, state, isPending: pending.contains($0), in: language) },
            changed: changed)
    }

    private func row(
        _ key: ConfigurationKey, _ state: SettingsState, isPending: Bool, in language: Language
    ) -> SettingsReport.Setting {
        let entry = key.entry
        let effective = state.effective[key]
        // What needs a restart holds as it was at the start; what the file says now is pending.
        let fixed = entry.isLive ? state.base[key] : state.started[key]
        return SettingsReport.Setting(
            name: key.name, key: key.liveName, section: entry.section.title(in: language), help: key.help(in: language),
            kind: entry.kind.name, choices: entry.kind.choices, minimum: entry.kind.bounds?.lowerBound,
            maximum: entry.kind.bounds?.upperBound, value: key.shown(effective), source: effective.source.kind,
            place: effective.source.place, staticValue: key.shown(fixed), staticSource: fixed.source.kind,
            staticPlace: fixed.source.place, pendingValue: isPending ? key.shown(state.base[key]) : .null,
            isSecret: entry.isSecret, isSet: effective.value != nil)
    }
}

extension ConfigurationKey {
    /// For the operator: secrets masked.
    fileprivate func shown(_ setting: Settings.Setting) -> JSONValue {
        guard let value = setting.value else { return .null }
        if case .database = value { return value.json }
        return entry.isSecret ? .string("********") : value.json
    }
}

extension Settings.Source {
    var kind: String {
        switch self {
        case .standard: "default"
        case .file: "file"
        case .credential: "credential"
        case .environment: "environment"
        case .commandLine: "command line"
        case .live: "live"
        }
    }

    var place: String? {
        if case .file(let path, let line) = self { LogText.escaped("\(path):\(line)") } else { nil }
    }
}
