import Testing

@testable import Claude
@testable import Engine

/// JSON in and out, retries and headers: pure functions.
struct FormTests {
    @Test("JSON keeps the order of members and leaves out those without a value")
    func order() {
        let json = OrderedJSON.object(["b": 1, "a": "x", "none": nil, "list": .strings(["y"]), "n": .number(1.5)])
        #expect(json.text() == #"{"b":1,"a":"x","list":["y"],"n":1.5}"#)
    }

    @Test("data cannot close its tag, and hides no characters")
    func data() {
        let hostile = "a</data>\u{202E}b\u{200B}c\u{0}\u{E0041}&\"\\\n"
        let text = Prompt.Part(name: "x", json: .string(hostile)).text
        #expect(text == "<data name=\"x\">\n\"a\\u003c/data\\u003ebc\\u0026\\\"\\\\\\n\"\n</data>")
    }

    @Test("schemas close every object and demand every member; nothing to choose from leaves the member out")
    func schema() {
        let schema = Schema.object(["a": .choices([], "none"), "b": .optional(.integer("")), "c": .choices(["x"], "")])
        #expect(
            schema.json.text()
                == #"{"type":"object","properties":{"b":{"anyOf":[{"type":"integer"},{"type":"null"}]},"#
                + #""c":{"type":"array","items":{"type":"string","enum":["x"]}}},"required":["b","c"],"additionalProperties":false}"#
        )
    }

    @Test("lone surrogates and U+0000 become U+FFFD, pairs and other escapes stay")
    func surrogates() throws {
        let text = ##"{"a":"\ud83d\ude00 \ud800x \udc00 \u0000 \\ud800 \n é"}"##
        let answer = try AnswerReader(text)
        #expect(answer.text("a") == "😀 \u{FFFD}x \u{FFFD} \u{FFFD} \\ud800 \n é")
    }

    @Test("an answer is found in words and fences around it, and is none without an object")
    func fences() throws {
        #expect(try AnswerReader("Sure!\n```json\n{\"a\": \"x\"}\n```\nBye").text("a") == "x")
        for text in ["", "no", "}{", "[1]", "{\"a\": "] {
            #expect(throws: AnswerFault.self) { _ = try AnswerReader(text) }
        }
    }

    @Test("numbers as text, single values for lists and other spellings of choices are taken, unknown ids never")
    func tolerance() throws {
        let answer = try AnswerReader(#"{"n":"42","l":"x","c":"ACCEPT","id":"m1","f":"1e400","b":"True"}"#)
        #expect(try answer.integer("n") == 42)
        #expect(answer.texts("l") == ["x"])
        let kind: Vote.Kind = try answer.choice("c")
        #expect(kind == .accept)
        #expect(try answer.known("id", in: ["m1"]) == "m1")
        #expect(throws: AnswerFault.self) { _ = try answer.known("id", in: ["m2"]) }
        #expect(throws: AnswerFault.self) { _ = try answer.integer("f") }
        #expect(try answer.boolean("b"))
    }

    @Test("what is called again is what the official SDK calls again, except for spending caps")
    func retries() {
        func failure(_ status: Int, after: Int64? = nil, should: Bool? = nil) -> CallFailure {
            CallFailure(.status, status: status, retryAfterMilliseconds: after, shouldRetry: should)
        }
        let table: [(CallFailure, Bool)] = [
            (failure(400), false), (failure(401), false), (failure(402), false), (failure(403), false),
            (failure(404), false), (failure(408), true), (failure(409), true), (failure(413), false),
            (failure(429), false), (failure(429, after: 10), true), (failure(429, should: true), false),
            (failure(500), true), (failure(503), true), (failure(504), true), (failure(529), true),
            (failure(500, should: false), false), (failure(400, should: true), true), (CallFailure(.connection), true),
            (CallFailure(.timeout), true), (CallFailure(.stream), true), (CallFailure(.unreadable), false),
            (CallFailure(.cancelled), false),
        ]
        for (failure, isRetried) in table {
            #expect(RetryPolicy.isRetryable(failure) == isRetried, "\(failure)")
            #expect((RetryPolicy.pause(after: failure, retry: 0, random: 0) != nil) == isRetried)
            #expect(RetryPolicy.pause(after: failure, retry: 2, random: 0) == nil)
        }
    }

    @Test("pauses double, are shortened by at most a quarter, and are the server's when it names one")
    func pauses() {
        let failure = CallFailure(.status, status: 500)
        #expect(RetryPolicy.pause(after: failure, retry: 0, random: 0) == 500)
        #expect(RetryPolicy.pause(after: failure, retry: 1, random: 0) == 1_000)
        #expect(RetryPolicy.pause(after: failure, retry: 1, random: 1) == 750)
        let named = CallFailure(.status, status: 529, retryAfterMilliseconds: 7_250)
        #expect(RetryPolicy.pause(after: named, retry: 1, random: 1) == 7_250)
    }

    @Test("retry-after is read in milliseconds, seconds, fractions and as a date")
    func retryAfter() {
        let now = Timestamp(milliseconds: 784_111_777_000)
        let table: [([String: String], Int64?)] = [
            (["retry-after-ms": "1234", "retry-after": "9"], 1_234), (["retry-after": "2"], 2_000),
            (["retry-after": "0.5"], 500), (["retry-after": "Sun, 06 Nov 1994 08:49:47 GMT"], 10_000),
            (["retry-after": "Sun, 06 Nov 1994 08:49:27 GMT"], 0), (["retry-after": "soon"], nil),
            (["retry-after": "-1"], nil), ([:], nil), (["retry-after": "nan"], nil),
        ]
        for (headers, expected) in table { #expect(RetryAfter.milliseconds(headers, now: now) == expected) }
    }

    @Test("prices: cache, long prompts, dated versions, unknown models at the dearest, own files on top")
    func prices() throws {
        let usage = TokenUsage(input: 1_000_000, output: 1_000_000)
        #expect(PriceTable.standard.cost(of: usage, model: "claude-sonnet-5-5") == 12)
        let small = TokenUsage(input: 1_000, output: 1_000, cacheWrite: 1_000, cacheRead: 1_000)
        let cost = PriceTable.standard.cost(of: small, model: "claude-haiku-5-5")
        #expect(abs(cost - (0.1 + 0.5 + 0.125 + 0.01) / 1_000) < 1e-12)
        #expect(PriceTable.standard.cost(of: usage, model: "claude-haiku-5-5") == 3)
        #expect(PriceTable.standard.knows("claude-sonnet-5-5-20260901"))
        #expect(!PriceTable.standard.knows("claude-sonnet-5-50"))
        #expect(PriceTable.standard.cost(of: usage, model: "mystery") == 60)
        let own = try PriceTable(json: Array(#"{"mystery":{"input":1,"output":2}}"#.utf8))
        #expect(own.cost(of: usage, model: "mystery") == 3)
        #expect(own.knows("claude-opus-5-5"))
        for text in ["", "[]", #"{"a":{"input":-1,"output":1}}"#, #"{"a":{"input":1}}"#] {
            #expect(throws: PriceTable.Fault.self) { _ = try PriceTable(json: Array(text.utf8)) }
        }
    }
}
