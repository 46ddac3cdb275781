import ArgumentParser
import CHost

struct HealthcheckCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "healthcheck",
        abstract: "Ask a running server whether it is ready; exit status 0 or 1.",
        discussion: """
            Gives up after 3 seconds. Without a URL it asks the server of this configuration. The certificate must be valid, except
            for the server of this configuration and over loopback.

            EXAMPLES:
              towow healthcheck
              towow healthcheck http://127.0.0.1:8000/health
            """)

    static let timeoutMilliseconds: Int32 = 3_000

    @OptionGroup var options: ConfigurationOptions
    @Argument(help: ArgumentHelp("What to ask.", valueName: "url"))
    var url: String?

    func run() throws {
        let target = try target()
        let status =
            target.isSecure
            ? SecureProbe.status(
                of: "https://\(target.authority)\(target.path)", verifies: !target.isOwn && !target.isLoopback,
                milliseconds: Self.timeoutMilliseconds)
            : towow_http_get_status(
                target.host, "\(target.port)", target.authority, target.path, Self.timeoutMilliseconds)
        switch status {
        case 200...299: Output.standardOutput.write("healthy\n")
        case TOWOW_HTTP_NO_ADDRESS: try fail("the host has no address")
        case TOWOW_HTTP_NO_CONNECTION: try fail("no connection")
        case TOWOW_HTTP_TIMEOUT: try fail("no answer within 3 s")
        case SecureProbe.badCertificate: try fail("the certificate is not valid for this host")
        case TOWOW_HTTP_BAD_ANSWER: try fail("the answer is not HTTP")
        default: try fail("HTTP status \(status)")
        }
    }

    private func fail(_ reason: String) throws {
        Output.standardError.write("unhealthy: \(reason)\n")
        throw ExitCode.failure
    }

    private func target() throws -> HealthTarget {
        if let url {
            guard let target = HealthTarget(url: url) else {
                throw ValidationError(
                    "The URL must be like http://127.0.0.1:8000/health/ready or https://example.org/health.")
            }
            return target
        }
        let configuration = try options.load(for: .tool)
        return HealthTarget(
            listeningOn: configuration.host, port: configuration.port, isSecure: configuration.tls != nil)
    }
}

/// Where a health check goes.
struct HealthTarget: Sendable, Hashable {
    var host: String
    var port: Int
    var path = "/health/ready"
    var isSecure = false
    /// The server of this machine's configuration: whatever its certificate is for, it is the one that is meant.
    var isOwn = false

    /// The server that listens on `host`; a wildcard address is asked over loopback.
    init(listeningOn host: String, port: Int, isSecure: Bool = false) {
        switch host {
        case "0.0.0.0", "": self.host = "127.0.0.1"
        case "::": self.host = "::1"
        default: self.host = host
        }
        self.port = port
        self.isSecure = isSecure
        isOwn = true
    }

    /// Nil for anything but an `http://` or `https://` URL of visible ASCII characters.
    init?(url: String) {
        isSecure = url.hasPrefix("https://")
        guard isSecure || url.hasPrefix("http://"), url.utf8.allSatisfy({ (33...126).contains($0) }) else { return nil }
        let rest = url.dropFirst(isSecure ? 8 : 7).prefix { $0 != "#" }
        let authority = rest.prefix { $0 != "/" && $0 != "?" }
        guard !authority.contains("@"), let address = HostAndPort(String(authority)) else { return nil }
        host = address.host
        port = address.port ?? (isSecure ? 443 : 80)
        let path = rest.dropFirst(authority.count)
        if path.first == "?" {
            self.path = "/" + path
        } else if !path.isEmpty {
            self.path = String(path)
        } else {
            self.path = "/"
        }
    }

    /// Nothing but this machine can answer there.
    var isLoopback: Bool {
        let isAddress = host.utf8.allSatisfy { $0 == UInt8(ascii: ".") || (48...57).contains($0) }
        return host == "localhost" || host == "::1" || (host.hasPrefix("127.") && isAddress)
    }

    /// The Host field.
    var authority: String { host.contains(":") ? "[\(host)]:\(port)" : "\(host):\(port)" }
}
