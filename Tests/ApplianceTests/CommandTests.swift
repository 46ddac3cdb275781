import FoundationEssentials
import Glibc
import PostgresTesting
import Testing
import Web

@testable import Appliance

/// The commands as processes: exit status, output, nothing of the tester's environment.
@Suite("Commands")
struct CommandTests {
    @Test("help and version end with 0 and go to standard output")
    func help() throws {
        for arguments in [["--help"], ["serve", "--help"], ["negotiate", "--help"], ["agents", "import", "--help"]] {
            let result = try ChildProcess.run(arguments)
            #expect(result.status == 0)
            #expect(result.output.contains("EXAMPLES"))
        }
        #expect(try ChildProcess.run(["--version"]).output == Version.text + "\n")
    }

    @Test(
        "wrong usage ends with 2 and says why on standard error",
        arguments: [
            ["--nonsense"], ["negotiate"], ["negotiate", " "], ["agents", "import"],
            ["agents", "import", "x", "--bundled"],
            ["config", "check", "--set", "nothing"], ["healthcheck", "ftp://x"], ["healthcheck", "https://"],
        ])
    func usage(arguments: [String]) throws {
        let result = try ChildProcess.run(arguments)
        #expect(result.status == 2)
        #expect(result.output.isEmpty)
        #expect(!result.errors.isEmpty)
    }

    @Test("every fault of the configuration has its line, and the status is 78")
    func faults() throws {
        let environment = ["APP_PORT": "x", "TOWOW_NONSENSE": "1"]
        for arguments in [["serve"], ["config", "check"], ["config", "print"], ["negotiate", "x"], ["healthcheck"]] {
            let result = try ChildProcess.run(arguments, environment: environment)
            #expect(result.status == 78)
            #expect(result.errors.split(separator: "\n").count == 2)
        }
    }

    @Test("a check that cannot see the server's secrets can do without them, and finds every other fault")
    func checkWithoutSecrets() throws {
        let production = ["APP_ENV": "production"]
        #expect(try ChildProcess.run(["config", "check"], environment: production).status == 78)
        #expect(try ChildProcess.run(["config", "check", "--no-secrets"], environment: production).status == 0)
        let wrong = production.merging(["APP_PORT": "x"]) { $1 }
        #expect(try ChildProcess.run(["config", "check", "--no-secrets"], environment: wrong).status == 78)
    }

    @Test("a closed output ends a command, without a crash")
    func closedOutput() throws {
        let child = try ChildProcess(["config", "print"], closesOutput: true)
        #expect(child.finish(readsOutput: false).status < 128)
    }
}

@Suite("Health check")
struct HealthcheckTests {
    @Test(
        "what a URL means",
        arguments: [
            ("http://h", "h:80", "/"), ("http://h:1/x?y#z", "h:1", "/x?y"),
            ("http://[::1]:8000/health", "[::1]:8000", "/health"),
            ("http://h?x", "h:80", "/?x"),
        ])
    func urls(url: String, authority: String, path: String) {
        let target = HealthTarget(url: url)
        #expect(target?.authority == authority)
        #expect(target?.path == path)
    }

    @Test(
        "a URL that could be read in two ways is none",
        arguments: ["h", "http://", "http://u@h/", "http://h:0/", "http://h /"])
    func badURLs(url: String) {
        #expect(HealthTarget(url: url) == nil)
    }

    @Test("a server on all addresses is asked over loopback")
    func wildcard() {
        #expect(HealthTarget(listeningOn: "0.0.0.0", port: 1).host == "127.0.0.1")
        #expect(HealthTarget(listeningOn: "::", port: 1).host == "::1")
        #expect(HealthTarget(listeningOn: "example.org", port: 1).host == "example.org")
    }

    @Test(
        "status 0 for a success and 1 for anything else",
        arguments: [
            ("HTTP/1.1 200 OK\r\n\r\n", 0), ("HTTP/1.0 204 \r\n\r\n", 0),
            ("HTTP/1.1 503 Service Unavailable\r\n\r\n", 1),
            ("SSH-2.0-OpenSSH_9\r\n", 1), ("", 1),
        ] as [(String, Int32)])
    func answers(answer: String, status: Int32) throws {
        let server = try OneAnswerServer()
        let child = try ChildProcess(["healthcheck", "http://127.0.0.1:\(server.port)/health"])
        let request = server.answer(answer)
        #expect(child.finish().status == status)
        #expect(request.hasPrefix("GET /health HTTP/1.1\r\nHost: 127.0.0.1:\(server.port)\r\n"))
    }

    @Test("a server that says nothing is unhealthy after 3 seconds")
    func silence() throws {
        let server = try OneAnswerServer()
        let result = try ChildProcess.run(["healthcheck", "http://127.0.0.1:\(server.port)/"])
        #expect(result.status == 1)
        #expect(result.errors.contains("no answer within 3 s"))
    }

    @Test("nobody there is unhealthy at once")
    func nobody() throws {
        let port = FreePort.next()
        #expect(try ChildProcess.run(["healthcheck", "http://127.0.0.1:\(port)/"]).status == 1)
    }
}

/// Listens on a free port of loopback until it is released.
final class OneAnswerServer {
    let port: UInt16
    private let listener: Int32

    init() throws {
        let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
        listener = descriptor
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        let code = withUnsafeMutablePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { generic in
                bind(descriptor, generic, length) + listen(descriptor, 1) + getsockname(descriptor, generic, &length)
            }
        }
        guard code == 0 else { throw ChildProcess.StartFailed(code: errno) }
        port = UInt16(bigEndian: address.sin_port)
    }

    deinit { close(listener) }

    /// Takes one connection, answers and closes it. Returns the request.
    func answer(_ text: String) -> String {
        let connection = accept(listener, nil, nil)
        defer { close(connection) }
        var chunk = [UInt8](repeating: 0, count: 4096)
        let count = recv(connection, &chunk, chunk.count, 0)
        let bytes = Array(text.utf8)
        send(connection, bytes, bytes.count, Int32(MSG_NOSIGNAL))
        return String(decoding: chunk[..<max(0, count)], as: UTF8.self)
    }
}

@Suite("Serve")
struct ServeTests {
    private func serve(_ folder: TemporaryFolder, _ arguments: [String] = []) throws -> (ChildProcess, port: Int) {
        let port = FreePort.next()
        let environment = ["TOWOW_DATA_DIR": folder.path + "/data", "APP_PORT": "\(port)"]
        return (try ChildProcess(["serve"] + arguments, environment: environment), port)
    }

    private func isHealthy(_ port: Int) throws -> Bool {
        // The health check itself waits; a process that is not there yet refuses at once.
        for _ in 0..<200 {
            if try ChildProcess.run(["healthcheck", "http://127.0.0.1:\(port)/health/ready"]).status == 0 {
                return true
            }
            usleep(50_000)
        }
        return false
    }

    @Test("a first start in development brings members along, answers, and SIGTERM ends it with 0")
    func life() throws {
        let folder = try TemporaryFolder()
        let (child, port) = try serve(folder)
        #expect(try isHealthy(port))
        let listed = try ChildProcess.run(["agents", "list"], environment: ["TOWOW_DATA_DIR": folder.path + "/data"])
        #expect(listed.output.split(separator: "\n").count == (try BundledMembers.members().count))
        child.signal(SIGTERM)
        let result = child.finish()
        #expect(result.status == 0)
        #expect(result.errors.contains("ToWow is ready url=http://127.0.0.1:\(port)"))
        #expect(result.errors.contains("stopping"))
    }

    @Test("SIGUSR1 makes a backup beside the database")
    func backup() throws {
        let folder = try TemporaryFolder()
        let (child, port) = try serve(folder)
        #expect(try isHealthy(port))
        child.signal(SIGUSR1)
        var backups: [String] = []
        for _ in 0..<1_200 where backups.isEmpty {
            usleep(50_000)
            backups = try FileManager.default.contentsOfDirectory(atPath: folder.path + "/data").filter {
                $0.hasPrefix("towow-backup-") && $0.hasSuffix(".db")
            }
        }
        #expect(backups.count == 1)
        child.signal(SIGTERM)
        let result = child.finish()
        #expect(result.status == 0)
        #expect(result.errors.contains("backup written"))
    }

    @Test(
        "a server on PostgreSQL answers and ends with 0",
        .enabled(if: PostgresServer.isInstalled, "needs PostgreSQL: make deps"))
    func postgres() throws {
        let folder = try TemporaryFolder()
        let server = try PostgresServer.shared.get()
        let url = server.url(database: try server.createDatabase())
        let (child, port) = try serve(folder, ["--set", "DATABASE_URL=" + url])
        #expect(try isHealthy(port))
        child.signal(SIGTERM)
        let result = child.finish()
        #expect(result.status == 0)
        #expect(!result.errors.contains("geheim"))
    }

    @Test("a second server on the same data says what is wrong")
    func locked() throws {
        let folder = try TemporaryFolder()
        let (first, port) = try serve(folder)
        #expect(try isHealthy(port))
        let (second, _) = try serve(folder)
        let result = second.finish()
        #expect(result.status == 1)
        #expect(result.errors.contains("another towow process uses the data directory"))
        first.signal(SIGTERM)
        #expect(first.finish().status == 0)
    }

    @Test("fewer descriptors than viewers: the limits of the web server are lowered")
    func descriptors() throws {
        let configuration = try Configuration.load(sources(), for: .serving)
        let web = try Appliance.webConfiguration(configuration, sockets: [], descriptors: 4096)
        #expect(web.streams.maximum == 3072)
        #expect(web.maximumConnections == 3584)
        #expect(web.bindings == [.address(host: "127.0.0.1", port: 8000)])
        let adopted = try Appliance.webConfiguration(
            configuration, sockets: [3, 4].map { InheritedSocket(descriptor: $0) }, descriptors: 65_536)
        #expect(adopted.bindings == [.descriptor(3), .descriptor(4)])
        #expect(adopted.streams.maximum == 20_000)
    }

    @Test("inherited sockets are used as their names say; the others for the site as it is configured")
    func namedSockets() throws {
        func web(_ sockets: [InheritedSocket], _ environment: [String: String]) throws -> WebConfiguration {
            let configuration = try Configuration.load(sources(environment: environment), for: .serving)
            return try Appliance.webConfiguration(configuration, sockets: sockets, descriptors: 65_536)
        }
        let secure = ["TLS_CERT_FILE": "/c.pem", "TLS_KEY_FILE": "/k.pem", "HTTP_REDIRECT_PORT": "8080"]
        let named = try web(
            [
                InheritedSocket(descriptor: 3, name: "redirect"), InheritedSocket(descriptor: 4, name: "https"),
                InheritedSocket(descriptor: 5, name: "http"), InheritedSocket(descriptor: 6, name: "towow.socket"),
            ], secure)
        #expect(named.redirectBindings == [.descriptor(3)])
        #expect(named.secureBindings == [.descriptor(4), .descriptor(6)])
        #expect(named.bindings == [.descriptor(5)])
        let bound = try web([], secure)
        #expect(bound.bindings.isEmpty)
        #expect(bound.secureBindings == [.address(host: "127.0.0.1", port: 8000)])
        #expect(bound.redirectBindings == [.address(host: "127.0.0.1", port: 8080)])
        let plain = try web([InheritedSocket(descriptor: 3, name: "http"), InheritedSocket(descriptor: 4)], [:])
        #expect(plain.bindings == [.descriptor(3), .descriptor(4)])
        #expect(throws: StartFault.self) { try web([InheritedSocket(descriptor: 3, name: "https")], [:]) }
    }

    @Test("health by https: only loopback and the own server may have any certificate")
    func secureTargets() throws {
        let local = try #require(HealthTarget(url: "https://127.0.0.1/health"))
        #expect(local.isLoopback && local.isSecure && local.port == 443)
        let remote = try #require(HealthTarget(url: "https://127.example.org:8443"))
        #expect(!remote.isLoopback && !remote.isOwn && remote.authority == "127.example.org:8443")
        #expect(HealthTarget(listeningOn: "203.0.113.5", port: 443, isSecure: true).isOwn)
    }
}
