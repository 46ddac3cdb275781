import Engine
import Logging
import Synchronization
import Telemetry
import Testing

@testable import Web

/// What a server logs.
final class LogLines: Sendable {
    struct Line: Sendable {
        var level: Logger.Level
        var message: String
        var metadata: Logger.Metadata
    }

    private struct Handler: LogHandler {
        let lines: LogLines
        var logLevel = Logger.Level.debug
        var metadata: Logger.Metadata = [:]

        subscript(metadataKey key: String) -> Logger.MetadataValue? {
            get { metadata[key] }
            set { metadata[key] = newValue }
        }

        func log(event: LogEvent) {
            lines.append(
                Line(
                    level: event.level, message: event.message.description,
                    metadata: metadata.merging(event.metadata ?? [:]) { $1 }))
        }
    }

    private let lines = Mutex<[Line]>([])

    fileprivate func append(_ line: Line) { lines.withLock { $0.append(line) } }

    var all: [Line] { lines.withLock { $0 } }
    var requests: [Line] { all.filter { $0.message == "request" } }
    var logger: Logger { Logger(label: "test") { _ in Handler(lines: self) } }
}

private let submit = "/api/v1/demand/submit"
private let demand = "{\"raw_input\":\"a room\"}"

/// Trusts the loopback address as a proxy.
private let behindProxy: @Sendable (inout WebConfiguration) -> Void = {
    $0.trustedProxies = [AddressRange("127.0.0.1")].compactMap(\.self)
}

@Suite("Limits, metrics and logs of the server", .timeLimit(.minutes(3)))
struct EdgeTests {
    // MARK: Limits

    @Test("a limited client gets 429 with Retry-After and CORS; headers, tokens and ids of its choice change nothing")
    func limitedClient() async throws {
        let limits: (inout WebConfiguration) -> Void = {
            $0.live.update(
                .init(corsOrigins: ["https://pages.example"], isRateLimitEnabled: true, rateLimitUserMax: 1))
        }
        try await TestServer.with(ScriptedService(), configure: limits) { server in
            let client = try await server.client()
            for index in 0..<3 {
                let reply = try await client.post(
                    submit, demand, "X-User-ID: \(index)", "Authorization: Bearer \(index)",
                    "X-Forwarded-For: 203.0.113.\(index)", "X-Real-IP: 203.0.113.\(index)",
                    "Forwarded: for=203.0.113.\(index)")
                #expect(reply.status == 200)
            }
            let refused = try await client.post(
                submit, demand, "Origin: https://pages.example", "Authorization: Bearer secret-token",
                "X-User-ID: new", "X-Forwarded-For: 203.0.113.99")
            #expect(refused.status == 429)
            // One write a minute, less what the test itself took.
            let wait = try #require(refused.header("retry-after").flatMap(Int.init))
            #expect((1...60).contains(wait))
            #expect(refused.header("access-control-allow-origin") == "https://pages.example")
            #expect(refused.header("access-control-expose-headers")?.contains("Retry-After") == true)
            #expect(refused.text.contains("\"error_code\":\"E029\"") && !refused.text.contains("secret-token"))
            for path in ["/health", "/", "/api/v1/agents", "/api/v1/events/health", "/nowhere"] {
                for _ in 0..<10 { #expect(try await client.get(path).status != 429, "reads are not counted") }
            }
            let preflight = try await client.request(
                "OPTIONS", submit, headers: ["Origin: https://pages.example", "Access-Control-Request-Method: POST"])
            #expect(preflight.status == 204)
            #expect(preflight.header("access-control-allow-methods") == "POST, OPTIONS")
        }
    }

    @Test("behind a trusted proxy each client has its own allowance, whatever it puts in front of its address")
    func limitedBehindProxy() async throws {
        let limits: (inout WebConfiguration) -> Void = {
            behindProxy(&$0)
            $0.live.update(.init(isRateLimitEnabled: true, rateLimitUserMax: 1))
        }
        try await TestServer.with(ScriptedService(), configure: limits) { server in
            let client = try await server.client()
            var statuses: [UInt] = []
            for index in 0..<4 {
                statuses.append(
                    UInt(
                        try await client.post(
                            submit, demand, "X-Forwarded-For: 10.0.0.\(index), 203.0.113.1"
                        ).status))
            }
            #expect(statuses == [200, 200, 200, 429])
            #expect(try await client.post(submit, demand, "X-Forwarded-For: 203.0.113.2").status == 200)
        }
    }

    @Test("limits switched on and origins listed while the server runs hold from the next request on")
    func liveSettings() async throws {
        let live = LiveWebSettings()
        try await TestServer.with(ScriptedService(), configure: { $0.live = live }) { server in
            let client = try await server.client()
            for _ in 0..<20 { #expect(try await client.post(submit, demand).status == 200) }
            let origin = "Origin: https://new.example"
            let before = try await client.get("/health", origin)
            #expect(before.header("access-control-allow-origin") == nil && before.header("vary") == "Origin")
            live.update(
                .init(corsOrigins: ["https://new.example", "null"], isRateLimitEnabled: true, rateLimitUserMax: 1))
            #expect(
                try await client.get("/health", origin).header("access-control-allow-origin")
                    == "https://new.example")
            #expect(try await client.get("/health", "Origin: null").header("access-control-allow-origin") == nil)
            var statuses: [Int] = []
            for _ in 0..<4 { statuses.append(try await client.post(submit, demand).status) }
            #expect(statuses == [200, 200, 200, 429])
            live.update(.init())
            #expect(try await client.post(submit, demand).status == 200)
            #expect(try await client.get("/health", origin).header("access-control-allow-origin") == nil)
        }
    }

    @Test("wrong tokens are limited per address, and then the right one is not looked at either")
    func wrongTokens() async throws {
        let engine = try await TestEngine.make()
        let attempts = AttemptLimiter(burst: 3, refill: .seconds(1_000))
        try await TestServer.with(engine.coordinator, configure: { $0.attempts = attempts }) { server in
            let client = try await server.client()
            let made = try await client.post(submit, demand)
            let id = try #require(made.text.firstMatch(of: /"demand_id":"([^"]+)"/)?.1)
            let cancel = "/api/v1/demand/\(id)/cancel"
            #expect(try await client.post(cancel, "{}").status == 401, "no token is no guess")
            var statuses: [Int] = []
            for index in 0..<5 {
                statuses.append(try await client.post(cancel, "{}", "Authorization: Bearer wrong\(index)").status)
            }
            #expect(statuses == [403, 403, 403, 429, 429])
            let refused = try await client.post(cancel, "{}", "Authorization: Bearer wrong")
            let pause = try #require(refused.header("retry-after").flatMap { Int($0) })
            #expect((1...1_000).contains(pause))
            #expect(try await client.post(submit, demand).status == 200, "calls without a token go on")
        }
    }

    // MARK: Cross-site writes

    @Test(
        "a write that another site makes a browser send is refused; own pages, listed sites and programs pass",
        arguments: [
            ([], 200), (["Sec-Fetch-Site: same-origin"], 200), (["Sec-Fetch-Site: none"], 200),
            (["Sec-Fetch-Site: cross-site"], 403), (["Sec-Fetch-Site: same-site"], 403),
            (["Sec-Fetch-Site: cross-site", "Origin: https://evil.example"], 403),
            (["Sec-Fetch-Site: cross-site", "Origin: https://pages.example"], 200),
            (["Sec-Fetch-Site: same-origin", "Sec-Fetch-Site: cross-site"], 403),
            (["Origin: https://pages.example"], 200), (["Origin: https://evil.example"], 403), (["Origin: null"], 403),
            (["Origin: http://localhost"], 200), (["Origin: https://localhost"], 200),
            (["Origin: http://localhost:80"], 200), (["Origin: http://localhost:81"], 403),
            (["Origin: https://pages.example", "Origin: https://evil.example"], 403),
        ] as [([String], Int)])
    func crossSite(headers: [String], status: Int) async throws {
        let listed: (inout WebConfiguration) -> Void = {
            $0.live.update(.init(corsOrigins: ["https://pages.example"]))
        }
        try await TestServer.with(ScriptedService(), configure: listed) { server in
            let client = try await server.client()
            #expect(try await client.request("POST", submit, headers: headers, body: demand).status == status)
            #expect(try await client.request("GET", "/api/v1/agents", headers: headers).status == 200, "reads pass")
        }
    }

    // MARK: Metrics

    @Test("/metrics is for this host and the allowed networks; forwarded requests count as remote")
    func metricsAccess() async throws {
        func with(
            _ configure: @escaping (inout WebConfiguration) -> Void, _ cases: [(headers: [String], status: Int)]
        ) async throws {
            try await TestServer.with(
                ScriptedService(),
                configure: {
                    $0.metricsText = { "up 1\n" }
                    configure(&$0)
                }
            ) { server in
                for (headers, status) in cases {
                    let reply = try await server.client().request("GET", "/metrics", headers: headers)
                    #expect(reply.status == status, "\(headers)")
                    if status == 200 {
                        #expect(reply.text == "up 1\n")
                        #expect(reply.header("content-type") == "text/plain; version=0.0.4; charset=utf-8")
                    }
                }
            }
        }
        try await with(
            { _ in },
            [
                ([], 200), (["X-Forwarded-For: 127.0.0.1"], 403), (["Forwarded: for=127.0.0.1"], 403),
                (["X-Real-IP: 127.0.0.1"], 403), (["X-Forwarded-Proto: https"], 403),
                (["X-Forwarded-Host: towow.example"], 403), (["Via: 1.1 proxy"], 403),
            ])
        let proxied: (inout WebConfiguration) -> Void = {
            behindProxy(&$0)
            $0.metricsAllow = [AddressRange("203.0.113.0/24")].compactMap(\.self)
        }
        try await with(
            proxied,
            [
                ([], 200), (["X-Forwarded-For: 198.51.100.1"], 403), (["X-Forwarded-For: 203.0.113.5"], 200),
                (["X-Forwarded-For: 203.0.113.5, 198.51.100.1"], 403), (["X-Forwarded-For: unknown"], 403),
                (["X-Real-IP: 203.0.113.5"], 403), (["X-Forwarded-For: 127.0.0.1, 198.51.100.1"], 403),
                (["X-Forwarded-Proto: https"], 403), (["Via: 1.1 proxy"], 403),
                (["Forwarded: for=127.0.0.2", "X-Forwarded-For: 198.51.100.1"], 403),
            ])
        // A loopback address that somebody says, behind hops that are believed, is nobody's; allowed by name or not.
        for allowed in [[], ["127.0.0.0/8", "::1", "203.0.113.0/24"]] {
            try await with(
                {
                    $0.trustedProxies = ["127.0.0.1", "10.0.0.0/8"].compactMap { AddressRange($0) }
                    $0.metricsAllow = allowed.compactMap { AddressRange($0) }
                },
                [
                    ([], 200), (["X-Forwarded-For: 127.0.0.1"], 403), (["X-Forwarded-For: 127.0.0.2"], 403),
                    (["X-Forwarded-For: ::1"], 403), (["X-Forwarded-For: ::ffff:127.0.0.2"], 403),
                    (["X-Forwarded-For: 127.0.0.2, 10.1.2.3"], 403), (["X-Forwarded-For: ::1, 10.1.2.3"], 403),
                    (["X-Forwarded-For: 127.0.0.2", "X-Forwarded-For: 10.1.2.3"], 403),
                    (["X-Forwarded-For: 203.0.113.5, 10.1.2.3"], allowed.isEmpty ? 403 : 200),
                ])
        }
        try await TestServer.with(ScriptedService()) { server in
            let client = try await server.client()
            #expect(try await client.get("/metrics").status == 404)
        }
    }

    @Test("requests are counted by method, route pattern and status, never by path")
    func requestMetrics() async throws {
        let registry = MetricsRegistry()
        let service = ScriptedService()
        let metrics: (inout WebConfiguration) -> Void = {
            $0.metrics = registry
            $0.metricsText = { await registry.text() }
        }
        try await TestServer.with(service, configure: metrics) { server in
            let client = try await server.client()
            for index in 0..<20 { _ = try await client.get("/no/such/\(index)") }
            for index in 0..<5 { _ = try await client.get("/api/v1/demand/d-\(index)") }
            _ = try await client.get("/health")
            _ = try await client.request("DELETE", "/health")
            let stream = try await StreamClient(port: server.port, demand: service.demand().rawValue)
            try await stream.connected()
            try await server.client().send("GARBAGE\r\n\r\n")
            let bad = try await server.client()
            try await bad.send("GET / HTTP/1.1\r\n\r\n")
            _ = try await bad.reply()
            let text = try await client.get("/metrics").text
            func value(_ series: String) -> String? {
                text.split(separator: "\n").first { $0.hasPrefix(series + " ") }
                    .map { String($0.dropFirst(series.count + 1)) }
            }
            #expect(value(#"http_requests_total{method="GET",route="unmatched",status="404"}"#) == "20")
            #expect(value(#"http_requests_total{method="GET",route="/api/v1/demand/:id",status="404"}"#) == "5")
            #expect(value(#"http_requests_total{method="GET",route="/health",status="200"}"#) == "1")
            #expect(value(#"http_requests_total{method="DELETE",route="/health",status="405"}"#) == "1")
            #expect(value(#"http_requests_total{method="GET",route="invalid",status="400"}"#) != nil)
            #expect(value("sse_active_connections") == "1")
            #expect(!text.contains("/no/such"))
            #expect(text.contains("# TYPE http_request_duration_seconds histogram"))
        }
    }

    @Test("a query that nobody can read is refused by the API, and no reason not to show a page")
    func unreadableQueries() async throws {
        try await TestServer.with(ScriptedService()) { server in
            let client = try await server.client()
            for query in ["q=%ff", "q=%c0%80", "%zz", "a=b&q=%"] {
                let reply = try await client.get("/api/v1/events/health?\(query)")
                #expect(reply.status == 400, "\(query)")
                #expect(reply.text.contains("\"error_code\":\"E001\""))
                #expect(try await client.get("/health?\(query)").status == 200)
            }
            #expect(try await client.get("/api/v1/events/health?q=%E4%B8%AD+%25&").status == 200)
        }
    }

    // MARK: Logs

    @Test("one line a request says method, route, path, status, client, request and demand, and no query")
    func requestLine() async throws {
        let lines = LogLines()
        try await TestServer.with(ScriptedService(), logger: lines.logger) { server in
            let client = try await server.client()
            let id = DemandID(randomBytes: [UInt8](repeating: 7, count: 16))
            _ = try await client.get("/api/v1/demand/\(id)/status?token=typed-secret", "X-Request-ID: my-id")
            let line = try #require(lines.requests.first)
            #expect(line.metadata["route"] == "/api/v1/demand/:id/status")
            #expect(line.metadata["path"]?.description == "/api/v1/demand/\(id)/status")
            #expect(line.metadata["demand_id"]?.description == id.rawValue)
            #expect(line.metadata["request_id"] == "my-id")
            #expect(line.metadata["status"]?.description == "404" && line.metadata["client"] == "127.0.0.1")
            #expect(line.metadata["error_code"] == "E002")
            #expect(!"\(lines.all)".contains("typed-secret"))
            _ = try await client.post(submit, "{\"raw_input\":\"fault\"}", "X-Request-ID: the-fault")
            #expect(lines.all.contains { $0.level == .error && $0.metadata["request_id"] == "the-fault" })
        }
    }

    @Test("a proxy on this host that TRUSTED_PROXIES does not name is said once")
    func proxyMissing() async throws {
        for (isTrusted, count) in [(false, 1), (true, 0)] {
            let lines = LogLines()
            let configure: (inout WebConfiguration) -> Void = { if isTrusted { behindProxy(&$0) } }
            try await TestServer.with(ScriptedService(), configure: configure, logger: lines.logger) { server in
                let client = try await server.client()
                for _ in 0..<3 { _ = try await client.get("/health", "X-Forwarded-For: 203.0.113.1") }
            }
            #expect(lines.all.count { $0.message.contains("TRUSTED_PROXIES") } == count)
        }
    }
}
