import Engine
import Synchronization
import Testing

@testable import Web

@Suite("Streams", .timeLimit(.minutes(3)))
struct StreamTests {
    @Test("history comes first, then what is committed, each event once and in order")
    func historyAndLiveStayOrdered() async throws {
        let service = ScriptedService()
        try await TestServer.with(service) { server in
            let demand = service.demand(events: 1200)
            let stream = try await StreamClient(port: server.port, demand: demand.rawValue)
            #expect(stream.head.status == 200)
            #expect(stream.head.header("content-type") == "text/event-stream; charset=utf-8")
            #expect(stream.head.header("transfer-encoding") == "chunked")
            #expect(stream.head.header("connection") == "close", "the connection ends with the stream")
            #expect(try await stream.sequences(1200) == Array(1...1200))
            for _ in 0..<20 { service.commit(demand, count: 3) }
            service.complete(demand)
            #expect(try await stream.sequences(61) == Array(1201...1261))
            #expect(try await stream.event() == nil, "the stream ends after the last event")
        }
    }

    @Test("what is committed while the log is read is not lost and not doubled")
    func replayThenLiveLosesNothing() async throws {
        let service = ScriptedService()
        try await TestServer.with(service, configure: { $0.streams.pageSize = 7 }) { server in
            let demand = service.demand(events: 20)
            var head = 20
            for _ in 0..<10 {
                let isFirst = Atomic<Bool>(true)
                service.onRead { rows in
                    // After the last rows were taken and before the stream is live: the gap between log and commits.
                    if rows < 7, isFirst.exchange(false, ordering: .relaxed) {
                        service.commit(demand, count: 2)
                        service.commit(demand)
                    }
                }
                head += 3
                let stream = try await StreamClient(port: server.port, demand: demand.rawValue)
                #expect(try await stream.sequences(head) == Array(1...head))
                service.onRead(nil)
                service.commit(demand)
                head += 1
                #expect(try await stream.sequences(1) == [head])
            }
        }
    }

    @Test("more commits during the replay than may wait are read from the log")
    func burstDuringReplayIsReadFromTheLog() async throws {
        let service = ScriptedService()
        try await TestServer.with(service, configure: { $0.streams.bufferedEvents = 16 }) { server in
            let demand = service.demand(events: 3)
            let reads = Atomic<Int>(0)
            service.onRead { _ in
                guard reads.add(1, ordering: .relaxed).newValue == 1 else { return }
                for _ in 0..<60 { service.commit(demand) }
            }
            let stream = try await StreamClient(port: server.port, demand: demand.rawValue)
            #expect(try await stream.sequences(63) == Array(1...63))
            #expect(server.server.droppedStreamCount == 0)
        }
    }

    @Test("the first bytes are the retry time and a comment, before any event")
    func firstBytesComeAtOnce() async throws {
        let service = ScriptedService()
        try await TestServer.with(service) { server in
            let stream = try await StreamClient(port: server.port, demand: service.demand(events: 0).rawValue)
            guard case .retry(2000) = try await stream.next() else { return #expect(Bool(false), "retry comes first") }
            guard case .comment = try await stream.next() else { return #expect(Bool(false), "then a comment") }
        }
    }

    @Test("each message has an id line and one line of data with the envelope, and no event line")
    func messagesHaveTheDocumentedForm() async throws {
        let service = ScriptedService()
        try await TestServer.with(service) { server in
            let demand = service.demand()
            let stream = try await StreamClient(port: server.port, demand: demand.rawValue)
            let event = try #require(try await stream.event())
            #expect(event.id == demand.eventID(1))
            #expect(
                event.data
                    == "{\"event_id\":\"\(demand.eventID(1))\",\"event_type\":\"towow.agent.reminded\",\"payload\":"
                    + "{\"demand_id\":\"\(demand)\",\"text\":\"\"},\"seq\":1,\"timestamp\":\"1970-01-01T00:00:00.000Z\"}"
            )
        }
    }

    @Test("a client resumes after its last id; the header wins over the query")
    func resumesByLastEventID() async throws {
        let service = ScriptedService()
        try await TestServer.with(service) { server in
            let demand = service.demand(events: 5)
            let byHeader = try await StreamClient(
                port: server.port, demand: demand.rawValue, headers: ["Last-Event-ID: \(demand.eventID(3))"],
                query: "?last_event_id=\(demand.eventID(1))")
            #expect(try await byHeader.sequences(2) == [4, 5])
            let byQuery = try await StreamClient(
                port: server.port, demand: demand.rawValue, query: "?last_event_id=\(demand.eventID(4))")
            #expect(try await byQuery.sequences(1) == [5])
            service.commit(demand)
            #expect(try await byHeader.sequences(1) == [6])
            #expect(try await byQuery.sequences(1) == [6])
        }
    }

    @Test(
        "an id that this demand never had gets a gap message and the whole history",
        arguments: ["evt-nonsense", "foreign", "evt-beyond"])
    func unknownLastEventIDGetsGapAndHistory(kind: String) async throws {
        let service = ScriptedService()
        try await TestServer.with(service) { server in
            let other = service.demand(events: 3)
            let demand = service.demand(events: 2)
            let id = ["foreign": other.eventID(1), "evt-beyond": demand.eventID(9)][kind] ?? kind
            let stream = try await StreamClient(
                port: server.port, demand: demand.rawValue, headers: ["Last-Event-ID: \(id)"])
            var comments: [String] = []
            var gap: StreamClient.Message?
            while gap == nil, let item = try await stream.next() {
                if case .comment(let text) = item { comments.append(text) }
                if case .message(let message) = item { gap = message }
            }
            #expect(comments.contains("gap"))
            #expect(gap?.id == nil)
            #expect(gap?.data.hasPrefix("{\"event_type\":\"towow.stream.gap\",\"payload\":{},\"seq\":0,") == true)
            #expect(try await stream.sequences(2) == [1, 2])
        }
    }

    @Test("a client that has everything of a finished demand gets 204 and stays away")
    func resumeAtTheEndIs204() async throws {
        let service = ScriptedService()
        try await TestServer.with(service) { server in
            let demand = service.demand(events: 2)
            service.complete(demand)
            let client = try await server.client()
            let path = "/api/v1/events/negotiations/\(demand)/stream"
            let end = try await client.get(path, "Last-Event-ID: \(demand.eventID(3))")
            #expect(end.status == 204)
            #expect(end.body.isEmpty)
            let before = try await client.get(path, "Last-Event-ID: \(demand.eventID(2))")
            #expect(before.status == 200)
            #expect(before.text.contains(demand.eventID(3)))
        }
    }

    @Test(
        "an unknown demand is 404 before any byte of a stream",
        arguments: ["d-", "d-aaaaaaaaaaaaaaaaaaaaaaaaaa", "a", "%2e%2e"])
    func unknownDemandIs404(id: String) async throws {
        try await TestServer.with(ScriptedService()) { server in
            let reply = try await server.client().get("/api/v1/events/negotiations/\(id)/stream")
            #expect(reply.status == 404)
            #expect(reply.text.contains("\"error_code\":\"E002\""))
            #expect(server.server.streamCount == 0)
        }
    }

    @Test("a stream holds the events of its demand alone (F-21, F-22)")
    func foreignDemandNeverLeaks() async throws {
        let service = ScriptedService()
        try await TestServer.with(service) { server in
            let (mine, other) = (service.demand(), service.demand())
            let stream = try await StreamClient(port: server.port, demand: mine.rawValue)
            let foreign = try await StreamClient(port: server.port, demand: other.rawValue)
            #expect(try await stream.sequences(1) == [1])
            #expect(try await foreign.sequences(1) == [1])
            for _ in 0..<50 { service.commit(other) }
            service.commit(mine)
            let next = try #require(try await stream.event())
            #expect(next.id == mine.eventID(2))
            #expect(!next.data.contains(other.rawValue))
            let recent = try await server.client().get(
                "/api/v1/events/negotiations/\(mine)/recent?after=\(other.eventID(1))")
            #expect(recent.status == 400)
            #expect(!recent.text.contains(String(other.token)))
        }
    }

    @Test("a quiet stream gets comments, whatever other demands do (F-33)")
    func heartbeatComesOnAQuietStream() async throws {
        let service = ScriptedService()
        try await TestServer.with(service, configure: { $0.streams.heartbeat = .milliseconds(30) }) { server in
            let stream = try await StreamClient(port: server.port, demand: service.demand(events: 0).rawValue)
            try await stream.connected()
            var beats = 0
            while beats < 3, let item = try await stream.next() {
                if case .comment("heartbeat") = item { beats += 1 }
            }
            #expect(beats == 3)
        }
    }

    @Test("an HTTP/1.0 client gets the stream without chunks until the connection closes")
    func http10GetsNoChunks() async throws {
        let service = ScriptedService()
        try await TestServer.with(service) { server in
            let demand = service.demand()
            let stream = try await StreamClient(port: server.port, demand: demand.rawValue, version: "1.0")
            #expect(stream.head.header("transfer-encoding") == nil)
            #expect(stream.head.header("connection") == "close")
            service.complete(demand)
            let text = String(decoding: await stream.raw.rest(), as: UTF8.self)
            #expect(text.hasPrefix("retry: 2000\n: connected\n\nid: \(demand.eventID(1))\ndata: {"))
            #expect(text.hasSuffix("}\n\n"))
        }
    }

    @Test("HEAD gives the headers of a stream and holds nothing")
    func headGivesHeadersOnly() async throws {
        let service = ScriptedService()
        try await TestServer.with(service) { server in
            let client = try await server.client()
            let reply = try await client.request("HEAD", "/api/v1/events/negotiations/\(service.demand())/stream")
            #expect(reply.status == 200)
            #expect(reply.header("content-type") == "text/event-stream; charset=utf-8")
            #expect(reply.header("content-length") == nil)
            #expect(server.server.streamCount == 0)
            #expect(try await client.get("/health").status == 200, "the connection goes on")
        }
    }

    @Test("what a client sends after its request is ignored")
    func bytesAfterTheRequestAreIgnored() async throws {
        let service = ScriptedService()
        try await TestServer.with(service) { server in
            let demand = service.demand()
            let client = try await server.client()
            let request = "GET /api/v1/events/negotiations/\(demand)/stream HTTP/1.1\r\nHost: a\r\n\r\n"
            try await client.send(request + "GET /health HTTP/1.1\r\nHost: a\r\n\r\nnonsense\r\n")
            service.complete(demand)
            let reply = try await client.reply()
            #expect(reply.status == 200)
            #expect(reply.text.contains(demand.eventID(2)))
            #expect(await client.rest().isEmpty)
        }
    }

    @Test("a closed client leaves nothing behind at once (F-30)")
    func disconnectFreesEverything() async throws {
        let service = ScriptedService()
        try await TestServer.with(service) { server in
            let demand = service.demand()
            var streams: [StreamClient] = []
            for _ in 0..<20 { streams.append(try await StreamClient(port: server.port, demand: demand.rawValue)) }
            for stream in streams { #expect(try await stream.sequences(1) == [1]) }
            #expect(server.server.streamCount == 20)
            #expect(service.hub.subscriberCount == 1, "one subscription for all viewers of a demand")
            for stream in streams { await stream.raw.close() }
            try await server.until { $0.streamCount == 0 && $0.connectionCount == 0 }
            #expect(service.hub.subscriberCount == 0)
        }
    }
}
