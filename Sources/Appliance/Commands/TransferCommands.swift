import ArgumentParser
import Engine
import Glibc
import Storage

struct ExportCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "export",
        abstract: "Write all data as JSON Lines, for another database.",
        discussion: """
            All of one moment, while the server goes on. The last line has the number of rows and a checksum.

            EXAMPLES:
              towow export towow.jsonl
              towow export | gzip > towow.jsonl.gz
            """)

    @OptionGroup var options: ConfigurationOptions
    @Argument(help: "Where to; without it to standard output.", completion: .file())
    var file: String?

    func run() async throws {
        let configuration = try options.load(for: .tool)
        let place = file.map { TransferPlace.file($0) } ?? .descriptor(STDOUT_FILENO)
        let summary = try await Appliance.withStore(
            configuration, readOnly: true, logger: configuration.toolLogger
        ) { store in
            do {
                return try await store.export(to: place)
            } catch let error as SystemError where error.code == EPIPE {
                throw ExitCode.outputClosed
            }
        }
        Output.standardError.write("\(summary.total) rows exported, SHA-256 \(summary.sha256)\n")
    }
}

struct ImportCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "import",
        abstract: "Put an export into a new, empty database, all or nothing.",
        discussion: """
            Works between SQLite and PostgreSQL in both directions and keeps every id. What was written is read back and
            compared with the export's checksum before it counts.

            EXAMPLES:
              towow export | DATABASE_URL=postgresql://towow@localhost/towow towow import
              towow import towow.jsonl --set TOWOW_DATA_DIR=/var/lib/towow
            """)

    @OptionGroup var options: ConfigurationOptions
    @Argument(help: "The export; without it from standard input.", completion: .file())
    var file: String?

    func run() async throws {
        let configuration = try options.load(for: .tool)
        let place = file.map { TransferPlace.file($0) } ?? .descriptor(STDIN_FILENO)
        let summary = try await Appliance.withStore(configuration, logger: configuration.toolLogger) { store in
            try await store.import(from: place)
        }
        Output.standardOutput.write("\(summary.total) rows imported and verified, SHA-256 \(summary.sha256)\n")
    }
}
