import Testing

@testable import Engine
@testable import OpenAgents
@testable import Storage

@Suite("What an OpenAgents network says and who is in it")
struct NetworkTests {
    @Test(
        "refusals are told apart by their words, which are not kept",
        arguments: [
            (500, "Registration failed: Invalid credentials for group 'towow'", NetworkFailure.credentials),
            (500, "Registration failed: Password authentication required for network registration", .credentials),
            (200, "Authentication failed: Invalid or missing secret", .secretInvalid),
            (200, "Agent not registered", .notRegistered), (500, "Request Entity Too Large", .refused(status: 500)),
            (500, "1 validation error for Event", .refused(status: 500)),
            (400, "agent_id is required", .refused(status: 400)),
            (500, "'user' is not a valid NetworkRole", .refused(status: 500)),
            (500, "something else", .troubled(status: 500)), (200, "", .troubled(status: 200)),
        ])
    func failures(status: Int, message: String, expected: NetworkFailure) {
        #expect(NetworkFailure.of(status: status, message: message) == expected)
    }

    @Test("waits double from one to thirty seconds, each shortened by up to a half")
    func backoff() {
        var longest = Backoff()
        #expect((0..<7).map { _ in longest.next(random: 0) } == [1_000, 2_000, 4_000, 8_000, 16_000, 30_000, 30_000])
        var shortest = Backoff()
        #expect((0..<3).map { _ in shortest.next(random: 0.999999) } == [501, 1_001, 2_001])
        longest.reset()
        #expect(longest.next(random: 0) == 1_000)
    }

    // MARK: Who is there

    private func health(_ agents: [String: (lastSeen: Double, group: String)]) throws -> NetworkHealth {
        let texts = agents.map { #""\#($0)":{"last_seen":\#($1.lastSeen),"group":"\#($1.group)"}"# }
        let text = #"{"network_uuid":"u","network_name":"n","agents":{\#(texts.joined(separator: ","))}}"#
        return try #require(JSONFields(Array(text.utf8)[...]).flatMap(NetworkHealth.init))
    }

    private func listed(_ agents: [(String, String)]) -> [ArraySlice<UInt8>] {
        agents.map { Array(#"{"agent_id":"\#($0)","metadata":\#($1)}"#.utf8)[...] }
    }

    @Test("who was heard of in the last 15 seconds is there, by the network's clock whatever ours says")
    func online() throws {
        let health = try health(["we": (1_000, "g"), "bob": (985, "g"), "eve": (984.9, "g")])
        let now = health.now(by: "we")
        #expect(now == 1_000 && health.now(by: "nobody") == 1_000)
        #expect(health.isOnline("bob", now: now) && !health.isOnline("eve", now: now))
        #expect(!health.isOnline("nobody", now: now))
    }

    private static let metadata = #"{"kind":"towow.participant","protocol":1,"profile":{"display_name":"Bob"}}"#

    @Test("who says so is a candidate, with a profile or the reason why not")
    func discovery() throws {
        let health = try health(["bob": (9, "towow"), "eve": (9, "guest"), "Al": (9, "towow")])
        var discovery = Discovery()
        let agents = discovery.read(
            listed([
                ("bob", Self.metadata), ("eve", Self.metadata), ("Al", Self.metadata), ("x", #"{"kind":"other"}"#),
                ("y", "null"), ("new", #"{"kind":"towow.participant","protocol":2,"profile":{}}"#),
            ]) + [Array("{".utf8)[...]], health: health, group: "towow", now: 10)
        let found = agents.map { agent in
            switch agent.profile {
            case .success(let member): "\(agent.agentID) \(member.id) \(member.displayName)"
            case .failure(let refusal): "\(agent.agentID) \(refusal.code)"
            }
        }
        #expect(found == ["Al bad_id", "bob oa_bob Bob", "eve wrong_group"])
        #expect(agents.allSatisfy { $0.isOnline && $0.isNew })
        var open = Discovery()
        let faults = open.read(
            listed([
                ("a", #"{"kind":"towow.participant"}"#), ("b", #"{"kind":"towow.participant","protocol":2}"#),
                ("c", #"{"kind":"towow.participant","profile":{"price":5}}"#),
                ("d", #"{"kind":"towow.participant","name":"D","profile":{}}"#),
                ("e", #"{"kind":"towow.participant","protocol":"1","profile":"{\"display_name\":\"E\"}"}"#),
                ("f", #"{"kind":"towow.participant","protocol":"x","profile":"{}"}"#),
                ("g", #"{"kind":"towow.participant","profile":"not JSON"}"#),
            ]), health: health, group: nil, now: 10
        ).map { agent in
            switch agent.profile {
            case .success(let member): member.displayName
            case .failure(let refusal): refusal.text
            }
        }
        #expect(
            faults == [
                "its metadata have no profile", "its metadata name another protocol than 1",
                "its profile is wrong: price: not an object", "D", "E",
                "its metadata name another protocol than 1", "its profile is wrong: not a JSON value",
            ])
    }

    @Test("who registers between the two answers that a look consists of is judged at the next look")
    func between() throws {
        var discovery = Discovery()
        func look(_ agents: [String: (Double, String)], at now: Double, connected: Double) throws -> [Discovery.Agent] {
            let metadata = Self.metadata.dropLast() + ",\"_connect_time\":\(connected)}"
            return discovery.read(
                listed([("bob", String(metadata))]), health: try health(agents), group: "towow", now: now)
        }
        #expect(try look([:], at: 10, connected: 9).isEmpty)
        let found = try look(["bob": (14, "towow")], at: 15, connected: 9)
        #expect(try found.map { try $0.profile.get().displayName } == ["Bob"] && found[0].isNew)
        #expect(found[0].registeredAt == 9)
        // Gone and back meanwhile: known as it was.
        #expect(try look([:], at: 20, connected: 19.5).isEmpty)
        let again = try look(["bob": (24, "towow")], at: 25, connected: 19.5)
        #expect(again.map(\.isNew) == [false] && again[0].registeredAt == 19.5)
    }

    @Test("a profile is read again only when it changes, and not every few seconds")
    func pace() throws {
        let health = try health([:])
        var discovery = Discovery()
        func name(_ name: String, at now: Double) throws -> (String, Bool) {
            let text = Self.metadata.replacing("Bob", with: name)
            let agent = try #require(
                discovery.read(listed([("bob", text)]), health: health, group: nil, now: now).first)
            return (try agent.profile.get().displayName, agent.isNew)
        }
        #expect(try name("Bob", at: 0) == ("Bob", true))
        #expect(try name("Bob", at: 100) == ("Bob", false))
        #expect(try name("Rob", at: 101) == ("Rob", true))
        #expect(try name("Tob", at: 102) == ("Rob", false))
        #expect(try name("Tob", at: 162) == ("Tob", true))
    }

    // MARK: Who we are

    private func identity(_ store: any Store, _ name: String, configured: String? = nil, isAlone: Bool = false)
        -> AgentIdentity
    {
        AgentIdentity(
            store: store, ids: SystemIDSource(), instanceID: name, configured: configured, isAlone: isAlone)
    }

    @Test("each instance has an id of its own, and the next process goes on with that of one that is gone")
    func identities() async throws {
        let clock = SteppedClock()
        let store = InMemoryStore(clock: clock)
        try await store.migrate()
        let one = try #require(await identity(store, "one").claim())
        let two = try #require(await identity(store, "two").claim())
        #expect(one.agentID != two.agentID && one.agentID.hasPrefix("towow-"))
        clock.advance(milliseconds: 20_000)
        #expect(try await identity(store, "two").renew(two) != nil)
        clock.advance(milliseconds: 20_000)
        let three = try #require(await identity(store, "three").claim())
        #expect(three.agentID == one.agentID)
        #expect(try await identity(store, "one").renew(one) == nil)
        await identity(store, "three").release(three)
        #expect(try await identity(store, "four").claim()?.agentID == one.agentID)
        #expect(try await identity(store, "five", isAlone: true).claim()?.agentID.hasPrefix("towow-") == true)
    }

    @Test("an id that the operator chose is used by one instance alone; others add a number")
    func configured() async throws {
        let clock = SteppedClock()
        let store = InMemoryStore(clock: clock)
        try await store.migrate()
        #expect(try await identity(store, "one", configured: "we").claim()?.agentID == "we")
        #expect(try await identity(store, "two", configured: "we").claim()?.agentID == "we-2")
        #expect(try await identity(store, "three", configured: "we").claim()?.agentID == "we-3")
        #expect(try await identity(store, "four", configured: "we", isAlone: true).claim()?.agentID == "we")
        clock.advance(milliseconds: 31_000)
        #expect(try await identity(store, "five", configured: "we").claim()?.agentID == "we")
        #expect(try await identity(store, "six", configured: "us").claim()?.agentID == "us")
    }

    @Test("the hash of a password is what networks compare")
    func hash() {
        #expect(
            BridgeSettings.hash(of: "towow-test") == "c1763043f41c4a3a6ce7d2f8430768da2d8bfe5ecfc9c146cbb28b5452250fa8")
    }
}
