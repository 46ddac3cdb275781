import Engine
import Testing

var logChecks: [StoreCheck] {
    [
        StoreCheck("events are read in order, page by page") { store async throws in
            let (id, epoch) = try await makeLeasedDemand(store)
            try await store.append(makeBatch(id, head: 1, epoch: epoch, count: 3))
            try await store.append(makeBatch(id, head: 4, epoch: epoch, count: 2))
            #expect(try await log(of: id, in: store) == (1...6).map { makeEvent($0) })
            #expect(try await store.events(of: id, after: 2, limit: 3).map(\.sequence) == [3, 4, 5])
            #expect(try await store.events(of: id, after: 5, limit: 3).map(\.sequence) == [6])
            #expect(try await store.events(of: id, after: 6, limit: 3).isEmpty)
            #expect(try await store.events(of: id, after: 0, limit: 0).isEmpty)
            #expect(try await store.events(of: makeDemandID(), after: 0, limit: 3).isEmpty)
            #expect(try await store.demand(id)?.head == 6)
        },
        StoreCheck("a batch with holes in its numbers is refused") { store async throws in
            let (id, epoch) = try await makeLeasedDemand(store)
            for numbers in [[3], [2, 4], [1, 2], [2, 2]] {
                var batch = makeBatch(id, head: 1, epoch: epoch)
                batch.events = numbers.map { makeEvent($0) }
                #expect(await refusal { try await store.append(batch) } != nil)
            }
            #expect(try await store.demand(id)?.head == 1)
            #expect(try await log(of: id, in: store).count == 1)
        },
        StoreCheck("a writer that is behind the log is refused and writes nothing") { store async throws in
            let (id, epoch) = try await makeLeasedDemand(store)
            try await store.append(makeBatch(id, head: 1, epoch: epoch))
            for head in [0, 1, 3] {
                var batch = makeBatch(id, head: head, epoch: epoch)
                batch.status = .completed
                batch.outcome = .failed
                #expect(await refusal { try await store.append(batch) } == .conflict)
            }
            let row = try #require(try await store.demand(id))
            #expect(row.head == 2 && row.status == .negotiating && row.outcome == nil && row.completedAt == nil)
            #expect(try await log(of: id, in: store).count == 2)
            #expect(
                await refusal { try await store.append(makeBatch(makeDemandID(), head: 1, epoch: epoch)) } == .conflict)
        },
        StoreCheck("a batch that fails half-way leaves nothing behind") { store async throws in
            let (id, epoch) = try await makeLeasedDemand(store)
            let message = AppendBatch.MessageRow(
                messageID: "m1", channel: "c", agentID: "a", kind: "invitation", round: 1, version: 1,
                due: Timestamp(milliseconds: 9))
            var batch = makeBatch(id, head: 1, epoch: epoch, count: 2)
            batch.messagesOpened = [message]
            try await store.append(batch)
            batch = makeBatch(id, head: 3, epoch: epoch, count: 2)
            batch.status = .completed
            batch.messagesOpened = [message]
            #expect(await refusal { try await store.append(batch) } != nil)
            let row = try #require(try await store.demand(id))
            #expect(row.head == 3 && row.status == .negotiating && row.completedAt == nil)
            #expect(try await log(of: id, in: store).count == 3)
            try await store.append(makeBatch(id, head: 3, epoch: epoch))
            #expect(try await store.demand(id)?.head == 4)
        },
        StoreCheck("status, outcome and time of completion are written with the events") { store async throws in
            let (id, epoch) = try await makeLeasedDemand(store)
            var batch = makeBatch(id, head: 1, epoch: epoch)
            batch.outcome = .finalized
            try await store.append(batch)
            var row = try #require(try await store.demand(id))
            #expect(row.status == .negotiating && row.outcome == .finalized && row.completedAt == nil)
            batch = makeBatch(id, head: 2, epoch: epoch)
            batch.status = .completed
            batch.completedAt = Timestamp(milliseconds: 77)
            try await store.append(batch)
            row = try #require(try await store.demand(id))
            #expect(row.status == .completed && row.outcome == .finalized && row.completedAt?.milliseconds == 77)
        },
        StoreCheck("inputs, messages, deadlines and channels may come without events, and come again") {
            store async throws in
            let (id, epoch) = try await makeLeasedDemand(store)
            var batch = makeBatch(id, head: 1, epoch: epoch, count: 0)
            batch.inputs = [.init(sender: "a", messageID: "m", body: "{}", result: "{}")]
            batch.channels = [.init(channel: "c", status: "collecting", round: 1, version: 1)]
            batch.deadlinesSet = [.init(channel: "c", kind: "invitation", round: 1, due: Timestamp(milliseconds: 1))]
            batch.messagesClosed = ["unknown": 1]
            try await store.append(batch)
            batch.deadlinesCleared = batch.deadlinesSet
            try await store.append(batch)
            #expect(try await store.demand(id)?.head == 1)
        },
        StoreCheck("unfinished demands come in order of submission, page by page") { store async throws in
            var ids: [DemandID] = []
            for index in 0..<5 { ids.append(try await makeLeasedDemand(store, at: 100 - Int64(index) * 10).id) }
            let twin = try await makeLeasedDemand(store, at: 100)
            let sameTime = [ids[0], twin.id].sorted { $0.rawValue < $1.rawValue }
            let expected = [ids[4], ids[3], ids[2], ids[1]] + sameTime
            #expect(try await store.unfinishedDemands(after: nil, limit: 10).map(\.id) == expected)
            var cursor: DemandCursor?
            var paged: [DemandID] = []
            repeat {
                let page = try await store.unfinishedDemands(after: cursor, limit: 1)
                paged += page.map(\.id)
                cursor = page.last
            } while cursor != nil && paged.count < 20
            #expect(paged == expected)
            var batch = makeBatch(twin.id, head: 1, epoch: twin.epoch)
            batch.status = .cancelled
            try await store.append(batch)
            #expect(try await store.unfinishedDemands(after: nil, limit: 10).count == 5)
            #expect(try await store.demand(twin.id)?.completedAt != nil)
        },
        StoreCheck("text of every language and a megabyte of it come back as they were") { store async throws in
            let (id, epoch) = try await makeLeasedDemand(store)
            let texts = [
                "", "需要一位摄影师 👩‍👩‍👧‍👦 e\u{301} \u{FFFD} '; DROP TABLE events; --", String(repeating: "界x", count: 262_144),
            ]
            for (offset, text) in texts.enumerated() {
                var batch = makeBatch(id, head: 1 + offset, epoch: epoch)
                batch.events = [makeEvent(2 + offset, payload: text, privatePart: text)]
                try await store.append(batch)
            }
            let events = try await store.events(of: id, after: 1, limit: 10)
            #expect(events.map { Array($0.payload.utf8) } == texts.map { Array($0.utf8) })
            #expect(events.map { $0.privatePart.map { Array($0.utf8) } } == texts.map { Array($0.utf8) })
        },
        StoreCheck("U+0000 comes back whole or is refused, and is never cut off") { store async throws in
            let (id, epoch) = try await makeLeasedDemand(store)
            var batch = makeBatch(id, head: 1, epoch: epoch)
            batch.events = [makeEvent(2, payload: "a\u{0}b")]
            do {
                try await store.append(batch)
                #expect(try await store.events(of: id, after: 1, limit: 1).first?.payload == "a\u{0}b")
            } catch let error as StoreError {
                guard case .broken = error else { throw error }
                #expect(try await store.demand(id)?.head == 1)
            }
        },
    ]
}
