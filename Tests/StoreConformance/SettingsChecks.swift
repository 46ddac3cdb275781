import Engine
import Testing

var settingsChecks: [StoreCheck] {
    [
        StoreCheck("settings are put together, replaced, and removed by nil") { store async throws in
            #expect(try await store.settings().isEmpty)
            let audit = AuditEntry(at: Timestamp(milliseconds: 1), actor: "admin", action: "settings", detail: "{}")
            try await store.put(settings: ["a": "1", "b": "二"], audit: audit)
            #expect(try await store.settings() == ["a": "1", "b": "二"])
            try await store.put(settings: ["a": nil, "b": "2", "c": "", "d": nil], audit: audit)
            #expect(try await store.settings() == ["b": "2", "c": ""])
            try await store.put(settings: [:], audit: nil)
            #expect(try await store.settings() == ["b": "2", "c": ""])
        },
        StoreCheck("a setting is replaced only while it is what the caller thinks it is") { store async throws in
            #expect(try await store.replace(setting: "a", from: "0", by: "1") == false)
            #expect(try await store.settings().isEmpty)
            #expect(try await store.replace(setting: "a", from: nil, by: "1"))
            #expect(try await store.replace(setting: "a", from: nil, by: "2") == false)
            #expect(try await store.replace(setting: "a", from: "2", by: "3") == false)
            #expect(try await store.settings() == ["a": "1"])
            #expect(try await store.replace(setting: "a", from: "1", by: "2"))
            #expect(try await store.settings() == ["a": "2"])
            let winners = try await withThrowingTaskGroup(of: Bool.self) { group in
                for number in 0..<8 {
                    group.addTask { try await store.replace(setting: "a", from: "2", by: "x\(number)") }
                }
                return try await group.reduce(0) { $0 + ($1 ? 1 : 0) }
            }
            #expect(winners == 1)
        },
        StoreCheck("with a setting that is replaced others are written, and nothing when it is not") {
            store async throws in
            let entry = AuditEntry(at: Timestamp(milliseconds: 1), actor: "admin", action: "a", detail: "b")
            func replace(_ old: String?, _ new: String, _ others: [String: String?]) async throws -> Bool {
                try await store.replace(setting: "key", from: old, by: new, with: others, audit: entry)
            }
            #expect(try await replace(nil, "1", ["a": "1", "b": "1"]))
            #expect(try await store.settings() == ["key": "1", "a": "1", "b": "1"])
            #expect(try await replace(nil, "2", ["a": "2"]) == false)
            #expect(try await replace("2", "3", ["a": "3", "b": nil]) == false)
            #expect(try await store.settings() == ["key": "1", "a": "1", "b": "1"])
            #expect(try await store.audit(before: nil, limit: 9).count == 1)
            #expect(try await replace("1", "2", ["a": nil, "c": "2"]))
            #expect(try await store.settings() == ["key": "2", "b": "1", "c": "2"])
            #expect(try await store.audit(before: nil, limit: 9).count == 2)
            let winners = try await withThrowingTaskGroup(of: Int.self) { group in
                for number in 0..<8 {
                    group.addTask {
                        let isChanged = try await store.replace(
                            setting: "key", from: "2", by: "x\(number)", with: ["n\(number)": "1"], audit: entry)
                        return isChanged ? 1 : 0
                    }
                }
                return try await group.reduce(0, +)
            }
            #expect(winners == 1)
            #expect(try await store.settings().keys.filter { $0.hasPrefix("n") }.count == 1)
            #expect(try await store.audit(before: nil, limit: 9).count == 3)
        },
        StoreCheck("migrating again changes nothing") { store async throws in
            try await store.put(settings: ["a": "1"], audit: nil)
            try await store.migrate()
            #expect(try await store.settings() == ["a": "1"])
        },
        StoreCheck("after closing, every call says that the store is gone") { store async throws in
            try await store.ping()
            let (id, epoch) = try await makeLeasedDemand(store)
            let member = try makeMember("anna")
            await store.close()
            await store.close()
            let calls: [@Sendable () async throws -> Void] = [
                { try await store.ping() },
                { try await store.migrate() },
                { _ = try await store.create(makeDemand(makeDemandID())) },
                { _ = try await store.demand(id) },
                { _ = try await store.lease(id, owner: "me", durationMilliseconds: 1) },
                { _ = try await store.unfinishedDemands(after: nil, limit: 1) },
                { try await store.append(makeBatch(id, head: 1, epoch: epoch)) },
                { _ = try await store.events(of: id, after: 0, limit: 1) },
                { _ = try await store.statistics() },
                { _ = try await store.upsert(members: [member], isActive: true) },
                { _ = try await store.deactivate(member: "anna") },
                { _ = try await store.members(after: nil, limit: 1, includeInactive: true) },
                { _ = try await store.member("anna", version: nil) },
                { _ = try await store.settings() },
                { try await store.put(settings: ["a": "1"], audit: nil) },
                { _ = try await store.replace(setting: "a", from: nil, by: "1") },
                { _ = try await store.now() },
                { _ = try await store.heads(of: [id]) },
                { _ = try await store.renew([id: epoch], owner: "me", durationMilliseconds: 1) },
                { try await store.release([id: epoch]) },
                { _ = try await store.abandonedDemands(logFormat: 1, limit: 1) },
                { _ = try await store.pendingInputs(of: [id], limit: 1) },
                { _ = try await store.openMessages(of: id) },
                { _ = try await store.deleteFinished(completedBefore: Timestamp(milliseconds: 1), limit: 1) },
                { _ = try await store.audit(before: nil, limit: 1) },
                { _ = try await store.demands(before: nil, statuses: nil, limit: 1, window: 1) },
                { _ = try await store.demandCounts() },
                { _ = try await store.members(["anna"]) },
                { _ = try await store.activate(member: "anna") },
            ]
            for call in calls {
                #expect(await refusal { try await call() } == .unavailable)
            }
        },
    ]
}
