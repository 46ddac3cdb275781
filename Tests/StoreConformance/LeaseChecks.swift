import Engine
import Testing

var leaseChecks: [StoreCheck] {
    [
        StoreCheck("a lease tells the head, and each taking raises the epoch") { store async throws in
            let (id, epoch) = try await makeLeasedDemand(store)
            try await store.append(makeBatch(id, head: 1, epoch: epoch, count: 2))
            let lease = try #require(try await store.lease(id, owner: "me", durationMilliseconds: 60_000))
            #expect(lease == Lease(epoch: epoch + 1, head: 3))
        },
        StoreCheck("a valid lease keeps other owners out") { store async throws in
            let (id, _) = try await makeLeasedDemand(store)
            #expect(try await store.lease(id, owner: "other", durationMilliseconds: 60_000) == nil)
            #expect(try await store.lease(id, owner: "me", durationMilliseconds: 60_000) != nil)
        },
        StoreCheck("an expired lease may be taken by anybody") { store async throws in
            let id = makeDemandID()
            #expect(try await store.create(makeDemand(id)) == .created)
            let old = try #require(try await store.lease(id, owner: "me", durationMilliseconds: -1))
            let new = try #require(try await store.lease(id, owner: "other", durationMilliseconds: 60_000))
            #expect(new.epoch > old.epoch)
            #expect(try await store.lease(id, owner: "me", durationMilliseconds: 60_000) == nil)
        },
        StoreCheck("who lost the lease can not write any more") { store async throws in
            let (id, old) = try await makeLeasedDemand(store)
            let lease = try #require(try await store.lease(id, owner: "me", durationMilliseconds: 60_000))
            #expect(await refusal { try await store.append(makeBatch(id, head: 1, epoch: old)) } == .conflict)
            #expect(try await log(of: id, in: store).count == 1)
            try await store.append(makeBatch(id, head: 1, epoch: lease.epoch))
            #expect(try await log(of: id, in: store).count == 2)
        },
        StoreCheck("there is no lease on an unknown demand, and none needed to be refused") { store async throws in
            let id = makeDemandID()
            #expect(try await store.lease(id, owner: "me", durationMilliseconds: 60_000) == nil)
            #expect(try await store.create(makeDemand(id)) == .created)
            #expect(await refusal { try await store.append(makeBatch(id, head: 1, epoch: 1)) } == .conflict)
        },
        StoreCheck("of many owners at once, one gets the lease") { store async throws in
            let id = makeDemandID()
            #expect(try await store.create(makeDemand(id)) == .created)
            let granted = try await withThrowingTaskGroup(of: Lease?.self) { group in
                for index in 0..<20 {
                    group.addTask { try await store.lease(id, owner: "owner-\(index)", durationMilliseconds: 60_000) }
                }
                return try await group.reduce(into: 0) { $0 += $1 == nil ? 0 : 1 }
            }
            #expect(granted == 1)
        },
    ]
}
