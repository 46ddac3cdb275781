import ArgumentParser
import Engine

/// The options that every command shares: where its configuration is.
struct ConfigurationOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "Configuration file; else TOWOW_CONFIG, /etc/towow/towow.env, in development .env.", valueName: "file"),
        completion: .file())
    var config: String?

    @Option(
        name: .customLong("set"), parsing: .singleValue,
        help: ArgumentHelp("Set a variable, before environment and file.", valueName: "KEY=value"),
        completion: .list(ConfigurationKey.allCases.map { "\($0.name)=" }))
    var assignments: [String] = []

    func validate() throws {
        for assignment in assignments where assignment.first == "=" || !assignment.contains("=") {
            throw ValidationError("--set needs KEY=value.")
        }
    }

    /// The sources of this process, with `extra` variables from a command's own options.
    func sources(_ extra: [(name: String, value: String)] = []) -> ConfigurationSources {
        let pairs = assignments.map { text in
            let name = text.prefix { $0 != "=" }
            return (name: String(name), value: String(text.dropFirst(name.count + 1)))
        }
        return .current(commandLine: pairs + extra, filePath: config)
    }

    /// The configuration; or a line for every fault and the exit status for that.
    func load(for purpose: Configuration.Purpose, _ extra: [(name: String, value: String)] = []) throws -> Configuration
    {
        do throws(ConfigurationFaults) {
            return try Configuration.load(sources(extra), for: purpose)
        } catch {
            error.print()
            throw ExitCode.wrongConfiguration
        }
    }
}

extension ConfigurationFaults {
    func print() {
        for line in lines { Output.standardError.write("towow: \(LogText.escaped(line))\n") }
    }
}
