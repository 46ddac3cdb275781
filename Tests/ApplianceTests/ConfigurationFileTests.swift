import Testing

@testable import Appliance

@Suite("Configuration file")
struct ConfigurationFileTests {
    @Test(
        "values are read as .env files mean them",
        arguments: [
            ("A=b", "b"), ("A=", ""), ("  export A = b c  # comment", "b c"), ("A='b # c'", "b # c"), ("A=b#c", "b#c"),
            ("A=#b", "#b"), ("A= # only a comment", ""), (#"A="b\n\"c\" \$d" # e"#, "b\n\"c\" $d"),
            ("A='b\\n'", "b\\n"),
            ("A=\"b\nc\"", "b\nc"), ("\u{FEFF}A=b\r\n", "b"), ("# x\n\nA=b", "b"), ("A=b=c", "b=c"), ("A=空 格", "空 格"),
        ])
    func syntax(text: String, value: String) {
        let file = EnvironmentFile(parsing: text)
        #expect(file.faults.isEmpty)
        #expect(file.assignments.map(\.name) == ["A"])
        #expect(file.assignments.first?.value == value)
    }

    @Test("every broken line is a fault with its number, and the others are read")
    func brokenLines() {
        let file = EnvironmentFile(parsing: "nothing\nA=1\n2B=3\nC='x' y\nD=\"\nstill open")
        #expect(file.faults.map(\.line) == [1, 3, 4, 5])
        #expect(file.assignments.map(\.name) == ["A"])
        #expect(file.assignments.map(\.line) == [2])
    }

    @Test("a printed value reads back as itself", arguments: ["a", "a b", "", "a#b", "'\"\\$\n\r\t", "空", "#"])
    func quoting(value: String) {
        let file = EnvironmentFile(parsing: "A=" + EnvironmentFile.quoted(value))
        #expect(file.assignments.first?.value == value)
    }

    @Test("the file is the one of --config, else TOWOW_CONFIG, else the system's, else .env in development")
    func whichFile() throws {
        let files = [
            "/option": "APP_PORT=1", "/variable": "APP_PORT=2", "/etc/towow/towow.env": "APP_PORT=3",
            ".env": "APP_PORT=4",
        ]
        func port(_ files: [String: String], path: String? = nil, _ environment: [String: String] = [:]) throws -> Int {
            var sources = sources(environment: environment, files: files)
            sources.filePath = path
            return try Configuration.load(sources, for: .tool).port
        }
        #expect(try port(files, path: "/option", ["TOWOW_CONFIG": "/variable"]) == 1)
        #expect(try port(files, ["TOWOW_CONFIG": "/variable"]) == 2)
        #expect(try port(files) == 3)
        #expect(try port([".env": "APP_PORT=4"]) == 4)
        #expect(try port([".env": "APP_PORT=4"], ["APP_ENV": "production"]) == 8000)
    }

    @Test("a file that was asked for must be there")
    func missingFile() {
        var missing = sources()
        missing.filePath = "/nowhere"
        #expect(faults(missing) == ["/nowhere does not exist"])
    }

    @Test(".env cannot switch to production behind one's back")
    func productionInDevelopmentFile() {
        #expect(!faults(sources(files: [".env": "APP_ENV=production\nADMIN_API_KEY=x"])).isEmpty)
    }

    @Test("every secret can come from a file, named in environment or file, without its last newline")
    func secretFiles() throws {
        for key in ConfigurationKey.allCases where key.entry.isSecret && key != .databaseURL {
            let files = ["/run/secret": "hidden \n"]
            let byEnvironment = sources(environment: ["\(key.name)_FILE": "/run/secret"], files: files)
            #expect(ConfigurationLoader.load(byEnvironment).settings.text(key) == "hidden ")
            let byFile = sources(file: "\(key.name)_FILE=/run/secret", files: files)
            #expect(ConfigurationLoader.load(byFile).settings.text(key) == "hidden ")
        }
        #expect(ConfigurationKey.allCases.filter(\.entry.isSecret).count == 5)
    }

    @Test("a secret file that is missing, empty or doubled is a fault")
    func brokenSecretFiles() {
        #expect(faults(sources(environment: ["ADMIN_API_KEY_FILE": "/nowhere"])).count == 1)
        #expect(faults(sources(environment: ["ADMIN_API_KEY_FILE": "/empty"], files: ["/empty": "\n"])).count == 1)
        let both = ["ADMIN_API_KEY_FILE": "/a", "ADMIN_API_KEY": "b"]
        #expect(faults(sources(environment: both, files: ["/a": "a"])).count == 1)
        #expect(faults(sources(environment: ["TOWOW_DATA_DIR_FILE": "/a"], files: ["/a": "a"])).count == 1)
    }

    @Test("systemd credentials come before the file and after the environment")
    func credentials() throws {
        let files = ["/creds/admin_api_key": "credential\n", "/creds/anthropic_api_key": "credential"]
        let environment = ["CREDENTIALS_DIRECTORY": "/creds", "ANTHROPIC_API_KEY": "environment"]
        let settings = try Configuration.load(
            sources(environment: environment, file: "ADMIN_API_KEY=file", files: files), for: .serving
        ).settings
        #expect(settings.text(.adminKey) == "credential")
        #expect(settings[.adminKey].source == .credential)
        #expect(settings.text(.anthropicKey) == "environment")
    }

    @Test("no secret is printed")
    func masking() {
        let environment = [
            "ADMIN_API_KEY": "s3cret", "ANTHROPIC_API_KEY": "s3cret", "POSTGRES_PASSWORD": "s3cret",
            "OPENAGENT_PASSWORD": "s3cret",
            "DATABASE_URL": "postgresql://user:s3cret@host/name?password=s3cret",
        ]
        let printed = ConfigurationLoader.load(sources(environment: environment)).settings.printed()
        #expect(!printed.contains("s3cret"))
        #expect(printed.contains("DATABASE_URL=postgresql://user:********@host/name"))
        #expect(printed.contains("ADMIN_API_KEY=********"))
        for key in ConfigurationKey.allCases { #expect(printed.contains("\(key.name)=")) }
    }

    @Test(
        "every form of DATABASE_URL",
        arguments: [
            ("sqlite:///x/towow.db", DatabaseAddress.sqlite(path: "x/towow.db")),
            ("sqlite:////var/lib/towow.db", .sqlite(path: "/var/lib/towow.db")),
            ("sqlite+aiosqlite:///x.db", .sqlite(path: "x.db")),
            ("postgres://u:p@h/d", .postgres(uri: "postgresql://u:p@h/d")),
            ("postgresql+asyncpg://u:p@h:1/d", .postgres(uri: "postgresql://u:p@h:1/d")),
        ])
    func databaseURLs(url: String, address: DatabaseAddress) throws {
        #expect(try DatabaseAddress(url: url) == address)
    }

    @Test(
        "a DATABASE_URL that PostgreSQL's library would refuse is one line that names variable and fault, without the password",
        arguments: [
            ("postgres://u:s3cret@host:notaport/db", "port from 1 to 65535"),
            ("postgres://u:s3cret@host:0/db", "port from 1 to 65535"),
            ("postgres://u:s3cret@host:70000/db", "port from 1 to 65535"),
            ("postgres://u:s3cret@:5432/db", "port without a host"),
            ("pgsql://u:s3cret@host/db", "must begin with"),
            ("postgres://u:s3cret@host/db?sslmod=require", "parameter sslmod,"),
            ("postgres://u:12/s3cret@host/db", "%2F"),
        ])
    func brokenDatabaseURLs(url: String, fault: String) {
        let found = faults(sources(environment: ["DATABASE_URL": url]))
        #expect(
            found.count == 1 && found[0].hasPrefix("environment: DATABASE_URL ") && found[0].contains(fault), "\(found)"
        )
        #expect(!found.joined().contains("s3cret"))
        #expect(
            faults(sources(file: "DATABASE_URL=\(url)\n")).allSatisfy {
                !$0.contains("s3cret") && $0.contains("DATABASE_URL")
            })
    }

    @Test(
        "an address for people has no password, whatever characters are in it",
        arguments: [
            ("postgres://u:s3?cret@h/d", "postgresql://u:********@h/d"),
            ("postgres://u:s3:cret@h:1/d?ssl=true", "postgresql://u:********@h:1/d?…"),
            ("postgres://u@h/d", "postgresql://u@h/d"), ("postgres://h/d?password=s3&user=a@b", "postgresql://h/d?…"),
        ])
    func maskedURLs(url: String, masked: String) throws {
        #expect(try DatabaseAddress(url: url).masked == masked)
    }

    @Test("POSTGRES_… make an address, with everything escaped")
    func postgresVariables() throws {
        let environment = ["POSTGRES_USER": "u", "POSTGRES_PASSWORD": "p@/ä", "POSTGRES_DB": "d"]
        let configuration = try Configuration.load(sources(environment: environment), for: .tool)
        #expect(configuration.database == .postgres(uri: "postgresql://u:p%40%2F%C3%A4@localhost:5432/d"))
    }

    @Test("models for all decisions or for some")
    func models() throws {
        func ids(_ text: String) throws -> [String: String] {
            try Configuration.load(sources(environment: ["LLM_MODEL": text]), for: .tool).model.ids
        }
        #expect(try ids("claude-x") == ["": "claude-x"])
        #expect(try ids("vote=a, compose=b") == ["vote": "a", "compose": "b"])
    }
}
