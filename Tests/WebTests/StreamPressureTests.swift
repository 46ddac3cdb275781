import Engine
import Testing

@testable import Web

@Suite("Streams under pressure", .timeLimit(.minutes(3)))
struct StreamPressureTests {
    /// Small buffers, so that a reader is slow soon.
    private static func small(_ configuration: inout WebConfiguration) {
        configuration.streams.socketSendBuffer = 4096
        configuration.streams.bufferedBytes = 32 * 1024
    }

    @Test("a client that does not read is closed, alone, and can resume")
    func overflowDisconnectsOnlyThatClient() async throws {
        let service = ScriptedService()
        try await TestServer.with(service, configure: Self.small) { server in
            let demand = service.demand()
            let deaf = try await StreamClient(port: server.port, demand: demand.rawValue)
            let other = try await StreamClient(port: server.port, demand: demand.rawValue)
            #expect(try await deaf.sequences(1) == [1])
            #expect(try await other.sequences(1) == [1])
            try await deaf.raw.pauseReading()
            var sent = 1
            while server.server.droppedStreamCount == 0 {
                service.commit(demand, padding: 16 * 1024)
                sent += 1
                #expect(try await other.sequences(1) == [sent], "the other one goes on")
            }
            #expect(server.server.droppedStreamCount == 1)
            try await server.until { $0.streamCount == 1 }
            let back = try await StreamClient(
                port: server.port, demand: demand.rawValue, headers: ["Last-Event-ID: \(demand.eventID(1))"])
            #expect(try await back.sequences(sent - 1) == Array(2...sent))
        }
    }

    @Test("a slow reader does not delay others")
    func slowReaderDoesNotDelayOthers() async throws {
        let service = ScriptedService()
        try await TestServer.with(
            service,
            configure: { configuration in
                configuration.streams.socketSendBuffer = 4096
            }
        ) { server in
            let demand = service.demand()
            let slow = try await StreamClient(port: server.port, demand: demand.rawValue)
            var fast: [StreamClient] = []
            for _ in 0..<8 { fast.append(try await StreamClient(port: server.port, demand: demand.rawValue)) }
            #expect(try await slow.sequences(1) == [1])
            for stream in fast { #expect(try await stream.sequences(1) == [1]) }
            try await slow.raw.pauseReading()
            for number in 2...40 {
                service.commit(demand, padding: 4096)
                for stream in fast { #expect(try await stream.sequences(1) == [number]) }
            }
            // The slow one has missed nothing once it reads again.
            try await slow.raw.resumeReading()
            #expect(try await slow.sequences(39) == Array(2...40))
            #expect(server.server.droppedStreamCount == 0)
        }
    }

    @Test("a long history reaches a reader that pauses in the middle of it")
    func historyRespectsBackPressure() async throws {
        let service = ScriptedService()
        try await TestServer.with(
            service,
            configure: { configuration in
                Self.small(&configuration)
                configuration.streams.pageSize = 10
            }
        ) { server in
            let demand = service.demand(events: 0)
            service.commit(demand, count: 100, padding: 8192)
            let stream = try await StreamClient(port: server.port, demand: demand.rawValue)
            try await stream.raw.pauseReading()
            service.commit(demand, count: 3)
            try await stream.raw.resumeReading()
            #expect(try await stream.sequences(103) == Array(1...103))
            #expect(server.server.droppedStreamCount == 0)
        }
    }

    @Test("at the limit a stream is refused with 503 and Retry-After before any header of a stream (F-29)")
    func limitIsRefusedBeforeHeaders() async throws {
        let service = ScriptedService()
        try await TestServer.with(service, configure: { $0.streams.maximum = 2 }) { server in
            let demand = service.demand()
            let first = try await StreamClient(port: server.port, demand: demand.rawValue)
            let second = try await StreamClient(port: server.port, demand: demand.rawValue)
            #expect(first.head.status == 200 && second.head.status == 200)
            let client = try await server.client()
            let refused = try await client.get("/api/v1/events/negotiations/\(demand)/stream")
            #expect(refused.status == 503)
            #expect(refused.header("retry-after") != nil)
            #expect(refused.text.contains("\"error_code\":\"E030\""))
            await first.raw.close()
            try await server.until { $0.streamCount == 1 }
            let third = try await StreamClient(port: server.port, demand: demand.rawValue)
            #expect(third.head.status == 200)
        }
    }

    @Test("one address may have so many streams and no more; behind a trusted proxy its clients count apart")
    func limitPerAddress() async throws {
        let service = ScriptedService()
        try await TestServer.with(
            service,
            configure: { configuration in
                configuration.streams.maximumPerAddress = 1
                configuration.trustedProxies = [AddressRange("127.0.0.0/8")].compactMap { $0 }
            }
        ) { server in
            let demand = service.demand().rawValue
            let first = try await StreamClient(
                port: server.port, demand: demand, headers: ["X-Forwarded-For: 203.0.113.5"])
            #expect(first.head.status == 200)
            let same = try await StreamClient(
                port: server.port, demand: demand, headers: ["X-Forwarded-For: 198.51.100.1, 203.0.113.5"])
            #expect(same.head.status == 503, "a forged left-most address changes nothing")
            let other = try await StreamClient(
                port: server.port, demand: demand, headers: ["X-Forwarded-For: 203.0.113.6"])
            #expect(other.head.status == 200)
        }
    }

    @Test("on shutdown all streams end properly and say when to come back")
    func shutdownEndsStreams() async throws {
        let service = ScriptedService()
        try await TestServer.with(service) { server in
            let demand = service.demand()
            var streams: [StreamClient] = []
            for _ in 0..<40 { streams.append(try await StreamClient(port: server.port, demand: demand.rawValue)) }
            for stream in streams { #expect(try await stream.sequences(1) == [1]) }
            let start = ContinuousClock.now
            await server.shutDown()
            var retries: [Int] = []
            for stream in streams {
                while let item = try await stream.next() {
                    if case .retry(let milliseconds) = item { retries.append(milliseconds) }
                }
            }
            #expect(ContinuousClock.now - start < TestServer.patience / 2, "they were not cut off at last")
            #expect(retries.count == 40)
            #expect(retries.allSatisfy { (500...5000).contains($0) })
            #expect(Set(retries).count > 20, "the come-backs are spread")
        }
    }

    @Test("a stream whose client does not read does not hold the shutdown")
    func shutdownDoesNotWaitForDeafClients() async throws {
        let service = ScriptedService()
        try await TestServer.with(service, configure: { $0.streams.socketSendBuffer = 4096 }) { server in
            let demand = service.demand()
            let deaf = try await StreamClient(port: server.port, demand: demand.rawValue)
            #expect(try await deaf.sequences(1) == [1])
            try await deaf.raw.pauseReading()
            service.commit(demand, count: 100, padding: 65_536)
            let start = ContinuousClock.now
            await server.shutDown()
            try await server.until { $0.streamCount == 0 }
            #expect(ContinuousClock.now - start < TestServer.patience / 2, "it was not cut off at last")
        }
    }
}
