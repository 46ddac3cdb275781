import NIOCore
import NIOHTTP2

/// One HTTP/2 connection: what its streams share. Requests are answered by an `HTTPConnection` each, on a channel of their own. Lives on
/// its event loop.
final class HTTP2Connection: ChannelInboundHandler, SupervisedHandler {
    typealias InboundIn = HTTP2Frame

    private enum State {
        case open
        /// The client knows that it is to begin no more requests here.
        case ending(since: NIODeadline)
        case closed
    }

    /// Longest wait for a client to leave a connection that carries nothing any more.
    private static let patience = TimeAmount.seconds(1)

    let server: ServerCore
    let worker: Worker
    private let limitKey: ClientAddress?
    var context: ChannelHandlerContext?
    private var state = State.open
    private var openStreams = 0
    private var quietSince = NIODeadline.now()
    private var eventStreams = 0
    var index: Int?

    init(server: ServerCore, worker: Worker, limitKey: ClientAddress?) {
        self.server = server
        self.worker = worker
        self.limitKey = limitKey
    }

    var idleSince: NIODeadline? { openStreams == 0 ? quietSince : nil }
    /// Ended by a notice that cuts nothing off.
    var isUnanswered: Bool { false }

    // MARK: Lifecycle

    func leave() {
        state = .closed
        if eventStreams > 0 { server.gate.streamEnded() } else { server.gate.connectionEnded(limitKey) }
    }

    func closeNow() {
        context?.close(promise: nil)
    }

    func checkDeadline(_ now: NIODeadline) {
        switch state {
        case .open where openStreams == 0 && now - quietSince > server.timeouts.idle: quiesce()
        case .ending(let since) where openStreams == 0 && now - max(since, quietSince) > HTTP2Connection.patience:
            closeNow()
        default: break
        }
    }

    func drain() { quiesce() }

    /// GOAWAY (RFC 9113 §6.8): what the client has begun meanwhile is still answered.
    func quiesce() {
        guard case .open = state, let context else { return }
        state = .ending(since: .now())
        context.channel.pipeline.fireUserInboundEventTriggered(ChannelShouldQuiesceEvent())
    }

    // MARK: Streams

    func streamCreated() { openStreams += 1 }

    func streamClosed() {
        openStreams -= 1
        if openStreams == 0 { quietSince = .now() }
    }

    /// A request became an event stream: the connection counts as one, as it does over HTTP/1.
    func eventStreamBegan() {
        eventStreams += 1
        if eventStreams == 1 { server.gate.becameStream(limitKey) }
    }

    func eventStreamEnded() {
        eventStreams -= 1
        if eventStreams == 0 {
            // The connection may have ended before its streams hear of it.
            if case .closed = state { return }
            server.gate.ceasedToStream(limitKey)
        }
    }

    // MARK: Events

    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        if let event = event as? ChannelEvent, event == .inputClosed { context.close(promise: nil) }
        context.fireUserInboundEventTriggered(event)
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        switch error {
        // One stream went wrong, and was reset for it.
        case is NIOHTTP2Errors.StreamError, is NIOHTTP2Errors.StreamClosed, is NIOHTTP2Errors.ContentLengthViolated,
            is NIOHTTP2Errors.InvalidWindowIncrementSize, is NIOHTTP2Errors.BadStreamStateTransition,
            is NIOHTTP2Errors.CreatedStreamAfterGoaway, is NIOHTTP2Errors.TrailersWithoutEndStream,
            is NIOHTTP2Errors.DuplicatePseudoHeader, is NIOHTTP2Errors.MissingPseudoHeader,
            is NIOHTTP2Errors.PseudoHeaderAfterRegularHeader, is NIOHTTP2Errors.UnknownPseudoHeader,
            is NIOHTTP2Errors.InvalidPseudoHeaders, is NIOHTTP2Errors.ForbiddenHeaderField,
            is NIOHTTP2Errors.UnsupportedPseudoHeader, is NIOHTTP2Errors.InvalidPseudoHeaderValue,
            is NIOHTTP2Errors.EmptyPathHeader, is NIOHTTP2Errors.InvalidHTTP2HeaderFieldName,
            is NIOHTTP2Errors.InvalidHTTP2HeaderFieldValue, is NIOHTTP2Errors.MissingHostHeader,
            is NIOHTTP2Errors.DuplicateHostHeader, is NIOHTTP2Errors.ContentLengthHeadersMismatch,
            is NIOHTTP2Errors.ContentLengthHeaderNegative, is NIOHTTP2Errors.ContentLengthHeaderMalformedValue:
            break
        // GOAWAY with the reason is out.
        default: context.close(promise: nil)
        }
    }
}
