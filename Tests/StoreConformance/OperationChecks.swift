import Engine
import Testing

var operationChecks: [StoreCheck] {
    [
        StoreCheck("demands are listed newest first, page by page, with what was submitted") { store async throws in
            #expect(try await listed(store, limit: 5) == DemandListing(rows: [], next: nil))
            let ids = [makeDemandID(), makeDemandID(), makeDemandID()]
            for (index, id) in ids.enumerated() {
                // The order is that of creation, whatever the clock said.
                let demand = makeDemand(id, at: Int64(100 - index), payload: #"{"n":\#(index)}"#)
                #expect(try await store.create(demand) == .created)
            }
            let all = try await listed(store, limit: 5)
            #expect(all.rows.map(\.demand.id) == ids.reversed() && all.next == nil)
            #expect(all.rows.map(\.submitted) == [#"{"n":2}"#, #"{"n":1}"#, #"{"n":0}"#])
            #expect(all.rows.first?.demand == (try await store.demand(ids[2])))
            let first = try await listed(store, limit: 2)
            #expect(first.rows.map(\.demand.id) == [ids[2], ids[1]] && first.next == first.rows.last?.number)
            let second = try await listed(store, before: first.next, limit: 2)
            #expect(second.rows.map(\.demand.id) == [ids[0]] && second.next == nil)
        },
        StoreCheck("demands are listed by status; a page of finished ones looks at a window and says where to go on") {
            store async throws in
            let done = try await completed(store)
            let open = try await makeLeasedDemand(store).id
            let others = try await [makeLeasedDemand(store).id, makeLeasedDemand(store).id]
            let unfinished = try await listed(store, statuses: DemandStatus.unfinished, limit: 9, window: 1)
            #expect(unfinished.rows.map(\.demand.id) == [others[1], others[0], open] && unfinished.next == nil)
            #expect(try await listed(store, statuses: [.negotiating], limit: 9).rows.isEmpty)
            let firstOpen = try await listed(store, statuses: [.processing], limit: 1)
            let nextOpen = try await listed(store, before: firstOpen.next, statuses: [.processing], limit: 9)
            #expect(nextOpen.rows.map(\.demand.id) == [others[0], open])

            let empty = try await listed(store, statuses: [.completed], limit: 9, window: 2)
            #expect(empty.rows.isEmpty)
            let next = try #require(empty.next)
            let found = try await listed(store, before: next, statuses: [.completed], limit: 9, window: 2)
            #expect(found.rows.map(\.demand.id) == [done])
            #expect(found.rows.first?.demand.outcome == .finalized)
            let last = try await listed(store, before: found.next, statuses: [.completed], limit: 9, window: 2)
            #expect(found.next != nil && last == DemandListing(rows: [], next: nil))
            let mixed = try await listed(store, statuses: [.completed, .processing], limit: 9)
            #expect(mixed.rows.count == 4 && mixed.next == nil)
        },
        StoreCheck("stored demands are counted by status") { store async throws in
            #expect(try await store.demandCounts().isEmpty)
            _ = try await completed(store)
            _ = try await makeLeasedDemand(store)
            _ = try await makeLeasedDemand(store)
            #expect(try await store.demandCounts() == [.completed: 1, .processing: 2])
            #expect(try await store.deleteFinished(completedBefore: Timestamp(milliseconds: .max), limit: 9) == 1)
            #expect(try await store.demandCounts() == [.processing: 2])
        },
        StoreCheck("some members are looked up at once, those who left too") { store async throws in
            let (anna, bert) = (try makeMember("anna"), try makeMember("bert"))
            _ = try await store.upsert(members: [anna, bert], isActive: true)
            _ = try await store.upsert(members: [try makeMember("anna", summary: "new")], isActive: true)
            _ = try await store.deactivate(member: "bert")
            let found = try await store.members(["bert", "nobody", "anna"])
            #expect(Set(found.keys) == ["anna", "bert"])
            #expect(found["anna"]?.version == 2 && found["bert"]?.isActive == false)
            #expect(try await store.members([]).isEmpty)
        },
        StoreCheck("a member who left comes back with the same profile and without the old tokens") {
            store async throws in
            let member = try makeMember("anna")
            let token = TokenRow(
                hash: Array(repeating: 3, count: 32), kind: TokenRow.memberKind, subject: "anna",
                createdAt: Timestamp(milliseconds: 1))
            _ = try await store.insert(member: member, token: token)
            #expect(try await store.activate(member: "anna") == false)
            #expect(try await store.activate(member: "nobody") == false)
            _ = try await store.deactivate(member: "anna")
            #expect(try await store.activate(member: "anna"))
            let record = try await store.member("anna", version: nil)
            #expect(record == MemberRecord(member: member, version: 1, isActive: true))
            #expect(try await store.token(hash: token.hash)?.revokedAt != nil)
        },
    ]
}

private func listed(
    _ store: any Store, before number: Int? = nil, statuses: Set<DemandStatus>? = nil, limit: Int, window: Int = 100
) async throws -> DemandListing {
    try await store.demands(before: number, statuses: statuses, limit: limit, window: window)
}

private func completed(_ store: any Store) async throws -> DemandID {
    let (id, epoch) = try await makeLeasedDemand(store)
    var batch = makeBatch(id, head: 1, epoch: epoch)
    batch.status = .completed
    batch.outcome = .finalized
    batch.completedAt = Timestamp(milliseconds: 2_000)
    try await store.append(batch)
    return id
}
