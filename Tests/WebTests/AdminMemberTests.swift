import FoundationEssentials
import Testing

@testable import Engine
@testable import Web

/// The operator and the member pool.
@Suite("Operator's members", .timeLimit(.minutes(3)))
struct AdminMemberTests {
    private static let lines = """
        {"id":"anna","display_name":"Anna","capabilities":[{"name":"photographer"}]}
        {"id":"bert","display_name":"Bert","capabilities":[{"name":"speaker"}]}

        """
    private static let table = "id,display_name,capabilities\nanna,Anna,photographer\nbert,Bert,speaker\n"
    private static let array =
        #"[{"id":"anna","display_name":"Anna","capabilities":[{"name":"photographer"}]},"#
        + #"{"id":"bert","display_name":"Bert","capabilities":[{"name":"speaker"}]}]"#

    @Test(
        "members come as JSON, JSON Lines or CSV, under their types or found out",
        arguments: [
            (array, "application/json"), (lines, "application/json"), (lines, "application/x-ndjson"),
            (table, "text/csv; charset=utf-8"), (table, "text/plain"), (array, "application/octet-stream"),
        ])
    func forms(form: (text: String, type: String)) async throws {
        try await AdminTests.with { desk in
            let trial = try await desk.post("/agents/import?dry_run=true", form.text, type: form.type)
            #expect(trial.status == 200 && trial.json["dry_run"] == .bool(true) && trial.json["created"].int == 2)
            #expect(try await desk.engine.store.members(["anna", "bert"]).isEmpty)
            #expect(try await desk.audit().isEmpty)
            let done = try await desk.post("/agents/import", form.text, type: form.type)
            #expect(
                done.json["created"].int == 2 && done.json["agent_ids"].array == [.string("anna"), .string("bert")])
            #expect(try await desk.engine.coordinator.member("bert")?.member.capabilities.first?.name == "speaker")
            let again = try await desk.post("/agents/import", form.text, type: form.type)
            #expect(again.json["unchanged"].int == 2 && again.json["total"].int == 2)
            let audit = try await desk.audit()
            #expect(audit.map { $0["action"]?.stringValue } == ["agents.import", "agents.import"])
            #expect(audit.last?["detail"]?.stringValue == "2 created, 0 updated, 0 unchanged")
        }
    }

    @Test("one fault and nobody is imported; faults have their lines, the first hundred are named and all counted")
    func faults() async throws {
        try await AdminTests.with { desk in
            let good = #"{"id":"good","display_name":"Good"}"# + "\n"
            let reply = try await desk.post(
                "/agents/import", good + #"{"id":"BAD","display_name":"B","age":5}"# + "\n",
                type: "application/x-ndjson")
            #expect(reply.status == 400 && reply.json["error_code"].string == "E001")
            let faults = reply.json["faults"].array.compactMap(\.stringValue)
            #expect(faults.count == reply.json["total_faults"].int && faults.allSatisfy { $0.hasPrefix("line 2: ") })
            #expect(reply.json["detail"].string == faults.first)
            let many = String(repeating: #"{"id":"x"}"# + "\n", count: 150)
            let flood = try await desk.post("/agents/import", good + many, type: "application/x-ndjson")
            #expect(flood.json["faults"].array.count == 100 && flood.json["total_faults"].int ?? 0 > 149)
            #expect(try await desk.engine.store.member("good", version: nil) == nil)
            #expect(try await desk.audit().isEmpty)
        }
    }

    @Test(
        "what is wrong with an import is said in Chinese to whoever reads Chinese",
        arguments: [
            ("[", "第 1 行：JSON 不完整"), ("[]", "第 1 行：其中没有成员"), (#"{"id":"a","id":"b"}"#, "第 1 行：键名 \"id\" 出现了两次"),
            (#"[{"id":"anna","display_name":"A"},{"id":"anna","display_name":"B"}]"#, "第 1 行：id：anna 已在第 1 行出现"),
            (#"{"id":"anna","display_name":"A","notice_days":-1}"#, "第 1 行：notice_days：必须在 0 到 366 之间"),
            ("id,display_name\nanna\n", "第 2 行：有 1 个单元格，应为 2 个"), ("id,age\na,1\n", "第 1 行：age：没有这一列"),
        ])
    func chineseFaults(import text: String, fault: String) async throws {
        try await AdminTests.with { desk in
            let reply = try await desk.client.request(
                "POST", "/api/v1/admin/agents/import",
                headers: [
                    "X-Admin-Key: \(AdminTests.key)", "Content-Type: application/octet-stream", "Accept-Language: zh",
                ], body: text)
            #expect(reply.status == 400)
            let faults = reply.json["faults"].array.compactMap(\.stringValue)
            #expect(faults.contains(fault), "\(faults)")
            #expect(faults.allSatisfy { $0.hasPrefix("第 ") && !$0.contains(": ") }, "\(faults)")
        }
    }

    @Test(
        "the profile of a member elsewhere is the network's: a change is 409, an import has its lines, both name the fields"
    )
    func elsewhere() async throws {
        try await AdminTests.with { desk in
            let shown = try Member(
                remote: Array(#"{"display_name":"R","summary":"halls"}"#.utf8), id: "oa_r", name: nil)
            _ = try await desk.engine.coordinator.takeIn(remote: [shown]) { _ in true }
            func patch(_ body: String, _ language: String = "en") async throws -> RawClient.Reply {
                try await desk.client.request(
                    "PATCH", "/api/v1/agents/oa_r",
                    headers: ["X-Admin-Key: \(AdminTests.key)", "Accept-Language: \(language)"], body: body)
            }
            let refused = try await patch(#"{"summary":"barns","price":null,"notice_days":3}"#)
            #expect(refused.status == 409 && refused.json["error_code"].string == "E010")
            let fields = refused.json["fields"].array
            #expect(fields.map { $0["field"]?.stringValue } == ["notice_days", "summary"])
            #expect(fields.allSatisfy { $0["problem"]?.stringValue == RemoteProfileFault.problem })
            #expect(refused.json["detail"].string == "notice_days: " + RemoteProfileFault.problem)
            #expect(try await patch(#"{"summary":"barns"}"#, "zh").json["detail"].string?.contains("网络") == true)
            #expect(try await patch(#"{"summary":"halls"}"#).status == 200)

            let other = #"{"id":"oa_r","display_name":"R","kind":"openagents","summary":"barns"}"#
            for path in ["/agents/import", "/agents/import?dry_run=true"] {
                let reply = try await desk.post(
                    path, #"{"id":"anna","display_name":"Anna"}"# + "\n\n" + other + "\n", type: "application/x-ndjson")
                #expect(reply.status == 400 && reply.json["total_faults"].int == 1)
                #expect(
                    reply.json["faults"].array.map(\.stringValue) == ["line 3: summary: \(RemoteProfileFault.problem)"])
            }
            let chinese = try await desk.client.request(
                "POST", "/api/v1/admin/agents/import",
                headers: [
                    "X-Admin-Key: \(AdminTests.key)", "Content-Type: application/x-ndjson", "Accept-Language: zh",
                ], body: other)
            #expect(chinese.json["faults"].array == [.string("第 1 行：summary：由该成员所在的网络管理，只能在那里修改")])
            #expect(try await desk.engine.store.members(["anna"]).isEmpty)
            #expect(try await desk.post("/agents/oa_r/deactivate").status == 200)
            #expect(try await desk.engine.coordinator.takeIn(remote: [shown]) { _ in true } == ["oa_r": .off])
        }
    }

    @Test("what is no import is refused", arguments: ["application/xml", "multipart/form-data; boundary=x"])
    func types(type: String) async throws {
        try await AdminTests.with { desk in
            let reply = try await desk.post("/agents/import", "x", type: type)
            #expect(reply.status == 415 && reply.header("accept")?.contains("text/csv") == true)
            for (path, body) in [("?dry_run=perhaps", "[]"), ("", "[]"), ("", "")] {
                let reply = try await desk.post("/agents/import\(path)", body)
                #expect(reply.status == 400, "\(path) \(body)")
            }
        }
    }

    @Test("an import may have 8 MiB; beyond, and for everybody without the key, its body is not read")
    func sizes() async throws {
        try await AdminTests.with { desk in
            // Blank lines count as bytes and cost nothing to read.
            let padded = AdminMemberTests.lines + String(repeating: "\n", count: 3_000_000)
            let large = try await desk.post("/agents/import?dry_run=true", padded, type: "application/x-ndjson")
            #expect(large.status == 200 && large.json["created"].int == 2)
            let size = 8 * 1024 * 1024 + 1
            for (key, status) in [(AdminTests.key, 413), ("wrong", 413)] {
                let client = try await desk.server.client()
                try await client.send(
                    "POST /api/v1/admin/agents/import HTTP/1.1\r\nHost: localhost\r\nX-Admin-Key: \(key)\r\n"
                        + "Content-Type: text/csv\r\nContent-Length: \(size)\r\n\r\n")
                let reply = try await client.reply()
                #expect(reply.status == status && reply.json["detail"].string == "at most 8 MiB")
            }
            // Answered before a byte of the body was sent.
            for (header, status) in [("X-Admin-Key: wrong", 403), ("X-Nothing: 1", 401)] {
                let client = try await desk.server.client()
                try await client.send(
                    "POST /api/v1/admin/agents/import HTTP/1.1\r\nHost: localhost\r\n\(header)\r\n"
                        + "Content-Type: text/csv\r\nContent-Length: 1000000\r\nExpect: 100-continue\r\n\r\n")
                let reply = try await client.reply()
                #expect(reply.status == status && reply.header("connection") == "close")
            }
            // Chunks have no length that could be looked at first.
            let chunked = try await desk.server.client()
            try await chunked.send(
                "POST /api/v1/admin/agents/import HTTP/1.1\r\nHost: localhost\r\nX-Admin-Key: \(AdminTests.key)\r\n"
                    + "Content-Type: text/csv\r\nTransfer-Encoding: chunked\r\n\r\n")
            let block = String(repeating: "x", count: 1 << 20)
            for _ in 0..<8 { try? await chunked.send("100000\r\n\(block)\r\n") }
            try? await chunked.send("1\r\nx\r\n")
            #expect(try await chunked.reply().status == 413)
            // All other bodies stay small.
            let other = try await desk.post("/config", "{\"a\":\"\(String(repeating: "x", count: 70_000))\"}")
            #expect(other.status == 413)
        }
    }

    @Test("members are listed with those who left, page by page, and by what they say of themselves")
    func list() async throws {
        try await AdminTests.with { desk in
            _ = try await desk.post("/agents/import", AdminMemberTests.lines)
            let left = try await desk.post("/agents/anna/deactivate")
            #expect(left.status == 200 && left.json["is_active"] == .bool(false))
            let all = try await desk.get("/agents").json
            #expect(all["agents"].array.map { $0["agent_id"]?.stringValue } == ["anna", "bert"])
            #expect(all["agents"].array.map { $0["is_active"] } == [.bool(false), .bool(true)])
            #expect(all["agents"].array.first?["kind"]?.stringValue == "auto" && all["next_cursor"] == .null)
            let first = try await desk.get("/agents?limit=1").json
            #expect(first["next_cursor"].string == "anna")
            let second = try await desk.get("/agents?limit=1&cursor=anna").json
            #expect(second["agents"].array.map { $0["agent_id"]?.stringValue } == ["bert"])
            let found = try await desk.get("/agents?q=PHOTO").json
            #expect(found["agents"].array.map { $0["agent_id"]?.stringValue } == ["anna"])
        }
    }

    @Test("a member goes out of the directory and back; unknown ones are E008; both are written down")
    func standing() async throws {
        try await AdminTests.with { desk in
            _ = try await desk.post("/agents/import", AdminMemberTests.lines)
            #expect(try await desk.post("/agents/anna/deactivate").status == 200)
            let gone = try await desk.client.get("/api/v1/agents/anna")
            #expect(gone.status == 404)
            let back = try await desk.post("/agents/anna/activate")
            #expect(back.status == 200 && back.json["is_active"] == .bool(true))
            let there = try await desk.client.get("/api/v1/agents/anna")
            #expect(there.status == 200)
            for path in ["/agents/nobody/activate", "/agents/nobody/deactivate", "/agents/BAD/activate"] {
                let reply = try await desk.post(path)
                #expect(reply.status == 404 && reply.json["error_code"].string == "E008")
            }
            let actions = try await desk.audit().map { $0["action"]?.stringValue }
            #expect(actions == ["agent.activate", "agent.deactivate", "agents.import"])
        }
    }
}
