import ArgumentParser

struct CompletionsCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "completions",
        abstract: "Print a script that completes commands, options and their values in your shell.",
        discussion: """
            EXAMPLES:
              source <(towow completions bash)
              towow completions bash > /etc/bash_completion.d/towow
              towow completions zsh > "${fpath[1]}/_towow"
              towow completions fish > ~/.config/fish/completions/towow.fish
            """)

    enum Shell: String, CaseIterable, ExpressibleByArgument {
        case bash, zsh, fish

        var kind: CompletionShell {
            switch self {
            case .bash: .bash
            case .zsh: .zsh
            case .fish: .fish
            }
        }
    }

    @Argument(help: "bash, zsh or fish.") var shell: Shell

    func run() throws {
        let script = Towow.completionScript(for: shell.kind)
        guard Output.standardOutput.write(script.hasSuffix("\n") ? script : script + "\n") else {
            throw ExitCode.outputClosed
        }
    }
}
