import Glibc
import Logging
import ServiceLifecycle
import UnixSignals

/// Reads the configuration again on SIGHUP and whenever its file changes.
struct SettingsService: Service {
    let settings: LiveSettings
    let logger: Logger

    func run() async throws {
        let hangups = await UnixSignalsSequence(trapping: .sighup)
        await cancelWhenGracefulShutdown {
            await withTaskGroup(of: Void.self) { group in
                group.addTask {
                    for await _ in hangups { await reload() }
                }
                group.addTask {
                    guard let file = settings.file else { return }
                    for await _ in FolderWatch(folderOf: file).changes() { await settings.reload() }
                    guard !Task.isCancelled else { return }
                    logger.notice("the folder of the configuration is not watched; SIGHUP reads it again")
                }
            }
        }
    }

    /// The service manager waits for the second message (sd_notify(3)).
    private func reload() async {
        var now = timespec()
        clock_gettime(CLOCK_MONOTONIC, &now)
        ServiceManager.notify("RELOADING=1\nMONOTONIC_USEC=\(now.tv_sec * 1_000_000 + now.tv_nsec / 1_000)")
        await settings.reload()
        ServiceManager.notify("READY=1")
    }
}
