import CHost
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

/// Takes up what an earlier process left unfinished, and stops every negotiation at an event boundary.
struct EngineService: Service {
    let coordinator: Coordinator
    let matcher: MemberMatcher

    func run() async throws {
        // The first demand does not wait for the index.
        async let index: Void = matcher.prepare()
        try await coordinator.recover()
        await index
        try? await gracefulShutdown()
        await coordinator.stop()
    }
}

/// Tells the service manager that the process ends. Stands last in the group, so that it hears of it first.
struct StoppingNotice: Service {
    let logger: Logger

    func run() async throws {
        try? await gracefulShutdown()
        logger.info("stopping")
        ServiceManager.notify("STOPPING=1")
    }
}

/// systemd, or whatever else speaks its protocol (sd_notify(3)); nobody when it did not start this process.
enum ServiceManager {
    static func notify(_ state: String) {
        _ = towow_notify_service_manager(state)
    }

    /// Listening sockets that were handed to this process: those of `LISTEN_FDS`, else standard input when a supervisor put one
    /// there.
    static func inheritedSockets() -> [Int32] {
        let count = towow_take_inherited_sockets()
        let passed = (3..<(3 + count)).filter { towow_is_listening_socket($0) != 0 }
        if !passed.isEmpty { return passed }
        return towow_is_listening_socket(0) != 0 ? [0] : []
    }
}
