import Engine
import Testing

var loadChecks: [StoreCheck] {
    [
        StoreCheck("two hundred writers keep every log in order and lose nothing") { store async throws in
            var demands: [(id: DemandID, epoch: Int)] = []
            for _ in 0..<50 { demands.append(try await makeLeasedDemand(store)) }
            try await withThrowingTaskGroup(of: Void.self) { group in
                for index in 0..<200 {
                    let (id, epoch) = demands[index % 50]
                    group.addTask { try await appendFive(to: id, epoch: epoch, in: store) }
                }
                try await group.waitForAll()
            }
            for (id, _) in demands {
                #expect(try await log(of: id, in: store).map(\.sequence) == Array(1...21))
            }
            let statistics = try await store.statistics()
            #expect(statistics.demands == 50 && statistics.events == 50 * 21)
        },
        StoreCheck("a refused batch does not harm those committed with it") { store async throws in
            let (id, epoch) = try await makeLeasedDemand(store)
            let outcomes = await withTaskGroup(of: Bool.self) { group in
                for _ in 0..<40 {
                    group.addTask { (try? await store.append(makeBatch(id, head: 1, epoch: epoch))) != nil }
                    group.addTask { (try? await store.create(makeDemand(makeDemandID()))) != nil }
                }
                return await group.reduce(into: 0) { $0 += $1 ? 1 : 0 }
            }
            #expect(outcomes == 41)
            #expect(try await log(of: id, in: store).count == 2)
            #expect(try await store.statistics().demands == 41)
        },
        StoreCheck("what a call wrote is seen by the next read") { store async throws in
            let (id, epoch) = try await makeLeasedDemand(store)
            for head in 1...50 {
                try await store.append(makeBatch(id, head: head, epoch: epoch))
                #expect(try await store.events(of: id, after: head, limit: 5).map(\.sequence) == [head + 1])
            }
        },
    ]
}

/// Four writers share a demand: who comes too late reads the head again, as a runner would.
private func appendFive(to id: DemandID, epoch: Int, in store: any Store) async throws {
    var written = 0
    while written < 5 {
        guard let head = try await store.demand(id)?.head else { return }
        do {
            try await store.append(makeBatch(id, head: head, epoch: epoch))
            written += 1
        } catch StoreError.conflict {}
    }
}
