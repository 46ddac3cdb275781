import Logging
import ServiceLifecycle
import UnixSignals
import Web

/// Drains the server on SIGUSR2, while it goes on to answer: said by whoever leads people to another instance and ends this one
/// when nobody comes any more. The signal that ends it is another.
struct DrainOnSignal: Service {
    let server: WebServer
    let signals: UnixSignalsSequence
    let manager: ServiceManager
    let logger: Logger

    func run() async throws {
        for await _ in signals.cancelOnGracefulShutdown() {
            logger.notice("draining: requests are answered, streams go elsewhere")
            manager.draining()
            server.drain()
        }
    }
}
