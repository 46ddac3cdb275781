import Engine
import Logging
import Web

/// Demonstrations of the running server. Mode and sessions are rows of the store's settings, so that each instance knows all of
/// them and none is lost with its process; how a session goes is looked up in its demand.
struct DemoSessions: DemoAdministration {
    /// A session that nobody ran by then is forgotten.
    static let openMilliseconds: Int64 = 3_600_000
    /// How long a session is kept once it was run.
    static let keptMilliseconds: Int64 = 24 * 3_600_000

    /// How long running one may take: a session that would be forgotten sooner is kept for that.
    static let runMilliseconds: Int64 = 60_000

    let store: any Store
    let service: any NegotiationService
    var clock: any EngineClock = SystemClock()
    var ids: any IDSource = SystemIDSource()
    let logger: Logger
    /// Opening and running look first and write then.
    private let turns = Turns()

    init(
        store: any Store, service: any NegotiationService, clock: any EngineClock = SystemClock(),
        ids: any IDSource = SystemIDSource(), logger: Logger
    ) {
        self.store = store
        self.service = service
        self.clock = clock
        self.ids = ids
        self.logger = logger
    }

    // MARK: The mode

    func status() async throws -> DemoStatus {
        let table = try await table()
        let sessions = try await looked(up: table.sessions)
        let outcomes = await service.statistics().demoOutcomes
        return DemoStatus(
            isEnabled: table.mode.enabled, scenario: table.mode.scenario,
            total: outcomes.values.reduce(0, +),
            successful: outcomes.reduce(0) { $0 + ($1.key.isSuccess ? $1.value : 0) },
            active: sessions.count { $0.status != .completed })
    }

    func change(isEnabled: Bool, scenario: DemoScenario?, by actor: String) async throws -> DemoStatus {
        try await turns.run {
            var mode = try await table().mode
            mode.enabled = isEnabled
            if let scenario { mode.scenario = scenario }
            try await write(
                [DemoTable.modeKey: mode.text], by: actor, "demo.mode",
                "\(isEnabled ? "on" : "off"), \(mode.scenario.rawValue)")
        }
        return try await status()
    }

    // MARK: Sessions

    func sessions() async throws -> [DemoSession] {
        try await looked(up: table().sessions)
    }

    func session(_ id: String) async throws -> DemoSession {
        let found = try await looked(up: table().sessions.filter { $0.id == id })
        guard let session = found.first else { throw unknown }
        return session
    }

    func open(_ draft: DemoDraft, by actor: String) async throws -> DemoSession {
        try await turns.run {
            while true {
                let table = try await table()
                guard table.mode.enabled else { throw TowowError(.notPossible, "demo_off") }
                // Those that are over make room, the oldest first.
                let known = try await looked(up: table.sessions)
                let excess = known.count - (DemoStatus.sessionLimit - 1)
                let gone = known.reversed().filter { $0.status == .completed }.prefix(max(0, excess))
                guard gone.count >= excess else { throw TowowError(.notPossible, "demo_full") }
                let now = clock.now()
                let row = DemoTable.Row(
                    id: "s-" + Base32.encode(ids.randomBytes(16)),
                    origin: DemoOrigin(
                        preset: draft.preset, scenario: draft.scenario ?? table.mode.scenario,
                        seed: draft.seed ?? randomSeed()),
                    language: draft.language, startTime: now, expiresAt: now + DemoSessions.openMilliseconds)
                var changes: [String: String?] = [row.key: row.text]
                for key in gone.map({ DemoTable.key(of: $0.id) }) + table.expired { changes[key] = .some(nil) }
                let isOpened = try await replace(
                    DemoTable.newestKey, from: table.newest, by: row.id, with: changes, by: actor, "demo.session",
                    "\(row.id): \(row.origin.preset.rawValue), \(row.origin.scenario.rawValue), seed \(row.origin.seed)"
                )
                if isOpened { return row.session(status: .active) }
                // Another instance opened one meanwhile: there may be no room any more.
            }
        }
    }

    func run(_ id: String, by actor: String, requestID: String) async throws -> DemoRun {
        try await turns.run {
            var row = try await held(id)
            // One demand a session, whoever asks how often: a call whose answer was lost gets it with the next try.
            let submission = try await service.submit(
                DemandRequest(demo: row.origin, language: row.language, requestID: requestID),
                idempotency: Idempotency(key: "demo-session-" + id, bodyHash: Crypto.sha256(id.utf8)))
            if submission.isRepetition, try await table().sessions.first(where: { $0.id == id })?.demandID != nil {
                throw TowowError(.notPossible, "demo_ran")
            }
            row.demandID = submission.demandID.rawValue
            row.expiresAt = clock.now() + DemoSessions.keptMilliseconds
            try await write([row.key: row.text], by: actor, "demo.run", "\(id): \(submission.demandID)")
            return DemoRun(sessionID: id, demandID: submission.demandID, ownerToken: submission.ownerToken)
        }
    }

    /// A session that can be run, and that no instance forgets before it is.
    private func held(_ id: String) async throws -> DemoTable.Row {
        while true {
            let table = try await table()
            guard var row = table.sessions.first(where: { $0.id == id }) else { throw unknown }
            guard row.demandID == nil else { throw TowowError(.notPossible, "demo_ran") }
            guard table.mode.enabled else { throw TowowError(.notPossible, "demo_off") }
            let end = clock.now() + DemoSessions.runMilliseconds
            if row.expiresAt >= end { return row }
            let text = row.text
            row.expiresAt = end + DemoSessions.runMilliseconds
            if try await replace(row.key, from: text, by: row.text) { return row }
        }
    }

    // MARK: The store

    private var unknown: TowowError { TowowError(.unknownDemand, "no_such_session") }

    private func randomSeed() -> UInt32 {
        ids.randomBytes(4).reduce(0) { $0 << 8 | UInt32($1) }
    }

    private func table() async throws -> DemoTable {
        do { return DemoTable(try await store.settings(), at: clock.now()) } catch { throw unavailable(error) }
    }

    private func write(
        _ changes: [String: String?], by actor: String, _ action: String, _ detail: String
    ) async throws {
        let entry = AuditEntry(at: clock.now(), actor: actor, action: action, detail: detail)
        do { try await store.put(settings: changes, audit: entry) } catch { throw unavailable(error) }
    }

    /// - Returns: false when the setting is not `old` any more; then nothing was written.
    private func replace(
        _ key: String, from old: String?, by new: String, with others: [String: String?] = [:], by actor: String = "",
        _ action: String? = nil, _ detail: String = ""
    ) async throws -> Bool {
        let entry = action.map { AuditEntry(at: clock.now(), actor: actor, action: $0, detail: detail) }
        do {
            return try await store.replace(setting: key, from: old, by: new, with: others, audit: entry)
        } catch { throw unavailable(error) }
    }

    private func unavailable(_ error: any Error) -> TowowError {
        logger.warning("demonstrations could not be looked up", metadata: ["error": "\(error)"])
        return TowowError(.overloaded, "store_unavailable", retryAfter: 2)
    }

    /// How the sessions of `rows` are going.
    private func looked(up rows: [DemoTable.Row]) async throws -> [DemoSession] {
        var sessions: [DemoSession] = []
        for row in rows {
            guard let demand = row.demandID.flatMap(DemandID.init(rawValue:)) else {
                sessions.append(row.session(status: .active))
                continue
            }
            let summary = try await service.summary(of: demand)
            sessions.append(
                row.session(status: summary?.isCompleted == false ? .running : .completed, result: summary?.outcome))
        }
        return sessions
    }
}
