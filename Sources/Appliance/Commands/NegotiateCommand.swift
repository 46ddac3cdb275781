import ArgumentParser
import Engine
import FoundationEssentials
import Logging

struct NegotiateCommand: AsyncParsableCommand {
    enum Clarify: String, ExpressibleByArgument, CaseIterable { case yes, no }

    static let configuration = CommandConfiguration(
        commandName: "negotiate",
        abstract: "One whole negotiation in this terminal, in memory.",
        discussion: """
            Touches no data directory. Members come from --agents, else, read-only, from the configured store when there is
            one, else the bundled ones. Ctrl-C cancels the demand.

            EXAMPLES:
              towow negotiate "I want to run an AI meetup in Beijing for 50 people"
              towow negotiate "我想在北京办一场50人的AI聚会" --rules
              towow negotiate "a logo for my shop" --agents members.jsonl --json | jq .event_type

            EXIT STATUS: 0 a plan was agreed or settled, 1 no plan, 2 wrong usage, 130 after Ctrl-C.
            """)

    @OptionGroup var options: ConfigurationOptions
    @Argument(help: "What you need, in plain words, Chinese or English.")
    var demand: String
    @Option(
        help: ArgumentHelp("Members: a JSON array, JSON Lines or CSV.", valueName: "file"), completion: .file())
    var agents: String?
    @Flag(help: "Print the event log as JSON Lines.")
    var json = false
    @Flag(help: "Let rules decide, even when there is a key for Claude.")
    var rules = false
    @Option(help: "Ask back when something is unclear.")
    var clarify = Clarify.no

    func validate() throws {
        let text = Self.trimmed(demand)
        guard !text.isEmpty else { throw ValidationError("Say what you need.") }
        guard text.unicodeScalars.count <= 8_000 else { throw ValidationError("At most 8,000 characters.") }
    }

    func run() async throws {
        let configuration = try options.load(for: .tool)
        let log = LogOutput(.init(format: configuration.log.format, level: .warning), isUnderJournal: false)
        let members = try await MemberChoice(configuration: configuration, log: log).members(file: agents)
        let engine = try await EngineAssembly.inMemory(
            members: members.members, configuration: configuration, rulesOnly: rules, log: log)
        if !json { Output.standardError.write(members.origin + "\n") }
        let request = DemandRequest(text: Self.trimmed(demand), clarify: clarify == .yes)
        let session = NegotiationSession(
            service: engine.coordinator, request: request, printer: printer(),
            questions: clarify == .yes ? .standardInput : nil)
        let status = try await session.run()
        await engine.coordinator.stop()
        throw status
    }

    private func printer() -> NegotiationSession.Printer {
        if json { return .jsonLines }
        let style = TextStyle(
            hasColour: Output.standardOutput.allowsColour(environment: ProcessInfo.processInfo.environment))
        return .progress(ProgressReport(style: style, language: Language(guessedFrom: demand)))
    }

    private static func trimmed(_ text: String) -> String {
        guard let first = text.firstIndex(where: { !$0.isWhitespace }),
            let last = text.lastIndex(where: { !$0.isWhitespace })
        else { return "" }
        return String(text[first...last])
    }
}
