/// What a demonstration is made from. It stands in the demand's first event, and all simulated members follow from it, so that
/// whoever reads the log has them too.
public struct DemoOrigin: Sendable, Hashable, Codable {
    public var preset: DemoPreset
    public var scenario: DemoScenario
    public var seed: UInt32

    public init(preset: DemoPreset, scenario: DemoScenario, seed: UInt32) {
        self.preset = preset
        self.scenario = scenario
        self.seed = seed
    }

    enum CodingKeys: String, CodingKey {
        case scenario, seed
        case preset = "demand_key"
    }
}

extension DemandRequest {
    /// The demand of a demonstration.
    public init(demo origin: DemoOrigin, language: Language, requestID: String? = nil) {
        self.init(
            text: origin.preset.words(language).text, userID: "demo", language: language, requestID: requestID)
        demo = origin
    }
}
