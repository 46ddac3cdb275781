import ArgumentParser
import Engine
import Glibc
import Logging
import Storage

struct MigrateCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "migrate",
        abstract: "Bring the database's schema up to date, or show how far it is.",
        discussion: """
            `towow serve` does this at its start as well. Of several processes at once, one works and the others wait.

            EXAMPLES:
              towow migrate
              towow migrate status
              DATABASE_URL=postgresql://towow@localhost/towow towow migrate
            """,
        subcommands: [Apply.self, Status.self],
        defaultSubcommand: Apply.self)

    struct Apply: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "apply",
            abstract: "Bring the schema up to date (the default).",
            discussion: """
                EXAMPLES:
                  towow migrate
                  towow migrate apply
                """)

        @OptionGroup var options: ConfigurationOptions

        func run() async throws {
            let configuration = try options.load(for: .tool)
            let states = try await Appliance.withStore(configuration, logger: configuration.toolLogger) { store in
                try await store.migrations()
            }
            Output.standardOutput.write("the schema is up to date (\(states.last?.name ?? "empty"))\n")
        }
    }

    struct Status: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "List the steps of the schema and when they ran; exit status 1 when one is missing.",
            discussion: """
                Changes nothing, and works beside a running server.

                EXAMPLES:
                  towow migrate status
                """)

        @OptionGroup var options: ConfigurationOptions

        func run() async throws {
            let configuration = try options.load(for: .tool)
            let states = try await states(configuration)
            for state in states {
                let moment = state.appliedAt?.rfc3339 ?? "pending"
                Output.standardOutput.write("\(state.name)\t\(moment)\(state.isKnown ? "" : "\tof a newer towow")\n")
            }
            guard states.allSatisfy({ $0.appliedAt != nil }) else { throw ExitCode.failure }
        }

        private func states(_ configuration: Configuration) async throws -> [MigrationState] {
            if case .sqlite(let path) = configuration.database, access(path, F_OK) != 0 {
                throw StartFault("there is no database \(path) yet; towow serve or towow migrate makes it")
            }
            do {
                let store = try Appliance.unopenedStore(configuration, readOnly: true, logger: configuration.toolLogger)
                do {
                    let states = try await store.migrations()
                    await store.close()
                    return states
                } catch {
                    await store.close()
                    throw error
                }
            } catch {
                throw Appliance.databaseFault(configuration, error)
            }
        }
    }
}

extension Configuration {
    /// For commands: what goes wrong, on standard error.
    var toolLogger: Logger {
        LogOutput(.init(format: log.format, level: .error), isUnderJournal: false).logger("towow.storage")
    }
}
