import Glibc
import NIOCore
import NIOPosix
import Synchronization
import Testing

@testable import Web

@Suite("Accepted connections on their way to an event loop")
struct AcceptPaceTests {
    @Test("a connection counts until its listener has heard that an event loop has it: closed before, it would drop it")
    func countsUntilTheListenerKnows() async throws {
        let (listening, working) = (
            MultiThreadedEventLoopGroup(numberOfThreads: 1), MultiThreadedEventLoopGroup(numberOfThreads: 1)
        )
        let (listeners, workers) = (listening.next(), working.next())
        let pace = AcceptPace()
        let isStopped = Atomic<Bool>(false)
        let mayGoOn = Atomic<Bool>(false)
        let server = try await ServerBootstrap(group: listening, childGroup: working)
            .serverChannelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    try channel.pipeline.syncOperations.addHandler(pace.handler(on: channel.eventLoop))
                }
            }
            .childChannelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    // The listener's event loop stands still, and has not heard yet.
                    listeners.execute {
                        isStopped.store(true, ordering: .relaxed)
                        while !mayGoOn.load(ordering: .relaxed) { usleep(1_000) }
                    }
                    pace.takenOver(by: channel.eventLoop)
                }
            }
            .bind(host: "127.0.0.1", port: 0).get()
        let port = try #require(server.localAddress?.port)
        let client = try await RawClient(port: port)
        while !isStopped.load(ordering: .relaxed) { try await Task.sleep(for: .milliseconds(1)) }
        // Behind the initializer, and what it left to be done.
        for _ in 0..<2 { try await workers.submit {}.get() }
        #expect(!pace.isEmpty)
        mayGoOn.store(true, ordering: .relaxed)
        while !pace.isEmpty { try await Task.sleep(for: .milliseconds(1)) }
        try await server.close()
        // It was not dropped.
        try await client.send("anything")
        try await listening.shutdownGracefully()
        try await working.shutdownGracefully()
    }
}
