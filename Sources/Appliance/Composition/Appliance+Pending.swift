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
        let settings: [(ConfigurationKey, Bool)] = [
            (.openAgentsHost, configuration.openAgents != nil)
        ]
        return settings.filter(\.1).map(\.0.name)
    }
}
