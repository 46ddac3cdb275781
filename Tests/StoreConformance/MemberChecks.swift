import Engine
import Testing

var memberChecks: [StoreCheck] {
    [
        StoreCheck("an unchanged profile keeps its version, a changed one gets the next and the old one stays") {
            store in
            let first = try makeMember("anna")
            let second = try makeMember("anna", summary: "bakes and cooks")
            #expect(try await store.upsert(members: [first], isActive: true) == [record(first, 1)])
            #expect(try await store.upsert(members: [first], isActive: true) == [record(first, 1)])
            #expect(try await store.upsert(members: [second], isActive: true) == [record(second, 2)])
            #expect(try await store.member("anna", version: nil) == record(second, 2))
            #expect(try await store.member("anna", version: 1) == record(first, 1))
            #expect(try await store.member("anna", version: 3) == nil)
            #expect(try await store.member("bert", version: nil) == nil)
            #expect(try await store.upsert(members: [first], isActive: true) == [record(first, 3)])
            #expect(try await store.statistics().members == 1)
        },
        StoreCheck("members are listed by id, page by page, with their current version") { store async throws in
            let members = try ["c", "a", "d", "b"].map { try makeMember($0) }
            _ = try await store.upsert(members: members, isActive: true)
            let changed = try makeMember("b", summary: "new")
            _ = try await store.upsert(members: [changed], isActive: true)
            let first = try await store.members(after: nil, limit: 2, includeInactive: false)
            #expect(first.map(\.member.id) == ["a", "b"] && first.map(\.version) == [1, 2])
            #expect(
                try await store.members(after: "b", limit: 9, includeInactive: false).map(\.member.id) == ["c", "d"])
            #expect(try await store.members(after: "d", limit: 9, includeInactive: false).isEmpty)
        },
        StoreCheck("a member who left is listed only on request and may come back") { store async throws in
            let member = try makeMember("anna")
            _ = try await store.upsert(members: [member], isActive: true)
            #expect(try await store.deactivate(member: "anna"))
            #expect(try await store.deactivate(member: "anna") == false)
            #expect(try await store.deactivate(member: "nobody") == false)
            #expect(try await store.members(after: nil, limit: 9, includeInactive: false).isEmpty)
            #expect(try await store.members(after: nil, limit: 9, includeInactive: true).map(\.isActive) == [false])
            #expect(try await store.member("anna", version: 1)?.isActive == false)
            #expect(try await store.upsert(members: [member], isActive: true) == [record(member, 1)])
            #expect(try await store.members(after: nil, limit: 9, includeInactive: false).count == 1)
        },
        StoreCheck("of two profiles with one id in a call, the later one is current") { store async throws in
            let (old, new) = (try makeMember("anna"), try makeMember("anna", summary: "new"))
            #expect(try await store.upsert(members: [old, new], isActive: false).map(\.version) == [1, 2])
            #expect(try await store.member("anna", version: nil)?.member == new)
            #expect(try await store.member("anna", version: nil)?.isActive == false)
        },
    ]
}

private func record(_ member: Member, _ version: Int) -> MemberRecord {
    MemberRecord(member: member, version: version, isActive: true)
}
