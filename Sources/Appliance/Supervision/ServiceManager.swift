import CHost
import Glibc
import Synchronization
import Telemetry

/// systemd, or whatever else speaks its protocol (sd_notify(3)); nobody when it did not start this process. Hears how the process
/// fares, with a line for people (`systemctl status`).
final class ServiceManager: Sendable {
    private struct State {
        var places = ""
        var isWaiting = false
        /// The database is there, whether that could be said already or not.
        var hasArrived = false
        var isDraining = false
        var isStopping = false
        var refusal: String?

        var line: String {
            if isStopping { return "Stopping: what was accepted is finished" }
            if isDraining { return "Draining: requests are answered, streams go elsewhere" }
            return (isWaiting ? "Waiting for the database at " : "Serving ") + places
                + (refusal.map { "; " + $0 } ?? "")
        }
    }

    /// How long a service manager may take to make room for a word that is said once, milliseconds. Signs of life do not wait:
    /// others follow, and a manager that has stopped to read must not hold up the end.
    private static let patience: Int32 = 500

    private let state = Mutex(State())

    /// All sockets listen.
    /// - Parameter hasDatabase: false when the server began without its database and calls are still refused.
    func ready(at places: String, hasDatabase: Bool) {
        report("READY=1") {
            $0.places = places
            // It may have arrived since the caller looked.
            $0.isWaiting = !hasDatabase && !$0.hasArrived
        }
    }

    /// The database that was waited for is there.
    func databaseArrived() {
        let isWaiting = state.withLock { state in
            state.hasArrived = true
            return state.isWaiting
        }
        guard isWaiting else { return }
        report { $0.isWaiting = false }
    }

    /// The configuration is read again; `reloaded` follows.
    func reloading() {
        report("RELOADING=1", "MONOTONIC_USEC=\(MonotonicTime.nanoseconds() / 1_000)") { _ in }
    }

    /// - Parameter refusal: why the configuration is still the one from before; nil when it was taken.
    func reloaded(refusal: String?) {
        report("READY=1") { $0.refusal = refusal }
    }

    /// The server still answers, and is to be ended soon.
    func draining() {
        report { $0.isDraining = true }
    }

    func stopping() {
        report("STOPPING=1") { $0.isStopping = true }
    }

    /// Asks for at least so much more time before the process is ended by force.
    func extendTimeout(by duration: Duration) {
        ServiceManager.notify("EXTEND_TIMEOUT_USEC=\(duration.microseconds)")
    }

    func isAlive() { ServiceManager.notify("WATCHDOG=1") }

    /// One datagram, so that no state is seen without its line.
    private func report(_ assignments: String..., change: (inout State) -> Void) {
        let line = state.withLock { state in
            change(&state)
            return state.line
        }
        // A line break would end the assignment.
        ServiceManager.notify(
            (assignments + ["STATUS=\(LogText.escaped(line))"]).joined(separator: "\n"),
            patience: ServiceManager.patience)
    }

    private static func notify(_ state: String, patience: Int32 = 0) {
        _ = towow_notify_service_manager(state, patience)
    }

    // MARK: What it gave to this process

    /// How often at least it wants to hear `isAlive`; nil when it does not care (sd_watchdog_enabled(3)).
    static func watchdogInterval(_ environment: [String: String]) -> Duration? {
        guard let text = environment["WATCHDOG_USEC"], let microseconds = Int64(text), microseconds > 0 else {
            return nil
        }
        if let process = environment["WATCHDOG_PID"], process != "\(getpid())" { return nil }
        return .microseconds(microseconds)
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

extension Duration {
    /// Whole ones.
    fileprivate var microseconds: Int64 {
        components.seconds * 1_000_000 + components.attoseconds / 1_000_000_000_000
    }
}
