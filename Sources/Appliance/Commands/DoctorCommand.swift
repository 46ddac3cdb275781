import ArgumentParser

struct DoctorCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "doctor",
        abstract: "Look at everything the server needs and say what to do; exit status 1 when something would fail.",
        discussion: """
            Looks at the configuration and changes that wait for a restart, the data directory and its disk, the database, limits, the
            port, TLS, proxies, keys and the clock. Works beside a running server and changes nothing without --fix.

            EXAMPLES:
              towow doctor
              towow doctor --online
              towow doctor --json --config /etc/towow/towow.env
            """)

    @OptionGroup var options: ConfigurationOptions
    @Flag(help: "Also try the key for Claude, which costs nothing.")
    var online = false
    @Flag(help: "Mend what is safe to mend: close the data directory and the private key to others.")
    var fix = false
    @Flag(help: "Print one JSON object.")
    var json = false

    func run() async throws {
        let sources = options.sources()
        var doctor = Doctor(sources)
        doctor.asksOutside = online
        doctor.fixes = fix
        let diagnosis = await doctor.examine()
        let output = Output.standardOutput
        let style = TextStyle(hasColour: output.allowsColour(environment: sources.environment))
        guard output.write(json ? try diagnosis.json() : diagnosis.text(style)) else { throw ExitCode.outputClosed }
        if diagnosis.status == .fail { throw ExitCode.failure }
    }
}
