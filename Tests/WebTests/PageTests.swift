import CAssets
import Engine
import FoundationEssentials
import Testing

@testable import Web

@Suite("Pages", .timeLimit(.minutes(3)))
struct PageTests {
    @Test("every file of the pages is served under its address in three encodings with its tag")
    func filesAreServed() async throws {
        try #require(towow_asset_count() > 0)
        try await TestServer.with(ScriptedService()) { server in
            let client = try await server.client()
            for index in 0..<towow_asset_count() {
                let asset = try #require(towow_asset_at(index)?.pointee)
                let url = String(cString: asset.url)
                let plain = try await client.get(url)
                #expect(plain.status == 200, "\(url)")
                #expect(plain.body == Array(UnsafeBufferPointer(start: asset.raw, count: asset.raw_n)))
                #expect(plain.header("content-type") == String(cString: asset.type))
                #expect(plain.headers("vary") == ["Origin", "Accept-Encoding"])
                let isRevalidated = url == "/" || url == Pages.document
                #expect(
                    plain.header("cache-control")
                        == (isRevalidated ? "no-cache" : "public, max-age=31536000, immutable"), "\(url)")
                let brotli = try await client.get(url, "Accept-Encoding: gzip, deflate, br, zstd")
                #expect(brotli.header("content-encoding") == (asset.br_n > 0 ? "br" : asset.gz_n > 0 ? "gzip" : nil))
                if asset.br_n > 0 { #expect(brotli.body.count == asset.br_n) }
                let gzip = try await client.get(url, "Accept-Encoding: gzip")
                if asset.gz_n > 0 {
                    #expect(gzip.body == Array(UnsafeBufferPointer(start: asset.gz, count: asset.gz_n)))
                }
                let tag = String(cString: asset.etag)
                for known in [tag, "W/\(tag)", "\"other\", \(tag)", "*"] {
                    let unchanged = try await client.get(url, "If-None-Match: \(known)")
                    #expect(unchanged.status == 304)
                    #expect(unchanged.header("etag") == tag)
                }
                #expect(try await client.get(url, "If-None-Match: \"other\"").status == 200)
            }
        }
    }

    @Test("page addresses answer with the page and say by status whether what they name exists")
    func pageAddresses() async throws {
        let service = ScriptedService()
        service.set(members: [try .sample()])
        try await TestServer.with(service) { server in
            let demand = service.demand()
            let client = try await server.client()
            let index = try await client.get("/")
            #expect(index.text.contains("<towow-app>"))
            for (path, status) in [
                ("/negotiation/\(demand)", 200), ("/negotiation/\(demand)?replay=1", 200),
                ("/negotiation/d-unknown", 404),
                ("/agents", 200), ("/agents/ada", 200), ("/agents/nobody", 404), ("/agents/%00", 404),
                ("/join", 200), ("/inbox", 200), ("/inbox/ada", 200), ("/inbox/ada/profile", 200),
            ] {
                let reply = try await client.get(path, "Accept: text/html,*/*;q=0.8")
                #expect(reply.status == status, "\(path)")
                #expect(reply.body == index.body, "\(path)")
            }
        }
    }

    @Test("an unknown address is a page for browsers and JSON for programs")
    func unknownAddress() async throws {
        try await TestServer.with(ScriptedService()) { server in
            let client = try await server.client()
            let page = try await client.get("/nowhere", "Accept: text/html")
            #expect(page.status == 404)
            #expect(page.header("content-type") == "text/html; charset=utf-8")
            let json = try await client.get("/nowhere")
            #expect(json.status == 404)
            #expect(json.header("content-type") == "application/json; charset=utf-8")
            for path in ["/../etc/passwd", "/assets/../index.html", "/%2e%2e/%2e%2e/etc/passwd", "//", "/assets/"] {
                #expect(try await client.get(path).status == 404, "\(path)")
            }
        }
    }

    @Test("liveness is constant, readiness says what is wrong and nothing more")
    func health() async throws {
        try await TestServer.with(ScriptedService()) { server in
            let client = try await server.client()
            #expect(try await client.get("/health").text == "{\"status\":\"healthy\"}")
            #expect(try await client.get("/health-fe").text == "OK")
            let ready = try await client.get("/health/ready")
            #expect(ready.status == 200)
            #expect(
                ready.text
                    == #"{"checks":{"database":"healthy","engine":"healthy"},"openagents":{"state":"off"},"status":"ready"}"#
            )
        }
        let service = ScriptedService()
        service.hang()
        try await TestServer.with(service, configure: { $0.timeouts.ready = .milliseconds(100) }) { server in
            let client = try await server.client()
            let hanging = try await client.get("/health/ready")
            #expect(hanging.status == 503)
            #expect(
                hanging.text
                    == #"{"checks":{"database":"unhealthy","engine":"healthy"},"openagents":{"state":"off"},"status":"not_ready"}"#
            )
            #expect(try await client.get("/health").status == 200)
        }
    }

    @Test("readiness tells how the model is; one that fails makes nobody unready, because rules decide")
    func modelHealth() async throws {
        let health = ModelHealth(
            running: 3, waiting: 40,
            models: [.init(id: "claude-a", breaker: .closed), .init(id: "claude-b", breaker: .open)], spentUSD: 1.25)
        try await TestServer.with(ScriptedService(), configure: { $0.modelHealth = { health } }) { server in
            let ready = try await server.client().get("/health/ready")
            #expect(ready.status == 200)
            #expect(
                ready.text
                    == #"{"checks":{"database":"healthy","engine":"healthy","llm":"degraded"},"#
                    + #""llm":{"breakers":{"claude-a":"closed","claude-b":"open"},"running":3,"waiting":40},"#
                    + #""openagents":{"state":"off"},"status":"ready"}"#
            )
        }
    }

    @Test("readiness tells how the way to members elsewhere is; one that is away makes nobody unready")
    func remoteHealth() async throws {
        let health = RemoteHealth(
            .unreachable, reason: "connection_lost", since: Timestamp(milliseconds: 0), agentID: "towow-a",
            membersOnline: 0, openQuestions: 2)
        try await TestServer.with(ScriptedService(), configure: { $0.remoteHealth = { health } }) { server in
            let ready = try await server.client().get("/health/ready")
            #expect(ready.status == 200)
            #expect(
                ready.text
                    == #"{"checks":{"database":"healthy","engine":"healthy","openagents":"degraded"},"openagents":{"#
                    + #""agent_id":"towow-a","members_online":0,"open_questions":2,"reason":"connection_lost","#
                    + #""since":"1970-01-01T00:00:00.000Z","state":"unreachable"},"status":"ready"}"#)
        }
    }

    @Test("members say where their agents live and, of those elsewhere, whether they can be reached")
    func origins() async throws {
        let service = ScriptedService()
        var remote = try MemberRecord.sample()
        remote.member.kind = .openagents
        remote.member.id = "oa_eve"
        service.set(members: [try .sample(), remote])
        try await TestServer.with(service) { server in
            let client = try await server.client()
            #expect(try await client.get("/api/v1/agents/ada").text.contains(#""online":null,"origin":"local""#))
            #expect(
                try await client.get("/api/v1/agents/oa_eve").text.contains(#""online":false,"origin":"openagents""#))
            service.presence.set(online: ["oa_eve"])
            #expect(
                try await client.get("/api/v1/agents/oa_eve").text.contains(#""online":true,"origin":"openagents""#))
        }
    }

    @Test("members show their public fields and nothing else")
    func membersShowPublicFieldsOnly() async throws {
        let service = ScriptedService()
        service.set(members: [try .sample()])
        try await TestServer.with(service) { server in
            let client = try await server.client()
            let one = try await client.get("/api/v1/agents/ada")
            #expect(
                one.text
                    == #"{"agent_id":"ada","capabilities":[],"display_name":"Ada","kind":"auto","online":null,"origin":"local","summary":"Speaks."}"#
            )
            let list = try await client.get("/api/v1/agents?q=ada&limit=1")
            #expect(list.text == "{\"agents\":[\(one.text)],\"registration_open\":false,\"total\":1}")
            #expect(try await client.get("/api/v1/agents/nobody").text.contains("\"error_code\":\"E008\""))
            for query in ["limit=0", "limit=101", "limit=x", "cursor=%00", "q=%00"] {
                #expect(try await client.get("/api/v1/agents?\(query)").status == 400, "\(query)")
            }
        }
    }
}

extension MemberRecord {
    static func sample() throws -> MemberRecord {
        let text = """
            {"id":"ada","display_name":"Ada","kind":"auto","summary":"Speaks.","capabilities":[],"languages":["en"],
            "places":[{"city":"London"}],"remote":true,"availability":[],"notice_days":3,
            "price":{"amount":10,"currency":"EUR","per":"hour"},"declines":["secret"],
            "style":{"openness":50,"patience":50,"detail":50},"conditions":[],
            "public_fields":["summary","capabilities","no_such_field"]}
            """
        return MemberRecord(
            member: try JSONDecoder().decode(Member.self, from: Data(text.utf8)), version: 1, isActive: true)
    }
}
