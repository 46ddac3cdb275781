import HTTPClient
import Logging
import Testing

@testable import Claude
@testable import Engine

/// The client against the strict fake: what it sends is accepted, what comes back is understood.
@Suite(.timeLimit(.minutes(3)))
struct ClientTests {
    /// No test here is about time.
    private static let patience: Int64 = 120_000
    static let schema = Schema.object(["word": .text(""), "kind": .optional(.choice(["a", "b"], ""))])

    static func request(output: MessagesRequest.Output = .format, streams: Bool = false) -> MessagesRequest {
        MessagesRequest(
            model: "claude-haiku-5-5", maxTokens: 200, system: [.init(text: "Be brief.")],
            blocks: [.init(text: "SECRET DEMAND", isCacheBreakpoint: true), .init(text: "mine")], schema: schema,
            output: output, effort: .low, streams: streams)
    }

    static func client(
        _ scope: FakeClaude.Scope, key: String = FakeClaude.key, path: String = "", book: LogBook = LogBook()
    ) throws -> MessagesClient {
        MessagesClient(
            transport: try CurlTransport(), baseURL: scope.baseURL + path, key: key, clock: TestClock(),
            logger: book.logger)
    }

    private func failure(_ mode: String, retryAfter: Double? = nil, streams: Bool = false) async throws -> CallFailure?
    {
        let scope = try await FakeClaude.scope([.init(mode, retryAfter: retryAfter)])
        let client = try Self.client(scope)
        return await #expect(throws: CallFailure.self) {
            _ = try await client.send(
                Self.request(streams: streams), retry: 0, timeoutMilliseconds: ClientTests.patience)
        }
    }

    @Test(
        "the fake, which refuses what the API refuses, accepts every form of request",
        arguments: [
            (MessagesRequest.Output.format, false), (.format, true), (.tool, false), (.tool, true),
        ])
    func accepted(_ output: MessagesRequest.Output, _ streams: Bool) async throws {
        let scope = try await FakeClaude.scope()
        let answer = try await Self.client(scope).send(
            Self.request(output: output, streams: streams), retry: 0, timeoutMilliseconds: ClientTests.patience)
        #expect(answer.response.answer.contains("This is no decision of ToWow."))
        #expect(answer.response.usage.totalInput > 0)
        #expect(answer.response.usage.output > 1)
        #expect(answer.requestID?.hasPrefix("req_fake_") == true || streams)
        let request = try #require(await scope.log().requests.first)
        #expect(request.fault == nil)
        #expect(request.headers["authorization"] == "Bearer test-key")
        #expect(request.headers["x-api-key"] == nil)
        #expect(request.headers["anthropic-version"] == "2026-10-21")
        for name in ["temperature", "top_p", "top_k", "thinking"] { #expect(request.body?[name] == nil) }
    }

    @Test(
        "a path in front of the API, with or without a slash at its end, is kept", arguments: ["/proxy/a", "/proxy/a/"])
    func pathPrefix(_ path: String) async throws {
        let scope = try await FakeClaude.scope()
        _ = try await Self.client(scope, path: path).send(
            Self.request(), retry: 0, timeoutMilliseconds: ClientTests.patience)
        #expect(try await scope.log().requests.isEmpty)
    }

    @Test(
        "thinking and unknown blocks and events are passed over", arguments: ["thinking", "unknown_block"],
        [true, false])
    func blocks(_ mode: String, _ streams: Bool) async throws {
        let scope = try await FakeClaude.scope([.init(mode)])
        let answer = try await Self.client(scope).send(
            Self.request(streams: streams), retry: 0, timeoutMilliseconds: ClientTests.patience)
        #expect(answer.response.content.first?.type == "thinking")
        #expect(answer.response.answer.hasPrefix("{\"text\""))
    }

    @Test("errors come with status, type, request id and what the headers say")
    func errors() async throws {
        let overloaded = try await failure("http_529")
        #expect(overloaded?.status == 529)
        #expect(overloaded?.type == "overloaded_error")
        #expect(overloaded?.requestID?.hasPrefix("req_fake_") == true)
        #expect(overloaded?.speaksAgainstService == true)
        #expect(try await failure("http_429", retryAfter: 1.5)?.retryAfterMilliseconds == 1_500)
        #expect(try await failure("http_500_no_retry")?.shouldRetry == false)
        #expect(try await failure("http_400")?.speaksAgainstService == false)
        #expect(try await failure("http_502_html")?.status == 502)
        #expect(try await failure("html_200")?.kind == .unreadable)
        #expect(try await failure("huge")?.kind == .unreadable)
        #expect(try await failure("reset")?.kind == .connection)
    }

    @Test("an error in a stream and a stream without end are failures; nothing of them is used")
    func streams() async throws {
        let stopped = try await failure("stream_error", streams: true)
        #expect(stopped?.kind == .stream)
        #expect(stopped?.type == "overloaded_error")
        let cut = try await failure("stream_cut", streams: true)
        #expect(cut?.kind == .stream)
        #expect(cut?.type == nil)
    }

    @Test("a wrong key is refused; a line break in a key makes no header of its own")
    func keys() async throws {
        let scope = try await FakeClaude.scope()
        let wrong = try Self.client(scope, key: "other")
        let failure = await #expect(throws: CallFailure.self) {
            _ = try await wrong.send(Self.request(), retry: 0, timeoutMilliseconds: ClientTests.patience)
        }
        #expect(failure?.status == 401)
        let broken = try Self.client(scope, key: "test-key\r\nx-evil: 1\n")
        await #expect(throws: CallFailure.self) {
            _ = try await broken.send(Self.request(), retry: 0, timeoutMilliseconds: ClientTests.patience)
        }
        #expect(try await scope.log().requests.allSatisfy { $0.headers["x-evil"] == nil })
    }

    @Test("logs name the request id and never the key; prompts are not in them at info")
    func logs() async throws {
        let book = LogBook()
        let scope = try await FakeClaude.scope([.init("http_500", times: 1)])
        let client = try Self.client(scope, book: book)
        await #expect(throws: CallFailure.self) {
            _ = try await client.send(Self.request(), retry: 0, timeoutMilliseconds: ClientTests.patience)
        }
        _ = try await client.send(Self.request(), retry: 1, timeoutMilliseconds: ClientTests.patience)
        #expect(book.lines.contains { $0.text.contains("req_fake_") && $0.level == .notice })
        #expect(book.lines.contains { $0.text.contains("req_fake_") && $0.level == .debug })
        #expect(!book.lines.contains { $0.text.contains(FakeClaude.key) })
        #expect(!book.lines.contains { $0.level >= .info && $0.text.contains("SECRET") })
    }
}
