import Engine
import Logging

/// Looks at everything that a server of one configuration needs. Changes nothing but what `fixes` allows.
struct Doctor: Sendable {
    let configuration: Configuration
    /// What is wrong with the sources of the configuration.
    let faults: [String]
    /// Whether to ask services outside this machine and the database: never what costs money.
    var asksOutside = false
    /// Whether to mend what is safe to mend: modes of files.
    var fixes = false

    init(_ sources: ConfigurationSources) {
        let (settings, faults) = ConfigurationLoader.load(sources)
        self.faults = (faults + Configuration.conflicts(in: settings, for: .serving)).map(\.english)
        configuration = .made(of: settings)
    }

    func examine() async -> Diagnosis {
        var findings = settings()
        let server = await running()
        findings += await pending(server)
        findings += dataDirectory()
        findings.append(disk())
        findings.append(await database())
        findings.append(descriptors())
        findings.append(port(server))
        findings += certificate() + proxies() + adminKey()
        findings += await model()
        findings.append(clock())
        findings += await openAgents()
        return Diagnosis(findings: findings)
    }

    private func settings() -> [Finding] {
        guard faults.isEmpty else {
            return faults.map { .fail("configuration", $0, "correct it; towow config check lists the same") }
        }
        let file = configuration.settings.file.map { "file \($0)" } ?? "no configuration file"
        return [.ok("configuration", "valid (\(configuration.environment.rawValue), \(file))")]
    }
}
