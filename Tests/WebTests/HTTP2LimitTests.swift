import Testing

@testable import Web

@Suite("Limits of HTTP/2", .timeLimit(.minutes(3)))
struct HTTP2LimitTests {
    @Test("the settings say how much may be asked for at a time")
    func settings() async throws {
        try await TestServer.withTLS(ScriptedService()) { server in
            let client = try await FrameClient(port: server.port)
            let frame = try #require(await client.next(.settings))
            let settings = stride(from: 0, to: frame.payload.count, by: 6).map { start in
                frame.payload[start..<start + 6].reduce(0) { $0 << 8 | Int($1) }
            }
            #expect(settings.contains(3 << 32 | 100))
            #expect(settings.contains(6 << 32 | 16_384))
        }
    }

    @Test("a connection without requests is told to go, and closed")
    func idle() async throws {
        try await TestServer.withTLS(ScriptedService(), configure: { $0.timeouts.idle = .seconds(8) }) { server in
            let client = try await FrameClient(port: server.port)
            try await client.begin(1, "/health")
            #expect(try await client.next(.data)?.endsStream == true)
            let gone = try #require(await client.next(.goAway))
            #expect(gone.code == 0)
            #expect(try await client.next(.data) == nil)
            try await server.until { $0.connectionCount == 0 }
        }
    }

    @Test("a client that never opens its window loses its answer, then its connection")
    func stalledWindow() async throws {
        try await TestServer.withTLS(ScriptedService(), configure: { $0.timeouts.idle = .seconds(8) }) { server in
            let client = try await FrameClient(port: server.port, window: 0)
            try await client.begin(1, "/health")
            #expect(try await client.next(.headers) != nil)
            let reset = try #require(await client.next(.reset))
            #expect(reset.stream == 1)
            #expect(try await client.next(.goAway) != nil)
            try await server.until { $0.connectionCount == 0 }
        }
    }

    @Test("a slow client that goes on taking gets all of its answer")
    func slowWindow() async throws {
        try await TestServer.withTLS(ScriptedService(), configure: { $0.timeouts.idle = .seconds(8) }) { server in
            let client = try await FrameClient(port: server.port, window: 4)
            try await client.begin(1, "/health")
            var taken = 0
            while let frame = try await client.next(.data) {
                taken += frame.payload.count
                if frame.endsStream { break }
                // Slower in all than the limit allows to one that takes nothing.
                try await Task.sleep(for: .milliseconds(2_200))
                try await client.send(.windowUpdate, stream: 1, payload: [0, 0, 0, 4])
            }
            #expect(taken == 20)
        }
    }

    @Test("a body that does not come is answered 408, and the connection goes on")
    func slowBody() async throws {
        try await TestServer.withTLS(ScriptedService(), configure: { $0.timeouts.body = .milliseconds(300) }) {
            server in
            let client = try await FrameClient(port: server.port)
            try await client.begin(1, "/api/v1/demand/submit", isPost: true, ends: false)
            let head = try #require(await client.next(.headers))
            #expect(head.stream == 1)
            let reset = try #require(await client.next(.reset))
            #expect(reset.code == 0)
            try await client.begin(3, "/health")
            #expect(try await client.next(.headers)?.stream == 3)
        }
    }

    @Test("a body over the limit is refused when its bytes come, whatever was announced")
    func largeBody() async throws {
        try await TestServer.withTLS(ScriptedService()) { server in
            let client = try await FrameClient(port: server.port)
            try await client.begin(1, "/api/v1/demand/submit", isPost: true, ends: false)
            // The first window, then as much as the server gives.
            var sent = 0
            for _ in 0..<4 {
                try await client.send(.data, stream: 1, payload: [UInt8](repeating: 120, count: 16_000))
                sent += 16_000
            }
            while sent <= 64 * 1024 {
                guard let update = try await client.next(.windowUpdate) else { break }
                if update.stream != 1 { continue }
                try await client.send(.data, stream: 1, payload: [UInt8](repeating: 120, count: 16_000))
                sent += 16_000
            }
            #expect(try await client.next(.headers)?.stream == 1)
            #expect(try await client.next(.reset)?.code == 0)
        }
    }

    @Test("resets beyond the limit end the connection")
    func rapidReset() async throws {
        try await TestServer.withTLS(ScriptedService(), configure: { $0.multiplexing.maximumResets = 20 }) { server in
            let client = try await FrameClient(port: server.port)
            for number in 0..<40 {
                do {
                    try await client.begin(2 * number + 1, "/health/ready")
                    try await client.send(.reset, stream: 2 * number + 1, payload: [0, 0, 0, 8])
                } catch { break }
            }
            // ENHANCE_YOUR_CALM; a client that still sends may lose it to the reset of the connection.
            if let gone = try? await client.next(.goAway) { #expect(gone.code == 11) }
            try await server.until { $0.connectionCount == 0 }
        }
    }

    @Test("a path that is none, and a host that is another, are refused")
    func heads() async throws {
        try await TestServer.withTLS(ScriptedService()) { server in
            for (path, fields) in [("http://other/", []), ("x", []), ("/health", [("host", "other")])] {
                let client = try await FrameClient(port: server.port)
                try await client.begin(1, path, fields: fields)
                let frame = try #require(await client.next(.headers))
                // `:status 400` of the static table.
                #expect(frame.payload.first == 0x8C, "\(path)")
            }
        }
    }
}
