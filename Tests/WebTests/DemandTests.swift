import Engine
import FoundationEssentials
import Testing

@testable import Web

@Suite("Demands over HTTP", .timeLimit(.minutes(3)))
struct DemandTests {
    private struct Submitted: Decodable {
        var demandId: String
        var channelId: String
        var ownerToken: String
    }

    private static var decoder: JSONDecoder {
        let decoder = JSONDecoder()
        decoder.keyDecodingStrategy = .convertFromSnakeCase
        return decoder
    }

    private func submitted(_ reply: RawClient.Reply) throws -> Submitted {
        try Self.decoder.decode(Submitted.self, from: Data(reply.body))
    }

    @Test("a demand is submitted, watched to its end, read, polled and exported: five views of one log")
    func wholeNegotiation() async throws {
        let engine = try await TestEngine.make(members: TestEngine.bundledMembers())
        try await TestServer.with(engine.coordinator) { server in
            let client = try await server.client()
            let reply = try await client.post(
                "/api/v1/demand/submit",
                "{\"raw_input\":\" I want to run an AI meetup in Beijing for 50 people, I need a room and speakers \"}")
            #expect(reply.status == 200)
            #expect(
                reply.text.contains(
                    "\"understanding\":{\"confidence\":\"processing\",\"deep_understanding\":{\"keywords\":[],\"motivation\":"
                        + "\"processing\",\"type\":\"general\"},\"surface_demand\":\"I want to run an AI meetup"))
            let demand = try submitted(reply)
            #expect(demand.channelId == "collab-" + demand.demandId.dropFirst(2))
            let stream = try await StreamClient(port: server.port, demand: demand.demandId)
            var lines: [String] = []
            while let event = try await stream.event() { lines.append(event.data) }
            #expect(lines.count > 5)
            #expect(lines.last?.contains("\"event_type\":\"towow.demand.completed\"") == true)
            let export = try await client.get("/api/v1/demand/\(demand.demandId)/export")
            #expect(export.text == lines.map { $0 + "\n" }.joined())
            var polled: [String] = []
            var after = ""
            var more = true
            while more {
                let page = try await client.get(
                    "/api/v1/events/negotiations/\(demand.demandId)/recent?count=7&after=\(after)")
                struct Page: Decodable {
                    struct Event: Decodable { var eventId: String }
                    var events: [Event]
                    var count: Int
                    var hasMore: Bool
                    var lastEventId: String
                }
                let decoded = try Self.decoder.decode(Page.self, from: Data(page.body))
                #expect(decoded.count == decoded.events.count)
                polled += decoded.events.map(\.eventId)
                (after, more) = (decoded.lastEventId, decoded.hasMore)
            }
            #expect(polled.count == lines.count && Set(polled).count == lines.count)
            let record = try await client.get("/api/v1/demand/\(demand.demandId)")
            #expect(record.text.contains("\"last_event_id\":\"\(after)\""))
            #expect(record.text.contains("\"user_id\":\"anonymous\""))
            #expect(!record.text.contains(demand.ownerToken))
            let status = try await client.get("/api/v1/demand/\(demand.demandId)/status")
            #expect(status.text.contains("\"last_event_id\":\"\(after)\""))
            let end = try await client.get(
                "/api/v1/events/negotiations/\(demand.demandId)/stream", "Last-Event-ID: \(after)")
            #expect(end.status == 204)
            let late = try await client.post(
                "/api/v1/demand/\(demand.demandId)/cancel", "", "Authorization: Bearer \(demand.ownerToken)")
            #expect(late.status == 409)
            #expect(late.text.contains("\"error_code\":\"E010\""))
        }
        await engine.coordinator.stop()
    }

    @Test("the same key and body give the same answer, another body 409, a poor key 400")
    func idempotencyOverHTTP() async throws {
        let engine = try await TestEngine.make()
        try await TestServer.with(engine.coordinator) { server in
            let client = try await server.client()
            let key = "Idempotency-Key: 0123456789abcdef"
            let first = try await client.post("/api/v1/demand/submit", "{\"raw_input\":\"a room\"}", key)
            let again = try await client.post("/api/v1/demand/submit", "{\"raw_input\":\"a room\"}", key)
            #expect(first.status == 200)
            #expect(again.body == first.body)
            let other = try await client.post("/api/v1/demand/submit", "{\"raw_input\":\"a hall\"}", key)
            #expect(other.status == 409)
            #expect(other.text.contains("\"error_code\":\"E010\""))
            for bad in ["short", String(repeating: "x", count: 129), "0123456789 abcdef", "0123456789abcdefé"] {
                let reply = try await client.post(
                    "/api/v1/demand/submit", "{\"raw_input\":\"a\"}", "Idempotency-Key: \(bad)")
                #expect(reply.status == 400, "\(bad)")
            }
            var demands: Set<String> = []
            try await withThrowingTaskGroup(of: String.self) { group in
                for _ in 0..<8 {
                    group.addTask {
                        try await server.client().post(
                            "/api/v1/demand/submit", "{\"raw_input\":\"at once\"}", "Idempotency-Key: fedcba9876543210"
                        ).text
                    }
                }
                for try await text in group { demands.insert(text) }
            }
            #expect(demands.count == 1, "eight calls at once make one demand")
        }
        await engine.coordinator.stop()
    }

    @Test(
        "a body that does not fit is 400 and the detail names the field",
        arguments: [
            ("", "JSON"), ("{", "JSON"), ("[]", "object"), ("\"x\"", "object"), ("null", "object"), ("{}", "raw_input"),
            ("{\"raw_input\":null}", "raw_input"), ("{\"raw_input\":1}", "raw_input"),
            ("{\"raw_input\":[\"a\"]}", "raw_input"),
            ("{\"raw_input\":\"\"}", "raw_input"), ("{\"raw_input\":\" \\n\\u3000\\u00a0\\ufeff\"}", "raw_input"),
            ("{\"raw_input\":\"a\\u0000b\"}", "raw_input"), ("{\"raw_input\":\"a\\ud800b\"}", ""),
            ("{\"raw_input\":\"a\\udc00\"}", ""), ("{\"raw_input\":\"a\",\"user_id\":5}", "user_id"),
            ("{\"raw_input\":\"a\",\"user_id\":\"\\u0000\"}", "user_id"),
            ("{\"raw_input\":\"a\",\"clarify\":\"yes\"}", "clarify"),
            ("{\"raw_input\":\"a\",\"clarify\":1}", "clarify"),
            ("{\"raw_input\":\"a\",\"language\":\"fr\"}", "language"),
            ("{\"raw_input\":\"a\",\"utc_offset_minutes\":841}", "utc_offset_minutes"),
            ("{\"raw_input\":\"a\",\"utc_offset_minutes\":-841}", "utc_offset_minutes"),
            ("{\"raw_input\":\"a\",\"utc_offset_minutes\":1.5}", "utc_offset_minutes"),
            ("{\"raw_input\":\"a\",\"utc_offset_minutes\":\"8\"}", "utc_offset_minutes"),
            ("{\"raw_input\":\"a\",\"utc_offset_minutes\":1e99}", "utc_offset_minutes"),
            ("{\"raw_input\":\"a\"} x", "JSON"),
            ("{'raw_input':'a'}", "JSON"),
        ])
    func badBodies(body: String, names: String) async throws {
        try await TestServer.with(ScriptedService()) { server in
            let reply = try await server.client().post("/api/v1/demand/submit", body)
            #expect(reply.status == 400, "\(body)")
            #expect(reply.text.contains("\"error_code\":\"E001\""))
            #expect(reply.text.contains(names), "\(reply.text)")
        }
    }

    @Test("bytes that are no UTF-8, NUL bytes, deep nesting and doubled keys do no harm")
    func hostileBodies() async throws {
        try await TestServer.with(ScriptedService()) { server in
            let deep = String(repeating: "[", count: 30_000) + String(repeating: "]", count: 30_000)
            let bodies: [([UInt8], Int)] = [
                (Array("{\"raw_input\":\"".utf8) + [0xFF, 0xFE] + Array("\"}".utf8), 400),
                (Array("{\"raw_input\":\"".utf8) + [0xC0, 0x80] + Array("\"}".utf8), 400),
                (Array("{\"raw_input\":\"".utf8) + [0xED, 0xA0, 0x80] + Array("\"}".utf8), 400),
                (Array("{\"raw_input\":\"a\"}".utf16).flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] }, 400),
                (Array("{\"raw_input\":\"a\",\"x\":\(deep)}".utf8), 400),
                (Array("{\"raw_input\":\"a\",\"x\":\(String(repeating: "{\"a\":", count: 9000))}".utf8), 400),
                (Array("{\"raw_input\":\"a\",\"raw_input\":\"b\"}".utf8), 200),
                (Array("{\"raw_input\":\"a\",\"unknown\":{\"deep\":[1,2,{\"x\":null}]}}".utf8), 200),
                (Array("{\"raw_input\":\"[[[[\\\"{{{{\",\"user_id\":null}".utf8), 200),
            ]
            for (index, (body, status)) in bodies.enumerated() {
                let client = try await server.client()
                try await client.send(
                    "POST /api/v1/demand/submit HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\n"
                        + "Content-Length: \(body.count)\r\n\r\n")
                try await client.send(bytes: body)
                #expect(try await client.reply().status == status, "body \(index)")
            }
        }
    }

    @Test("the limit is 8,000 scalar values after trimming, counted exactly")
    func lengthIsCountedInScalars() async throws {
        try await TestServer.with(ScriptedService()) { server in
            let client = try await server.client()
            for (text, status) in [
                (String(repeating: "想", count: 8000), 200), (String(repeating: "想", count: 8001), 400),
                (String(repeating: "😀", count: 8000), 200), (String(repeating: "e\u{301}", count: 4000), 200),
                (String(repeating: "e\u{301}", count: 4000) + "x", 400),
                (String(repeating: " ", count: 500) + String(repeating: "x", count: 8000) + "\u{3000}", 200),
            ] {
                let reply = try await client.post("/api/v1/demand/submit", "{\"raw_input\":\"\(text)\"}")
                #expect(reply.status == status)
            }
            for (count, status) in [(200, 200), (201, 400)] {
                let user = String(repeating: "u", count: count)
                let reply = try await client.post(
                    "/api/v1/demand/submit", "{\"raw_input\":\"a\",\"user_id\":\"\(user)\"}")
                #expect(reply.status == status)
            }
        }
    }

    @Test(
        "only JSON is taken",
        arguments: [
            "text/plain", "application/x-www-form-urlencoded", "application/jsonx", "", "application/json-patch+json",
        ])
    func onlyJSON(type: String) async throws {
        try await TestServer.with(ScriptedService()) { server in
            let client = try await server.client()
            let reply = try await client.post("/api/v1/demand/submit", "{\"raw_input\":\"a\"}", "Content-Type: \(type)")
            #expect(reply.status == 415)
            let charset = try await client.post(
                "/api/v1/demand/submit", "{\"raw_input\":\"a\"}", "Content-Type: Application/JSON ; charset=UTF-8")
            #expect(charset.status == 200)
            let zipped = try await client.post(
                "/api/v1/demand/submit", "xx", "Content-Type: application/json", "Content-Encoding: gzip")
            #expect(zipped.status == 415)
        }
    }

    @Test("errors of the engine show no internals (F-45)")
    func errorsShowNoInternals() async throws {
        try await TestServer.with(ScriptedService()) { server in
            let client = try await server.client()
            let store = try await client.post("/api/v1/demand/submit", "{\"raw_input\":\"store\"}")
            #expect(store.status == 503)
            #expect(store.header("retry-after") != nil)
            #expect(store.text.contains("\"error_code\":\"E030\""))
            let fault = try await client.post("/api/v1/demand/submit", "{\"raw_input\":\"fault\"}")
            #expect(fault.status == 500)
            #expect(!fault.text.contains("Unexpected") && !fault.text.contains("ScriptedService"))
        }
    }

    @Test("cancelling needs the owner's token")
    func cancelNeedsTheToken() async throws {
        let engine = try await TestEngine.make()
        try await TestServer.with(engine.coordinator) { server in
            let client = try await server.client()
            let demand = try submitted(try await client.post("/api/v1/demand/submit", "{\"raw_input\":\"a room\"}"))
            let path = "/api/v1/demand/\(demand.demandId)/cancel"
            let none = try await client.post(path, "")
            #expect(none.status == 401)
            #expect(none.header("www-authenticate") == "Bearer")
            #expect(none.text.contains("\"error_code\":\"E020\""))
            let wrong = try await client.post(path, "", "Authorization: Bearer wrong")
            #expect(wrong.status == 403)
            #expect(wrong.text.contains("\"error_code\":\"E021\""))
            #expect(!wrong.text.contains("wrong\""))
            let unknown = try await client.post(
                "/api/v1/demand/d-aaaaaaaaaaaaaaaaaaaaaaaaaa/cancel", "", "Authorization: Bearer x")
            #expect(unknown.status == 404)
        }
        await engine.coordinator.stop()
    }

    @Test("polling: count is checked, unknown ids are refused, has_more is exact (F-25, F-28)")
    func pollingIsExact() async throws {
        let service = ScriptedService()
        try await TestServer.with(service) { server in
            let demand = service.demand(events: 10)
            let client = try await server.client()
            let path = "/api/v1/events/negotiations/\(demand)/recent"
            #expect(try await client.get(path + "?count=10").text.contains("\"has_more\":false"))
            #expect(try await client.get(path + "?count=9").text.contains("\"has_more\":true"))
            #expect(
                try await client.get(path).text.hasPrefix(
                    "{\"count\":10,\"events\":[{\"event_id\":\"\(demand.eventID(1))\""))
            let end = try await client.get(path + "?after=\(demand.eventID(10))")
            #expect(
                end.text == "{\"count\":0,\"events\":[],\"has_more\":false,\"last_event_id\":\"\(demand.eventID(10))\"}"
            )
            for query in ["count=0", "count=201", "count=x", "count=", "after=evt-x", "after=\(demand.eventID(11))"] {
                #expect(try await client.get(path + "?" + query).status == 400, "\(query)")
            }
            #expect(try await client.get("/api/v1/events/negotiations/d-x/recent").status == 404)
        }
    }
}
