import ArgumentParser
import Engine
import FoundationEssentials
import Logging

struct MatchCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "match",
        abstract: "Which members fit a demand, and why, by the rules.",
        discussion: """
            Reads the demand and ranks the members as a negotiation without a model would; invites nobody, changes nothing.
            Members come from --agents, else, read-only, from the configured store when there is one, else the bundled ones.
            Those marked with + would be invited.

            EXAMPLES:
              towow match "I need a room and a speaker in Beijing for 50 people"
              towow match "找个人把活动拍下来" --explain
              towow match "a logo for my shop" --agents members.jsonl --top 20 --json | jq '.members[].id'

            EXIT STATUS: 0 somebody fits, 1 nobody does, 2 wrong usage.
            """)

    @OptionGroup var options: ConfigurationOptions
    @Argument(help: "What you need, in plain words, Chinese or English.")
    var demand: String
    @Option(help: "How many members to print, 1…1000.")
    var top = 10
    @Flag(help: "Print what each score was made from.")
    var explain = false
    @Option(
        help: ArgumentHelp("Members: a JSON array, JSON Lines or CSV.", valueName: "file"), completion: .file())
    var agents: String?
    @Flag(help: "Print one JSON object.")
    var json = false

    func validate() throws {
        guard !demand.allSatisfy(\.isWhitespace) else { throw ValidationError("Say what you need.") }
        guard demand.unicodeScalars.count <= 8_000 else { throw ValidationError("At most 8,000 characters.") }
        guard (1...1_000).contains(top) else { throw ValidationError("--top takes 1…1000.") }
    }

    func run() async throws {
        let configuration = try options.load(for: .tool)
        let log = LogOutput(.init(format: configuration.log.format, level: .warning), isUnderJournal: false)
        let members = try await MemberChoice(configuration: configuration, log: log).members(file: agents)
        let engine = try await EngineAssembly.inMemory(
            members: members.members, configuration: configuration, rulesOnly: true, log: log)
        let ranking = try await MemberRanking(members: engine.members).rank(
            demand, at: SystemClock().now(), limit: top, maxCandidates: configuration.limits.maxCandidates)
        await engine.coordinator.stop()
        if json {
            Output.standardOutput.write(try MatchReport.json(ranking, explained: explain) + "\n")
        } else {
            let style = TextStyle(
                hasColour: Output.standardOutput.allowsColour(environment: ProcessInfo.processInfo.environment))
            Output.standardError.write(members.origin + "\n")
            Output.standardOutput.write(MatchReport.text(ranking, explained: explain, style: style))
        }
        if !ranking.entries.contains(where: \.fits) { throw ExitCode(1) }
    }
}
