import Engine
import Testing

var retentionChecks: [StoreCheck] {
    [
        StoreCheck("retention deletes whole demands, oldest first, and goes on counting them") { store async throws in
            var ids: [DemandID] = []
            for moment in [30, 10, 20] {
                ids.append(try await makeFinishedDemand(store, at: moment, claim: "k\(moment)"))
            }
            let (unfinished, _) = try await makeLeasedDemand(store)
            let before = try await store.statistics()
            #expect(try await store.deleteFinished(completedBefore: Timestamp(milliseconds: 30), limit: 1) == 1)
            #expect(try await store.heads(of: ids).keys.sorted(by: order) == [ids[0], ids[2]].sorted(by: order))
            #expect(try await store.deleteFinished(completedBefore: Timestamp(milliseconds: 30), limit: 9) == 1)
            #expect(try await store.deleteFinished(completedBefore: Timestamp(milliseconds: 30), limit: 9) == 0)
            #expect(try await store.heads(of: ids + [unfinished]) == [ids[0]: 2, unfinished: 1])
            #expect(try await log(of: ids[1], in: store).isEmpty)
            #expect(try await store.demand(ids[1]) == nil)
            #expect(try await store.input("m", from: "anna", to: ids[1]) == nil)
            #expect(try await store.openMessages(of: ids[1]).isEmpty)
            #expect(try await store.step(makeStepKey(ids[1])) == nil)
            let after = try await store.statistics()
            #expect(after.demands == before.demands && after.events == before.events)
            let again = makeDemand(makeDemandID(), claim: makeClaim("k10"))
            #expect(try await store.create(again) == .created)
        },
        StoreCheck("stored decisions go before their demand") { store async throws in
            let old = try await makeFinishedDemand(store, at: 10)
            let new = try await makeFinishedDemand(store, at: 20)
            #expect(try await store.deleteSteps(completedBefore: Timestamp(milliseconds: 15), limit: 9) == 1)
            #expect(try await store.deleteSteps(completedBefore: Timestamp(milliseconds: 15), limit: 9) == 0)
            #expect(try await store.step(makeStepKey(old)) == nil)
            #expect(try await store.step(makeStepKey(new)) == "{}")
            #expect(try await store.demand(old)?.head == 2)
        },
        StoreCheck("audit entries are read newest first, page by page") { store async throws in
            let entries = (1...5).map { number in
                AuditEntry(
                    at: Timestamp(milliseconds: Int64(number)), actor: "admin", action: "settings", detail: "\(number)")
            }
            for entry in entries { try await store.put(settings: [:], audit: entry) }
            let first = try await store.audit(before: nil, limit: 2)
            #expect(first.map(\.entry) == [entries[4], entries[3]])
            let rest = try await store.audit(before: first.last?.number, limit: 9)
            #expect(rest.map(\.entry) == [entries[2], entries[1], entries[0]])
            #expect(try await store.audit(before: rest.last?.number, limit: 9).isEmpty)
        },
        StoreCheck("a token is found by its hash until it is revoked, and after") { store async throws in
            var token = TokenRow(
                hash: Array(repeating: 9, count: 32), kind: "member", subject: "anna",
                createdAt: Timestamp(milliseconds: 1))
            #expect(try await store.token(hash: token.hash) == nil)
            try await store.put(token: token)
            #expect(await refusal { try await store.put(token: token) } == .conflict)
            #expect(try await store.token(hash: token.hash) == token)
            let moment = Timestamp(milliseconds: 5)
            #expect(try await store.revoke(tokenHash: token.hash, at: moment))
            #expect(try await store.revoke(tokenHash: token.hash, at: moment) == false)
            #expect(try await store.revoke(tokenHash: [1], at: moment) == false)
            token.revokedAt = moment
            #expect(try await store.token(hash: token.hash) == token)
        },
    ]
}

private func order(_ left: DemandID, _ right: DemandID) -> Bool { left.rawValue < right.rawValue }

private func makeStepKey(_ id: DemandID) -> StepKey {
    StepKey(demandID: id, channel: "c", decision: "vote", key: "1")
}

/// A finished demand with a row in every table.
private func makeFinishedDemand(
    _ store: any Store, at milliseconds: Int, claim: String? = nil
) async throws -> DemandID {
    let id = makeDemandID()
    #expect(try await store.create(makeDemand(id, claim: claim.map { makeClaim($0) })) == .created)
    let lease = try #require(try await store.lease(id, owner: "me", durationMilliseconds: 60_000))
    _ = try await store.put(step: makeStepKey(id), body: "{}")
    var batch = makeBatch(id, head: 1, epoch: lease.epoch)
    batch.status = .completed
    batch.completedAt = Timestamp(milliseconds: Int64(milliseconds))
    batch.inputs = [.init(sender: "anna", messageID: "m", body: "{}", result: "{}")]
    batch.channels = [.init(channel: "c", status: "completed", round: 1, version: 1)]
    batch.deadlinesSet = [.init(channel: "c", kind: "feedback", round: 1, due: Timestamp(milliseconds: 1))]
    batch.messagesOpened = [
        .init(
            messageID: "m", channel: "c", agentID: "anna", kind: "review", round: 1, version: 1,
            due: Timestamp(milliseconds: 1))
    ]
    try await store.append(batch)
    return id
}
