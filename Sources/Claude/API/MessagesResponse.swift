internal import Engine
internal import FoundationEssentials

/// An answer of the Messages API, as far as decisions need it. Unknown members, block types and reasons are no error.
struct MessagesResponse: Sendable, Hashable, Decodable {
    struct Block: Sendable, Hashable, Decodable {
        var type: String
        var text: String?
        var name: String?
        var input: JSONValue?
    }

    struct StopDetails: Sendable, Hashable, Decodable {
        var category: String?
    }

    var id: String
    var type: String
    var model: String
    var content: [Block]
    var stopReason: String?
    var stopDetails: StopDetails?
    var usage: TokenUsage

    enum CodingKeys: String, CodingKey {
        case id, type, model, content, usage
        case stopReason = "stop_reason"
        case stopDetails = "stop_details"
    }

    /// The answer itself: the arguments of our tool if it was called, else all text. Blocks are found by type: thinking may come
    /// first.
    var answer: String {
        let call = content.last { $0.type == "tool_use" && $0.name == MessagesRequest.toolName }
        if let input = call?.input { return OrderedJSON(input).text() }
        return content.filter { $0.type == "text" }.compactMap(\.text).joined()
    }
}

/// Tokens of one attempt, as billed.
struct TokenUsage: Sendable, Hashable, Codable {
    /// Neither read from nor written to the cache.
    var input: Int
    /// Thinking included.
    var output: Int
    var cacheWrite: Int
    var cacheRead: Int

    init(input: Int, output: Int, cacheWrite: Int = 0, cacheRead: Int = 0) {
        self.input = input
        self.output = output
        self.cacheWrite = cacheWrite
        self.cacheRead = cacheRead
    }

    init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        func count(_ key: CodingKeys) throws -> Int {
            min(1_000_000_000, max(0, try container.decodeIfPresent(Int.self, forKey: key) ?? 0))
        }
        input = try count(.input)
        output = try count(.output)
        cacheWrite = try count(.cacheWrite)
        cacheRead = try count(.cacheRead)
    }

    /// All that went in.
    var totalInput: Int { input + cacheWrite + cacheRead }

    enum CodingKeys: String, CodingKey {
        case input = "input_tokens"
        case output = "output_tokens"
        case cacheWrite = "cache_creation_input_tokens"
        case cacheRead = "cache_read_input_tokens"
    }
}
