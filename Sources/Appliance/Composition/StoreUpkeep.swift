import Engine
import Logging
import ServiceLifecycle
import Storage
import UnixSignals

/// Deletes what is older than the operator wants to keep.
struct Retention: Service {
    /// Results of paid decisions are of no use once nothing can begin anew; whole days after the end.
    static let stepDays = 7
    /// Demands of one transaction: writers wait for no more than these.
    static let batch = 50
    static let pause = Duration.seconds(3600)
    private static let dayMilliseconds: Int64 = 86_400_000

    let store: any Store
    /// 0: demands are kept.
    let days: Int
    let logger: Logger

    func run() async throws {
        try? await cancelWhenGracefulShutdown {
            while !Task.isCancelled {
                do {
                    try await sweep()
                } catch {
                    logger.warning("old demands could not be deleted", metadata: ["error": "\(error)"])
                }
                try await Task.sleep(for: Retention.pause)
            }
        }
    }

    /// Deletes everything that is due now, by the store's clock, in small batches.
    /// - Returns: how many demands.
    @discardableResult
    func sweep() async throws -> Int {
        let now = try await store.now()
        let steps = now + -Int64(Retention.stepDays) * Retention.dayMilliseconds
        while try await store.deleteSteps(completedBefore: steps, limit: Retention.batch) == Retention.batch {
            try Task.checkCancellation()
        }
        guard days > 0 else { return 0 }
        let moment = now + -Int64(days) * Retention.dayMilliseconds
        var deleted = 0
        while true {
            let count = try await store.deleteFinished(completedBefore: moment, limit: Retention.batch)
            deleted += count
            guard count > 0 else { break }
            try Task.checkCancellation()
        }
        if deleted > 0 { logger.info("old demands deleted", metadata: ["count": .stringConvertible(deleted)]) }
        return deleted
    }
}

/// Makes a backup beside the database whenever SIGUSR1 comes.
struct BackupOnSignal: Service {
    let store: any MovableStore
    /// Where backups go.
    let directory: String
    /// `db` or `jsonl`.
    let suffix: String
    let clock: any EngineClock
    let signals: UnixSignalsSequence
    let logger: Logger

    func run() async throws {
        for await _ in signals.cancelOnGracefulShutdown() {
            await backUp()
        }
    }

    func backUp() async {
        let destination = directory + "/" + BackupOnSignal.name(at: clock.now(), suffix: suffix)
        do {
            try await store.backup(to: destination)
            logger.notice("backup written", metadata: ["file": "\(destination)"])
        } catch {
            logger.error("backup failed", metadata: ["file": "\(destination)", "error": "\(error)"])
        }
    }

    /// `towow-backup-20260131T235959Z.db`
    static func name(at moment: Timestamp, suffix: String) -> String {
        let digits = moment.rfc3339.prefix { $0 != "." }.filter { $0 != "-" && $0 != ":" }
        return "towow-backup-\(digits)Z.\(suffix)"
    }
}

extension Appliance {
    /// What looks after the store while a server runs.
    static func upkeep(
        _ configuration: Configuration, store: any MovableStore, log: LogOutput
    ) async -> [any Service] {
        let logger = log.logger("towow.storage")
        let suffix = if case .sqlite = configuration.database { "db" } else { "jsonl" }
        let backup = BackupOnSignal(
            store: store, directory: configuration.dataFolder, suffix: suffix, clock: SystemClock(),
            signals: await UnixSignalsSequence(trapping: .sigusr1), logger: logger)
        return [backup, Retention(store: store, days: configuration.retentionDays, logger: logger)]
    }
}
