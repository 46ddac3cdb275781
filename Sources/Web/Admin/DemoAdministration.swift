public import Engine

/// Demonstrations: the real engine on preset demands with simulated members.
public protocol DemoAdministration: Sendable {
    /// - Throws: `TowowError` overloaded.
    func status() async throws -> DemoStatus
    /// Turns demonstrations on or off, on every instance.
    /// - Parameter scenario: for sessions that name none; nil leaves it as it is.
    func change(isEnabled: Bool, scenario: DemoScenario?, by actor: String) async throws -> DemoStatus
    /// Newest first.
    func sessions() async throws -> [DemoSession]
    /// - Throws: `TowowError` unknownDemand.
    func session(_ id: String) async throws -> DemoSession
    /// Opens a session that can be run.
    /// - Throws: `TowowError` notPossible `demo_off`, `demo_full`.
    func open(_ draft: DemoDraft, by actor: String) async throws -> DemoSession
    /// Submits a session's demand, once.
    /// - Throws: `TowowError` unknownDemand, notPossible `demo_off`, `demo_ran`.
    func run(_ id: String, by actor: String, requestID: String) async throws -> DemoRun
}

/// What to open a session with; what is nil is chosen.
public struct DemoDraft: Sendable, Hashable {
    public var preset: DemoPreset
    /// Nil: the one of the demo mode.
    public var scenario: DemoScenario?
    /// Nil: a random one.
    public var seed: UInt32?
    public var language: Language

    public init(preset: DemoPreset, scenario: DemoScenario?, seed: UInt32?, language: Language) {
        self.preset = preset
        self.scenario = scenario
        self.seed = seed
        self.language = language
    }
}

/// The demo mode.
public struct DemoStatus: Sendable, Hashable, Encodable {
    public struct Figures: Sendable, Hashable, Encodable {
        /// Demonstrations that ended since the start of this instance.
        public var total: Int
        /// Those of them with a plan.
        public var successful: Int
        /// Sessions that have not ended.
        public var active: Int

        enum CodingKeys: String, CodingKey {
            case total = "total_demos"
            case successful = "successful_demos"
            case active = "active_sessions"
        }
    }

    /// How many sessions are kept.
    public static let sessionLimit = 20

    public var isEnabled: Bool
    public var scenario: DemoScenario
    public var figures: Figures
    private let presets = DemoPreset.allCases
    private let scenarios = DemoScenario.allCases
    private let limit = DemoStatus.sessionLimit

    public init(isEnabled: Bool, scenario: DemoScenario, total: Int, successful: Int, active: Int) {
        self.isEnabled = isEnabled
        self.scenario = scenario
        figures = Figures(total: total, successful: successful, active: active)
    }

    enum CodingKeys: String, CodingKey {
        case scenario
        case isEnabled = "enabled"
        case figures = "stats"
        case presets = "available_demands"
        case scenarios = "available_scenarios"
        case limit = "session_limit"
    }
}

/// One demonstration, from its opening to its end.
public struct DemoSession: Sendable, Hashable {
    public enum Status: String, Sendable, Encodable {
        /// Opened, not run yet.
        case active
        case running, completed
    }

    public var id: String
    public var origin: DemoOrigin
    public var language: Language
    public var status: Status
    public var demandID: DemandID?
    /// Nil before the end, and when the demand was deleted since.
    public var result: DemandOutcome?
    public var startTime: Timestamp
    /// When it is forgotten at the latest.
    public var expiresAt: Timestamp

    public init(
        id: String, origin: DemoOrigin, language: Language, status: Status, demandID: DemandID?, result: DemandOutcome?,
        startTime: Timestamp, expiresAt: Timestamp
    ) {
        self.id = id
        self.origin = origin
        self.language = language
        self.status = status
        self.demandID = demandID
        self.result = result
        self.startTime = startTime
        self.expiresAt = expiresAt
    }
}

/// A demonstration that was begun.
public struct DemoRun: Sendable, Hashable {
    public var sessionID: String
    public var demandID: DemandID
    public var ownerToken: String

    public init(sessionID: String, demandID: DemandID, ownerToken: String) {
        self.sessionID = sessionID
        self.demandID = demandID
        self.ownerToken = ownerToken
    }
}
