import FoundationEssentials
import Testing

@testable import Engine
@testable import Web

/// The operator's API over the real engine.
@Suite("Operator's API", .timeLimit(.minutes(3)))
struct AdminTests {
    static let key = "operator-key-of-the-tests"

    /// A server with the operator's API, and an operator at it.
    struct Desk {
        let engine: TestEngine
        let server: TestServer
        let client: RawClient

        func get(_ path: String) async throws -> RawClient.Reply {
            try await client.get("/api/v1/admin\(path)", "X-Admin-Key: \(AdminTests.key)")
        }

        func post(_ path: String, _ body: String? = nil, type: String = "application/json") async throws
            -> RawClient.Reply
        {
            var headers = ["X-Admin-Key: \(AdminTests.key)"]
            if body == nil { headers.append("Content-Length: 0") } else { headers.append("Content-Type: \(type)") }
            return try await client.request("POST", "/api/v1/admin\(path)", headers: headers, body: body)
        }

        func audit() async throws -> [JSONValue] {
            try await get("/audit").json["entries"].array
        }

        func submit(_ text: String = "I need a photographer in Shanghai") async throws -> Submission {
            try await engine.coordinator.submit(DemandRequest(text: text, language: .english), idempotency: nil)
        }

        /// Waits until a demand's log has an event of this type.
        func until(_ type: String, in id: DemandID) async throws {
            while try await !engine.store.events(of: id, after: 0, limit: 1_000).contains(where: { $0.type == type }) {
                try Task.checkCancellation()
                await Task.yield()
            }
        }
    }

    static func with(
        members: [Member] = [], model: TestModel? = nil, configure: (inout WebConfiguration) -> Void = { _ in },
        _ body: (Desk) async throws -> Void
    ) async throws {
        let engine = try await TestEngine.make(members: members)
        try await TestServer.with(
            engine.coordinator,
            configure: { configuration in
                configuration.admin = (AdminKey(key), TestAdministration(model: model))
                configure(&configuration)
            }
        ) { server in
            try await body(Desk(engine: engine, server: server, client: try await server.client()))
        }
        await engine.coordinator.stop()
    }

    /// Members who answer by hand: what they are asked in lasts.
    static func manualMembers() throws -> [Member] {
        try MemberImport.parse(
            Array(
                """
                [{"id":"anna","display_name":"Anna","kind":"manual","capabilities":[{"name":"photographer"}]},
                 {"id":"bert","display_name":"Bert","kind":"manual","capabilities":[{"name":"photographer","tags":["photo"]}]}]
                """.utf8))
    }

    // MARK: Who may

    static let calls: [(method: String, path: String)] = [
        ("GET", "/config"), ("POST", "/config"), ("GET", "/stats"), ("GET", "/health"), ("GET", "/demands"),
        ("POST", "/demands/d-aaaaaaaaaaaaaaaaaaaaaaaaaa/cancel"),
        ("POST", "/channels/collab-aaaaaaaaaaaaaaaaaaaaaaaaaa/kick"), ("GET", "/circuit-breaker"),
        ("POST", "/circuit-breaker/reset"), ("GET", "/llm"), ("POST", "/llm/reset-stats"), ("POST", "/llm/test"),
        ("GET", "/rate-limiter"), ("POST", "/rate-limiter/reset-stats"), ("POST", "/agents/import"),
        ("GET", "/agents"), ("POST", "/agents/anna/activate"), ("POST", "/agents/anna/deactivate"), ("GET", "/audit"),
    ]

    @Test("no call does anything without the key: 401 without, 403 with a wrong one", arguments: calls)
    func keyNeeded(call: (method: String, path: String)) async throws {
        try await AdminTests.with { desk in
            for (header, status, code) in [("X-Nothing: 1", 401, "E020"), ("X-Admin-Key: wrong", 403, "E021")] {
                let client = try await desk.server.client()
                let reply = try await client.request(
                    call.method, "/api/v1/admin\(call.path)",
                    headers: [header] + (call.method == "POST" ? ["Content-Length: 0"] : []))
                #expect(reply.status == status && reply.json["error_code"].string == code)
                #expect((reply.header("www-authenticate") == "Bearer") == (status == 401))
            }
            #expect(try await desk.engine.store.audit(before: nil, limit: 10).isEmpty)
        }
    }

    @Test("the key is taken as X-Admin-Key and as a bearer token, and the configuration under both paths")
    func keyForms() async throws {
        try await AdminTests.with { desk in
            for header in ["X-Admin-Key: \(AdminTests.key)", "Authorization: Bearer \(AdminTests.key)"] {
                for path in ["/admin/config", "/api/v1/admin/config"] {
                    let reply = try await desk.client.get(path, header)
                    #expect(reply.status == 200)
                }
            }
            let other = try await desk.client.get("/admin/stats", "X-Admin-Key: \(AdminTests.key)")
            #expect(other.status == 404)
        }
    }

    @Test("after too many wrong keys even the right one is refused for a while, for large imports too")
    func lockedOut() async throws {
        // As many as usual; none comes back before the test is over.
        let attempts = AttemptLimiter(refill: .seconds(1_000))
        try await AdminTests.with(configure: { $0.attempts = attempts }) { desk in
            var statuses: [Int] = []
            for index in 0..<12 {
                let client = try await desk.server.client()
                // Half of them by an import, whose key is looked at before its body.
                let reply =
                    index % 2 == 0
                    ? try await client.get("/api/v1/admin/stats", "X-Admin-Key: wrong")
                    : try await client.post("/api/v1/admin/agents/import", "[]", "X-Admin-Key: wrong")
                statuses.append(reply.status)
            }
            #expect(statuses == [Int](repeating: 403, count: 10) + [429, 429])
            let right = try await desk.get("/stats")
            #expect(right.status == 429 && right.json["error_code"].string == "E029")
            #expect(right.header("retry-after").flatMap { Int($0) } ?? 0 > 0)
            #expect(try await desk.post("/agents/import", "[]").status == 429)
        }
    }

    @Test("a browser on another site cannot write, one on a listed site can; answers carry CORS")
    func crossSite() async throws {
        try await AdminTests.with(configure: { $0.corsOrigins = ["https://console.example"] }) { desk in
            for path in ["/rate-limiter/reset-stats", "/config"] {
                let refused = try await desk.client.request(
                    "POST", "/api/v1/admin\(path)",
                    headers: [
                        "X-Admin-Key: \(AdminTests.key)", "Origin: https://evil.example", "Sec-Fetch-Site: cross-site",
                    ],
                    body: "{}")
                #expect(refused.status == 403 && refused.json["error_code"].string == "E021")
            }
            let taken = try await desk.client.request(
                "POST", "/api/v1/admin/rate-limiter/reset-stats",
                headers: [
                    "X-Admin-Key: \(AdminTests.key)", "Origin: https://console.example", "Sec-Fetch-Site: cross-site",
                ], body: "{}")
            #expect(taken.status == 200)
            #expect(taken.header("access-control-allow-origin") == "https://console.example")
        }
    }

    @Test("a wrong method is answered 405 with the methods that work")
    func methods() async throws {
        try await AdminTests.with { desk in
            let reply = try await desk.client.request("DELETE", "/api/v1/admin/audit")
            #expect(reply.status == 405 && reply.header("allow") == "GET, HEAD, OPTIONS")
        }
    }

    // MARK: Settings

    @Test("faults of a change are all named; nothing is changed")
    func settings() async throws {
        try await AdminTests.with { desk in
            let reply = try await desk.post("/config", #"{"speed":1,"mood":2,"max_candidates":3}"#)
            #expect(reply.status == 400 && reply.json["error_code"].string == "E001")
            #expect(
                reply.json["faults"].array.compactMap(\.stringValue) == [
                    "mood: unknown setting", "speed: unknown setting",
                ])
            #expect(try await desk.get("/config").json["settings"].array.first?["value"] == .integer(10))
            let done = try await desk.post("/config", #"{"max_candidates":3}"#)
            #expect(done.status == 200 && done.json["changed"].array == [.string("max_candidates")])
            #expect(try await desk.post("/config", "[1]").status == 400)
            #expect(try await desk.post("/config", "{}", type: "text/plain").status == 415)
        }
    }

    @Test(
        "settings and faults are in the caller's language, English when none is named",
        arguments: [(nil, false), ("zh-CN,zh;q=0.9", true), ("en", false), ("fr, zh;q=0.5, en;q=0.2", true)])
    func languages(language: (accepted: String?, isChinese: Bool)) async throws {
        try await AdminTests.with { desk in
            let accepted = language.accepted.map { ["Accept-Language: \($0)"] } ?? []
            let headers = ["X-Admin-Key: \(AdminTests.key)"] + accepted
            for path in ["/admin/config", "/api/v1/admin/config"] {
                let report = try await desk.client.request("GET", path, headers: headers).json
                let help = try #require(report["settings"].array.first?["help"]?.stringValue)
                #expect(help == (language.isChinese ? "最多邀请多少位成员" : "Members to invite"))
                let refused = try await desk.client.request(
                    "POST", path, headers: headers + ["Content-Type: application/json"], body: #"{"speed":1}"#)
                #expect(refused.status == 400)
                let fault = language.isChinese ? "speed：没有这个设置" : "speed: unknown setting"
                #expect(refused.json["faults"].array == [.string(fault)])
                #expect(refused.json["detail"].string == fault)
            }
        }
    }

    // MARK: Figures

    @Test("figures name the process, count negotiations, events, members, streams and connections")
    func statistics() async throws {
        try await AdminTests.with(members: AdminTests.manualMembers()) { desk in
            let submission = try await desk.submit()
            try await desk.until("towow.demand.broadcast", in: submission.demandID)
            let json = try await desk.get("/stats").json
            #expect(json["version"].string == "9.8.7" && json["instance_id"].string == "instance")
            #expect(json["negotiations"]["by_status"]["negotiating"].int == 1)
            #expect(json["negotiations"]["by_status"]["failed"].int == 0)
            #expect(json["negotiations"]["total"].int == 1 && json["negotiations"]["active"].int == 1)
            #expect(json["negotiations"]["outcomes_since_start"]["finalized"].int == 0)
            #expect(json["events"]["total"].int ?? 0 >= 5 && json["members"]["active"].int == 2)
            #expect(json["store"]["kind"].string == "sqlite" && json["store"]["size_bytes"].int != nil)
            #expect(json["connections"]["open"].int ?? 0 >= 1 && json["streams"]["open"].int == 0)
            #expect(json["llm_service"]["llm_configured"] == .bool(false))
            #expect(json["rate_limiter"]["enabled"] == .bool(false))
        }
    }

    @Test("health names every part; a breaker that is open makes it degraded")
    func health() async throws {
        try await AdminTests.with { desk in
            let json = try await desk.get("/health").json
            #expect(json["status"].string == "healthy")
            for part in ["database", "engine", "configuration"] {
                #expect(json["components"][part]["status"].string == "healthy", "\(part)")
            }
            #expect(json["components"]["llm"]["status"].string == "rules")
            #expect(json["components"]["rate_limiter"]["status"].string == "disabled")
        }
        try await AdminTests.with(model: TestModel()) { desk in
            let json = try await desk.get("/health").json
            #expect(json["status"].string == "degraded")
            #expect(json["components"]["llm"]["circuit_breaker_state"].string == "open")
            #expect(json["components"]["llm"]["fallback_count"].int == 1)
        }
        try await AdminTests.with { desk in
            await desk.engine.store.close()
            let json = try await desk.get("/health").json
            #expect(json["status"].string == "unhealthy")
            let stats = try await desk.get("/stats")
            #expect(stats.status == 503 && stats.json["error_code"].string == "E030")
        }
    }

    @Test("decisions and audited actions are called in the caller's language", arguments: ["en", "zh"])
    func titles(language: String) async throws {
        try await AdminTests.with(model: TestModel()) { desk in
            let headers = ["X-Admin-Key: \(AdminTests.key)", "Accept-Language: \(language)"]
            let reset = try await desk.client.request(
                "POST", "/api/v1/admin/circuit-breaker/reset", headers: headers + ["Content-Length: 0"])
            let isChinese = language == "zh"
            #expect(reset.json["message"].string == (isChinese ? "所有熔断器均已闭合" : "All circuit breakers are closed"))
            let model = try await desk.client.request("GET", "/api/v1/admin/llm", headers: headers).json
            let decision = try #require(model["decisions"].array.first)
            #expect(decision["decision"] == .string("understand"))
            #expect(decision["title"] == .string(isChinese ? "理解需求" : "Understand the demand"))
            let audit = try await desk.client.request("GET", "/api/v1/admin/audit", headers: headers).json
            let entry = try #require(audit["entries"].array.first)
            #expect(entry["action"] == .string("circuit_breaker.reset"))
            #expect(entry["title"] == .string(isChinese ? "重置熔断器" : "Breakers reset"))
        }
        // The nine of the API document.
        let names = [
            "understand", "choose", "answer", "compose", "vote", "adjust", "gaps", "subnetwork", "compromise",
        ]
        let titles = names.map { AdminTexts.decision($0, in: language == "zh" ? .chinese : .english) }
        #expect(Set(titles + names).count == 18)
        #expect(
            AdminTexts.decision("later", in: .chinese) == "later" && AdminTexts.action("a.b", in: .english) == "a.b")
    }

    // MARK: Demands

    @Test("demands are listed newest first, by status, by words, page by page")
    func demands() async throws {
        try await AdminTests.with(members: AdminTests.manualMembers()) { desk in
            let first = try await desk.submit("A photographer for a wedding")
            let second = try await desk.submit("A photographer for a circus \(String(repeating: "x", count: 600))")
            for id in [first.demandID, second.demandID] { try await desk.until("towow.demand.broadcast", in: id) }
            _ = try await desk.engine.coordinator.cancel(first.demandID, ownerToken: first.ownerToken)

            let all = try await desk.get("/demands").json
            #expect(
                all["demands"].array.map { $0["demand_id"]?.stringValue } == [
                    second.demandID.rawValue, first.demandID.rawValue,
                ])
            #expect(all["next_cursor"] == .null)
            let entry = try #require(all["demands"].array.first)
            #expect(entry["raw_input"]?.stringValue?.count == 500 && entry["outcome"] == .null)
            #expect(entry["status"] == .string("negotiating") && entry["is_demo"] == .bool(false))
            let events = try #require(entry["events"]?.int)
            #expect(entry["last_event_id"]?.stringValue == second.demandID.eventID(events))
            #expect(entry["channel_id"]?.stringValue == ChannelID(second.demandID).rawValue)

            func ids(_ query: String) async throws -> [String?] {
                try await desk.get("/demands?\(query)").json["demands"].array.map { $0["demand_id"]?.stringValue }
            }
            #expect(try await ids("status=active") == [second.demandID.rawValue])
            #expect(try await ids("status=cancelled") == [first.demandID.rawValue])
            #expect(try await ids("q=wedding%20PHOTO") == [first.demandID.rawValue])
            #expect(try await ids("q=\(second.demandID.token)") == [second.demandID.rawValue])
            #expect(try await ids("q=wedding+circus").isEmpty)
            let page = try await desk.get("/demands?limit=1").json
            let cursor = try #require(page["next_cursor"].string)
            #expect(try await ids("limit=1&cursor=\(cursor)") == [first.demandID.rawValue])
        }
    }

    @Test(
        "queries that make no sense are refused and say which part",
        arguments: [
            "/demands?status=happy", "/demands?limit=0", "/demands?limit=101", "/demands?limit=x", "/demands?cursor=-1",
            "/demands?cursor=zzz", "/audit?cursor=1.5", "/audit?limit=201", "/agents?cursor=%20", "/agents?limit=201",
            "/agents?q=\(String(repeating: "a", count: 201))",
        ])
    func badQueries(path: String) async throws {
        try await AdminTests.with { desk in
            let reply = try await desk.get(path)
            #expect(reply.status == 400 && reply.json["error_code"].string == "E001")
            let field = String(path.split(separator: "?")[1].prefix { $0 != "=" })
            #expect(reply.json["detail"].string?.hasPrefix("\(field): ") == true, "\(reply.text)")
        }
    }

    @Test("cancel ends a demand whoever owns it, once, and is written down with its reason")
    func cancel() async throws {
        try await AdminTests.with(members: AdminTests.manualMembers()) { desk in
            let id = try await desk.submit().demandID
            try await desk.until("towow.demand.broadcast", in: id)
            let first = try await desk.post("/demands/\(id)/cancel", #"{"reason":" spam "}"#)
            #expect(first.status == 200 && first.json["status"].string == "cancelled")
            #expect(first.json["duplicate"] == .bool(false))
            let again = try await desk.post("/demands/\(id)/cancel")
            #expect(again.status == 200 && again.json["duplicate"] == .bool(true))
            let log = try await desk.engine.store.events(of: id, after: 0, limit: 100)
            let failed = try #require(log.first { $0.type == "towow.negotiation.failed" })
            #expect(failed.payload.contains(#""decided_by":"operator""#) && !failed.payload.contains("spam"))
            let audit = try await desk.audit()
            #expect(audit.map { $0["action"]?.stringValue } == ["demand.cancel", "demand.cancel"])
            #expect(audit.last?["detail"]?.stringValue == "\(id): spam")
            #expect(audit.last?["actor"]?.stringValue == "admin 127.0.0.1")
            let unknown = try await desk.post("/demands/d-aaaaaaaaaaaaaaaaaaaaaaaaaa/cancel")
            #expect(unknown.status == 404 && unknown.json["error_code"].string == "E002")
            #expect(try await desk.post("/demands/nonsense/cancel").status == 404)
            #expect(try await desk.post("/demands/\(id)/cancel", #"{"reason":5}"#).status == 400)
        }
    }

    @Test("a demand that is over cannot be cancelled any more")
    func cancelTooLate() async throws {
        try await AdminTests.with { desk in
            let id = try await desk.submit().demandID
            try await desk.until("towow.demand.completed", in: id)
            let reply = try await desk.post("/demands/\(id)/cancel")
            #expect(reply.status == 409 && reply.json["error_code"].string == "E010")
            #expect(try await desk.audit().isEmpty)
        }
    }

    @Test("kick removes a member from a channel, with the event and the audit")
    func kick() async throws {
        try await AdminTests.with(members: AdminTests.manualMembers()) { desk in
            let id = try await desk.submit().demandID
            let channel = ChannelID(id)
            try await desk.until("towow.demand.broadcast", in: id)
            let reply = try await desk.post("/channels/\(channel)/kick", #"{"agent_id":"anna","reason":"spam"}"#)
            #expect(reply.status == 200 && reply.json["duplicate"] == .bool(false))
            let log = try await desk.engine.store.events(of: id, after: 0, limit: 100)
            let kicked = try #require(log.first { $0.type == "towow.agent.kicked" })
            #expect(kicked.payload.contains(#""agent_id":"anna""#) && kicked.payload.contains("spam"))
            let again = try await desk.post("/channels/\(channel)/kick", #"{"agent_id":"anna","reason":"spam"}"#)
            #expect(again.json["duplicate"] == .bool(true))
            #expect(try await desk.audit().last?["detail"]?.stringValue == "\(channel) anna: spam")

            let refusals: [(path: String, body: String, status: Int, code: String)] = [
                ("\(channel)", #"{"agent_id":"nobody","reason":"x"}"#, 404, "E008"),
                ("\(channel)", #"{"agent_id":"BAD ID","reason":"x"}"#, 404, "E008"),
                ("\(channel)-sub1", #"{"agent_id":"anna","reason":"x"}"#, 404, "E007"),
                ("collab-aaaaaaaaaaaaaaaaaaaaaaaaaa", #"{"agent_id":"anna","reason":"x"}"#, 404, "E007"),
                ("nonsense", #"{"agent_id":"anna","reason":"x"}"#, 404, "E007"),
                ("\(channel)", #"{"agent_id":"anna"}"#, 400, "E001"),
                ("\(channel)", #"{"agent_id":"anna","reason":"  "}"#, 400, "E001"),
                ("\(channel)", #"{"agent_id":"anna","reason":"\#(String(repeating: "x", count: 501))"}"#, 400, "E001"),
            ]
            for refusal in refusals {
                let reply = try await desk.post("/channels/\(refusal.path)/kick", refusal.body)
                #expect(
                    reply.status == refusal.status && reply.json["error_code"].string == refusal.code,
                    "\(refusal.body): \(reply.text)")
            }
            _ = try await desk.post("/demands/\(id)/cancel")
            let late = try await desk.post("/channels/\(channel)/kick", #"{"agent_id":"bert","reason":"x"}"#)
            #expect(late.status == 409 && late.json["error_code"].string == "E010")
        }
    }

    // MARK: Model

    @Test("without a key the model's calls answer, with nothing in them, and a test says why it cannot be made")
    func noModel() async throws {
        try await AdminTests.with { desk in
            let report = try await desk.get("/llm").json
            #expect(report["llm_configured"] == .bool(false) && report["models"].array.isEmpty)
            #expect(try await desk.get("/circuit-breaker").json["state"].string == "not_initialized")
            let test = try await desk.post("/llm/test")
            #expect(test.status == 503 && test.json["error_code"].string == "E003")
            #expect(try await desk.post("/circuit-breaker/reset").status == 200)
        }
    }

    @Test("decisions are reported by class with what they took; the worst breaker stands on top; both can be reset")
    func model() async throws {
        try await AdminTests.with(model: TestModel()) { desk in
            let json = try await desk.get("/llm").json
            let decision = try #require(json["decisions"].array.first)
            #expect(decision["calls"]?.int == 4 && decision["average_ms"]?.int == 100)
            #expect(decision["outcomes"]?["success"]?.int == 3 && decision["outcomes"]?["budget"]?.int == 0)
            #expect(decision["input_tokens"]?.int == 40 && json["waiting"].int == 2)
            #expect(json["stats"]["total_calls"].int == 4 && json["stats"]["fallback_count"].int == 1)
            let breaker = try await desk.get("/circuit-breaker").json
            #expect(breaker["state"].string == "open" && breaker["failure_threshold"].int == 3)
            #expect(breaker["models"].array.map { $0["state"]?.stringValue } == ["open", "closed"])
            #expect(breaker["models"].array.first?["retry_at"]?.stringValue == "1970-01-01T00:00:31.000Z")
            #expect(breaker["last_failure_time"].string == "1970-01-01T00:00:01.000Z")

            let closed = try await desk.post("/circuit-breaker/reset").json
            #expect(closed["status"]["state"].string == "closed")
            let reset = try await desk.post("/llm/reset-stats").json
            #expect(reset["status"]["stats"]["total_calls"].int == 0)
            #expect(
                try await desk.audit().map { $0["action"]?.stringValue } == [
                    "llm.reset_stats", "circuit_breaker.reset",
                ])
        }
    }

    @Test("a test call says what it took, or why it failed, and is written down either way")
    func modelTest() async throws {
        let model = TestModel()
        try await AdminTests.with(model: model) { desk in
            let reply = try await desk.post("/llm/test", #"{"model":"model-z"}"#)
            #expect(reply.status == 200 && reply.json["ok"] == .bool(true) && reply.json["model"].string == "model-z")
            #expect(reply.json["latency_ms"].int == 12 && reply.json["input_tokens"].int == 20)
            model.fail(TowowError(.modelUnavailable, "model_breaker"))
            let open = try await desk.post("/llm/test")
            #expect(open.status == 503 && open.json["error_code"].string == "E003")
            #expect(open.json["detail"].string == "the circuit breaker is open")
            model.fail(TowowError(.modelTimeout, "model_timeout"))
            let late = try await desk.post("/llm/test")
            #expect(late.status == 504 && late.json["error_code"].string == "E004")
            #expect(try await desk.audit().count == 3)
            for bad in [#"{"model":""}"#, #"{"model":"a b"}"#, #"{"model":7}"#] {
                #expect(try await desk.post("/llm/test", bad).status == 400)
            }
        }
    }

    // MARK: Limiter

    @Test("the limiter is shown and its counts reset, on or off", arguments: [true, false])
    func limiter(isOn: Bool) async throws {
        try await AdminTests.with(configure: { configuration in
            configuration.live.update(.init(isRateLimitEnabled: isOn, rateLimitUserMax: 1))
        }) { desk in
            for _ in 0..<5 { _ = try await desk.client.post("/api/v1/demand/submit", #"{"raw_input":"a room"}"#) }
            let json = try await desk.get("/rate-limiter").json
            #expect(json["enabled"] == .bool(isOn) && json["config"]["user_max_requests"].int == 1)
            #expect(json["stats"]["total_requests"].int == 5)
            #expect(json["stats"]["user_limited_requests"].int == (isOn ? 2 : 0))
            #expect(json["active_users"].int == (isOn ? 1 : 0))
            let reset = try await desk.post("/rate-limiter/reset-stats").json
            #expect(reset["status"]["stats"]["total_requests"].int == 0)
            #expect(try await desk.audit().first?["action"]?.stringValue == "rate_limiter.reset_stats")
        }
    }

    // MARK: Audit

    @Test("the audit goes back page by page")
    func auditPages() async throws {
        try await AdminTests.with { desk in
            for _ in 0..<5 { _ = try await desk.post("/rate-limiter/reset-stats") }
            var numbers: [Int] = []
            var cursor = ""
            repeat {
                let page = try await desk.get("/audit?limit=2&cursor=\(cursor)").json
                #expect(page["entries"].array.count <= 2)
                numbers += page["entries"].array.compactMap { $0["number"]?.int }
                cursor = page["next_cursor"].string ?? ""
            } while !cursor.isEmpty
            #expect(numbers == [5, 4, 3, 2, 1])
        }
    }
}
