import FoundationEssentials
import Glibc

/// The text that configuration is made of, and the outside world it is read from.
///
/// Tests give it dictionaries; `current` reads the process and the disk.
struct ConfigurationSources: Sendable {
    /// `--set KEY=value` and the options that mean the same, in order.
    var commandLine: [(name: String, value: String)] = []
    /// `--config`.
    var filePath: String?
    var environment: [String: String]
    /// The bytes of a file.
    var readFile: @Sendable (_ path: String) throws(FileFault) -> String = { (path) throws(FileFault) in
        try ConfigurationSources.contents(of: path)
    }

    enum FileFault: Error, Sendable, Hashable {
        case missing
        case unreadable
        case tooLong
        case notText
    }

    static let systemFile = "/etc/towow/towow.env"
    static let developmentFile = ".env"

    /// The sources of this process.
    static func current(commandLine: [(name: String, value: String)] = [], filePath: String? = nil) -> Self {
        Self(commandLine: commandLine, filePath: filePath, environment: ProcessInfo.processInfo.environment) {
            path throws(FileFault) in try Self.contents(of: path)
        }
    }

    /// Reads UTF-8 text of at most `limit` bytes.
    static func contents(of path: String, limit: Int = 1 << 20) throws(FileFault) -> String {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw errno == ENOENT || errno == ENOTDIR ? .missing : .unreadable }
        defer { close(descriptor) }
        var bytes: [UInt8] = []
        var chunk = [UInt8](repeating: 0, count: 16_384)
        while true {
            let count = read(descriptor, &chunk, chunk.count)
            if count < 0, errno == EINTR { continue }
            guard count >= 0 else { throw .unreadable }
            if count == 0 { break }
            bytes += chunk[..<count]
            guard bytes.count <= limit else { throw .tooLong }
        }
        guard let text = String(validating: bytes, as: UTF8.self), !bytes.contains(0) else { throw .notText }
        return text
    }
}

extension ConfigurationSources.FileFault {
    /// For a fault line: "FILE " + this.
    var text: Wording {
        switch self {
        case .missing: Wording("does not exist", "不存在")
        case .unreadable: Wording("cannot be read", "无法读取")
        case .tooLong: Wording("is too long", "过长")
        case .notText: Wording("is not UTF-8 text", "不是 UTF-8 文本")
        }
    }
}
