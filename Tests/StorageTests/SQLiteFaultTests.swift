import Engine
import Testing

@testable import Storage

@Suite("SQLite: what is in the tables, and what goes wrong")
struct SQLiteFaultTests {
    @Test("questions, deadlines, channels and inputs stand as the batches left them")
    func rowsOfABatch() async throws {
        try await withStore { store in
            let (id, epoch) = try await leasedDemand(store)
            var batch = newBatch(id, head: 1, epoch: epoch, count: 1)
            batch.messagesOpened = ["m1", "m2", "m3"].map(openMessage)
            batch.messagesClosed = ["m3": 2]
            batch.deadlinesSet = [deadline("invitation", due: 10), deadline("demand", due: 20)]
            batch.channels = [.init(channel: "c", status: "collecting", round: 1, version: 1)]
            batch.inputs = [.init(sender: "a", messageID: "x", body: "b", result: "first")]
            try await store.append(batch)
            batch = newBatch(id, head: 2, epoch: epoch, count: 1)
            batch.messagesClosed = ["m1": 3]
            batch.deadlinesCleared = [deadline("invitation", due: 0), deadline("demand", due: 0)]
            batch.deadlinesSet = [deadline("demand", due: 30)]
            batch.channels = [.init(channel: "c", status: "negotiating", round: 2, version: 3)]
            batch.inputs = [.init(sender: "a", messageID: "x", body: "b", result: "second")]
            try await store.append(batch)
            let rows = try await store.readers.read { connection in
                [
                    try connection.all("SELECT message_id || ifnull(answered_seq, '?') FROM messages") { $0.text(0) },
                    try connection.all("SELECT kind || due FROM deadlines") { $0.text(0) },
                    try connection.all("SELECT status || round || version FROM channels") { $0.text(0) },
                    try connection.all("SELECT sender || message_id || result FROM inputs") { $0.text(0) },
                ]
            }
            #expect(rows == [["m13", "m2?", "m32"], ["demand30"], ["negotiating23"], ["axfirst"]])
        }
    }

    @Test("the audit entry is written with the settings")
    func audit() async throws {
        try await withStore { store in
            let entry = AuditEntry(at: Timestamp(milliseconds: 5), actor: "admin", action: "settings", detail: "{}")
            try await store.put(settings: ["a": "1"], audit: entry)
            let rows = try await store.readers.read { connection in
                try connection.all("SELECT at, actor, action, detail FROM audit") { row in
                    AuditEntry(at: row.time(0), actor: row.text(1), action: row.text(2), detail: row.text(3))
                }
            }
            #expect(rows == [entry])
        }
    }

    @Test("a full disk refuses what does not fit, takes the small, and works again when there is room")
    func diskFull() async throws {
        try await withStore { store in
            let (id, epoch) = try await leasedDemand(store)
            let pages = try await limitPages(of: store, to: nil)
            _ = try await limitPages(of: store, to: pages + 20)
            var batch = newBatch(id, head: 1, epoch: epoch, count: 1)
            batch.events[0].payload = String(repeating: "x", count: 1_000_000)
            let large = batch
            let small = newDemandID()
            let first = Task { try await store.append(large) }
            let second = Task { try await store.create(newDemand(small)) }
            #expect(await first.result.error == .diskFull)
            #expect(try await second.value == .created)
            #expect(try await store.events(of: id, after: 0, limit: 9).count == 1)
            // So soon after a refusal the store does not call itself ready, though a page may find room.
            while true {
                let start = MonotonicClock.now()
                await #expect(throws: StoreError.diskFull) { try await store.append(large) }
                let ping = await Task { try await store.ping() }.result
                // Where all that took too long, the refusal was not fresh any more.
                guard MonotonicClock.now() - start < SQLiteWriter.freshRefusal else { continue }
                #expect(ping.error == .diskFull)
                break
            }
            _ = try await limitPages(of: store, to: 1_000_000)
            try await store.append(large)
            #expect(try await store.demand(id)?.head == 2)
            #expect(try await integrity(of: store) == ["ok"])
        }
    }

    @Test("a commit that fails takes its group with it and no later one")
    func commitFails() async throws {
        try await withStore { store in
            try await store.write { connection in
                try connection.execute(
                    """
                    CREATE TABLE parent (id INTEGER PRIMARY KEY);
                    CREATE TABLE child (parent INTEGER REFERENCES parent (id) DEFERRABLE INITIALLY DEFERRED);
                    """)
            }
            // A deferred constraint is looked at by COMMIT.
            await #expect(throws: StoreError.self) {
                try await store.write { try $0.run("INSERT INTO child (parent) VALUES (1)") }
            }
            #expect(try await store.create(newDemand(newDemandID())) == .created)
            let children = try await store.readers.read { connection in
                try connection.first("SELECT count(*) FROM child") { $0.int(0) }
            }
            #expect(children == 0)
        }
    }

    @Test("a log that a reader keeps from shrinking is written back at close")
    func largeWriteAheadLog() async throws {
        try await withTemporaryDirectory { directory in
            let path = directory + "/towow.db"
            let store = try await openStore(path)
            let (id, epoch) = try await leasedDemand(store)
            do {
                let reader = try SQLiteConnection(path: path, mode: .readOnly)
                try reader.execute("BEGIN")
                #expect(try reader.first("SELECT count(*) FROM events") { $0.int(0) } == 1)
                for head in 1...20 {
                    var batch = newBatch(id, head: head, epoch: epoch, count: 1)
                    batch.events[0].payload = String(repeating: "x", count: 1_000_000)
                    try await store.append(batch)
                }
                #expect(DataDirectory.size(of: path + "-wal") > 19_000_000)
                #expect(try reader.first("SELECT count(*) FROM events") { $0.int(0) } == 1)
            }
            #expect(try await store.statistics().bytes > 19_000_000)
            await store.close()
            #expect(DataDirectory.size(of: path + "-wal") == 0)
            let again = try SQLiteStore(path: path, readOnly: true)
            #expect(try await again.events(of: id, after: 0, limit: 99).count == 21)
            await again.close()
        }
    }

    @Test("a store that closes finishes what was called before")
    func closeDrains() async throws {
        try await withTemporaryDirectory { directory in
            let path = directory + "/towow.db"
            let store = try await openStore(path)
            let created = await withTaskGroup(of: DemandID?.self) { group in
                for _ in 0..<200 {
                    group.addTask {
                        let id = newDemandID()
                        return (try? await store.create(newDemand(id))) == .created ? id : nil
                    }
                }
                group.addTask {
                    await store.close()
                    return nil
                }
                return await group.reduce(into: [DemandID]()) { ids, id in if let id { ids.append(id) } }
            }
            let again = try SQLiteStore(path: path, readOnly: true)
            #expect(try await again.statistics().demands == created.count)
            await again.close()
        }
    }
}

private func openMessage(_ id: String) -> AppendBatch.MessageRow {
    .init(
        messageID: id, channel: "c", agentID: "a", kind: "invitation", round: 1, version: 1,
        due: Timestamp(milliseconds: 9))
}

private func deadline(_ kind: String, due: Int64) -> AppendBatch.DeadlineRow {
    .init(channel: "c", kind: kind, round: 1, due: Timestamp(milliseconds: due))
}

/// Makes the file as large as it may get. Returns the pages that it has.
private func limitPages(of store: SQLiteStore, to limit: Int?) async throws -> Int {
    try await store.write { connection in
        if let limit { try connection.execute("PRAGMA max_page_count = \(limit)") }
        return try connection.first("PRAGMA page_count") { $0.int(0) } ?? 0
    }
}

extension Result {
    fileprivate var error: StoreError? {
        if case .failure(let error) = self { error as? StoreError } else { nil }
    }
}
