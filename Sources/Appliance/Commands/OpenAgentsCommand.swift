import ArgumentParser
import Engine
import FoundationEssentials
import OpenAgents

struct OpenAgentsCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "openagents",
        abstract: "Look at the OpenAgents network whose agents are members.",
        discussion: """
            Works beside a running server and changes nothing. To look around it joins the network for a moment, as an agent of its own.

            EXAMPLES:
              towow openagents status
              towow openagents ping
              towow openagents members --json
            """,
        subcommands: [Status.self, Ping.self, Members.self])

    struct Status: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "How the network is, and how the running server is connected to it.",
            discussion: """
                EXAMPLES:
                  towow openagents status
                  towow openagents status --set OPENAGENT_HOST=10.0.0.5

                EXIT STATUS: 0 the network answers, 1 it does not or none is configured.
                """)

        @OptionGroup var options: ConfigurationOptions
        @Flag(help: "Print one JSON object.")
        var json = false

        func run() async throws {
            let configuration = try options.load(for: .tool)
            let report = try await NetworkLook(configuration).status()
            try OpenAgentsCommand.print(json ? try OpenAgentsCommand.text(of: report) : report.text)
            if !report.isReachable { throw ExitCode.failure }
        }
    }

    struct Ping: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract:
                "Send a message through the network and measure how long it takes; with an agent, whether that one is there.",
            discussion: """
                Joins with the configured group and password, so that it shows whether those are right.

                EXAMPLES:
                  towow openagents ping
                  towow openagents ping bob --json

                EXIT STATUS: 0 the message came back (and the agent is there), 1 not.
                """)

        @OptionGroup var options: ConfigurationOptions
        @Argument(help: "The id of an agent in the network.")
        var agent: String?
        @Flag(help: "Print one JSON object.")
        var json = false

        func run() async throws {
            let configuration = try options.load(for: .tool)
            let report = try await NetworkLook(configuration).ping(agent)
            try OpenAgentsCommand.print(json ? try OpenAgentsCommand.text(of: report) : report.text)
            if !report.isGood { throw ExitCode.failure }
        }
    }

    struct Members: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "List the network's agents that want to be members, and what became of them.",
            discussion: """
                active: is asked; waiting: switch it on (admin pages, or OPENAGENT_MEMBERS); off: the operator switched it off; new: the
                server has not seen it yet; refused: with the reason.

                EXAMPLES:
                  towow openagents members
                  towow openagents members --json
                """)

        @OptionGroup var options: ConfigurationOptions
        @Flag(help: "Print one JSON object.")
        var json = false

        func run() async throws {
            let configuration = try options.load(for: .tool)
            let report = try await NetworkLook(configuration).members()
            try OpenAgentsCommand.print(json ? try OpenAgentsCommand.text(of: report) : report.text)
        }
    }

    private static func print(_ text: String) throws {
        guard Output.standardOutput.write(text.hasSuffix("\n") || text.isEmpty ? text : text + "\n") else {
            throw ExitCode.outputClosed
        }
    }

    private static func text(of report: some Encodable) throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        encoder.keyEncodingStrategy = .convertToSnakeCase
        return String(decoding: try encoder.encode(report), as: UTF8.self)
    }
}
