import Engine
import Logging
import ServiceLifecycle

/// Keeps the store open as long as anything else runs.
struct StoreService: Service {
    let store: any Store

    func run() async throws {
        try? await gracefulShutdown()
        await store.close()
    }
}

/// Takes up what an earlier process left unfinished, as soon as the database is there, and stops every negotiation at an
/// event boundary.
struct EngineService: Service {
    let coordinator: Coordinator
    let matcher: MemberMatcher
    let gate: StartGate
    let manager: ServiceManager
    /// What is still to be done to the database before the engine can use it.
    let prepare: @Sendable () async throws -> Void
    /// Whether an error means that the database may come back.
    let isAway: @Sendable (any Error) -> Bool
    /// Called once the engine can be used.
    let onStart: @Sendable () -> Void
    let logger: Logger

    private static let pause = Duration.seconds(1)

    func run() async throws {
        do { try await cancelWhenGracefulShutdown { try await begin() } } catch is CancellationError {}
        try? await gracefulShutdown()
        await coordinator.stop()
    }

    private func begin() async throws {
        while true {
            do {
                try await prepare()
                try await coordinator.recover()
                gate.open()
                onStart()
                manager.databaseArrived()
                // The first demand does not wait for the index.
                return await matcher.prepare()
            } catch let error where isAway(error) {
                logger.info("waiting for the database", metadata: ["reason": "\(error)"])
            }
            try await Task.sleep(for: EngineService.pause)
        }
    }
}
