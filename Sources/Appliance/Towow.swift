import ArgumentParser
import Glibc

/// The command `towow`.
@main
struct Towow: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "towow",
        abstract: "A collaboration network of agents in one file.",
        discussion: """
            Without a command the server starts.

            EXAMPLES:
              towow                                    the server on http://localhost:8000
              towow negotiate "a room for 50 people"   one negotiation in the terminal
              towow agents import members.csv          members from a file
              towow config check                       is the configuration right?
              towow doctor                             is everything else?

            EXIT STATUS: 0 done, 1 failed, 2 wrong usage, 78 wrong configuration.
            """,
        version: Version.text,
        subcommands: [
            ServeCommand.self, NegotiateCommand.self, MatchCommand.self, AgentsCommand.self, ConfigCommand.self,
            MigrateCommand.self, BackupCommand.self, RestoreCommand.self, ExportCommand.self, ImportCommand.self,
            OpenAgentsCommand.self, DoctorCommand.self, HealthcheckCommand.self, CompletionsCommand.self,
        ],
        defaultSubcommand: ServeCommand.self)

    static func main() async {
        // The language reads its arguments from there; without any, whatever was asked for would start a server.
        guard !CommandLine.arguments.isEmpty else {
            Output.standardError.write("towow: /proc is not mounted\n")
            exit(withError: ExitCode.failure)
        }
        // A reader that goes away is a write error where the writing happens, not the end of the process.
        signal(SIGPIPE, SIG_IGN)
        // The server makes a backup and drains on these signals; one that comes before it can must not end it.
        signal(SIGUSR1, SIG_IGN)
        signal(SIGUSR2, SIG_IGN)
        do {
            var command = try parseAsRoot()
            if var command = command as? any AsyncParsableCommand {
                try await command.run()
            } else {
                try command.run()
            }
        } catch let fault as StartFault {
            Output.standardError.write("towow: \(fault)\n")
            exit(withError: ExitCode.failure)
        } catch {
            guard exitCode(for: error) == .validationFailure else { exit(withError: error) }
            Output.standardError.write(fullMessage(for: error) + "\n")
            exit(withError: ExitCode.wrongUsage)
        }
    }
}

extension ExitCode {
    /// Says of every command: called in a way it does not understand.
    static let wrongUsage = ExitCode(2)
    /// EX_CONFIG of sysexits(3): supervisors should not start the process again before somebody has looked.
    static let wrongConfiguration = ExitCode(EX_CONFIG)
    /// Ended by SIGINT: 128 + 2.
    static let interrupted = ExitCode(130)
    /// Nobody reads the output any more: 128 + SIGPIPE.
    static let outputClosed = ExitCode(141)
}
