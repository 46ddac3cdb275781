import FoundationEssentials
import Glibc
import Synchronization
import Testing

@testable import Engine
@testable import Storage

@Suite("Viewers at another instance", .timeLimit(.minutes(5)))
struct GroupFollowerTests {
    @Test("viewers at both instances see the owner's log, whoever owns it and whenever they come")
    func sameAsLog() async throws {
        let group = try await Group()
        let id = try await group.one.submit().demandID
        var viewers = [try await Viewer(of: id, at: group.one), try await Viewer(of: id, at: group.two)]
        try await group.two.until("demand.broadcast", in: id)
        viewers.append(try await Viewer(of: id, at: group.two))
        try await group.one.offer("a", in: id)
        await group.one.coordinator.stop()
        try await group.two.untilOwner(of: id)
        try await group.two.offer("b", in: id)
        try await group.two.until("proposal.distributed", in: id)
        viewers.append(try await Viewer(of: id, at: group.two))
        for agent in ["a", "b"] { try await group.two.vote(agent, in: id) }
        try await group.two.until("demand.completed", in: id)
        let log = try await group.two.rows(id)
        for viewer in viewers.dropFirst() {
            try await viewer.until(log.count)
            #expect(viewer.rows == log && viewer.faults.isEmpty, "\(viewer.faults)")
        }
        await group.stop()
    }

    @Test("the owner is paused in the middle: viewers at its instance follow the new owner when it wakes up")
    func ownerPaused() async throws {
        let group = try await Group()
        let id = try await group.one.submit().demandID
        let viewer = try await Viewer(of: id, at: group.one)
        try await group.one.until("demand.broadcast", in: id)
        group.one.store.pause()
        group.leasesRunOut()
        try await group.two.untilOwner(of: id)
        for agent in ["a", "b"] { try await group.two.offer(agent, in: id) }
        try await group.two.until("proposal.distributed", in: id)
        group.one.store.resume()
        #expect(await group.one.idle().active == 0)
        for agent in ["a", "b"] { try await group.one.vote(agent, in: id) }
        try await group.two.until("demand.completed", in: id)
        let log = try await group.two.rows(id)
        try await viewer.until(log.count)
        #expect(viewer.rows == log && viewer.faults.isEmpty, "\(viewer.faults)")
        await group.stop()
    }

    @Test("a lost hint about events is made up for by the comparison of heads")
    func lostHint() async throws {
        let group = try await Group(isInTouch: false)
        let id = try await group.one.submit().demandID
        let viewer = try await Viewer(of: id, at: group.two)
        try await group.one.until("demand.broadcast", in: id)
        await group.two.coordinator.compare()
        try await viewer.until(5)
        try await group.one.offer("a", in: id)
        #expect(viewer.rows.count == 5)
        await group.two.coordinator.compare()
        try await viewer.until(6)
        await group.two.coordinator.compare()
        #expect(try await viewer.rows == group.one.rows(id) && viewer.faults.isEmpty)
        await group.stop()
    }

    @Test("what is read about a demand at another instance is what was committed")
    func reading() async throws {
        let group = try await Group()
        let id = try await group.one.negotiating().demandID
        try await group.one.vote("a", in: id)
        #expect(try await group.two.coordinator.state(of: id) == group.one.coordinator.state(of: id))
        #expect(try await group.two.coordinator.summary(of: id)?.head == group.one.rows(id).count)
        #expect(try await group.two.coordinator.events(of: id, after: 0, limit: 500) == group.one.rows(id))
        await group.stop()
    }

    @Test("three instances on one SQLite store: calls, viewers and a drain, with no clock to help")
    func sqlite() async throws {
        var template = Array("/tmp/towow-group-XXXXXX".utf8CString)
        try #require(mkdtemp(&template) != nil)
        let directory = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
        defer { try? FileManager.default.removeItem(atPath: directory) }
        let store = try SQLiteStore(path: directory + "/towow.db")
        try await store.migrate()
        // This store has the host's clock.
        let group = try await Group(
            ["one", "two", "three"], on: store, clock: ManualClock(start: SystemClock().now()))
        let id = try await group.one.submit().demandID
        let viewers = [try await Viewer(of: id, at: group.members[1]), try await Viewer(of: id, at: group.members[2])]
        try await group.two.until("demand.broadcast", in: id)
        #expect(try await group.two.offer("a", in: id) == .accepted)
        await group.one.coordinator.stop()
        #expect(try await group.members[2].offer("b", in: id) == .accepted)
        try await group.two.until("proposal.distributed", in: id)
        #expect(try await group.two.vote("a", in: id) == .accepted)
        // This vote ends the demand, and is no repetition for that.
        #expect(try await group.members[2].vote("b", in: id) == .accepted)
        try await group.two.until("demand.completed", in: id)
        try await group.two.checkLog(id)
        let log = try await group.two.rows(id)
        for viewer in viewers {
            try await viewer.until(log.count)
            #expect(viewer.rows == log && viewer.faults.isEmpty, "\(viewer.faults)")
        }
        await group.stop()
        await store.close()
    }

    // MARK: Members and settings

    @Test("members that another instance adds, changes or deactivates are known here, and leave running channels")
    func members() async throws {
        let group = try await Group()
        let id = try await group.one.submit().demandID
        try await group.one.until("demand.broadcast", in: id)
        var changed = ScriptedDecider.member("x", kind: .auto)
        changed.summary = "works more"
        _ = try await group.base.upsert(members: [ScriptedDecider.member("new", kind: .auto), changed], isActive: true)
        _ = try await group.base.deactivate(member: "b")
        for member in group.members {
            while member.members.current("new") == nil || member.members.current("b") != nil {
                try Task.checkCancellation()
                await Task.yield()
            }
            #expect(member.members.current("x")?.version == 2)
        }
        try await group.two.until("agent.kicked", in: id)
        try await group.one.offer("a", in: id)
        try await group.two.until("proposal.distributed", in: id)
        #expect(try await group.two.types(id).count { $0 == "agent.kicked" } == 1)
        await group.stop()
    }

    @Test("members that are read again come as changes, not as a new directory")
    func refreshIsIncremental() async throws {
        let store = InMemoryStore()
        _ = try await store.upsert(
            members: ["a", "b"].map { ScriptedDecider.member($0, kind: .auto) }, isActive: true)
        let directory = MemberDirectory(store: store)
        try await directory.reload()
        let before = await directory.generation()
        #expect(try await directory.refresh() == [])
        #expect(await directory.changes(since: before)?.members == [])
        _ = try await store.upsert(members: [ScriptedDecider.member("c", kind: .auto)], isActive: true)
        _ = try await store.deactivate(member: "a")
        #expect(try await directory.refresh() == ["a"])
        let changes = try #require(await directory.changes(since: before))
        #expect(Set(changes.members.map(\.member.id)) == ["a", "c"])
        #expect(changes.members.first { $0.member.id == "a" }?.isActive == false)
    }

    @Test("settings that another instance changes are looked at here")
    func settings() async throws {
        let looks = Mutex(0)
        let harness = try await EngineHarness(settingsChanged: { looks.withLock { $0 += 1 } })
        try await harness.coordinator.recover()
        func until(_ count: Int) async throws {
            while looks.withLock({ $0 }) < count {
                try Task.checkCancellation()
                await Task.yield()
            }
        }
        try await until(1)
        try await harness.base.put(settings: ["TOWOW_MAX_ACTIVE": "3"], audit: nil)
        try await until(2)
        await harness.coordinator.stop()
    }
}

@Suite("The hub")
struct EventHubTests {
    private static let id = DemandID(randomBytes: Array(repeating: 4, count: 16))

    private func rows(_ numbers: ClosedRange<Int>) -> [StoredEvent] {
        numbers.map {
            StoredEvent(sequence: $0, type: "towow.x", timestamp: Timestamp(milliseconds: 1), payload: "{}")
        }
    }

    @Test("every event once and in order, from the owner and from the store; what would make a hole waits")
    func order() {
        let hub = EventHub()
        let seen = Mutex<[Int]>([])
        let subscription = hub.subscribe(to: Self.id) { rows in seen.withLock { $0 += rows.map(\.sequence) } }
        hub.begin(Self.id, head: 4)
        #expect(hub.lag(of: Self.id) == 0, "the watcher may have missed what others wrote")
        hub.publish(rows(5...6), of: Self.id)
        #expect(seen.withLock { $0 }.isEmpty)
        #expect(hub.follow(rows(1...4), of: Self.id), "more was left out")
        #expect(!hub.follow(rows(3...6), of: Self.id))
        #expect(hub.lag(of: Self.id) == nil)
        hub.publish(rows(7...8), of: Self.id)
        _ = hub.follow(rows(7...8), of: Self.id)
        hub.end(Self.id)
        #expect(hub.followed == [Self.id: 8])
        _ = hub.follow(rows(8...9), of: Self.id)
        #expect(seen.withLock { $0 } == Array(1...9))
        subscription.cancel()
        #expect(hub.followed.isEmpty)
    }

    @Test("a watcher of a demand that this process owns needs nothing from the store")
    func owned() {
        let hub = EventHub()
        hub.begin(Self.id, head: 1, isNew: true)
        hub.publish(rows(2...3), of: Self.id)
        let seen = Mutex<[Int]>([])
        let subscription = hub.subscribe(to: Self.id) { rows in seen.withLock { $0 += rows.map(\.sequence) } }
        #expect(hub.lag(of: Self.id) == nil)
        hub.publish(rows(4...4), of: Self.id)
        #expect(seen.withLock { $0 } == [4])
        subscription.cancel()
    }

    @Test("many publishers at once: every watcher gets every event once and in order")
    func concurrent() async {
        let hub = EventHub()
        let seen = Mutex<[Int]>([])
        let subscription = hub.subscribe(to: Self.id) { rows in seen.withLock { $0 += rows.map(\.sequence) } }
        hub.begin(Self.id, head: 0, isNew: true)
        await withTaskGroup(of: Void.self) { group in
            for start in 0..<8 {
                group.addTask {
                    for number in 1...500 {
                        // Each reads on from its own place; all overlap.
                        _ = hub.follow(rows(max(1, number - start)...number), of: Self.id)
                        await Task.yield()
                    }
                }
            }
        }
        #expect(seen.withLock { $0 } == Array(1...500))
        subscription.cancel()
    }
}
