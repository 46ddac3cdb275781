import ArgumentParser
import CHost
import FoundationEssentials
import Glibc
import Metrics
import ServiceLifecycle
import Telemetry

struct ServeCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "serve",
        abstract: "Run the server (the default command).",
        discussion: """
            Every variable of .env.example can also be given by --set. SIGTERM and Ctrl-C end the server within 10 seconds.
            SIGUSR2 drains it first: it goes on to answer, but says that it is not ready, and its streams end and come back elsewhere.

            EXAMPLES:
              towow serve
              towow serve --port 9000 --data-dir /var/lib/towow
              towow serve --config /etc/towow/towow.env

            EXIT STATUS: 0 ended by a signal, 1 failed, 2 wrong usage, 78 wrong configuration.
            """)

    @OptionGroup var options: ConfigurationOptions
    @Option(help: ArgumentHelp("Address to listen on (APP_HOST).", valueName: "address"))
    var host: String?
    @Option(help: ArgumentHelp("Port to listen on (APP_PORT).", valueName: "port"))
    var port: String?
    @Option(
        help: ArgumentHelp("Folder of the database (TOWOW_DATA_DIR).", valueName: "folder"), completion: .directory)
    var dataDir: String?
    @Option(
        help: ArgumentHelp("Serve the pages from this folder, for work on them.", valueName: "folder"),
        completion: .directory)
    var pages: String?

    func run() async throws {
        let own: [(ConfigurationKey, String?)] = [(.host, host), (.port, port), (.dataDirectory, dataDir)]
        // Until somebody listens for them, they must not end the server.
        for number in [SIGHUP, SIGUSR1, SIGUSR2] { signal(number, SIG_IGN) }
        let assigned = own.compactMap { key, value in value.map { (name: key.name, value: $0) } }
        let configuration = try options.load(for: .serving, assigned)
        // Keys and people's words are in memory.
        if configuration.environment == .production { _ = towow_protect_memory() }
        let environment = ProcessInfo.processInfo.environment
        // journald names its stream here (systemd.exec(5)); it then understands priority prefixes.
        let log = LogOutput(configuration.log, isUnderJournal: environment["JOURNAL_STREAM"] != nil)
        let metrics = MetricsRegistry()
        MetricsSystem.bootstrap(metrics)
        try await Appliance.build(
            configuration, sources: options.sources(assigned), pages: pages,
            watchdogInterval: ServiceManager.watchdogInterval(environment), metrics: metrics, log: log
        ).run()
    }
}
