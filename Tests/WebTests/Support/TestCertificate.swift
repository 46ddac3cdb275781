import FoundationEssentials
import Glibc
import Logging
import Testing
import Web

/// Certificates made on the spot, in a folder of their own.
final class TestCertificate {
    let folder: String
    var certificate: String { folder + "/server.pem" }
    var key: String { folder + "/server.key" }

    init() throws {
        var template = Array("/tmp/towow-certificate-XXXXXX".utf8CString)
        let made = try #require(mkdtemp(&template))
        folder = String(cString: made)
        try renew()
    }

    deinit { try? FileManager.default.removeItem(atPath: folder) }

    /// A new pair in place of the one before, each file in one step.
    func renew() throws {
        try make("new")
        for end in ["pem", "key"] {
            try #require(rename("\(folder)/new.\(end)", "\(folder)/server.\(end)") == 0)
        }
    }

    /// A new key that fits no certificate.
    func breakKey() throws {
        try make("new")
        try #require(rename("\(folder)/new.key", key) == 0)
    }

    func load(logger: Logger = TestServer.quiet) throws -> ServerCertificate {
        try ServerCertificate(certificateFile: certificate, keyFile: key, logger: logger)
    }

    private func make(_ name: String) throws {
        let arguments = [
            "openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-keyout",
            "\(folder)/\(name).key", "-out", "\(folder)/\(name).pem", "-days", "30", "-subj", "/CN=localhost",
        ]
        var pointers = arguments.map { strdup($0) }
        defer { for pointer in pointers { free(pointer) } }
        pointers.append(nil)
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        posix_spawn_file_actions_addopen(&actions, 2, "/dev/null", O_WRONLY, 0)
        defer { posix_spawn_file_actions_destroy(&actions) }
        var process: pid_t = 0
        try #require(posix_spawnp(&process, "openssl", &actions, nil, pointers, environ) == 0)
        var status: Int32 = 0
        try #require(waitpid(process, &status, 0) == process && status == 0)
        try #require(chmod("\(folder)/\(name).key", 0o600) == 0)
    }
}
