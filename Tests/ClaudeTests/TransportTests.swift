import HTTPClient
import Testing

@testable import Claude

@Suite(.timeLimit(.minutes(3)))
struct TransportTests {
    private func call(_ url: String, _ body: String = "{}", milliseconds: Int64 = 120_000) -> HTTPCall {
        HTTPCall(
            method: .post, url: url, headers: ["content-type: application/json", "authorization: Bearer test-key"],
            body: Array(body.utf8), timeoutMilliseconds: milliseconds)
    }

    private func message(_ mode: String) async throws -> (FakeClaude.Scope, HTTPCall) {
        let scope = try await FakeClaude.scope([FakeClaude.Step(mode)])
        var call = call(
            scope.baseURL + "/v1/messages",
            #"{"model":"claude-haiku-5-5","max_tokens":9,"messages":[{"role":"user","content":"hi"}]}"#)
        call.headers.append("anthropic-version: 2026-10-21")
        return (scope, call)
    }

    @Test("a reply comes with status, headers by lower-case name, and body")
    func reply() async throws {
        let transport = try CurlTransport()
        let (_, call) = try await message("http_529")
        let reply = try await transport.send(call)
        #expect(reply.status == 529)
        #expect(reply.headers["request-id"]?.hasPrefix("req_fake_") == true)
        #expect(String(decoding: reply.body, as: UTF8.self).contains("overloaded_error"))
    }

    @Test("nobody at the address is a failed connection")
    func refused() async throws {
        let transport = try CurlTransport()
        let failure = await #expect(throws: TransportFailure.self) {
            _ = try await transport.send(call("http://127.0.0.1:1/v1/messages"))
        }
        guard case .connection? = failure else { return #expect(Bool(false), "\(String(describing: failure))") }
    }

    @Test("the overall time ends a silent and a dripping reply", arguments: ["hang", "drip"])
    func overallTime(_ mode: String) async throws {
        let transport = try CurlTransport()
        var (scope, call) = try await message(mode)
        // Enough for the request to be out: who gives up before leaves nothing at the fake to be seen.
        call.timeoutMilliseconds = 2_000
        await #expect(throws: TransportFailure.timeout) { _ = try await transport.send(call) }
        _ = try await scope.log { $0.stats.aborted == 1 }
    }

    @Test("cancelling the task closes the request at once")
    func cancel() async throws {
        let transport = try CurlTransport()
        let (scope, call) = try await message("hang")
        let task = Task { try await transport.send(call) }
        _ = try await scope.log { $0.stats.running == 1 }
        task.cancel()
        await #expect(throws: TransportFailure.cancelled) { _ = try await task.value }
        _ = try await scope.log { $0.stats.aborted == 1 }
    }

    @Test("a task that is cancelled already sends nothing")
    func cancelledBefore() async throws {
        let transport = try CurlTransport()
        let (scope, call) = try await message("http_529")
        let task = Task {
            withUnsafeCurrentTask { $0?.cancel() }
            return try await transport.send(call)
        }
        await #expect(throws: TransportFailure.cancelled) { _ = try await task.value }
        #expect(try await scope.log().stats.calls == 0)
    }

    @Test("a reply that is cut off or reset is broken, one without end is too large")
    func broken() async throws {
        let transport = try CurlTransport()
        for mode in ["truncated", "reset"] {
            let (_, call) = try await message(mode)
            let failure = await #expect(throws: TransportFailure.self) { _ = try await transport.send(call) }
            guard case .broken? = failure else {
                return #expect(Bool(false), "\(mode): \(String(describing: failure))")
            }
        }
        let (_, call) = try await message("huge")
        await #expect(throws: TransportFailure.tooLarge) { _ = try await transport.send(call) }
    }
}
