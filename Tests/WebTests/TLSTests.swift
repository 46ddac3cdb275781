import CCurl
import Engine
import Testing

@testable import Web

@Suite("TLS and HTTP/2", .timeLimit(.minutes(3)))
struct TLSTests {
    @Test("calls by another TLS library in the same process, over both protocols", arguments: [false, true])
    func calls(http2: Bool) async throws {
        try await TestServer.withTLS(ScriptedService()) { server in
            func call(_ method: String, _ path: String, _ body: String? = nil) async throws -> CurlClient.Reply {
                let reply = await CurlClient.call(
                    "https://127.0.0.1:\(server.port)\(path)", http2: http2, method: method, body: body)
                #expect(reply.result == CURLE_OK, "\(method) \(path)")
                #expect(reply.version == (http2 ? 2 : 1))
                return reply
            }
            let health = try await call("GET", "/health")
            #expect(health.status == 200)
            #expect(health.body == "{\"status\":\"healthy\"}")
            #expect(health.head.lowercased().contains("strict-transport-security:"))
            #expect(health.head.lowercased().contains("content-length: 20"))
            if http2 { #expect(!health.head.lowercased().contains("connection:")) }
            let head = try await call("HEAD", "/health")
            #expect(head.status == 200 && head.body.isEmpty)
            #expect(try await call("GET", "/nowhere").status == 404)
            #expect(try await call("OPTIONS", "/health").status == 204)
            #expect(try await call("POST", "/api/v1/demand/submit", "{\"raw_input\":\"fault\"}").status == 500)
            let submitted = try await call("POST", "/api/v1/demand/submit", "{\"raw_input\":\"a demand\"}")
            #expect(submitted.status == 200)
            let large = String(repeating: "x", count: 200_000)
            let refused = try await call("POST", "/api/v1/demand/submit", large)
            #expect(refused.status == 413 && refused.body.contains("E001"))
            try await server.until { $0.connectionCount == 0 }
        }
    }

    @Test("an event stream has its history, what follows, and its end", arguments: [false, true])
    func eventStream(http2: Bool) async throws {
        let service = ScriptedService()
        let demand = service.demand(events: 3)
        try await TestServer.withTLS(service) { server in
            let url = "https://127.0.0.1:\(server.port)/api/v1/events/negotiations/\(demand)/stream"
            async let reply = CurlClient.call(url, http2: http2)
            try await server.until { $0.streamCount == 1 }
            #expect(server.server.connectionCount == 1)
            for _ in 0..<20 { service.commit(demand, padding: 5000) }
            service.complete(demand)
            let received = await reply
            #expect(received.result == CURLE_OK)
            #expect(received.version == (http2 ? 2 : 1))
            let numbers = received.body.split(separator: "\n").filter { $0.hasPrefix("id: ") }.compactMap {
                Int($0.split(separator: "-").last ?? "")
            }
            #expect(numbers == Array(1...24))
            #expect(received.body.hasPrefix("retry: 2000\n: connected\n\n"))
            try await server.until { $0.streamCount == 0 && $0.connectionCount == 0 }
        }
    }

    @Test("heartbeats go on, and a shutdown ends the stream with a hint", arguments: [false, true])
    func shutdown(http2: Bool) async throws {
        let service = ScriptedService()
        let demand = service.demand(events: 1)
        try await TestServer.withTLS(service, configure: { $0.streams.heartbeat = .milliseconds(15) }) { server in
            let url = "https://127.0.0.1:\(server.port)/api/v1/events/negotiations/\(demand)/stream"
            let tap = CurlClient.Tap()
            async let reply = CurlClient.call(url, http2: http2, tap: tap)
            try await server.until { _ in tap.has(": heartbeat\n\n") }
            await server.shutDown()
            let received = await reply
            #expect(received.result == CURLE_OK)
            #expect(received.body.hasSuffix("\n: restarting\n\n"))
        }
    }

    @Test("a slow reader alone loses its stream", arguments: [false, true])
    func slowReader(http2: Bool) async throws {
        let service = ScriptedService()
        let demand = service.demand(events: 1)
        try await TestServer.withTLS(service) { server in
            let url = "https://127.0.0.1:\(server.port)/api/v1/events/negotiations/\(demand)/stream"
            let valve = CurlClient.Valve()
            async let slow = CurlClient.call(url, http2: http2, valve: valve)
            let tap = CurlClient.Tap()
            async let quick = CurlClient.call(url, http2: http2, tap: tap)
            try await server.until { $0.streamCount == 2 }
            while server.server.droppedStreamCount == 0 {
                // The quick one has taken everything before the next comes.
                let taken = tap.count
                service.commit(demand, padding: 100_000)
                try await server.until { _ in tap.count >= taken + 100_000 }
            }
            valve.open()
            service.complete(demand)
            #expect(await slow.result != CURLE_OK)
            let whole = await quick
            #expect(whole.result == CURLE_OK)
            #expect(whole.body.contains(FrameBatch.finalType))
            #expect(server.server.droppedStreamCount == 1)
            try await server.until { $0.streamCount == 0 && $0.connectionCount == 0 }
        }
    }

    @Test("a handshake that does not come to its end is closed in time")
    func silent() async throws {
        try await TestServer.withTLS(ScriptedService(), configure: { $0.timeouts.head = .seconds(1) }) { server in
            let silent = try await server.client()
            let half = try await server.client()
            // On a busy machine its second may be over already.
            try? await half.send(bytes: [22, 3, 1, 2, 0, 1])
            #expect(await silent.rest().isEmpty)
            _ = await half.rest()
            try await server.until { $0.connectionCount == 0 }
        }
    }

    @Test("plain HTTP on the TLS port is told so, noise is closed")
    func plainRequest() async throws {
        try await TestServer.withTLS(ScriptedService()) { server in
            let plain = try await server.client()
            let reply = try await plain.get("/")
            #expect(reply.status == 400)
            #expect(reply.text == "This port speaks HTTPS. Use https://.\n")
            #expect(await plain.rest().isEmpty)
            let noise = try await server.client()
            try await noise.send(bytes: [22, 3, 1, 0, 5, 104, 101, 108, 108, 111])
            _ = await noise.rest()
            await plain.close()
            try await server.until { $0.connectionCount == 0 }
        }
    }

    @Test("idle connections make room for new ones, connections with a running stream do not")
    func gate() async throws {
        let service = ScriptedService()
        let demand = service.demand(events: 1)
        try await TestServer.withTLS(
            service,
            configure: {
                $0.maximumConnections = 3
                $0.maximumConnectionsPerAddress = 100
            }
        ) { server in
            let url = "https://127.0.0.1:\(server.port)/api/v1/events/negotiations/\(demand)/stream"
            async let stream = CurlClient.call(url, http2: true)
            try await server.until { $0.streamCount == 1 }
            var silent: [RawClient] = []
            for _ in 0..<20 { silent.append(try await server.client()) }
            let health = await CurlClient.call("https://127.0.0.1:\(server.port)/health", http2: true)
            #expect(health.status == 200)
            #expect(server.server.streamCount == 1)
            service.complete(demand)
            #expect(await stream.result == CURLE_OK)
            #expect(silent.count == 20)
        }
    }
}
