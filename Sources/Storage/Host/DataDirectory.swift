internal import Glibc

/// Where the database file lies, readable by nobody but its owner.
enum DataDirectory {
    /// The directory part of a path; `.` when there is none.
    static func parent(of path: String) -> String {
        guard let slash = path.lastIndex(of: "/") else { return "." }
        return slash == path.startIndex ? "/" : String(path[..<slash])
    }

    /// Creates the directory and whatever is missing above it, mode 0700. An existing one keeps its mode.
    static func create(_ directory: String) throws {
        var status = stat()
        if stat(directory, &status) == 0 { return }
        let above = parent(of: directory)
        if above != directory { try create(above) }
        guard mkdir(directory, 0o700) == 0 || errno == EEXIST else {
            throw SystemError(operation: "mkdir", path: directory, code: errno)
        }
    }

    /// Creates an empty file, mode 0600, unless it exists. SQLite gives its own files beside it the same mode.
    static func createFile(_ path: String) throws {
        let descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw SystemError(operation: "open", path: path, code: errno) }
        close(descriptor)
    }

    /// Writes a file's or a directory's pending changes to the disk.
    static func synchronize(_ path: String) throws {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw SystemError(operation: "open", path: path, code: errno) }
        defer { close(descriptor) }
        guard fsync(descriptor) == 0 else { throw SystemError(operation: "fsync", path: path, code: errno) }
    }

    /// Bytes of a file; 0 when there is none.
    static func size(of path: String) -> Int64 {
        var status = stat()
        return stat(path, &status) == 0 ? Int64(status.st_size) : 0
    }
}
