import Claude
import Engine
import Logging

/// Keeps paid answers in the store.
///
/// An answer that was paid for is not lost to a store that fails for a while, nor to a decision that nobody waits for any more: it is
/// held here and written again and again, and whoever asks the same question meanwhile gets it instead of buying another.
actor StoredSteps: StepStore {
    /// What is needed of a store.
    struct Rows: Sendable {
        var read: @Sendable (StepKey) async throws -> String?
        /// First come, first kept: returns what is stored now.
        var write: @Sendable (StepKey, String) async throws -> String
    }

    /// How long one answer is written again and again; who asks for it later begins anew.
    static let patienceMilliseconds: Int64 = 600_000
    private static let longestPause: Int64 = 5_000

    private let rows: Rows
    private let clock: any EngineClock
    private let logger: Logger
    /// Bought and not yet stored.
    private var unwritten: [PaidStepKey: String] = [:]

    init(rows: Rows, clock: any EngineClock, logger: Logger) {
        self.rows = rows
        self.clock = clock
        self.logger = logger
    }

    init(store: any Store, clock: any EngineClock, logger: Logger) {
        self.init(
            rows: Rows(
                read: { try await store.step($0) }, write: { try await store.put(step: $0, body: $1) }),
            clock: clock, logger: logger)
    }

    func stored(_ key: PaidStepKey) async throws -> String? {
        // Another instance may have stored its own meanwhile: what the store keeps holds.
        if let body = unwritten[key] { return try await store(key, body: body) }
        return try await rows.read(StepKey(key))
    }

    func store(_ key: PaidStepKey, body: String) async throws -> String {
        unwritten[key] = body
        let (results, continuation) = AsyncStream.makeStream(of: Result<String, any Error>.self)
        // Not a part of the decision: that may be stopped, and the money is spent all the same.
        Task {
            continuation.yield(await write(key, body))
            continuation.finish()
        }
        guard let result = await results.first(where: { _ in true }) else { throw CancellationError() }
        return try result.get()
    }

    private func write(_ key: PaidStepKey, _ body: String) async -> Result<String, any Error> {
        let end = clock.now() + StoredSteps.patienceMilliseconds
        var pause: Int64 = 50
        while true {
            do {
                let kept = try await rows.write(StepKey(key), body)
                unwritten[key] = nil
                return .success(kept)
            } catch StoreError.conflict {
                // The demand is gone, and with it whoever could use the answer.
                unwritten[key] = nil
                return .failure(StoreError.conflict)
            } catch {
                logger.warning(
                    "a paid answer could not be stored yet",
                    metadata: ["demand_id": "\(key.demandID.rawValue)", "error": "\(error)"])
                guard clock.now() + pause < end else { return .failure(error) }
                do { try await clock.sleep(milliseconds: pause) } catch { return .failure(error) }
                pause = min(pause * 2, StoredSteps.longestPause)
            }
        }
    }
}

extension StepKey {
    init(_ key: PaidStepKey) {
        self.init(
            demandID: key.demandID, channel: key.channelID.rawValue, decision: key.decision, key: key.circumstances)
    }
}
