import Logging
import ServiceLifecycle
import Telemetry
import UnixSignals
import Web

/// Reads the configuration again on SIGHUP, with the certificate, and whenever its file changes.
struct SettingsService: Service {
    let settings: LiveSettings
    /// Nil without TLS.
    let certificate: ServerCertificate?
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
        ServiceManager.notify("RELOADING=1\nMONOTONIC_USEC=\(MonotonicTime.nanoseconds() / 1_000)")
        await settings.reload()
        await certificate?.refresh(atOnce: true)
        ServiceManager.notify("READY=1")
    }
}
