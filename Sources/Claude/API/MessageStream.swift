internal import Engine
internal import FoundationEssentials

/// Puts a streamed answer together. Unknown events and deltas are passed over; an `error` event, or an end without `message_stop`,
/// makes it a failure and nothing of it is used.
struct MessageStream {
    private struct Envelope: Decodable {
        struct Delta: Decodable {
            var type: String?
            var text: String?
            var partialJSON: String?
            var stopReason: String?
            var stopDetails: MessagesResponse.StopDetails?

            enum CodingKeys: String, CodingKey {
                case type, text
                case partialJSON = "partial_json"
                case stopReason = "stop_reason"
                case stopDetails = "stop_details"
            }
        }

        struct Fault: Decodable { var type: String? }
        struct Usage: Decodable {
            var output: Int?
            enum CodingKeys: String, CodingKey { case output = "output_tokens" }
        }

        var type: String
        var message: MessagesResponse?
        var index: Int?
        var block: MessagesResponse.Block?
        var delta: Delta?
        var usage: Usage?
        var error: Fault?

        enum CodingKeys: String, CodingKey {
            case type, message, index, delta, usage, error
            case block = "content_block"
        }
    }

    private var message: MessagesResponse?
    private var texts: [Int: String] = [:]
    private var arguments: [Int: String] = [:]
    private var isComplete = false

    /// - Throws: `CallFailure` of kind `stream` with the error's type.
    static func message(of body: [UInt8]) throws(CallFailure) -> MessagesResponse {
        var stream = MessageStream()
        for line in body.split(whereSeparator: { $0 == UInt8(ascii: "\n") || $0 == UInt8(ascii: "\r") }) {
            guard line.starts(with: "data:".utf8) else { continue }
            try stream.take(Array(line.dropFirst(5)))
        }
        return try stream.result()
    }

    private mutating func take(_ data: [UInt8]) throws(CallFailure) {
        guard let event = try? JSONDecoder().decode(Envelope.self, from: Data(data)) else { return }
        switch event.type {
        case "message_start": message = event.message
        case "content_block_start":
            guard let index = event.index, let block = event.block, (0..<1_000).contains(index) else { return }
            while let count = message?.content.count, count <= index {
                message?.content.append(.init(type: "", text: nil, name: nil, input: nil))
            }
            message?.content[index] = block
            texts[index] = block.text ?? ""
        case "content_block_delta":
            guard let index = event.index, let delta = event.delta else { return }
            if delta.type == "text_delta" { texts[index, default: ""] += delta.text ?? "" }
            if delta.type == "input_json_delta" { arguments[index, default: ""] += delta.partialJSON ?? "" }
        case "message_delta":
            if let reason = event.delta?.stopReason { message?.stopReason = reason }
            if let details = event.delta?.stopDetails { message?.stopDetails = details }
            // Cumulative.
            if let output = event.usage?.output { message?.usage.output = max(0, output) }
        case "message_stop": isComplete = true
        case "error": throw CallFailure(.stream, type: event.error?.type)
        default: break
        }
    }

    private func result() throws(CallFailure) -> MessagesResponse {
        guard isComplete, var message else { throw CallFailure(.stream) }
        for index in message.content.indices {
            switch message.content[index].type {
            case "text": message.content[index].text = texts[index] ?? ""
            case "tool_use":
                guard let text = arguments[index], !text.isEmpty else { continue }
                message.content[index].input = try? JSONDecoder().decode(JSONValue.self, from: Data(text.utf8))
            default: break
            }
        }
        return message
    }
}
