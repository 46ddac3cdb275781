import ArgumentParser
import Engine
import Logging

struct AgentsCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "agents",
        abstract: "Import, list and export members.",
        discussion: """
            While a server runs, it alone may change its database: import through its admin page or API then.

            EXAMPLES:
              towow agents import members.csv --dry-run
              towow agents list
              towow agents export > members.jsonl
            """,
        subcommands: [Import.self, List.self, Export.self])

    struct Import: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Add or replace members, all or nothing.",
            discussion: """
                FILE is a JSON array, JSON Lines or CSV. A member whose id is known gets a new version.

                EXAMPLES:
                  towow agents import members.jsonl
                  towow agents import members.csv --dry-run
                  towow agents import --bundled
                """)

        @OptionGroup var options: ConfigurationOptions
        @Argument(help: "The members.", completion: .file())
        var file: String?
        @Flag(help: "Import the invented members that come with ToWow.")
        var bundled = false
        @Flag(help: "Check the file, change nothing.")
        var dryRun = false

        func validate() throws {
            guard (file == nil) == bundled else { throw ValidationError("Name either a file or --bundled.") }
        }

        func run() async throws {
            let configuration = try options.load(for: .tool)
            let members = try file.map(MemberFile.read) ?? BundledMembers.members()
            if dryRun {
                Output.standardOutput.write("\(members.count) members are valid; nothing was changed\n")
                return
            }
            let store = try await Appliance.openStore(configuration, logger: AgentsCommand.logger(configuration))
            do {
                try RemoteProfileFault.check(members, against: try await store.members(members.map(\.id)))
                let records = try await store.upsert(members: members, isActive: true)
                await store.close()
                let new = records.count { $0.version == 1 }
                Output.standardOutput.write("\(records.count) members imported (\(new) with a first version)\n")
            } catch {
                await store.close()
                throw error
            }
        }
    }

    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "List the members.",
            discussion: """
                EXAMPLES:
                  towow agents list
                  towow agents list | grep venue
                """)

        @OptionGroup var options: ConfigurationOptions

        func run() async throws {
            for record in try await AgentsCommand.records(options) {
                let member = record.member
                let capabilities = member.capabilities.map(\.name).joined(separator: ", ")
                let line = [member.id, "v\(record.version)", member.kind.rawValue, member.displayName, capabilities]
                    .map(LogText.escaped).joined(separator: "\t")
                guard Output.standardOutput.write(line + "\n") else { throw ExitCode.outputClosed }
            }
        }
    }

    struct Export: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Print the members as JSON Lines, in the form that import reads.",
            discussion: """
                EXAMPLES:
                  towow agents export > members.jsonl
                """)

        @OptionGroup var options: ConfigurationOptions

        func run() async throws {
            let members = try await AgentsCommand.records(options).map(\.member)
            let lines = String(decoding: try MemberExport.jsonLines(members), as: UTF8.self)
            guard Output.standardOutput.write(lines) else { throw ExitCode.outputClosed }
        }
    }

    /// All members of the configured store, read beside a running server.
    private static func records(_ options: ConfigurationOptions) async throws -> [MemberRecord] {
        let configuration = try options.load(for: .tool)
        let store = try await Appliance.openStore(configuration, readOnly: true, logger: logger(configuration))
        do {
            let records = try await Appliance.allMembers(of: store)
            await store.close()
            return records
        } catch {
            await store.close()
            throw error
        }
    }

    private static func logger(_ configuration: Configuration) -> Logger {
        LogOutput(.init(format: configuration.log.format, level: .warning), isUnderJournal: false).logger(
            "towow.storage")
    }
}
