internal import Glibc

/// A thread of its own for work that blocks, so that none of it runs on the cooperative pool.
enum WorkerThread {
    /// Only touched pages of a stack cost memory; SQLite asks for far less than this.
    private static let stackSize = 512 * 1024

    /// Runs `body` on a new detached thread.
    /// - Parameter name: at most 15 bytes, as `ps -T` and `top -H` show it.
    /// - Throws: `SystemError` when the host has no thread left.
    static func start(name: String, _ body: sending @escaping () -> Void) throws {
        let argument = Unmanaged.passRetained(ThreadBody(name: name, run: body)).toOpaque()
        // The initializer belongs to whichever C module the compiler saw first; memory needs none.
        let attributes = UnsafeMutablePointer<pthread_attr_t>.allocate(capacity: 1)
        defer { attributes.deallocate() }
        pthread_attr_init(attributes)
        defer { pthread_attr_destroy(attributes) }
        pthread_attr_setstacksize(attributes, stackSize)
        pthread_attr_setdetachstate(attributes, Int32(PTHREAD_CREATE_DETACHED))
        var thread = pthread_t()
        let code = pthread_create(&thread, attributes, runThread, argument)
        guard code == 0 else {
            Unmanaged<ThreadBody>.fromOpaque(argument).release()
            throw SystemError(operation: "pthread_create", path: nil, code: code)
        }
    }
}

private final class ThreadBody {
    let name: String
    let run: () -> Void

    init(name: String, run: @escaping () -> Void) {
        self.name = name
        self.run = run
    }
}

/// The C entry of a thread. A closure in its place crashes the compiler (6.3.1, SendNonSendable).
private func runThread(_ argument: UnsafeMutableRawPointer?) -> UnsafeMutableRawPointer? {
    guard let argument else { return nil }
    let body = Unmanaged<ThreadBody>.fromOpaque(argument).takeRetainedValue()
    nameThisThread(body.name)
    body.run()
    return nil
}

/// `pthread_setname_np` is hidden from Swift; the kernel takes the name here too.
private func nameThisThread(_ name: String) {
    let descriptor = open("/proc/thread-self/comm", O_WRONLY | O_CLOEXEC)
    guard descriptor >= 0 else { return }
    defer { close(descriptor) }
    _ = write(descriptor, name, name.utf8.count)
}
