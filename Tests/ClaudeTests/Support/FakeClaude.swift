import FoundationEssentials
import Glibc
import HTTPClient
import Synchronization

@testable import Claude
@testable import Engine

/// The process of `Tests/fakes/claude.py` that all tests of a run share, each in a scope of its own.
final class FakeClaude: Sendable {
    struct StartFailed: Error {
        var code: Int32
    }

    static let key = "test-key"
    private static let shared = Result { try FakeClaude() }
    private static let lastScope = Mutex(0)

    private let port: Int
    private let transport: CurlTransport
    // Its end tells the process to end, whatever becomes of this one.
    private let input: Int32

    private init(file: String = #filePath) throws {
        let folder = file.split(separator: "/", omittingEmptySubsequences: false).dropLast(3).map(String.init).joined(
            separator: "/")
        let script = folder + "/fakes/claude.py"
        let kind = Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue)
        var inputPair: [Int32] = [0, 0]
        var outputPair: [Int32] = [0, 0]
        guard socketpair(AF_UNIX, kind, 0, &inputPair) == 0, socketpair(AF_UNIX, kind, 0, &outputPair) == 0 else {
            throw StartFailed(code: errno)
        }
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawn_file_actions_adddup2(&actions, inputPair[1], 0)
        posix_spawn_file_actions_adddup2(&actions, outputPair[1], 1)
        let words = ["python3", "-B", script, "--key", FakeClaude.key]
        var arguments: [UnsafeMutablePointer<CChar>?] = words.map { strdup($0) }
        arguments.append(nil)
        defer { arguments.forEach { free($0) } }
        var child = pid_t()
        let code = posix_spawnp(&child, "python3", &actions, nil, &arguments, environ)
        close(inputPair[1])
        close(outputPair[1])
        guard code == 0 else { throw StartFailed(code: code) }
        input = inputPair[0]
        var line: [UInt8] = []
        var byte: UInt8 = 0
        while read(outputPair[0], &byte, 1) == 1, byte != UInt8(ascii: "\n") { line.append(byte) }
        guard let port = String(decoding: line, as: UTF8.self).split(separator: " ").last.flatMap({ Int($0) }) else {
            throw StartFailed(code: -1)
        }
        self.port = port
        transport = try CurlTransport()
    }

    /// A fresh scope: nothing of other tests is seen in it.
    static func scope(_ script: [Step] = []) async throws -> Scope {
        let fake = try shared.get()
        let number = lastScope.withLock { last in
            last += 1
            return last
        }
        let scope = Scope(baseURL: "http://127.0.0.1:\(fake.port)/scope/\(number)", transport: fake.transport)
        if !script.isEmpty { try await scope.script(script) }
        return scope
    }

    struct Step: Sendable {
        var mode: String
        var decision: DecisionKind?
        var times: Int?
        var retryAfter: Double?
        var answer: OrderedJSON?

        init(
            _ mode: String, _ decision: DecisionKind? = nil, times: Int? = nil, retryAfter: Double? = nil,
            answer: OrderedJSON? = nil
        ) {
            self.mode = mode
            self.decision = decision
            self.times = times
            self.retryAfter = retryAfter
            self.answer = answer
        }

        var json: OrderedJSON {
            .object([
                "mode": .string(mode), "decision": decision.map { .string($0.rawValue) },
                "times": times.map(OrderedJSON.integer), "retry_after": retryAfter.map(OrderedJSON.number),
                "answer": answer,
            ])
        }
    }

    struct Log: Decodable, Sendable {
        struct Request: Decodable, Sendable {
            var decision: String?
            var fault: [JSONValue]?
            var body: JSONValue?
            var headers: [String: String]

            /// All text blocks, in order.
            var text: String {
                var texts: [String] = []
                func add(_ content: JSONValue?) {
                    guard case .array(let blocks)? = content else { return }
                    texts += blocks.compactMap { $0["text"]?.stringValue }
                }
                add(body?["system"])
                if case .array(let messages)? = body?["messages"] {
                    for message in messages { add(message["content"]) }
                }
                return texts.joined(separator: "\n")
            }
        }

        struct Stats: Decodable, Sendable {
            var calls: Int
            var answered: Int
            var inputTokens: Int
            var outputTokens: Int
            var costUSD: Double
            var aborted: Int
            var maxConcurrent: Int
            var running: Int

            enum CodingKeys: String, CodingKey {
                case calls, answered, aborted, running
                case inputTokens = "input_tokens"
                case outputTokens = "output_tokens"
                case costUSD = "cost_usd"
                case maxConcurrent = "max_concurrent"
            }
        }

        var requests: [Request]
        var stats: Stats
    }

    struct Scope: Sendable {
        var baseURL: String
        fileprivate var transport: CurlTransport

        func script(_ steps: [Step]) async throws { try await post(.array(steps.map(\.json))) }
        func latency(milliseconds: Int) async throws { try await post(.object(["latency_ms": .integer(milliseconds)])) }
        func refuseFormat() async throws { try await post(.object(["no_format": true])) }

        private func post(_ json: OrderedJSON) async throws {
            _ = try await transport.send(
                HTTPCall(
                    method: .post, url: baseURL + "/fake/script", headers: ["content-type: application/json"],
                    body: json.bytes, timeoutMilliseconds: 120_000))
        }

        func log() async throws -> Log {
            let reply = try await transport.send(
                HTTPCall(
                    method: .get, url: baseURL + "/fake/log", headers: [], body: [], timeoutMilliseconds: 120_000))
            return try JSONDecoder().decode(Log.self, from: Data(reply.body))
        }

        /// Asks again until the log is as wanted; the test's time limit ends it.
        func log(until isThere: (Log) -> Bool) async throws -> Log {
            while true {
                let log = try await log()
                if isThere(log) { return log }
                try Task.checkCancellation()
                await Task.yield()
            }
        }
    }
}
