import ArgumentParser

struct ConfigCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "config",
        abstract: "Check and show the configuration.",
        discussion: """
            EXAMPLES:
              towow config check
              towow config print --config /etc/towow/towow.env
              towow config print --set APP_PORT=9000
            """,
        subcommands: [Check.self, Print.self, Example.self])

    struct Check: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Report every fault of the configuration; exit status 78 when there is one.",
            discussion: """
                EXAMPLES:
                  towow config check
                  towow config check --config towow.env
                  towow config check --config /etc/towow/towow.env --no-secrets
                """)

        @OptionGroup var options: ConfigurationOptions
        @Flag(help: "Do not ask for ADMIN_API_KEY: the server gets it in a way that this command does not see.")
        var noSecrets = false

        func run() throws {
            let configuration = try options.load(for: noSecrets ? .tool : .serving)
            let file = configuration.settings.file.map { "file \($0)" } ?? "no configuration file"
            Output.standardOutput.write("configuration is valid (\(configuration.environment.rawValue), \(file))\n")
        }
    }

    struct Print: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Show every variable with its value and source; secrets masked.",
            discussion: """
                EXAMPLES:
                  towow config print
                  APP_ENV=production towow config print
                """)

        @OptionGroup var options: ConfigurationOptions

        /// Shows what there is even when something is wrong, then says what.
        func run() throws {
            Output.standardOutput.write(ConfigurationLoader.load(options.sources()).settings.printed())
            _ = try options.load(for: .tool)
        }
    }

    struct Example: ParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Print .env.example.", shouldDisplay: false)

        func run() { Output.standardOutput.write(ConfigurationKey.example()) }
    }
}
