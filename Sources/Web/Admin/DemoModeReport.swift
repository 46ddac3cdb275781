/// Whether demo sessions may be made, and what became of those of this instance.
public struct DemoModeReport: Sendable, Hashable, Encodable {
    public struct Counts: Sendable, Hashable, Encodable {
        public var totalDemos: Int
        public var successfulDemos: Int
        public var activeSessions: Int

        public init(totalDemos: Int, successfulDemos: Int, activeSessions: Int) {
            self.totalDemos = totalDemos
            self.successfulDemos = successfulDemos
            self.activeSessions = activeSessions
        }
    }

    public var enabled: Bool
    public var scenario: String
    public var stats: Counts
    public var availableDemands: [String]
    public var availableScenarios: [String]
    public var sessionLimit: Int

    public init(
        enabled: Bool, scenario: String, stats: Counts, availableDemands: [String], availableScenarios: [String],
        sessionLimit: Int
    ) {
        self.enabled = enabled
        self.scenario = scenario
        self.stats = stats
        self.availableDemands = availableDemands
        self.availableScenarios = availableScenarios
        self.sessionLimit = sessionLimit
    }
}
