import Engine
import NIOCore
import NIOHTTP1

/// `GET /metrics`, for the host itself and for networks that may read it.
struct MetricsRoute: Sendable {
    /// The metrics as text.
    let text: @Sendable () async -> String
    /// Networks beside the loopback addresses.
    let allowed: [AddressRange]

    static let contentType = "text/plain; version=0.0.4; charset=utf-8"

    func add(to routes: inout RouteTable.Builder) {
        routes.on(.GET, "/metrics") { context in
            guard mayRead(context.request) else { throw WebError(.forbidden, .forbidden, "metrics_not_here") }
            var answer = Answer(
                .ok, fields: [("content-type", MetricsRoute.contentType), ("cache-control", "no-store")],
                body: ByteBuffer(string: await text()))
            answer.isCompressible = true
            return answer
        }
    }

    /// Who comes through a proxy is whom the proxy names. When nobody is named although the request was forwarded, it may come from
    /// anywhere.
    func mayRead(_ request: WebRequest) -> Bool {
        if request.isForwarded, request.client == request.peer { return false }
        guard let client = request.client else { return true }
        return client.isLoopback || allowed.contains { $0.contains(client) }
    }
}
