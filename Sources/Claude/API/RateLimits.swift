internal import Engine

/// What the headers of an answer say about one model's limits.
struct RateLimits: Sendable, Hashable {
    struct Window: Sendable, Hashable {
        var remaining: Int
        var resetsAt: Timestamp
    }

    var requests: Window?
    var inputTokens: Window?
    var outputTokens: Window?

    init(requests: Window? = nil, inputTokens: Window? = nil, outputTokens: Window? = nil) {
        self.requests = requests
        self.inputTokens = inputTokens
        self.outputTokens = outputTokens
    }

    /// Nil when there is nothing about limits in the headers.
    init?(_ headers: [String: String], now: Timestamp) {
        func window(_ name: String) -> Window? {
            guard let remaining = headers["anthropic-ratelimit-\(name)-remaining"].flatMap({ Int($0) }),
                let reset = headers["anthropic-ratelimit-\(name)-reset"].flatMap({ Timestamp(rfc3339: $0) })
            else { return nil }
            return Window(remaining: max(0, remaining), resetsAt: reset)
        }
        self.init(
            requests: window("requests"), inputTokens: window("input-tokens") ?? window("tokens"),
            outputTokens: window("output-tokens"))
        if requests == nil, inputTokens == nil, outputTokens == nil { return nil }
    }
}
