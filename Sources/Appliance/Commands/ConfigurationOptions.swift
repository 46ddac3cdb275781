import ArgumentParser
import CHost
import Engine
import Glibc

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

    /// The configuration; or a line for every fault and the exit status for that. Root becomes the user to whom the data belong.
    func load(for purpose: Configuration.Purpose, _ extra: [(name: String, value: String)] = []) throws -> Configuration
    {
        let configuration: Configuration
        do throws(ConfigurationFaults) {
            configuration = try Configuration.load(sources(extra), for: purpose)
        } catch {
            error.print()
            throw ExitCode.wrongConfiguration
        }
        // What root makes there, the server could not open.
        let folder = configuration.dataFolder
        guard towow_become_owner(folder) >= 0 else {
            throw StartFault("cannot become the owner of \(folder): \(String(cString: strerror(errno)))")
        }
        return configuration
    }
}

extension ConfigurationFaults {
    func print() {
        for line in lines { Output.standardError.write("towow: \(LogText.escaped(line))\n") }
    }
}
