import Engine
import NIOCore
import NIOHTTP1
import NIOHTTP2

/// One HTTP/1 connection, or one stream of an HTTP/2 connection: reads requests one after another, answers each, and hands the connection
/// to an event stream when one is asked for.
///
/// A connection costs no task while it waits: a task lives only as long as a route works on an answer. Lives on its event loop.
final class HTTPConnection: ChannelInboundHandler, ChannelOutboundHandler, RemovableChannelHandler, SupervisedHandler {
    typealias InboundIn = HTTPServerRequestPart
    typealias OutboundIn = Never
    typealias OutboundOut = HTTPServerResponsePart

    /// What requests come by.
    enum Carrier {
        /// A connection of HTTP/1; the key is its place in the limits by address.
        case connection(limitKey: ClientAddress?)
        /// A stream that carries one request.
        case stream(of: HTTP2Connection)
    }

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
        /// Nothing more is read; the connection closes when the client has taken its answers.
        case emptying(since: NIODeadline)
        case closed
    }

    /// Longest wait for a client to close after the last answer.
    private static let linger = TimeAmount.seconds(2)
    /// Requests of one read that are answered before other connections have their turn: who sends hundreds at once waits, not others.
    private static let answersInTurn = 4

    let server: ServerCore
    let worker: Worker
    let carrier: Carrier
    private let entrance: Entrance
    private let peer: ClientAddress?
    private var state = State.idle(since: .now())
    var context: ChannelHandlerContext?
    /// Parts of later requests that arrived in the same read.
    private var queue = CircularBuffer<HTTPServerRequestPart>()
    private var failure: WebError?
    private var sawPart = false
    private var isResting = false
    private var wantsRead = false
    private var needsFlush = false
    private var inputEnded = false
    private var unsentBytes = 0
    /// Bytes of an answer that an HTTP/2 stream has not sent yet.
    var unsentOnStream = 0
    /// The client of an HTTP/2 stream said that it has taken something.
    private var openedWindow = false
    private var becameStream = false
    private var hasAnswered = false
    /// Place in the worker's list.
    var index: Int?

    init(server: ServerCore, worker: Worker, peer: ClientAddress?, carrier: Carrier, entrance: Entrance) {
        self.server = server
        self.worker = worker
        self.peer = peer
        self.carrier = carrier
        self.entrance = entrance
    }

    /// A request that is not complete is none yet: else half a head would keep a place from others.
    var idleSince: NIODeadline? {
        guard case .connection = carrier else { return nil }
        return switch state {
        case .idle(let since), .head(let since), .body(_, let since), .emptying(let since): since
        case .responding, .lingering, .closed: nil
        }
    }

    var isUnanswered: Bool { !hasAnswered && !isStream }

    private var isStream: Bool { if case .stream = carrier { true } else { false } }

    // MARK: Lifecycle

    func leave() {
        state = .closed
        if case .connection(let limitKey) = carrier {
            if becameStream { server.gate.becameStream(limitKey) } else { server.gate.connectionEnded(limitKey) }
        }
    }

    func closeNow() {
        state = .closed
        context?.close(promise: nil)
    }

    /// Nothing says it in HTTP/1 but the last answer; for streams the whole connection does.
    func drain() {}

    func quiesce() {
        if isStream { return }
        switch state {
        case .idle, .head: closeWhenSent()
        default: break
        }
    }

    private func closeWhenSent() {
        if unsent == 0 { closeNow() } else { state = .emptying(since: .now()) }
    }

    /// Bytes of answers that the client has not taken.
    private var unsent: Int {
        if isStream { return unsentOnStream }
        return (try? context?.channel.syncOptions?.getOption(.bufferedWritableBytes)) ?? 0
    }

    /// Whether the client has taken something since this was last asked: then it is slow, not gone.
    private func isTaking() -> Bool {
        let now = unsent
        defer {
            unsentBytes = now
            openedWindow = false
        }
        return now > 0 && (now != unsentBytes || openedWindow)
    }

    func checkDeadline(_ now: NIODeadline) {
        let timeouts = server.timeouts
        switch state {
        case .idle(let since) where now - since > timeouts.idle:
            if isTaking() { state = .idle(since: now) } else { closeNow() }
        case .emptying where unsent == 0: closeNow()
        case .emptying(let since) where now - since > timeouts.idle:
            if isTaking() { state = .emptying(since: now) } else { closeNow() }
        case .head(let since) where now - since > timeouts.head:
            fail(WebError(.requestTimeout, .badRequest, "head_too_slow", closes: true))
        case .body(let request, let since) where now - since > timeouts.body:
            send(WebError(.requestTimeout, .badRequest, "body_too_slow", closes: true), for: request)
        case .lingering(let since) where now - since > HTTPConnection.linger: closeNow()
        default: break
        }
    }

    // MARK: Reading

    /// Reads nothing while an answer is being made, while others have their turn, or while the client does not take the answers it has.
    private var isHeldUp: Bool {
        if case .responding = state { return true }
        return isResting || context?.channel.isWritable == false
    }

    func read(context: ChannelHandlerContext) {
        if isHeldUp { wantsRead = true } else { context.read() }
    }

    func channelWritabilityChanged(context: ChannelHandlerContext) {
        if context.channel.isWritable { goOn() }
        context.fireChannelWritabilityChanged()
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
        if event is HTTP2RequestDecoder.WindowOpened { openedWindow = true }
        if let event = event as? ChannelEvent, event == .inputClosed {
            inputEnded = true
            switch state {
            case .responding: break
            case .lingering: closeNow()
            default: if queue.isEmpty { closeWhenSent() }
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
        var answered = 0
        while true {
            switch state {
            case .responding, .closed: return
            case .lingering, .emptying:
                queue.removeAll()
                return
            default: if isHeldUp { return }
            }
            guard let part = queue.popFirst() else { break }
            process(part)
            if case .end = part { answered += 1 }
            if answered == HTTPConnection.answersInTurn, !queue.isEmpty { rest() }
        }
        if let failure {
            self.failure = nil
            fail(failure)
        }
    }

    /// Lets other connections have their turn before the next request of this one.
    private func rest() {
        guard !isResting else { return }
        isResting = true
        let this = NIOLoopBound(self, eventLoop: worker.eventLoop)
        worker.eventLoop.execute {
            this.value.isResting = false
            this.value.goOn()
        }
    }

    private func process(_ part: HTTPServerRequestPart) {
        switch part {
        case .head(let head): begin(head)
        case .body(let bytes):
            guard case .body(var request, let since) = state else { return }
            state = .responding  // gives up the second reference, so that the buffer grows in place
            if request.body.readableBytes == 0 {
                request.body = bytes
            } else {
                request.body.writeImmutableBuffer(bytes)
            }
            if request.body.readableBytes > server.maximumBody(of: request.head) {
                send(server.tooLarge(request.head), for: request)
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
        // Behind a request that asks for another protocol the parser expects that one: what follows would never be read.
        let keepsAlive =
            !isStream && head.isKeepAlive && head.version == .http1_1 && !head.headers.contains(name: "upgrade")
        var request = WebRequest(
            head: head, path: "", query: "", id: worker.requestIDs.id(for: head.headers), peer: peer, client: peer,
            started: now, keepsAlive: keepsAlive)
        request.isForwardedSecure = entrance == .secure
        server.identify(&request)
        do {
            (request.path, request.query) = try HeadValidation.check(
                head, maximumBody: server.maximumBody(of: head))
            try server.checkImport(request)
        } catch {
            return send(error.status == .payloadTooLarge ? server.tooLarge(head) : error, for: request)
        }
        state = .body(request, since: now)
        if head.headers.contains(name: "expect"), head.version == .http1_1 {
            writeContinue()
        }
    }

    private func writeContinue() {
        if isStream { return writeContinueFrame(context) }
        context?.writeAndFlush(
            wrapOutboundOut(.head(HTTPResponseHead(version: .http1_1, status: .continue))), promise: nil)
    }

    // MARK: Answering

    private func dispatch(_ request: WebRequest) {
        if let challenge = AcmeChallenge(request, webroot: server.configuration.acmeWebroot) {
            let missing = WebError.notFound.answer(language: request.language, requestID: request.id)
            return work(on: request) { await challenge.answer() ?? missing }
        }
        if case .redirect(let redirect) = entrance { return send(redirect.answer(to: request), for: request) }
        if let answer = server.immediateAnswer(to: request) { return send(answer, for: request) }
        if let opening = StreamOpening(request) { return open(opening, for: request) }
        work(on: request) { [server] in await server.answer(to: request) }
    }

    private func work(on request: WebRequest, _ answer: @escaping @Sendable () async -> Answer) {
        let loop = worker.eventLoop
        let this = NIOLoopBound(self, eventLoop: loop)
        Task(priority: .high) {
            let answer = await answer()
            loop.execute { this.value.complete(answer, for: request) }
        }
    }

    private func complete(_ answer: Answer, for request: WebRequest) {
        guard case .responding = state else { return }
        if let feed = answer.feed, !request.isHead { return open(feed, for: request) }
        send(answer, for: request)
        goOn()
    }

    /// Takes up what waited for the answer before.
    private func goOn() {
        processQueue()
        if needsFlush {
            needsFlush = false
            context?.flush()
        }
        if wantsRead, !isHeldUp {
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
        hasAnswered = true
        let keepsAlive =
            request.keepsAlive && !answer.closes && !worker.isDraining
            && !(inputEnded && queue.isEmpty)
        var headers = server.headers(for: request, date: worker.date)
        if case .redirect = entrance { headers.remove(name: "strict-transport-security") }
        for field in answer.fields { headers.add(name: field.name, value: field.value) }
        let hasBody = answer.status.mayHaveResponseBody
        if hasBody, !answer.omitsLength {
            headers.add(name: "content-length", value: String(answer.body.readableBytes))
        }
        server.log(request, status: answer.status, bytes: answer.body.readableBytes, errorCode: answer.errorCode)
        let body = hasBody && !request.isHead && answer.body.readableBytes > 0 ? answer.body : nil
        if isStream {
            state = .emptying(since: .now())
            unsentBytes = body?.readableBytes ?? 0
            return writeFrames(context, status: answer.status, headers: headers, body: body, isCutShort: answer.closes)
        }
        if !keepsAlive { headers.add(name: "connection", value: "close") }
        context.write(
            wrapOutboundOut(.head(HTTPResponseHead(version: .http1_1, status: answer.status, headers: headers))),
            promise: nil)
        if let body { context.write(wrapOutboundOut(.body(.byteBuffer(body))), promise: nil) }
        needsFlush = true
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
        Task(priority: .high) { [server] in
            let decision = await opening.decide(server.service, isHead: request.isHead)
            loop.execute { this.value.follow(decision, slot: slot, for: request) }
        }
    }

    private func follow(_ decision: StreamOpening.Decision, slot: StreamSlot, for request: WebRequest) {
        guard case .responding = state, let context, context.channel.isActive else { return slot.release() }
        guard case .stream(let start) = decision else {
            slot.release()
            return complete(decision.answer(for: request), for: request)
        }
        let framing = writeStreamHead(context, for: request)
        let connection = StreamConnection(
            server: server, worker: worker, start: start, slot: slot, framing: framing)
        handOver(to: connection, context: context)
    }

    /// Leaves the connection to what a route feeds it.
    private func open(_ feed: @escaping Answer.Feed, for request: WebRequest) {
        guard let context, context.channel.isActive else { return }
        guard let slot = server.streams.reserve(request.client) else {
            let error = WebError(TowowError(.overloaded, "too_many_streams", retryAfter: 5))
            return complete(error.answer(language: request.language, requestID: request.id), for: request)
        }
        let framing = writeStreamHead(context, for: request)
        handOver(
            to: FeedConnection(server: server, worker: worker, slot: slot, framing: framing, messages: feed),
            context: context)
    }

    private func writeStreamHead(
        _ context: ChannelHandlerContext, for request: WebRequest
    ) -> StreamFraming {
        var headers = server.headers(for: request, date: worker.date)
        for field in StreamOpening.fields { headers.add(name: field.name, value: field.value) }
        let framing: StreamFraming
        if case .stream(let parent) = carrier {
            framing = .frames(parent)
            context.write(NIOAny(HTTP2Frame.FramePayload(status: .ok, headers: headers)), promise: nil)
        } else {
            framing = request.head.version == .http1_1 ? .chunks : .plain
            if framing.isChunked { headers.add(name: "transfer-encoding", value: "chunked") }
            // It closes behind its last byte: a proxy that kept the connection would send its next request into the closing.
            headers.add(name: "connection", value: "close")
            context.write(
                wrapOutboundOut(.head(HTTPResponseHead(version: .http1_1, status: .ok, headers: headers))),
                promise: nil)
        }
        server.log(request, status: .ok, bytes: 0, errorCode: nil)
        becameStream = true
        return framing
    }

    /// Leaves the connection to a stream: nothing of HTTP stays in its pipeline.
    private func handOver(to connection: some EventStreamHandler, context: ChannelHandlerContext) {
        let pipeline = context.pipeline.syncOperations
        do {
            try pipeline.addHandler(connection)
            if isStream {
                pipeline.removeHandler(
                    context: try pipeline.context(handlerType: HTTP2RequestDecoder.self), promise: nil)
            } else {
                pipeline.removeHandler(
                    context: try pipeline.context(handlerType: HTTPResponseEncoder.self), promise: nil)
                pipeline.removeHandler(
                    context: try pipeline.context(handlerType: ByteToMessageHandler<HTTPRequestDecoder>.self),
                    promise: nil)
            }
            pipeline.removeHandler(context: context, promise: nil)
            connection.begin()
        } catch {
            becameStream = false
            connection.abandon()
            context.close(promise: nil)
        }
    }
}
