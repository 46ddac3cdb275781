import Glibc
import Testing

/// A process of the binary under test, started without a shell.
struct ChildProcess {
    let id: pid_t
    private let output: Int32
    private let errors: Int32

    struct Result {
        var status: Int32
        var output: String
        var errors: String
    }

    struct StartFailed: Error {
        var code: Int32
    }

    /// The debug binary beside the test bundle.
    static let towow: String = {
        let folder = CommandLine.arguments[0].split(separator: "/", omittingEmptySubsequences: false).dropLast()
        return folder.joined(separator: "/") + "/towow"
    }()

    init(_ arguments: [String], environment: [String: String] = [:], closesOutput: Bool = false) throws {
        var outputPipe: [Int32] = [0, 0]
        var errorPipe: [Int32] = [0, 0]
        // Sockets, because they close on exec from their first moment on: no other test's child keeps them open.
        let kind = Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue)
        guard socketpair(AF_UNIX, kind, 0, &outputPipe) == 0, socketpair(AF_UNIX, kind, 0, &errorPipe) == 0 else {
            throw StartFailed(code: errno)
        }
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
        posix_spawn_file_actions_adddup2(&actions, outputPipe[1], 1)
        posix_spawn_file_actions_adddup2(&actions, errorPipe[1], 2)
        // Nothing of the tester's own settings reaches the child.
        let variables = environment.merging(["PATH": "/usr/bin:/bin"]) { own, _ in own }
        var argumentPointers = ([Self.towow] + arguments).map { strdup($0) } + [nil]
        var variablePointers = variables.map { strdup("\($0.key)=\($0.value)") } + [nil]
        defer { (argumentPointers + variablePointers).forEach { free($0) } }
        var child = pid_t()
        let code = posix_spawn(&child, Self.towow, &actions, nil, &argumentPointers, &variablePointers)
        close(outputPipe[1])
        close(errorPipe[1])
        guard code == 0 else { throw StartFailed(code: code) }
        id = child
        output = outputPipe[0]
        errors = errorPipe[0]
        if closesOutput { close(outputPipe[0]) }
    }

    /// Waits for the end and takes what was written. Short outputs only: standard error is read after standard output.
    func finish(readsOutput: Bool = true) -> Result {
        let text = readsOutput ? Self.readAll(output) : ""
        let errorText = Self.readAll(errors)
        var status: Int32 = 0
        while waitpid(id, &status, 0) < 0, errno == EINTR {}
        let code = status & 0x7F == 0 ? (status >> 8) & 0xFF : 128 + status & 0x7F
        return Result(status: code, output: text, errors: errorText)
    }

    static func run(_ arguments: [String], environment: [String: String] = [:]) throws -> Result {
        try ChildProcess(arguments, environment: environment).finish()
    }

    private static func readAll(_ descriptor: Int32) -> String {
        defer { close(descriptor) }
        var bytes: [UInt8] = []
        var chunk = [UInt8](repeating: 0, count: 65_536)
        while true {
            let count = read(descriptor, &chunk, chunk.count)
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { return String(decoding: bytes, as: UTF8.self) }
            bytes += chunk[..<count]
        }
    }
}
