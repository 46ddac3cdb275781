import Engine
import Testing

var creationChecks: [StoreCheck] {
    [
        StoreCheck("a new demand has its first event and waits for work") { store async throws in
            let id = makeDemandID()
            #expect(try await store.demand(id) == nil)
            #expect(try await store.create(makeDemand(id, at: 5)) == .created)
            let expected = DemandRow(
                id: id, submittedAt: Timestamp(milliseconds: 5), ownerTokenHash: Array(repeating: 7, count: 32),
                head: 1,
                status: .processing, outcome: nil, completedAt: nil, logFormat: 1)
            #expect(try await store.demand(id) == expected)
            #expect(try await log(of: id, in: store) == [makeEvent(1)])
        },
        StoreCheck("a demand is created once") { store async throws in
            let id = makeDemandID()
            #expect(try await store.create(makeDemand(id)) == .created)
            #expect(await refusal { _ = try await store.create(makeDemand(id, payload: "{}")) } == .conflict)
            #expect(try await log(of: id, in: store) == [makeEvent(1)])
        },
        StoreCheck("a demand that does not start with event 1 is refused") { store async throws in
            let id = makeDemandID()
            var demand = makeDemand(id)
            demand.firstEvent.sequence = 2
            #expect(await refusal { _ = try await store.create(demand) } != nil)
            #expect(try await store.demand(id) == nil)
        },
        StoreCheck("the same key with the same body gets the first answer and writes nothing") { store async throws in
            let (first, second) = (makeDemandID(), makeDemandID())
            #expect(try await store.create(makeDemand(first, claim: makeClaim("k", answer: "first"))) == .created)
            let repetition = makeDemand(second, claim: makeClaim("k", answer: "second"))
            #expect(try await store.create(repetition) == .repeated(answer: "first"))
            #expect(try await store.demand(second) == nil)
            #expect(try await log(of: second, in: store).isEmpty)
        },
        StoreCheck("the same key with another body is refused") { store async throws in
            let second = makeDemandID()
            #expect(try await store.create(makeDemand(makeDemandID(), claim: makeClaim("k", body: 1))) == .created)
            #expect(try await store.create(makeDemand(second, claim: makeClaim("k", body: 2))) == .keyReused)
            #expect(try await store.demand(second) == nil)
        },
        StoreCheck("a key may be taken again when its time is over") { store async throws in
            let claim = makeClaim("k", body: 1, answer: "old")
            #expect(try await store.create(makeDemand(makeDemandID(), at: 1_000, claim: claim)) == .created)
            let still = makeClaim("k", body: 1, validSince: 1_000)
            #expect(
                try await store.create(makeDemand(makeDemandID(), at: 2_000, claim: still)) == .repeated(answer: "old"))
            let later = makeClaim("k", body: 2, answer: "new", validSince: 1_001)
            #expect(try await store.create(makeDemand(makeDemandID(), at: 2_000, claim: later)) == .created)
            let again = makeClaim("k", body: 2, validSince: 1_500)
            #expect(
                try await store.create(makeDemand(makeDemandID(), at: 2_100, claim: again)) == .repeated(answer: "new"))
        },
        StoreCheck("of fifty calls with one key at once, one creates a demand") { store async throws in
            let results = try await withThrowingTaskGroup(of: CreateResult.self) { group in
                for index in 0..<50 {
                    group.addTask {
                        try await store.create(makeDemand(makeDemandID(), claim: makeClaim("k", answer: "\(index)")))
                    }
                }
                return try await group.reduce(into: []) { $0.append($1) }
            }
            #expect(results.filter { $0 == .created }.count == 1)
            #expect(Set(results).count == 2)
            #expect(try await store.statistics().demands == 1)
        },
    ]
}
