import CHost
import Engine
import Glibc

extension Doctor {
    // MARK: Data directory

    /// Whether the files of this server can be kept, and nobody else reads them.
    func dataDirectory() -> [Finding] {
        let path = configuration.dataDirectory
        var status = stat()
        guard stat(path, &status) == 0 else { return [absent(path, errno)] }
        guard status.st_mode & S_IFMT == S_IFDIR else {
            return [.fail("data", "\(path) is not a folder", "set TOWOW_DATA_DIR to a folder")]
        }
        guard access(path, R_OK | W_OK | X_OK) == 0 else {
            return [
                .fail(
                    "data", "\(path) cannot be written by user \(geteuid())",
                    "run towow as user \(status.st_uid), or chown \(geteuid()) \(path)")
            ]
        }
        guard status.st_mode & (S_IRWXG | S_IRWXO) != 0 else {
            return [.ok("data", "\(path) is writable and private")]
        }
        if fixes, chmod(path, 0o700) == 0 {
            return [.ok("data", "\(path) was open to others; its mode is 0700 now")]
        }
        return [.warn("data", "\(path) is open to others", "chmod 0700 \(path), or towow doctor --fix")]
    }

    private func absent(_ path: String, _ code: Int32) -> Finding {
        guard code == ENOENT else {
            return .fail("data", "\(path): \(String(cString: strerror(code)))", "correct TOWOW_DATA_DIR or its rights")
        }
        let above = Doctor.existing(above: path)
        guard access(above, W_OK | X_OK) == 0 else {
            return .fail(
                "data", "\(path) does not exist and cannot be made in \(above)",
                "make it: install -d -m 0700 -o USER \(path)")
        }
        return .ok("data", "\(path) does not exist yet; towow serve makes it")
    }

    /// The nearest folder above `path` that exists.
    private static func existing(above path: String) -> String {
        var path = Substring(path)
        while let slash = path.lastIndex(of: "/") {
            path = path[..<slash]
            let folder = path.isEmpty ? "/" : String(path)
            if access(folder, F_OK) == 0 { return folder }
        }
        return "."
    }

    /// Bytes below which there is little room, and below which there is none worth starting with.
    static let littleRoom: UInt64 = 1 << 30
    static let noRoom: UInt64 = 64 << 20

    func disk() -> Finding {
        let path = configuration.dataDirectory
        let place = access(path, F_OK) == 0 ? path : Doctor.existing(above: path)
        var status = statvfs()
        guard statvfs(place, &status) == 0 else {
            return .warn("disk", "\(place): \(String(cString: strerror(errno)))", "see whether its disk is in order")
        }
        return Doctor.room(UInt64(status.f_bavail) * UInt64(status.f_frsize), at: place)
    }

    /// - Parameter bytes: free for this user.
    static func room(_ bytes: UInt64, at place: String) -> Finding {
        let free = "\(bytes >> 20) MiB free at \(place)"
        if bytes < noRoom { return .fail("disk", free, "free some, or move TOWOW_DATA_DIR; the database would stop") }
        if bytes < littleRoom { return .warn("disk", free, "free some, or set TOWOW_RETENTION_DAYS") }
        return .ok("disk", free)
    }

    // MARK: Limits

    func descriptors() -> Finding {
        // The server raises its soft limit, too.
        let limit = Int(towow_raise_descriptor_limit())
        let streams = configuration.web.streamMax
        let needed = streams + 1024
        guard limit < needed else { return .ok("descriptors", "\(limit) open files allowed") }
        return .warn(
            "descriptors",
            "\(limit) open files allowed: at most \(max(32, limit - 1024)) of \(streams) viewers at once",
            "LimitNOFILE=\(needed) in the unit or ulimit -Hn \(needed), or a smaller TOWOW_SSE_MAX")
    }

    // MARK: Clock

    /// Deadlines of a group of servers, dates in plans and certificates go by it.
    func clock() -> Finding {
        let now = SystemClock().now()
        // No release is older than this.
        guard now.milliseconds >= 1_767_225_600_000 else {
            return .fail("clock", "it is \(now.rfc3339) here", "set the clock")
        }
        switch towow_clock_is_kept() {
        case 1: return .ok("clock", "something keeps it right")
        case 0: return .warn("clock", "nothing keeps it right", "run an NTP client: timedatectl set-ntp true")
        default: return .ok("clock", "it is \(now.rfc3339) here; whether something keeps it right is not to be seen")
        }
    }

    // MARK: Secrets

    static let shortKey = 16

    func adminKey() -> [Finding] {
        guard let key = configuration.access.adminKey else { return [] }
        guard key.unicodeScalars.count >= Doctor.shortKey else {
            return [
                .warn(
                    "admin-key", "ADMIN_API_KEY has fewer than \(Doctor.shortKey) characters",
                    "take a random one: openssl rand -hex 32")
            ]
        }
        return [.ok("admin-key", "set")]
    }
}
