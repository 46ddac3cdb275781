import Engine
import Testing

/// What instances that share a store rely on.
var groupChecks: [StoreCheck] {
    [
        StoreCheck("the store's clock goes on") { store async throws in
            let first = try await store.now()
            let second = try await store.now()
            #expect(first.milliseconds > 1_600_000_000_000 && second >= first)
        },
        StoreCheck("a renewed lease holds, and who lost one hears it") { store async throws in
            let (kept, keptEpoch) = try await makeLeasedDemand(store)
            let (lost, lostEpoch) = try await makeLeasedDemand(store)
            let (expired, _) = try await makeLeasedDemand(store)
            let short = try #require(try await store.lease(expired, owner: "me", durationMilliseconds: -1))
            _ = try #require(try await store.lease(lost, owner: "me", durationMilliseconds: -1))
            _ = try #require(try await store.lease(lost, owner: "other", durationMilliseconds: 60_000))
            let unknown = makeDemandID()
            let leases = [kept: keptEpoch, lost: lostEpoch, expired: short.epoch, unknown: 1]
            #expect(try await store.renew(leases, owner: "me", durationMilliseconds: 60_000) == [lost, unknown])
            for id in [kept, expired] {
                #expect(try await store.lease(id, owner: "other", durationMilliseconds: 60_000) == nil)
            }
            #expect(try await store.renew([kept: keptEpoch], owner: "other", durationMilliseconds: 1) == [kept])
            #expect(try await store.renew([:], owner: "me", durationMilliseconds: 1).isEmpty)
        },
        StoreCheck("a lease that was given back is free, one that was lost stays with its new owner") {
            store async throws in
            let (id, epoch) = try await makeLeasedDemand(store)
            try await store.release([id: epoch, makeDemandID(): 1])
            let next = try #require(try await store.lease(id, owner: "other", durationMilliseconds: 60_000))
            #expect(next.epoch > epoch)
            try await store.release([id: epoch])
            #expect(try await store.lease(id, owner: "me", durationMilliseconds: 60_000) == nil)
            try await store.append(makeBatch(id, head: 1, epoch: next.epoch))
        },
        StoreCheck("only who understands a demand's log may lease it or finds it abandoned") { store async throws in
            let id = makeDemandID()
            var demand = makeDemand(id)
            demand.logFormat = 3
            #expect(try await store.create(demand) == .created)
            #expect(try await store.lease(id, owner: "old", durationMilliseconds: 60_000, logFormat: 2) == nil)
            #expect(try await store.abandonedDemands(logFormat: 2, limit: 9).isEmpty)
            #expect(try await store.abandonedDemands(logFormat: 3, limit: 9).map(\.id) == [id])
            #expect(try await store.lease(id, owner: "new", durationMilliseconds: 60_000, logFormat: 3) != nil)
        },
        StoreCheck("demands are abandoned while they are unfinished and nobody has a valid lease") {
            store async throws in
            let (expired, _) = try await makeLeasedDemand(store, at: 30)
            _ = try #require(try await store.lease(expired, owner: "me", durationMilliseconds: -1))
            let (finished, epoch) = try await makeLeasedDemand(store, at: 20)
            var last = makeBatch(finished, head: 1, epoch: epoch)
            last.status = .completed
            try await store.append(last)
            try await store.release([finished: epoch])
            _ = try await makeLeasedDemand(store, at: 10)
            let fresh = makeDemandID()
            #expect(try await store.create(makeDemand(fresh, at: 40)) == .created)
            #expect(try await store.abandonedDemands(logFormat: 1, limit: 9).map(\.id) == [expired, fresh])
            #expect(try await store.abandonedDemands(logFormat: 1, limit: 1).map(\.id) == [expired])
        },
        StoreCheck("heads of many demands at once") { store async throws in
            let (id, epoch) = try await makeLeasedDemand(store)
            try await store.append(makeBatch(id, head: 1, epoch: epoch, count: 3))
            let (other, _) = try await makeLeasedDemand(store)
            #expect(try await store.heads(of: [id, other, makeDemandID()]) == [id: 4, other: 1])
            #expect(try await store.heads(of: []).isEmpty)
        },
        StoreCheck("followers hear of everything that is committed") { store async throws in
            let follower = Follower(store)
            await follower.heard { $0.everything }
            let (id, epoch) = try await makeLeasedDemand(store)
            await follower.heard { $0.events == [id] }
            let (other, _) = try await makeLeasedDemand(store)
            await follower.heard { $0.events == [other] }
            try await store.append(makeBatch(id, head: 1, epoch: epoch))
            await follower.heard { $0.events == [id] && $0.inputs.isEmpty }
            let input = PendingInput(demandID: id, sender: "anna", messageID: "m", body: "{}")
            #expect(try await store.put(input: input) == .new)
            await follower.heard { $0.inputs == [id] }
            var batch = makeBatch(id, head: 2, epoch: epoch, count: 0)
            batch.inputs = [.init(sender: "anna", messageID: "m", body: "{}", result: "{}")]
            try await store.append(batch)
            await follower.heard { $0.inputs == [id] }
            try await store.put(settings: ["a": "1"], audit: nil)
            await follower.heard { $0.settings }
            _ = try await store.upsert(members: [makeMember("anna")], isActive: true)
            await follower.heard { $0.members }
            #expect(try await store.deactivate(member: "anna"))
            await follower.heard { $0.members }
            try await store.release([id: epoch])
            await follower.heard { $0.leases }
            let second = Follower(store)
            await second.heard { $0.everything }
            await store.close()
            await follower.heardTheEnd()
            await second.heardTheEnd()
        },
    ]
}

/// Reads a store's hints one after the other.
private actor Follower {
    private var iterator: AsyncStream<StoreChanges>.Iterator

    init(_ store: any Store) {
        iterator = store.changes().makeAsyncIterator()
    }

    /// Reads until `isMeant` is true of what came. The suite's time limit ends a wait for what never comes.
    func heard(_ isMeant: (StoreChanges) -> Bool) async {
        while let changes = await next() {
            if isMeant(changes) { return }
        }
        Issue.record("the stream ended")
    }

    func heardTheEnd() async {
        while await next() != nil {}
    }

    private func next() async -> StoreChanges? {
        var copy = iterator
        defer { iterator = copy }
        return await copy.next(isolation: self)
    }
}
