import Glibc

/// A TCP port for a process that is started with its number.
///
/// Below those that the system gives to connections and to sockets bound to port 0: what others open until it is taken cannot take it.
public enum FreePort {
    /// At random, so that processes that ask at once hardly get the same. Nobody listened there on any address.
    public static func next() -> Int {
        while true {
            let port = Int.random(in: 20_000..<32_768)
            if isFree(port) { return port }
        }
    }

    private static func isFree(_ port: Int) -> Bool {
        let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
        defer { close(descriptor) }
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = in_port_t(port).bigEndian
        return withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { generic in
                bind(descriptor, generic, socklen_t(MemoryLayout<sockaddr_in>.size)) == 0
            }
        }
    }
}
