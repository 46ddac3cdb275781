import Engine
import FoundationEssentials
import Synchronization
import Testing

@testable import Web

@Suite("Demonstrations over HTTP", .timeLimit(.minutes(3)))
struct DemoRouteTests {
    private static let key = "X-Admin-Key: secret"
    private static let base = "/api/v1/admin/demo-mode"

    private func with(
        _ administration: ScriptedDemo = ScriptedDemo(), _ body: (RawClient, ScriptedDemo) async throws -> Void
    ) async throws {
        try await TestServer.with(
            ScriptedService(),
            configure: {
                $0.admin = (AdminKey("secret"), TestAdministration())
                $0.demo = administration
            }
        ) { try await body(try await $0.client(), administration) }
    }

    private func json(_ reply: RawClient.Reply) throws -> [String: JSONValue] {
        try JSONDecoder().decode([String: JSONValue].self, from: Data(reply.body))
    }

    @Test("nothing is answered without the key")
    func key() async throws {
        try await with { client, demo in
            for path in ["", "/demands", "/scenarios", "/session", "/session/s-1"] {
                let reply = try await client.get(Self.base + path)
                #expect(reply.status == 401)
            }
            for path in ["", "/session", "/session/s-1/run"] {
                let reply = try await client.post(Self.base + path, "{}", "X-Admin-Key: other")
                #expect(reply.status == 403)
            }
            #expect(demo.calls.isEmpty)
        }
    }

    @Test("the mode has its figures and what there is to choose from")
    func mode() async throws {
        try await with { client, _ in
            let reply = try await client.get(Self.base, Self.key)
            #expect(reply.status == 200)
            #expect(
                reply.text == """
                    {"available_demands":["demo_travel","demo_project","demo_budget"],"available_scenarios":\
                    ["quick_consensus","mild_negotiation","tough_negotiation"],"enabled":true,"scenario":\
                    "mild_negotiation","session_limit":20,"stats":{"active_sessions":1,"successful_demos":2,\
                    "total_demos":3}}
                    """)
        }
    }

    @Test("the mode is changed by a body that says so, and by nothing else")
    func change() async throws {
        try await with { client, demo in
            let reply = try await client.post(
                Self.base, #"{"enabled":true,"scenario":"tough_negotiation"}"#, Self.key, "Accept-Language: zh")
            #expect(reply.status == 200)
            #expect(
                reply.text == #"{"enabled":true,"message":"演示模式已开启","scenario":"mild_negotiation"}"#)
            for body in [
                #"{"enabled":true,"scenario":"hopeless"}"#, #"{"scenario":"quick_consensus"}"#, #"{"enabled":1}"#, "[]",
                "", #"{"enabled":true,"scenario":7}"#,
            ] {
                let refused = try await client.post(Self.base, body, Self.key)
                #expect(refused.status == 400, "\(body)")
                #expect(refused.text.contains(#""error_code":"E001""#))
            }
            #expect(demo.calls == ["change true tough_negotiation"])
        }
    }

    @Test("presets and scenarios are named in the caller's language")
    func lists() async throws {
        try await with { client, _ in
            let demands = try json(await client.get(Self.base + "/demands", Self.key, "Accept-Language: zh"))
            guard case .object(let presets)? = demands["demands"], case .object(let travel)? = presets["demo_travel"]
            else {
                Issue.record("no presets")
                return
            }
            #expect(presets.keys.sorted() == ["demo_budget", "demo_project", "demo_travel"])
            #expect(travel["id"] == .string("demo_travel"))
            #expect(travel["title"] == .string("团队出游"))
            #expect(travel.keys.sorted() == ["description", "expected_outcome", "id", "requirements", "title"])
            let scenarios = try await client.get(Self.base + "/scenarios", Self.key, "Accept-Language: en").text
            #expect(
                scenarios.contains(#""name":"QUICK_CONSENSUS","title":"Quick consensus","value":"quick_consensus""#))
            let chinese = try await client.get(Self.base + "/scenarios", Self.key, "Accept-Language: zh").text
            #expect(["很快达成一致", "温和协商", "艰难协商"].allSatisfy { chinese.contains(#""title":"\#($0)""#) })
            #expect(scenarios.contains("the first plan usually holds"))
        }
    }

    @Test("a session is opened with what the query says, else with what is usual")
    func open() async throws {
        try await with { client, demo in
            let url = Self.base + "/session"
            let reply = try await client.post(
                url + "?demand_key=demo_budget&scenario=tough_negotiation&seed=4294967295&language=zh", "", Self.key)
            #expect(reply.status == 200)
            let session = try json(reply)
            #expect(
                session.keys.sorted() == [
                    "demand", "demand_id", "expires_at", "id", "is_demo", "language", "participants", "result",
                    "scenario", "seed", "start_time", "status",
                ])
            #expect(session["demand_id"] == .null && session["result"] == .null)
            #expect(session["is_demo"] == .bool(true) && session["seed"] == .integer(4_294_967_295))
            guard case .array(let people)? = session["participants"], case .object(let first)? = people.first else {
                Issue.record("no participants")
                return
            }
            #expect(people.count == 12)
            #expect(first.keys.sorted() == ["id", "name", "personality", "priorities", "role"])
            #expect(first["id"] == .string("demo-alice") && first["name"] == .string("艾丽丝"))
            #expect(try await client.post(url, "", Self.key, "Accept-Language: en").status == 200)
            #expect(
                demo.calls == ["open demo_budget tough_negotiation 4294967295 zh", "open demo_travel nil nil en"])
        }
    }

    @Test(
        "what cannot be is refused by the name of its parameter",
        arguments: [
            ("demand_key=demo_party", "demand_key: "), ("demand_key=", "demand_key: "),
            ("scenario=custom", "scenario: "),
            ("seed=-1", "seed: "), ("seed=4294967296", "seed: "), ("seed=1.5", "seed: "), ("seed=x", "seed: "),
            ("language=fr", "language: "),
        ])
    func refused(_ query: String, _ detail: String) async throws {
        try await with { client, demo in
            let reply = try await client.post(Self.base + "/session?" + query, "", Self.key, "Accept-Language: en")
            #expect(reply.status == 400)
            #expect(reply.text.contains(#""detail":"\#(detail)must be"#))
            #expect(demo.calls.isEmpty)
        }
    }

    @Test("a session is read, listed and run; refusals keep their codes")
    func run() async throws {
        try await with { client, demo in
            let url = Self.base + "/session"
            #expect(try await client.get(url, Self.key).text.hasPrefix(#"{"sessions":[{"demand":{"#))
            #expect(try await client.get(url + "/s-known", Self.key).text.contains(#""status":"active""#))
            let missing = try await client.get(url + "/s-other", Self.key)
            #expect(missing.status == 404 && missing.text.contains(#""error_code":"E002""#))
            let reply = try await client.post(url + "/s-known/run", "", Self.key)
            #expect(reply.status == 200)
            let id = String(repeating: "a", count: 26)
            #expect(
                reply.text == """
                    {"channel_id":"collab-\(id)","demand_id":"d-\(id)","owner_token":"token","session_id":"s-known"}
                    """)
            for reason in ["demo_off", "demo_ran", "demo_full"] {
                demo.refuse(TowowError(.notPossible, reason))
                let refused = try await client.post(url + "/s-known/run", "", Self.key, "Accept-Language: en")
                #expect(refused.status == 409 && refused.text.contains(#""error_code":"E010""#))
                #expect(!refused.text.contains("could not be done"))
            }
            #expect(try await client.get(url + "/s-known/run", Self.key).status == 405)
        }
    }
}

/// Notes what it is asked.
final class ScriptedDemo: DemoAdministration {
    private let state = Mutex<(calls: [String], refusal: TowowError?)>(([], nil))

    var calls: [String] { state.withLock { $0.calls } }
    func refuse(_ error: TowowError) { state.withLock { $0.refusal = error } }

    private func note(_ call: String) throws {
        try state.withLock { state in
            if let refusal = state.refusal { throw refusal }
            state.calls.append(call)
        }
    }

    private func session(_ draft: DemoDraft) -> DemoSession {
        DemoSession(
            id: "s-known",
            origin: DemoOrigin(preset: draft.preset, scenario: draft.scenario ?? .mild, seed: draft.seed ?? 7),
            language: draft.language, status: .active, demandID: nil, result: nil,
            startTime: Timestamp(milliseconds: 0), expiresAt: Timestamp(milliseconds: 1))
    }

    func status() async throws -> DemoStatus {
        DemoStatus(isEnabled: true, scenario: .mild, total: 3, successful: 2, active: 1)
    }

    func change(isEnabled: Bool, scenario: DemoScenario?, by actor: String) async throws -> DemoStatus {
        try note("change \(isEnabled) \(scenario?.rawValue ?? "nil")")
        return try await status()
    }

    func sessions() async throws -> [DemoSession] { [try await session("s-known")] }

    func session(_ id: String) async throws -> DemoSession {
        guard id == "s-known" else { throw TowowError(.unknownDemand, "no_such_session") }
        return session(DemoDraft(preset: .travel, scenario: nil, seed: nil, language: .english))
    }

    func open(_ draft: DemoDraft, by actor: String) async throws -> DemoSession {
        let seed = draft.seed.map { String($0) } ?? "nil"
        try note(
            "open \(draft.preset.rawValue) \(draft.scenario?.rawValue ?? "nil") \(seed) \(draft.language.rawValue)")
        return session(draft)
    }

    func run(_ id: String, by actor: String, requestID: String) async throws -> DemoRun {
        try note("run \(id)")
        guard let demand = DemandID(rawValue: "d-" + String(repeating: "a", count: 26)) else {
            throw TowowError(.unknownDemand, "no_such_session")
        }
        return DemoRun(sessionID: id, demandID: demand, ownerToken: "token")
    }
}
