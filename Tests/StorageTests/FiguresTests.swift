import Engine
import PostgresTesting
import Testing

@testable import Storage

/// What a store says of its demands, and the same counted row by row.
private struct Figures: Equatable {
    var byStatus: [DemandStatus: Int]
    /// With those that retention deleted.
    var demands: Int
    var events: Int
}

/// A store with a way past it.
private struct Counted {
    var store: any MovableStore
    /// Rows of SQL that both databases understand, values as text.
    var rows: (StaticString) async throws -> [[String]]

    var told: Figures {
        get async throws {
            let statistics = try await store.statistics()
            return Figures(
                byStatus: try await store.demandCounts(), demands: statistics.demands, events: statistics.events)
        }
    }

    var counted: Figures {
        get async throws {
            let statuses = try await rows("SELECT status, count(*) FROM demands GROUP BY status")
            let counters = try await rows("SELECT name, value FROM counters")
            let deleted = Dictionary(uniqueKeysWithValues: counters.map { ($0[0], Int($0[1]) ?? 0) })
            let all = try await rows("SELECT count(*), coalesce(sum(head), 0) FROM demands")
            return Figures(
                byStatus: Dictionary(
                    uniqueKeysWithValues: statuses.compactMap { row in
                        DemandStatus(rawValue: row[0]).map { ($0, Int(row[1]) ?? 0) }
                    }),
                demands: (Int(all[0][0]) ?? 0) + deleted["deleted_demands", default: 0],
                events: (Int(all[0][1]) ?? 0) + deleted["deleted_events", default: 0])
        }
    }
}

private func withCountedSQLite(_ body: (Counted) async throws -> Void) async throws {
    try await withStore { store in
        try await body(
            Counted(store: store) { sql in
                try await store.readers.read { connection in
                    try connection.all(sql) { row in [row.text(0), row.text(1)] }
                }
            })
    }
}

private func withCountedPostgres(_ body: (Counted) async throws -> Void) async throws {
    try await withPostgresStore { store, url in
        let session = try PostgresSession(url)
        try await body(Counted(store: store) { try session.run($0.description) })
    }
}

/// A random life of demands, the same for the same seed.
private struct RandomLife {
    private struct Demand {
        var id: DemandID
        var epoch: Int
        var head = 1
        var final: DemandStatus?
    }

    private var state: UInt64
    private var demands: [Demand] = []
    private var moment: Int64 = 1_000

    init(seed: UInt64) {
        state = seed
    }

    private mutating func random(_ count: Int) -> Int {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return Int(state >> 33) % count
    }

    mutating func step(_ store: any MovableStore) async throws {
        moment += 1
        switch random(10) {
        case 0...2:
            let (id, epoch) = try await leasedDemand(store)
            demands.append(Demand(id: id, epoch: epoch))
        case 3...5: try await append(store, isFinal: false)
        case 6, 7: try await append(store, isFinal: true)
        case 8:
            guard !demands.isEmpty else { return }
            let demand = demands[random(demands.count)]
            try await store.release([demand.id: demand.epoch])
        default:
            _ = try await store.deleteFinished(
                completedBefore: Timestamp(milliseconds: moment - Int64(random(40))), limit: 1 + random(3))
            var kept: [Demand] = []
            for demand in demands where try await store.demand(demand.id) != nil { kept.append(demand) }
            demands = kept
        }
    }

    /// Also to demands that are finished: what members are told is noted behind their end.
    private mutating func append(_ store: any MovableStore, isFinal: Bool) async throws {
        guard !demands.isEmpty else { return }
        let index = random(demands.count)
        let final: [DemandStatus] = [.completed, .failed, .cancelled]
        if isFinal, demands[index].final == nil { demands[index].final = final[random(3)] }
        var batch = newBatch(
            demands[index].id, head: demands[index].head, epoch: demands[index].epoch, count: 1 + random(4))
        batch.status = demands[index].final ?? (random(2) == 0 ? .filtering : .negotiating)
        batch.completedAt = demands[index].final == nil ? nil : Timestamp(milliseconds: moment)
        try await store.append(batch)
        demands[index].head += batch.events.count
    }
}

@Suite("Figures of the stored demands", .timeLimit(.minutes(5)))
struct FiguresTests {
    private func matchThroughout(_ counted: Counted, seed: UInt64) async throws {
        var life = RandomLife(seed: seed)
        var largest = 0
        for step in 0..<300 {
            try await life.step(counted.store)
            guard step % 5 == 0 else { continue }
            let (told, real) = (try await counted.told, try await counted.counted)
            try #require(told == real, "seed \(seed), step \(step)")
            largest = max(largest, real.byStatus.count)
        }
        #expect(largest >= 5, "hardly anything happened")
    }

    @Test("SQLite: the same as counted row by row, whatever happens", arguments: [1, 2, 3] as [UInt64])
    func randomSQLite(seed: UInt64) async throws {
        try await withCountedSQLite { try await matchThroughout($0, seed: seed) }
    }

    @Test(
        "PostgreSQL: the same as counted row by row, whatever happens",
        .enabled(if: PostgresServer.isInstalled, "needs PostgreSQL: make deps"), arguments: [1, 2, 3] as [UInt64])
    func randomPostgres(seed: UInt64) async throws {
        try await withCountedPostgres { try await matchThroughout($0, seed: seed) }
    }

    @Test(
        "an import and a backup that is put back bring their figures",
        .enabled(if: PostgresServer.isInstalled, "needs PostgreSQL: make deps"))
    func transfers() async throws {
        try await withTemporaryDirectory { directory in
            let path = directory + "/export.jsonl"
            try await withCountedSQLite { first in
                var life = RandomLife(seed: 4)
                for _ in 0..<400 { try await life.step(first.store) }
                _ = try await first.store.export(to: .file(path))
                let figures = try await first.counted
                #expect(try await first.told == figures && figures.byStatus.count >= 5)
                try await withCountedSQLite { second in
                    _ = try await second.store.import(from: .file(path))
                    #expect(try await second.told == figures)
                    #expect(try await second.counted == figures)
                }
                try await withCountedPostgres { second in
                    _ = try await second.store.import(from: .file(path))
                    #expect(try await second.told == figures)
                    #expect(try await second.counted == figures)
                    for _ in 0..<100 { try await life.step(first.store) }
                    _ = try await leasedDemand(second.store)
                    let postgres = try #require(second.store as? PostgresStore)
                    _ = try await postgres.restore(from: path, replacesAll: true)
                    #expect(try await second.told == figures)
                    #expect(try await second.counted == figures)
                }
            }
        }
    }

    @Test(
        "instances that finish and delete demands at once neither miscount nor lock each other out",
        .enabled(if: PostgresServer.isInstalled, "needs PostgreSQL: make deps"))
    func instances() async throws {
        try await withPostgresStore { first, url in
            let second = try PostgresStore(url: url)
            let session = try PostgresSession(url)
            let counted = Counted(store: first) { try session.run($0.description) }
            try await withThrowingTaskGroup(of: Void.self) { group in
                for number in 0..<24 {
                    let store = number % 2 == 0 ? first : second
                    group.addTask {
                        for round in 0..<10 {
                            let (id, epoch) = try await leasedDemand(store)
                            var batch = newBatch(id, head: 1, epoch: epoch, count: 2)
                            batch.status = [.completed, .failed, .cancelled, .negotiating][(number + round) % 4]
                            try await store.append(batch)
                        }
                    }
                }
                for store in [first, second] {
                    group.addTask {
                        for _ in 0..<20 {
                            _ = try await store.deleteFinished(completedBefore: Timestamp(milliseconds: .max), limit: 5)
                        }
                    }
                }
                try await group.waitForAll()
            }
            let figures = try await counted.counted
            #expect(try await counted.told == figures && figures.demands == 240 && figures.events == 720)
            #expect(
                try session.run("SELECT deadlocks FROM pg_stat_database WHERE datname = current_database()") == [["0"]])
            await second.close()
        }
    }

    @Test("finished demands are not read to count them: their figures are")
    func notRead() async throws {
        try await withStore { store in
            let (id, epoch) = try await leasedDemand(store)
            var batch = newBatch(id, head: 1, epoch: epoch, count: 2)
            batch.status = .failed
            try await store.append(batch)
            try await store.write { connection in
                try connection.run(
                    "UPDATE finished SET failed = failed + 41, demands = demands + 41, events = events + 97")
            }
            #expect(try await store.demandCounts() == [.failed: 42])
            #expect(try await store.statistics().demands == 42)
            #expect(try await store.statistics().events == 100)
        }
    }

    @Test("SQLite: demands of an older schema are counted when it is brought up to date")
    func upgradedSQLite() async throws {
        try await withTemporaryDirectory { directory in
            let path = directory + "/towow.db"
            try DataDirectory.createFile(path)
            let connection = try SQLiteConnection(path: path, mode: .readWrite)
            try connection.execute("BEGIN IMMEDIATE")
            try SQLiteMigrator.apply(Migration.all.filter { $0.name < Migration.figures.name }, to: connection)
            try connection.execute(oldRows(hash: "x'07'"))
            try connection.execute("COMMIT")
            connection.close()
            let store = try await openStore(path)
            #expect(try await store.demandCounts() == [.completed: 2, .failed: 1, .cancelled: 1, .negotiating: 1])
            let statistics = try await store.statistics()
            #expect(statistics.demands == 5 && statistics.events == 15)
            await store.close()
        }
    }

    @Test(
        "PostgreSQL: demands of an older schema are counted, those too that a server finishes meanwhile",
        .enabled(if: PostgresServer.isInstalled, "needs PostgreSQL: make deps"))
    func upgradedPostgres() async throws {
        let server = try PostgresServer.shared.get()
        let url = server.url(database: try server.createDatabase())
        let store = try PostgresStore(url: url)
        try await store.pool.run { connection in
            try PostgresMigrator.apply(Migration.all.filter { $0.name < Migration.figures.name }, to: connection)
        }
        let session = try PostgresSession(url)
        try session.run(oldRows(hash: "'\\x07'"))
        let counted = Counted(store: store) { try session.run($0.description) }
        try await withThrowingTaskGroup(of: Void.self) { group in
            for _ in 0..<8 {
                group.addTask {
                    for _ in 0..<10 {
                        let (id, epoch) = try await leasedDemand(store)
                        var batch = newBatch(id, head: 1, epoch: epoch, count: 1)
                        batch.status = .completed
                        try await store.append(batch)
                    }
                }
            }
            group.addTask {
                let watching = try PostgresSession(url)
                try await watching.wait(for: "t", "SELECT count(*) > 20 FROM demands")
                try await store.migrate()
            }
            try await group.waitForAll()
        }
        let figures = try await counted.counted
        #expect(try await counted.told == figures && figures.demands == 85)
        #expect(figures.byStatus[.completed] == 82)
        await store.close()
    }

    private func oldRows(hash: String) -> String {
        let rows = ["completed", "completed", "failed", "cancelled", "negotiating"].enumerated().map { index, status in
            let completedAt = status == "negotiating" ? "NULL" : "2000"
            return "('\(newDemandID().rawValue)', 1000, \(hash), \(index + 1), '\(status)', \(completedAt), 1)"
        }
        return """
            INSERT INTO demands (id, submitted_at, owner_token_hash, head, status, completed_at, log_format)
            VALUES \(rows.joined(separator: ", "))
            """
    }
}
