import Engine
import FoundationEssentials
import Glibc
import Synchronization
import Telemetry
import Web

extension Doctor {
    /// What is at the address that the server of this configuration listens on.
    enum Neighbour: Sendable, Hashable {
        case nobody
        /// A ToWow, perhaps of another version.
        case towow(version: String)
        /// Something else; what is known of it.
        case other(String)
    }

    private var target: HealthTarget {
        HealthTarget(listeningOn: configuration.host, port: configuration.port, isSecure: configuration.tls != nil)
    }

    /// Nothing but this machine reaches the server directly.
    private var isOnLoopback: Bool {
        !["0.0.0.0", "::", ""].contains(configuration.host) && target.isLoopback
    }

    private func ask(_ path: String, fields: [String] = []) async throws(WebProbe.Failure) -> WebProbe.Answer {
        let url = "\(target.isSecure ? "https" : "http")://\(target.authority)\(path)"
        return try await Doctor.get(url, fields: fields, verifies: false, milliseconds: 3_000)
    }

    static func get(
        _ url: String, fields: [String] = [], verifies: Bool, usesProxy: Bool = false, milliseconds: Int
    ) async throws(WebProbe.Failure) -> WebProbe.Answer {
        let result = Mutex<Result<WebProbe.Answer, WebProbe.Failure>>(.failure(.failed("no thread is left")))
        await BlockingWork.run {
            let answer: Result<WebProbe.Answer, WebProbe.Failure>
            do throws(WebProbe.Failure) {
                answer = .success(
                    try WebProbe.get(
                        url, fields: fields, verifies: verifies, usesProxy: usesProxy, milliseconds: milliseconds))
            } catch { answer = .failure(error) }
            result.withLock { $0 = answer }
        }
        return try result.withLock { $0 }.get()
    }

    /// Who answers there now.
    func running() async -> Neighbour {
        struct Document: Decodable {
            struct Info: Decodable { var title: String, version: String }
            var info: Info
        }
        do throws(WebProbe.Failure) {
            let answer = try await ask("/openapi.json")
            let document = try? JSONDecoder().decode(Document.self, from: Data(answer.body))
            guard let info = document?.info, info.title == "ToWow" else {
                return .other("HTTP status \(answer.status)")
            }
            return .towow(version: info.version)
        } catch {
            if case .refused = error { return .nobody }
            return .other("\(error)")
        }
    }

    // MARK: Port

    func port(_ neighbour: Neighbour) -> Finding {
        let place =
            "\(configuration.host.contains(":") ? "[\(configuration.host)]" : configuration.host):\(configuration.port)"
        switch neighbour {
        case .towow(Version.number): return .ok("port", "a server of this version answers at \(place)")
        case .towow(let version):
            return .warn("port", "the server at \(place) is towow \(version), this is \(Version.number)", "restart it")
        case .other(let what):
            return .fail("port", "something else answers at \(place) (\(what))", "end it, or choose another APP_PORT")
        case .nobody: break
        }
        switch Listening.attempt(host: configuration.host, port: configuration.port) {
        case .possible: return .ok("port", "\(place) is free")
        case .failed(EACCES):
            return .fail(
                "port", "user \(geteuid()) may not listen on \(place)",
                "use socket activation, a port from 1024 on, or AmbientCapabilities=CAP_NET_BIND_SERVICE")
        case .failed(EADDRINUSE):
            return .fail(
                "port", "\(place) is taken by something that does not answer", "end it, or choose another APP_PORT")
        case .failed(EADDRNOTAVAIL), .unknownHost:
            return .fail("port", "\(configuration.host) is no address of this machine", "correct APP_HOST")
        case .failed(let code):
            return .fail("port", "\(place): \(String(cString: strerror(code)))", "correct APP_HOST and APP_PORT")
        }
    }

    // MARK: Pending changes

    /// Changes in the file that the running server has not taken up, as that server says.
    func pending(_ neighbour: Neighbour) async -> [Finding] {
        guard case .towow = neighbour, let key = configuration.access.adminKey else { return [] }
        struct Report: Decodable {
            var pending: [String]
            var fileFaults: [String]
            var storedFaults: [String]

            enum CodingKeys: String, CodingKey {
                case pending
                case fileFaults = "file_faults"
                case storedFaults = "stored_faults"
            }
        }
        guard let answer = try? await ask("/api/v1/admin/config", fields: ["X-Admin-Key: \(key)"]),
            answer.status == 200,
            let report = try? JSONDecoder().decode(Report.self, from: Data(answer.body))
        else {
            return [
                .warn(
                    "pending", "the running server does not take this configuration's ADMIN_API_KEY",
                    "restart it if the key has changed")
            ]
        }
        var findings = report.fileFaults.map {
            Finding.fail(
                "pending", "the running server refuses the file: \($0)", "correct it; the server reads it again")
        }
        findings += report.storedFaults.map {
            Finding.warn("pending", "a stored live setting is not used: \($0)", "set it again in the admin pages")
        }
        if !report.pending.isEmpty {
            findings.append(
                .warn(
                    "pending", "changed, but not in force: \(report.pending.joined(separator: " "))",
                    "restart the server"))
        }
        return findings.isEmpty ? [.ok("pending", "the running server uses this configuration")] : findings
    }

    // MARK: TLS

    /// Days before its end from which on a certificate should have been renewed.
    static let renewalDays = 14

    func certificate() -> [Finding] {
        guard let tls = configuration.tls else {
            let isOpen = configuration.environment == .production && !isOnLoopback
            return isOpen
                ? [
                    .warn(
                        "tls", "plain HTTP on \(configuration.host)",
                        "put a proxy with TLS in front, or set TLS_CERT_FILE and TLS_KEY_FILE")
                ] : [.ok("tls", "off: plain HTTP")]
        }
        let report: CertificateReport
        do throws(CertificateFault) {
            report = try CertificateReport(certificateFile: tls.certificateFile, keyFile: tls.keyFile)
        } catch {
            return [.fail("tls", error.description, "towow serve would not start; correct the file")]
        }
        var findings = [Doctor.validity(report, now: SystemClock().now())]
        if report.isKeyOpen {
            if fixes, chmod(tls.keyFile, 0o600) == 0 {
                findings.append(.ok("tls", "the private key was open to others; its mode is 0600 now"))
            } else {
                findings.append(
                    .warn(
                        "tls", "others than its owner may use the private key \(tls.keyFile)",
                        "chmod 0600 \(tls.keyFile), or towow doctor --fix"))
            }
        }
        return findings
    }

    static func validity(_ report: CertificateReport, now: Timestamp) -> Finding {
        let end = report.validUntil
        if end < now { return .fail("tls", "the certificate ended at \(end.rfc3339)", "renew it; browsers refuse it") }
        if report.validFrom > now {
            return .fail(
                "tls", "the certificate begins at \(report.validFrom.rfc3339)", "see whether the clock is right")
        }
        let days = (end - now) / 86_400_000
        guard days >= renewalDays else {
            return .warn("tls", "the certificate ends in \(days) days, at \(end.rfc3339)", "renew it")
        }
        return .ok("tls", "the key belongs to the certificate, which is valid until \(end.rfc3339)")
    }

    // MARK: Proxies

    func proxies() -> [Finding] {
        let trusted = configuration.access.trustedProxies
        if trusted.contains(where: { $0.hasSuffix("/0") }) {
            return [
                .warn(
                    "proxies", "TRUSTED_PROXIES believes everybody, so anybody can take any address",
                    "name the proxies' own addresses")
            ]
        }
        if trusted.isEmpty, configuration.environment == .production, isOnLoopback, configuration.tls == nil {
            return [
                .warn(
                    "proxies",
                    "only a proxy on this host can reach \(configuration.host), and TRUSTED_PROXIES does not name it: "
                        + "all clients would share one address and its limits", "TRUSTED_PROXIES=127.0.0.1,::1")
            ]
        }
        return [
            .ok("proxies", trusted.isEmpty ? "none believed" : "believed: \(trusted.joined(separator: " "))")
        ]
    }
}

/// Whether a socket can listen at an address.
enum Listening {
    enum Outcome: Sendable, Hashable {
        case possible
        case unknownHost
        /// The code of the error (errno).
        case failed(Int32)
    }

    static func attempt(host: String, port: Int) -> Outcome {
        var hints = addrinfo()
        hints.ai_flags = AI_PASSIVE | AI_NUMERICSERV
        hints.ai_socktype = Int32(SOCK_STREAM.rawValue)
        var found: UnsafeMutablePointer<addrinfo>?
        guard getaddrinfo(host, "\(port)", &hints, &found) == 0, let first = found else { return .unknownHost }
        defer { freeaddrinfo(first) }
        let descriptor = socket(first.pointee.ai_family, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
        guard descriptor >= 0 else { return .failed(errno) }
        defer { close(descriptor) }
        var yes: Int32 = 1
        setsockopt(descriptor, SOL_SOCKET, SO_REUSEADDR, &yes, socklen_t(MemoryLayout<Int32>.size))
        guard bind(descriptor, first.pointee.ai_addr, first.pointee.ai_addrlen) == 0, listen(descriptor, 1) == 0 else {
            return .failed(errno)
        }
        return .possible
    }
}
