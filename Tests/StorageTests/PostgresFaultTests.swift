import Engine
import Glibc
import PostgresTesting
import Testing

@testable import Storage

@Suite(
    "PostgreSQL: what goes wrong", .enabled(if: PostgresServer.isInstalled, "needs PostgreSQL: make deps"),
    .timeLimit(.minutes(5)))
struct PostgresFaultTests {
    @Test("a restart between two calls is not noticed")
    func restartBetweenCalls() async throws {
        let server = try PostgresServer()
        try await withPostgresStore(on: server) { store, _ in
            let (id, epoch) = try await leasedDemand(store)
            try await store.append(newBatch(id, head: 1, epoch: epoch, count: 1))
            for mode in [PostgresServer.StopMode.fast, .immediate] {
                server.stop(mode)
                try server.start()
                let head = try #require(try await store.demand(id)).head
                try await store.append(newBatch(id, head: head, epoch: epoch, count: 1))
            }
            #expect(try await store.events(of: id, after: 0, limit: 9).map(\.sequence) == [1, 2, 3, 4])
            server.stop(.fast)
            await #expect(throws: StoreError.unavailable) { try await store.ping() }
            await #expect(throws: StoreError.unavailable) {
                try await store.append(newBatch(id, head: 4, epoch: epoch, count: 1))
            }
            try server.start()
            await eventually { try await store.append(newBatch(id, head: 4, epoch: epoch, count: 1)) }
            #expect(try await store.demand(id)?.head == 5)
        }
    }

    @Test("what was acknowledged survives crashes of the server amid writes, and nothing is there twice")
    func crashesDuringCalls() async throws {
        let server = try PostgresServer()
        try await withPostgresStore(on: server) { store, _ in
            var demands: [(id: DemandID, epoch: Int)] = []
            for _ in 0..<20 { demands.append(try await leasedDemand(store)) }
            let watched = demands[0].id
            let acknowledged = try await withThrowingTaskGroup(of: (DemandID, Int).self) { group in
                for (id, epoch) in demands { group.addTask { (id, try await write(30, to: id, epoch, in: store)) } }
                group.addTask {
                    for _ in 0..<3 {
                        try await untilHeadsMove(watched, in: store)
                        server.stop(.immediate)
                        try server.start()
                    }
                    return (watched, 0)
                }
                return try await group.reduce(into: [:]) { $0[$1.0, default: 0] += $1.1 }
            }
            for (id, count) in acknowledged {
                let events = try await store.events(of: id, after: 0, limit: 99)
                #expect(events.map(\.sequence) == Array(1...31))
                #expect(count == 30)
            }
        }
    }

    @Test("killed sessions are replaced, idle or at work")
    func killedBackends() async throws {
        try await withPostgresStore { store, url in
            let (id, epoch) = try await leasedDemand(store)
            let session = try PostgresSession(url)
            for head in 1...5 {
                try session.run(
                    """
                    SELECT pg_terminate_backend(pid) FROM pg_stat_activity
                    WHERE datname = current_database() AND application_name = 'towow'
                    """)
                #expect(try await store.demand(id)?.head == head)
                try await store.append(newBatch(id, head: head, epoch: epoch, count: 1))
            }
            // At work: the renewal waits for a row that this session holds, and is killed there.
            let watcher = try PostgresSession(url)
            try session.run("BEGIN; UPDATE demands SET status = status")
            async let lost = store.renew([id: epoch], owner: "me", durationMilliseconds: 60_000)
            try await watcher.wait(
                for: "t",
                """
                SELECT coalesce(bool_or(pg_terminate_backend(pid)), false) FROM pg_stat_activity
                WHERE datname = current_database() AND wait_event_type = 'Lock'
                """)
            try session.run("COMMIT")
            #expect(try await lost.isEmpty)
        }
    }

    @Test("a database that takes no writes says so, and is read as before")
    func readOnly() async throws {
        try await withPostgresStore { store, url in
            let (id, epoch) = try await leasedDemand(store)
            let session = try PostgresSession(url)
            let database = try session.run("SELECT current_database()")[0][0]
            try session.run(
                """
                ALTER DATABASE \(database) SET default_transaction_read_only = on;
                SELECT pg_terminate_backend(pid) FROM pg_stat_activity
                WHERE datname = current_database() AND application_name = 'towow'
                """)
            await #expect(throws: StoreError.readOnly) {
                try await store.append(newBatch(id, head: 1, epoch: epoch, count: 1))
            }
            await #expect(throws: StoreError.readOnly) { _ = try await store.create(newDemand(newDemandID())) }
            await #expect(throws: StoreError.readOnly) { try await store.put(settings: ["a": "1"], audit: nil) }
            #expect(try await store.demand(id)?.head == 1)
            await #expect(throws: StoreError.readOnly) { try await store.ping() }
            try await store.migrate()
        }
    }

    @Test("a server without a free connection is not available, and works again when it has one")
    func tooManyConnections() async throws {
        let server = try PostgresServer(settings: ["max_connections=12", "superuser_reserved_connections=0"])
        let url = server.url(database: try server.createDatabase())
        let store = try PostgresStore(url: url)
        var sessions: [PostgresSession] = []
        while let session = try? PostgresSession(url) { sessions.append(session) }
        let error = await #expect(throws: PostgresStoreError.self) { try await store.migrate() }
        #expect(error?.description.contains("too many clients") == true)
        await #expect(throws: StoreError.unavailable) { try await store.ping() }
        sessions = []
        await eventually { try await store.migrate() }
        // Sessions end one by one.
        await eventually { _ = try await leasedDemand(store) }
        await store.close()
    }

    @Test("a wrong password is reported without the password")
    func wrongPassword() async throws {
        let server = try PostgresServer.shared.get()
        for scheme in ["postgresql", "postgres", "postgresql+asyncpg"] {
            let store = try PostgresStore(
                url: server.url(database: "postgres", password: "falsch-42", scheme: scheme))
            let error = await #expect(throws: PostgresStoreError.self) { try await store.migrate() }
            #expect(error?.description.contains("password authentication failed") == true)
            #expect(error.map { !"\($0)".contains("falsch") } == true)
            await #expect(throws: StoreError.unavailable) { try await store.ping() }
            await store.close()
        }
    }

    @Test(
        "a URL that libpq would not connect with is refused: the fault is named, the URL never shown",
        arguments: [
            ("", "must begin with"), ("geheim", "must begin with"), ("mysql://user:geheim@host/db", "must begin with"),
            ("postgresql://user:geheim@host:port/db", "port"), ("postgresql://user:geheim@host:0/db", "port"),
            ("postgres://user:geheim@host:70000/db", "port"), ("postgres://user:geheim@a,b:65536/db", "port"),
            ("postgresql://user:geheim@host:+5/db", "port"), ("postgresql://user:geheim@host/db?port=0", "port"),
            ("postgresql://user:geheim@host/db?port=5432x", "port"), ("postgresql://:5432/db", "host"),
            ("postgresql://user:geheim@:5432/db", "host"), ("postgresql://user:geheim@[::1/db", "bracket"),
            ("postgresql://user:geheim@[]/db", "bracket"), ("postgresql://user:geheim@[::1]x/db", "IPv6"),
            ("postgresql://user:geh%zzeim@host/db", "%25"), ("postgresql://user:geh%@host/db", "%25"),
            ("postgresql://user:geh%00@host/db", "%25"), ("postgresql://user:geheim@host/db?nonsense=1", "nonsense"),
            ("postgresql://user:geheim@host/db?SSLMODE=geheim", "libpq does not know"),
            ("postgresql://user:geheim@host/db?geheim", "name=value"),
            ("postgresql://user:geheim@host/db?password=geheim=2", "name=value"),
            ("postgresql://user:geheim@host/db?sslmode=geheim", "verify-full"),
            ("postgresql://user:geheim@host/db?ssl=yes", "verify-full"),
            ("postgresql://user:geheim@host/db?connect_timeout=soon", "connect_timeout"),
            ("postgresql://user:geheim@a,b,c/db?port=1,2", "ports"),
            ("postgresql://user:geheim@a,b/db?hostaddr=127.0.0.1", "hostaddr"),
            // Passwords with characters that end them.
            ("postgresql://user:12/geheim@host/db", "%2F"), ("postgresql://user:ge/heim@host/db", "%2F"),
            ("postgresql://user:12/x?geheim=@host/db", "%2F"), ("postgresql://user:p@geheim@host/db", "%40"),
            ("postgresql://user:p@geheim/x@host/db", "%40"), ("postgresql://user:p@h?geheim=x@host/db", "%40"),
        ])
    func wrongURL(url: String, fault: String) {
        let error = #expect(throws: PostgresStoreError.self) { try PostgresStore(url: url) }
        guard case .wrongAddress(let found) = error else {
            Issue.record("\(String(describing: error))")
            return
        }
        #expect(PostgresStore.fault(inURL: url) == found)
        #expect(
            found.text.contains(fault) && !"\(found)".contains("geh") && !"\(found)".contains("heim"), "\(found.text)")
        #expect(error?.description == "the database URL " + found.text)
    }

    @Test(
        "what libpq connects with is not refused",
        arguments: [
            "postgresql://", "postgres:///db", "postgresql+asyncpg://u:p@h:1/d", "postgresql://h:/d",
            "postgresql://u@h:65535",
            "postgresql://u:p@[::1]:5432/d?", "postgresql://a:1,b:2,[fe80::1]:3/d?target_session_attrs=any&",
            "postgresql://u:p@/d?host=/run/postgresql&port=5433", "postgresql://u@:5433/d?host=%2Frun",
            "postgresql://%2Frun%2Fpostgresql/d", "postgresql:///d?port=5433", "postgresql://a,b/d?port=5432",
            "postgresql://u:p?x=y&ssl=no@h/d", "postgresql://h/d?ssl=true",
            "postgresql://h/d?ssl=verify-full&sslrootcert=/c",
            "postgresql://h/d?user=me@there&password=p@/?", "postgresql://h/d?connect_timeout=&keepalives=0",
            "postgresql://u:ä%C3%A4@h",
            "postgresql://h/d?%73slmode=require",
        ])
    func rightURL(url: String) {
        #expect(PostgresStore.fault(inURL: url) == nil)
    }

    @Test("a host that refuses or never answers is not available within the connect time-out")
    func unreachable() async throws {
        let silent = try SilentSocket()
        let urls = ["postgresql://127.0.0.1:1/db", "postgresql://127.0.0.1:\(silent.port)/db?connect_timeout=2"]
        for url in urls {
            let store = try PostgresStore(url: url)
            await #expect(throws: PostgresStoreError.self) { try await store.migrate() }
            await #expect(throws: StoreError.unavailable) { try await store.ping() }
            await #expect(throws: StoreError.unavailable) {
                try await store.append(newBatch(newDemandID(), head: 1, epoch: 1, count: 1))
            }
            await store.close()
        }
    }

    @Test(
        "TLS is as the URL says: a certificate that does not fit is refused",
        .enabled(if: access("/usr/bin/openssl", X_OK) == 0, "needs openssl"))
    func tls() async throws {
        let port = FreePort.next()
        let server = try PostgresServer(port: UInt16(port))
        let name = try server.createDatabase()
        let session = try PostgresSession(server.url(database: name))
        for file in ["server", "other"] {
            try session.run(
                """
                COPY (SELECT 1) TO PROGRAM 'openssl req -new -x509 -days 2 -nodes -subj /CN=localhost \
                -addext subjectAltName=DNS:localhost -out \(file).crt -keyout \(file).key 2>&1; chmod 600 \(file).key'
                """)
        }
        try session.run("ALTER SYSTEM SET ssl = on")
        try session.run("SELECT pg_reload_conf()")
        func url(_ root: String, host: String = "localhost") -> String {
            let secret = PostgresServer.password.replacing("&", with: "%26")
            return "postgresql://\(PostgresServer.user):\(secret)@\(host):\(port)/\(name)"
                + "?sslmode=verify-full&sslrootcert=\(server.directory)/data/\(root).crt"
        }
        let store = try PostgresStore(url: url("server"))
        await eventually { try await store.migrate() }
        let states = try session.run(
            """
            SELECT DISTINCT ssl FROM pg_stat_ssl JOIN pg_stat_activity USING (pid)
            WHERE datname = current_database() AND application_name = 'towow'
            """)
        #expect(states == [["t"]])
        await store.close()
        for wrong in [url("other"), url("server", host: "127.0.0.1")] {
            let refused = try PostgresStore(url: wrong)
            await #expect(throws: PostgresStoreError.self) { try await refused.migrate() }
            await refused.close()
        }
    }

    @Test(
        "the victim of a deadlock or of a serialization failure begins again", arguments: ["40P01", "40001"])
    func undoneTransaction(_ state: String) async throws {
        try await withPostgresStore { store, url in
            let (id, epoch) = try await leasedDemand(store)
            let session = try PostgresSession(url)
            // The server ends the first two attempts; what counts them is not undone with them.
            try session.run(
                """
                CREATE SEQUENCE attempts;
                CREATE FUNCTION undo() RETURNS trigger LANGUAGE plpgsql AS $$
                BEGIN
                    IF nextval('attempts') % 3 <> 0 THEN
                        RAISE EXCEPTION 'undone' USING ERRCODE = '\(state)';
                    END IF;
                    RETURN NEW;
                END $$;
                CREATE TRIGGER undo BEFORE UPDATE ON demands FOR EACH ROW EXECUTE FUNCTION undo();
                """)
            #expect(try await store.renew([id: epoch], owner: "me", durationMilliseconds: 60_000).isEmpty)
            try await store.append(newBatch(id, head: 1, epoch: epoch, count: 2))
            try session.run("CREATE TRIGGER undo_insert BEFORE INSERT ON demands FOR EACH ROW EXECUTE FUNCTION undo()")
            #expect(try await store.create(newDemand(newDemandID())) == .created)
            #expect(try session.run("SELECT last_value FROM attempts") == [["9"]])
            #expect(try await store.events(of: id, after: 0, limit: 9).map(\.sequence) == [1, 2, 3])
        }
    }

    @Test("a batch that can not be stored does not take its group with it")
    func poisonedGroup() async throws {
        try await withPostgresStore { store, _ in
            var demands: [(id: DemandID, epoch: Int)] = []
            for _ in 0..<40 { demands.append(try await leasedDemand(store)) }
            let outcomes = await withTaskGroup(of: (Int, StoreError?).self) { group in
                for (index, demand) in demands.enumerated() {
                    group.addTask {
                        var batch = newBatch(demand.id, head: 1, epoch: demand.epoch, count: 1)
                        if index == 20 { batch.events[0].payload = "a\u{0}b" }
                        do { try await store.append(batch) } catch { return (index, error as? StoreError) }
                        return (index, nil)
                    }
                }
                return await group.reduce(into: [:]) { $0[$1.0] = $1.1 }
            }
            #expect(outcomes.keys.sorted() == [20])
            guard case .broken = outcomes[20] else {
                Issue.record("U+0000 was not refused")
                return
            }
            #expect(try await store.heads(of: demands.map(\.id)).values.filter { $0 == 2 }.count == 39)
        }
    }

    @Test("a follower whose connection is killed is told to look at everything")
    func killedListener() async throws {
        try await withPostgresStore { store, url in
            var changes = store.changes().makeAsyncIterator()
            #expect(await changes.next()?.everything == true)
            try PostgresSession(url).run(
                """
                SELECT pg_terminate_backend(pid) FROM pg_stat_activity
                WHERE datname = current_database() AND query IN ('LISTEN towow_changes', 'SELECT 1::bigint')
                """)
            #expect(await changes.next()?.everything == true)
            let id = newDemandID()
            _ = try await store.create(newDemand(id))
            #expect(await changes.next()?.events == [id])
        }
    }

    @Test("instances hear of each other")
    func twoInstances() async throws {
        try await withPostgresStore { first, url in
            let second = try PostgresStore(url: url)
            var changes = second.changes().makeAsyncIterator()
            #expect(await changes.next()?.everything == true)
            let (id, epoch) = try await leasedDemand(first)
            #expect(await changes.next()?.events == [id])
            #expect(try await second.lease(id, owner: "second", durationMilliseconds: 60_000) == nil)
            try await first.release([id: epoch])
            #expect(await changes.next()?.leases == true)
            let lease = try #require(try await second.lease(id, owner: "second", durationMilliseconds: 60_000))
            await #expect(throws: StoreError.conflict) {
                try await first.append(newBatch(id, head: 1, epoch: epoch, count: 1))
            }
            try await second.append(newBatch(id, head: 1, epoch: lease.epoch, count: 1))
            await second.close()
        }
    }

    @Test("a call that is put again is told of again: the first hint may have been lost with its connection")
    func repeatedHint() async throws {
        try await withPostgresStore { store, _ in
            let (id, _) = try await leasedDemand(store)
            var changes = store.changes().makeAsyncIterator()
            #expect(await changes.next()?.everything == true)
            let input = PendingInput(demandID: id, sender: "anna", messageID: "m", body: "{}")
            for receipt in [InputReceipt.new, .pending] {
                #expect(try await store.put(input: input) == receipt)
                // What was told of the new demand may come before.
                while try #require(await changes.next()).inputs != [id] {}
            }
        }
    }

    @Test("a hint too long for a notification says: everything")
    func longHints() {
        var changes = StoreChanges()
        changes.events = [newDemandID(), newDemandID()]
        changes.inputs = [newDemandID()]
        changes.settings = true
        changes.leases = true
        #expect(ChangePayload.decode(ChangePayload.encode(changes)) == changes)
        for _ in 0..<300 { changes.events.insert(newDemandID()) }
        #expect(ChangePayload.encode(changes) == "*")
        #expect(ChangePayload.decode("*") == .all)
        #expect(ChangePayload.decode("z=1 m q").members)
    }
}

/// Tries again until `body` succeeds: a store that was told of a failure pauses before it connects again.
private func eventually(_ body: () async throws -> Void) async {
    while !Task.isCancelled {
        do { return try await body() } catch { try? await Task.sleep(for: .milliseconds(20)) }
    }
}

/// Appends `count` events one by one, as a runner would through failures. Returns how many were acknowledged, at once or by the log.
private func write(_ count: Int, to id: DemandID, _ epoch: Int, in store: PostgresStore) async throws -> Int {
    var acknowledged = 0
    var head = 1
    var isUnknown = false
    while acknowledged < count {
        try Task.checkCancellation()
        do {
            try await store.append(newBatch(id, head: head, epoch: epoch, count: 1))
        } catch StoreError.unavailable {
            isUnknown = true
            try? await Task.sleep(for: .milliseconds(20))
            continue
        } catch StoreError.conflict where isUnknown {
            // The server was away for longer than the store looks for the outcome of a commit: the log says it.
            var found: Int?
            await eventually { found = try await store.demand(id)?.head }
            try #require(found == head + 1)
        }
        isUnknown = false
        acknowledged += 1
        head += 1
    }
    return acknowledged
}

/// Returns when somebody has written to the demand since, or it is complete.
private func untilHeadsMove(_ id: DemandID, in store: PostgresStore) async throws {
    var first: Int?
    while true {
        try Task.checkCancellation()
        guard let head = try? await store.demand(id)?.head else {
            try? await Task.sleep(for: .milliseconds(20))
            continue
        }
        if head >= 31 { return }
        if let first, head > first { return }
        first = first ?? head
    }
}

/// A listening socket that nobody accepts from.
private final class SilentSocket: Sendable {
    let port: UInt16
    private let descriptor: Int32

    init() throws {
        descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        let descriptor = descriptor
        withUnsafeMutableBytes(of: &address) { bytes in
            let pointer = bytes.assumingMemoryBound(to: sockaddr.self).baseAddress
            _ = bind(descriptor, pointer.map { UnsafePointer($0) }, length)
            _ = listen(descriptor, 8)
            _ = getsockname(descriptor, pointer, &length)
        }
        port = UInt16(bigEndian: address.sin_port)
    }

    deinit {
        close(descriptor)
    }
}
