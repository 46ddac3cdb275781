import Engine
import Logging
import Storage
import Synchronization
import Testing
import Web

@testable import Appliance

/// Settings that change while the server runs, without a server.
@Suite("Live settings", .timeLimit(.minutes(3)))
struct LiveSettingsTests {
    /// Live settings over a store in memory and a file that a test rewrites.
    private final class Bench: Sendable {
        let store: InMemoryStore
        let live: LiveSettings
        private let file: Box

        private final class Box: Sendable {
            let text: Mutex<String>
            init(_ text: String) { self.text = Mutex(text) }
        }

        init(
            file text: String = "", environment: [String: String] = [:],
            commandLine: [(name: String, value: String)] = [], store: InMemoryStore = InMemoryStore()
        ) throws {
            let file = Box(text)
            let sources = ConfigurationSources(
                commandLine: commandLine, filePath: "/towow.env", environment: environment
            ) { path throws(ConfigurationSources.FileFault) in
                guard path == "/towow.env" else { throw .missing }
                return file.text.withLock { $0 }
            }
            self.file = file
            self.store = store
            live = LiveSettings(
                try Configuration.load(sources, for: .serving), sources: sources, store: store, instanceID: "one",
                logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() })
        }

        func write(_ text: String) { file.text.withLock { $0 = text } }

        var configuration: Configuration { live.configuration }

        func row(_ name: String) throws -> SettingsReport.Setting {
            try #require(live.report().settings.first { $0.name == name })
        }

        /// What is wrong with a change; nothing when it was taken.
        func faults(_ changes: [String: JSONValue], in language: Language = .english) async throws -> [String] {
            do {
                _ = try await live.change(changes, by: "test", language: language)
                return []
            } catch let faults as AdminFaults {
                return faults.lines
            }
        }
    }

    // MARK: Changes

    @Test("a change holds at once, tells who listens, is stored, and is written down")
    func change() async throws {
        let bench = try Bench()
        let heard = Mutex<[Int]>([])
        bench.live.onChange { configuration in heard.withLock { $0.append(configuration.limits.maxCandidates) } }
        let changed = try await bench.live.change(
            ["max_candidates": .integer(4), "cors_origins": .array([.string("https://a.example")])], by: "operator")
        #expect(Set(changed) == ["max_candidates", "cors_origins"])
        #expect(bench.configuration.limits.maxCandidates == 4)
        #expect(bench.configuration.access.corsOrigins == ["https://a.example"])
        #expect(heard.withLock { $0.first } == 10 && heard.withLock { $0.last } == 4)
        #expect(
            try await bench.store.settings() == [
                "config.max_candidates": "4", "config.cors_origins": "https://a.example",
            ])
        let audit = try await bench.store.audit(before: nil, limit: 5)
        #expect(audit.map(\.entry.action) == ["config.set"] && audit.first?.entry.actor == "operator")
        #expect(audit.first?.entry.detail.contains("max_candidates: (static) → 4") == true)
        let row = try bench.row("TOWOW_MAX_CANDIDATES")
        #expect(row.value == .integer(4) && row.source == "live" && row.staticValue == .integer(10))
    }

    @Test("a fault anywhere changes nothing, and every fault has its line")
    func allOrNothing() async throws {
        let bench = try Bench()
        let faults = try await bench.faults([
            "log_level": .string("warning"), "max_candidates": .integer(99), "app_port": .integer(1),
            "speed": .integer(1), "enable_rate_limit": .integer(1), "cors_origins": .array([.string("*")]),
        ])
        #expect(faults.count == 5)
        for start in ["app_port: can only be changed by a restart", "speed: unknown setting", "max_candidates: "] {
            #expect(faults.contains { $0.hasPrefix(start) }, "\(start)")
        }
        #expect(
            faults.contains { $0.hasPrefix("cors_origins: ") }
                && faults.contains { $0.hasPrefix("enable_rate_limit: ") })
        #expect(bench.configuration.log.level == .debug)
        #expect(try await bench.store.settings().isEmpty)
        #expect(try await bench.store.audit(before: nil, limit: 5).isEmpty)
    }

    @Test("faults are told in Chinese to whoever reads Chinese: of a change, of the file and of what is stored")
    func chinese() async throws {
        let bench = try Bench()
        let faults = try await bench.faults(
            [
                "max_candidates": .integer(99), "app_port": .integer(1), "speed": .integer(1),
                "enable_rate_limit": .integer(1), "llm_model": .object(["compose": .integer(1)]),
                "demand_timeout": .array([]), "log_level": .string(""), "cors_origins": .array([.integer(1)]),
            ], in: .chinese)
        #expect(
            faults == [
                "app_port：只能通过重启来更改", "cors_origins：必须是字符串数组，字符串中不能有逗号和空白", "demand_timeout：必须是数字",
                "enable_rate_limit：必须是 true 或 false", "llm_model：compose 必须是模型 ID", "log_level：不能为空；用 null 恢复静态值",
                "max_candidates：必须是 1 到 10 之间的整数", "speed：没有这个设置",
            ])
        #expect(
            try await bench.faults(["accept_threshold_low": .number(0.75)], in: .chinese) == [
                "TOWOW_ACCEPT_THRESHOLD_HIGH（0.8）至少要比 TOWOW_ACCEPT_THRESHOLD_LOW（0.75）高 0.1"
            ])
        bench.write("APP_PORT=x\nAPP_HOTS=a\nLLM_MODEL='a\n")
        #expect(await bench.live.reload() == .refused)
        try await bench.store.put(
            settings: [
                "config.max_candidates": "99", "config.accept_threshold_high": "0.6",
                "config.accept_threshold_low": "0.59",
            ], audit: nil)
        try await bench.live.load()
        let report = bench.live.report(in: .chinese)
        #expect(
            Set(report.fileFaults) == [
                "/towow.env:1：APP_PORT 必须是 1 到 65535 之间的整数", "/towow.env:2：没有变量 APP_HOTS；是不是 APP_HOST？",
                "/towow.env:3：LLM_MODEL 的值缺少结束引号",
            ])
        #expect(
            report.storedFaults == [
                "max_candidates：必须是 1 到 10 之间的整数",
                "在线设置未被采用：TOWOW_ACCEPT_THRESHOLD_HIGH（0.6）至少要比 TOWOW_ACCEPT_THRESHOLD_LOW（0.59）高 0.1",
            ])
        let row = try #require(report.settings.first { $0.name == "TOWOW_MAX_CANDIDATES" })
        #expect(row.section == "协商" && row.help == "最多邀请多少位成员" && row.kind == "integer")
        #expect(try bench.row("TOWOW_MAX_CANDIDATES").section == "Negotiation")
    }

    @Test("values that do not fit together are refused, also with what was set before")
    func together() async throws {
        let bench = try Bench()
        #expect(try await bench.faults(["accept_threshold_low": .number(0.75)]).count == 1)
        #expect(
            try await bench.faults(["accept_threshold_low": .number(0.75), "accept_threshold_high": .number(0.9)])
                .isEmpty)
        #expect(try await bench.faults(["accept_threshold_high": .null]).count == 1)
        #expect(bench.configuration.limits.acceptThresholdHigh == 0.9)
        #expect(try await bench.faults(["accept_threshold_high": .null, "accept_threshold_low": .null]).isEmpty)
        #expect(bench.configuration.limits.acceptThresholdHigh == 0.8)
    }

    @Test("one setting by its two names is a fault")
    func twice() async throws {
        let bench = try Bench()
        let faults = try await bench.faults(["max_candidates": .integer(3), "TOWOW_MAX_CANDIDATES": .integer(4)])
        #expect(faults.count == 1 && faults[0].contains("named twice"))
    }

    @Test("strings are taken for every kind, an empty list of origins means none")
    func strings() async throws {
        let bench = try Bench()
        let changes: [String: JSONValue] = [
            "max_candidates": .string("7"), "enable_rate_limit": .string("true"), "cors_origins": .array([]),
            "demand_timeout": .string("12.5"), "llm_model": .object(["compose": .string("claude-x")]),
        ]
        #expect(try await bench.faults(changes).isEmpty)
        #expect(bench.configuration.limits.maxCandidates == 7 && bench.configuration.web.isRateLimitEnabled)
        #expect(bench.configuration.access.corsOrigins.isEmpty)
        #expect(bench.configuration.limits.demandTimeoutMilliseconds == 12_500)
        #expect(bench.configuration.model.ids == ["compose": "claude-x"])
        #expect(try bench.row("LLM_MODEL").value == .object(["compose": .string("claude-x")]))
    }

    @Test("nothing asked for is no change")
    func nothing() async throws {
        let bench = try Bench()
        #expect(try await bench.live.change([:], by: "test").isEmpty)
        #expect(try await bench.store.audit(before: nil, limit: 5).isEmpty)
    }

    @Test("when the store does not answer nothing has changed")
    func storeAway() async throws {
        let bench = try Bench()
        await bench.store.close()
        await #expect(throws: StoreError.unavailable) {
            _ = try await bench.live.change(["max_candidates": .integer(4)], by: "test")
        }
        #expect(bench.configuration.limits.maxCandidates == 10)
    }

    // MARK: Precedence

    @Test("live wins over command line, environment and file; null returns to the first of those")
    func precedence() async throws {
        let bench = try Bench(
            file: "TOWOW_MAX_CANDIDATES=3\nTOWOW_MAX_SUBNETS=2\nLOG_LEVEL=error\n",
            environment: ["TOWOW_MAX_CANDIDATES": "4", "TOWOW_MAX_SUBNETS": "3"],
            commandLine: [("TOWOW_MAX_CANDIDATES", "5")])
        let candidates = try bench.row("TOWOW_MAX_CANDIDATES")
        #expect(candidates.value == .integer(5) && candidates.source == "command line")
        #expect(try bench.row("TOWOW_MAX_SUBNETS").source == "environment")
        let level = try bench.row("LOG_LEVEL")
        #expect(level.source == "file" && level.place == "/towow.env:3")
        let changes: [String: JSONValue] = [
            "max_candidates": .integer(6), "max_subnets": .integer(1), "log_level": .string("info"),
        ]
        #expect(
            Set(try await bench.live.change(changes, by: "test")) == ["max_candidates", "max_subnets", "log_level"])
        let live = try bench.row("TOWOW_MAX_CANDIDATES")
        #expect(live.value == .integer(6) && live.source == "live" && live.staticSource == "command line")
        let back: [String: JSONValue] = ["max_candidates": .null, "max_subnets": .null, "log_level": .null]
        _ = try await bench.live.change(back, by: "test")
        #expect(bench.configuration.limits.maxCandidates == 5 && bench.configuration.limits.maxSubnets == 3)
        #expect(bench.configuration.log.level == .error)
        #expect(try await bench.store.settings().isEmpty)
    }

    @Test("null for what was never set is no fault and changes nothing")
    func needlessNull() async throws {
        let bench = try Bench()
        #expect(try await bench.live.change(["max_candidates": .null], by: "test").isEmpty)
    }

    // MARK: What is stored

    @Test("what was set before holds after a start, and what another instance sets holds once it is told")
    func stored() async throws {
        let first = try Bench()
        _ = try await first.live.change(["max_candidates": .integer(2)], by: "test")
        let second = try Bench(store: first.store)
        #expect(second.configuration.limits.maxCandidates == 10)
        try await second.live.load()
        #expect(second.configuration.limits.maxCandidates == 2)
        _ = try await second.live.change(["max_candidates": .integer(8)], by: "test")
        #expect(first.configuration.limits.maxCandidates == 2)
        await first.live.storedChanged()
        #expect(first.configuration.limits.maxCandidates == 8)
        let audit = try await first.store.audit(before: nil, limit: 1)
        #expect(audit.first?.entry.detail == "max_candidates: 2 → 8")
    }

    @Test("stored values that this version cannot use are left out and named; the others hold")
    func storedFaults() async throws {
        let bench = try Bench()
        try await bench.store.put(
            settings: [
                "config.max_candidates": "99", "config.nonsense": "1", "config.app_port": "1",
                "config.log_level": "error",
                "other": "not ours",
            ], audit: nil)
        try await bench.live.load()
        let faults = bench.live.report().storedFaults
        #expect(faults.count == 3)
        for name in ["max_candidates: ", "nonsense: unknown setting", "app_port: unknown setting"] {
            #expect(faults.contains { $0.hasPrefix(name) }, "\(name)")
        }
        #expect(bench.configuration.limits.maxCandidates == 10 && bench.configuration.log.level == .error)
        _ = try await bench.live.change(["max_candidates": .integer(3)], by: "test")
        #expect(!bench.live.report().storedFaults.contains { $0.hasPrefix("max_candidates") })
    }

    @Test("stored values that do not fit together give way, all that the rule names, and the others hold")
    func storedConflict() async throws {
        let bench = try Bench()
        try await bench.store.put(
            settings: [
                "config.accept_threshold_high": "0.6", "config.accept_threshold_low": "0.59", "config.max_subnets": "3",
            ], audit: nil)
        try await bench.live.load()
        #expect(bench.live.report().storedFaults.count == 1)
        let limits = bench.configuration.limits
        #expect(limits.acceptThresholdHigh == 0.8 && limits.acceptThresholdLow == 0.5 && limits.maxSubnets == 3)
    }

    // MARK: The file

    @Test("a changed file is taken up, without what is set live and without what needs a restart")
    func reload() async throws {
        let bench = try Bench(file: "TOWOW_MAX_CANDIDATES=3\nAPP_PORT=8001\n")
        _ = try await bench.live.change(["max_candidates": .integer(9)], by: "test")
        bench.write("TOWOW_MAX_CANDIDATES=4\nAPP_PORT=8002\nTOWOW_MAX_SUBNETS=0\n")
        #expect(await bench.live.reload() == .applied)
        #expect(bench.configuration.limits.maxCandidates == 9 && bench.configuration.limits.maxSubnets == 0)
        #expect(bench.configuration.port == 8001)
        let report = bench.live.report()
        #expect(report.pending == ["APP_PORT"] && report.lastReload?.outcome == .applied)
        #expect(try bench.row("APP_PORT").pendingValue == .integer(8002))
        #expect(try bench.row("TOWOW_MAX_CANDIDATES").staticValue == .integer(4))
        let audit = try await bench.store.audit(before: nil, limit: 1)
        #expect(audit.first?.entry.action == "config.reload")
        #expect(await bench.live.reload() == .unchanged)
    }

    @Test("a faulty file changes nothing until it is mended")
    func faultyFile() async throws {
        let bench = try Bench(file: "TOWOW_MAX_CANDIDATES=3\n")
        bench.write("TOWOW_MAX_CANDIDATES=4\nTOWOW_MAX_SUBNETS=many\n")
        #expect(await bench.live.reload() == .refused)
        #expect(bench.configuration.limits.maxCandidates == 3)
        #expect(bench.live.report().fileFaults.count == 1)
        bench.write("TOWOW_MAX_CANDIDATES=4\n")
        #expect(await bench.live.reload() == .applied)
        #expect(bench.configuration.limits.maxCandidates == 4 && bench.live.report().fileFaults.isEmpty)
    }

    @Test("secrets are masked, and their pending values too")
    func secrets() async throws {
        let bench = try Bench(file: "ADMIN_API_KEY=a-secret-that-nobody-sees\n")
        bench.write("ADMIN_API_KEY=another-secret-nobody-sees\n")
        _ = await bench.live.reload()
        let row = try bench.row("ADMIN_API_KEY")
        #expect(row.isSecret && row.isSet && row.value == .string("********"))
        #expect(row.pendingValue == .string("********"))
        #expect(try await bench.faults(["admin_api_key": .string("x")]).count == 1)
    }
}
