internal import Engine
internal import FoundationEssentials

/// An answer as it is stored: enough to use it without asking again.
struct PaidStep: Sendable, Hashable, Codable {
    var model: String
    var text: String
    var stopReason: String?
    var usage: TokenUsage
    var costUSD: Double

    enum CodingKeys: String, CodingKey {
        case model, text, usage
        case stopReason = "stop_reason"
        case costUSD = "cost_usd"
    }

    var body: String? {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return (try? encoder.encode(self)).map { String(decoding: $0, as: UTF8.self) }
    }

    /// Nil when the body is damaged.
    init?(body: String) {
        guard let step = try? JSONDecoder().decode(PaidStep.self, from: Data(body.utf8)) else { return nil }
        self = step
    }

    init(response: MessagesResponse, model: String, costUSD: Double) {
        self.model = model
        text = response.answer
        stopReason = response.stopReason
        usage = response.usage
        self.costUSD = costUSD
    }

    /// What the question's key has for it: SHA-256 in hexadecimal.
    static func digest(_ request: MessagesRequest) -> String {
        var request = request
        // How the form is enforced may differ from process to process; the question is the same.
        request.output = .format
        request.streams = false
        let digits = Array("0123456789abcdef")
        return String(Crypto.sha256(request.json.bytes).flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] })
    }
}
