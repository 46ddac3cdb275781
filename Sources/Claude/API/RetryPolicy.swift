internal import Engine

/// When a failed call is made again. The rules are those of the official SDK (`_base_client.py`, 2.13), except that a refusal for a
/// spending cap ends it and that no wait goes past the deadline.
enum RetryPolicy {
    static let retries = 2

    /// - Parameters:
    ///   - retry: 0 for the first one.
    ///   - random: 0..<1; shortens the wait by up to a quarter, so that callers do not come back together.
    /// - Returns: how long to wait, or nil to give up.
    static func pause(after failure: CallFailure, retry: Int, random: Double) -> Int64? {
        guard retry < retries, isRetryable(failure) else { return nil }
        if let named = failure.retryAfterMilliseconds { return named }
        let seconds = min(0.5 * Double(1 << max(0, min(20, retry))), 8)
        return Int64(seconds * 1000 * (1 - 0.25 * random))
    }

    static func isRetryable(_ failure: CallFailure) -> Bool {
        // A monthly cap: whoever asks again is refused again.
        if failure.status == 429, failure.retryAfterMilliseconds == nil { return false }
        if let shouldRetry = failure.shouldRetry { return shouldRetry }
        switch failure.kind {
        case .connection, .timeout, .stream: return true
        case .cancelled, .unreadable: return false
        case .status:
            guard let status = failure.status else { return false }
            return status == 408 || status == 409 || status == 429 || status >= 500
        }
    }
}

/// The two headers that say when to come back.
enum RetryAfter {
    /// `retry-after-ms`, else `retry-after` in seconds, fractions allowed, or as an HTTP date; nil when neither can be read.
    static func milliseconds(_ headers: [String: String], now: Timestamp) -> Int64? {
        if let text = headers["retry-after-ms"], let value = Double(text), value.isFinite, value >= 0 {
            return Int64(min(value, 86_400_000))
        }
        guard let text = headers["retry-after"] else { return nil }
        if let seconds = Double(text) {
            return seconds.isFinite && seconds >= 0 ? Int64(min(seconds * 1000, 86_400_000)) : nil
        }
        return date(text).map { max(0, $0 - now) }
    }

    /// RFC 9110, section 5.6.7, the form that is still to be sent: `Sun, 06 Nov 1994 08:49:37 GMT`.
    static func date(_ text: String) -> Timestamp? {
        let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
        let parts = text.split(separator: " ")
        guard parts.count == 6, parts[5] == "GMT", let month = months.firstIndex(of: String(parts[2])) else {
            return nil
        }
        func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
        return Timestamp(rfc3339: "\(parts[3])-\(two(month + 1))-\(parts[1])T\(parts[4])Z")
    }
}
