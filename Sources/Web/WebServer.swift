public import Engine
import Glibc
public import Logging
import NIOCore
import NIOPosix
public import ServiceLifecycle
import Synchronization

/// The HTTP server: pages, API and streams on one or more listening sockets.
///
/// It has its own accept path because it also takes over sockets that somebody else bound, and because a restart must not lose a
/// connection: on shutdown the listeners rest first, streams end at once, requests end with their answers, and only then
/// the listeners close.
public final class WebServer: Service {
    private let configuration: WebConfiguration
    private let service: any NegotiationService
    private let logger: Logger
    private let onRunning: @Sendable (_ ports: [Int]) -> Void
    private let running = Mutex<ServerCore?>(nil)

    /// - Parameter onRunning: called once, when all sockets listen, with their ports (0 for unix sockets): those of `bindings`, then
    ///   of `secureBindings`, then of `redirectBindings`.
    public init(
        configuration: WebConfiguration, service: any NegotiationService, logger: Logger,
        onRunning: @escaping @Sendable (_ ports: [Int]) -> Void = { _ in }
    ) {
        self.configuration = configuration
        self.service = service
        self.logger = logger
        self.onRunning = onRunning
    }

    /// Open streams.
    public var streamCount: Int { running.withLock { $0?.streams.openCount ?? 0 } }
    /// Streams closed since the start because their clients did not read.
    public var droppedStreamCount: Int { running.withLock { $0?.streams.droppedCount ?? 0 } }
    /// Open connections, streams included.
    public var connectionCount: Int { running.withLock { $0?.gate.total ?? 0 } }

    /// Sends everybody elsewhere and still serves: readiness is 503, streams end at once with a hint when to come back, every answer
    /// is the last of its connection. Connections are accepted and requests answered until the service group shuts down, so that whoever
    /// has not heard of the change yet is not refused. Can be repeated.
    public func drain() {
        if let core = running.withLock({ $0 }) { WebServer.drain(core) }
    }

    private static func drain(_ core: ServerCore) {
        core.isDraining = true
        for worker in core.workers { worker.eventLoop.execute { worker.value.endStreams() } }
    }

    /// Serves until the service group shuts down. When that takes too long and the task is cancelled, open requests are cut off.
    /// - Throws: `IOError` when an address cannot be bound.
    public func run() async throws {
        let group = MultiThreadedEventLoopGroup(numberOfThreads: configuration.eventLoops)
        do {
            try await serve(on: group)
        } catch {
            try? await group.shutdownGracefully()
            throw error
        }
        try? await group.shutdownGracefully()
    }

    private func serve(on group: MultiThreadedEventLoopGroup) async throws {
        let workers = group.makeIterator().map { loop in
            NIOLoopBoundBox.makeBoxSendingValue(
                Worker(eventLoop: loop, streams: configuration.streams), as: Worker.self, eventLoop: loop)
        }
        let core = ServerCore(configuration: configuration, service: service, workers: workers, logger: logger)
        running.withLock { $0 = core }
        for worker in workers {
            let interval = core.tickInterval
            try await worker.eventLoop.submit { worker.value.start(interval: interval) }.get()
        }
        let listeners = try await listen(on: group, core: core, workers: workers)
        await withTaskCancellationHandler {
            await withGracefulShutdownHandler {
                onRunning(listeners.map { $0.channel.localAddress?.port ?? 0 })
                for listener in listeners { try? await listener.channel.closeFuture.get() }
                await finish(workers)
            } onGracefulShutdown: { [configuration] in
                WebServer.drain(core)
                for listener in listeners { listener.close(after: TimeAmount(configuration.acceptPause)) }
            }
        } onCancel: {
            core.isDraining = true
            for listener in listeners { listener.channel.close(promise: nil) }
        }
    }

    /// A socket that listens, and the connections that wait between it and the event loops.
    private struct Listener: Sendable {
        /// How long busy event loops are waited for.
        private static let patience = TimeAmount.seconds(2)

        let channel: any Channel
        let pace: AcceptPace

        /// Closed at once it would drop connections that were accepted and not yet handed over.
        func close(after pause: TimeAmount) {
            channel.setOption(.autoRead, value: false).whenComplete { _ in
                closeWhenEmpty(after: pause, atLast: .now() + pause + Listener.patience)
            }
        }

        private func closeWhenEmpty(after pause: TimeAmount, atLast: NIODeadline) {
            channel.eventLoop.scheduleTask(in: pause) {
                if pace.isEmpty || .now() > atLast { return channel.close(promise: nil) }
                closeWhenEmpty(after: .milliseconds(1), atLast: atLast)
            }
        }
    }

    /// All event loops at once: who rests on one does not stay because of a request that runs on another.
    private func finish(_ workers: [NIOLoopBoundBox<Worker>]) async {
        let limit = TimeAmount(configuration.timeouts.firstRequest)
        let ends = workers.map { worker in
            let done = worker.eventLoop.makePromise(of: Void.self)
            worker.eventLoop.execute { worker.value.quiesce(done, firstRequestLimit: limit) }
            return done.futureResult
        }
        await withTaskCancellationHandler {
            for end in ends { try? await end.get() }
        } onCancel: {
            for worker in workers { worker.eventLoop.execute { worker.value.closeAll() } }
        }
        for worker in workers { try? await worker.eventLoop.submit { worker.value.stop() }.get() }
    }

    // MARK: Listening

    private func listen(
        on group: MultiThreadedEventLoopGroup, core: ServerCore, workers: [NIOLoopBoundBox<Worker>]
    ) async throws -> [Listener] {
        var listeners: [Listener] = []
        do {
            for binding in configuration.bindings {
                listeners.append(try await listen(binding, on: group, core: core, workers: workers) { _ in .plain })
            }
            for binding in configuration.secureBindings {
                listeners.append(try await listen(binding, on: group, core: core, workers: workers) { _ in .secure })
            }
            let secure = listeners.dropFirst(configuration.bindings.count).first?.channel.localAddress?.port
            for binding in configuration.redirectBindings {
                let listener = try await listen(binding, on: group, core: core, workers: workers) { address in
                    .redirect(Redirect(securePort: secure, plainPort: address?.port))
                }
                listeners.append(listener)
            }
        } catch {
            for listener in listeners { listener.channel.close(promise: nil) }
            throw error
        }
        return listeners
    }

    /// - Parameter entrance: what a connection that came in by an address is for.
    private func listen(
        _ binding: WebConfiguration.Binding, on group: MultiThreadedEventLoopGroup, core: ServerCore,
        workers: [NIOLoopBoundBox<Worker>], entrance: @escaping @Sendable (SocketAddress?) -> Entrance
    ) async throws -> Listener {
        let byLoop = Dictionary(uniqueKeysWithValues: workers.map { (ObjectIdentifier($0.eventLoop), $0) })
        let pace = AcceptPace()
        let bootstrap = ServerBootstrap(group: group)
            .serverChannelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    try channel.pipeline.syncOperations.addHandler(pace.handler(on: channel.eventLoop))
                }
            }
            .serverChannelOption(.backlog, value: Int32(clamping: configuration.backlog))
            .serverChannelOption(.maxMessagesPerRead, value: 32)
            .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
            .childChannelOption(.allowRemoteHalfClosure, value: true)
            .childChannelOption(.maxMessagesPerRead, value: 1)
            .childChannelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    defer { pace.takenOver(by: channel.eventLoop) }
                    guard let worker = byLoop[ObjectIdentifier(channel.eventLoop)]?.value else {
                        throw ChannelError.eof
                    }
                    try core.accept(channel, on: worker, entrance: entrance(channel.localAddress))
                }
            }
        let channel =
            switch binding {
            case .address(let host, let port): try await bootstrap.bind(host: host, port: port).get()
            case .descriptor(let descriptor): try await bootstrap.withBoundSocket(descriptor).get()
            }
        if case .descriptor(let descriptor) = binding {
            // NIO made room for 128 who wait, before it knew of the option, however many there was room for.
            _ = Glibc.listen(descriptor, Int32(clamping: configuration.backlog))
        }
        return Listener(channel: channel, pace: pace)
    }
}
