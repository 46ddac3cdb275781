internal import Engine
internal import Glibc
internal import Logging
internal import Synchronization

/// A thread that listens for what other instances committed, on a connection of its own.
final class PostgresListener: Sendable {
    private enum State {
        case idle, running(Alarm), closed
    }

    /// Milliseconds of silence after which the connection is asked whether it still lives.
    private static let heartbeat: Int32 = 15_000

    private let address: PostgresAddress
    private let feed: ChangeFeed
    private let logger: Logger
    private let state = Mutex(State.idle)
    private let ended = Latch(count: 1)

    init(address: PostgresAddress, feed: ChangeFeed, logger: Logger) {
        self.address = address
        self.feed = feed
        self.logger = logger
    }

    deinit {
        if case .running(let alarm) = state.withLock({ $0 }) { alarm.ring() }
    }

    /// Begins to listen unless it has begun. Commands that follow nothing cost no connection.
    func start() {
        state.withLock { state in
            guard case .idle = state, let alarm = Alarm() else { return }
            let (address, feed, logger, ended) = (address, feed, logger, ended)
            do {
                try WorkerThread.start(name: "towow-pg-listen") {
                    PostgresListener.listen(address, feed, alarm, logger)
                    ended.arrive()
                }
                state = .running(alarm)
            } catch {
                // Followers compare heads now and then anyway.
                logger.error("cannot listen for changes", metadata: ["error": "\(error)"])
            }
        }
    }

    func close() async {
        let before = state.withLock { state in
            defer { state = .closed }
            return state
        }
        guard case .running(let alarm) = before else { return }
        alarm.ring()
        await ended.wait()
    }

    private static func listen(_ address: PostgresAddress, _ feed: ChangeFeed, _ alarm: Alarm, _ logger: Logger) {
        let health = PostgresHealth(logger: logger)
        while !alarm.hasRung(within: Int32(clamping: health.pause)) {
            do {
                let connection = try PostgresConnection(address)
                try connection.run("LISTEN towow_changes")
                health.succeeded()
                // Whatever happened while nobody listened.
                feed.publish(.all)
                try follow(connection, feed, alarm)
                return
            } catch {
                feed.interrupt()
                let failure = error as? PostgresFailure
                health.failed(failure.map { $0.reason.isEmpty ? "connection lost" : $0.reason } ?? "\(error)")
            }
        }
    }

    /// Returns when the alarm rings.
    private static func follow(_ connection: PostgresConnection, _ feed: ChangeFeed, _ alarm: Alarm) throws {
        while true {
            var entries = [
                pollfd(fd: connection.descriptor, events: Int16(truncatingIfNeeded: POLLIN), revents: 0),
                pollfd(fd: alarm.descriptor, events: Int16(truncatingIfNeeded: POLLIN), revents: 0),
            ]
            let count = poll(&entries, 2, heartbeat)
            if entries[1].revents != 0 { return }
            if count == 0 { try connection.run("SELECT 1::bigint") }
            if entries[0].revents != 0 { try connection.consume() }
            var changes = StoreChanges()
            for payload in connection.notifications() { changes.merge(ChangePayload.decode(payload)) }
            feed.publish(changes)
        }
    }
}

/// Wakes one thread out of poll(2), once and for all.
private final class Alarm: Sendable {
    /// Becomes readable when the alarm rings.
    let descriptor: Int32
    private let bell: Int32

    init?() {
        var ends: [Int32] = [0, 0]
        guard pipe(&ends) == 0 else { return nil }
        for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
        descriptor = ends[0]
        bell = ends[1]
    }

    deinit {
        Glibc.close(descriptor)
        Glibc.close(bell)
    }

    func ring() {
        _ = write(bell, [1], 1)
    }

    func hasRung(within milliseconds: Int32) -> Bool {
        var entry = pollfd(fd: descriptor, events: Int16(truncatingIfNeeded: POLLIN), revents: 0)
        return poll(&entry, 1, milliseconds) > 0
    }
}
