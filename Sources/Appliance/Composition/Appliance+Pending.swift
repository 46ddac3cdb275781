import Logging

extension Appliance {
    /// Says which settings have no effect in this version, so that nobody relies on them.
    static func warnOfPendingSettings(_ configuration: Configuration, logger: Logger) {
        for name in pendingSettings(configuration) {
            logger.warning("this version does not use a setting yet", metadata: ["setting": "\(name)"])
        }
    }

    /// Settings that somebody has made and that wait for a later version.
    static func pendingSettings(_ configuration: Configuration) -> [String] {
        ConfigurationKey.allCases.filter { key in
            key.entry.section == .openAgents && configuration.settings[key].source != .standard
        }.map(\.name)
    }
}
