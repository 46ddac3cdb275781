import Engine
import Testing

/// Calls from outside, questions to members and stored decisions.
var inputChecks: [StoreCheck] {
    [
        StoreCheck("an input is stored once and answered once") { store async throws in
            let (id, epoch) = try await makeLeasedDemand(store)
            let input = PendingInput(demandID: id, sender: "anna", messageID: "m1", body: "first")
            #expect(try await store.input("m1", from: "anna", to: id) == nil)
            #expect(try await store.put(input: input) == .new)
            var repetition = input
            repetition.body = "second"
            #expect(try await store.put(input: repetition) == .pending)
            #expect(try await store.pendingInputs(of: [id], limit: 9) == [input])
            var batch = makeBatch(id, head: 1, epoch: epoch)
            batch.inputs = [.init(sender: "anna", messageID: "m1", body: "first", result: "done")]
            try await store.append(batch)
            #expect(try await store.put(input: input) == .handled(result: "done"))
            #expect(try await store.input("m1", from: "anna", to: id) == .handled(result: "done"))
            #expect(try await store.input("m1", from: "bert", to: id) == nil)
            #expect(try await store.pendingInputs(of: [id], limit: 9).isEmpty)
        },
        StoreCheck("a result that is there stays, and an input may come with its result") { store async throws in
            let (id, epoch) = try await makeLeasedDemand(store)
            var batch = makeBatch(id, head: 1, epoch: epoch, count: 0)
            batch.inputs = [
                .init(sender: "anna", messageID: "m", body: "{}", result: "1"),
                .init(sender: "anna", messageID: "m", body: "{}", result: "2"),
            ]
            try await store.append(batch)
            batch.inputs = [.init(sender: "anna", messageID: "m", body: "{}", result: "3")]
            try await store.append(batch)
            #expect(try await store.input("m", from: "anna", to: id) == .handled(result: "1"))
        },
        StoreCheck("a batch that is refused leaves its inputs unanswered") { store async throws in
            let (id, epoch) = try await makeLeasedDemand(store)
            let input = PendingInput(demandID: id, sender: "anna", messageID: "m", body: "{}")
            #expect(try await store.put(input: input) == .new)
            var batch = makeBatch(id, head: 7, epoch: epoch)
            batch.inputs = [.init(sender: "anna", messageID: "m", body: "{}", result: "1")]
            #expect(await refusal { try await store.append(batch) } == .conflict)
            #expect(try await store.input("m", from: "anna", to: id) == .pending)
        },
        StoreCheck("inputs wait in order of arrival, each at its own demand") { store async throws in
            let (id, _) = try await makeLeasedDemand(store)
            let (other, _) = try await makeLeasedDemand(store)
            var inputs: [PendingInput] = []
            for number in [3, 1, 2] {
                let input = PendingInput(demandID: id, sender: "anna", messageID: "m\(number)", body: "{}")
                #expect(try await store.put(input: input) == .new)
                inputs.append(input)
                // Two of the same millisecond have no order.
                let stored = try await store.now()
                while try await store.now() == stored {}
            }
            let foreign = PendingInput(demandID: other, sender: "anna", messageID: "m1", body: "{}")
            #expect(try await store.put(input: foreign) == .new)
            #expect(try await store.pendingInputs(of: [id], limit: 9) == inputs)
            #expect(try await store.pendingInputs(of: [id], limit: 2) == Array(inputs.prefix(2)))
            #expect(Set(try await store.pendingInputs(of: [id, other], limit: 9)) == Set(inputs + [foreign]))
            #expect(try await store.pendingInputs(of: [], limit: 9).isEmpty)
            let lost = PendingInput(demandID: makeDemandID(), sender: "anna", messageID: "m", body: "{}")
            #expect(try await store.put(input: lost) == .unknownDemand)
        },
        StoreCheck("of twenty calls with one message id, one is new") { store async throws in
            let (id, _) = try await makeLeasedDemand(store)
            let input = PendingInput(demandID: id, sender: "anna", messageID: "m", body: "{}")
            let receipts = try await withThrowingTaskGroup(of: InputReceipt.self) { group in
                for _ in 0..<20 { group.addTask { try await store.put(input: input) } }
                return try await group.reduce(into: [:]) { $0[$1, default: 0] += 1 }
            }
            #expect(receipts == [.new: 1, .pending: 19])
        },
        StoreCheck("open questions of a demand and of a member, page by page") { store async throws in
            let (id, epoch) = try await makeLeasedDemand(store)
            let (second, secondEpoch) = try await makeLeasedDemand(store)
            let (over, overEpoch) = try await makeLeasedDemand(store)
            var batch = makeBatch(id, head: 1, epoch: epoch)
            batch.messagesOpened = [question("c", due: 20), question("b", due: 20), question("a", due: 10, to: "bert")]
            batch.messagesOpened.append(question("d", due: 5))
            batch.messagesClosed = ["d": 2]
            try await store.append(batch)
            batch = makeBatch(second, head: 1, epoch: secondEpoch)
            batch.messagesOpened = [question("e", due: 15)]
            try await store.append(batch)
            batch = makeBatch(over, head: 1, epoch: overEpoch)
            batch.messagesOpened = [question("f", due: 1)]
            batch.status = .cancelled
            try await store.append(batch)
            #expect(try await store.openMessages(of: id).map(\.message.messageID) == ["a", "b", "c"])
            #expect(try await store.openMessages(of: id).first?.message == question("a", due: 10, to: "bert"))
            #expect(try await store.openMessages(of: makeDemandID()).isEmpty)
            var paged: [OpenMessage] = []
            repeat {
                let page = try await store.openMessages(to: "anna", after: paged.last?.cursor, limit: 1)
                paged += page
                if page.isEmpty { break }
            } while paged.count < 9
            #expect(paged.map(\.message.messageID) == ["e", "b", "c"])
            #expect(paged.map(\.demandID) == [second, id, id])
            batch = makeBatch(id, head: 2, epoch: epoch)
            batch.messagesClosed = ["b": 3]
            try await store.append(batch)
            let rest = try await store.openMessages(to: "anna", after: nil, limit: 9)
            #expect(rest.map(\.message.messageID) == ["e", "c"])
        },
        StoreCheck("the first result of a decision counts") { store async throws in
            let (id, _) = try await makeLeasedDemand(store)
            let key = StepKey(demandID: id, channel: "c", decision: "vote", key: "round 1")
            #expect(try await store.step(key) == nil)
            #expect(try await store.put(step: key, body: "first") == "first")
            #expect(try await store.put(step: key, body: "second") == "first")
            #expect(try await store.step(key) == "first")
            var other = key
            other.key = "round 2"
            #expect(try await store.step(other) == nil)
            other.demandID = makeDemandID()
            #expect(await refusal { _ = try await store.put(step: other, body: "x") } == .conflict)
        },
    ]
}

private func question(_ id: String, due: Int64, to agentID: String = "anna") -> AppendBatch.MessageRow {
    .init(
        messageID: id, channel: "c", agentID: agentID, kind: "invitation", round: 1, version: 2,
        due: Timestamp(milliseconds: due))
}
