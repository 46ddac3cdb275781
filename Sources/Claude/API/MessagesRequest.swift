/// A call of `POST /v1/messages`, as far as decisions need it. Sampling parameters do not exist in this version of the API.
struct MessagesRequest: Sendable, Hashable {
    /// How the answer is bound to its schema.
    enum Output: Sendable, Hashable {
        /// `output_config.format`: the answer is the text block.
        case format
        /// A strict tool that the model is asked to call; for models and proxies without `output_config.format`. The choice stays
        /// with the model, because newer models refuse a forced one.
        case tool
    }

    enum Effort: String, Sendable {
        case low, medium, high
    }

    struct Block: Sendable, Hashable {
        var text: String
        /// Everything up to here is the same for several calls.
        var isCacheBreakpoint = false

        fileprivate var json: OrderedJSON {
            .object([
                "type": "text", "text": .string(text),
                "cache_control": isCacheBreakpoint ? .object(["type": "ephemeral"]) : nil,
            ])
        }
    }

    static let toolName = "give_answer"

    var model: String
    /// Thinking included.
    var maxTokens: Int
    var system: [Block]
    /// One turn of the user. No assistant turn is ever sent: prefill is refused.
    var blocks: [Block]
    var schema: Schema
    var output: Output
    var effort: Effort?
    var streams: Bool

    var json: OrderedJSON {
        var configuration: [OrderedJSON.Member] = []
        // Whoever does not know the format may not know anything of `output_config`.
        if let effort, output == .format {
            configuration.append(.init(name: "effort", value: .string(effort.rawValue)))
        }
        if output == .format {
            configuration.append(
                .init(name: "format", value: .object(["type": "json_schema", "schema": schema.json])))
        }
        return .object([
            "model": .string(model),
            "max_tokens": .integer(maxTokens),
            "system": .array(system.map(\.json)),
            "messages": .array([.object(["role": "user", "content": .array(blocks.map(\.json))])]),
            "output_config": configuration.isEmpty ? nil : .object(configuration),
            "tools": output == .tool ? .array([tool]) : nil,
            "tool_choice": output == .tool ? .object(["type": "auto", "disable_parallel_tool_use": true]) : nil,
            "stream": streams ? true : nil,
        ])
    }

    private var tool: OrderedJSON {
        .object([
            "name": .string(MessagesRequest.toolName),
            "description": "Takes the answer. Call it exactly once, with the whole answer.",
            "strict": true,
            "input_schema": schema.json,
        ])
    }
}
