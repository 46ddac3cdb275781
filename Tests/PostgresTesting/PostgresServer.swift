import FoundationEssentials
public import Glibc
import Synchronization

/// A PostgreSQL of the tests' own: its data in a new folder below `/tmp`, reached by a socket in it, never as root.
///
/// The server lives as long as this object and this process, however it ends: a shell holds the other end of a socket,
/// and when that is closed it stops the server and removes the folder.
public final class PostgresServer: Sendable {
    public struct Failure: Error, CustomStringConvertible {
        public var description: String
    }

    public enum StopMode: String, Sendable {
        /// Sessions are ended, everything is written.
        case fast = "INT"
        /// As in a crash: the next start recovers from the log.
        case immediate = "QUIT"
    }

    /// One for all tests that do no harm to others. Databases are cheap: each test takes its own.
    public static let shared = Result { try PostgresServer(settings: [], port: 5432, isFirst: true) }

    public static let user = "towow"
    public static let password = "geheim-&-lang"

    /// The newest `bin` folder of Debian's packages, or the one on PATH. Nil when PostgreSQL is not installed.
    public static let binaries: String? = {
        let versions = (try? FileManager.default.contentsOfDirectory(atPath: "/usr/lib/postgresql")) ?? []
        let folders =
            versions.compactMap { Int($0) }.sorted(by: >).map { "/usr/lib/postgresql/\($0)/bin" }
            + (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":").map(String.init)
        return folders.first { access($0 + "/initdb", X_OK) == 0 && access($0 + "/postgres", X_OK) == 0 }
    }()
    public static var isInstalled: Bool { binaries != nil }

    public let directory: String
    private let settings: [String]
    private let port: UInt16
    private let keeper = Mutex<Keeper?>(nil)
    private let databases = Atomic<Int>(0)

    private struct Keeper {
        var id: pid_t
        /// Closing it ends the server.
        var handle: Int32
    }

    /// Makes a new cluster and starts it.
    /// - Parameter settings: `name=value`, added to what makes tests quick.
    /// - Parameter port: also listens there, on loopback.
    public convenience init(settings: [String] = [], port: UInt16? = nil) throws {
        try self.init(
            settings: settings + (port.map { ["listen_addresses=127.0.0.1", "port=\($0)"] } ?? []),
            port: port ?? 5432, isFirst: false)
    }

    private init(settings: [String], port: UInt16, isFirst: Bool) throws {
        self.port = port
        guard let binaries = Self.binaries else { throw Failure(description: "PostgreSQL is not installed") }
        var template = Array("/tmp/towow-pg-XXXXXX".utf8CString)
        guard mkdtemp(&template) != nil else { throw Failure(description: "mkdtemp: \(errno)") }
        directory = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
        self.settings = settings
        try Data(Self.password.utf8).write(to: URL(filePath: directory + "/password"))
        let id = try Self.spawn(
            try isFirst ? clusterFromNothing(binaries) : clusterCopied(), input: nil, log: directory + "/initdb.log")
        guard Self.wait(id) == 0 else { throw Failure(description: Self.text(directory + "/initdb.log")) }
        try start()
    }

    deinit {
        // The shell stops the server and removes the folder.
        keeper.withLock { keeper in
            guard let running = keeper else { return }
            close(running.handle)
            _ = Self.wait(running.id)
            keeper = nil
        }
    }

    /// Makes a cluster, and a copy of it for those that come later: that takes a tenth of the time.
    private func clusterFromNothing(_ binaries: String) throws -> [String] {
        try Data(Self.password.utf8).write(to: URL(filePath: directory + "/password"))
        let owner = Self.account.map { "\($0.user):\($0.group)" } ?? "$(id -u)"
        let script = """
            folder=$1; shift
            chown -R \(owner) "$folder" && "$@" && cp -a "$folder/data" "$folder/pristine"
            """
        let initdb = [
            binaries + "/initdb", "-D", directory + "/data", "-U", Self.user, "-E", "UTF8", "--locale=C.UTF-8", "-N",
            "--auth=scram-sha-256", "--pwfile=" + directory + "/password",
        ]
        return ["/bin/sh", "-c", script, "initdb", directory] + Self.asAccount(initdb)
    }

    private func clusterCopied() throws -> [String] {
        let first = try Self.shared.get()
        let owner = Self.account.map { "\($0.user):\($0.group)" } ?? "$(id -u)"
        let script = "chown \(owner) \"$1\" && cp -a \"$2/pristine\" \"$1/data\""
        return ["/bin/sh", "-c", script, "cp", directory, first.directory]
    }

    /// Starts the server and returns once it answers.
    public func start() throws {
        let script = """
            folder=$1; shift
            "$@" >> "$folder/log" 2>&1 < /dev/null &
            if read -r signal; then
                kill -"$signal" $!; wait $!
            else
                kill -QUIT $!; wait $!; rm -rf "$folder"
            fi
            """
        let options =
            [
                "listen_addresses=", "unix_socket_directories=" + directory, "fsync=off", "shared_buffers=32MB",
                "max_connections=500", "autovacuum=off", "log_checkpoints=off",
            ] + settings
        let server =
            [Self.binaries.map { $0 + "/postgres" } ?? "", "-D", directory + "/data"]
            + options.flatMap { ["-c", $0] }
        var ends: [Int32] = [0, 0]
        // Sockets, because they close on exec from their first moment on: no other child keeps them open.
        let kind = Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue)
        guard socketpair(AF_UNIX, kind, 0, &ends) == 0 else { throw Failure(description: "socketpair: \(errno)") }
        let arguments = ["/bin/sh", "-c", script, "postgres", directory] + Self.asAccount(server)
        let id = try Self.spawn(arguments, input: ends[1], log: directory + "/keeper.log")
        close(ends[1])
        let handle = ends[0]
        keeper.withLock { $0 = Keeper(id: id, handle: handle) }
        for _ in 0..<2_400 {
            if (try? PostgresSession(url(database: "postgres"))) != nil { return }
            usleep(50_000)
        }
        throw Failure(description: Self.text(directory + "/log"))
    }

    /// Returns once the server has ended; its data stay.
    public func stop(_ mode: StopMode) {
        keeper.withLock { keeper in
            guard let running = keeper else { return }
            let line = mode.rawValue + "\n"
            _ = write(running.handle, line, line.utf8.count)
            _ = Self.wait(running.id)
            close(running.handle)
            keeper = nil
        }
    }

    /// The process id of the server.
    public var processID: pid_t {
        pid_t(Self.text(directory + "/data/postmaster.pid").split(separator: "\n").first ?? "") ?? 0
    }

    /// A new, empty database. Returns its name.
    public func createDatabase() throws -> String {
        let name = "test_\(databases.add(1, ordering: .relaxed).newValue)_\(UInt32.random(in: 0 ... .max))"
        try PostgresSession(url(database: "postgres")).run("CREATE DATABASE \(name)")
        return name
    }

    /// - Parameter parameters: more of the URL's parameters, each with its `&`.
    public func url(
        database: String, password: String = PostgresServer.password, scheme: String = "postgresql",
        socketDirectory: String? = nil, parameters: String = ""
    ) -> String {
        let secret = password.replacing("&", with: "%26")
        return
            "\(scheme)://\(Self.user):\(secret)@/\(database)?host=\(socketDirectory ?? directory)&port=\(port)\(parameters)"
    }

    // MARK: Processes

    /// PostgreSQL refuses to run as root. Nil when this process does not.
    private static let account: (user: uid_t, group: gid_t)? = {
        guard getuid() == 0 else { return nil }
        guard let entry = getpwnam("postgres") ?? getpwnam("nobody") else { return nil }
        return (entry.pointee.pw_uid, entry.pointee.pw_gid)
    }()

    private static func asAccount(_ arguments: [String]) -> [String] {
        guard let account else { return arguments }
        return ["setpriv", "--reuid=\(account.user)", "--regid=\(account.group)", "--clear-groups", "--"] + arguments
    }

    private static func spawn(_ arguments: [String], input: Int32?, log: String) throws -> pid_t {
        let actions = UnsafeMutablePointer<posix_spawn_file_actions_t>.allocate(capacity: 1)
        defer { actions.deallocate() }
        posix_spawn_file_actions_init(actions)
        defer { posix_spawn_file_actions_destroy(actions) }
        if let input {
            posix_spawn_file_actions_adddup2(actions, input, 0)
        } else {
            posix_spawn_file_actions_addopen(actions, 0, "/dev/null", O_RDONLY, 0)
        }
        posix_spawn_file_actions_addopen(actions, 1, log, O_WRONLY | O_CREAT | O_APPEND, 0o644)
        posix_spawn_file_actions_adddup2(actions, 1, 2)
        // A test runner's blocked SIGCHLD would be inherited, and the shell's `wait` would never return.
        let attributes = UnsafeMutablePointer<posix_spawnattr_t>.allocate(capacity: 1)
        defer { attributes.deallocate() }
        posix_spawnattr_init(attributes)
        defer { posix_spawnattr_destroy(attributes) }
        var none = sigset_t()
        sigemptyset(&none)
        posix_spawnattr_setsigmask(attributes, &none)
        posix_spawnattr_setflags(attributes, Int16(POSIX_SPAWN_SETSIGMASK))
        let variables = ["PATH=/usr/sbin:/usr/bin:/sbin:/bin", "LC_ALL=C.UTF-8", "TZ=UTC"]
        var argumentPointers = arguments.map { strdup($0) } + [nil]
        var variablePointers = variables.map { strdup($0) } + [nil]
        defer { (argumentPointers + variablePointers).forEach { free($0) } }
        var id = pid_t()
        let code = posix_spawn(&id, arguments[0], actions, attributes, &argumentPointers, &variablePointers)
        guard code == 0 else { throw Failure(description: "posix_spawn \(arguments[0]): \(code)") }
        return id
    }

    private static func wait(_ id: pid_t) -> Int32 {
        var status: Int32 = 0
        while waitpid(id, &status, 0) < 0, errno == EINTR {}
        return status
    }

    private static func text(_ path: String) -> String {
        (try? Data(contentsOf: URL(filePath: path))).map { String(decoding: $0, as: UTF8.self) } ?? ""
    }
}
