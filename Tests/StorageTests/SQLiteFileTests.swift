import Engine
import Glibc
import Testing

@testable import Storage

@Suite("The SQLite file and its directory")
struct SQLiteFileTests {
    @Test("only the owner can read the data")
    func modes() async throws {
        try await withTemporaryDirectory { directory in
            let store = try await openStore(directory + "/a/b/towow.db")
            #expect(mode(of: directory + "/a") == 0o700)
            #expect(mode(of: directory + "/a/b") == 0o700)
            for name in ["towow.db", "towow.db-wal", "towow.db-shm", "towow.lock"] {
                #expect(mode(of: directory + "/a/b/" + name) == 0o600, "\(name)")
            }
            await store.close()
        }
    }

    @Test("a second writer is refused until the first has closed, a reader never")
    func directoryLock() async throws {
        try await withTemporaryDirectory { directory in
            let path = directory + "/towow.db"
            let first = try await openStore(path)
            #expect(throws: SQLiteStoreError.locked(directory: directory)) { try SQLiteStore(path: path) }
            let reader = try SQLiteStore(path: path, readOnly: true)
            try await reader.migrate()
            #expect(try await reader.settings().isEmpty)
            await first.close()
            let second = try await openStore(path)
            try await second.put(settings: ["a": "1"], audit: nil)
            #expect(try await reader.settings() == ["a": "1"])
            await second.close()
            await reader.close()
        }
    }

    @Test("a store that nobody closed gives its lock back when it is gone")
    func forgottenStore() async throws {
        try await withTemporaryDirectory { directory in
            let path = directory + "/towow.db"
            var store: SQLiteStore? = try await openStore(path)
            try await store?.put(settings: ["a": "1"], audit: nil)
            store = nil
            // The writer thread ends on its own; a blocking lock waits exactly until then.
            let descriptor = open(directory + "/towow.lock", O_RDWR)
            #expect(flock(descriptor, LOCK_EX) == 0)
            close(descriptor)
            let next = try await openStore(path)
            #expect(try await next.settings() == ["a": "1"])
            await next.close()
        }
    }

    @Test("a read-only store refuses every change")
    func readOnly() async throws {
        try await withTemporaryDirectory { directory in
            let path = directory + "/towow.db"
            let writer = try await openStore(path)
            let id = newDemandID()
            _ = try await writer.create(newDemand(id))
            await writer.close()
            let store = try SQLiteStore(path: path, readOnly: true)
            try await store.ping()
            #expect(try await store.demand(id)?.head == 1)
            await #expect(throws: StoreError.readOnly) { _ = try await store.create(newDemand(newDemandID())) }
            await #expect(throws: StoreError.readOnly) { try await store.put(settings: ["a": "1"], audit: nil) }
            await #expect(throws: StoreError.readOnly) { _ = try await store.deactivate(member: "a") }
            await store.close()
        }
    }

    @Test("a missing file is not made by a reader, and no other file is taken for a database")
    func wrongFiles() async throws {
        try await withTemporaryDirectory { directory in
            #expect(throws: StoreError.unavailable) { try SQLiteStore(path: directory + "/none.db", readOnly: true) }
            #expect(access(directory + "/none.db", F_OK) != 0)
            let path = directory + "/text.db"
            let text = String(repeating: "not a database ", count: 100)
            let descriptor = open(path, O_RDWR | O_CREAT, 0o600)
            #expect(write(descriptor, text, text.utf8.count) == text.utf8.count)
            close(descriptor)
            #expect(throws: StoreError.broken(code: 26)) { try SQLiteStore(path: path) }
            #expect(DataDirectory.size(of: path) == Int64(text.utf8.count))
        }
    }

    @Test("what was acknowledged survives kill -9 amid writes")
    func killedProcess() async throws {
        try await withTemporaryDirectory { directory in
            await #expect(processExitsWith: .signal(SIGKILL)) { [directory = directory as String] in
                try await writeUntilKilled(in: directory)
            }
            let acknowledged = try acknowledgedIDs(in: directory)
            #expect(acknowledged.count >= 200)
            let store = try await openStore(directory + "/towow.db")
            for id in acknowledged {
                let row = try #require(try await store.demand(id))
                #expect(row.head >= 3)
                #expect(try await store.events(of: id, after: 0, limit: 9).map(\.sequence) == Array(1...row.head))
            }
            #expect(try await integrity(of: store) == ["ok"])
            await store.close()
        }
    }

    @Test("a lease of an earlier process does not hold up the next one")
    func restart() async throws {
        try await withTemporaryDirectory { directory in
            let path = directory + "/towow.db"
            let id = newDemandID()
            let first = try await openStore(path)
            _ = try await first.create(newDemand(id))
            let old = try #require(try await first.lease(id, owner: "first", durationMilliseconds: 3_600_000))
            await first.close()
            let second = try await openStore(path)
            let new = try #require(try await second.lease(id, owner: "second", durationMilliseconds: 3_600_000))
            #expect(new.epoch > old.epoch)
            await second.close()
        }
    }
}

private func mode(of path: String) -> mode_t {
    var status = stat()
    return stat(path, &status) == 0 ? status.st_mode & 0o777 : 0
}

/// Runs in a child process. A line in `acknowledged` is written after the store said that the events are durable.
private func writeUntilKilled(in directory: String) async throws {
    let store = try await openStore(directory + "/towow.db")
    let descriptor = open(directory + "/acknowledged", O_WRONLY | O_CREAT | O_APPEND, 0o600)
    try await withThrowingTaskGroup(of: Void.self) { group in
        for _ in 0..<16 {
            group.addTask {
                while true {
                    let id = newDemandID()
                    _ = try await store.create(newDemand(id))
                    guard let lease = try await store.lease(id, owner: "child", durationMilliseconds: 60_000) else {
                        return
                    }
                    try await store.append(newBatch(id, head: 1, epoch: lease.epoch, count: 2))
                    let line = id.rawValue + "\n"
                    _ = write(descriptor, line, line.utf8.count)
                    var status = stat()
                    if fstat(descriptor, &status) == 0, status.st_size >= 200 * 29 { kill(getpid(), SIGKILL) }
                }
            }
        }
        try await group.waitForAll()
    }
}

private func acknowledgedIDs(in directory: String) throws -> [DemandID] {
    let path = directory + "/acknowledged"
    let descriptor = open(path, O_RDONLY)
    defer { close(descriptor) }
    var bytes = [UInt8](repeating: 0, count: Int(DataDirectory.size(of: path)))
    let count = read(descriptor, &bytes, bytes.count)
    return bytes.prefix(max(0, count)).split(separator: UInt8(ascii: "\n")).compactMap {
        DemandID(rawValue: String(decoding: $0, as: UTF8.self))
    }
}
