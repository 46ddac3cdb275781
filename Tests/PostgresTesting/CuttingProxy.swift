import Glibc
import Synchronization

/// Stands between a store and its server, and cuts the connection at a chosen word.
public final class CuttingProxy: Sendable {
    public enum Cut: Sendable {
        /// The server never gets what has the word in it.
        case before
        /// The server gets it and answers, and nobody hears the answer.
        case afterAnswer
    }

    /// Where to connect to.
    public let directory: String
    private let server: String
    private let listener: Int32
    private let armed = Mutex<(word: [UInt8], cut: Cut)?>(nil)

    /// - Parameter server: the directory of the server's socket.
    public init(server: String) throws {
        var template = Array("/tmp/towow-proxy-XXXXXX".utf8CString)
        guard mkdtemp(&template) != nil else { throw PostgresServer.Failure(description: "mkdtemp: \(errno)") }
        directory = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
        self.server = server
        listener = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
        let descriptor = listener
        guard withAddress(of: directory, { Glibc.bind(descriptor, $0, $1) }) == 0, listen(descriptor, 64) == 0 else {
            throw PostgresServer.Failure(description: "listen: \(errno)")
        }
        startThread { [self] in accept() }
    }

    deinit {
        close(listener)
    }

    /// Cuts once, when a client sends `word`.
    public func cut(_ cut: Cut, at word: String) {
        armed.withLock { $0 = (Array(word.utf8), cut) }
    }

    /// False once it has cut.
    public var isArmed: Bool { armed.withLock { $0 != nil } }

    /// Ends the proxy; connections that are open go on.
    public func stop() {
        shutdown(listener, Int32(SHUT_RDWR))
        unlink(directory + "/.s.PGSQL.5432")
        rmdir(directory)
    }

    private func accept() {
        while true {
            let client = Glibc.accept(listener, nil, nil)
            guard client >= 0 else { return }
            let upstream = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
            guard withAddress(of: server, { connect(upstream, $0, $1) }) == 0 else {
                close(client)
                close(upstream)
                continue
            }
            startThread { [self] in
                pump(client, upstream)
                close(client)
                close(upstream)
            }
        }
    }

    private func pump(_ client: Int32, _ upstream: Int32) {
        var chunk = [UInt8](repeating: 0, count: 1 << 20)
        while true {
            var entries = [client, upstream].map { pollfd(fd: $0, events: Int16(POLLIN), revents: 0) }
            guard poll(&entries, 2, -1) > 0 else { return }
            if entries[1].revents != 0 {
                let count = read(upstream, &chunk, chunk.count)
                guard count > 0, send(chunk[..<count], to: client) else { return }
            }
            if entries[0].revents != 0 {
                let count = read(client, &chunk, chunk.count)
                guard count > 0 else { return }
                let cut = takeCut(chunk[..<count])
                if cut == .before { return }
                guard send(chunk[..<count], to: upstream) else { return }
                if cut == .afterAnswer {
                    _ = read(upstream, &chunk, chunk.count)
                    return
                }
            }
        }
    }

    private func takeCut(_ bytes: ArraySlice<UInt8>) -> Cut? {
        armed.withLock { armed in
            guard let (word, cut) = armed, bytes.firstRange(of: word) != nil else { return nil }
            armed = nil
            return cut
        }
    }

    private func send(_ bytes: ArraySlice<UInt8>, to descriptor: Int32) -> Bool {
        var rest = Array(bytes)
        while !rest.isEmpty {
            let count = Glibc.send(descriptor, rest, rest.count, Int32(MSG_NOSIGNAL))
            guard count > 0 else { return false }
            rest.removeFirst(count)
        }
        return true
    }
}

private func withAddress(of directory: String, _ body: (UnsafePointer<sockaddr>, socklen_t) -> Int32) -> Int32 {
    var address = sockaddr_un()
    address.sun_family = sa_family_t(AF_UNIX)
    withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: (directory + "/.s.PGSQL.5432").utf8) }
    return withUnsafePointer(to: &address) { pointer in
        pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
            body($0, socklen_t(MemoryLayout<sockaddr_un>.size))
        }
    }
}

private func startThread(_ body: @escaping @Sendable () -> Void) {
    let argument = Unmanaged.passRetained(ThreadBody(body)).toOpaque()
    var thread = pthread_t()
    pthread_create(&thread, nil, runThread, argument)
    pthread_detach(thread)
}

private final class ThreadBody: Sendable {
    let run: @Sendable () -> Void
    init(_ run: @escaping @Sendable () -> Void) { self.run = run }
}

private func runThread(_ argument: UnsafeMutableRawPointer?) -> UnsafeMutableRawPointer? {
    guard let argument else { return nil }
    Unmanaged<ThreadBody>.fromOpaque(argument).takeRetainedValue().run()
    return nil
}
