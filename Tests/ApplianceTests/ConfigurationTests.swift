import Engine
import Logging
import OpenAgents
import Testing
import Web

@testable import Appliance
@testable import Web

/// Sources made of dictionaries.
func sources(
    commandLine: [(name: String, value: String)] = [], environment: [String: String] = [:], file: String? = nil,
    files: [String: String] = [:]
) -> ConfigurationSources {
    var all = files
    if let file { all["/towow.env"] = file }
    let contents = all
    return ConfigurationSources(
        commandLine: commandLine, filePath: file == nil ? nil : "/towow.env", environment: environment
    ) { path throws(ConfigurationSources.FileFault) in
        guard let text = contents[path] else { throw .missing }
        return text
    }
}

func faults(_ sources: ConfigurationSources, for purpose: Configuration.Purpose = .serving) -> [String] {
    do {
        _ = try Configuration.load(sources, for: purpose)
        return []
    } catch {
        return error.lines
    }
}

@Suite("Configuration")
struct ConfigurationTests {
    @Test("an OpenAgents network is one host name or address, and says who may become a member")
    func network() throws {
        func load(_ environment: [String: String]) throws -> Configuration.OpenAgents? {
            try Configuration.load(sources(environment: environment), for: .serving).openAgents
        }
        #expect(try load(["OPENAGENT_HTTP_PORT": "8701", "OPENAGENT_MEMBERS": "all"]) == nil)
        let network = try #require(try load(["OPENAGENT_HOST": "[::1]"]))
        #expect(network.host == "::1" && network.httpPort == 8700 && network.grpcPort == 8600)
        #expect(network.admission == .approve && network.pollMilliseconds == 500)
        #expect(try load(["OPENAGENT_HOST": "a-b.example", "OPENAGENT_MEMBERS": "all"])?.admission == .all)
        let listed = try load(["OPENAGENT_HOST": "h", "OPENAGENT_MEMBERS": "bob, user_agent.7"])
        #expect(listed?.admission == .listed(["bob", "user_agent.7"]))
        for host in ["http://a", "a:8700", "a/b", "-a", "a b", "a..b", "user@a", String(repeating: "a", count: 254)] {
            #expect(faults(sources(environment: ["OPENAGENT_HOST": host])).count == 1, "\(host)")
        }
        for id in ["all", "system", "a:b", "a b", "名", String(repeating: "a", count: 65)] {
            #expect(faults(sources(environment: ["OPENAGENT_AGENT_ID": id])).count == 1, "\(id)")
        }
        for members in ["all,bob", "approve,all", "a:b", ",", "a b:c"] {
            #expect(faults(sources(environment: ["OPENAGENT_MEMBERS": members])).count == 1, "\(members)")
        }
    }

    @Test("limits of streams and connections are what was asked for, or what descriptors allow")
    func placesForConnections() throws {
        func web(_ environment: [String: String], descriptors: Int) throws -> [Int] {
            let configuration = try Configuration.load(sources(environment: environment), for: .serving)
            let web = try Appliance.webConfiguration(configuration, sockets: [], descriptors: descriptors)
            return [web.streams.maximum, web.maximumConnections]
        }
        let few = ["TOWOW_SSE_MAX": "3", "TOWOW_CONN_MAX": "5"]
        #expect(try web(few, descriptors: 20_000) == [3, 5])
        #expect(try web([:], descriptors: 20_000) == [18_976, 19_488])
        #expect(try web([:], descriptors: 256) == [32, 64])
    }

    @Test("nothing set: development on loopback with SQLite and rules")
    func defaults() throws {
        let configuration = try Configuration.load(sources(), for: .serving)
        #expect(configuration.environment == .development)
        #expect(configuration.host == "127.0.0.1")
        #expect(configuration.port == 8000)
        #expect(configuration.database == .sqlite(path: "./data/towow.db"))
        #expect(configuration.model.apiKey == nil)
        #expect(configuration.model.timeoutMilliseconds == 30_000)
        #expect(configuration.limits.decisionTimeoutMilliseconds == 60_000)
        #expect(configuration.limits.responseTimeoutMilliseconds == 300_000)
        #expect(configuration.access.corsOrigins == ["http://localhost:3000", "http://localhost:5173"])
        #expect(configuration.openAgents == nil)
        #expect(configuration.log == LogOptions(format: .text, level: .debug))
    }

    @Test("production: all addresses, JSON logs, no origins, an admin key")
    func production() throws {
        let configuration = try Configuration.load(
            sources(environment: [
                "APP_ENV": "production", "ADMIN_API_KEY": "secret", "STATE_DIRECTORY": "/var/lib/towow:/x",
            ]),
            for: .serving)
        #expect(configuration.host == "0.0.0.0")
        #expect(configuration.log == LogOptions(format: .json, level: .info))
        #expect(configuration.access.corsOrigins.isEmpty)
        #expect(configuration.database == .sqlite(path: "/var/lib/towow/towow.db"))
    }

    @Test("every default is a value that the variable takes")
    func validDefaults() throws {
        for key in ConfigurationKey.allCases {
            switch key.entry.standard {
            case .value(let text): _ = try key.entry.kind.parse(text)
            case .byEnvironment(let development, let production):
                for text in [development, production] where !text.isEmpty { _ = try key.entry.kind.parse(text) }
            case .described(let text): #expect(!text.isEmpty)
            }
            #expect(!key.entry.help.isEmpty && !key.entry.help.contains("\n"))
        }
    }

    /// Marks where a sentence has to be in the language that it is said in.
    private static func isChinese(_ text: String) -> Bool {
        text.unicodeScalars.contains { (0x4E00...0x9FFF).contains($0.value) }
    }

    @Test("every variable and section is explained in Chinese, with the names and figures of the English text")
    func chineseHelp() {
        for key in ConfigurationKey.allCases {
            let (english, chinese) = (key.help(in: .english), key.help(in: .chinese))
            #expect(english == key.entry.help && !Self.isChinese(english), "\(key.name)")
            #expect(Self.isChinese(chinese) && !chinese.contains("\n"), "\(key.name)")
            // Figures and the names of variables are the same in both.
            let figures = english.split { !$0.isNumber }
            let names = english.split { !($0.isUppercase || $0 == "_") }.filter { $0.contains("_") }
            for word in figures + names { #expect(chinese.contains(word), "\(key.name): \(word)") }
        }
        for name in ConfigurationKey.Kind.decisionClasses {
            #expect(ConfigurationKey.model.help(in: .chinese).contains("\(name)=…"))
        }
        let texts = ConfigurationKey.allCases.map { $0.help(in: .chinese) }
        #expect(Set(texts).count == texts.count)
        for section in ConfigurationKey.Section.allCases where ![.model, .tls].contains(section) {
            #expect(Self.isChinese(section.title(in: .chinese)), "\(section)")
            #expect(section.title(in: .english) == section.rawValue)
        }
    }

    @Test(
        "what is wrong with a value is said in both languages",
        arguments: [
            ("APP_ENV", "test"), ("DEBUG", "maybe"), ("APP_PORT", "0"), ("TOWOW_ACCEPT_THRESHOLD_LOW", "2"),
            ("CORS_ORIGINS", "*"), ("CORS_ORIGINS", "ftp://a"), ("METRICS_ALLOW", "here"), ("APP_HOST", "a\u{1}b"),
            ("ANTHROPIC_BASE_URL", "claude"), ("DATABASE_URL", "mysql://a"), ("DATABASE_URL", "sqlite:///"),
            ("DATABASE_URL", "postgresql://"), ("DATABASE_URL", "postgresql://h:0/x"),
            ("DATABASE_URL", "postgresql://a:p@s@h/x"), ("DATABASE_URL", "postgresql://h/x?nonsense=1"),
            ("DATABASE_URL", "postgresql://h/x?sslmode"), ("DATABASE_URL", "postgresql://a:p%@h/x"),
            ("DATABASE_URL", "postgresql://[::1/x"), ("LLM_MODEL", "a=b"), ("LLM_MODEL", "compose=a,compose=b"),
            ("LLM_MODEL", "compose=a,b"), ("LLM_MODEL", "model id!"), ("OPENAGENT_HOST", "http://a"),
            ("OPENAGENT_AGENT_ID", "all"), ("OPENAGENT_MEMBERS", "a/b"), ("OPENAGENT_MEMBERS", "all,b"),
        ])
    func valueFaults(name: String, text: String) throws {
        let key = try #require(ConfigurationKey(rawValue: name))
        let fault = try #require(throws: ConfigurationValueFault.self) { _ = try key.entry.kind.parse(text) }
        #expect(!Self.isChinese(fault.text.english) && Self.isChinese(fault.text.chinese), "\(fault.text)")
    }

    @Test("command line before environment before file before default")
    func precedence() throws {
        let line = [(name: "APP_PORT", value: "1")]
        let environment = ["APP_PORT": "2", "APP_HOST": "environment.example"]
        let file = "APP_PORT=3\nAPP_HOST=file.example\nLOG_LEVEL=error\n"
        let settings = try Configuration.load(
            sources(commandLine: line, environment: environment, file: file), for: .serving
        ).settings
        #expect(settings.integer(.port) == 1)
        #expect(settings[.port].source == .commandLine)
        #expect(settings.text(.host) == "environment.example")
        #expect(settings[.host].source == .environment)
        #expect(settings.text(.logLevel) == "error")
        #expect(settings[.logLevel].source == .file(path: "/towow.env", line: 3))
        #expect(settings[.maxRounds].source == .standard)
    }

    @Test("the last of several command-line values counts")
    func lastCommandLineValue() throws {
        let line = [(name: "APP_PORT", value: "1"), (name: "APP_PORT", value: "2")]
        #expect(try Configuration.load(sources(commandLine: line), for: .serving).port == 2)
    }

    @Test("an empty value is no value")
    func emptyIsUnset() throws {
        let configuration = try Configuration.load(
            sources(environment: ["APP_PORT": "", "ANTHROPIC_API_KEY": ""], file: "APP_PORT=9000\nDATABASE_URL=\n"),
            for: .serving)
        #expect(configuration.port == 9000)
        #expect(configuration.model.apiKey == nil)
        #expect(configuration.database == .sqlite(path: "./data/towow.db"))
    }

    @Test("all faults of all sources are reported at once")
    func allFaults() {
        let lines = faults(
            sources(
                commandLine: [(name: "APP_PORTT", value: "1"), (name: "ADMIN_API_KEY", value: "seen by ps")],
                environment: ["TOWOW_NONSENSE_NAME": "1", "LLM_TIMEOUT": "0", "APP_ENV": "production"],
                file: "APP_PRT=1\nno assignment\nLOG_FORMAT=xml\nLOG_FORMAT=json\n"))
        #expect(
            lines == [
                "command line: ADMIN_API_KEY is a secret; others could read it there",
                "command line: APP_PORTT is unknown; did you mean APP_PORT?",
                "environment: TOWOW_NONSENSE_NAME is unknown",
                "environment: LLM_TIMEOUT must be a number from 0.1 to 600",
                "/towow.env:2: not a KEY=value line",
                "/towow.env:1: APP_PRT is unknown; did you mean APP_PORT?",
                "/towow.env:4: LOG_FORMAT is already set in line 3",
                "ADMIN_API_KEY is required when APP_ENV is production",
            ])
    }

    @Test("unknown names of the environment count only with our prefixes")
    func unknownEnvironmentNames() {
        for name in ["TOWOW_X", "LLM_X", "RATE_LIMIT_X", "OPENAGENT_X"] {
            #expect(faults(sources(environment: [name: "1"])).count == 1, "\(name)")
        }
        #expect(faults(sources(environment: ["PATH": "/bin", "APP_NAME": "x", "TOWOW_CONFIG": ""])).isEmpty)
    }

    @Test(
        "a value outside its range is a fault",
        arguments: [
            ("APP_ENV", "staging"), ("DEBUG", "maybe"), ("APP_PORT", "0"), ("APP_PORT", "65536"), ("APP_PORT", "80a"),
            ("CORS_ORIGINS", "*"), ("CORS_ORIGINS", "https://a.example/path"), ("CORS_ORIGINS", "a.example"),
            ("TRUSTED_PROXIES", "10.0.0.0/33"), ("TRUSTED_PROXIES", "proxy.example"), ("METRICS_ALLOW", "::1/129"),
            ("DATABASE_URL", "mysql://x"), ("DATABASE_URL", "towow.db"), ("DATABASE_URL", "sqlite:///"),
            ("DATABASE_URL", "sqlite:///:memory:"), ("DATABASE_URL", "sqlite://host/x"), ("POSTGRES_PORT", "x"),
            ("TOWOW_RETENTION_DAYS", "-1"), ("TOWOW_MAX_NEGOTIATION_ROUNDS", "0"),
            ("TOWOW_MAX_NEGOTIATION_ROUNDS", "21"),
            ("TOWOW_RESPONSE_TIMEOUT", "0"), ("TOWOW_FEEDBACK_TIMEOUT", "-5"), ("TOWOW_DEMAND_TIMEOUT", "nan"),
            ("TOWOW_ACCEPT_THRESHOLD_HIGH", "1.1"), ("TOWOW_ACCEPT_THRESHOLD_LOW", "0"), ("TOWOW_MAX_CANDIDATES", "11"),
            ("TOWOW_MAX_SUBNETS", "4"), ("TOWOW_MAX_ACTIVE", "0"), ("ANTHROPIC_BASE_URL", "ftp://x"),
            ("ANTHROPIC_BASE_URL", "https://user@host"), ("LLM_MODEL", "dream=x"), ("LLM_MODEL", "vote=a,vote=b"),
            ("LLM_MODEL", "a,b"), ("LLM_MAX_CONCURRENT", "0"), ("LLM_FAILURE_THRESHOLD", "0"),
            ("LLM_RECOVERY_TIMEOUT", "inf"), ("LLM_BUDGET_PER_DEMAND", "-1"), ("LLM_BUDGET_TOTAL", "much"),
            ("RATE_LIMIT_USER_MAX", "0"), ("RATE_LIMIT_QUEUE_SIZE", "-1"), ("TOWOW_SSE_MAX", "0"),
            ("TOWOW_SSE_PER_IP", "-1"), ("TOWOW_CONN_MAX", "0"), ("OPENAGENT_HTTP_PORT", "0"),
            ("OPENAGENT_POLL_MS", "1"),
            ("LOG_FORMAT", "xml"), ("LOG_LEVEL", "loud"), ("APP_HOST", "a\u{1B}[31m"),
        ])
    func ranges(name: String, value: String) {
        let lines = faults(sources(environment: [name: value]))
        #expect(lines.count >= 1 && lines[0].contains(name), "\(lines)")
    }

    @Test(
        "variables that belong together are checked together",
        arguments: [
            ["TOWOW_ACCEPT_THRESHOLD_HIGH": "0.55"], ["TOWOW_ACCEPT_THRESHOLD_LOW": "0.9"], ["TLS_CERT_FILE": "/c.pem"],
            ["TLS_KEY_FILE": "/k.pem"], ["HTTP_REDIRECT_PORT": "80"], ["POSTGRES_HOST": "db"],
            ["TOWOW_CONN_MAX": "10", "TOWOW_CONN_PER_IP": "11"], ["APP_ENV": "production"],
        ])
    func conflicts(environment: [String: String]) {
        #expect(!faults(sources(environment: environment)).isEmpty)
    }

    @Test("a threshold gap of exactly 0.1 is enough")
    func smallestGap() {
        let gap = ["TOWOW_ACCEPT_THRESHOLD_HIGH": "0.6", "TOWOW_ACCEPT_THRESHOLD_LOW": "0.5"]
        #expect(faults(sources(environment: gap)).isEmpty)
    }

    @Test("a command beside the server needs no admin key")
    func toolInProduction() {
        #expect(faults(sources(environment: ["APP_ENV": "production"]), for: .tool).isEmpty)
    }
}
