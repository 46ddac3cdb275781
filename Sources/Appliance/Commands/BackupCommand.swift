import ArgumentParser
import Engine
import Storage

struct BackupCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "backup",
        abstract: "Write the whole database to one file while the server goes on.",
        discussion: """
            The file is checked before it takes its name (mode 0600). From SQLite it is a database, from PostgreSQL an export.
            A running server also makes one beside its database on SIGUSR1.

            EXAMPLES:
              towow backup /var/backups/towow/today.db
              DATABASE_URL=postgresql://towow@localhost/towow towow backup towow.jsonl
            """)

    @OptionGroup var options: ConfigurationOptions
    @Argument(help: "Where to; an existing file is replaced.", completion: .file())
    var file: String

    func run() async throws {
        let configuration = try options.load(for: .tool)
        // A copy of SQLite's file holds any schema, an older one before an upgrade as well; an export has to understand it.
        let isCopy = if case .sqlite = configuration.database { true } else { false }
        try await Appliance.withStore(
            configuration, readOnly: true, checksSchema: !isCopy, logger: configuration.toolLogger
        ) { store in
            try await store.backup(to: file)
        }
        Output.standardOutput.write("backup written to \(file)\n")
    }
}

struct RestoreCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "restore",
        abstract: "Put a backup in the place of the database.",
        discussion: """
            Stop every server first. The backup is checked whole before anything is changed. SQLite takes a database or an
            export, and what was there stays beside it as NAME.before-restore. PostgreSQL takes an export; a database that
            has data already is replaced only with --replace, and then it is gone.

            EXAMPLES:
              towow restore /var/backups/towow/today.db
              DATABASE_URL=postgresql://towow@localhost/towow towow restore towow.jsonl --replace
            """)

    @OptionGroup var options: ConfigurationOptions
    @Argument(help: "The backup.", completion: .file())
    var file: String
    @Flag(help: "PostgreSQL: replace the data that is there.")
    var replace = false

    func run() async throws {
        let configuration = try options.load(for: .tool)
        do {
            switch configuration.database {
            case .sqlite(let path): try await SQLiteStore.restore(from: file, to: path)
            case .postgres(let uri): try await restore(uri, logger: configuration)
            }
        } catch {
            throw Appliance.databaseFault(configuration, error)
        }
        Output.standardOutput.write("restored from \(file)\n")
    }

    private func restore(_ uri: String, logger configuration: Configuration) async throws {
        let store = try PostgresStore(url: uri, logger: configuration.toolLogger)
        do {
            try await store.migrate()
            _ = try await store.restore(from: file, replacesAll: replace)
            await store.close()
        } catch {
            await store.close()
            throw error
        }
    }
}
