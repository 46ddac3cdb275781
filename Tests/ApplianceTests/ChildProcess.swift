import Glibc
import Testing

/// A process of the binary under test, started without a shell.
struct ChildProcess {
    let id: pid_t
    private let input: Int32
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

    /// - Parameters:
    ///   - closesOutput: nobody reads standard output.
    ///   - holdsInput: standard input stays open and silent, as at a terminal where nobody types.
    init(
        _ arguments: [String], environment: [String: String] = [:], closesOutput: Bool = false, holdsInput: Bool = false
    ) throws {
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
        var inputPair: [Int32] = [-1, -1]
        if holdsInput, socketpair(AF_UNIX, kind, 0, &inputPair) == 0 {
            posix_spawn_file_actions_adddup2(&actions, inputPair[1], 0)
        } else {
            posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
        }
        posix_spawn_file_actions_adddup2(&actions, outputPipe[1], 1)
        posix_spawn_file_actions_adddup2(&actions, errorPipe[1], 2)
        // Nothing of the tester's own settings reaches the child.
        let variables = environment.merging(["PATH": "/usr/bin:/bin"]) { own, _ in own }
        var argumentPointers = ([Self.towow] + arguments).map { strdup($0) } + [nil]
        var variablePointers = variables.map { strdup("\($0.key)=\($0.value)") } + [nil]
        defer { (argumentPointers + variablePointers).forEach { free($0) } }
        var child = pid_t()
        // Before it runs: else it could have said everything by then.
        if closesOutput { close(outputPipe[0]) }
        let code = posix_spawn(&child, Self.towow, &actions, nil, &argumentPointers, &variablePointers)
        close(outputPipe[1])
        close(errorPipe[1])
        close(inputPair[1])
        input = inputPair[0]
        guard code == 0 else { throw StartFailed(code: code) }
        id = child
        output = outputPipe[0]
        errors = errorPipe[0]
    }

    /// Waits for the end and takes what was written.
    func finish(readsOutput: Bool = true) -> Result {
        let texts = Self.readAll(readsOutput ? [output, errors] : [errors])
        close(input)
        var status: Int32 = 0
        while waitpid(id, &status, 0) < 0, errno == EINTR {}
        let code = status & 0x7F == 0 ? (status >> 8) & 0xFF : 128 + status & 0x7F
        return Result(status: code, output: readsOutput ? texts[0] : "", errors: texts[texts.count - 1])
    }

    /// Reads standard output until `text` has come. False when it ended before.
    func wait(for text: String) -> Bool {
        var seen: [UInt8] = []
        var byte: UInt8 = 0
        while read(output, &byte, 1) == 1 {
            seen.append(byte)
            if byte == text.utf8.last, String(decoding: seen, as: UTF8.self).contains(text) { return true }
        }
        return false
    }

    func signal(_ number: Int32) { kill(id, number) }

    static func run(_ arguments: [String], environment: [String: String] = [:]) throws -> Result {
        try ChildProcess(arguments, environment: environment).finish()
    }

    /// Reads all of several descriptors as it comes, so that none fills up, and closes them.
    private static func readAll(_ descriptors: [Int32]) -> [String] {
        var texts = [[UInt8]](repeating: [], count: descriptors.count)
        var polled = descriptors.map { pollfd(fd: $0, events: Int16(POLLIN), revents: 0) }
        var chunk = [UInt8](repeating: 0, count: 65_536)
        while polled.contains(where: { $0.fd >= 0 }) {
            guard poll(&polled, nfds_t(polled.count), -1) > 0 else { continue }
            for index in polled.indices where polled[index].fd >= 0 && polled[index].revents != 0 {
                let count = read(polled[index].fd, &chunk, chunk.count)
                if count > 0 {
                    texts[index] += chunk[..<count]
                } else if count == 0 || errno != EINTR {
                    polled[index].fd = -1
                }
            }
        }
        descriptors.forEach { close($0) }
        return texts.map { String(decoding: $0, as: UTF8.self) }
    }
}
