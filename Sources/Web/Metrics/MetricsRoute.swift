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

    /// This host itself is whoever connects from a loopback address or a unix socket and shows no sign of a proxy. Who comes through a
    /// proxy is whom a trusted one names, and may be of `allowed` networks: a loopback address in a header is another host's, or
    /// somebody's invention. When nobody is named although there is a proxy, the request may come from anywhere.
    func mayRead(_ request: WebRequest) -> Bool {
        guard request.isProxied else {
            guard let peer = request.peer else { return true }
            return peer.isLoopback || allowed.contains { $0.contains(peer) }
        }
        guard let client = request.client, client != request.peer, !client.isLoopback else { return false }
        return allowed.contains { $0.contains(client) }
    }
}
