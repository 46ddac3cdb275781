import Engine
import Glibc
import NIOCore
import ServiceLifecycle
import Synchronization
import Testing

@testable import Web

@Suite("HTTP", .timeLimit(.minutes(3)))
struct ProtocolTests {
    @Test(
        "a request that two parsers could read differently is refused and the connection closed",
        arguments: [
            "POST /health HTTP/1.1\r\nHost: a\r\nContent-Length: 6\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\nG",
            "POST /health HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\nContent-Length: 3\r\n\r\n8\r\nSMUGGLED\r\n0\r\n\r\n",
            "POST /health HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\nhello!",
            "POST /health HTTP/1.1\r\nHost: a\r\nContent-Length: 5, 5\r\n\r\nhello",
            "POST /health HTTP/1.1\r\nHost: a\r\nContent-Length: -1\r\n\r\n",
            "POST /health HTTP/1.1\r\nHost: a\r\nContent-Length: +5\r\n\r\nhello",
            "POST /health HTTP/1.1\r\nHost: a\r\nContent-Length: 0x5\r\n\r\nhello",
            "POST /health HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: xchunked\r\n\r\n0\r\n\r\n",
            "POST /health HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: identity\r\n\r\n0\r\n\r\n",
            "POST /health HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked, identity\r\n\r\n0\r\n\r\n",
            "POST /health HTTP/1.1\r\nHost: a\r\nTransfer-Encoding : chunked\r\n\r\n0\r\n\r\n",
            "POST /health HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n\r\n",
            "POST /health HTTP/1.0\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
            "GET /health HTTP/1.1\r\nHost: a\r\nX-Folded: one\r\n two\r\n\r\n",
            "GET /health HTTP/1.1\nHost: a\n\n",
            "GET /health HTTP/1.1\r\nHost: a\r\nX-Bare: one\ntwo\r\n\r\n",
            "GET /health HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n",
            "GET /health HTTP/1.1\r\n\r\n",
            "GET /health HTTP/1.1\r\nHost: a b\r\n\r\n",
            "GET /health HTTP/1.1\r\nHost: a/b\r\n\r\n",
            "GET /health HTTP/1.1\r\nHost: a@b\r\n\r\n",
            "GET /health HTTP/1.1\r\nHost: a,b\r\n\r\n",
            "GET /health HTTP/1.1\r\nHost: a:8x\r\n\r\n",
            "GET /health HTTP/1.1\r\nHost: [::1\r\n\r\n",
            "GET /health HTTP/1.1\r\nHost: [127.0.0.1]\r\n\r\n",
            "GET http://b/health HTTP/1.1\r\nHost: a\r\n\r\n",
            "GET /health HTTP/1.1\r\nHost: a\r\nX-Nul: a\0b\r\n\r\n",
            "GET /health HTTP/1.1\r\nHost: a\r\nBad Name: x\r\n\r\n",
            "GET /health HTTP/1.1\r\n Host: a\r\n\r\n",
            "GET health HTTP/1.1\r\nHost: a\r\n\r\n",
            "CONNECT a:80 HTTP/1.1\r\nHost: a:80\r\n\r\n",
            "GET /health HTTP/2.0\r\nHost: a\r\n\r\n",
            "GET /hea lth HTTP/1.1\r\nHost: a\r\n\r\n",
            "\u{16}\u{3}\u{1}\u{2}",
        ])
    func smugglingCorpusIsRefused(bytes: String) async throws {
        try await TestServer.with(ScriptedService()) { server in
            let client = try await server.client()
            try await client.send(bytes + "GET /smuggled HTTP/1.1\r\nHost: a\r\n\r\n")
            let reply = try await client.reply()
            #expect((400...505).contains(reply.status) && reply.status != 404, "\(reply.status)")
            #expect(reply.header("connection") == "close")
            #expect(reply.header("x-request-id") != nil)
            #expect(reply.header("content-security-policy") != nil)
            #expect(reply.text.contains("\"error_code\":\"E001\""))
            #expect(await client.rest().isEmpty, "nothing of what follows is answered")
        }
    }

    @Test(
        "hosts are names and addresses with or without a port",
        arguments: [
            ("a", true), ("a.example:80", true), ("a:", true), ("[::1]", true), ("[::1]:80", true), ("127.0.0.1", true),
            ("", true), ("a_b-c", true), ("%41", true), ("a:80:80", false), ("a:123456", false), ("[::1]80", false),
            ("[]", false), ("é", false), ("a\\b", false), ("a?", false), ("a#", false), (":", true), ("]", false),
        ])
    func hosts(text: String, isValid: Bool) {
        #expect(HeadValidation.isAuthority(text) == isValid, "\(text)")
    }

    @Test("a request that asks for another protocol is answered as it is, and the connection closed")
    func upgradesAreNot() async throws {
        try await TestServer.with(ScriptedService()) { server in
            let client = try await server.client()
            let reply = try await client.get("/health", "Connection: Upgrade, HTTP2-Settings", "Upgrade: h2c")
            #expect(reply.status == 200)
            #expect(reply.header("connection") == "close", "the client knows that it needs another connection")
            #expect(reply.header("upgrade") == nil)
            #expect(await client.rest().isEmpty)
        }
    }

    @Test("requests in one packet are answered in their order")
    func pipelinedRequestsStayOrdered() async throws {
        try await TestServer.with(ScriptedService()) { server in
            let client = try await server.client()
            let paths = ["/health", "/api/v1/events/health", "/health-fe", "/nowhere", "/health/ready", "/health"]
            try await client.send(
                paths.enumerated().map { "GET \($1) HTTP/1.1\r\nHost: a\r\nX-Request-ID: r\($0)\r\n\r\n" }.joined())
            for index in paths.indices { #expect(try await client.reply().header("x-request-id") == "r\(index)") }
        }
    }

    @Test("a request that arrives byte by byte is answered")
    func fragmentedRequestIsAnswered() async throws {
        try await TestServer.with(ScriptedService()) { server in
            let client = try await server.client()
            for byte in "GET /health HTTP/1.1\r\nHost: a\r\n\r\n" { try await client.send(String(byte)) }
            #expect(try await client.reply().status == 200)
        }
    }

    @Test("chunked bodies are read")
    func chunkedBodyIsRead() async throws {
        try await TestServer.with(ScriptedService()) { server in
            let client = try await server.client()
            try await client.send(
                "POST /api/v1/demand/submit HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\n"
                    + "Transfer-Encoding: chunked\r\n\r\n8\r\n{\"raw_in\r\nd\r\nput\":\"hello\"}\r\n0\r\n\r\n")
            let reply = try await client.reply()
            #expect(reply.status == 200)
            #expect(reply.text.contains("\"surface_demand\":\"hello\""))
        }
    }

    @Test("a client that waits for 100 Continue gets it")
    func expectContinueIsAnswered() async throws {
        try await TestServer.with(ScriptedService()) { server in
            let client = try await server.client()
            let body = "{\"raw_input\":\"hello\"}"
            try await client.send(
                "POST /api/v1/demand/submit HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nExpect: 100-continue\r\n"
                    + "Content-Length: \(body.utf8.count)\r\n\r\n")
            #expect(try await client.reply().status == 100)
            try await client.send(body)
            #expect(try await client.reply().status == 200)
        }
    }

    @Test("a head that drips in is cut with 408")
    func slowHeadIsCut() async throws {
        try await TestServer.with(ScriptedService(), configure: { $0.timeouts.head = .milliseconds(300) }) { server in
            let client = try await server.client()
            try await client.send("GET /health HTTP/1.1\r\n")
            #expect(try await client.reply().status == 408)
            #expect(await client.rest().isEmpty)
        }
    }

    @Test("a body that drips in is cut with 408")
    func slowBodyIsCut() async throws {
        try await TestServer.with(ScriptedService(), configure: { $0.timeouts.body = .milliseconds(300) }) { server in
            let client = try await server.client()
            try await client.send(
                "POST /api/v1/demand/submit HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nContent-Length: 9\r\n\r\n{"
            )
            let reply = try await client.reply()
            #expect(reply.status == 408)
            #expect(reply.header("connection") == "close")
        }
    }

    @Test("a connection without a request is closed after its time")
    func idleConnectionIsClosed() async throws {
        try await TestServer.with(ScriptedService(), configure: { $0.timeouts.idle = .seconds(8) }) { server in
            let silent = try await server.client()
            let used = try await server.client()
            #expect(try await used.get("/health").status == 200)
            #expect(await silent.rest().isEmpty)
            #expect(await used.rest().isEmpty)
        }
    }

    @Test("heads above 16 KiB or 100 fields are refused with 431, targets above 8 KiB with 414")
    func largeHeadsAreRefused() async throws {
        try await TestServer.with(ScriptedService()) { server in
            let wide = try await server.client().get("/health", "X-Large: \(String(repeating: "x", count: 17_000))")
            #expect(wide.status == 431)
            var client = try await server.client()
            let many = try await client.request("GET", "/health", headers: (0..<101).map { "X-\($0): 1" })
            #expect(many.status == 431)
            client = try await server.client()
            #expect(try await client.get("/" + String(repeating: "a", count: 9000)).status == 414)
        }
    }

    @Test("a body above 64 KiB is refused with 413, announced or not")
    func largeBodyIsRefused() async throws {
        try await TestServer.with(ScriptedService()) { server in
            let client = try await server.client()
            let large = "{\"raw_input\":\"\(String(repeating: "x", count: 65_536))\"}"
            #expect(try await client.post("/api/v1/demand/submit", large).status == 413)
            #expect(await client.rest().isEmpty, "the connection is closed")
            let chunked = try await server.client()
            var text =
                "POST /api/v1/demand/submit HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n"
            for _ in 0..<20 { text += "1000\r\n\(String(repeating: "x", count: 4096))\r\n" }
            try await chunked.send(text)
            #expect(try await chunked.reply().status == 413)
        }
    }

    @Test("HTTP/1.0 is answered and closed")
    func http10IsAnswered() async throws {
        try await TestServer.with(ScriptedService()) { server in
            let client = try await server.client()
            try await client.send("GET /health HTTP/1.0\r\n\r\n")
            let reply = try await client.reply()
            #expect(reply.status == 200)
            #expect(reply.header("connection") == "close")
            #expect(await client.rest().isEmpty)
        }
    }

    @Test("at the connection limit the longest idle one makes room; one address has a quarter")
    func connectionLimits() async throws {
        try await TestServer.with(
            ScriptedService(),
            configure: { configuration in
                configuration.eventLoops = 1
                configuration.maximumConnections = 3
                configuration.maximumConnectionsPerAddress = 10
            }
        ) { server in
            var clients: [RawClient] = []
            for _ in 0..<3 {
                clients.append(try await server.client())
                #expect(try await clients[clients.count - 1].get("/health").status == 200)
            }
            #expect(try await clients[0].get("/health").status == 200, "now the second one is the longest idle")
            let fourth = try await server.client()
            #expect(try await fourth.get("/health").status == 200)
            #expect(await clients[1].rest().isEmpty)
            #expect(try await clients[0].get("/health").status == 200)
        }
        try await TestServer.with(ScriptedService(), configure: { $0.maximumConnections = 8 }) { server in
            let first = try await server.client()
            let second = try await server.client()
            #expect(try await first.get("/health").status == 200)
            #expect(try await second.get("/health").status == 200)
            let third = try await server.client()
            await #expect(throws: (any Error).self) { try await third.get("/health") }
            await first.close()
            try await server.until { $0.connectionCount == 1 }
            #expect(try await server.client().get("/health").status == 200)
        }
    }

    @Test("half requests make room too, whatever event loop they are on; a stream does not")
    func halfRequestsMakeRoom() async throws {
        let service = ScriptedService()
        try await TestServer.with(
            service,
            configure: { configuration in
                configuration.maximumConnections = 6
                configuration.maximumConnectionsPerAddress = 100
            }
        ) { server in
            let stream = try await StreamClient(port: server.port, demand: service.demand().rawValue)
            try await stream.connected()
            var halves: [RawClient] = []
            for number in 0..<200 {
                let client = try await server.client()
                // Those that come first may be gone already.
                try? await client.send(
                    number.isMultiple(of: 2)
                        ? "GET /health HTTP/1.1\r\nHo"
                        : "POST /health HTTP/1.1\r\nHost: a\r\nContent-Length: 9\r\n\r\nhe")
                halves.append(client)
            }
            for _ in 0..<20 { #expect(try await server.client().get("/health").status == 200) }
            #expect(server.server.connectionCount <= 6 + 64)
            #expect(await halves[0].rest().isEmpty)
            #expect(server.server.streamCount == 1)
            for client in halves { await client.close() }
        }
    }

    @Test("more connections at once than may be under way between accepting and serving are all served")
    func crowdIsAccepted() async throws {
        try await TestServer.with(ScriptedService(), configure: { $0.maximumConnectionsPerAddress = 1000 }) { server in
            let statuses = try await withThrowingTaskGroup(of: Int.self) { group in
                for _ in 0..<400 { group.addTask { try await server.client().get("/health").status } }
                return try await group.reduce(into: []) { $0.append($1) }
            }
            #expect(statuses == [Int](repeating: 200, count: 400))
            try await server.until { $0.connectionCount == 0 }
            #expect(try await server.client().get("/health").status == 200)
        }
    }

    @Test("a client that sends hundreds of requests at once is answered in full and in order, and others beside it")
    func pipelinesTakeTurns() async throws {
        try await TestServer.with(ScriptedService(), configure: { $0.eventLoops = 1 }) { server in
            let greedy = try await server.client()
            let count = 300
            try await greedy.send(
                (0..<count).map { "GET /none-\($0) HTTP/1.1\r\nHost: a\r\nX-Request-ID: r\($0)\r\n\r\n" }.joined())
            #expect(try await server.client().get("/health").status == 200)
            for number in 0..<count {
                let reply = try await greedy.reply()
                #expect(reply.status == 404)
                #expect(reply.header("x-request-id") == "r\(number)")
            }
            try await greedy.send(
                String(repeating: "GET /health HTTP/1.1\r\nHost: a\r\n\r\n", count: 99) + "nonsense\r\n\r\n")
            for _ in 0..<99 { #expect(try await greedy.reply().status == 200) }
            #expect(try await greedy.reply().status == 400)
            #expect(await greedy.rest().isEmpty)
            let closing = try await server.client()
            try await closing.send(String(repeating: "GET /health HTTP/1.1\r\nHost: a\r\n\r\n", count: 99))
            try await closing.finishSending()
            for _ in 0..<99 { #expect(try await closing.reply().status == 200) }
            #expect(await closing.rest().isEmpty)
        }
    }

    @Test("a client that asks and asks without reading is not answered faster than it reads, and loses nothing")
    func unreadAnswersHoldTheRequests() async throws {
        try await TestServer.with(ScriptedService()) { server in
            let client = try await server.client()
            try await client.pauseReading()
            let request = "GET / HTTP/1.1\r\nHost: a\r\n\r\n"
            let count = 4000
            let sending = Task { [channel = client.channel] in
                for _ in 0..<40 {
                    try await channel.writeAndFlush(ByteBuffer(string: String(repeating: request, count: count / 40)))
                        .get()
                }
            }
            try await client.resumeReading()
            for _ in 0..<count { #expect(try await client.reply().status == 200) }
            try await sending.value
        }
    }

    @Test("a client that closes its side after asking gets all its answers")
    func halfClosedClientGetsItsAnswers() async throws {
        try await TestServer.with(ScriptedService()) { server in
            let client = try await server.client()
            let paths = ["/health/ready", "/", "/api/v1/events/health", "/api/v1/agents"]
            try await client.send(paths.map { "GET \($0) HTTP/1.1\r\nHost: a\r\n\r\n" }.joined())
            try await client.finishSending()
            for _ in paths { #expect(try await client.reply().status == 200) }
            #expect(await client.rest().isEmpty)
        }
    }

    @Test("on shutdown a running request is answered, readiness is 503, new streams end at once, then all is closed")
    func shutdownAnswersWhatRuns() async throws {
        let service = ScriptedService()
        // Idle connections are closed after the pause: on a busy machine the questions below take their time, too.
        try await TestServer.with(service, configure: { $0.acceptPause = .seconds(10) }) { server in
            let demand = service.demand()
            let (gate, open) = AsyncStream.makeStream(of: Void.self)
            defer { open.finish() }
            let (entered, enter) = AsyncStream.makeStream(of: Void.self)
            service.onRead { _ in
                enter.yield()
                for await _ in gate { break }
            }
            let running = try await server.client()
            // One on each event loop.
            let watches = [try await server.client(), try await server.client()]
            let (ready, stream) = (try await server.client(), try await server.client())
            for watch in watches { #expect(try await watch.get("/health").status == 200) }
            #expect(try await ready.get("/health/ready").status == 200)
            #expect(try await stream.get("/health").status == 200)
            try await running.send("GET /api/v1/events/negotiations/\(demand)/recent HTTP/1.1\r\nHost: a\r\n\r\n")
            for await _ in entered { break }
            await server.shutDown()
            // The first answer that ends its connection may have been found before the shutdown: it is 200 then.
            for watch in watches {
                while try await watch.get("/health/ready").header("connection") != "close" {}
            }
            let reply = try await ready.get("/health/ready")
            #expect(reply.status == 503)
            #expect(reply.text.contains("not_ready"))
            #expect(reply.header("connection") == "close")
            let sentOn = try await stream.get("/api/v1/events/negotiations/\(demand)/stream")
            #expect(sentOn.status == 200 && sentOn.text.contains(": restarting") && !sentOn.text.contains("data:"))
            open.yield()
            let last = try await running.reply()
            #expect(last.status == 200)
            #expect(last.header("connection") == "close")
            #expect(await running.rest().isEmpty)
            try await server.until { $0.connectionCount == 0 }
        }
    }

    @Test("on shutdown who has just connected may still ask, who rests is sent away, whoever they are")
    func shutdownAnswersWhoJustConnected() async throws {
        try await TestServer.with(ScriptedService(), configure: { $0.timeouts.firstRequest = .seconds(100) }) {
            server in
            var rested: [RawClient] = []
            for _ in 0..<100 {
                rested.append(try await server.client())
                #expect(try await rested.last?.get("/health").status == 200)
            }
            // One on each event loop.
            let new = [try await server.client(), try await server.client()]
            try await server.until { $0.connectionCount == 102 }
            await server.shutDown()
            for client in rested { #expect(await client.rest().isEmpty) }
            for client in new {
                let answer = try await client.get("/health")
                #expect(answer.status == 200 && answer.header("connection") == "close")
            }
            try await server.until { $0.connectionCount == 0 }
        }
        try await TestServer.with(ScriptedService(), configure: { $0.timeouts.firstRequest = .milliseconds(50) }) {
            server in
            let silent = try await server.client()
            try await server.until { $0.connectionCount == 1 }
            await server.shutDown()
            #expect(await silent.rest().isEmpty)
            try await server.until { $0.connectionCount == 0 }
        }
    }

    @Test("on shutdown who rests is sent away at once, whatever still runs on the same or another event loop")
    func shutdownWaitsForNoOther() async throws {
        let service = ScriptedService()
        try await TestServer.with(service) { server in
            let path = "/api/v1/events/negotiations/\(service.demand())/recent"
            let entered = Atomic<Int>(0)
            let mayGoOn = Atomic<Bool>(false)
            defer { mayGoOn.store(true, ordering: .relaxed) }
            service.onRead { _ in
                entered.add(1, ordering: .relaxed)
                while !mayGoOn.load(ordering: .relaxed) { try? await Task.sleep(for: .milliseconds(1)) }
            }
            // Connections go to the event loops by turns: each has one of both kinds.
            let rested = [try await server.client(), try await server.client()]
            let running = [try await server.client(), try await server.client()]
            for client in rested { #expect(try await client.get("/health").status == 200) }
            for client in running { try await client.send("GET \(path) HTTP/1.1\r\nHost: a\r\n\r\n") }
            try await server.until { _ in entered.load(ordering: .relaxed) == 2 }
            await server.shutDown()
            for client in rested { #expect(await client.rest().isEmpty) }
            try await server.until { $0.connectionCount == 2 }
            mayGoOn.store(true, ordering: .relaxed)
            for client in running { #expect(try await client.reply().status == 200) }
        }
    }

    @Test(
        "a server that is cancelled, because ending takes too long, cuts off a request without end",
        arguments: [true, false])
    func cancelledServerEnds(isShuttingDown: Bool) async throws {
        let service = ScriptedService()
        let (gate, open) = AsyncStream.makeStream(of: Void.self)
        defer { open.finish() }
        let (entered, enter) = AsyncStream.makeStream(of: Void.self)
        service.onRead { _ in
            enter.yield()
            for await _ in gate { break }
        }
        let (running, continuation) = AsyncStream.makeStream(of: [Int].self)
        var configuration = WebConfiguration(bindings: [.address(host: "127.0.0.1", port: 0)])
        configuration.acceptPause = .milliseconds(1)
        let server = WebServer(configuration: configuration, service: service, logger: TestServer.quiet) { ports in
            continuation.yield(ports)
        }
        var groupConfiguration = ServiceGroupConfiguration(
            services: [.init(service: server)], logger: TestServer.quiet)
        groupConfiguration.maximumGracefulShutdownDuration = .milliseconds(50)
        let group = ServiceGroup(configuration: groupConfiguration)
        let serving = Task { try await group.run() }
        let port = try #require(await running.first { _ in true }?.first)
        let client = try await RawClient(port: port)
        try await client.send(
            "GET /api/v1/events/negotiations/\(service.demand())/recent HTTP/1.1\r\nHost: a\r\n\r\n")
        for await _ in entered { break }
        if isShuttingDown { await group.triggerGracefulShutdown() } else { serving.cancel() }
        _ = await serving.result
        #expect(await client.rest().isEmpty)
    }

    @Test("a server that drains sends streams elsewhere, says that it is not ready, and answers whoever still comes")
    func draining() async throws {
        let service = ScriptedService()
        try await TestServer.with(service) { server in
            let demand = service.demand()
            let kept = try await server.client()
            #expect(try await kept.get("/health").header("connection") == nil)
            // One on each event loop: when they have ended, both know.
            let streams = [
                try await StreamClient(port: server.port, demand: demand.rawValue),
                try await StreamClient(port: server.port, demand: demand.rawValue),
            ]
            for stream in streams { #expect(try await stream.sequences(1) == [1]) }
            server.server.drain()
            for stream in streams {
                var retry: Int?
                while let item = try await stream.next() { if case .retry(let value) = item { retry = value } }
                #expect((500...5000).contains(try #require(retry)))
            }
            // A connection from before gets its answer, and with it the word that it ends.
            let last = try await kept.get("/api/v1/events/negotiations/\(demand)/recent")
            #expect(last.status == 200 && last.header("connection") == "close")
            #expect(await kept.rest().isEmpty)
            for _ in 0..<3 {
                let ready = try await server.client().get("/health/ready")
                #expect(ready.status == 503 && ready.text.contains("draining"))
                #expect(try await server.client().get("/health").status == 200)
                let again = try await StreamClient(
                    port: server.port, demand: demand.rawValue, headers: ["Last-Event-ID: \(demand.rawValue)"])
                #expect(again.head.status == 200)
                while let item = try await again.next() {
                    if case .message = item { Issue.record("an event: \(item)") }
                }
                server.server.drain()
            }
            try await server.until { $0.connectionCount == 0 }
            #expect(server.server.streamCount == 0)
        }
    }

    @Test("a socket that somebody else bound is served")
    func inheritedSocketIsServed() async throws {
        let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        let bound = withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                bind(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
            }
        }
        try #require(bound == 0 && listen(descriptor, 16) == 0)
        try await TestServer.with(ScriptedService(), configure: { $0.bindings = [.descriptor(descriptor)] }) { server in
            #expect(server.port > 0)
            let reply = try await server.client().get("/health")
            #expect(reply.status == 200)
        }
    }
}
