import CHost
import Glibc
import Telemetry

/// Says when files in a folder have changed and are quiet again. Waits on a thread of its own.
struct FolderWatch: Sendable {
    /// A folder that is quiet for so long is ready to be read; one that never is, after the longer time.
    private static let quietMilliseconds: Int32 = 100
    private static let limitMilliseconds: Int32 = 1_000

    let folder: String

    init(folderOf path: String) {
        guard let slash = path.lastIndex(of: "/") else {
            folder = "."
            return
        }
        folder = slash == path.startIndex ? "/" : String(path[..<slash])
    }

    /// Ends when the folder goes away or the reader does; at once when the folder cannot be watched.
    func changes() -> AsyncStream<Void> {
        let (stream, continuation) = AsyncStream.makeStream(of: Void.self, bufferingPolicy: .bufferingNewest(1))
        let watch = towow_watch_folder(folder)
        var ends: [Int32] = [-1, -1]
        guard watch >= 0, pipe(&ends) == 0 else {
            if watch >= 0 { close(watch) }
            continuation.finish()
            return stream
        }
        for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
        let (stop, hold) = (ends[0], ends[1])
        // The other end says so to the thread.
        continuation.onTermination = { _ in close(hold) }
        Task {
            await BlockingWork.run {
                while towow_await_change(
                    watch, stop, FolderWatch.quietMilliseconds, FolderWatch.limitMilliseconds) == 1
                {
                    continuation.yield()
                }
            }
            continuation.finish()
            close(watch)
            close(stop)
        }
        return stream
    }
}
