import FoundationEssentials
import PostgresTesting
import Synchronization

@testable import Engine
@testable import Storage

/// The store under the engine's tests: in memory, or with `TOWOW_TEST_STORE=postgres` a database of the test's own on the
/// PostgreSQL that the tests start. Those take many connections, so such a run needs `--no-parallel`.
enum StoreChoice {
    static let isPostgres = ProcessInfo.processInfo.environment["TOWOW_TEST_STORE"] == "postgres"

    private static let opened = Mutex<[(store: PostgresStore, clock: DatabaseClock)]>([])
    /// More than one test uses at once. Tests do not close their stores: what is older is done with.
    private static let most = 25

    static func make(clock: ManualClock) async throws -> any Store {
        guard isPostgres else { return InMemoryStore(clock: clock) }
        let old = opened.withLock { all in
            defer { all.removeFirst(max(0, all.count - most)) }
            return Array(all.prefix(max(0, all.count - most)))
        }
        for (store, clock) in old {
            await store.close()
            clock.close()
        }
        let server = try PostgresServer.shared.get()
        let name = try server.createDatabase()
        let session = try DatabaseClock(server.url(database: name), start: clock.now())
        clock.observe { session.set($0) }
        let store = try PostgresStore(
            url: server.url(database: name, parameters: "&options=-csearch_path%3Dpublic%2Cpg_catalog"))
        opened.withLock { $0.append((store, session)) }
        try await store.migrate()
        return store
    }
}

/// Gives a database the test's clock: a function in the search path before PostgreSQL's own.
private final class DatabaseClock: Sendable {
    /// Nil once closed.
    private let session: Mutex<PostgresSession?>

    init(_ url: String, start: Timestamp) throws {
        let session = try PostgresSession(url)
        try session.run(
            """
            CREATE TABLE test_clock (moment timestamptz NOT NULL);
            INSERT INTO test_clock VALUES (to_timestamp(\(start.milliseconds) / 1000.0));
            CREATE FUNCTION public.clock_timestamp() RETURNS timestamptz LANGUAGE sql VOLATILE
            AS 'SELECT moment FROM public.test_clock';
            """)
        self.session = Mutex(session)
    }

    func set(_ moment: Timestamp) {
        session.withLock {
            _ = try? $0?.run("UPDATE test_clock SET moment = to_timestamp(\(moment.milliseconds) / 1000.0)")
        }
    }

    func close() { session.withLock { $0 = nil } }
}
