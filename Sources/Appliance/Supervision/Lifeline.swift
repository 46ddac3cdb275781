import Engine
import Logging
import ServiceLifecycle
import Web

/// Keeps the service manager patient: while the server runs and its store answers, and while it ends.
///
/// Stands first in the group and so is the last to end: it speaks until everything else is done.
struct Lifeline: Service {
    /// How often it speaks while the process ends, and for how long each word is good.
    static let endingPause = Duration.seconds(1)
    static let endingPatience = Duration.seconds(5)

    let manager: ServiceManager
    /// How often the service manager wants to hear; nil: not at all.
    let interval: Duration?
    let gate: StartGate
    /// Yields when the process begins to end.
    let stopping: AsyncStream<Void>
    let logger: Logger

    func run() async throws {
        await cancelWhenGracefulShutdown {
            await withTaskGroup(of: Void.self) { group in
                if let interval { group.addTask { await feed(every: interval / 3) } }
                let isStopping = await stopping.first { true } != nil
                // From now on the end is what counts, and it has a limit of its own.
                group.cancelAll()
                while isStopping, (try? await Task.sleep(for: Lifeline.endingPause)) != nil {
                    if interval != nil { manager.isAlive() }
                    manager.extendTimeout(by: Lifeline.endingPatience)
                }
            }
        }
    }

    /// The longest silence of a healthy process is two thirds of what is allowed.
    private func feed(every pause: Duration) async {
        var hangs = false
        repeat {
            let answers = await isStoreAlive(within: pause)
            guard !Task.isCancelled else { return }
            if answers { manager.isAlive() }
            if answers == hangs {
                hangs = !answers
                if hangs {
                    logger.error("the store does not answer; the service manager is told nothing until it does")
                } else {
                    logger.notice("the store answers again")
                }
            }
        } while (try? await Task.sleep(for: pause)) != nil
    }

    /// A store that refuses changes for a reason has answered. One that was never there is waited for: no new process would find
    /// it sooner.
    private func isStoreAlive(within limit: Duration) async -> Bool {
        guard gate.isOpen else { return true }
        return await gate.answers(within: limit) { error in
            switch error {
            case StoreError.diskFull, StoreError.readOnly: true
            default: false
            }
        }
    }
}

/// Tells the service manager that the process ends. Stands last in the group, so that it hears of it first.
struct StoppingNotice: Service {
    let manager: ServiceManager
    let stopping: AsyncStream<Void>.Continuation
    let logger: Logger

    func run() async throws {
        try? await gracefulShutdown()
        logger.info("stopping")
        manager.stopping()
        stopping.yield()
    }
}
