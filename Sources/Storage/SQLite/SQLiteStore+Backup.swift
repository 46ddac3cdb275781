internal import Engine
internal import Glibc

extension SQLiteStore {
    /// Copies the database as it is at this moment to one file, mode 0600, while everything goes on.
    ///
    /// The copy is made beside `destination`, checked and synced, and only then takes its place.
    /// - Throws: `SQLiteStoreError.damagedCopy`, `StoreError`, `SystemError`. `destination` is then as it was.
    public func backup(to destination: String) async throws {
        let source = path
        try await withCheckedThrowingContinuation { (continuation: CheckedContinuation<Void, any Error>) in
            do {
                try WorkerThread.start(name: "towow-backup") {
                    continuation.resume(with: Result { try SQLiteStore.copy(source, to: destination) })
                }
            } catch {
                continuation.resume(throwing: error)
            }
        }
    }

    private static func copy(_ source: String, to destination: String) throws {
        let partial = destination + ".partial"
        unlink(partial)
        do {
            try DataDirectory.createFile(partial)
            try copyAndCheck(source, partial)
            try DataDirectory.synchronize(partial)
            guard rename(partial, destination) == 0 else {
                throw SystemError(operation: "rename", path: destination, code: errno)
            }
        } catch {
            unlink(partial)
            throw error
        }
        try DataDirectory.synchronize(DataDirectory.parent(of: destination))
    }

    private static func copyAndCheck(_ source: String, _ partial: String) throws {
        let original = try SQLiteConnection(path: source, mode: .readOnly)
        let copy = try SQLiteConnection(path: partial, mode: .readWrite)
        try original.copy(into: copy)
        // One file, without a write-ahead log beside it.
        try copy.execute("PRAGMA journal_mode = DELETE")
        let findings = try copy.all("PRAGMA integrity_check(1)") { $0.text(0) }
        guard findings == ["ok"] else { throw SQLiteStoreError.damagedCopy(findings.first ?? "no answer") }
    }
}
