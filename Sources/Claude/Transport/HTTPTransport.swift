/// One HTTP request.
struct HTTPCall: Sendable, Hashable {
    enum Method: Sendable { case get, post }

    var method: Method
    var url: String
    /// `name: value`, in order.
    var headers: [String]
    var body: [UInt8]
    /// The time for all of it, from connecting to the last byte; more than 0.
    var timeoutMilliseconds: Int64
}

/// What a server answered, whatever the status.
struct HTTPReply: Sendable, Hashable {
    var status: Int
    /// By lower-case name; the last one of a name counts.
    var headers: [String: String]
    var body: [UInt8]
}

/// Why there is no reply.
enum TransportFailure: Error, Sendable, Hashable {
    /// No connection: name, route, proxy or certificate.
    case connection(String)
    /// The connection broke before the reply was complete.
    case broken(String)
    case timeout
    /// The reply is longer than any answer can be.
    case tooLarge
    case cancelled
}

/// Sends HTTP requests.
protocol HTTPTransport: Sendable {
    /// Returns any complete reply. Cancelling the task closes the connection.
    func send(_ call: HTTPCall) async throws(TransportFailure) -> HTTPReply
}
