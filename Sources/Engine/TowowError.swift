/// An error that a caller of ToWow sees. The code is stable; the edge puts it into the caller's language.
public struct TowowError: Error, Sendable, Hashable {
    public enum Code: String, Sendable {
        case badRequest = "E001"
        case unknownDemand = "E002"
        case modelUnavailable = "E003"
        case modelTimeout = "E004"
        case unknownChannel = "E007"
        case unknownAgent = "E008"
        case notPossible = "E010"
        case duplicate = "E011"
        case unauthenticated = "E020"
        case forbidden = "E021"
        case tooManyRequests = "E029"
        case overloaded = "E030"
    }

    public var code: Code
    /// A constant for logs and translations, never text from outside: `empty_demand`, `key_reused` ….
    public var reason: String
    /// Seconds a caller should wait, for `tooManyRequests` and `overloaded`.
    public var retryAfter: Int?

    public init(_ code: Code, _ reason: String, retryAfter: Int? = nil) {
        self.code = code
        self.reason = reason
        self.retryAfter = retryAfter
    }
}
