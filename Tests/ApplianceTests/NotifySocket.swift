import Glibc

/// Stands for the service manager: the socket that NOTIFY_SOCKET names (sd_notify(3)).
final class NotifySocket {
    let path: String
    private let descriptor: Int32

    init(in folder: TemporaryFolder) throws {
        path = folder.path + "/notify"
        descriptor = Self.datagramSocket()
        let descriptor = descriptor
        guard Self.withAddress(of: path, { bind(descriptor, $0, $1) }) == 0 else {
            throw ChildProcess.StartFailed(code: errno)
        }
    }

    deinit { close(descriptor) }

    private static func datagramSocket() -> Int32 {
        socket(AF_UNIX, Int32(SOCK_DGRAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
    }

    private static func withAddress<Result>(
        of path: String, _ body: (UnsafePointer<sockaddr>, socklen_t) -> Result
    ) -> Result {
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: path.utf8) }
        return withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                body($0, socklen_t(MemoryLayout<sockaddr_un>.size))
            }
        }
    }

    /// Puts messages into the socket until there is no room for another, as when nobody has read for long.
    func fill() {
        let sender = Self.datagramSocket()
        defer { close(sender) }
        let flags = Int32(MSG_DONTWAIT)
        while Self.withAddress(of: path, { sendto(sender, "FULL=1", 6, flags, $0, $1) }) > 0 {}
    }

    /// The assignments of the next message; nil when there is none for so long.
    func next(within milliseconds: Int32 = 30_000) -> [String: String]? {
        var polled = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
        guard poll(&polled, 1, milliseconds) > 0 else { return nil }
        var bytes = [UInt8](repeating: 0, count: 4096)
        let count = recv(descriptor, &bytes, bytes.count, 0)
        var assignments: [String: String] = [:]
        for line in String(decoding: bytes[..<max(0, count)], as: UTF8.self).split(separator: "\n") {
            let name = line.prefix { $0 != "=" }
            assignments[String(name)] = String(line.dropFirst(name.count + 1))
        }
        return assignments
    }

    /// The next message that sets `name`; what comes before is not wanted.
    func next(with name: String) -> [String: String]? {
        while let message = next() { if message[name] != nil { return message } }
        return nil
    }
}
