import Logging
import ServiceLifecycle
import UnixSignals
import Web

/// Reads the configuration again on SIGHUP, with the certificate, and whenever its file changes.
struct SettingsService: Service {
    let settings: LiveSettings
    /// Nil without TLS.
    let certificate: ServerCertificate?
    let hangups: UnixSignalsSequence
    let manager: ServiceManager
    let logger: Logger

    func run() async throws {
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
        manager.reloading()
        let outcome = await settings.reload()
        await certificate?.refresh(atOnce: true)
        manager.reloaded(refusal: outcome == .refused ? "the configuration has faults and is not used" : nil)
    }
}
