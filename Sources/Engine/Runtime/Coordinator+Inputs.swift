import Logging

/// Calls from outside that change a demand.
///
/// The owner of the demand handles each once. In the owner's process call, events and answer are one transaction. Elsewhere the call
/// is put into the store, the owner is told, and its answer is written with its events; whoever becomes the owner goes on with what
/// the one before left.
extension Coordinator {
    /// How long a call waits for the owner's answer.
    static let answerMilliseconds: Int64 = 5_000

    nonisolated func input(
        _ input: Input, to id: DemandID, unknown: TowowError.Code = .unknownDemand
    ) async throws -> Acknowledgement {
        let ids = environment.ids
        let record: InputRecord?
        do { record = try InputRecord(input, call: Base32.encode(ids.randomBytes(16))) } catch {
            throw TowowError(.badRequest, "input_not_encodable")
        }
        if let runner = await activate(id) {
            do { return try acknowledgement(await runner.submit(input, as: record)) } catch is DemandRunner.Moved {}
        }
        guard let record else { throw TowowError(.overloaded, "starting", retryAfter: 1) }
        do {
            return try acknowledgement(await pass(input, record, to: id, unknown: unknown))
        } catch { throw overload(error) }
    }

    /// Has the call handled by whichever instance owns the demand.
    private nonisolated func pass(
        _ input: Input, _ record: InputRecord, to id: DemandID, unknown: TowowError.Code
    ) async throws -> Reaction.Reply {
        let store = environment.store
        let key = record.key
        if let known = try await finalReply(to: input, key, of: id, unknown: unknown) {
            return known.isStored ? known.reply.repeated : known.reply
        }
        guard await !isStopped else { throw TowowError(.overloaded, "shutting_down", retryAfter: 2) }
        let receipt = try await store.put(
            input: PendingInput(demandID: id, sender: key.sender, messageID: key.messageID, body: record.body))
        switch receipt {
        case .unknownDemand: throw TowowError(unknown, "no_such_demand")
        case .handled(let result): return try InputResult(text: result).reply.repeated
        case .new, .pending: break
        }
        // Perhaps nobody owns it, or it waits for its turn elsewhere.
        Task { await self.adopt(id) }
        let reply: Reaction.Reply? = try await board.wait(
            for: id, milliseconds: Coordinator.answerMilliseconds, clock: environment.clock
        ) {
            if case .handled(let result)? = try await store.input(key.messageID, from: key.sender, to: id) {
                return try InputResult(text: result).reply
            }
            // This very call may have ended the demand: whether it came before is for its receipt to say.
            return try await finalReply(to: input, key, of: id, unknown: unknown)?.reply
        }
        guard let reply else { throw TowowError(.overloaded, "owner_silent", retryAfter: 2) }
        return receipt == .new ? reply : reply.repeated
    }

    /// What a demand that is over answers, and whether that stood in the store; nil while it is not over.
    private nonisolated func finalReply(
        to input: Input, _ key: InputRecord.Key, of id: DemandID, unknown: TowowError.Code
    ) async throws -> (reply: Reaction.Reply, isStored: Bool)? {
        guard let row = try await environment.store.demand(id) else { throw TowowError(unknown, "no_such_demand") }
        guard row.status.isFinal else { return nil }
        if case .handled(let result)? = try await environment.store.input(key.messageID, from: key.sender, to: id) {
            return (try InputResult(text: result).reply, true)
        }
        guard let state = try await environment.store.fold(id) else { throw TowowError(unknown, "no_such_demand") }
        return (state.handle(input, at: environment.clock.now(), limits: environment.limits()).reply, false)
    }

    private nonisolated func acknowledgement(_ reply: Reaction.Reply) throws -> Acknowledgement {
        switch reply {
        case .accepted: .accepted
        case .duplicate: .duplicate
        case .notCounted, .stale, .askAgain: .notCounted
        case .refused(let error): throw error
        }
    }
}

extension Reaction.Reply {
    /// The answer to a call that had this answer before: what was taken is not taken again.
    fileprivate var repeated: Reaction.Reply { self == .accepted ? .duplicate : self }
}
