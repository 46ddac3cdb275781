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

/// Takes up what an earlier process left unfinished, as soon as the database is there, and stops every negotiation at an
/// event boundary.
struct EngineService: Service {
    let coordinator: Coordinator
    let matcher: MemberMatcher
    let gate: StartGate
    /// What is still to be done to the database before the engine can use it.
    let prepare: @Sendable () async throws -> Void
    /// Whether an error means that the database may come back.
    let isAway: @Sendable (any Error) -> Bool
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
                // The first demand does not wait for the index.
                return await matcher.prepare()
            } catch let error where isAway(error) {
                logger.info("waiting for the database", metadata: ["reason": "\(error)"])
            }
            try await Task.sleep(for: EngineService.pause)
        }
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
    static func inheritedSockets() -> [InheritedSocket] {
        var names = [CChar](repeating: 0, count: 4096)
        let count = Int(towow_take_inherited_sockets(&names, names.count))
        let text = String(decoding: names.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
        let parts = text.split(separator: ":", omittingEmptySubsequences: false)
        let passed = (0..<count).map { index in
            InheritedSocket(
                descriptor: Int32(3 + index), name: index < parts.count ? String(parts[index]) : nil)
        }.filter { towow_is_listening_socket($0.descriptor) != 0 }
        if !passed.isEmpty { return passed }
        return towow_is_listening_socket(0) != 0 ? [InheritedSocket(descriptor: 0)] : []
    }
}

/// A socket that listens already, and what the service manager calls it (`FileDescriptorName=` in systemd).
struct InheritedSocket: Sendable, Hashable {
    var descriptor: Int32
    /// `http`, `https` and `redirect` say what it is for; any other name says nothing.
    var name: String?
}
