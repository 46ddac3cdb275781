import Engine
import Logging
import PostgresTesting
import Storage
import Synchronization
import Testing
import Web

@testable import Appliance

/// Sessions over a real store and a real engine that rules decide.
@Suite("Sessions of demonstrations", .timeLimit(.minutes(3)))
struct DemoSessionTests {
    /// Wall clock that a test moves; nothing here sleeps on it.
    private final class Wall: EngineClock {
        private let time = Mutex(Timestamp(milliseconds: 1_795_572_000_000))
        func now() -> Timestamp { time.withLock { $0 } }
        func sleep(milliseconds: Int64) async throws { try await Task.sleep(for: .milliseconds(milliseconds)) }
        func pass(_ milliseconds: Int64) { time.withLock { $0 = $0 + milliseconds } }
    }

    /// One instance; several may share a store.
    private struct Instance {
        let sessions: DemoSessions
        let engine: EngineAssembly

        init(_ store: any Store, _ clock: Wall, name: String = "one") async throws {
            engine = try await EngineAssembly.make(
                store: store, configuration: Configuration.load(ConfigurationSources(environment: [:]), for: .tool),
                rulesOnly: true, instanceID: name,
                log: LogOutput(.init(format: .text, level: .critical), isUnderJournal: false))
            try await engine.coordinator.recover()
            sessions = DemoSessions(
                store: store, service: engine.coordinator, clock: clock,
                logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() })
        }

        func open(_ seed: UInt32 = 1) async throws -> DemoSession {
            try await sessions.open(
                DemoDraft(preset: .project, scenario: nil, seed: seed, language: .english), by: "test")
        }

        func end(_ id: String) async throws -> DemoSession {
            while true {
                try Task.checkCancellation()
                let session = try await sessions.session(id)
                if session.status == .completed { return session }
                try await Task.sleep(for: .milliseconds(5))
            }
        }
    }

    private func with(
        _ count: Int = 1, isOn: Bool = true, _ body: ([Instance], any Store, Wall) async throws -> Void
    ) async throws {
        let store = InMemoryStore()
        try await store.migrate()
        let clock = Wall()
        var instances: [Instance] = []
        for number in 0..<count { instances.append(try await Instance(store, clock, name: "instance-\(number)")) }
        if isOn { _ = try await instances[0].sessions.change(isEnabled: true, scenario: .mild, by: "test") }
        try await body(instances, store, clock)
        for instance in instances { await instance.engine.coordinator.stop() }
    }

    private func refusal(_ body: () async throws -> Void) async -> String? {
        do { try await body() } catch { return (error as? TowowError)?.reason ?? "\(error)" }
        return nil
    }

    @Test("the mode is off at first, and what is changed holds on every instance and after a restart")
    func mode() async throws {
        try await with(2, isOn: false) { instances, store, clock in
            let (first, second) = (instances[0], instances[1])
            #expect(try await first.sessions.status().isEnabled == false)
            #expect(try await first.sessions.status().scenario == .quick)
            #expect(await refusal { _ = try await first.open() } == "demo_off")
            _ = try await first.sessions.change(isEnabled: true, scenario: .tough, by: "test")
            #expect(try await second.sessions.status().isEnabled)
            #expect(try await second.open().origin.scenario == .tough)
            _ = try await second.sessions.change(isEnabled: true, scenario: nil, by: "test")
            let restarted = try await Instance(store, clock, name: "later")
            #expect(try await restarted.sessions.status().scenario == .tough)
            await restarted.engine.coordinator.stop()
        }
    }

    @Test("a session opened at one instance is read and run at another, once")
    func shared() async throws {
        try await with(2) { instances, store, _ in
            let (first, second) = (instances[0], instances[1])
            let opened = try await first.open(7)
            #expect(opened.status == .active && opened.demandID == nil && opened.result == nil)
            #expect(try await second.sessions.session(opened.id) == opened)
            let run = try await second.sessions.run(opened.id, by: "test", requestID: "r")
            #expect(
                await refusal { _ = try await first.sessions.run(opened.id, by: "test", requestID: "r") } == "demo_ran")
            #expect(
                await refusal { _ = try await second.sessions.run(opened.id, by: "test", requestID: "r") } == "demo_ran"
            )
            let ended = try await first.end(opened.id)
            #expect(ended.demandID == run.demandID && ended.result == .finalized)
            let state = try #require(try await store.fold(run.demandID))
            #expect(state.request.demo == opened.origin)
            #expect(try await first.sessions.sessions().map(\.id) == [opened.id])
        }
    }

    @Test("a run whose answer was lost goes on with the same demand")
    func lostAnswer() async throws {
        try await with { instances, store, _ in
            let instance = instances[0]
            let opened = try await instance.open()
            let key = DemoTable.key(of: opened.id)
            let before = try await store.settings()[key]
            let first = try await instance.sessions.run(opened.id, by: "test", requestID: "r")
            // As if the process had ended between the two commits.
            try await store.put(settings: [key: before], audit: nil)
            let again = try await instance.sessions.run(opened.id, by: "test", requestID: "r")
            #expect(again == first)
            #expect(try await store.statistics().demands == 1)
        }
    }

    @Test("runs of one session at the same time are one run")
    func atOnce() async throws {
        try await with { instances, store, _ in
            let instance = instances[0]
            let opened = try await instance.open()
            let refusals = await withTaskGroup(of: String?.self) { group in
                for _ in 0..<8 {
                    group.addTask {
                        await refusal { _ = try await instance.sessions.run(opened.id, by: "test", requestID: "r") }
                    }
                }
                return await group.reduce(into: [String?]()) { $0.append($1) }
            }
            #expect(refusals.count { $0 == nil } == 1)
            #expect(refusals.count { $0 == "demo_ran" } == 7)
            #expect(try await store.statistics().demands == 1)
        }
    }

    @Test("twenty that have not ended are the most; those that have ended make room, the oldest first")
    func limit() async throws {
        try await with { instances, _, clock in
            let instance = instances[0]
            var ids: [String] = []
            for number in 0..<DemoStatus.sessionLimit {
                clock.pass(1)
                ids.append(try await instance.open(UInt32(number)).id)
            }
            #expect(await refusal { _ = try await instance.open() } == "demo_full")
            for id in ids[3...4].reversed() {
                _ = try await instance.sessions.run(id, by: "test", requestID: "r")
                _ = try await instance.end(id)
            }
            clock.pass(1)
            let more = try await instance.open().id
            let kept = try await instance.sessions.sessions().map(\.id)
            #expect(kept == [more] + ids.reversed().filter { $0 != ids[3] })
            #expect(try await instance.sessions.status().figures.active == 19)
            #expect(await refusal { _ = try await instance.sessions.session(ids[3]) } == "no_such_session")
            #expect(
                await refusal { _ = try await instance.sessions.run(ids[3], by: "t", requestID: "r") }
                    == "no_such_session")
        }
    }

    /// How calls at several instances that come at once are answered: nil for a session, else the reason.
    private func open(_ count: Int, at instances: [Instance]) async -> [String?] {
        await withTaskGroup(of: String?.self) { group in
            for number in 0..<count {
                let instance = instances[number % instances.count]
                group.addTask { await refusal { _ = try await instance.open(UInt32(number)) } }
            }
            return await group.reduce(into: [String?]()) { $0.append($1) }
        }
    }

    /// 40 calls at two instances, then two at once for one place again and again.
    private func crowd(_ stores: [any Store]) async throws {
        let clock = Wall()
        var instances: [Instance] = []
        for (number, store) in stores.enumerated() {
            instances.append(try await Instance(store, clock, name: "instance-\(number)"))
        }
        _ = try await instances[0].sessions.change(isEnabled: true, scenario: .mild, by: "test")
        let answers = await open(40, at: instances)
        #expect(answers.count { $0 == nil } == DemoStatus.sessionLimit)
        #expect(answers.count { $0 == "demo_full" } == 20)
        for instance in instances {
            #expect(try await instance.sessions.status().figures.active == DemoStatus.sessionLimit)
        }
        let noted = try await stores[0].audit(before: nil, limit: 100).count { $0.entry.action == "demo.session" }
        #expect(noted == DemoStatus.sessionLimit)
        for _ in 0..<40 {
            let sessions = try await instances[0].sessions.sessions()
            try #require(sessions.count == DemoStatus.sessionLimit)
            try await stores[0].put(settings: [DemoTable.key(of: sessions[0].id): nil], audit: nil)
            let pair = await open(2, at: instances)
            #expect(pair.count { $0 == nil } == 1 && pair.count { $0 == "demo_full" } == 1)
        }
        for instance in instances { await instance.engine.coordinator.stop() }
    }

    @Test("of 40 that are opened at two instances at once, twenty are")
    func limitOfAll() async throws {
        let store = InMemoryStore()
        try await store.migrate()
        try await crowd([store, store])
    }

    @Test(
        "of 40 that are opened at two instances on one PostgreSQL at once, twenty are",
        .enabled(if: PostgresServer.isInstalled, "needs PostgreSQL: make deps"))
    func limitOfAllOnPostgres() async throws {
        let server = try PostgresServer.shared.get()
        let url = server.url(database: try server.createDatabase())
        let stores = [try PostgresStore(url: url), try PostgresStore(url: url)]
        for store in stores { try await store.migrate() }
        try await crowd(stores)
        for store in stores { await store.close() }
    }

    @Test("a session that is run just before it would be forgotten is kept")
    func runLate() async throws {
        try await with(2) { instances, _, clock in
            let opened = try await instances[0].open()
            clock.pass(DemoSessions.openMilliseconds - 1)
            let run = try await instances[1].sessions.run(opened.id, by: "test", requestID: "r")
            let session = try await instances[0].sessions.session(opened.id)
            #expect(session.demandID == run.demandID)
            #expect(session.expiresAt == clock.now() + DemoSessions.keptMilliseconds)
        }
    }

    @Test("a session that nobody runs is forgotten after an hour, one that was run after a day")
    func expiry() async throws {
        try await with { instances, store, clock in
            let instance = instances[0]
            let (left, used) = (try await instance.open().id, try await instance.open().id)
            _ = try await instance.sessions.run(used, by: "test", requestID: "r")
            _ = try await instance.end(used)
            clock.pass(DemoSessions.openMilliseconds)
            #expect(try await instance.sessions.sessions().map(\.id) == [used])
            #expect(
                await refusal { _ = try await instance.sessions.run(left, by: "test", requestID: "r") }
                    == "no_such_session")
            clock.pass(DemoSessions.keptMilliseconds)
            #expect(try await instance.sessions.sessions().isEmpty)
            // The next one clears away what is left of them.
            let next = try await instance.open().id
            #expect(
                try await store.settings().keys.filter { $0.hasPrefix("demo.session.") } == [DemoTable.key(of: next)])
        }
    }

    @Test("who did what is written down; figures count what ended")
    func audit() async throws {
        try await with { instances, store, _ in
            let instance = instances[0]
            let session = try await instance.open(99)
            let run = try await instance.sessions.run(session.id, by: "admin 127.0.0.1", requestID: "r")
            _ = try await instance.end(session.id)
            let entries = try await store.audit(before: nil, limit: 10).map { "\($0.entry.action) \($0.entry.detail)" }
            #expect(
                entries == [
                    "demo.run \(session.id): \(run.demandID)",
                    "demo.session \(session.id): demo_project, mild_negotiation, seed 99",
                    "demo.mode on, mild_negotiation",
                ])
            var figures = try await instance.sessions.status().figures
            // Counted a moment after the last event.
            while figures.total == 0 {
                try await Task.sleep(for: .milliseconds(2))
                figures = try await instance.sessions.status().figures
            }
            #expect(figures.total == 1 && figures.successful == 1 && figures.active == 0)
        }
    }

    @Test("what a newer version stored is left alone")
    func unreadable() async throws {
        try await with(isOn: false) { instances, store, _ in
            try await store.put(
                settings: ["demo.mode": #"{"enabled":true,"scenario":"hopeless"}"#, "demo.session.s-x": "{}"],
                audit: nil)
            #expect(try await instances[0].sessions.status().isEnabled == false)
            #expect(try await instances[0].sessions.sessions().isEmpty)
            #expect(try await store.settings()["demo.session.s-x"] == "{}")
        }
    }
}
