import NIOCore
import NIOHTTP1
import NIOHTTP2
import NIOSSL

/// What a listening socket is for.
enum Entrance: Sendable, Hashable {
    /// The site by plain HTTP.
    case plain
    /// The site by HTTPS.
    case secure
    /// Nothing but the way to HTTPS.
    case redirect(Redirect)
}

/// There is no room for another connection.
private struct ConnectionRefused: Error {}

extension ServerCore {
    static let maximumHeaderBytes = 16 * 1024
    static let maximumHeaderFields = 100

    /// Often enough for the shortest time limit, and at least once a second for the `Date` header.
    var tickInterval: TimeAmount {
        let shortest = [timeouts.head, timeouts.body, timeouts.idle].map(\.nanoseconds).min() ?? 1_000_000_000
        return .nanoseconds(max(5_000_000, min(1_000_000_000, shortest / 4)))
    }

    /// Makes an accepted socket a connection of HTTP, or refuses it.
    /// - Throws: `ConnectionRefused`, upon which the socket is closed.
    func accept(_ channel: any Channel, on worker: Worker, entrance: Entrance) throws {
        let peer = ClientAddress(channel.remoteAddress)
        let key = gate.key(for: peer)
        switch gate.admit(key) {
        case .refused:
            metrics.connectionRefused()
            throw ConnectionRefused()
        case .overFull: makeRoom(on: worker)
        case .admitted: break
        }
        if peer != nil { try? channel.syncOptions?.setOption(.tcpOption(.tcp_nodelay), value: 1) }
        guard entrance == .secure else {
            return try serveHTTP1(channel, on: worker, peer: peer, limitKey: key, entrance: entrance)
        }
        guard let certificate = configuration.certificate else {
            gate.connectionEnded(key)
            throw ConnectionRefused()
        }
        let pipeline = channel.pipeline.syncOperations
        try pipeline.addHandler(PlainRequestGuard())
        try pipeline.addHandler(NIOSSLServerHandler(context: certificate.context))
        try pipeline.addHandler(TLSHandshake(server: self, worker: worker, peer: peer, limitKey: key))
    }

    /// Closes the longest idle connection of this event loop; when all of its are busy, one of another's.
    private func makeRoom(on worker: Worker) {
        if worker.closeLongestIdle() { return }
        for other in workers where other.eventLoop !== worker.eventLoop {
            other.eventLoop.execute { _ = other.value.closeLongestIdle() }
        }
    }

    func serveHTTP1(
        _ channel: any Channel, on worker: Worker, peer: ClientAddress?, limitKey: ClientAddress?, entrance: Entrance
    ) throws {
        var limits = NIOHTTPDecoderLimitConfiguration()
        limits.maxHeaderListSize = ServerCore.maximumHeaderBytes
        limits.maxHeaderFieldSize = ServerCore.maximumHeaderBytes
        limits.maxHeaderFieldCount = ServerCore.maximumHeaderFields
        var framing = HTTPResponseEncoder.Configuration()
        framing.automaticallySetFramingHeaders = false
        let pipeline = channel.pipeline.syncOperations
        try pipeline.addHandler(HTTPResponseEncoder(configuration: framing))
        try pipeline.addHandler(ByteToMessageHandler(HTTPRequestDecoder(limitConfiguration: limits)))
        try pipeline.addHandler(
            HTTPConnection(
                server: self, worker: worker, peer: peer, carrier: .connection(limitKey: limitKey), entrance: entrance))
    }

    func serveHTTP2(
        _ channel: any Channel, on worker: Worker, peer: ClientAddress?, limitKey: ClientAddress?
    ) throws {
        let loop = worker.eventLoop
        let limits = configuration.multiplexing
        let connection = HTTP2Connection(server: self, worker: worker, limitKey: limitKey)
        let management = NIOHTTP2ServerConnectionManagementHandler(
            eventLoop: loop,
            configuration: .init(maxIdleTime: nil, maxAge: nil, maxGraceTime: nil, keepalive: nil))
        let shared = NIOLoopBound((connection: connection, worker: worker), eventLoop: loop)
        let multiplexer = NIOHTTP2Handler(
            mode: .server, eventLoop: loop, connectionConfiguration: .init(limits), streamConfiguration: .init(limits),
            streamDelegate: StreamCount(
                management: management.http2StreamDelegate, connection: NIOLoopBound(connection, eventLoop: loop))
        ) { [self] stream in
            loop.makeCompletedFuture {
                let pipeline = stream.pipeline.syncOperations
                try pipeline.addHandler(HTTP2RequestDecoder())
                try pipeline.addHandler(
                    HTTPConnection(
                        server: self, worker: shared.value.worker, peer: peer,
                        carrier: .stream(of: shared.value.connection), entrance: .secure))
            }
        }
        let pipeline = channel.pipeline.syncOperations
        try pipeline.addHandler(multiplexer)
        try pipeline.addHandler(management)
        try pipeline.addHandler(connection)
    }
}

/// Tells both who keep count of streams.
private struct StreamCount: NIOHTTP2StreamDelegate {
    let management: NIOHTTP2ServerConnectionManagementHandler.HTTP2StreamDelegate
    let connection: NIOLoopBound<HTTP2Connection>

    func streamCreated(_ id: HTTP2StreamID, channel: any Channel) {
        management.streamCreated(id, channel: channel)
        connection.value.streamCreated()
    }

    func streamClosed(_ id: HTTP2StreamID, channel: any Channel) {
        management.streamClosed(id, channel: channel)
        connection.value.streamClosed()
    }
}

extension NIOHTTP2Handler.ConnectionConfiguration {
    fileprivate init(_ limits: WebConfiguration.Multiplexing) {
        self.init()
        initialSettings = [
            HTTP2Setting(parameter: .maxConcurrentStreams, value: limits.maximumStreams),
            HTTP2Setting(parameter: .maxHeaderListSize, value: ServerCore.maximumHeaderBytes),
        ]
        maximumBufferedControlFrames = limits.bufferedControlFrames
        maximumSequentialContinuationFrames = limits.maximumContinuations
        controlFrameRateLimit.maximumCount = limits.maximumControlFrames
        controlFrameRateLimit.windowLength = TimeAmount(limits.floodWindow)
    }
}

extension NIOHTTP2Handler.StreamConfiguration {
    fileprivate init(_ limits: WebConfiguration.Multiplexing) {
        self.init()
        outboundBufferSizeHighWatermark = 64 * 1024
        outboundBufferSizeLowWatermark = 32 * 1024
        streamResetFrameRateLimit.maximumCount = limits.maximumResets
        streamResetFrameRateLimit.windowLength = TimeAmount(limits.floodWindow)
        streamErrorRateLimit.maximumCount = limits.maximumStreamErrors
        streamErrorRateLimit.windowLength = TimeAmount(limits.floodWindow)
    }
}
