internal import Glibc

/// The right of one process to write a data directory: an exclusive `flock` on `DIRECTORY/towow.lock`.
///
/// The kernel drops the lock with the process, however it ends, so a lock that can be taken proves that no other process writes.
final class DirectoryLock: Sendable {
    private let descriptor: Int32

    /// Takes the lock at once.
    /// - Throws: `SQLiteStoreError.locked` when another process (or another store of this one) holds it.
    init(directory: String) throws {
        let path = directory + "/towow.lock"
        let descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw SystemError(operation: "open", path: path, code: errno) }
        guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
            let code = errno
            Glibc.close(descriptor)
            guard code == EWOULDBLOCK else { throw SystemError(operation: "flock", path: path, code: code) }
            throw SQLiteStoreError.locked(directory: directory)
        }
        self.descriptor = descriptor
    }

    deinit {
        Glibc.close(descriptor)
    }
}
