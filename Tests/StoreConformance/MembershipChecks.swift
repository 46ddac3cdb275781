import Engine
import Testing

/// Members who act themselves: registration, tokens, and where they were asked.
var membershipChecks: [StoreCheck] {
    [
        StoreCheck("a member comes with their first token, and no id is given twice") { store async throws in
            let anna = try makeMember("anna")
            let record = MemberRecord(member: anna, version: 1, isActive: true)
            #expect(try await store.insert(member: anna, token: token(1)) == record)
            #expect(try await store.member("anna", version: nil) == record)
            #expect(try await store.token(hash: hash(1)) == token(1))
            #expect(try await store.insert(member: anna, token: token(2)) == nil)
            #expect(try await store.token(hash: hash(2)) == nil, "nothing is written for an id that is taken")
            #expect(try await store.deactivate(member: "anna"))
            #expect(try await store.insert(member: anna, token: token(3)) == nil, "nor is one that was in use")
            #expect(try await store.token(hash: hash(3)) == nil)
        },
        StoreCheck("a token that exists stops a registration as a whole") { store async throws in
            let (anna, bert) = (try makeMember("anna"), try makeMember("bert"))
            _ = try await store.insert(member: anna, token: token(1))
            let conflict = await refusal { _ = try await store.insert(member: bert, token: token(1, "bert")) }
            #expect(conflict == .conflict)
            #expect(try await store.member("bert", version: nil) == nil)
            #expect(try await store.token(hash: hash(1))?.subject == "anna")
        },
        StoreCheck("of twenty registrations of one id at once, exactly one wins, with its own token") {
            store async throws in
            let winners = try await withThrowingTaskGroup(of: UInt8?.self) { group in
                for number in UInt8(1)...20 {
                    let member = try makeMember("anna", summary: "\(number)")
                    group.addTask {
                        try await store.insert(member: member, token: token(number)) == nil ? nil : number
                    }
                }
                return try await group.reduce(into: [UInt8]()) { winners, number in
                    if let number { winners.append(number) }
                }
            }
            #expect(winners.count == 1)
            let winner = try #require(winners.first)
            #expect(try await store.member("anna", version: nil)?.member.summary == "\(winner)")
            for number in UInt8(1)...20 {
                #expect(try await (store.token(hash: hash(number)) != nil) == (number == winner))
            }
        },
        StoreCheck("an edit counts if it is based on the current version of an active member") { store async throws in
            let (first, second) = (try makeMember("anna"), try makeMember("anna", summary: "bakes and cooks"))
            #expect(try await store.update(member: first, from: 1) == nil, "nobody to edit")
            _ = try await store.insert(member: first, token: token(1))
            #expect(try await store.update(member: second, from: 2) == nil)
            #expect(try await store.update(member: first, from: 1)?.version == 1, "the same profile")
            let changed = MemberRecord(member: second, version: 2, isActive: true)
            #expect(try await store.update(member: second, from: 1) == changed)
            #expect(try await store.update(member: first, from: 1) == nil, "somebody was faster")
            #expect(try await store.member("anna", version: nil) == changed)
            #expect(try await store.member("anna", version: 1)?.member == first)
            #expect(try await store.deactivate(member: "anna"))
            #expect(try await store.update(member: first, from: 2) == nil)
            #expect(try await store.member("anna", version: 3) == nil)
        },
        StoreCheck("of twenty edits of one version at once, exactly one wins") { store async throws in
            _ = try await store.insert(member: makeMember("anna"), token: token(1))
            let versions = try await withThrowingTaskGroup(of: Int?.self) { group in
                for number in 1...20 {
                    let member = try makeMember("anna", summary: "\(number)")
                    group.addTask { try await store.update(member: member, from: 1)?.version }
                }
                return try await group.reduce(into: [Int]()) { versions, version in
                    if let version { versions.append(version) }
                }
            }
            #expect(versions == [2])
            #expect(try await store.member("anna", version: nil)?.version == 2)
        },
        StoreCheck("a new token revokes the member's others, and those alone") { store async throws in
            _ = try await store.insert(member: makeMember("anna"), token: token(1))
            _ = try await store.insert(member: makeMember("bert"), token: token(2, "bert"))
            let other = TokenRow(hash: hash(3), kind: "other", subject: "anna", createdAt: moment)
            try await store.put(token: other)
            let later = Timestamp(milliseconds: 9_000)
            var new = token(4)
            new.createdAt = later
            try await store.replaceTokens(by: new)
            #expect(try await store.token(hash: hash(1))?.revokedAt == later)
            #expect(try await store.token(hash: hash(4)) == new)
            #expect(try await store.token(hash: hash(2))?.revokedAt == nil)
            #expect(try await store.token(hash: hash(3)) == other)
            #expect(await refusal { try await store.replaceTokens(by: token(1)) } == .conflict)
            #expect(try await store.token(hash: hash(4))?.revokedAt == nil, "nothing was revoked for it")
        },
        StoreCheck("of ten new tokens at once, one is left") { store async throws in
            _ = try await store.insert(member: makeMember("anna"), token: token(99))
            try await withThrowingTaskGroup(of: Void.self) { group in
                for number in UInt8(1)...10 { group.addTask { try await store.replaceTokens(by: token(number)) } }
                try await group.waitForAll()
            }
            var valid = 0
            for number in [99] + Array(UInt8(1)...10) where try await store.token(hash: hash(number))?.revokedAt == nil
            {
                valid += 1
            }
            #expect(valid == 1)
        },
        StoreCheck("a member who leaves has no token any more") { store async throws in
            _ = try await store.insert(member: makeMember("anna"), token: token(1))
            #expect(try await store.deactivate(member: "anna"))
            #expect(try await store.token(hash: hash(1))?.revokedAt != nil)
        },
        StoreCheck("a member's negotiations are listed newest demand first, each channel once, page by page") {
            store async throws in
            let (old, oldEpoch) = try await makeLeasedDemand(store)
            let (new, newEpoch) = try await makeLeasedDemand(store)
            let (over, overEpoch) = try await makeLeasedDemand(store)
            let child = ChannelID(old, child: 1)
            var batch = makeBatch(old, head: 1, epoch: oldEpoch)
            batch.messagesOpened = [asked("1", ChannelID(old)), asked("2", ChannelID(old)), asked("3", child)]
            batch.messagesOpened.append(asked("4", ChannelID(old), "bert"))
            try await store.append(batch)
            batch = makeBatch(new, head: 1, epoch: newEpoch)
            batch.messagesOpened = [asked("5", ChannelID(new), "bert")]
            try await store.append(batch)
            batch = makeBatch(over, head: 1, epoch: overEpoch)
            batch.messagesOpened = [asked("6", ChannelID(over))]
            batch.messagesClosed = ["6": 2]
            batch.status = .cancelled
            try await store.append(batch)

            let all = try await store.conversations(of: "anna", after: nil, limit: 9)
            #expect(all.map(\.channel) == [ChannelID(over), child, ChannelID(old)])
            #expect(all.map(\.demandID) == [over, old, old])
            var paged: [Conversation] = []
            while paged.count < 9 {
                let page = try await store.conversations(of: "anna", after: paged.last?.cursor, limit: 1)
                guard !page.isEmpty else { break }
                paged += page
            }
            #expect(paged == all)
            #expect(try await store.conversations(of: "bert", after: nil, limit: 9).map(\.demandID) == [new, old])
            #expect(try await store.conversations(of: "carl", after: nil, limit: 9).isEmpty)
            #expect(try await store.conversations(of: "anna", after: nil, limit: 0).isEmpty)
        },
        StoreCheck("who was ever asked in a demand") { store async throws in
            let (id, epoch) = try await makeLeasedDemand(store)
            let (quiet, _) = try await makeLeasedDemand(store)
            var batch = makeBatch(id, head: 1, epoch: epoch)
            batch.messagesOpened = [
                asked("1", ChannelID(id)), asked("2", ChannelID(id, child: 1)), asked("3", ChannelID(id), "bert"),
            ]
            batch.messagesClosed = ["3": 2]
            try await store.append(batch)
            #expect(try await store.askedMembers(in: [id, quiet, makeDemandID()]) == [id: ["anna", "bert"]])
            #expect(try await store.askedMembers(in: []).isEmpty)
        },
    ]
}

private let moment = Timestamp(milliseconds: 5_000)

private func hash(_ number: UInt8) -> [UInt8] { Array(repeating: number, count: 32) }

private func token(_ number: UInt8, _ subject: String = "anna") -> TokenRow {
    TokenRow(hash: hash(number), kind: TokenRow.memberKind, subject: subject, createdAt: moment)
}

private func asked(_ id: String, _ channel: ChannelID, _ agentID: String = "anna") -> AppendBatch.MessageRow {
    .init(
        messageID: id, channel: channel.rawValue, agentID: agentID, kind: "invitation", round: 1, version: 0,
        due: Timestamp(milliseconds: 10))
}
