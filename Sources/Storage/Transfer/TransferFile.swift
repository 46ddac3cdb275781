internal import Glibc

/// The files of exports and backups.
enum TransferFile {
    /// Writes a file, mode 0600, that is there whole or not at all.
    static func write<Value>(_ destination: String, _ body: (_ descriptor: Int32) throws -> Value) throws -> Value {
        let partial = destination + ".partial"
        unlink(partial)
        let descriptor = open(partial, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw SystemError(operation: "open", path: partial, code: errno) }
        defer { close(descriptor) }
        do {
            let value = try body(descriptor)
            guard fsync(descriptor) == 0 else { throw SystemError(operation: "fsync", path: partial, code: errno) }
            guard rename(partial, destination) == 0 else {
                throw SystemError(operation: "rename", path: destination, code: errno)
            }
            try DataDirectory.synchronize(DataDirectory.parent(of: destination))
            return value
        } catch {
            unlink(partial)
            throw error
        }
    }

    static func read<Value>(_ source: String, _ body: (_ descriptor: Int32) throws -> Value) throws -> Value {
        let descriptor = open(source, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw SystemError(operation: "open", path: source, code: errno) }
        defer { close(descriptor) }
        return try body(descriptor)
    }

    /// Whether the file is a SQLite database (https://www.sqlite.org/fileformat.html, section 1.3).
    static func isSQLite(_ path: String) throws -> Bool {
        try read(path) { descriptor in
            var start = [UInt8](repeating: 0, count: 16)
            guard Glibc.read(descriptor, &start, 16) == 16 else { return false }
            return start == Array("SQLite format 3\u{0}".utf8)
        }
    }
}

extension WorkerThread {
    /// Runs `body` on a thread of its own and returns what it returns.
    static func run<Value: Sendable>(
        name: String, _ body: @escaping @Sendable () throws -> Value
    ) async throws -> Value {
        try await withCheckedThrowingContinuation { (continuation: CheckedContinuation<Value, any Error>) in
            do {
                try start(name: name) { continuation.resume(with: Result { try body() }) }
            } catch {
                continuation.resume(throwing: error)
            }
        }
    }
}
