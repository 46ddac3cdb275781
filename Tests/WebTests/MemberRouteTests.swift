import Engine
import FoundationEssentials
import Testing

@testable import Web

@Suite("Members over HTTP", .timeLimit(.minutes(3)))
struct MemberRouteTests {
    /// A member who registered over HTTP.
    private struct Registered: Sendable {
        var id: String
        var token: String

        var bearer: String { "Authorization: Bearer \(token)" }
        var path: String { "/api/v1/agents/\(id)" }
    }

    private static func hall(_ id: String = "hall") -> String {
        """
        {"agent_id":"\(id)","display_name":"The Hall","summary":"A hall in Beijing","places":[{"city":"Beijing"}],
         "capabilities":[{"name":"venue","tags":[]}],"public_fields":["summary"],"notice_days":2}
        """
    }

    /// Runs `body` on a server over the real engine, where anybody may register.
    private func withServer(_ body: (TestServer, TestEngine) async throws -> Void) async throws {
        let engine = try await TestEngine.make()
        try await TestServer.with(
            engine.coordinator, configure: { $0.live.update(.init(isRegistrationOpen: true)) }
        ) { try await body($0, engine) }
        await engine.coordinator.stop()
    }

    private func register(_ server: TestServer, _ id: String = "hall") async throws -> Registered {
        let reply = try await server.client().post("/api/v1/agents", Self.hall(id))
        try #require(reply.status == 201, "\(reply.text)")
        let token = try #require(reply.json["agent_token"]?.text)
        return Registered(id: id, token: token)
    }

    /// A demand that the hall is invited to, with the hall's channel.
    private func invite(_ hall: Registered, _ server: TestServer) async throws -> (demand: String, channel: String) {
        let client = try await server.client()
        let reply = try await client.post(
            "/api/v1/demand/submit", #"{"raw_input":"I need a venue in Beijing for 30 people","language":"en"}"#)
        let demand = try #require(reply.json["demand_id"]?.text)
        let question = try await question(hall, "invitation", server)
        return (demand, try #require(question["channel_id"]?.text))
    }

    /// Waits until a question of this kind is open.
    private func question(_ member: Registered, _ kind: String, _ server: TestServer) async throws -> JSONValue {
        let client = try await server.client()
        while true {
            let inbox = try await client.get(member.path + "/inbox", member.bearer).json
            if let found = inbox["questions"]?.items.first(where: { $0["kind"]?.text == kind }) { return found }
            try await Task.sleep(for: .milliseconds(2))
        }
    }

    private func say(
        _ call: String, _ channel: String, _ body: String, _ member: Registered, _ server: TestServer
    ) async throws -> RawClient.Reply {
        try await server.client().post("/api/v1/channels/\(channel)/\(call)", body, member.bearer)
    }

    // MARK: Accounts

    @Test("registering answers 201 with the whole profile, its place, and the token that is never shown again")
    func register() async throws {
        try await withServer { server, _ in
            let client = try await server.client()
            let reply = try await client.post("/api/v1/agents", Self.hall())
            #expect(reply.status == 201 && reply.header("location") == "/api/v1/agents/hall")
            let profile = reply.json
            #expect(profile["kind"]?.text == "manual" && profile["version"] == .integer(1))
            #expect(profile["is_active"] == .bool(true) && profile["notice_days"] == .integer(2))
            let token = try #require(profile["agent_token"]?.text)
            let own = try await client.get("/api/v1/agents/hall", "Authorization: Bearer \(token)")
            #expect(own.status == 200 && !own.text.contains(token))
            #expect(own.json["notice_days"] == .integer(2))
            let others = try await client.get("/api/v1/agents/hall")
            #expect(others.json["summary"]?.text == "A hall in Beijing")
            #expect(others.json["notice_days"] == nil && others.json["version"] == nil)
            let list = try await client.get("/api/v1/agents")
            #expect(list.text.contains("\"hall\"") && !list.text.contains("notice_days"))
        }
    }

    @Test(
        "what is wrong with a registration is said in the caller's language, field by field",
        arguments: [
            (#"{"display_name":"A","notice_days":-1}"#, "notice_days"), (#"{}"#, "display_name"),
            (#"{"display_name":"A","capabilities":[{"tags":[]}]}"#, "capabilities[0]"),
            (#"{"display_name":"A","price":{"amount":-1,"currency":"EUR","per":"hour"}}"#, "price.amount"),
            (#"{"display_name":"a\u202eb"}"#, "display_name"), (#"{"display_name":"A","colour":1}"#, "colour"),
        ])
    func faultyRegistration(body: String, field: String) async throws {
        try await withServer { server, _ in
            for language in ["en", "zh"] {
                let reply = try await server.client().post("/api/v1/agents", body, "Accept-Language: \(language)")
                #expect(reply.status == 400)
                let error = reply.json
                #expect(error["error_code"]?.text == "E001")
                let faults = try #require(error["fields"]?.items)
                let fault = try #require(faults.first { $0["field"]?.text?.hasPrefix(field) == true })
                let problem = try #require(fault["problem"]?.text)
                #expect(problem.unicodeScalars.contains { $0.value >= 0x4E00 } == (language == "zh"), "\(problem)")
            }
        }
    }

    @Test("a body that is no JSON object, of another type or too large is refused before anything is read")
    func badBodies() async throws {
        try await withServer { server, _ in
            let client = try await server.client()
            for (body, status) in [("", 400), ("{", 400), ("[]", 400), ("{\"a\":1,\"a\":2}", 400)] {
                #expect(try await client.post("/api/v1/agents", body).status == status, "\(body)")
            }
            let text = try await client.post("/api/v1/agents", Self.hall(), "Content-Type: text/plain")
            #expect(text.status == 415)
            let large = "{\"display_name\":\"\(String(repeating: "x", count: 66_000))\"}"
            #expect(try await server.client().post("/api/v1/agents", large).status == 413)
        }
    }

    @Test("an id that is taken: 409, also after its member left")
    func taken() async throws {
        try await withServer { server, _ in
            let member = try await register(server)
            let client = try await server.client()
            let again = try await client.post("/api/v1/agents", Self.hall())
            #expect(again.status == 409 && again.json["error_code"]?.text == "E010")
            #expect(try await client.request("DELETE", member.path, headers: [member.bearer]).status == 200)
            #expect(try await client.post("/api/v1/agents", Self.hall()).status == 409)
            #expect(try await client.get(member.path).status == 404)
        }
    }

    @Test("where registration is closed nobody becomes a member without the operator")
    func closed() async throws {
        let engine = try await TestEngine.make()
        try await TestServer.with(engine.coordinator) { server in
            let reply = try await server.client().post("/api/v1/agents", Self.hall())
            #expect(reply.status == 401 && reply.json["error_code"]?.text == "E020")
            #expect(try await engine.coordinator.profile("hall") == nil)
        }
        await engine.coordinator.stop()
    }

    @Test("a change gives the next version, an old one is refused, and nothing changed is nothing new")
    func edit() async throws {
        try await withServer { server, _ in
            let member = try await register(server)
            let client = try await server.client()
            func patch(_ body: String) async throws -> RawClient.Reply {
                try await client.request("PATCH", member.path, headers: [member.bearer], body: body)
            }
            let changed = try await patch(#"{"version":1,"summary":"Two halls","notice_days":null}"#)
            #expect(changed.status == 200 && changed.json["version"] == .integer(2))
            #expect(changed.json["notice_days"] == nil && changed.json["agent_token"] == nil)
            let late = try await patch(#"{"version":1,"summary":"Three halls"}"#)
            #expect(late.status == 409 && late.json["error_code"]?.text == "E010")
            #expect(try await patch(#"{"summary":"Two halls"}"#).json["version"] == .integer(2))
            let other = try await patch(#"{"agent_id":"other"}"#)
            #expect(other.status == 400 && other.json["fields"]?.items.first?["field"]?.text == "agent_id")
            #expect(try await patch(#"{"agent_id":"hall"}"#).status == 200)
        }
    }

    @Test("a new token revokes the old one; who left has none")
    func tokens() async throws {
        try await withServer { server, _ in
            let member = try await register(server)
            let client = try await server.client()
            let reply = try await client.post(member.path + "/token", "", member.bearer)
            let new = try #require(reply.json["agent_token"]?.text)
            #expect(reply.status == 200 && new != member.token)
            #expect(try await client.get(member.path + "/inbox", member.bearer).status == 403)
            #expect(try await client.get(member.path, member.bearer).status == 403, "a wrong token is never ignored")
            let bearer = "Authorization: Bearer \(new)"
            #expect(try await client.get(member.path + "/inbox", bearer).status == 200)
            let left = try await client.request("DELETE", member.path, headers: [bearer])
            #expect(left.status == 200 && left.json["is_active"] == .bool(false))
            #expect(try await client.request("DELETE", member.path, headers: [bearer]).status == 403)
        }
    }

    @Test(
        "every call of a member needs their own token",
        arguments: [
            ("PATCH", "/api/v1/agents/hall"), ("DELETE", "/api/v1/agents/hall"), ("POST", "/api/v1/agents/hall/token"),
            ("GET", "/api/v1/agents/hall/inbox"),
        ])
    func ownToken(method: String, path: String) async throws {
        try await withServer { server, engine in
            _ = try await register(server)
            let other = try await register(server, "other")
            let client = try await server.client()
            let body = method == "PATCH" ? #"{"summary":"x"}"# : nil
            let none = try await client.request(method, path, body: body)
            #expect(none.status == 401 && none.json["error_code"]?.text == "E020")
            for wrong in [other.bearer, "Authorization: Bearer mem-x", "X-Admin-Key: x"] {
                let reply = try await client.request(method, path, headers: [wrong], body: body)
                #expect(reply.status == 403 && reply.json["error_code"]?.text == "E021", "\(wrong)")
            }
            #expect(try await engine.coordinator.profile("hall")?.version == 1)
            #expect(try await engine.coordinator.member("hall") != nil)
        }
    }

    @Test(
        "writes that another site makes a browser send are refused, with the right token too",
        arguments: [
            ("POST", "/api/v1/agents"), ("PATCH", "/api/v1/agents/hall"), ("DELETE", "/api/v1/agents/hall"),
            ("POST", "/api/v1/agents/hall/token"), ("POST", "/api/v1/channels/x/offers"),
        ])
    func crossSite(method: String, path: String) async throws {
        try await withServer { server, engine in
            let member = try await register(server)
            let headers = [member.bearer, "Sec-Fetch-Site: cross-site", "Origin: https://evil.example"]
            let reply = try await server.client().request(method, path, headers: headers, body: Self.hall("evil"))
            #expect(reply.status == 403)
            #expect(try await engine.coordinator.profile("evil") == nil)
            #expect(try await engine.coordinator.profile("hall")?.version == 1)
            #expect(try await server.client().get(member.path + "/inbox", member.bearer).status == 200)
        }
    }

    // MARK: Answers

    @Test("invited, answered, reviewed and voted by hand to the end; each answer says what became of it")
    func wholeNegotiation() async throws {
        try await withServer { server, _ in
            let member = try await register(server)
            let (demand, channel) = try await invite(member, server)
            let early = try await say(
                "feedback", channel, #"{"message_id":"0","version":1,"feedback_type":"accept"}"#, member, server)
            #expect(early.status == 409 && early.json["error_code"]?.text == "E010")
            let offer = #"{"message_id":"1","decision":"participate","contribution":"The hall"}"#
            let taken = try await say("offers", channel, offer, member, server)
            #expect(taken.status == 200 && taken.json["duplicate"] == .bool(false))
            #expect(taken.json["agent_id"]?.text == "hall" && taken.json["message_id"]?.text == "1")
            let again = try await say("offers", channel, offer, member, server)
            #expect(again.status == 200 && again.json["duplicate"] == .bool(true))
            #expect(again.json["error_code"]?.text == "E011")
            let review = try await question(member, "review", server)
            #expect(review["own_offer"]?["contribution"]?.text == "The hall")
            let other = try await say(
                "feedback", channel, #"{"message_id":"2","version":9,"feedback_type":"accept"}"#, member, server)
            #expect(other.status == 200 && other.json["counted"] == .bool(false))
            for (call, body) in [
                ("bargain", #"{"message_id":"3","content":"From noon on"}"#),
                ("counter-proposal", #"{"message_id":"4","counter_proposal":{"start":"12:00"}}"#),
                ("feedback", #"{"message_id":"5","version":1,"feedback_type":"accept"}"#),
            ] {
                let reply = try await say(call, channel, body, member, server)
                #expect(reply.status == 200 && reply.json["counted"] == .bool(true), "\(call) \(reply.text)")
            }
            let client = try await server.client()
            while try await client.get("/api/v1/demand/\(demand)").json["outcome"]?.text == nil {
                try await Task.sleep(for: .milliseconds(2))
            }
            let inbox = try await client.get(member.path + "/inbox", member.bearer).json
            #expect(inbox["channels"]?.items.first?["participation"]?.text == "confirmed")
            let late = try await say("withdraw", channel, #"{"message_id":"6"}"#, member, server)
            #expect(late.status == 409 && late.json["error_code"]?.text == "E010")
        }
    }

    @Test("strangers, unknown channels, and bodies with faults: each its own error, and nothing is taken")
    func refusedAnswers() async throws {
        try await withServer { server, _ in
            let member = try await register(server)
            let (_, channel) = try await invite(member, server)
            let stranger = try await register(server, "stranger")
            let offer = #"{"message_id":"1","decision":"participate"}"#
            let nowhere = "collab-" + String(repeating: "a", count: 26)
            for (path, who, status, code) in [
                (nowhere, member, 404, "E007"), ("nonsense", member, 404, "E007"), (channel, stranger, 404, "E008"),
            ] {
                let reply = try await say("offers", path, offer, who, server)
                #expect(reply.status == status && reply.json["error_code"]?.text == code, "\(path) \(reply.text)")
            }
            let client = try await server.client()
            let path = "/api/v1/channels/\(channel)/offers"
            #expect(try await client.post(path, offer).status == 401)
            #expect(try await client.post(path, offer, "Authorization: Bearer mem-x").status == 403)
            #expect(try await client.get(path, member.bearer).status == 405)
            let faulty = try await say(
                "offers", channel, #"{"message_id":"1","decision":"maybe","confidence":101,"x":1}"#, member, server)
            #expect(faulty.status == 400)
            let fields = try #require(faulty.json["fields"]?.items.compactMap { $0["field"]?.text })
            #expect(Set(fields) == ["decision", "confidence", "x"])
            let foreign = try await say(
                "offers", channel, #"{"message_id":"1","decision":"participate","needs":["moon"]}"#, member, server)
            #expect(foreign.status == 400 && foreign.json["fields"]?.items.first?["field"]?.text == "needs")
            #expect(try await question(member, "invitation", server)["channel_id"]?.text == channel, "still open")
        }
    }

    // MARK: The inbox

    @Test("an inbox is read in pages; what is no limit or cursor is refused")
    func pages() async throws {
        try await withServer { server, _ in
            let member = try await register(server)
            for _ in 0..<3 { _ = try await invite(member, server) }
            let client = try await server.client()
            func read(_ query: String) async throws -> RawClient.Reply {
                try await client.get(member.path + "/inbox" + query, member.bearer)
            }
            while try await read("").json["questions"]?.items.count != 3 {
                try await Task.sleep(for: .milliseconds(2))
            }
            var seen: [String] = []
            var query = "?limit=1"
            for _ in 0..<5 {
                let page = try await read(query).json
                seen += page["questions"]?.items.compactMap { $0["message_id"]?.text } ?? []
                guard let next = page["next_cursor"]?.text else { break }
                query = "?limit=1&cursor=\(next)"
            }
            #expect(seen.count == 3 && Set(seen).count == 3)
            for bad in ["?limit=0", "?limit=101", "?limit=x", "?cursor=x", "?cursor=%20"] {
                let reply = try await read(bad)
                #expect(reply.status == 400 && reply.json["error_code"]?.text == "E001", "\(bad)")
            }
            #expect(try await client.get("/api/v1/agents/NOBODY/inbox", member.bearer).status == 404)
        }
    }

    @Test("as a stream: the whole inbox at once, again with each change, and the end with the token")
    func stream() async throws {
        try await withServer { server, _ in
            let member = try await register(server)
            let stream = try await StreamClient(
                port: server.port, path: member.path + "/inbox", headers: [member.bearer])
            #expect(stream.head.status == 200)
            #expect(stream.head.header("content-type") == "text/event-stream; charset=utf-8")
            func next() async throws -> JSONValue {
                let message = try #require(try await stream.event())
                let json = try JSONDecoder().decode(JSONValue.self, from: Data(message.data.utf8))
                #expect(json["event_type"]?.text == "towow.inbox.updated")
                return try #require(json["payload"])
            }
            let first = try await next()
            #expect(first["agent_id"]?.text == "hall" && first["questions"]?.items.isEmpty == true)
            let (_, channel) = try await invite(member, server)
            var seen = try await next()
            while seen["questions"]?.items.first?["kind"]?.text != "invitation" { seen = try await next() }
            #expect(seen["questions"]?.items.first?["channel_id"]?.text == channel)
            let offer = #"{"message_id":"1","decision":"decline"}"#
            #expect(try await say("offers", channel, offer, member, server).status == 200)
            while seen["questions"]?.items.isEmpty != true { seen = try await next() }
            #expect(seen["channels"]?.items.first?["participation"]?.text == "declined")
            #expect(try await server.client().post(member.path + "/token", "", member.bearer).status == 200)
            while try await stream.event() != nil {}
            let back = try await server.client().get(
                member.path + "/inbox", member.bearer, "Accept: text/event-stream")
            #expect(back.status == 403)
        }
    }

    @Test("a stream ends when its member leaves, and with the server")
    func streamEnds() async throws {
        try await withServer { server, engine in
            let member = try await register(server)
            let staying = try await register(server, "other")
            let stream = try await StreamClient(
                port: server.port, path: member.path + "/inbox", headers: [member.bearer])
            let other = try await StreamClient(
                port: server.port, path: staying.path + "/inbox", headers: [staying.bearer])
            for stream in [stream, other] { #expect(try await stream.event() != nil) }
            try await engine.coordinator.deactivate("hall")
            while try await stream.event() != nil {}
            await server.shutDown()
            while try await other.event() != nil {}
        }
    }
}

extension JSONValue {
    /// A member of an object; nil when there is none, or it is null.
    fileprivate subscript(_ key: String) -> JSONValue? {
        guard case .object(let members) = self, let value = members[key], value != .null else { return nil }
        return value
    }

    fileprivate var text: String? { if case .string(let text) = self { text } else { nil } }
    fileprivate var items: [JSONValue] { if case .array(let items) = self { items } else { [] } }
}
