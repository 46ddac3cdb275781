import Glibc

/// Work that may wait for a disk, on a thread that lives as long as the work.
public enum BlockingWork {
    public static func run(_ body: @escaping @Sendable () -> Void) async {
        await withCheckedContinuation { continuation in
            let job = Unmanaged.passRetained(
                Job {
                    body()
                    continuation.resume()
                })
            var thread = pthread_t()
            guard pthread_create(&thread, nil, start, job.toOpaque()) == 0 else {
                // No thread left: nothing is looked up this time.
                job.release()
                return continuation.resume()
            }
            pthread_detach(thread)
        }
    }
}

private final class Job: Sendable {
    let run: @Sendable () -> Void
    init(_ run: @escaping @Sendable () -> Void) { self.run = run }
}

private func start(_ argument: UnsafeMutableRawPointer?) -> UnsafeMutableRawPointer? {
    if let argument { Unmanaged<Job>.fromOpaque(argument).takeRetainedValue().run() }
    return nil
}
