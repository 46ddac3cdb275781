internal import Glibc
internal import Synchronization

/// The right of one process to write a data directory: an exclusive `flock` on `DIRECTORY/towow.lock`.
///
/// The kernel drops the lock with the process, however it ends: a lock that can be taken proves that nobody else
/// writes.
final class DirectoryLock: Sendable {
    /// Nil once released.
    private let descriptor: Mutex<Int32?>

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
        self.descriptor = Mutex(descriptor)
    }

    deinit {
        release()
    }

    /// Gives the lock back at once. Closing alone would not: a child between fork and exec still has the descriptor.
    func release() {
        descriptor.withLock { descriptor in
            guard let open = descriptor else { return }
            flock(open, LOCK_UN)
            Glibc.close(open)
            descriptor = nil
        }
    }
}
