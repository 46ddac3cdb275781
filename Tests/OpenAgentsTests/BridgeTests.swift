import HTTPClient
import Logging
import MetricsTesting
import Synchronization
import Testing

@testable import Engine
@testable import OpenAgents
@testable import Storage

@Suite("The bridge to an OpenAgents network", .timeLimit(.minutes(3)))
struct BridgeTests {
    /// A bridge at work, its network and its engine.
    private struct Bench {
        let clock = SteppedClock()
        let network: FakeNetwork
        let engine = FakeEngine()
        let presence = MemberPresence()
        let counts = Counts()
        let bridge: OpenAgentsBridge

        init(_ change: (inout BridgeSettings) -> Void = { _ in }) async throws {
            network = FakeNetwork(clock: clock)
            let store = InMemoryStore()
            try await store.migrate()
            var settings = BridgeSettings(
                host: "net", httpPort: 8700, admission: .all, isAlone: true, instanceID: "one")
            change(&settings)
            var logger = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
            logger.logLevel = .critical
            bridge = OpenAgentsBridge(
                settings: settings, client: NetworkClient(base: "http://net:8700", transport: network), store: store,
                presence: presence, clock: clock, ids: SystemIDSource(), metrics: counts, logger: logger)
        }

        /// Runs the bridge while `body` runs.
        func whileRunning(_ body: () async throws -> Void) async throws {
            let bridge = bridge
            let engine = engine
            let running = Task { await bridge.run(for: engine) }
            do { try await body() } catch {
                running.cancel()
                await running.value
                throw error
            }
            running.cancel()
            await running.value
        }

        var isBobThere: Bool? {
            (try? Member(remote: Array(FakeNetwork.profile.utf8), id: "oa_bob", name: nil)).flatMap(presence.isOnline)
        }

        func isConnected() async -> Bool { await bridge.health().state == .connected }
        func agentID() async throws -> String { try #require(await bridge.health().agentID) }

        func ask(_ messages: [AgentMessage]) async throws -> [Handover] {
            engine.open(messages.map(\.question))
            let bridge = bridge
            let isSent = Mutex(false)
            async let handovers = {
                defer { isSent.withLock { $0 = true } }
                return await OpenAgentsLink(bridge).send(messages, answersTo: Nobody())
            }()
            try await clock.until { isSent.withLock { $0 } }
            return await handovers
        }

        func count(_ type: String, _ outcome: String) -> Int64 {
            counts.value("openagents_messages_total,type=\(type),outcome=\(outcome)") ?? 0
        }
    }

    private struct Nobody: AnswerReceiver {
        func post(_ messages: [MemberMessage]) async {}
    }

    @Test("a question goes out, its answer comes in, and is asked no more")
    func roundTrip() async throws {
        let bench = try await Bench()
        bench.network.join("bob")
        bench.network.stay("bob")
        try await bench.whileRunning {
            try await bench.clock.until { await bench.isConnected() }
            let message = invitation("bob")
            #expect(try await bench.ask([message]) == [.handedOver])
            try await bench.clock.until { bench.network.events(.demandOffer).count == 1 }
            let event = bench.network.events(.demandOffer)[0]
            #expect(event.target == "bob" && event.text("message_id") == message.question.messageID)
            #expect(
                event.text("channel_id") == message.question.channel.rawValue && event.text("type") == "demand_offer")
            #expect(event.text("agent_id") == "bob" && event.text("member_id") == "oa_bob")
            let us = try await bench.agentID()
            bench.network.say("towow.msg.offer_response", from: "bob", to: us, reply(to: message.question))
            try await bench.clock.until { bench.engine.taken.count == 1 }
            #expect(bench.engine.taken[0].agentID == "oa_bob" && bench.engine.taken[0].message.call == .offers)
            // The engine has it first, then the bridge hears that it was taken.
            try await bench.clock.until { bench.counts.value("openagents_round_trip_seconds") == 1 }
            #expect(await bench.bridge.health().openQuestions == 0)
            #expect(bench.count("offer_response", "accepted") == 1 && bench.count("demand_offer", "sent") == 1)
        }
    }

    @Test("our secret is another one after every batch of sends")
    func secret() async throws {
        let bench = try await Bench()
        bench.network.join("bob")
        bench.network.stay("bob")
        try await bench.whileRunning {
            try await bench.clock.until { await bench.isConnected() && bench.isBobThere == true }
            let us = try await bench.agentID()
            let before = bench.network.secret(of: us)
            _ = try await bench.ask([invitation("bob", number: 1), invitation("bob", number: 2)])
            try await bench.clock.until {
                bench.network.events(.demandOffer).count == 2 && bench.network.registrations.count >= 2
            }
            #expect(bench.network.secret(of: us) != before)
            #expect(bench.network.registrations.allSatisfy { $0.id == us })
        }
    }

    @Test(
        "a question without an answer is sent again after 15, 45 and 90 seconds, by the same message id under fresh event ids"
    )
    func again() async throws {
        let bench = try await Bench()
        bench.network.join("bob")
        bench.network.stay("bob")
        try await bench.whileRunning {
            _ = try await bench.ask([invitation("bob")])
            try await bench.clock.until { bench.network.events(.demandOffer).count == 4 }
            let events = bench.network.events(.demandOffer)
            #expect(Set(events.map(\.id)).count == 4 && Set(events.map { $0.text("message_id") }).count == 1)
            for (event, seconds) in zip(events, [0, 15, 45, 90]) {
                let late = (event.at - events[0].at) - Int64(seconds) * 1_000
                #expect((0..<8_000).contains(late), "\(seconds): \(late)")
            }
            bench.engine.close()
            try await bench.clock.until { await bench.bridge.health().openQuestions == 0 }
        }
    }

    @Test("who is away is asked when they come, and a reminder to them is unreachable")
    func away() async throws {
        let bench = try await Bench()
        try await bench.whileRunning {
            try await bench.clock.until { await bench.isConnected() }
            let start = bench.clock.now()
            #expect(try await bench.ask([invitation("bob")]) == [.handedOver])
            try await bench.clock.until { bench.clock.now() - start > 20_000 }
            #expect(bench.network.events.isEmpty)
            #expect(try await bench.ask([invitation("bob", number: 2, isReminder: true)]) == [.unreachable])
            bench.network.join("bob")
            bench.network.stay("bob")
            try await bench.clock.until { !bench.network.events(.demandOffer).isEmpty }
            #expect(bench.isBobThere == true)
            bench.network.leave("bob")
            try await bench.clock.until { bench.isBobThere == false }
        }
    }

    @Test("a restarted network, a stolen id and a lost mail each lead to the same questions once more")
    func losses() async throws {
        let bench = try await Bench()
        bench.network.join("bob")
        bench.network.stay("bob")
        func offers() -> Int { bench.network.events(.demandOffer).count }
        func reconnects(_ reason: String) -> Int64 {
            bench.counts.value("openagents_reconnects_total,reason=\(reason)") ?? 0
        }
        try await bench.whileRunning {
            _ = try await bench.ask([invitation("bob")])
            // After a batch we register again, which would end a theft unseen.
            try await bench.clock.until { offers() == 1 && bench.network.registrations.count == 2 }
            let us = try await bench.agentID()
            bench.network.steal(us)
            try await bench.clock.until { reconnects("id_taken") == 1 && offers() >= 2 }
            var known = offers()
            bench.network.losePolls(1)
            try await bench.clock.until { reconnects("connection_lost") == 1 && offers() > known }
            known = offers()
            bench.network.restart()
            bench.network.join("bob")
            bench.network.stay("bob")
            try await bench.clock.until { reconnects("network_restarted") == 1 && offers() > known }
            #expect(Set(bench.network.events(.demandOffer).map { $0.text("message_id") }).count == 1)
            #expect(Set(bench.network.events(.demandOffer).map(\.id)).count == offers())
        }
    }

    @Test("without a network everything waits; when it comes, so does the question")
    func absent() async throws {
        let bench = try await Bench()
        bench.network.fail(with: .connection("refused"))
        try await bench.whileRunning {
            try await bench.clock.until { await bench.bridge.health().state == .unreachable }
            #expect(await bench.bridge.health().reason == "unreachable")
            #expect(try await bench.ask([invitation("bob")]) == [.handedOver])
            bench.network.join("bob")
            bench.network.stay("bob")
            bench.network.fail(with: nil)
            try await bench.clock.until { bench.network.events(.demandOffer).count == 1 }
        }
    }

    @Test("a password that opens no group, and a network that refuses us, are said to be refusals")
    func refused() async throws {
        let wrong = try await Bench { $0.passwordHash = BridgeSettings.hash(of: "wrong") }
        try await wrong.whileRunning {
            try await wrong.clock.until { await wrong.bridge.health().state == .refused }
            #expect(await wrong.bridge.health().reason == "credentials")
        }
        let right = try await Bench { $0.passwordHash = BridgeSettings.hash(of: "towow-test") }
        right.network.refuse("Registration failed: Invalid credentials for group 'towow'")
        try await right.whileRunning {
            try await right.clock.until { await right.bridge.health().reason == "credentials" }
            right.network.refuse(nil)
            try await right.clock.until { await right.isConnected() }
        }
    }

    @Test("with a password only members of our group are members, and only they are believed")
    func group() async throws {
        let bench = try await Bench { $0.passwordHash = BridgeSettings.hash(of: "towow-test") }
        bench.network.join("bob", group: "towow")
        bench.network.stay("bob")
        bench.network.join("eve", group: "open")
        bench.network.stay("eve")
        try await bench.whileRunning {
            try await bench.clock.until { bench.isBobThere == true }
            #expect(bench.engine.members.keys.sorted() == ["oa_bob"])
            let us = try await bench.agentID()
            let question = invitation("bob").question
            bench.network.say("towow.msg.offer_response", from: "eve", to: us, reply(to: question), group: "open")
            try await bench.clock.until { bench.count("offer_response", "wrong_group") == 1 }
            #expect(bench.engine.taken.isEmpty)
        }
    }

    @Test("one message that nobody can read costs no other")
    func poison() async throws {
        let bench = try await Bench()
        bench.network.join("bob")
        bench.network.stay("bob")
        try await bench.whileRunning {
            try await bench.clock.until { await bench.isConnected() }
            let us = try await bench.agentID()
            let message = invitation("bob")
            let deep = String(repeating: "[", count: 5_000) + String(repeating: "]", count: 5_000)
            bench.network.post(
                #"{"event_name":"towow.msg.bargain","source_id":"bob","payload":{"x":\#(deep)}}"#, to: us)
            bench.network.post(#"{"event_name":"towow.msg.bargain","source_id":"bob","payload":{"round":NaN}}"#, to: us)
            bench.network.post(#"{"event_name":"\ud800","source_id":5}"#, to: us)
            bench.network.post(#""text""#, to: us)
            bench.network.say("system.mod.load", from: "bob", to: us, "{}")
            bench.network.say("towow.msg.demand_offer", from: "bob", to: us, "{}")
            bench.network.say("towow.msg.offer_response", from: "bob", to: us, reply(to: message.question))
            try await bench.clock.until { bench.engine.taken.count == 1 }
            #expect(bench.count("system", "ignored") == 1 && bench.count("other", "ignored") == 1)
            #expect(bench.count("other", "malformed") == 2)
        }
    }

    @Test("a reply that the engine cannot take now is not lost")
    func overloaded() async throws {
        let bench = try await Bench()
        bench.network.join("bob")
        bench.network.stay("bob")
        bench.engine.overload(3)
        try await bench.whileRunning {
            try await bench.clock.until { await bench.isConnected() }
            let us = try await bench.agentID()
            bench.network.say(
                "towow.msg.offer_response", from: "bob", to: us, reply(to: invitation("bob").question))
            try await bench.clock.until { bench.count("offer_response", "accepted") == 1 }
        }
    }

    @Test("with a question open the id is left for the next start, with none it is given up")
    func leaving() async throws {
        let idle = try await Bench()
        try await idle.whileRunning { try await idle.clock.until { await idle.isConnected() } }
        #expect(idle.network.unregistered.count == 1)
        let busy = try await Bench()
        try await busy.whileRunning {
            try await busy.clock.until { await busy.isConnected() }
            _ = try await busy.ask([invitation("bob")])
        }
        #expect(busy.network.unregistered.isEmpty)
    }

    @Test("an agent that has a local member's id is neither asked nor shown as there")
    func taken() async throws {
        let bench = try await Bench()
        bench.engine.isLocal("oa_bob")
        bench.network.join("bob")
        bench.network.stay("bob")
        try await bench.whileRunning {
            try await bench.clock.until { bench.count("profile", "taken") == 1 }
            #expect(bench.isBobThere == false)
        }
    }
}
