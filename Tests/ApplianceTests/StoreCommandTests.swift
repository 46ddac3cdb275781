import Engine
import FoundationEssentials
import Glibc
import Logging
import PostgresTesting
import Testing

@testable import Appliance
@testable import Storage

@Suite("Commands on the database")
struct StoreCommandTests {
    private func towow(_ arguments: [String], in data: String) throws -> ChildProcess.Result {
        try ChildProcess.run(arguments, environment: ["TOWOW_DATA_DIR": data])
    }

    private func members(in data: String) throws -> Int {
        try towow(["agents", "list"], in: data).output.split(separator: "\n").count
    }

    @Test("migrate makes the database, and its status lists every step")
    func migrate() throws {
        let folder = try TemporaryFolder()
        let data = folder.path + "/data"
        let missing = try towow(["migrate", "status"], in: data)
        #expect(missing.status == 1 && missing.errors.contains("no database"))
        #expect(access(data, F_OK) != 0)
        #expect(try towow(["migrate"], in: data).output.hasPrefix("the schema is up to date (0"))
        let status = try towow(["migrate", "status"], in: data)
        #expect(status.status == 0 && status.output.hasPrefix("0001_demands\t20"))
        #expect(!status.output.contains("pending"))
    }

    @Test("a backup is put back, and what was there meanwhile stays beside it")
    func backup() throws {
        let folder = try TemporaryFolder()
        let data = folder.path + "/data"
        let file = folder.path + "/backup.db"
        #expect(try towow(["agents", "import", "--bundled"], in: data).status == 0)
        let count = try members(in: data)
        #expect(try towow(["backup", file], in: data).output == "backup written to \(file)\n")
        try Data(#"[{"id":"zz-new","display_name":"New","kind":"auto","summary":"new"}]"#.utf8)
            .write(to: URL(filePath: folder.path + "/new.json"))
        let imported = try towow(["agents", "import", folder.path + "/new.json"], in: data)
        #expect(imported.status == 0, "\(imported.errors)")
        #expect(try members(in: data) == count + 1)
        #expect(try towow(["restore", file], in: data).status == 0)
        #expect(try members(in: data) == count)
        #expect(access(data + "/towow.db.before-restore", F_OK) == 0)
        let refused = try towow(["restore", folder.path + "/new.json"], in: data)
        #expect(refused.status == 1 && refused.errors.contains("no export"))
        #expect(try members(in: data) == count)
    }

    @Test("an export goes into an empty database only")
    func transfer() throws {
        let folder = try TemporaryFolder()
        let (first, second) = (folder.path + "/first", folder.path + "/second")
        #expect(try towow(["agents", "import", "--bundled"], in: first).status == 0)
        let export = try towow(["export"], in: first)
        #expect(export.status == 0 && export.output.hasPrefix(#"{"format":"towow-export""#))
        let file = folder.path + "/export.jsonl"
        try Data(export.output.utf8).write(to: URL(filePath: file))
        #expect(try towow(["import", file], in: second).status == 0)
        #expect(try towow(["export"], in: second).output == export.output)
        let again = try towow(["import", file], in: second)
        #expect(again.status == 1 && again.errors.contains("not empty"))
        #expect(try towow(["import", file + "-none"], in: second).status == 1)
    }

    @Test("a backup takes a schema that other commands refuse, as it is before an upgrade")
    func backupOfOldSchema() throws {
        let folder = try TemporaryFolder()
        let data = folder.path + "/data"
        #expect(try towow(["agents", "import", "--bundled"], in: data).status == 0)
        let database = try SQLiteConnection(path: data + "/towow.db", mode: .readWrite)
        let newest = "SELECT max(name) FROM schema_migrations"
        try database.execute("DELETE FROM schema_migrations WHERE name = (\(newest))")
        #expect(try towow(["agents", "list"], in: data).errors.contains("the database needs an upgrade"))
        let backup = folder.path + "/backup.db"
        #expect(try towow(["backup", backup], in: data).status == 0)
        #expect(try towow(["migrate", "status"], in: data).status == 1)
        let copy = try SQLiteConnection(path: backup, mode: .readOnly)
        #expect(try copy.first("SELECT count(*) FROM members") { $0.int(0) } == BundledMembers.members().count)
    }

    @Test(
        "PostgreSQL takes the same commands, and the password is never shown",
        .enabled(if: PostgresServer.isInstalled, "needs PostgreSQL: make deps"))
    func postgres() throws {
        let folder = try TemporaryFolder()
        let server = try PostgresServer.shared.get()
        let database = try server.createDatabase()
        func towow(_ arguments: [String], password: String = PostgresServer.password) throws -> ChildProcess.Result {
            let url = server.url(database: database, password: password, scheme: "postgresql+asyncpg")
            return try ChildProcess.run(
                arguments, environment: ["DATABASE_URL": url, "TOWOW_DATA_DIR": folder.path + "/data"])
        }
        let refused = try towow(["migrate"], password: "s3cret")
        #expect(refused.status == 1 && refused.errors.contains("password authentication failed"))
        #expect(!refused.errors.contains("s3cret"))
        #expect(try towow(["migrate", "status"]).status == 1)
        #expect(try towow(["migrate"]).status == 0)
        #expect(try towow(["migrate", "status"]).status == 0)
        let sqlite = folder.path + "/sqlite"
        #expect(try self.towow(["agents", "import", "--bundled"], in: sqlite).status == 0)
        let file = folder.path + "/export.jsonl"
        #expect(try self.towow(["export", file], in: sqlite).status == 0)
        #expect(try towow(["import", file]).status == 0)
        let backup = folder.path + "/backup.jsonl"
        #expect(try towow(["backup", backup]).status == 0)
        let files = try [file, backup].map { try Data(contentsOf: URL(filePath: $0)) }
        #expect(files[0] == files[1])
        #expect(try towow(["restore", backup]).errors.contains("not empty"))
        #expect(try towow(["restore", backup, "--replace"]).status == 0)
        let listed = try towow(["agents", "list"]).output.split(separator: "\n").count
        #expect(listed == (try BundledMembers.members().count))
        #expect(access(folder.path + "/data/towow.db", F_OK) != 0)
    }

    @Test("demands are deleted when their time is over, their stored decisions after a week")
    func retention() async throws {
        let store = InMemoryStore()
        let day: Int64 = 86_400_000
        let now = try await store.now()
        var ids: [DemandID] = []
        for days in [2, 8, 40] {
            for _ in 0..<60 { ids.append(try await finishedDemand(now + -Int64(days) * day, in: store)) }
        }
        let key = { (id: DemandID) in StepKey(demandID: id, channel: "c", decision: "vote", key: "1") }
        let logger = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
        #expect(try await Retention(store: store, days: 0, logger: logger).sweep() == 0)
        #expect(try await store.heads(of: ids).count == 180)
        #expect(try await store.step(key(ids[0])) != nil)
        #expect(try await store.step(key(ids[60])) == nil)
        #expect(try await Retention(store: store, days: 30, logger: logger).sweep() == 60)
        #expect(try await store.heads(of: ids).count == 120)
        #expect(try await store.demand(ids[179]) == nil)
        #expect(try await store.statistics().demands == 180)
    }

    private func finishedDemand(_ moment: Timestamp, in store: InMemoryStore) async throws -> DemandID {
        let id = DemandID(randomBytes: (0..<16).map { _ in UInt8.random(in: 0...255) })
        let event = StoredEvent(sequence: 1, type: "towow.demand.submitted", timestamp: moment, payload: "{}")
        _ = try await store.create(
            NewDemand(
                id: id, submittedAt: moment, ownerTokenHash: [1], firstEvent: event, claim: nil, logFormat: 1))
        let lease = try #require(try await store.lease(id, owner: "me", durationMilliseconds: 60_000))
        _ = try await store.put(
            step: StepKey(demandID: id, channel: "c", decision: "vote", key: "1"), body: "{}")
        try await store.append(
            AppendBatch(
                demandID: id, expectedHead: 1, epoch: lease.epoch, events: [], status: .completed, outcome: .finalized,
                completedAt: moment))
        return id
    }

    @Test("a backup is named after its second")
    func backupName() throws {
        let moment = try #require(Timestamp(rfc3339: "2026-01-31T23:59:58.999Z"))
        #expect(BackupOnSignal.name(at: moment, suffix: "db") == "towow-backup-20260131T235958Z.db")
    }
}
