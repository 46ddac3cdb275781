import CAssets
import Engine
import FoundationEssentials
import Logging
import PostgresTesting
import ServiceLifecycle
import Storage

@testable import Web

/// A real server on a free port of the loopback address.
struct TestServer: Sendable {
    /// How long a server may take to end before it is cut off: longer than any busy machine makes it.
    static let patience = Duration.seconds(120)
    /// The time limits of connections, where a test does not want them to pass: on a busy machine the test itself takes its time.
    private static let long = Duration.seconds(170)

    /// As `WebServer` names them.
    let ports: [Int]
    let server: WebServer
    let group: ServiceGroup

    var port: Int { ports[0] }

    func client() async throws -> RawClient { try await RawClient(port: port) }

    /// Waits until a condition on the server holds; the suite's time limit ends a wait in vain.
    func until(_ condition: @Sendable (WebServer) -> Bool) async throws {
        while !condition(server) { try await Task.sleep(for: .milliseconds(1)) }
    }

    func shutDown() async { await group.triggerGracefulShutdown() }

    /// Runs a server while `body` runs, and ends it properly.
    static func with(
        _ service: any NegotiationService, configure: (inout WebConfiguration) -> Void = { _ in },
        logger: Logger = quiet,
        _ body: (TestServer) async throws -> Void
    ) async throws {
        var configuration = WebConfiguration(bindings: [.address(host: "127.0.0.1", port: 0)])
        configuration.acceptPause = .milliseconds(1)
        configuration.timeouts.head = long
        configuration.timeouts.body = long
        configuration.timeouts.idle = long
        configure(&configuration)
        let (ports, continuation) = AsyncStream.makeStream(of: [Int].self)
        let server = WebServer(configuration: configuration, service: service, logger: logger) { ports in
            continuation.yield(ports)
        }
        var groupConfiguration = ServiceGroupConfiguration(services: [.init(service: server)], logger: logger)
        groupConfiguration.maximumGracefulShutdownDuration = patience
        let group = ServiceGroup(configuration: groupConfiguration)
        let running = Task {
            defer { continuation.finish() }
            try await group.run()
        }
        guard let ports = await ports.first(where: { _ in true }) else { return try await running.value }
        do {
            try await body(TestServer(ports: ports, server: server, group: group))
        } catch {
            await group.triggerGracefulShutdown()
            try? await running.value
            throw error
        }
        await group.triggerGracefulShutdown()
        try? await running.value
    }

    /// The same, by TLS alone, with a certificate of its own.
    static func withTLS(
        _ service: any NegotiationService, configure: (inout WebConfiguration) -> Void = { _ in },
        _ body: (TestServer) async throws -> Void
    ) async throws {
        let files = try TestCertificate()
        let certificate = try files.load()
        try await with(
            service,
            configure: { configuration in
                configuration.bindings = []
                configuration.secureBindings = [.address(host: "127.0.0.1", port: 0)]
                configuration.certificate = certificate
                configure(&configuration)
            }, body)
    }

    static let quiet = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
}

/// The real engine over a store in memory, decided by rules.
struct TestEngine: Sendable {
    let coordinator: Coordinator
    let store: any Store

    /// The members that come with the binary.
    static func bundledMembers() throws -> [Member] {
        var count = 0
        let bytes = UnsafeBufferPointer(start: towow_bundled_members(&count), count: count)
        return try bytes.split(separator: UInt8(ascii: "\n")).map { line in
            try JSONDecoder().decode(Member.self, from: Data(line))
        }
    }

    /// In memory, or with `TOWOW_TEST_STORE=postgres` a database of its own on the PostgreSQL that the tests start.
    private static func openStore() throws -> any Store {
        guard ProcessInfo.processInfo.environment["TOWOW_TEST_STORE"] == "postgres" else { return InMemoryStore() }
        let server = try PostgresServer.shared.get()
        return try PostgresStore(url: server.url(database: try server.createDatabase()), logger: TestServer.quiet)
    }

    static func make(members: [Member] = []) async throws -> TestEngine {
        let store = try openStore()
        try await store.migrate()
        _ = try await store.upsert(members: members, isActive: true)
        let directory = MemberDirectory(store: store)
        try await directory.reload()
        let rules = RuleDecider(matcher: MemberMatcher(source: directory))
        let desk = DecisionDesk(model: nil, rules: rules, clock: SystemClock())
        let environment = EngineEnvironment(
            store: store, hub: EventHub(), desk: desk, members: directory,
            links: [.auto: AutoLink(desk: desk), .manual: InboxLink()], limits: { Limits() }, instanceID: "test",
            logger: TestServer.quiet)
        let coordinator = Coordinator(environment: environment)
        try await coordinator.recover()
        return TestEngine(coordinator: coordinator, store: store)
    }
}
