import Engine
import NIOHTTP1

/// Demonstrations, for the operator.
struct DemoRoutes: Sendable {
    static let base = AdminRoutes.base + "/demo-mode"

    let administration: any DemoAdministration

    /// - Parameter admin: checks the operator's key.
    func add(to routes: inout RouteTable.Builder, guardedBy admin: AdminRoutes) {
        routes.on(.GET, DemoRoutes.base, admin.guarded(status))
        routes.on(.POST, DemoRoutes.base, admin.guarded(change))
        routes.on(.GET, DemoRoutes.base + "/demands", admin.guarded(presets))
        routes.on(.GET, DemoRoutes.base + "/scenarios", admin.guarded(scenarios))
        routes.on(.GET, DemoRoutes.base + "/session", admin.guarded(sessions))
        routes.on(.POST, DemoRoutes.base + "/session", admin.guarded(open))
        routes.on(.GET, DemoRoutes.base + "/session/:session", admin.guarded(session))
        routes.on(.POST, DemoRoutes.base + "/session/:session/run", admin.guarded(run))
    }

    // MARK: The mode

    @Sendable private func status(_ call: AdminRoutes.Call) async throws -> Answer {
        try .json(await administration.status())
    }

    private struct Change: Decodable {
        var enabled: Bool
        var scenario: String?
    }

    private struct Changed: Encodable {
        var enabled: Bool
        var scenario: DemoScenario
        var message: String
    }

    @Sendable private func change(_ call: AdminRoutes.Call) async throws -> Answer {
        let body = try JSONBody.decode(Change.self, from: call.request)
        let scenario = try body.scenario.map { try DemoRoutes.scenario($0) }
        let status = try await administration.change(isEnabled: body.enabled, scenario: scenario, by: call.actor)
        let message = call.request.language.pick(
            status.isEnabled ? ("演示模式已开启", "Demo mode is on") : ("演示模式已关闭", "Demo mode is off"))
        return try .json(Changed(enabled: status.isEnabled, scenario: status.scenario, message: message))
    }

    // MARK: What there is

    struct Preset: Encodable {
        var id: String
        var title: String
        var description: String
        var requirements: [String]
        var expectedOutcome: String

        init(_ preset: DemoPreset, _ language: Language) {
            let words = preset.words(language)
            id = preset.rawValue
            title = words.title
            description = words.text
            requirements = words.requirements
            expectedOutcome = words.expectedOutcome
        }

        enum CodingKeys: String, CodingKey {
            case id, title, description, requirements
            case expectedOutcome = "expected_outcome"
        }
    }

    @Sendable private func presets(_ call: AdminRoutes.Call) async throws -> Answer {
        let pairs = DemoPreset.allCases.map { ($0.rawValue, Preset($0, call.request.language)) }
        return try .json(["demands": Dictionary(uniqueKeysWithValues: pairs)])
    }

    private struct Scenario: Encodable {
        var value: String
        var name: String
        /// What it is called, in the caller's language.
        var title: String
        var description: String
    }

    @Sendable private func scenarios(_ call: AdminRoutes.Call) async throws -> Answer {
        let all = DemoScenario.allCases.map { scenario in
            Scenario(
                value: scenario.rawValue, name: scenario.rawValue.uppercased(),
                title: scenario.title(call.request.language),
                description: scenario.description(call.request.language))
        }
        return try .json(["scenarios": all])
    }

    // MARK: Sessions

    @Sendable private func sessions(_ call: AdminRoutes.Call) async throws -> Answer {
        try .json(["sessions": await administration.sessions().map(SessionAnswer.init)])
    }

    @Sendable private func session(_ call: AdminRoutes.Call) async throws -> Answer {
        try .json(SessionAnswer(await administration.session(call.context.parameter("session"))))
    }

    @Sendable private func open(_ call: AdminRoutes.Call) async throws -> Answer {
        let request = call.request
        let key = request.query("demand_key") ?? DemoPreset.travel.rawValue
        guard let preset = DemoPreset(rawValue: key) else { throw WebError.field("demand_key", "unknown_preset") }
        let scenario = try request.query("scenario").flatMap { $0.isEmpty ? nil : try DemoRoutes.scenario($0) }
        let seed = try request.query("seed").flatMap { text -> UInt32? in
            guard !text.isEmpty else { return nil }
            guard let seed = UInt32(text) else { throw WebError.field("seed", "bad_seed") }
            return seed
        }
        let language = try request.query("language").flatMap { text -> Language? in
            guard !text.isEmpty else { return nil }
            guard let language = Language(rawValue: text) else { throw WebError.field("language", "bad_language") }
            return language
        }
        let draft = DemoDraft(preset: preset, scenario: scenario, seed: seed, language: language ?? request.language)
        return try .json(SessionAnswer(await administration.open(draft, by: call.actor)))
    }

    private static func scenario(_ text: String) throws -> DemoScenario {
        guard let scenario = DemoScenario(rawValue: text) else { throw WebError.field("scenario", "unknown_scenario") }
        return scenario
    }

    private struct Run: Encodable {
        var sessionID: String
        var demandID: DemandID
        var channelID: ChannelID
        var ownerToken: String

        enum CodingKeys: String, CodingKey {
            case sessionID = "session_id"
            case demandID = "demand_id"
            case channelID = "channel_id"
            case ownerToken = "owner_token"
        }
    }

    @Sendable private func run(_ call: AdminRoutes.Call) async throws -> Answer {
        let run = try await administration.run(
            call.context.parameter("session"), by: call.actor, requestID: call.request.id)
        call.request.trace?.demand = run.demandID
        return try .json(
            Run(
                sessionID: run.sessionID, demandID: run.demandID, channelID: ChannelID(run.demandID),
                ownerToken: run.ownerToken))
    }
}

/// A session with its demand and the simulated members who may be asked.
private struct SessionAnswer: Encodable {
    private struct Participant: Encodable {
        var id: String
        var name: String
        var role: String
        var personality: String
        var priorities: [String]
    }

    private let id: String
    private let seed: UInt32
    private let demand: DemoRoutes.Preset
    private let scenario: DemoScenario
    private let language: Language
    private let participants: [Participant]
    private let status: DemoSession.Status
    private let demandID: DemandID?
    private let result: DemandOutcome?
    private let startTime: Timestamp
    private let expiresAt: Timestamp
    private let isDemo = true

    init(_ session: DemoSession) {
        id = session.id
        seed = session.origin.seed
        demand = DemoRoutes.Preset(session.origin.preset, session.language)
        scenario = session.origin.scenario
        language = session.language
        participants = SimulatedCast(of: session.origin, session.language).participants.map {
            Participant(
                id: $0.member.id, name: $0.member.displayName, role: $0.role, personality: $0.personality,
                priorities: $0.priorities)
        }
        status = session.status
        demandID = session.demandID
        result = session.result
        startTime = session.startTime
        expiresAt = session.expiresAt
    }

    /// By hand: `demand_id` and `result` are null while there is none.
    func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(id, forKey: .id)
        try container.encode(seed, forKey: .seed)
        try container.encode(demand, forKey: .demand)
        try container.encode(scenario, forKey: .scenario)
        try container.encode(language, forKey: .language)
        try container.encode(participants, forKey: .participants)
        try container.encode(status, forKey: .status)
        try container.encode(demandID, forKey: .demandID)
        try container.encode(result, forKey: .result)
        try container.encode(startTime, forKey: .startTime)
        try container.encode(expiresAt, forKey: .expiresAt)
        try container.encode(isDemo, forKey: .isDemo)
    }

    private enum CodingKeys: String, CodingKey {
        case id, seed, demand, scenario, language, participants, status, result
        case demandID = "demand_id"
        case startTime = "start_time"
        case expiresAt = "expires_at"
        case isDemo = "is_demo"
    }
}
