import Claude
import Engine
import Logging
import Metrics
import Storage

/// The engine with all that it needs, joined but not yet running.
struct EngineAssembly: Sendable {
    let store: any Store
    let members: MemberDirectory
    let matcher: MemberMatcher
    let hub: EventHub
    let coordinator: Coordinator
    /// How calls to the model are going; nil when rules decide.
    let modelHealth: (@Sendable () async -> ModelHealth)?
    /// The operator's side of the model; nil when rules decide.
    let model: (any ModelOperation)?

    /// Joins an engine to `store`.
    /// - Parameters:
    ///   - readsMembers: false when the store cannot be reached yet; `Coordinator.recover()` reads them in any case.
    ///   - settings: those of a running server, which change.
    ///   - silent: kinds of members that nobody can reach from here.
    ///   - further: ways to members elsewhere.
    ///   - presence: who of them can be reached.
    static func make(
        store: any Store, readsMembers: Bool = true, configuration: Configuration, rulesOnly: Bool = false,
        silent: Set<Member.Kind> = [], further: [Member.Kind: any AgentLink] = [:],
        presence: MemberPresence = MemberPresence(), settings: LiveSettings? = nil, instanceID: String? = nil,
        metrics: any MetricsFactory = NOOPMetricsHandler.instance, log: LogOutput
    ) async throws -> EngineAssembly {
        let members = MemberDirectory(store: store)
        if readsMembers { try await members.reload() }
        let hub = EventHub()
        let clock = SystemClock()
        let ids = SystemIDSource()
        let matcher = MemberMatcher(source: members)
        let rules = RuleDecider(matcher: matcher)
        let model = try Appliance.claude(
            configuration, rulesOnly: rulesOnly, rules: rules, matcher: matcher,
            steps: StoredSteps(store: store, clock: clock, logger: log.logger("towow.claude")), clock: clock,
            metrics: metrics, log: log)
        let desk = DecisionDesk(model: model, rules: rules, clock: clock)
        var links: [Member.Kind: any AgentLink] = [.auto: AutoLink(desk: desk), .manual: InboxLink()]
        for kind in silent { links[kind] = SilentLink() }
        links.merge(further) { _, link in link }
        let isModel = model != nil
        let current: @Sendable () -> Configuration = { settings?.configuration ?? configuration }
        let environment = EngineEnvironment(
            store: store, hub: hub, desk: desk, members: members, links: links, clock: clock, ids: ids,
            limits: { current().limits.decided(byModel: isModel) },
            settingsChanged: { await settings?.storedChanged() }, presence: presence,
            instanceID: instanceID ?? Base32.encode(ids.randomBytes(16)), logger: log.logger("towow.engine"),
            metrics: EngineMetrics(metrics))
        var modelHealth: (@Sendable () async -> ModelHealth)?
        if let model {
            modelHealth = { await model.health() }
            if let settings { Appliance.follow(settings, model, logger: log.logger("towow.claude")) }
        }
        return EngineAssembly(
            store: store, members: members, matcher: matcher, hub: hub,
            coordinator: Coordinator(environment: environment, maxActive: configuration.maxActive),
            modelHealth: modelHealth, model: model)
    }

    /// An engine in memory, for one negotiation in a terminal: members who answer by hand cannot be asked there.
    static func inMemory(
        members: [Member], configuration: Configuration, rulesOnly: Bool, log: LogOutput
    ) async throws -> EngineAssembly {
        let store = InMemoryStore()
        try await store.migrate()
        _ = try await store.upsert(members: members, isActive: true)
        return try await make(
            store: store, configuration: configuration, rulesOnly: rulesOnly, silent: [.manual, .openagents], log: log)
    }
}

/// Members who cannot be reached from here: they give no answer.
struct SilentLink: AgentLink {
    func send(_ messages: [AgentMessage], answersTo receiver: any AnswerReceiver) async -> [Handover] {
        messages.map { _ in .unreachable }
    }
}
