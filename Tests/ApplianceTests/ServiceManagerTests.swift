import Dispatch
import FoundationEssentials
import Glibc
import PostgresTesting
import Telemetry
import Testing

@testable import Appliance
@testable import Storage

/// What a service manager hears of a real process, on a real socket.
@Suite("Service manager")
struct ServiceManagerTests {
    private let folder: TemporaryFolder
    private let manager: NotifySocket

    init() throws {
        folder = try TemporaryFolder()
        manager = try NotifySocket(in: folder)
    }

    private var database: String { folder.path + "/data/towow.db" }

    private func serve(_ more: [String: String] = [:], file: String? = nil) throws -> (ChildProcess, port: Int) {
        let port = FreePort.next()
        let environment = [
            "TOWOW_DATA_DIR": folder.path + "/data", "APP_PORT": "\(port)", "NOTIFY_SOCKET": manager.path,
        ]
        let child = try ChildProcess(
            ["serve"] + (file.map { ["--config", $0] } ?? []), environment: environment.merging(more) { $1 })
        return (child, port)
    }

    private func end(_ child: ChildProcess) {
        child.signal(SIGTERM)
        let result = child.finish()
        #expect(result.status == 0, "\(result.errors)")
    }

    @Test("it hears READY with the address, RELOADING and READY around SIGHUP, STOPPING on SIGTERM")
    func life() throws {
        let file = folder.path + "/towow.env"
        try Data("LOG_LEVEL=warning\n".utf8).write(to: URL(filePath: file))
        let (child, port) = try serve(file: file)
        #expect(manager.next() == ["READY": "1", "STATUS": "Serving http://127.0.0.1:\(port)"])

        let before = MonotonicTime.nanoseconds() / 1_000
        child.signal(SIGHUP)
        let reloading = try #require(manager.next())
        #expect(reloading["RELOADING"] == "1")
        let moment = try #require(Int64(reloading["MONOTONIC_USEC"] ?? ""))
        #expect((before...MonotonicTime.nanoseconds() / 1_000).contains(moment))
        #expect(manager.next() == ["READY": "1", "STATUS": "Serving http://127.0.0.1:\(port)"])

        try Data("LOG_LEVEL=loud\n".utf8).write(to: URL(filePath: file))
        child.signal(SIGHUP)
        #expect(manager.next()?["RELOADING"] == "1")
        let refused = manager.next()
        #expect(refused?["READY"] == "1")
        #expect(refused?["STATUS"]?.hasSuffix("; the configuration has faults and is not used") == true)

        child.signal(SIGTERM)
        #expect(manager.next() == ["STOPPING": "1", "STATUS": "Stopping: what was accepted is finished"])
        #expect(child.finish().status == 0)
        while let message = manager.next(within: 0) { #expect(message.keys.elementsEqual(["EXTEND_TIMEOUT_USEC"])) }
    }

    @Test("on SIGUSR2 it drains: it says so, is not ready, answers, and ends properly on SIGTERM")
    func draining() throws {
        let (child, port) = try serve()
        #expect(manager.next()?["READY"] == "1")
        child.signal(SIGUSR2)
        #expect(manager.next() == ["STATUS": "Draining: requests are answered, streams go elsewhere"])
        func answer(_ path: String) throws -> String {
            let client = try Client(port: port)
            client.send("GET \(path) HTTP/1.1\r\nHost: h\r\n\r\n")
            return client.receive()
        }
        // It says so before it does so.
        while try answer("/health/ready").hasPrefix("HTTP/1.1 200 ") { sched_yield() }
        #expect(try answer("/health/ready").hasPrefix("HTTP/1.1 503 "))
        #expect(try answer("/health").hasPrefix("HTTP/1.1 200 "))
        end(child)
    }

    @Test("an end that takes long asks for more time, until it is there")
    func extending() throws {
        let (child, port) = try serve()
        #expect(manager.next()?["READY"] == "1")
        // A request whose body does not come, but was asked for, keeps the process from ending.
        let client = try Client(port: port)
        client.send("POST /api/v1/demand/submit HTTP/1.1\r\nHost: h\r\nContent-Type: application/json\r\n")
        client.send("Expect: 100-continue\r\nContent-Length: 30\r\n\r\n")
        #expect(client.receive().hasPrefix("HTTP/1.1 100 "))
        child.signal(SIGTERM)
        #expect(manager.next()?["STOPPING"] == "1")
        for _ in 0..<2 { #expect(manager.next(with: "EXTEND_TIMEOUT_USEC")?["EXTEND_TIMEOUT_USEC"] == "5000000") }
        client.end()
        #expect(child.finish().status == 0)
    }

    @Test("a manager that does not read holds nothing up: the end comes all the same")
    func deaf() throws {
        let (child, _) = try serve(["WATCHDOG_USEC": "1500000"])
        #expect(manager.next(with: "READY") != nil)
        manager.fill()
        child.signal(SIGTERM)
        let late = DispatchWorkItem { child.signal(SIGKILL) }
        DispatchQueue.global().asyncAfter(deadline: .now() + 60, execute: late)
        let result = child.finish()
        late.cancel()
        #expect(result.status == 0, "\(result.errors)")
    }

    @Test("signs of life come while the store answers, stop while another process has it locked, and come again")
    func hungSQLite() throws {
        let (child, _) = try serve(["WATCHDOG_USEC": "1500000"])
        #expect(manager.next(with: "READY") != nil)
        for _ in 0..<3 { #expect(manager.next() == ["WATCHDOG": "1"]) }
        let other = try SQLiteConnection(path: database, mode: .readWrite)
        try other.execute("BEGIN IMMEDIATE")
        hearNothing()
        try other.execute("ROLLBACK")
        #expect(manager.next() == ["WATCHDOG": "1"])
        child.signal(SIGTERM)
        let result = child.finish()
        #expect(result.status == 0)
        #expect(result.errors.contains("the store does not answer"))
        #expect(result.errors.contains("the store answers again"))
    }

    @Test(
        "a PostgreSQL that is stopped is a store that hangs; one that was never there is waited for",
        .enabled(if: PostgresServer.isInstalled, "needs PostgreSQL: make deps"))
    func hungPostgres() throws {
        let server = try PostgresServer()
        let url = server.url(database: try server.createDatabase())
        let variables = ["WATCHDOG_USEC": "1500000", "DATABASE_URL": url]
        let (child, _) = try serve(variables)
        #expect(manager.next(with: "READY") != nil)
        for _ in 0..<3 { #expect(manager.next() == ["WATCHDOG": "1"]) }
        let main = server.processID
        // It comes first, and stands still before its children are looked for: one more that it begins would be missed.
        stop(main)
        let sessions = children(of: main)
        for session in sessions { stop(session) }
        hearNothing()
        for process in [main] + sessions { kill(process, SIGCONT) }
        #expect(manager.next() == ["WATCHDOG": "1"])
        end(child)
        while manager.next(within: 0) != nil {}

        server.stop(.fast)
        let (early, port) = try serve(variables)
        let ready = manager.next(with: "READY")
        #expect(ready?["STATUS"] == "Waiting for the database at http://127.0.0.1:\(port)")
        for _ in 0..<3 { #expect(manager.next() == ["WATCHDOG": "1"]) }
        try server.start()
        #expect(manager.next(with: "STATUS") == ["STATUS": "Serving http://127.0.0.1:\(port)"])
        end(early)
    }

    /// Ends when there was no sign of life for twice the time that is allowed; one that was on its way may come.
    private func hearNothing() {
        var signs = 0
        while manager.next(within: 3_000) != nil { signs += 1 }
        #expect(signs <= 2)
    }

    /// Ends when the process stands still: a signal that was sent has not arrived yet.
    private func stop(_ process: pid_t) {
        kill(process, SIGSTOP)
        while let state = state(of: process), !"TZ".contains(state) { usleep(1_000) }
    }

    /// As /proc/PID/stat tells it; `nil` when the process is gone.
    private func state(of process: pid_t) -> Character? {
        let text = try? String(contentsOf: URL(filePath: "/proc/\(process)/stat"), encoding: .utf8)
        guard let text, let end = text.lastIndex(of: ")") else { return nil }
        return text[end...].dropFirst(2).first
    }

    private func children(of process: pid_t) -> [pid_t] {
        let text = try? String(contentsOf: URL(filePath: "/proc/\(process)/task/\(process)/children"), encoding: .utf8)
        return (text ?? "").split(separator: " ").compactMap { pid_t($0) }
    }

    @Test("the interval is for the process that WATCHDOG_PID names")
    func interval() {
        #expect(ServiceManager.watchdogInterval([:]) == nil)
        #expect(ServiceManager.watchdogInterval(["WATCHDOG_USEC": "x"]) == nil)
        #expect(ServiceManager.watchdogInterval(["WATCHDOG_USEC": "0"]) == nil)
        #expect(ServiceManager.watchdogInterval(["WATCHDOG_USEC": "30000000"]) == .seconds(30))
        #expect(ServiceManager.watchdogInterval(["WATCHDOG_USEC": "5", "WATCHDOG_PID": "\(getpid())"]) != nil)
        #expect(ServiceManager.watchdogInterval(["WATCHDOG_USEC": "5", "WATCHDOG_PID": "1"]) == nil)
    }

    /// A connection to a server on loopback.
    private final class Client {
        private let descriptor: Int32

        init(port: Int) throws {
            descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
            var address = sockaddr_in()
            address.sin_family = sa_family_t(AF_INET)
            address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
            address.sin_port = UInt16(port).bigEndian
            let code = withUnsafePointer(to: &address) { pointer in
                pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                    connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
                }
            }
            guard code == 0 else { throw ChildProcess.StartFailed(code: errno) }
        }

        deinit { close(descriptor) }

        func send(_ text: String) {
            let bytes = Array(text.utf8)
            _ = Glibc.send(descriptor, bytes, bytes.count, Int32(MSG_NOSIGNAL))
        }

        /// What comes next; empty when the connection is closed.
        func receive() -> String {
            var bytes = [UInt8](repeating: 0, count: 4096)
            let count = recv(descriptor, &bytes, bytes.count, 0)
            return String(decoding: bytes[..<max(0, count)], as: UTF8.self)
        }

        func end() { shutdown(descriptor, Int32(SHUT_RDWR)) }
    }
}

/// Commands that root starts.
@Suite("Owner of the data", .enabled(if: getuid() == 0, "needs root"))
struct OwnerTests {
    @Test("what root makes belongs to the owner of the data directory, and root's other files are out of reach")
    func owner() throws {
        let folder = try TemporaryFolder()
        chmod(folder.path, 0o755)
        let data = folder.path + "/data"
        mkdir(data, 0o700)
        chown(data, 65_534, 65_534)
        let environment = ["TOWOW_DATA_DIR": data]
        #expect(try ChildProcess.run(["agents", "import", "--bundled"], environment: environment).status == 0)
        for name in try FileManager.default.contentsOfDirectory(atPath: data) {
            var status = stat()
            #expect(stat("\(data)/\(name)", &status) == 0)
            #expect(status.st_uid == 65_534, "\(name)")
        }
        let inside = try ChildProcess.run(["backup", data + "/backup.db"], environment: environment)
        #expect(inside.status == 0, "\(inside.errors)")
        let outside = try ChildProcess.run(["backup", folder.path + "/backup.db"], environment: environment)
        #expect(outside.status == 1)
        #expect(outside.errors.contains(folder.path + "/backup.db"), "\(outside.errors)")
    }
}
