internal import Glibc

/// The thread that libcurl works on, so that no transfer blocks the cooperative pool.
enum TransferThread {
    /// Runs `body` on a new detached thread.
    /// - Throws: `TransportFailure.connection` when the host has no thread left.
    static func start(_ body: sending @escaping () -> Void) throws(TransportFailure) {
        let argument = Unmanaged.passRetained(ThreadBody(run: body)).toOpaque()
        var thread = pthread_t()
        let code = pthread_create(&thread, nil, runThread, argument)
        guard code == 0 else {
            Unmanaged<ThreadBody>.fromOpaque(argument).release()
            throw .connection(String(cString: strerror(code)))
        }
        pthread_detach(thread)
    }
}

private final class ThreadBody {
    let run: () -> Void

    init(run: @escaping () -> Void) {
        self.run = run
    }
}

/// The C entry of a thread. A closure in its place crashes the compiler (6.3.1, SendNonSendable).
private func runThread(_ argument: UnsafeMutableRawPointer?) -> UnsafeMutableRawPointer? {
    guard let argument else { return nil }
    Unmanaged<ThreadBody>.fromOpaque(argument).takeRetainedValue().run()
    return nil
}
