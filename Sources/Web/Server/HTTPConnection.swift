import Engine
import NIOCore
import NIOHTTP1

/// One HTTP/1 connection: reads requests one after another, answers each, and hands the connection to a stream when one is asked for.
///
/// A connection costs no task while it waits: a task lives only as long as a route works on an answer. Lives on its event loop.
final class HTTPConnection: ChannelInboundHandler, ChannelOutboundHandler, RemovableChannelHandler {
    typealias InboundIn = HTTPServerRequestPart
    typealias OutboundIn = Never
    typealias OutboundOut = HTTPServerResponsePart

    private enum State {
        /// Waits for the first byte of a request.
        case idle(since: NIODeadline)
        /// Some bytes of a head are there.
        case head(since: NIODeadline)
        case body(WebRequest, since: NIODeadline)
        /// A route or a stream's opening works.
        case responding
        /// The last answer is out; what still comes is thrown away until the client closes.
        case lingering(since: NIODeadline)
        case closed
    }

    /// Longest wait for a client to close after the last answer.
    private static let linger = TimeAmount.seconds(2)

    private let server: ServerCore
    private let worker: Worker
    private let limitKey: ClientAddress?
    private let peer: ClientAddress?
    private var state = State.idle(since: .now())
    private var context: ChannelHandlerContext?
    /// Parts of later requests that arrived in the same read.
    private var queue = CircularBuffer<HTTPServerRequestPart>()
    private var failure: WebError?
    private var sawPart = false
    private var wantsRead = false
    private var needsFlush = false
    private var inputEnded = false
    private var unsentBytes = 0
    private var becameStream = false
    /// Place in the worker's list.
    var index: Int?

    init(server: ServerCore, worker: Worker, peer: ClientAddress?, limitKey: ClientAddress?) {
        self.server = server
        self.worker = worker
        self.peer = peer
        self.limitKey = limitKey
    }

    var idleSince: NIODeadline? {
        if case .idle(let since) = state { since } else { nil }
    }

    // MARK: Lifecycle

    func handlerAdded(context: ChannelHandlerContext) {
        self.context = context
        worker.add(self)
    }

    func handlerRemoved(context: ChannelHandlerContext) {
        finish()
        self.context = nil
    }

    func channelInactive(context: ChannelHandlerContext) {
        finish()
        context.fireChannelInactive()
    }

    private func finish() {
        guard index != nil else { return }
        state = .closed
        if becameStream { server.gate.becameStream(limitKey) } else { server.gate.connectionEnded(limitKey) }
        worker.remove(self)
    }

    func closeNow() {
        state = .closed
        context?.close(promise: nil)
    }

    /// The server shuts down: an idle connection ends now, a busy one with its answer.
    func quiesce() {
        switch state {
        case .idle, .head: closeNow()
        default: break
        }
    }

    func checkDeadline(_ now: NIODeadline) {
        let timeouts = server.timeouts
        switch state {
        case .idle(let since) where now - since > timeouts.idle:
            // A client that still reads a long answer is not idle.
            let unsent = (try? context?.channel.syncOptions?.getOption(.bufferedWritableBytes)) ?? 0
            if unsent > 0, unsent != unsentBytes {
                unsentBytes = unsent
                state = .idle(since: now)
            } else {
                closeNow()
            }
        case .head(let since) where now - since > timeouts.head:
            fail(WebError(.requestTimeout, .badRequest, "head_too_slow", closes: true))
        case .body(let request, let since) where now - since > timeouts.body:
            send(WebError(.requestTimeout, .badRequest, "body_too_slow", closes: true), for: request)
        case .lingering(let since) where now - since > HTTPConnection.linger: closeNow()
        default: break
        }
    }

    // MARK: Reading

    func read(context: ChannelHandlerContext) {
        if case .responding = state { wantsRead = true } else { context.read() }
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        sawPart = true
        queue.append(unwrapInboundIn(data))
        processQueue()
    }

    func channelReadComplete(context: ChannelHandlerContext) {
        if case .idle = state, !sawPart { state = .head(since: .now()) }
        sawPart = false
        if needsFlush {
            needsFlush = false
            context.flush()
        }
        context.fireChannelReadComplete()
    }

    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        if let event = event as? ChannelEvent, event == .inputClosed {
            inputEnded = true
            switch state {
            case .responding: break
            default: closeNow()
            }
        }
        context.fireUserInboundEventTriggered(event)
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        guard let error = error as? HTTPParserError else { return closeNow() }
        failure =
            switch error {
            case .headerOverflow: WebError(.requestHeaderFieldsTooLarge, .badRequest, "head_too_large", closes: true)
            case .invalidVersion: WebError(.httpVersionNotSupported, .badRequest, "bad_version", closes: true)
            default: WebError(.badRequest, .badRequest, "not_http", closes: true)
            }
        processQueue()
    }

    private func processQueue() {
        while true {
            switch state {
            case .responding, .closed: return
            case .lingering:
                queue.removeAll()
                return
            default: break
            }
            guard let part = queue.popFirst() else { break }
            process(part)
        }
        if let failure {
            self.failure = nil
            fail(failure)
        }
    }

    private func process(_ part: HTTPServerRequestPart) {
        switch part {
        case .head(let head): begin(head)
        case .body(let bytes):
            guard case .body(var request, let since) = state else { return }
            state = .responding  // gives up the second reference, so that the buffer grows in place
            if request.body.readableBytes == 0 { request.body = bytes } else { request.body.writeImmutableBuffer(bytes) }
            if request.body.readableBytes > server.configuration.maximumBody {
                send(WebError(.payloadTooLarge, .badRequest, "body_too_large", closes: true), for: request)
            } else {
                state = .body(request, since: since)
            }
        case .end:
            guard case .body(let request, _) = state else { return }
            state = .responding
            dispatch(request)
        }
    }

    private func begin(_ head: HTTPRequestHead) {
        let now = NIODeadline.now()
        var request = WebRequest(
            head: head, path: "", query: "", id: worker.requestIDs.id(for: head.headers), peer: peer, client: peer,
            started: now, keepsAlive: head.isKeepAlive && head.version == .http1_1)
        server.identify(&request)
        do {
            (request.path, request.query) = try HeadValidation.check(head, maximumBody: server.configuration.maximumBody)
        } catch {
            return send(error, for: request)
        }
        state = .body(request, since: now)
        if head.headers.contains(name: "expect"), head.version == .http1_1 {
            context?.writeAndFlush(
                wrapOutboundOut(.head(HTTPResponseHead(version: .http1_1, status: .continue))), promise: nil)
        }
    }

    // MARK: Answering

    private func dispatch(_ request: WebRequest) {
        if let answer = server.immediateAnswer(to: request) { return send(answer, for: request) }
        if let opening = StreamOpening(request) { return open(opening, for: request) }
        let loop = worker.eventLoop
        let this = NIOLoopBound(self, eventLoop: loop)
        Task { [server] in
            let answer = await server.answer(to: request)
            loop.execute { this.value.complete(answer, for: request) }
        }
    }

    private func complete(_ answer: Answer, for request: WebRequest) {
        guard case .responding = state else { return }
        send(answer, for: request)
        processQueue()
        if needsFlush {
            needsFlush = false
            context?.flush()
        }
        if case .responding = state { return }
        if wantsRead {
            wantsRead = false
            context?.read()
        }
    }

    /// Answers bytes that are no request.
    private func fail(_ error: WebError) {
        let head = HTTPRequestHead(version: .http1_1, method: .GET, uri: "")
        let request = WebRequest(
            head: head, path: "", query: "", id: worker.requestIDs.next(), peer: peer, client: peer, started: .now(),
            keepsAlive: false)
        send(error, for: request)
        if needsFlush {
            needsFlush = false
            context?.flush()
        }
    }

    private func send(_ error: WebError, for request: WebRequest) {
        send(error.answer(language: request.language, requestID: request.id), for: request)
    }

    private func send(_ answer: Answer, for request: WebRequest) {
        guard let context else { return }
        let keepsAlive = request.keepsAlive && !answer.closes && !worker.isDraining && !inputEnded
        var headers = server.headers(for: request, date: worker.date)
        for field in answer.fields { headers.add(name: field.name, value: field.value) }
        let hasBody = answer.status.mayHaveResponseBody
        if hasBody, !answer.omitsLength { headers.add(name: "content-length", value: String(answer.body.readableBytes)) }
        if !keepsAlive { headers.add(name: "connection", value: "close") }
        context.write(
            wrapOutboundOut(.head(HTTPResponseHead(version: .http1_1, status: answer.status, headers: headers))), promise: nil)
        if hasBody, !request.isHead, answer.body.readableBytes > 0 {
            context.write(wrapOutboundOut(.body(.byteBuffer(answer.body))), promise: nil)
        }
        needsFlush = true
        server.log(request, status: answer.status, bytes: answer.body.readableBytes, errorCode: answer.errorCode)
        if keepsAlive {
            context.write(wrapOutboundOut(.end(nil)), promise: nil)
            state = .idle(since: .now())
        } else {
            endOutput(context)
        }
    }

    /// Closes our side and waits a little for the client's: closing both at once would reset the connection and could take the
    /// answer with it when the client is still sending (RFC 9112 §9.6).
    private func endOutput(_ context: ChannelHandlerContext) {
        state = .lingering(since: .now())
        needsFlush = false
        let this = NIOLoopBound(self, eventLoop: context.eventLoop)
        let sent = context.eventLoop.makePromise(of: Void.self)
        context.writeAndFlush(wrapOutboundOut(.end(nil)), promise: sent)
        sent.futureResult.whenComplete { _ in
            guard let context = this.value.context else { return }
            if this.value.inputEnded { context.close(promise: nil) } else { context.close(mode: .output, promise: nil) }
        }
        if wantsRead {
            wantsRead = false
            context.read()
        }
    }

    // MARK: Streams

    private func open(_ opening: StreamOpening, for request: WebRequest) {
        let loop = worker.eventLoop
        let this = NIOLoopBound(self, eventLoop: loop)
        guard let slot = server.streams.reserve(request.client) else {
            return send(WebError(TowowError(.overloaded, "too_many_streams", retryAfter: 5)), for: request)
        }
        Task { [server] in
            let decision = await opening.decide(server.service, isHead: request.isHead)
            loop.execute { this.value.follow(decision, slot: slot, for: request) }
        }
    }

    private func follow(_ decision: StreamOpening.Decision, slot: StreamSlot, for request: WebRequest) {
        guard case .responding = state, let context, context.channel.isActive, !worker.isDraining || !decision.isStream else {
            slot.release()
            return complete(
                WebError.draining.answer(language: request.language, requestID: request.id), for: request)
        }
        guard case .stream(let start) = decision else {
            slot.release()
            return complete(decision.answer(for: request), for: request)
        }
        let isChunked = request.head.version == .http1_1
        var headers = server.headers(for: request, date: worker.date)
        for field in StreamOpening.fields { headers.add(name: field.name, value: field.value) }
        headers.add(name: isChunked ? "transfer-encoding" : "connection", value: isChunked ? "chunked" : "close")
        context.write(wrapOutboundOut(.head(HTTPResponseHead(version: .http1_1, status: .ok, headers: headers))), promise: nil)
        server.log(request, status: .ok, bytes: 0, errorCode: nil)
        becameStream = true
        let connection = StreamConnection(server: server, worker: worker, start: start, slot: slot, isChunked: isChunked)
        handOver(to: connection, context: context)
    }

    /// Leaves the connection to a stream: nothing of HTTP stays in its pipeline.
    private func handOver(to connection: StreamConnection, context: ChannelHandlerContext) {
        let pipeline = context.pipeline.syncOperations
        do {
            try pipeline.addHandler(connection)
            pipeline.removeHandler(context: try pipeline.context(handlerType: HTTPResponseEncoder.self), promise: nil)
            pipeline.removeHandler(
                context: try pipeline.context(handlerType: ByteToMessageHandler<HTTPRequestDecoder>.self), promise: nil)
            pipeline.removeHandler(context: context, promise: nil)
            connection.begin()
        } catch {
            becameStream = false
            connection.abandon()
            context.close(promise: nil)
        }
    }
}
