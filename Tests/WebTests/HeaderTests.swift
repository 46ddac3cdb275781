import CZlib
import Engine
import Testing

@testable import Web

@Suite("Headers", .timeLimit(.minutes(3)))
struct HeaderTests {
    @Test("every answer has the security headers, a date and a request id, whatever its status")
    func securityHeadersOnEveryStatus() async throws {
        let service = ScriptedService()
        try await TestServer.with(service) { server in
            let demand = service.demand()
            let requests: [(method: String, path: String, headers: [String], body: String?, status: Int)] = [
                ("GET", "/health", [], nil, 200), ("GET", "/", [], nil, 200), ("GET", "/nowhere", [], nil, 404),
                ("GET", "/nowhere", ["Accept: text/html"], nil, 404), ("DELETE", "/health", [], nil, 405),
                ("OPTIONS", "/health", [], nil, 204), ("POST", "/api/v1/demand/submit", [], "{}", 400),
                ("POST", "/api/v1/demand/submit", ["Content-Type: text/plain"], "x", 415),
                ("POST", "/api/v1/demand/submit", [], "{\"raw_input\":\"store\"}", 503),
                ("POST", "/api/v1/demand/submit", [], "{\"raw_input\":\"fault\"}", 500),
                ("GET", "/api/v1/events/negotiations/d-x/stream", [], nil, 404),
                ("POST", "/api/v1/events/negotiations/\(demand)/stream", [], "{}", 405),
                ("HEAD", "/api/v1/events/negotiations/\(demand)/stream", [], nil, 200),
                ("GET", "/api/v1/events/negotiations/\(demand)/stream", [], nil, 200),
            ]
            for request in requests {
                let client = try await server.client()
                let stream = request.method == "GET" && request.status == 200 && request.path.hasSuffix("/stream")
                let reply: RawClient.Reply
                if stream {
                    try await client.send("GET \(request.path) HTTP/1.1\r\nHost: a\r\n\r\n")
                    reply = try await client.head()
                } else {
                    reply = try await client.request(
                        request.method, request.path, headers: request.headers, body: request.body)
                }
                let name = "\(request.method) \(request.path)"
                #expect(reply.status == request.status, "\(name)")
                #expect(reply.header("content-security-policy") == HeaderPolicy.contentSecurity, "\(name)")
                for header in [
                    "x-content-type-options", "referrer-policy", "cross-origin-opener-policy",
                    "cross-origin-resource-policy", "permissions-policy", "x-frame-options", "date", "x-request-id",
                ] {
                    #expect(reply.headers(header).count == 1, "\(name): \(header)")
                }
                #expect(
                    reply.headers("content-length").count
                        == (stream || reply.status == 204 || request.method == "HEAD" ? 0 : 1))
                #expect(reply.header("x-xss-protection") == nil)
                #expect(reply.header("strict-transport-security") == nil, "not by plain HTTP")
            }
        }
    }

    @Test("a sane request id is repeated, anything else replaced; own ids differ")
    func requestIDs() async throws {
        try await TestServer.with(ScriptedService()) { server in
            let client = try await server.client()
            #expect(try await client.get("/health", "X-Request-ID: abc-1._Z").header("x-request-id") == "abc-1._Z")
            var ids: Set<String> = []
            for bad in ["a b", "a\"b", String(repeating: "x", count: 65), "中文", ""] {
                let id = try #require(try await client.get("/health", "X-Request-ID: \(bad)").header("x-request-id"))
                #expect(id != bad && RequestIDs.isSane(id))
                ids.insert(id)
            }
            #expect(ids.count == 5)
            let error = try await client.get("/nowhere", "X-Request-ID: in-the-body")
            #expect(error.text.contains("\"request_id\":\"in-the-body\""))
        }
    }

    @Test(
        "a wrong method is 405 with Allow, HEAD works where GET does",
        arguments: [
            ("/health", "GET, HEAD, OPTIONS"), ("/health/ready", "GET, HEAD, OPTIONS"), ("/", "GET, HEAD, OPTIONS"),
            ("/api/v1/demand/submit", "POST, OPTIONS"), ("/api/v1/events/health", "GET, HEAD, OPTIONS"),
            ("/api/v1/demand/d-x/cancel", "POST, OPTIONS"),
        ])
    func wrongMethod(path: String, allow: String) async throws {
        try await TestServer.with(ScriptedService()) { server in
            let client = try await server.client()
            for method in ["DELETE", "PATCH", "TRACE", "BREW"] {
                let reply = try await client.request(method, path)
                if method == "BREW", reply.status == 400 { return }  // not a method that the parser knows: closed
                #expect(reply.status == 405, "\(method) \(path)")
                #expect(reply.header("allow") == allow, "\(method) \(path)")
            }
        }
    }

    @Test(
        "HEAD has the headers of GET and no body",
        arguments: ["/health", "/", "/api/v1/agents", "/nowhere", "/health-fe"])
    func headIsGetWithoutBody(path: String) async throws {
        try await TestServer.with(ScriptedService()) { server in
            let client = try await server.client()
            let get = try await client.get(path)
            let head = try await client.request("HEAD", path)
            #expect(head.status == get.status)
            #expect(head.header("content-length") != nil)
            #expect(head.header("content-type") == get.header("content-type"))
            #expect(try await client.get("/health").status == 200, "no body bytes were left on the connection")
        }
    }

    @Test("listed origins may call with credentials, on answers, errors and streams; others and null get nothing")
    func crossOrigin() async throws {
        let service = ScriptedService()
        try await TestServer.with(service, configure: { $0.corsOrigins = ["https://pages.example"] }) { server in
            let demand = service.demand()
            let stream = "/api/v1/events/negotiations/\(demand)/stream"
            for path in ["/health", "/nowhere", "/api/v1/demand/d-x", stream] {
                for origin in [
                    "https://pages.example", "https://pages.example.evil.example", "null", "HTTPS://PAGES.EXAMPLE",
                ] {
                    let client = try await server.client()
                    try await client.send("GET \(path) HTTP/1.1\r\nHost: a\r\nOrigin: \(origin)\r\n\r\n")
                    let reply = try await client.head()
                    let isListed = origin == "https://pages.example"
                    #expect(
                        reply.header("access-control-allow-origin") == (isListed ? origin : nil), "\(path) \(origin)")
                    #expect(reply.header("access-control-allow-credentials") == (isListed ? "true" : nil))
                    #expect(reply.headers("vary").contains("Origin"))
                }
            }
            let preflight = try await server.client().request(
                "OPTIONS", "/api/v1/demand/submit",
                headers: ["Origin: https://pages.example", "Access-Control-Request-Method: POST"])
            #expect(preflight.status == 204)
            #expect(preflight.header("access-control-allow-methods") == "POST, OPTIONS")
            #expect(preflight.header("access-control-allow-headers")?.contains("Idempotency-Key") == true)
        }
        try await TestServer.with(ScriptedService()) { server in
            let reply = try await server.client().get("/health", "Origin: https://pages.example")
            #expect(reply.header("access-control-allow-origin") == nil)
            #expect(reply.headers("vary") == ["Origin"])
        }
    }

    @Test("https is insisted on only when a trusted proxy says that the client came by it")
    func transportSecurity() async throws {
        try await TestServer.with(ScriptedService()) { server in
            let reply = try await server.client().get("/health", "X-Forwarded-Proto: https")
            #expect(reply.header("strict-transport-security") == nil)
        }
        let trusting: (inout WebConfiguration) -> Void = {
            $0.trustedProxies = [AddressRange("127.0.0.1")].compactMap { $0 }
        }
        try await TestServer.with(ScriptedService(), configure: trusting) { server in
            let reply = try await server.client().get("/health", "X-Forwarded-Proto: https")
            #expect(reply.header("strict-transport-security") != nil)
        }
    }

    @Test("large texts are compressed when the client takes gzip, small ones and streams never")
    func dynamicTextIsCompressed() async throws {
        let service = ScriptedService()
        try await TestServer.with(service) { server in
            let demand = service.demand(events: 30)
            let client = try await server.client()
            let path = "/api/v1/events/negotiations/\(demand)/recent"
            let plain = try await client.get(path)
            #expect(plain.header("content-encoding") == nil)
            #expect(plain.headers("vary").contains("Accept-Encoding"))
            let zipped = try await client.get(path, "Accept-Encoding: br;q=1, gzip;q=0.5")
            #expect(zipped.header("content-encoding") == "gzip")
            #expect(zipped.body.count < plain.body.count)
            #expect(gunzip(zipped.body, size: plain.body.count) == plain.body)
            #expect(try await client.get(path, "Accept-Encoding: gzip;q=0").header("content-encoding") == nil)
            let small = try await client.get("/api/v1/events/health", "Accept-Encoding: gzip")
            #expect(small.header("content-encoding") == nil)
            let stream = try await StreamClient(
                port: server.port, demand: demand.rawValue, headers: ["Accept-Encoding: gzip"])
            #expect(stream.head.header("content-encoding") == nil)
        }
    }

    @Test(
        "the language of an error follows the weights of Accept-Language",
        arguments: [
            (nil, false), ("zh", true), ("zh-CN,zh;q=0.9,en;q=0.8", true), ("en,zh;q=0.9", false),
            ("en;q=0.2, zh;q=0.7", true),
            ("fr, zh;q=0.1", true), ("zh;q=0", false), ("fr", false), ("*", false),
            (",;q=0, ;;, zh-Hans-CN;q=abc", true),
        ])
    func errorLanguage(header: String?, isChinese: Bool) async throws {
        try await TestServer.with(ScriptedService()) { server in
            let headers = header.map { ["Accept-Language: \($0)"] } ?? []
            let reply = try await server.client().request("GET", "/api/v1/demand/d-x", headers: headers)
            #expect(reply.status == 404)
            #expect(reply.text.contains(isChinese ? "需求不存在" : "No such demand"))
        }
    }

    private func gunzip(_ bytes: [UInt8], size: Int) -> [UInt8] {
        var stream = z_stream()
        guard inflateInit2_(&stream, 16 + 15, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size)) == Z_OK else {
            return []
        }
        defer { inflateEnd(&stream) }
        var input = bytes
        var output = [UInt8](repeating: 0, count: size + 1)
        return input.withUnsafeMutableBufferPointer { source in
            output.withUnsafeMutableBufferPointer { target in
                stream.next_in = source.baseAddress
                stream.avail_in = UInt32(source.count)
                stream.next_out = target.baseAddress
                stream.avail_out = UInt32(target.count)
                guard inflate(&stream, Z_FINISH) == Z_STREAM_END else { return [] }
                return Array(target.prefix(target.count - Int(stream.avail_out)))
            }
        }
    }
}
