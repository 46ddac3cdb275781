/// One HTTP request.
package struct HTTPCall: Sendable, Hashable {
    package enum Method: Sendable { case get, post }

    package var method: Method
    package var url: String
    /// `name: value`, in order.
    package var headers: [String]
    package var body: [UInt8]
    /// The time for all of it, from connecting to the last byte; more than 0.
    package var timeoutMilliseconds: Int64

    package init(method: Method, url: String, headers: [String], body: [UInt8], timeoutMilliseconds: Int64) {
        self.method = method
        self.url = url
        self.headers = headers
        self.body = body
        self.timeoutMilliseconds = timeoutMilliseconds
    }
}

/// What a server answered, whatever the status.
package struct HTTPReply: Sendable, Hashable {
    package var status: Int
    /// By lower-case name; the last one of a name counts.
    package var headers: [String: String]
    package var body: [UInt8]

    package init(status: Int, headers: [String: String], body: [UInt8]) {
        self.status = status
        self.headers = headers
        self.body = body
    }
}

/// Why there is no reply.
package enum TransportFailure: Error, Sendable, Hashable {
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
package protocol HTTPTransport: Sendable {
    /// Returns any complete reply. Cancelling the task closes the connection.
    func send(_ call: HTTPCall) async throws(TransportFailure) -> HTTPReply
}
