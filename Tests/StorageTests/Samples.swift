import Engine
import Testing

@testable import Storage

func openStore(_ path: String) async throws -> SQLiteStore {
    let store = try SQLiteStore(path: path)
    try await store.migrate()
    return store
}

/// Runs `body` with a migrated store in a directory of its own.
func withStore(_ body: (SQLiteStore) async throws -> Void) async throws {
    try await withTemporaryDirectory { directory in
        let store = try await openStore(directory + "/towow.db")
        try await body(store)
        await store.close()
    }
}

func newDemandID() -> DemandID {
    DemandID(randomBytes: (0..<16).map { _ in UInt8.random(in: 0...255) })
}

func newDemand(_ id: DemandID) -> NewDemand {
    NewDemand(
        id: id, submittedAt: Timestamp(milliseconds: 1_000), ownerTokenHash: Array(repeating: 7, count: 32),
        firstEvent: newEvent(1), claim: nil, logFormat: 1)
}

func newEvent(_ sequence: Int) -> StoredEvent {
    StoredEvent(
        sequence: sequence, type: "towow.offer.submitted", timestamp: Timestamp(milliseconds: 1_000), payload: "{}")
}

func newBatch(_ id: DemandID, head: Int, epoch: Int, count: Int) -> AppendBatch {
    AppendBatch(
        demandID: id, expectedHead: head, epoch: epoch, events: (0..<count).map { newEvent(head + 1 + $0) },
        status: .negotiating)
}

func integrity(of store: SQLiteStore) async throws -> [String] {
    try await store.readers.read { connection in
        try connection.all("PRAGMA integrity_check") { $0.text(0) }
    }
}
